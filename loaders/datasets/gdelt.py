"""GDELT events: one event a row, with two actors, a CAMEO code, a day, and the article it was first found in.

The files have no line of names: 61 columns in GDELT 2.0, 58 in the daily files of 1.0, 57 in those of before April
2013, which name no article. A source is the article at its address. GDELT does not tell when that was published,
but on which day it had it: that is the day of the statement. There is no quote, and the confidence is medium, for a
machine chose everything.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter

from diplograph.loaders.datasets.cameo import frame_of, place_in
from diplograph.loaders.datasets.gdelt_actors import party_of, state_of_country
from diplograph.loaders.datasets.icews_actors import state_named
from diplograph.loaders.datasets.rows import SAME_STATE, Note, Table
from diplograph.schema.edtf import parse
from diplograph.schema.errors import SchemaError
from diplograph.schema.records import FactRecord, SourceRecord

EXTRACTOR = "gdelt/1"
_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
)
_GEO = "Type FullName CountryCode ADM1Code Lat Long FeatureID".split()
_GEO_2 = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
_CODED = (
    "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles "
    "AvgTone"
).split()


def _columns(geo: list[str], *last: str) -> tuple[str, ...]:
    return (
        *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
        *(f"Actor{number}{column}" for number in (1, 2) for column in _ACTOR),
        *_CODED,
        *(f"{of}Geo_{column}" for of in ("Actor1", "Actor2", "Action") for column in geo),
        *last,
    )


LAYOUTS = (
    _columns(_GEO_2, "DATEADDED", "SOURCEURL"),
    _columns(_GEO, "DATEADDED", "SOURCEURL"),
    _columns(_GEO, "DATEADDED"),
)
_PARTY = "Name CountryCode KnownGroupCode Type1Code Type2Code Type3Code".split()
_ACTORS = [[f"Actor{number}{column}" for column in _PARTY] for number in (1, 2)]
_FIRST, _SECOND = (itemgetter(*columns) for columns in _ACTORS)
_ASKED = frozenset(
    [
        *"GLOBALEVENTID SQLDATE EventCode ActionGeo_Type ActionGeo_FullName DATEADDED SOURCEURL".split(),
        *itertools.chain(*_ACTORS),
    ]
)
_BEGINNING = re.compile(r"\d+\t\d{8}\t\d{6}\t\d{4}\t")
_ADDED = re.compile(r"(\d{8})(?:\d{6})?")
_TOWN = ("3", "4")
"""Types of places: 1 a country, 2 a US state, 3 a US city, 4 a city elsewhere, 5 a state or province elsewhere."""


def fact_of(row: Mapping[str, str], digest: str, note: Note) -> FactRecord:
    """The fact in one row. GLOBALEVENTID is its ``record``; *digest* is not needed beside it."""
    code = row["EventCode"]
    if not code:
        raise SchemaError("has no EventCode; give one such as 042")
    if not row["GLOBALEVENTID"].isdigit():
        raise SchemaError(f"GLOBALEVENTID '{row['GLOBALEVENTID']}' is no number; give the row's own key")
    date = day_of(row["SQLDATE"], "SQLDATE")
    first, second = party_of(*_FIRST(row)), party_of(*_SECOND(row))
    frame = frame_of(code, first, second, date, _place(row["ActionGeo_FullName"], row["ActionGeo_Type"]), note)
    state = state_of_country(row["Actor1CountryCode"])
    if state and state == state_of_country(row["Actor2CountryCode"]):
        note(SAME_STATE)
    return FactRecord(
        source=_source(row),
        event=frame,
        stated_on=_added(row["DATEADDED"]),
        record=row["GLOBALEVENTID"],
        code=code,
        extractor=EXTRACTOR,
        rule=f"cameo.{code}",
        confidence="medium",
    )


def _source(row: Mapping[str, str]) -> SourceRecord:
    """The article. One without address, as of broadcasts, goes by what stands for it; none at all by the day."""
    told = row.get("SOURCEURL", "").strip()
    if told.startswith(("http://", "https://")):
        return SourceRecord(url=told, dataset="GDELT", kind="event-data")
    return SourceRecord(title=told or f"GDELT 1.0, {row['DATEADDED']}", dataset="GDELT", kind="event-data")


@lru_cache(maxsize=65_536)
def day_of(cell: str, column: str) -> str:
    """The day ``20180601`` of a cell as EDTF."""
    if not re.fullmatch(r"\d{8}", cell):
        raise SchemaError(f"{column} '{cell}' is no day; write 20180601")
    return parse(f"{cell[:4]}-{cell[4:6]}-{cell[6:]}").text


def _added(cell: str) -> str:
    found = _ADDED.fullmatch(cell)
    if found is None:
        raise SchemaError(f"DATEADDED '{cell}' is no day or second; write 20180601 or 20180601143000")
    return day_of(found[1], "DATEADDED")


@lru_cache(maxsize=65_536)
def _place(full: str, kind: str) -> str:
    parts = [part.strip() for part in full.split(",")]
    return place_in(state_named(parts[-1]), parts[0] if kind in _TOWN else "", full)


GDELT = Table("gdelt", LAYOUTS, fact_of, headed=False, key=_BEGINNING, asked=_ASKED)
