"""What came of plans: they join the event that carried them out, or one another."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.schema.edtf import contains
from diplograph.schema.events.groups import Group, Occurrences, buckets
from diplograph.schema.events.plans import Window, blocked, follows, window_of
from diplograph.schema.model import Claim


def join_plans(plans: Sequence[Claim], told: Sequence[Group]) -> list[list[Claim]]:
    """Plans join what came of them; the groups of those left over are given back."""
    windows = {claim.id: window_of(claim) for claim in plans}
    cancels = [claim for claim in plans if claim.act == "cancels"]
    done = _Done([one for one in told if any(claim.act != "denies" for claim in one.claims)])
    joined: dict[str, Group] = {}
    for claim in plans:
        window = windows[claim.id]
        if window is None or claim.act in ("cancels", "denies"):
            continue
        target = done.first_inside(window)
        if target is not None and not blocked(claim, target.span.first_day, cancels, windows):
            joined[claim.id] = target
    moved = [claim for claim in plans if claim.act == "postpones" and claim.id in joined]
    for claim in plans:
        if claim.id not in joined and claim.act not in ("cancels", "denies"):
            carrier = follows(claim, moved, windows)
            if carrier is not None:
                joined[claim.id] = joined[carrier.id]
    for claim in plans:
        if claim.id in joined:
            joined[claim.id].claims.append(claim)
    left = [claim for claim in plans if claim.id not in joined]
    return _left_over(left, windows)


class _Done:
    """What came about: occurrences, and vague tellings of a time."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._exact = Occurrences(groups)
        self._vague = [one for one in groups if not one.exact and one.span.first_day is not None]

    def first_inside(self, window: Window) -> Group | None:
        """The earliest occurrence that overlaps *window*, or vague telling that lies in it."""
        span = window.span
        fitting = self._exact.overlapping(span)[:1] + [one for one in self._vague if contains(span, one.span)]
        return min(fitting, key=lambda one: one.rank, default=None)


def _left_over(left: Sequence[Claim], windows: dict[str, Window | None]) -> list[list[Claim]]:
    """Plans that nothing came of join where their windows overlap; without a window, by document.

    A postponement takes the plan along that it puts off, though its new day lies outside of the old window.
    """
    groups = buckets([claim for claim in left if windows[claim.id] is None], lambda claim: (claim.source, ""))
    timed = [(window, claim) for claim in left if (window := windows[claim.id]) is not None]
    timed.sort(key=lambda pair: (pair[0].first, pair[0].last, pair[1].id))
    reach = -(10**9)
    for window, claim in timed:
        if window.first > reach:
            groups.append([])
        groups[-1].append(claim)
        reach = max(reach, window.last)
    moved = [claim for _, claim in timed if claim.act == "postpones"]
    for _, claim in timed:
        carrier = follows(claim, [other for other in moved if other.id != claim.id], windows)
        if carrier is not None and claim.act != "cancels":
            groups = _with_joined(groups, claim, carrier)
    return groups


def _with_joined(groups: Sequence[list[Claim]], one: Claim, other: Claim) -> list[list[Claim]]:
    touched = [members for members in groups if one in members or other in members]
    rest = [members for members in groups if one not in members and other not in members]
    return [*rest, [claim for members in touched for claim in members]]
