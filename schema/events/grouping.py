"""Which claims of one key tell of one event (DESIGN section 4). A function of the set of claims alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence

from msgspec import Struct

from diplograph.schema.edtf import Span, contains, overlaps, parse
from diplograph.schema.event_types import event_type
from diplograph.schema.events.plans import Window, blocked, follows, is_plan_like, window_of
from diplograph.schema.judgements import Rulings
from diplograph.schema.model import Claim


class Group(Struct):
    """Claims of one event while the grouping is under way; ``span`` is that of the told event."""

    span: Span
    exact: bool
    claims: list[Claim]

    @property
    def rank(self) -> tuple[int, str]:
        first = self.span.first_day
        return (first if first is not None else 10**9, min(claim.id for claim in self.claims))


def group(claims: Iterable[Claim], rulings: Rulings = Rulings()) -> list[tuple[Claim, ...]]:  # noqa: B008 - frozen
    """The claims of ONE key, as one tuple an event; every claim is in exactly one.

    What people judged comes last: claims judged apart leave their event, each to one of
    its own, then events with claims judged one are joined.
    """
    ordered = sorted(set(claims), key=lambda claim: claim.id)
    hypothetical = [claim for claim in ordered if claim.modality == "hypothetical"]
    plans = [claim for claim in ordered if claim.modality != "hypothetical" and is_plan_like(claim)]
    rest = [claim for claim in ordered if claim.modality != "hypothetical" and not is_plan_like(claim)]
    told = _told([claim for claim in rest if claim.act != "denies"])
    told.extend(_denied([claim for claim in rest if claim.act == "denies"], told))
    left = _planned(plans, told)
    groups = [one.claims for one in told] + left + _buckets(hypothetical, lambda claim: (claim.date, claim.source))
    judged = _joined(_parted(groups, rulings.apart), rulings.together)
    return [tuple(sorted(members, key=lambda claim: claim.id)) for members in judged]


def _parted(groups: Sequence[list[Claim]], apart: Collection[tuple[str, str]]) -> list[list[Claim]]:
    """The first of each pair judged apart leaves the event that holds both."""
    found: list[list[Claim]] = []
    for members in groups:
        ids = {claim.id for claim in members}
        leaving = {pair[0] for pair in apart if ids.issuperset(pair)}
        found += [[claim] for claim in members if claim.id in leaving]
        found.append([claim for claim in members if claim.id not in leaving])
    return found


def _joined(groups: Sequence[list[Claim]], together: Collection[tuple[str, str]]) -> list[list[Claim]]:
    found = list(groups)
    for one, other in sorted(together):
        touched = [members for members in found if any(claim.id in (one, other) for claim in members)]
        if len(touched) == 2:
            found = [members for members in found if members not in touched]
            found.append([*touched[0], *touched[1]])
    return found


def is_exact(claim: Claim, span: Span) -> bool:
    """Whether the claim alone fixes an occurrence: a day, or, for what lasts, a short interval."""
    if event_type(claim.type).lasts == "moment":
        return span.is_occurrence and span.first_day == span.last_day
    return span.is_occurrence


def _told(claims: Sequence[Claim]) -> list[Group]:
    """Occurrences first; then the vague, which join an occurrence if exactly one is compatible."""
    occurrences, vague = _occurrences(claims)
    alone: list[Claim] = []
    for claim in vague:
        span = parse(claim.date)
        fitting = [one for one in occurrences if overlaps(span, one.span)]
        if len(fitting) == 1:
            fitting[0].claims.append(claim)
        else:
            alone.append(claim)
    return occurrences + _vague(alone)


def _occurrences(claims: Sequence[Claim]) -> tuple[list[Group], list[Claim]]:
    """Connected components of overlapping days, and the claims too vague to make one."""
    dated: list[tuple[Span, Claim]] = []
    vague: list[Claim] = []
    for claim in claims:
        span = parse(claim.date)
        if is_exact(claim, span):
            dated.append((span, claim))
        else:
            vague.append(claim)
    dated.sort(key=lambda pair: (pair[0].first_day or 0, pair[0].last_day or 0, pair[1].id))
    groups: list[Group] = []
    for span, claim in dated:
        last = groups[-1] if groups else None
        if last is not None and overlaps(last.span, span):
            ends = [day for day in (last.span.latest, span.latest) if day is not None]
            last.span = Span("", last.span.earliest, max(ends), "interval")
            last.claims.append(claim)
        else:
            groups.append(Group(Span("", span.earliest, span.latest, "interval"), True, [claim]))
    return groups, vague


def _bucket(claim: Claim) -> tuple[str, str]:
    """Equal EDTF texts are one event; undated ones one a document, or one in all if the type is open."""
    span = parse(claim.date)
    if span.unknown and not span.month_of_year:
        return ("", "" if event_type(claim.type).lasts == "open" else claim.source)
    return (span.text, "")


def _vague(claims: Sequence[Claim]) -> list[Group]:
    return [Group(parse(members[0].date), False, members) for members in _buckets(claims, _bucket)]


def _buckets(claims: Sequence[Claim], of: Callable[[Claim], tuple[str, str]]) -> list[list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        found.setdefault(of(claim), []).append(claim)
    return [found[key] for key in sorted(found)]


def _denied(denials: Sequence[Claim], told: Sequence[Group]) -> list[Group]:
    """Denials join what they deny if that is one event; those left are grouped among themselves."""
    targets: list[tuple[Claim, Group]] = []
    alone: list[Claim] = []
    buckets = {_bucket(one.claims[0]): one for one in told if not one.exact}
    for claim in denials:
        span = parse(claim.date)
        fitting = [one for one in told if one.exact and overlaps(span, one.span)]
        if not fitting:
            same = buckets.get(_bucket(claim))
            loose = [one for one in told if not one.exact and overlaps(span, one.span)]
            fitting = [same] if same is not None else loose
        if len(fitting) == 1:
            targets.append((claim, fitting[0]))
        else:
            alone.append(claim)
    for claim, target in targets:
        target.claims.append(claim)
    occurrences, vague = _occurrences(alone)
    return occurrences + _vague(vague)


def _planned(plans: Sequence[Claim], told: Sequence[Group]) -> list[list[Claim]]:
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
    """What came about, in the order of days; occurrences do not overlap, so the first in a window is soon found."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._exact = sorted((one for one in groups if one.exact), key=lambda one: one.rank)
        self._lasts = [one.span.last_day or 0 for one in self._exact]
        self._vague = [one for one in groups if not one.exact and one.span.first_day is not None]

    def first_inside(self, window: Window) -> Group | None:
        """The earliest occurrence that overlaps *window*, or vague telling that lies in it."""
        found = self._exact[bisect_left(self._lasts, window.first) :][:1]
        fitting = [one for one in found if overlaps(one.span, window.span)]
        fitting += [one for one in self._vague if contains(window.span, one.span)]
        return min(fitting, key=lambda one: one.rank, default=None)


def _left_over(left: Sequence[Claim], windows: dict[str, Window | None]) -> list[list[Claim]]:
    """Plans that nothing came of join where their windows overlap; without a window, by document."""
    groups = _buckets([claim for claim in left if windows[claim.id] is None], lambda claim: (claim.source, ""))
    timed = [(window, claim) for claim in left if (window := windows[claim.id]) is not None]
    timed.sort(key=lambda pair: (pair[0].first, pair[0].last, pair[1].id))
    reach = -(10**9)
    for window, claim in timed:
        if window.first > reach:
            groups.append([])
        groups[-1].append(claim)
        reach = max(reach, window.last)
    return groups
