"""The times that words without a year may mean, and which of them they do."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from diplograph.schema.edtf import Span, parse

_LEAP_YEARS = 8
_WEEKS = 3
_MONTHS = 3
_YEAR, _HALF_A_YEAR = 366, 183


class Resolved(Struct, frozen=True):
    """EDTF, "" where nothing resolves it, and the name of the rule that told it."""

    text: str
    rule: str


class Told(Struct, frozen=True):
    """The day it is said, where known; whether it lies ahead; the date of the event told before."""

    day: date | None
    planned: bool
    known: Span


class Choice(Struct, frozen=True):
    """One time that the words may mean."""

    first: date
    last: date
    text: str


NOTHING = Resolved("", "unresolved")
FAR = Resolved("", "far")


def chosen(choices: Iterable[Choice], told: Told, direction: int) -> Choice | None:
    """Of *choices* in order, the last that has begun or, if planned, the next that has not ended.

    "Last" (a *direction* of -1) has ended before the day, "next" begins after it, whatever is planned.
    """
    day = told.day
    if day is None:
        return None
    if direction > 0:
        return next((each for each in choices if each.first > day), None)
    if direction == 0 and told.planned:
        return next((each for each in choices if each.last >= day), None)
    past = [each for each in choices if (each.last < day if direction else each.first <= day)]
    return past[-1] if past else None


def named(choice: Choice | None, name: str, told: Told, direction: int) -> Resolved:
    """*choice* by the rule of this name: ``weekday-before``, ``month-after``; an interval is one either way."""
    if choice is None:
        return NOTHING
    if name == "interval":
        return Resolved(parse(choice.text).text, name)
    ahead = direction > 0 or (direction == 0 and told.planned)
    return Resolved(parse(choice.text).text, f"{name}-{'after' if ahead else 'before'}")


def settled(choices: list[Choice], told: Told, weekday: int, direction: int, name: str) -> Resolved:
    """Of *choices* a year apart the one that is meant, by the weekday that is written with it, if any.

    Nothing where it lies in another year and more than half a year away, for one would have written
    that year: said on 10 November, "on 11 November" is not that of the year before.
    """
    day = told.day
    found = chosen(choices, told, direction)
    if day is None or (found is None and not weekday):
        return NOTHING
    if weekday and (found is None or found.first.isoweekday() != weekday):
        return nearest(choices, weekday, day)
    if found is None or direction or _away(found, day) <= _HALF_A_YEAR:
        return named(found, name, told, direction)
    return named(found, name, told, 0) if found.first.year <= day.year <= found.last.year else FAR


def nearest(choices: Iterable[Choice], weekday: int, day: date) -> Resolved:
    """The choice nearest to *day*, within a year, that begins on this weekday."""
    fitting = [each for each in choices if each.first.isoweekday() == weekday and _away(each, day) <= _YEAR]
    found = min(fitting, key=lambda each: _away(each, day), default=None)
    return Resolved(found.text, "weekday-and-day") if found else NOTHING


def _away(choice: Choice, day: date) -> int:
    return min(abs((edge - day).days) for edge in (choice.first, choice.last))


def each_year(day: date, month: int, first: int, last_month: int, last: int) -> Iterator[Choice]:
    """From one day of a year to another, in the years about *day*; whole months where *last* is 0."""
    for year in range(max(day.year - _LEAP_YEARS, 1), day.year + _LEAP_YEARS + 1):
        end_year = year + (last_month < month)
        if first > length(year, month) or last > length(end_year, last_month):
            continue
        begin, end = date(year, month, first or 1), date(end_year, last_month, last or length(end_year, last_month))
        months = f"{year:04}-{month:02}" + (f"/{end_year:04}-{last_month:02}" if month != last_month else "")
        yield Choice(begin, end, between(begin, end) if last else months)


def each_month(day: date, first: int, last: int) -> Iterator[Choice]:
    """From one day of a month to another, or into the month after, in the months about *day*."""
    for step in range(-_MONTHS, _MONTHS + 1):
        year, month = month_away(day, step)
        end_year, end_month = month_away(day, step + (last < first))
        if first <= length(year, month) and last <= length(end_year, end_month):
            begin, end = date(year, month, first), date(end_year, end_month, last)
            yield Choice(begin, end, between(begin, end))


def each_week(day: date, first: int, last: int) -> Iterator[Choice]:
    """From one weekday to another, in the weeks about *day*."""
    for week in range(-_WEEKS, _WEEKS + 1):
        begin = day + timedelta(days=first - day.isoweekday() + 7 * week)
        end = begin + timedelta(days=(last - first) % 7)
        yield Choice(begin, end, between(begin, end))


def each_season(day: date, season: int) -> Iterator[Choice]:
    """This season of the years about *day*; a winter has the year in which it begins."""
    for year in range(day.year - 2, day.year + 3):
        span = parse(f"{year:04}-{season}")
        if span.earliest and span.latest:
            yield Choice(span.earliest, span.latest, span.text)


def month_away(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months from that of *day*."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of its week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def length(year: int, month: int) -> int:
    """How many days the month has."""
    return calendar.monthrange(year, month)[1]


def between(first: date, last: date) -> str:
    """EDTF from day to day."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
