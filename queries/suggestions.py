"""Actors that may be one, for people to decide."""

from __future__ import annotations

from itertools import combinations

from rapidfuzz.fuzz import token_sort_ratio

from diplograph.graph.store import Store
from diplograph.queries.runner import Cell
from diplograph.schema.actors import actors, state_of
from diplograph.schema.judgements import in_force
from diplograph.schema.model import Actor
from diplograph.schema.text import fold

_PEOPLE = ("person", "unnamed")


def suggestions(store: Store, least: int) -> list[tuple[Cell, ...]]:
    """Pairs of people with alike names, one at least of no table, of one state or of none that is known.

    Pairs that somebody judged are left out. Most alike first.
    """
    judged = {(each.subject, each.object) for each in in_force(store.judgements()) if "actor" in each.verdict}
    people = [actor for actor in store.actors() if actor.kind in _PEOPLE]
    found = []
    for one, other in combinations(sorted(people), 2):
        states = {state_of(one.id), state_of(other.id)} - {""}
        if len(states) > 1 or {one.id, other.id} <= set(actors()) or {(one.id, other.id), (other.id, one.id)} & judged:
            continue
        alike = max(token_sort_ratio(fold(mine), fold(theirs)) for mine in _names(one) for theirs in _names(other))
        if alike >= least:
            found.append((-round(alike), one, other))
    return [(one.id, other.id, -score, one.name, other.name, "", "", "") for score, one, other in sorted(found)]


def _names(actor: Actor) -> list[str]:
    return [actor.name, *(name.text for name in actor.names if name.kind in ("name", "alias"))]
