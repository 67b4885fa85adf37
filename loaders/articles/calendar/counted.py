"""Dates that count from another: "last month", "three days ago", "the next day", "last summer"."""

from __future__ import annotations

from datetime import date, timedelta

from diplograph.loaders.articles.calendar.choices import (
    NOTHING,
    Resolved,
    Told,
    between,
    chosen,
    each_season,
    each_week,
    month_away,
    named,
    week_of,
)
from diplograph.loaders.articles.calendar.find import Expression
from diplograph.schema.edtf import Span, parse

_WINTER = 24
_ABOUT_A_WEEK = timedelta(days=3)


def relative_day(one: Expression, told: Told) -> Resolved:
    """ "Yesterday", "tomorrow evening"."""
    if told.day is None or one.offset is None:
        return NOTHING
    return Resolved((told.day + timedelta(days=one.offset)).isoformat(), "relative-day")


def night(one: Expression, told: Told) -> Resolved:
    """ "Last night" is from one day to the next, and no more is told."""
    if told.day is None:
        return NOTHING
    begin = told.day if told.planned and not one.direction else told.day - timedelta(days=1)
    return Resolved(between(begin, begin + timedelta(days=1)), "relative-night")


def period(one: Expression, told: Told) -> Resolved:
    """ "This week", "last month", "next year": of the day that speaks."""
    if told.day is None:
        return NOTHING
    if one.unit == "weekend":
        return named(chosen(each_week(told.day, 6, 7), told, one.direction), "weekend", told, one.direction)
    if one.unit == "day":
        return NOTHING
    return Resolved(parse(_calendar(one.unit, one.direction, told.day)).text, f"relative-{one.unit}")


def period_later(one: Expression, told: Told) -> Resolved:
    """ "The same day", "the following week": of the event told before, if that is known as well as that."""
    known = told.known
    if one.unit == "day":
        if one.direction:
            return _anchored(_days_from(known, one.direction))
        return _anchored(known.text if known.precision == "day" else "")
    if known.earliest is None or known.latest is None:
        return NOTHING
    whole = _calendar(one.unit, 0, known.earliest)
    if whole != _calendar(one.unit, 0, known.latest):
        return NOTHING
    return _anchored(_calendar(one.unit, one.direction, known.earliest))


def ago(one: Expression, told: Told) -> Resolved:
    """ "Three days ago", "in two weeks". What may be how long it lasts needs an event that lies ahead."""
    if told.day is None or (one.doubtful and not told.planned):
        return NOTHING
    text = _counted(one.unit, one.count * one.direction, told.day)
    return Resolved(parse(text).text, f"relative-{one.unit}") if text else NOTHING


def later(one: Expression, told: Told) -> Resolved:
    """ "The day before", "two weeks later", "the following Monday": from the event told before."""
    known = told.known
    if known.earliest is None or known.latest is None:
        return NOTHING
    if one.weekday:
        edge = known.latest if one.direction > 0 else known.earliest
        if not known.is_occurrence:
            return NOTHING
        found = chosen(each_week(edge, one.weekday, one.weekday), Told(edge, False, Span()), one.direction)
        return _anchored(found.text if found else "")
    if one.unit == "day" and one.count == 1:
        return _anchored(_days_from(known, one.direction))
    if one.unit in ("day", "week"):
        exact = known.precision == "day"
        return _anchored(_counted(one.unit, one.count * one.direction, known.earliest) if exact else "")
    if _calendar(one.unit, 0, known.earliest) != _calendar(one.unit, 0, known.latest):
        return NOTHING
    return _anchored(_counted(one.unit, one.count * one.direction, known.earliest))


def season(one: Expression, told: Told) -> Resolved:
    """ "In the autumn of 2020", "last summer".

    "The winter of 2022" may begin in that year or end in it: nothing tells which.
    """
    if one.year:
        ends = one.last_year or one.count
        if (one.season == _WINTER) != (ends in (one.year + 1, (one.year + 1) % 100)):
            return NOTHING
        return Resolved(parse(f"{one.year:04}-{one.season}").text, "season")
    if told.day is None:
        return NOTHING
    if one.unit == "year" and one.season != _WINTER:
        return Resolved(parse(f"{told.day.year:04}-{one.season}").text, "season")
    return named(chosen(each_season(told.day, one.season), told, one.direction), "season", told, one.direction)


def _anchored(text: str) -> Resolved:
    return Resolved(parse(text).text, "anchored") if text else NOTHING


def _days_from(known: Span, direction: int) -> str:
    """The day after the last, or before the first, of a date told in days."""
    edge = known.latest if direction > 0 else known.earliest
    return (edge + timedelta(days=direction)).isoformat() if edge and known.is_occurrence else ""


def _calendar(unit: str, step: int, day: date) -> str:
    """The week, month or year so many after that of *day*."""
    if unit == "week":
        return between(*week_of(day + timedelta(weeks=step)))
    if unit == "month":
        return "{:04}-{:02}".format(*month_away(day, step))
    return f"{day.year + step:04}" if unit == "year" else ""


def _counted(unit: str, step: int, day: date) -> str:
    """So many units from *day*, as precise as what is counted; weeks are seven days about that day."""
    if unit == "day":
        return (day + timedelta(days=step)).isoformat()
    if unit == "week":
        middle = day + timedelta(weeks=step)
        return between(middle - _ABOUT_A_WEEK, middle + _ABOUT_A_WEEK)
    return _calendar(unit, step, day)
