"""Plans: the days in which what was announced may come about, and what may stand between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from diplograph.schema.edtf import Span, day_number, parse
from diplograph.schema.model import Claim

OPEN_WINDOW_DAYS = 365
"""An open window ends 12 months after the announcement (DESIGN section 4)."""
_EPOCH = date(1970, 1, 1).toordinal()


class Window(Struct, frozen=True):
    """The first and the last day on which a plan may be carried out."""

    first: int
    last: int

    @property
    def span(self) -> Span:
        return Span("", _day(self.first), _day(self.last), "interval")


def _day(number: int) -> date:
    return date.fromordinal(min(max(number + _EPOCH, 1), date.max.toordinal()))


def is_plan_like(claim: Claim) -> bool:
    """A plan, or a word on a plan: that it is off, or put off."""
    return claim.modality == "planned" or claim.act in ("cancels", "postpones")


def stated(claim: Claim) -> int | None:
    """The day of the statement; None where nobody tells it to the day."""
    span = parse(claim.stated_on)
    return span.first_day if span.precision == "day" else None


def window_of(claim: Claim) -> Window | None:
    """The window of a plan; None where neither its date nor its statement has a day."""
    span, said = parse(claim.date), stated(claim)
    first, last = span.first_day, span.last_day
    if first is None and last is None:
        return None if said is None else Window(said, said + OPEN_WINDOW_DAYS)
    begins = [day for day in (first, said) if day is not None]
    if last is None:
        start = max(begins)
        return Window(start, start + OPEN_WINDOW_DAYS)
    lower = max(begins) if begins else day_number(date.min)
    if lower > last:
        lower = first if first is not None else last
    return Window(lower, last)


def meet(one: Window | None, other: Window | None) -> bool:
    """Whether two windows overlap."""
    return one is not None and other is not None and one.first <= other.last and other.first <= one.last


def blocked(plan: Claim, done_on: int | None, cancels: Sequence[Claim], windows: Mapping[str, Window | None]) -> bool:
    """Whether a cancellation stands between the plan's statement and the day it seems to be done on."""
    said = stated(plan)
    for cancel in cancels:
        off = stated(cancel)
        if off is None or done_on is None or not meet(windows[plan.id], windows[cancel.id]):
            continue
        if (said is None or said < off) and off <= done_on:
            return True
    return False


def follows(plan: Claim, moved: Sequence[Claim], windows: Mapping[str, Window | None]) -> Claim | None:
    """The postponement that carries *plan* along: the first stated after it whose window overlaps."""
    said = stated(plan)
    fitting = []
    for other in moved:
        day = stated(other)
        if day is not None and said is not None and said <= day and _reaches(plan, day, windows, other):
            fitting.append((day, other.id, other))
    return min(fitting)[2] if fitting else None


def _reaches(plan: Claim, day: int, windows: Mapping[str, Window | None], other: Claim) -> bool:
    """The plan was still to come when it was put off, or the windows overlap."""
    window = windows[plan.id]
    return window is not None and (window.last >= day or meet(window, windows[other.id]))
