"""What a date as written is in EDTF, said on a certain day: no more precise than its words.

A date without its year is the last such date for what was, the next one for what is planned. A
weekday that is written with it outranks that: "Monday 4 March" is a 4 March that was a Monday. So
does "tomorrow (4 March)". A date so far away that its year would be written with it is not guessed.
Where the words may mean two things the answer is "".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from diplograph.loaders.articles.calendar.choices import (
    NOTHING,
    Resolved,
    Told,
    between,
    chosen,
    each_month,
    each_week,
    each_year,
    named,
    nearest,
    settled,
    week_of,
)
from diplograph.loaders.articles.calendar.counted import ago, later, night, period, period_later, relative_day, season
from diplograph.loaders.articles.calendar.find import Expression
from diplograph.loaders.articles.calendar.intervals import interval
from diplograph.schema.edtf import parse
from diplograph.schema.errors import DateError


def resolve(expression: Expression, published: str, planned: bool = False, known: str = "") -> Resolved:
    """The date of *expression* in an article of the day *published*.

    ``planned`` tells that the event lies ahead. ``known`` is the date of the event told just
    before: "the next day" counts from it. A publication that is no single day resolves nothing.
    """
    try:
        said = parse(published)
        told = Told(said.earliest if said.precision == "day" else None, planned, parse(known))
        found = _RULES[expression.form](expression, told)
        return _bounded(found, expression.bound) if expression.bound and found.text else found
    except (DateError, ValueError, OverflowError):
        return NOTHING


def _bounded(found: Resolved, bound: str) -> Resolved:
    """An interval open to one side. The day itself is in it: "until Friday" may end on Friday's evening."""
    first, _, last = found.text.partition("/")
    last = last or first
    text = {"since": f"{first}/..", "after": f"{last}/..", "until": f"../{last}", "before": f"../{last}"}[bound]
    return Resolved(parse(text).text, bound)


def _date(one: Expression, told: Told) -> Resolved:
    year = one.year or (told.day.year + one.direction if told.day and one.unit == "year" else 0)
    if year:
        parts = [f"{year:04}"] + [f"{part:02}" for part in (one.month, one.day) if part]
        return Resolved(parse("-".join(parts)).text, ("year", "month", "full")[len(parts) - 1])
    if told.day is None:
        return Resolved(parse(f"XXXX-{one.month:02}" + (f"-{one.day:02}" if one.day else "")).text, "partial")
    choices = list(each_year(told.day, one.month, one.day, one.month, one.day))
    if one.offset is not None:
        near = told.day + timedelta(days=one.offset)
        return Resolved(min(choices, key=lambda each: abs((each.first - near).days)).text, "relative-day")
    return settled(choices, told, one.weekday if one.day else 0, one.direction, "day" if one.day else "month")


def _day_of_month(one: Expression, told: Told) -> Resolved:
    """ "On the 5th": of this month or the one before, or the next."""
    if told.day is None:
        return NOTHING
    choices = list(each_month(told.day, one.day, one.day))
    if one.weekday:
        return nearest(choices, one.weekday, told.day)
    return named(chosen(choices, told, one.direction), "day", told, one.direction)


def _weekday(one: Expression, told: Told) -> Resolved:
    """The last such day up to the publication, or the next; "next Friday" on a Monday may be either Friday."""
    if told.day is None:
        return NOTHING
    if one.unit == "week":
        day = week_of(told.day)[0] + timedelta(days=7 * one.direction + one.weekday - 1)
        return Resolved(day.isoformat(), "weekday-in-week")
    found = chosen(each_week(told.day, one.weekday, one.weekday), told, one.direction)
    if found and one.doubtful and week_of(found.first) == week_of(told.day):
        return NOTHING
    return named(found, "weekday", told, one.direction)


def _week_of(one: Expression, told: Told) -> Resolved:
    """ "The week of 4 March" """
    day = parse(_date(one, told).text).earliest
    return Resolved(between(*week_of(day)), "interval") if day else NOTHING


def _decade(one: Expression, told: Told) -> Resolved:
    return NOTHING


_RULES: dict[str, Callable[[Expression, Told], Resolved]] = {
    "date": _date,
    "day": _day_of_month,
    "weekday": _weekday,
    "interval": interval,
    "week-of": _week_of,
    "decade": _decade,
    "relative-day": relative_day,
    "night": night,
    "period": period,
    "period-later": period_later,
    "ago": ago,
    "later": later,
    "season": season,
}
