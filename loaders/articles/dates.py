"""Dates in words become EDTF, no more precise than the words; relative ones only against the publication date."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from msgspec import Struct

from diplograph.loaders.articles.language import Language
from diplograph.schema.edtf import parse
from diplograph.schema.errors import DateError
from diplograph.schema.text import fold


class Found(Struct, frozen=True):
    """A date and where its words stand. ``text`` is EDTF, "" where nothing resolves it."""

    start: int
    end: int
    text: str


def dates_in(text: str, language: Language, published: str, planned: bool) -> list[Found]:
    """The dates of a sentence in order; of forms that overlap the first of the language's file stands."""
    day = parse(published)
    anchor = day.earliest if day.precision == "day" else None
    found: list[Found] = []
    for pattern in language.dates:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            resolved = _resolved(match, language, anchor, planned)
            if resolved is not None:
                found.append(Found(match.start(), match.end(), resolved))
    return sorted(found, key=lambda one: one.start)


def _resolved(match: re.Match[str], language: Language, anchor: date | None, planned: bool) -> str | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    months = {
        fold(name): number for number, names in enumerate(language.data.dates.months, 1) for name in names.split("|")
    }
    weekdays = {fold(name): number for number, name in enumerate(language.data.dates.weekdays)}
    try:
        if "relative" in parts:
            return _relative(parts["relative"], language, anchor)
        if "month" in parts:
            month = months[fold(parts["month"]).strip()]
            other = months[fold(parts["last_month"]).strip()] if "last_month" in parts else month
            return _in_month(month, other, parts, anchor, planned)
        if "year" in parts:
            return parse(parts["year"]).text
        if "weekday" in parts:
            return _weekday(weekdays[fold(parts["weekday"])], anchor, planned)
    except (DateError, ValueError, KeyError):
        return None
    return None


def _in_month(month: int, last_month: int, parts: dict[str, str], anchor: date | None, planned: bool) -> str:
    first = int(parts["day"]) if "day" in parts else None
    last = int(parts["last"]) if "last" in parts else None
    if "year" in parts:
        year = f"{int(parts['year']):04}"
    else:
        year = _year(month, last or first, anchor, planned)
    if first is None:
        return parse(f"{year}-{month:02}").text
    begin = f"{year}-{month:02}-{first:02}"
    parse(begin)
    if last is None:
        return begin
    if year == "XXXX":
        return f"XXXX-{month:02}"
    return parse(f"{begin}/{year}-{last_month:02}-{last:02}").text


def _year(month: int, day: int | None, anchor: date | None, planned: bool) -> str:
    """The latest such month or day up to the publication for what was, the next one for what will be."""
    if anchor is None:
        return "XXXX"
    for step in range(0, 9):
        year = anchor.year + (step if planned else -step)
        length = calendar.monthrange(year, month)[1]
        if day is not None and day > length:
            continue
        begin = date(year, month, day or 1)
        end = date(year, month, day or length)
        if (planned and end >= anchor) or (not planned and begin <= anchor):
            return f"{year:04}"
    return "XXXX"


def _weekday(number: int, anchor: date | None, planned: bool) -> str:
    if anchor is None:
        return ""
    away = (number - anchor.weekday()) % 7 if planned else -((anchor.weekday() - number) % 7)
    return (anchor + timedelta(days=away)).isoformat()


def _relative(word: str, language: Language, anchor: date | None) -> str:
    if anchor is None:
        return ""
    data = language.data.dates
    for pattern, away in ((data.yesterday, -1), (data.today, 0), (data.tomorrow, 1)):
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return (anchor + timedelta(days=away)).isoformat()
    return ""
