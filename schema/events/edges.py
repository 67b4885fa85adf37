"""The edges between actors that an event gives, each with its leading claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from diplograph.schema.event_types import event_type
from diplograph.schema.events.plans import stated
from diplograph.schema.model import Claim, Edge, Event

PAIRS_UP_TO = 25
"""Pairs are derived up to this many participants (DESIGN section 3)."""
_RANK = {"high": 0, "medium": 1, "low": 2}


def edges_of(event: Event, support: Sequence[Claim], urls: Mapping[str, str]) -> tuple[Edge, ...]:
    """The edges of *event*, sorted by id; *support* are the claims that carry its status."""
    if event.status == "hypothetical" or len({named.actor for named in event.participants}) > PAIRS_UP_TO:
        return ()
    lead = leading_claim(support)
    return tuple(
        Edge(
            id=f"{event.id}/{source}/{target}",
            type=event_type(event.type).edge,
            source_actor=source,
            target_actor=target,
            event=event.id,
            claim=lead.id,
            source=lead.source,
            quote=lead.quote,
            url=urls.get(lead.source, ""),
        )
        for source, target in pairs_of(event)
    )


def leading_claim(support: Sequence[Claim]) -> Claim:
    """The claim shown first: highest confidence, then earliest stated, then id."""

    def rank(claim: Claim) -> tuple[int, bool, int, str]:
        day = stated(claim)
        return (_RANK[claim.confidence], day is None, day or 0, claim.id)

    return min(support, key=rank)


def pairs_of(event: Event) -> list[tuple[str, str]]:
    kind = event_type(event.type)
    sources = sorted({named.actor for named in event.participants if named.role == kind.source_role})
    if kind.symmetric:
        return list(combinations(sources, 2))
    targets = sorted({named.actor for named in event.participants if named.role == kind.target_role})
    return [(source, target) for source in sources for target in targets if source != target]
