"""Journeys of US presidents and secretaries of state, and visits to the United States: who was where, and met whom.

The Office of the Historian publishes them as XML: a file for each traveller, whose trips
have a country, towns, days and a remark; and a file for each decade of visits. A row gives
one visit, and what its remark tells (docs/travel-remarks.md), with the days and the place of
the journey. A source is a page of the Office's site: that of the traveller, or of the country.
No row tells when it was written, so nothing is stated on a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import msgspec
from lxml import etree

from diplograph.loaders.articles import read_remark
from diplograph.loaders.datasets.rows import IDENTICAL, Content, DataSetName, Note, Reject, Row
from diplograph.loaders.datasets.travels_people import (
    FORMER,
    OFFICES,
    president_on,
    state_named,
    traveller_of,
    visitor_of,
    visitors_in,
)
from diplograph.schema.actors import find_place, state_of
from diplograph.schema.edtf import parse
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.model import Rejected
from diplograph.schema.records import FactRecord, Frame, Mention, Participant, SourceRecord
from diplograph.schema.text import slug

EXTRACTOR = "travels/1"
NO_STATE = "countries that no table knows"
_SITE = "https://history.state.gov/departmenthistory"
_BEGINNING = re.compile(r"\s*(?:<\?xml[^>]*>)?\s*(?:<!--.*?-->\s*)*<(?:trips|visits)\b", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Travels(msgspec.Struct, frozen=True):
    """The two kinds of files, told apart by their outermost element."""

    name: DataSetName = "travels"

    def begins(self, text: str) -> bool:
        """Whether *text* is XML of trips or visits."""
        return bool(_BEGINNING.match(text[:2_000]))

    def facts(self, file: Content, reject: Reject, note: Note) -> Iterator[Row]:
        """The facts of *file*, some for each trip or visit; equal rows count once."""
        name = file.name
        with file.opened() as content:
            root = _root(name, content.read())
        read = {"trips": _of_trip, "visits": _of_visit}.get(str(root.tag))
        if read is None:
            raise ReadError(f"{name}: its outermost element is <{root.tag}>; give a file of <trips> or of <visits>")
        seen: set[str] = set()
        for element in root:
            if not isinstance(element.tag, str):
                continue
            row = _cells(element)
            line = msgspec.json.encode(row).decode()
            number = cast(int, element.sourceline)
            if line in seen:
                note(IDENTICAL)
                continue
            seen.add(line)
            try:
                facts = list(read(row, note))
            except SchemaError as problem:
                reject(Rejected(name, number, line, str(problem)))
                continue
            yield from ((number, fact, line) for fact in facts)


TRAVELS = Travels()


def _cells(element: etree._Element) -> dict[str, str]:
    """What a trip or visit tells: ``@who`` is its own attribute, ``country@id`` that of its country."""
    row = {"@who": str(element.get("who", ""))}
    for field in element:
        if isinstance(field.tag, str):
            row[field.tag] = " ".join("".join(map(str, field.itertext())).split())
            row[f"{field.tag}@id"] = str(field.get("id", ""))
    return {name: value for name, value in row.items() if value}


def _root(name: str, content: bytes) -> etree._Element:
    """The outermost element."""
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as problem:
        # What is said of a bad sign has a newline.
        reason = " ".join(str(problem.msg).split())
        raise ReadError(f"{name}: is not XML ({reason}); get it again") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"{name}: has a document type; these files have none, get it again")
    return root


def _parser() -> etree.XMLParser:
    """Nothing is fetched and no entity is put in, whatever the file asks for."""
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, encoding="utf-8")


def _of_trip(row: dict[str, str], note: Note) -> Iterator[FactRecord]:
    role, days, country = row.get("role", ""), _days(row), _told(row, "country")
    if role not in OFFICES:
        raise SchemaError(f"role '{role}' is unknown; give one of {', '.join(OFFICES)}")
    state = state_named(country)
    towns = [find_place(part.strip()) for part in row.get("locale", "").split(",")]
    # A town of a state of today is one of the state visited, unless that is no more.
    town = next((each for each in towns if "/" in each and (each.startswith(f"{state}/") or state in FORMER)), "")
    place = town or state or row.get("locale", "") or country
    who = _told(row, "name")
    source = _source(f"{_SITE}/travels/{role}/{row.get('@who', '')}", f"Travels abroad of {who}, {OFFICES[role]}")
    traveller = traveller_of(who, role, days)
    yield from _facts(row, source, f"trip-{role}-{_told(row, 'id')}", (traveller,), state or country, days, place, note)


def _of_visit(row: dict[str, str], note: Note) -> Iterator[FactRecord]:
    days, country = _days(row), _told(row, "from")
    state = state_named(country)
    if not state:
        note(NO_STATE)
    visitors = tuple(visitor_of(words, state, days) for words in visitors_in(_told(row, "visitor")))
    page = f"{_SITE}/visits/{row.get('from@id', '')}"
    source = _source(page, f"Visits to the United States of leaders of {country}")
    yield from _facts(row, source, f"visit-{_told(row, 'id')}", visitors, "USA", days, "USA", note)


def _facts(
    row: dict[str, str],
    source: SourceRecord,
    record: str,
    travellers: tuple[Mention, ...],
    visited: str,
    days: str,
    place: str,
    note: Note,
) -> Iterator[FactRecord]:
    """The visit itself, without a quote, and what the remark tells, quoted."""
    known = bool(state_of(visited)) and visited == state_of(visited)
    if not known:
        note(NO_STATE)
    goal = Participant(actor=visited, role="visited") if known else Participant(text=visited, role="visited")
    visitors = tuple(_participant(each, "visitor") for each in travellers)
    frame = Frame("VISITS", (*visitors, goal), date=days, place=place)
    yield FactRecord(source, frame, record=record, extractor=EXTRACTOR, rule=f"travels.{record.partition('-')[0]}")
    remark = row.get("remarks") or row.get("description", "")
    for fact in read_remark(remark, travellers[0], days, place, state=visited if known else ""):
        # That he came is told by the row, with the days; "afterwards visited Boston" would only blur them.
        if fact.event.type == "VISITS" and any(each.actor == visited for each in fact.event.participants):
            continue
        people = tuple(_known(each, days) for each in fact.event.participants)
        event = msgspec.structs.replace(fact.event, participants=people)
        # Offsets would count in the remark, which is no text of its own here.
        yield msgspec.structs.replace(fact, source=source, event=event, record=record, start=None, end=None)


def _known(each: Participant, days: str) -> Participant:
    """A US president of before our tables begin, as these files name him elsewhere: "Reagan" is Ronald Reagan."""
    office = each.office.casefold()
    if each.actor or each.represents != "USA" or "president" not in office or "vice" in office:
        return each
    name = president_on(each.text, days)
    return msgspec.structs.replace(each, actor=f"{slug(name)}~USA") if name else each


def _participant(mention: Mention, role: str) -> Participant:
    return Participant(mention.actor, mention.text, mention.kind, mention.office, mention.represents, role)


def _source(url: str, title: str) -> SourceRecord:
    return SourceRecord(
        url=url,
        title=title,
        publisher="Office of the Historian, US Department of State",
        language="en",
        licence="CC0-1.0",
        dataset="US travels",
        kind="event-data",
    )


def _told(row: dict[str, str], field: str) -> str:
    if not row.get(field):
        raise SchemaError(f"has no <{field}>; give one")
    return row[field]


def _days(row: dict[str, str]) -> str:
    """The days of the journey, as EDTF; one that has no end told was of one day."""
    start = _told(row, "start-date")
    end = row.get("end-date") or start
    for day in (start, end):
        if not _DAY.fullmatch(day):
            raise SchemaError(f"'{day}' is no day; write 2021-06-09")
    if end < start:
        raise SchemaError(f"ends on {end}, before it begins on {start}; give the days in order")
    return parse(start if start == end else f"{start}/{end}").text
