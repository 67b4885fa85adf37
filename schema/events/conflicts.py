"""Where the sources of an event disagree, and which other events may be the same one (DESIGN section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from diplograph.schema.edtf import parse
from diplograph.schema.event_types import event_type
from diplograph.schema.events.plans import is_plan_like
from diplograph.schema.model import Claim

NEAR_DAYS = 3
"""Events of one key whose days lie at most this far apart are near misses (DESIGN section 4)."""
_WIDEST = 31
"""Days of an event that may be a near miss: two years that adjoin are no two tellings of one day."""


def disagreements(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Of ``date``, ``mode``, ``place`` and ``role`` those that the tellings of one event give differently.

    What a claim leaves open is no disagreement, nor is a town beside its state. Plans and
    denials are left out: that the day was another one than planned is the event's life.
    """
    told = [claim for claim in claims if not is_plan_like(claim) and claim.act != "denies"]
    if len(told) < 2:
        return ()
    found = {
        "date": len({parse(claim.date).text for claim in told} - {"", "XXXX"}) > 1,
        "mode": len({claim.mode for claim in told} - {"", "unknown"}) > 1,
        "place": _apart({claim.place for claim in told} - {""}),
        "role": any(len(players) > 1 for players in _players(told)),
    }
    return tuple(sorted(name for name, holds in found.items() if holds))


def _apart(places: Iterable[str]) -> bool:
    """Whether two of the places do not lie one in the other."""
    ordered = sorted(places)
    return any(not other.startswith(f"{one}/") for one, other in pairwise(ordered))


def _players(claims: Sequence[Claim]) -> Iterable[set[frozenset[str]]]:
    """For each role that does not tell events apart, the different casts that claims give it."""
    found: dict[str, set[frozenset[str]]] = {}
    for claim in claims:
        free = {role.name for role in event_type(claim.type).roles if not role.identity}
        for role in free:
            cast = frozenset(named.actor for named in claim.participants if named.role == role)
            if cast:
                found.setdefault(role, set()).add(cast)
    return found.values()


def near_ids(days: Iterable[tuple[str, int | None, int | None]]) -> Mapping[str, tuple[str, ...]]:
    """For events of ONE key, by id, first and last day: those whose days are others, but at most three days away.

    What is known to a season or year only is near nothing.
    """
    spans = sorted(
        (first, last, key)
        for key, first, last in days
        if first is not None and last is not None and last - first < _WIDEST
    )
    near: dict[str, set[str]] = {}
    for place, (_, last, key) in enumerate(spans):
        for after in range(place + 1, len(spans)):
            first, _, other = spans[after]
            if first > last + NEAR_DAYS:
                break
            if first > last:
                near.setdefault(key, set()).add(other)
                near.setdefault(other, set()).add(key)
    return {key: tuple(sorted(others)) for key, others in near.items()}
