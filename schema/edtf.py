"""Dates as precise as their source: a subset of EDTF (ISO 8601-2), with earliest and latest day."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct

from diplograph.schema.errors import DateError

Precision = Literal["day", "interval", "month", "season", "year", "decade", "partial", "unknown"]
_EPOCH = date(1970, 1, 1).toordinal()
_OCCURRENCE_DAYS = 31
_LEAP_GAP = 8
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
_PART = re.compile(r"(\d{4}|\d{3}X|XXXX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[~?%]?", re.ASCII)
_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}[~?%]?/\d{4}-\d{2}-\d{2}[~?%]?", re.ASCII)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan janv january janvier",
            "feb fev févr february février",
            "mar mars march",
            "apr avr april avril",
            "may mai",
            "jun june juin",
            "jul july juil juillet",
            "aug august août aout",
            "sep sept september septembre",
            "oct october octobre",
            "nov november novembre",
            "dec december déc décembre",
        ),
        start=1,
    )
    for name in names.split()
}


class Span(Struct, frozen=True, dict=True):
    """A date with its bounds. ``earliest`` and ``latest`` are null where open or unknown.

    ``month_of_year`` is set for dates such as ``XXXX-01``, "some January", and ``day_of_month``
    too for ``XXXX-01-05``; these have no bounds.
    """

    text: str = ""
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = "unknown"
    month_of_year: int = 0
    day_of_month: int = 0

    @property
    def unknown(self) -> bool:
        return self.earliest is None and self.latest is None

    @cached_property
    def first_day(self) -> int | None:
        return None if self.earliest is None else day_number(self.earliest)

    @cached_property
    def last_day(self) -> int | None:
        return None if self.latest is None else day_number(self.latest)

    @cached_property
    def is_occurrence(self) -> bool:
        """A day, or an interval from day to day of at most 31 days (DESIGN section 4)."""
        if self.precision == "day":
            return True
        if self.earliest is None or self.latest is None or not _DAYS.fullmatch(self.text):
            return False
        return (self.latest - self.earliest).days < _OCCURRENCE_DAYS

    @cached_property
    def month(self) -> str:
        """``2023-09`` where both bounds lie in that month, else "".

        Days that reach into a second month count in the first: a visit from 29 November to
        2 December has one row in a table by months, not none and not two.
        """
        if self.earliest is None or self.latest is None:
            return ""
        first, last = self.earliest.isoformat()[:7], self.latest.isoformat()[:7]
        return first if first == last or self.is_occurrence else ""


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Span:
    """The span of an EDTF *text*; "" is unknown. A DateError says what would be right.

    A graph has few different dates and asks for each many times.
    """
    text = text.strip()
    if text in ("", "XXXX", ".."):
        return Span(text if text == "XXXX" else "")
    first, slash, last = text.partition("/")
    if not slash:
        return _part(text, text)
    if first in ("", "..") and last in ("", ".."):
        raise _problem(text)
    start = Span() if first in ("", "..") else _part(first, text)
    end = Span() if last in ("", "..") else _part(last, text)
    if start.month_of_year or end.month_of_year:
        raise _problem(text)
    if start.earliest and end.latest and start.earliest > end.latest:
        raise DateError(f"date '{text}' ends before it begins; write the earlier date first")
    normal = f"{start.text or '..'}/{end.text or '..'}"
    return Span(normal, start.earliest, end.latest, "interval")


def _part(text: str, whole: str) -> Span:
    found = _PART.fullmatch(text)
    if not found:
        raise _problem(whole)
    year, month, day = found.groups()
    if year == "XXXX":
        if month in (None, "XX") and day in (None, "XX"):
            return Span(text)
        if month is None or month == "XX" or not 1 <= int(month) <= 12:
            raise _problem(whole)
        if day not in (None, "XX") and not 1 <= int(day) <= calendar.monthrange(2024, int(month))[1]:
            raise DateError(f"date '{whole}' names no day that exists")
        known_day = 0 if day in (None, "XX") else int(day)
        return Span(text, precision="partial", month_of_year=int(month), day_of_month=known_day)
    if year == "0000":
        raise DateError(f"date '{whole}' has the year 0; years go from 0001 to 9999")
    if year.endswith("X"):
        if month is not None:
            raise _problem(whole)
        decade = int(year[:3]) * 10
        return Span(text, date(max(decade, 1), 1, 1), date(decade + 9, 12, 31), "decade")
    number = int(year)
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise _problem(whole)
        return Span(text, date(number, 1, 1), date(number, 12, 31), "year")
    if int(month) in _SEASON_MONTHS:
        if day is not None:
            raise _problem(whole)
        return _season(text, number, _SEASON_MONTHS[int(month)])
    if not 1 <= int(month) <= 12:
        raise DateError(f"date '{whole}' has no such month; months go from 01 to 12, seasons from 21 to 24")
    last = calendar.monthrange(number, int(month))[1]
    if day in (None, "XX"):
        return Span(text, date(number, int(month), 1), date(number, int(month), last), "month")
    if not 1 <= int(day) <= last:
        raise DateError(f"date '{whole}' names no day that exists; {year}-{month} has {last} days")
    exact = date(number, int(month), int(day))
    return Span(text, exact, exact, "day")


def _season(text: str, year: int, month: int) -> Span:
    if month == 12 and year == 9999:
        raise DateError(f"date '{text}' ends after the year 9999")
    end_year, end_month = (year + 1, 2) if month == 12 else (year, month + 2)
    last = date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return Span(text, date(year, month, 1), last, "season")


def _problem(text: str) -> DateError:
    """The complaint about *text*, with what would be right where that can be told."""
    words = re.findall(r"[^\W\d_]+|\d+", text.casefold())
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    years = [word for word in words if re.fullmatch(r"\d{4}", word)]
    days = [word for word in words if re.fullmatch(r"\d{1,2}", word)]
    better = ""
    if len(years) == 1 and len(months) == 1:
        better = f"{years[0]}-{months[0]:02}" + (f"-{int(days[0]):02}" if len(days) == 1 else "")
    elif years == words[:1] and len(words) == 1 + len(days) <= 3:
        better = "-".join(word.zfill(2) for word in words)
    if not _reads(better):
        better = "2023-09-15, 2023-09, 2023, or 2023-09-15/2023-09-17"
    return DateError(f"date '{text}' is not EDTF; write {better}")


def _reads(text: str) -> bool:
    if not _PART.fullmatch(text):
        return False
    try:
        _part(text, text)
    except DateError:
        return False
    return True


def month_called(word: str) -> int:
    """The number of the month that *word* names in English or French ("Sept", "août"); 0 for none."""
    return _MONTHS.get(word.casefold(), 0)


def day_number(day: date) -> int:
    """Days from 1970-01-01, negative before."""
    return day.toordinal() - _EPOCH


def iso_day(number: int) -> str:
    """The day ``YYYY-MM-DD`` of a day number."""
    return date.fromordinal(number + _EPOCH).isoformat()


def overlaps(one: Span, other: Span) -> bool:
    """Whether both may be the same time. Unknown may be any; ``XXXX-01`` any day of a January."""
    if one.month_of_year and other.month_of_year:
        days = {one.day_of_month, other.day_of_month} - {0}
        return one.month_of_year == other.month_of_year and len(days) < 2
    if one.month_of_year or other.month_of_year:
        partial, full = (one, other) if one.month_of_year else (other, one)
        return _holds(full, partial.month_of_year, partial.day_of_month)
    return (one.earliest is None or other.latest is None or one.earliest <= other.latest) and (
        other.earliest is None or one.latest is None or other.earliest <= one.latest
    )


def _holds(span: Span, month: int, day: int) -> bool:
    """Whether a day of this month, or this very day of it where *day* is not 0, lies in *span*."""
    if span.earliest is None or span.latest is None:
        return True
    for year in range(span.earliest.year, min(span.latest.year, span.earliest.year + _LEAP_GAP) + 1):
        length = calendar.monthrange(year, month)[1]
        if day > length:
            continue
        first, last = date(year, month, day or 1), date(year, month, day or length)
        if first <= span.latest and span.earliest <= last:
            return True
    return False


def contains(outer: Span, inner: Span) -> bool:
    """Whether all of *inner* lies inside *outer*; what is unknown lies only inside what is unknown."""
    if outer.month_of_year or inner.month_of_year:
        return outer.unknown and not outer.month_of_year
    return (outer.earliest is None or (inner.earliest is not None and outer.earliest <= inner.earliest)) and (
        outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    )


def from_bounds(earliest: date | None, latest: date | None) -> str:
    """The EDTF text of two days: a day, ``a/b``, ``a/..``, ``../b``, or "" where both are unknown."""
    if earliest is None and latest is None:
        return ""
    if earliest == latest and earliest is not None:
        return earliest.isoformat()
    first = earliest.isoformat() if earliest else ".."
    last = latest.isoformat() if latest else ".."
    return f"{first}/{last}"
