"""What people decide about actors, events, sources and claims: with a reason, by name, reversible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from msgspec import Struct

from diplograph.schema.actors import actors
from diplograph.schema.claims import digest
from diplograph.schema.edtf import parse
from diplograph.schema.errors import SchemaError
from diplograph.schema.model import Claim

Verdict = Literal[
    "same-actor",
    "different-actors",
    "same-event",
    "different-events",
    "retract",
    "restore",
    "reject",
    "accept",
]
VERDICTS: tuple[str, ...] = get_args(Verdict)
_OPPOSITE: Mapping[str, str] = {
    "same-actor": "different-actors",
    "same-event": "different-events",
    "restore": "retract",
    "accept": "reject",
}
"""Each verdict with the one that takes it back; of two with one revision the second stands: it claims less."""
_OF_PAIRS = ("same-actor", "different-actors", "same-event", "different-events")


class Judgement(Struct, frozen=True, order=True):
    """One decision of a person.

    ``subject`` and ``object`` are two actors, or two claims where the verdict is on events
    (a claim's id outlives its event's; of ``different-events`` the subject leaves the
    object's event); a source or a claim alone for the other verdicts.
    ``revision`` counts the decisions on one thing: the highest stands. No clock is asked,
    so the same decisions give the same graph; ``made_on`` (EDTF) is what the author says.
    """

    id: str
    verdict: Verdict
    subject: str
    object: str
    reason: str
    author: str
    revision: int = 1
    made_on: str = ""


def judgement(
    verdict: str,
    subject: str,
    object: str = "",
    reason: str = "",
    author: str = "",
    revision: int = 1,
    made_on: str = "",
) -> Judgement:
    """A decision, checked; a SchemaError says what is missing."""
    if verdict not in VERDICTS:
        raise SchemaError(f"unknown verdict '{verdict}'; use one of {', '.join(VERDICTS)}")
    if not reason.strip() or not author.strip():
        raise SchemaError(f"{verdict} of '{subject}' has no reason or no author; give both")
    if (verdict in _OF_PAIRS) != bool(object) or not subject or subject == object:
        what = "two different ids" if verdict in _OF_PAIRS else "one id"
        raise SchemaError(f"{verdict} needs {what}; it has '{subject}' and '{object}'")
    if revision < 1:
        raise SchemaError(f"revision {revision} is none; count from 1")
    parse(made_on)
    one, other = (subject, object) if verdict == "different-events" or not object else sorted((subject, object))
    identity = digest(verdict, one, other, reason, author, revision, made_on)[:32]
    return Judgement(identity, verdict, one, other, reason, author, revision, made_on)  # type: ignore[arg-type]


def topic(judged: Judgement) -> tuple[str, str, str]:
    """What a decision is about: later ones on the same take its place."""
    one, other = sorted((judged.subject, judged.object))
    return (_OPPOSITE.get(judged.verdict, judged.verdict), one, other)


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The decisions that stand, one a topic, sorted by id."""
    best: dict[tuple[str, str, str], Judgement] = {}
    for judged in sorted(judgements, key=lambda one: (one.revision, one.verdict not in _OPPOSITE, one.id)):
        best[topic(judged)] = judged
    return tuple(sorted(best.values(), key=lambda one: one.id))


class Rulings(Struct, frozen=True):
    """What the decisions in force mean for claims.

    ``leaders`` leads each merged actor to the one that stands for all; ``together`` and
    ``apart`` are pairs of claim ids, of the second kind the one that leaves first.
    """

    leaders: Mapping[str, str] = {}
    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    retracted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()

    def actor(self, identity: str) -> str:
        """The actor that stands for *identity*: itself where nobody merged it."""
        return self.leaders.get(identity, identity)

    def is_live(self, claim: Claim) -> bool:
        """Whether a claim counts: its source is not retracted, nobody rejected it."""
        return claim.source not in self.retracted and claim.id not in self.rejected


def rulings(judgements: Iterable[Judgement]) -> Rulings:
    """The rulings of all decisions, whatever their order."""
    found: dict[str, list[Judgement]] = {}
    for judged in in_force(judgements):
        found.setdefault(judged.verdict, []).append(judged)

    def pairs(verdict: Verdict) -> frozenset[tuple[str, str]]:
        return frozenset((judged.subject, judged.object) for judged in found.get(verdict, ()))

    return Rulings(
        leaders=_leaders(pairs("same-actor")),
        together=pairs("same-event"),
        apart=pairs("different-events"),
        retracted=frozenset(judged.subject for judged in found.get("retract", ())),
        rejected=frozenset(judged.subject for judged in found.get("reject", ())),
    )


def _leaders(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Each merged actor with its leader: one of the tables before others, then by id."""
    groups: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = groups.get(one, {one}) | groups.get(other, {other})
        for member in joined:
            groups[member] = joined
    return {member: min(joined, key=lambda each: (each not in actors(), each)) for member, joined in groups.items()}
