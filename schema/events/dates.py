"""The date of an event: no more precise than what its claims say."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.schema.edtf import from_bounds, iso_day, parse
from diplograph.schema.events.groups import is_exact
from diplograph.schema.events.plans import is_plan_like, stated
from diplograph.schema.model import Claim


def date_of(claims: Sequence[Claim]) -> str:
    """The EDTF date of the claims of one event; "" where nobody tells it."""
    live = [claim for claim in claims if claim.modality != "hypothetical"] or list(claims)
    told = [claim for claim in live if not is_plan_like(claim) and claim.act != "denies"]
    if told:
        return _told_date(told)
    plans = [claim for claim in live if is_plan_like(claim) and claim.act not in ("cancels", "denies")]
    if plans:
        return _planned_date(plans)
    return _told_date(live)


def _told_date(claims: Sequence[Claim]) -> str:
    spans = [parse(claim.date) for claim in claims if is_exact(claim, parse(claim.date))]
    firsts = [span.earliest for span in spans if span.earliest is not None]
    lasts = [span.latest for span in spans if span.latest is not None]
    if firsts and lasts:
        return from_bounds(min(firsts), max(lasts))
    texts = {parse(claim.date).text for claim in claims} - {"", "XXXX"}
    return min(texts, key=_width, default="")


def _width(text: str) -> tuple[int, str]:
    span = parse(text)
    if span.first_day is None or span.last_day is None:
        return (10**9, text)
    return (span.last_day - span.first_day, text)


def _planned_date(plans: Sequence[Claim]) -> str:
    """The date that the last plan gives; an undated postponement takes earlier dates back."""
    ordered = sorted(plans, key=lambda claim: (stated(claim) if stated(claim) is not None else -(10**9), claim.id))
    last_postponed = max((place for place, claim in enumerate(ordered) if claim.act == "postpones"), default=-1)
    for claim in reversed(ordered[max(last_postponed, 0) :]):
        if claim.date:
            return parse(claim.date).text
    days = [day for claim in ordered if (day := stated(claim)) is not None]
    return f"{iso_day(max(days))}/.." if days else ""
