"""From one date to another: "du 17 au 19 mars", "between 2015 and 2018", "Thursday and Friday"."""

from __future__ import annotations

from datetime import date, timedelta

from diplograph.loaders.articles.calendar.choices import (
    NOTHING,
    Choice,
    Resolved,
    Told,
    between,
    chosen,
    each_month,
    each_week,
    each_year,
    settled,
)
from diplograph.loaders.articles.calendar.find import Expression
from diplograph.schema.edtf import parse


def interval(one: Expression, told: Told) -> Resolved:
    if one.last:
        return _days(one, told)
    if one.last_month:
        return _months(one, told)
    if one.year:
        last_year = one.last_year or one.year // 100 * 100 + one.count
        return _if(one.year < last_year and one.joint in (0, last_year - one.year), f"{one.year:04}/{last_year:04}")
    if told.day is None:
        return NOTHING
    if one.last_weekday:
        if one.joint and (one.last_weekday - one.weekday) % 7 != 1:
            return NOTHING
        return _if_any(chosen(each_week(told.day, one.weekday, one.last_weekday), told, one.direction))
    if one.offset is None or one.last_offset is None:
        return NOTHING
    first, last = (told.day + timedelta(days=away) for away in (one.offset, one.last_offset))
    return _if(not one.joint or (last - first).days == 1, between(first, last))


def _days(one: Expression, told: Told) -> Resolved:
    """From day to day. Days apart that "and" joins are no interval, but their month is told."""
    month = one.month or one.last_month
    last_month, last_year = one.last_month or month, one.last_year or one.year
    apart = one.joint and one.last - one.day != (2 if one.count == one.day + 1 else 1)
    if apart and (one.count or month != last_month):
        return NOTHING
    if month and month == last_month and one.last <= one.day and not (one.year and one.last_year):
        return NOTHING
    if not month:
        return NOTHING if told.day is None else _if_any(chosen(each_month(told.day, one.day, one.last), told, 0))
    if last_year:
        last = date(last_year, last_month, one.last)
        year = one.year or last_year - ((month, one.day) > (last_month, one.last))
        first = date(year, month, one.day)
        return Resolved(f"{year:04}-{month:02}", "month") if apart else _if(True, between(first, last))
    if told.day is None:
        return Resolved(f"XXXX-{month:02}", "partial") if month == last_month else NOTHING
    choices = list(each_year(told.day, month, one.day, last_month, one.last))
    found = settled(choices, told, one.weekday, one.direction, "interval")
    return Resolved(found.text[:7], "month") if apart and found.text else found


def _months(one: Expression, told: Told) -> Resolved:
    """From month to month. Of months apart that "and" joins only the year is told, if that."""
    if one.joint and one.last_month != one.month % 12 + 1:
        within = one.month < one.last_month and one.last_year and one.year in (0, one.last_year)
        return Resolved(f"{one.last_year:04}", "year") if within else NOTHING
    turns = one.last_month < one.month
    if one.year or one.last_year:
        first, last = one.year or one.last_year - turns, one.last_year or one.year + turns
        return _if(True, f"{first:04}-{one.month:02}/{last:04}-{one.last_month:02}")
    if told.day is None:
        return NOTHING
    choices = list(each_year(told.day, one.month, 0, one.last_month, 0))
    return settled(choices, told, 0, one.direction, "interval")


def _if(holds: bool, text: str) -> Resolved:
    return Resolved(parse(text).text, "interval") if holds else NOTHING


def _if_any(choice: Choice | None) -> Resolved:
    return Resolved(parse(choice.text).text, "interval") if choice else NOTHING
