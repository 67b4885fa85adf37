"""An event in RDF: its parts, bounds and life; and the plain triples between actors that facts give."""

from __future__ import annotations

from collections.abc import Iterable

from diplograph.graph.exports.rdf.literals import (
    Names,
    code,
    day,
    edtf,
    escaped,
    month,
    number,
    own,
    path_of,
    typed_date,
)
from diplograph.graph.exports.rdf.places import place_code
from diplograph.graph.exports.rdf.terms import predicate_of, term
from diplograph.schema.edtf import iso_day
from diplograph.schema.event_types import event_type
from diplograph.schema.events.edges import joined_by
from diplograph.schema.model import FACTS, Event

TEXTS = {
    "key": own("key"),
    "name": own("gathering"),
    "place": own("place"),
    "content": own("contentText"),
}
"""The property of each field that is a text and is written as it is."""
_A = term("rdf:type")
_TYPES = f"{_A} {own('Event')}", f"{_A} {term('sem:Event')}"
_EVENT_TYPE, _HAS_ACTOR, _HAS_PLACE = term("sem:eventType"), term("sem:hasActor"), term("sem:hasPlace")
_EARLIEST, _LATEST = term("sem:hasEarliestBeginTimeStamp"), term("sem:hasLatestEndTimeStamp")
_STATUS, _BASIS, _MODE, _EDTF, _DATE, _MONTH = map(own, "status basis mode edtf date month".split())
_FIRST_DAY, _LAST_DAY = own("firstDay"), own("lastDay")
_CLAIM, _LEADING, _CLAIM_COUNT, _ORIGINS = map(own, "claim leadingClaim claimCount origins".split())
_COUNT, _DISAGREEMENT, _NEAR, _CONTENT = map(own, "participantCount disagreement near content".split())
_PARTICIPATION, _IS_PARTICIPATION = own("participation"), f"{_A} {own('Participation')}"
_ACTOR, _ROLE, _TEXT = own("actor"), term("sem:roleType"), own("text")
_STEP, _IS_STEP, _DAY, _ON_DAY, _KNOWN = own("step"), f"{_A} {own('Step')}", own("day"), own("onDay"), own("knownDate")


def event_lines(names: Names, event: Event, said: Iterable[str] = ()) -> list[str]:
    """The triples of an event, sorted; *said* are the events that it, a speech act, says to happen."""
    base = names.base
    node = f"<{base}event/{path_of(event.id)}"
    subject = f"{node}> "
    lines = [subject + each for each in _TYPES]
    lines += [
        f"{subject}{_EVENT_TYPE} {code('type', event.type)}",
        f"{subject}{_STATUS} {code('status', event.status)}",
        f"{subject}{_CLAIM_COUNT} {number(event.claim_count)}",
        f"{subject}{_ORIGINS} {number(event.origins)}",
        f"{subject}{_COUNT} {number(event.participant_count)}",
        f"{subject}{_LEADING} <{base}claim/{path_of(event.claim)}>",
    ]
    lines += [f"{subject}{_CLAIM} <{base}claim/{path_of(claim)}>" for claim in event.claims]
    for field, predicate in TEXTS.items():
        if value := getattr(event, field):
            lines.append(f'{subject}{predicate} "{escaped(value)}"')
    if event.basis:
        lines.append(f"{subject}{_BASIS} {code('basis', event.basis)}")
    if event.mode:
        lines.append(f"{subject}{_MODE} {code('mode', event.mode)}")
    if place_code(event.place):
        lines.append(f"{subject}{_HAS_PLACE} <{base}place/{path_of(event.place)}>")
    _add_dates(lines, subject, event)
    lines += [f'{subject}{_DISAGREEMENT} "{escaped(each)}"' for each in event.disagreements]
    lines += [f"{subject}{_NEAR} <{base}event/{path_of(other)}>" for other in event.near]
    lines += [f"{subject}{_CONTENT} <{base}event/{path_of(other)}>" for other in sorted(set(said))]
    everybody = {named.actor for named in event.participants}
    lines += [f"{subject}{_HAS_ACTOR} <{base}actor/{path_of(actor)}>" for actor in everybody]
    for place, named in enumerate(event.participants):
        part = f"{node}.part.{place}> "
        lines += [
            f"{subject}{_PARTICIPATION} {part[:-1]}",
            f"{part}{_ROLE} {code('role', named.role)}",
            f"{part}{_IS_PARTICIPATION}",
            f"{part}{_ACTOR} <{base}actor/{path_of(named.actor)}>",
        ]
        if named.text:
            lines.append(f'{part}{_TEXT} "{escaped(named.text)}"')
    _add_life(lines, node, event)
    lines.sort()
    return lines


def _add_dates(lines: list[str], subject: str, event: Event) -> None:
    """The date in EDTF and, where XSD has a type of that precision, in XSD; and its bounds, which can be compared."""
    if event.date:
        lines.append(f"{subject}{_EDTF} {edtf(event.date)}")
        if date := typed_date(event.date):
            lines.append(f"{subject}{_DATE} {date}")
    if event.earliest:
        lines.append(f"{subject}{_EARLIEST} {day(event.earliest)}")
    if event.latest:
        lines.append(f"{subject}{_LATEST} {day(event.latest)}")
    if event.first_day is not None:
        lines.append(f"{subject}{_FIRST_DAY} {number(event.first_day)}")
    if event.last_day is not None:
        lines.append(f"{subject}{_LAST_DAY} {number(event.last_day)}")
    if event.month:
        lines.append(f"{subject}{_MONTH} {month(event.month)}")


def _add_life(lines: list[str], node: str, event: Event) -> None:
    steps = zip(event.life_dates, event.life_status, event.life_known, strict=True)
    for place, (when, status, known) in enumerate(steps):
        step = f"{node}.step.{place}> "
        lines += [
            f"{node}> {_STEP} {step[:-1]}",
            f"{step}{_IS_STEP}",
            f"{step}{_DAY} {number(when)}",
            f"{step}{_ON_DAY} {day(iso_day(when))}",
            f"{step}{_STATUS} {code('status', status)}",
        ]
        if known:
            lines.append(f"{step}{_KNOWN} {edtf(known)}")


def tie_lines(names: Names, event: Event) -> list[str]:
    """The plain triples of an event, none where it is no fact; both ways where its type has no direction."""
    if event.status not in FACTS:
        return []
    predicate, symmetric = own(predicate_of(event.type)), event_type(event.type).symmetric
    found = []
    for source, target in joined_by(event):
        one, other = names.iri("actor", source), names.iri("actor", target)
        found.append(f"{one} {predicate} {other}")
        if symmetric:
            found.append(f"{other} {predicate} {one}")
    return found
