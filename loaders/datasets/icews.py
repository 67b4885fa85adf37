"""ICEWS: one event a row, with two actors, a CAMEO code, a day, and the story it was read from.

ICEWS names no address of a story, only a number and a publisher, so a source is one
story. It does not tell when that was published either: Event Date is the day of the
event as the coder takes it, and neither publication nor statement is made of it.
There is no quote, and the confidence is medium, for a machine chose the code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from diplograph.loaders.datasets.cameo import frame_of, place_in
from diplograph.loaders.datasets.icews_actors import party_of, state_named
from diplograph.loaders.datasets.rows import MISSING, SAME_STATE, Note, Table
from diplograph.schema.edtf import parse
from diplograph.schema.errors import SchemaError
from diplograph.schema.records import FactRecord, SourceRecord

EXTRACTOR = "icews/1"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
COLUMNS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)


def fact_of(row: Mapping[str, str], digest: str, note: Note) -> FactRecord:
    """The fact in one row.

    ``record`` is the Event ID and *digest*: an Event ID may come twice with other
    content, which one row cannot tell, and the claim must not depend on what else is in
    the file.
    """
    date, code = _checked_day(row["Event Date"]), row["CAMEO Code"]
    if code in MISSING:
        raise SchemaError("has no CAMEO code; give one such as 042")
    first = party_of(row["Source Name"], row["Source Sectors"], row["Source Country"])
    second = party_of(row["Target Name"], row["Target Sectors"], row["Target Country"])
    frame = frame_of(code, first, second, date, _place(row["City"], row["Country"]), note)
    state = state_named(row["Source Country"])
    if state and state == state_named(row["Target Country"]):
        note(SAME_STATE)
    return FactRecord(
        source=_source(row),
        event=frame,
        record=f"{row['Event ID']}-{digest}",
        code=code,
        extractor=EXTRACTOR,
        rule=f"cameo.{code}",
        confidence="medium",
    )


@lru_cache(maxsize=4096)
def _checked_day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise SchemaError(f"Event Date '{text}' is no day; write 2018-06-01")
    return parse(text).text


def _source(row: Mapping[str, str]) -> SourceRecord:
    """The story; a row that names none is a source of its own."""
    story = row["Story ID"]
    title = f"event {row['Event ID']}" if story in MISSING else f"story {story}"
    publisher = "" if row["Publisher"] in MISSING else row["Publisher"]
    return SourceRecord(title=title, publisher=publisher, dataset="ICEWS", kind="event-data")


@lru_cache(maxsize=65_536)
def _place(city: str, country: str) -> str:
    return place_in(state_named(country), "" if city in MISSING else city, "" if country in MISSING else country)


ICEWS = Table("icews", (COLUMNS,), fact_of)
