"""The edges between actors that an event gives."""

from __future__ import annotations

from itertools import combinations

from diplograph.schema.actors import state_of
from diplograph.schema.event_types import event_type
from diplograph.schema.model import Edge, Event

PAIRS_UP_TO = 25
"""Pairs are derived up to this many participants (DESIGN section 3)."""


def edges_of(event: Event) -> tuple[Edge, ...]:
    """The edges of *event*, sorted by id."""
    kind = event_type(event.type)
    found = []
    for source, target in joined_by(event):
        states = [state_of(source), state_of(target)]
        one, other = sorted(states) if kind.symmetric else states
        directed = "no" if kind.symmetric else "yes"
        identity = f"{event.id}/{source}/{target}"
        found.append(Edge(identity, kind.edge, source, target, event.id, directed, one, other))
    return tuple(found)


def joined_by(event: Event) -> list[tuple[str, str]]:
    """The two ends of each edge that *event* gives: none where it is hypothetical, or has too many participants."""
    if event.status == "hypothetical" or event.participant_count > PAIRS_UP_TO:
        return []
    return pairs_of(event)


def pairs_of(event: Event) -> list[tuple[str, str]]:
    """The two ends of each edge that the participants of *event* could give, in the direction of its type."""
    kind = event_type(event.type)
    sources = sorted({named.actor for named in event.participants if named.role == kind.source_role})
    if kind.symmetric:
        return list(combinations(sources, 2))
    targets = sorted({named.actor for named in event.participants if named.role == kind.target_role})
    return [(source, target) for source in sources for target in targets if source != target]
