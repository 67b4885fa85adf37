"""Which claims of one key tell of one event (DESIGN section 4). A function of the set of claims alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from diplograph.schema.edtf import Span, overlaps, parse
from diplograph.schema.event_types import event_type
from diplograph.schema.events.groups import Group, Occurrences, buckets, is_exact
from diplograph.schema.events.outcomes import join_plans
from diplograph.schema.events.parties import is_admission
from diplograph.schema.events.plans import is_plan_like
from diplograph.schema.judgements import Rulings
from diplograph.schema.model import Claim

OUTLINE = ("type", "act", "modality", "date", "stated_on", "event_hint")
"""What grouping and the ids of events ask of a claim beside its id, source and key.

Of one that admits they ask as well who says it and who takes part.
"""


def group(claims: Iterable[Claim], rulings: Rulings = Rulings()) -> list[tuple[Claim, ...]]:  # noqa: B008 - frozen
    """The claims of ONE key, as one tuple an event; every claim is in exactly one.

    What people judged comes last: claims judged apart leave their event, each to one of
    its own, then events with claims judged one are joined.
    """
    given = tuple(claims)
    if len(given) < 2:
        return [given] if given else []
    if len({claim.id for claim in given}) < len(given):
        given = tuple(set(given))
    ordered = sorted(given, key=lambda claim: claim.id)
    hypothetical = [claim for claim in ordered if claim.modality == "hypothetical"]
    plans = [claim for claim in ordered if claim.modality != "hypothetical" and is_plan_like(claim)]
    rest = [claim for claim in ordered if claim.modality != "hypothetical" and not is_plan_like(claim)]
    told = _told([claim for claim in rest if claim.act != "denies"], rulings)
    told.extend(_denied([claim for claim in rest if claim.act == "denies"], told))
    left = join_plans(plans, told)
    groups = [one.claims for one in told] + left + buckets(hypothetical, lambda claim: (claim.date, claim.source))
    judged = _joined(_parted(groups, rulings.apart), rulings.together)
    return [tuple(sorted(members, key=lambda claim: claim.id)) for members in judged]


def is_only_thinkable(claims: Iterable[Claim]) -> bool:
    """Whether nobody says that the event of *claims* has happened, or will.

    Two sources never tell of one such event, even of one day: so one of another day is no near miss. Coded rows on what
    a busy state intends had thousands of them each, of which the store kept the square (tried: a million rows).
    """
    return all(claim.modality == "hypothetical" for claim in claims)


def _parted(groups: Sequence[list[Claim]], apart: Collection[tuple[str, str]]) -> list[list[Claim]]:
    """The first of each pair judged apart leaves the event that holds both."""
    if not apart:
        return list(groups)
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


def _told(claims: Sequence[Claim], rulings: Rulings) -> list[Group]:
    """Occurrences first; then the vague, which join an occurrence if exactly one is compatible."""
    occurrences, vague = _occurrences(claims)
    _mark_admissions(occurrences, rulings)
    days = Occurrences(occurrences)
    alone: list[Claim] = []
    for claim in vague:
        span = parse(claim.date)
        charge = claim.modality == "alleged"
        fitting = [one for one in days.overlapping(span) if not charge or one.may_be_meant(span)]
        if len(fitting) == 1:
            fitting[0].claims.append(claim)
        else:
            alone.append(claim)
    loose = _vague(alone)
    _mark_admissions(loose, rulings)
    return occurrences + loose


def _mark_admissions(groups: Sequence[Group], rulings: Rulings) -> None:
    for one in groups:
        one.admission = all(is_admission(claim, rulings) for claim in one.claims)


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
    return [Group(parse(members[0].date), False, members) for members in buckets(claims, _bucket)]


def _denied(denials: Sequence[Claim], told: Sequence[Group]) -> list[Group]:
    """Denials join what they deny if that is one event; those left are grouped among themselves."""
    targets: list[tuple[Claim, Group]] = []
    alone: list[Claim] = []
    loose_ones = {_bucket(one.claims[0]): one for one in told if not one.exact}
    days = Occurrences(told)
    for claim in denials:
        span = parse(claim.date)
        fitting = [one for one in days.overlapping(span) if one.may_be_meant(span)]
        if not fitting:
            same = loose_ones.get(_bucket(claim))
            loose = [one for one in told if not one.exact and one.may_be_meant(span)]
            fitting = [same] if same is not None else loose
        if len(fitting) == 1:
            targets.append((claim, fitting[0]))
        else:
            alone.append(claim)
    for claim, target in targets:
        target.claims.append(claim)
    occurrences, vague = _occurrences(alone)
    return occurrences + _vague(vague)
