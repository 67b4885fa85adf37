"""Events, their status, dates, lives and edges: pure functions of the set of live claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from diplograph.schema.claims import better, longer_hint
from diplograph.schema.edtf import parse
from diplograph.schema.events.conflicts import disagreements, near_ids
from diplograph.schema.events.dates import date_of
from diplograph.schema.events.edges import edges_of, pairs_of
from diplograph.schema.events.grouping import OUTLINE, group, is_only_thinkable
from diplograph.schema.events.origins import origins_of
from diplograph.schema.events.plans import is_plan_like, stated
from diplograph.schema.events.setting import Origin, Setting
from diplograph.schema.events.status import status_of
from diplograph.schema.judgements import Rulings
from diplograph.schema.model import Claim, Event, Named
from diplograph.schema.records import Act, Modality

__all__ = [
    "ALONE",
    "OUTLINE",
    "Derived",
    "Kept",
    "Origin",
    "Setting",
    "derive",
    "derive_changed",
    "edges_of",
    "event_of",
    "events_of",
    "group",
    "known_on",
    "life_of",
    "pairs_of",
    "status_of",
]

_RANK = {"high": 0, "medium": 1, "low": 2}
ALONE = Setting()
"""Nothing but the claims: no judgement, every source an origin of its own."""
_UNTOLD = Origin()


class Kept(Struct, frozen=True):
    """What it takes to keep an event as it stands: its id, its days, and the events near it."""

    id: str
    first_day: int | None
    last_day: int | None
    near: tuple[str, ...]


class Derived(Struct, frozen=True):
    """Events that were made, sorted by id, and the ids of those that were kept."""

    made: tuple[Event, ...]
    kept: frozenset[str]


def derive(claims: Iterable[Claim], setting: Setting = ALONE) -> tuple[Event, ...]:
    """The events of all live claims of one or more keys, sorted by id."""
    return derive_changed(claims, setting.rulings, {}, lambda groups: events_of(groups, setting)).made


def events_of(groups: Sequence[Sequence[Claim]], setting: Setting) -> list[Event]:
    """The event of each group of claims; see :func:`event_of`."""
    return [event_of(told, setting) for told in groups]


Make = Callable[[Sequence[Sequence[Claim]]], list[Event]]


def derive_changed(
    claims: Iterable[Claim], judged: Rulings, standing: Mapping[frozenset[str], Kept], make: Make
) -> Derived:
    """As :func:`derive`, but what rests on claims of *standing*, and on these alone, is kept.

    An event follows from its own claims; only which others are near it does not. So *claims* may be outlines, which
    hold what grouping asks for; *make* knows the whole ones of those whose events it is to make.
    """
    by_key: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        if judged.is_live(claim):
            members = by_key.setdefault(claim.key, {})
            members[claim.id] = better(members.get(claim.id), claim)
    parted = [_parted(group(members.values(), judged), standing) for members in by_key.values()]
    fresh = iter(make([told for new, _ in parted for _, told in new]))
    made: list[Event] = []
    kept: set[str] = set()
    left: list[tuple[tuple[str, ...], str, Sequence[Claim]]] = []
    for new, stands in parted:
        if len(new) == 1 and not stands:
            made.append(_named(next(fresh), new[0][0]))
            continue
        events = [_named(next(fresh), identity) for identity, _ in new]
        days = [(each.id, each.first_day, each.last_day, told) for each, (_, told) in zip(events, new, strict=True)]
        days += [(one.id, one.first_day, one.last_day, told) for one, told in stands]
        near = near_ids((key, first, last) for key, first, last, told in days if not is_only_thinkable(told))
        made += [msgspec.structs.replace(event, near=near.get(event.id, ())) for event in events]
        for one, told in stands:
            if near.get(one.id, ()) == one.near:
                kept.add(one.id)
            else:
                left.append((near.get(one.id, ()), one.id, told))
    again = make([told for _, _, told in left])
    made += [
        msgspec.structs.replace(_named(event, identity), near=near)
        for event, (near, identity, _) in zip(again, left, strict=True)
    ]
    return Derived(tuple(sorted(made, key=lambda event: event.id)), frozenset(kept))


def _parted(
    groups: Sequence[Sequence[Claim]], standing: Mapping[frozenset[str], Kept]
) -> tuple[list[tuple[str, Sequence[Claim]]], list[tuple[Kept, Sequence[Claim]]]]:
    """The groups of one key whose events are to be made, with the ids of these, and those of events that stand."""
    new: list[tuple[str, Sequence[Claim]]] = []
    stands: list[tuple[Kept, Sequence[Claim]]] = []
    for told, identity in zip(groups, _ids(groups), strict=True):
        known = standing.get(frozenset(claim.id for claim in told)) if standing else None
        if known is None or known.id != identity:
            new.append((identity, told))
        else:
            stands.append((known, told))
    return new, stands


def _ids(groups: Sequence[Sequence[Claim]]) -> list[str]:
    """The ids of the events of one key.

    Six digits of a claim's id tell a thousand intents of two states on one day apart but for one time in thirty: where
    two events would have one id, both have twelve digits.
    """
    anchors = [anchor_of(told) for told in groups]
    if len(anchors) == 1:
        return [anchors[0].event_hint]
    counts = Counter(anchor.event_hint for anchor in anchors)
    return [longer_hint(anchor) if counts[anchor.event_hint] > 1 else anchor.event_hint for anchor in anchors]


def _named(event: Event, identity: str) -> Event:
    return event if event.id == identity else msgspec.structs.replace(event, id=identity)


def event_of(claims: Sequence[Claim], setting: Setting = ALONE) -> Event:
    """The one event that *claims* tell of. Its id is the hint of its anchor: first stated, then smallest id."""
    if len(claims) == 1 and not claims[0].claimant:
        return _event_told_once(claims[0], setting)
    return _event_of(claims, setting)


def _event_of(claims: Sequence[Claim], setting: Setting) -> Event:
    anchor = anchor_of(claims)
    verdict = status_of(claims, setting)
    support = verdict.support
    date = date_of(claims)
    life = _life(claims, setting, (verdict.status, date))
    span = parse(date)
    lead = _leading(support)
    shown = setting.origins.get(lead.source, _UNTOLD)
    participants = _participants(claims, setting)
    return Event(
        id=anchor.event_hint,
        type=verdict.type,
        status=verdict.status,
        claims=tuple(sorted(claim.id for claim in claims)),
        participants=participants,
        key=anchor.key,
        mode=_commonest(claim.mode for claim in support),
        name=min((claim.name for claim in claims if claim.name), default=""),
        date=span.text,
        earliest=span.earliest.isoformat() if span.earliest else "",
        latest=span.latest.isoformat() if span.latest else "",
        first_day=span.first_day,
        last_day=span.last_day,
        month=span.month,
        place=_place(support, claims),
        basis=verdict.basis,
        claim_count=len(claims),
        origins=origins_of(support, setting.origins),
        content=min((claim.content for claim in claims if claim.content), default=""),
        life_dates=tuple(day for day, _, _ in life),
        life_status=tuple(status for _, status, _ in life),
        life_known=tuple(known for _, _, known in life),
        claim=lead.id,
        source=lead.source,
        quote=lead.quote,
        url=shown.url,
        title=shown.title,
        participant_count=len({named.actor for named in participants}),
        disagreements=disagreements(claims),
    )


def _event_told_once(claim: Claim, setting: Setting) -> Event:
    """The event of which one source tells once, and that no actor claims or denies: of coded rows most are so."""
    shown = setting.origins.get(claim.source, _UNTOLD)
    participants = _participants([claim], setting)
    return msgspec.structs.replace(
        _outcome(claim.type, claim.act, claim.modality, claim.date, claim.stated_on),
        id=claim.event_hint,
        claims=(claim.id,),
        participants=participants,
        key=claim.key,
        mode=claim.mode,
        name=claim.name,
        place=claim.place,
        content=claim.content,
        claim=claim.id,
        source=claim.source,
        quote=claim.quote,
        url=shown.url,
        title=shown.title,
        participant_count=len({named.actor for named in participants}),
    )


@lru_cache(maxsize=65_536)
def _outcome(kind: str, act: Act, modality: Modality, date: str, stated_on: str) -> Event:
    """What becomes of a single telling, whoever it names: it follows from these alone, in a few thousand cases."""
    return _event_of([Claim("", "", kind, act, modality, (), date=date, stated_on=stated_on)], ALONE)


def _leading(support: Sequence[Claim]) -> Claim:
    """The claim shown first, of those that carry the status: never the denial of what occurred."""
    if len(support) == 1:
        return support[0]

    def rank(claim: Claim) -> tuple[int, bool, int, str]:
        day = stated(claim)
        return (_RANK[claim.confidence], day is None, day or 0, claim.id)

    return min(support, key=rank)


def anchor_of(claims: Sequence[Claim]) -> Claim:
    """The claim whose hint is the id of the event: first stated, then of the smallest id."""
    if len(claims) == 1:
        return claims[0]
    return min(claims, key=lambda claim: (stated(claim) is None, stated(claim) or 0, claim.id))


def life_of(claims: Sequence[Claim], setting: Setting = ALONE) -> list[tuple[int, str, str]]:
    """The steps of an event: day, status from then on, date as known then; a step only where one changes.

    Claims without a day of statement have no step: they count in the status of today only.
    """
    return _life(claims, setting, (status_of(claims, setting).status, date_of(claims)))


def _life(claims: Sequence[Claim], setting: Setting, today: tuple[str, str]) -> list[tuple[int, str, str]]:
    """The steps; *today* is the last one's status and date, where all claims have a day."""
    steps: list[tuple[int, str, str]] = []
    said: dict[int, list[Claim]] = {}
    for claim in claims:
        day = stated(claim)
        if day is not None:
            said.setdefault(day, []).append(claim)
    heard: set[tuple[str, ...]] = set()
    for day in sorted(said):
        new = {_sense(claim) for claim in said[day]}
        if new <= heard and not any(is_plan_like(claim) for claim in said[day]):
            # A telling that only repeats changes neither status nor date: a thousand of them cost nothing.
            continue
        heard |= new
        known = known_on(claims, day)
        shown = today if len(known) == len(claims) else (status_of(known, setting).status, date_of(known))
        if not steps or steps[-1][1:] != shown:
            steps.append((day, *shown))
    return steps


def _sense(claim: Claim) -> tuple[str, ...]:
    """All of a claim that status and date ask for; of plans also the day of statement counts."""
    actors = (named.actor for named in claim.participants)
    return (claim.type, claim.act, claim.modality, claim.mode, claim.date, claim.claimant, *actors)


def known_on(claims: Iterable[Claim], day: int) -> list[Claim]:
    """The claims that were stated on or before *day*; one without a day was not known before today."""
    return [claim for claim in claims if (said := stated(claim)) is not None and said <= day]


def _participants(claims: Sequence[Claim], setting: Setting) -> tuple[Named, ...]:
    texts: dict[tuple[str, str], str] = {}
    for claim in claims:
        for named in claim.participants:
            part = named.role, setting.rulings.actor(named.actor)
            known = texts.get(part)
            if known is None or named.text < known:
                texts[part] = named.text
    return tuple(Named(role, actor, text) for (role, actor), text in sorted(texts.items()))


def _commonest(values: Iterable[str]) -> str:
    """The most frequent value that is not empty; of equals the longest, then the smallest."""
    told = [value for value in values if value]
    if len(set(told)) < 2:
        return told[0] if told else ""
    counts = Counter(told)
    return min(counts, key=lambda value: (-counts[value], -len(value), value))


def _place(support: Sequence[Claim], claims: Sequence[Claim]) -> str:
    return _commonest(claim.place for claim in support) or _commonest(claim.place for claim in claims)
