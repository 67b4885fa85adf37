"""Dates as tables write them, and as exact as they say: into EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from diplograph.loaders.datasets.mapping import Form, Precision
from diplograph.schema.edtf import from_bounds, month_called, parse
from diplograph.schema.errors import SchemaError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)|([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9:.]+.*")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})[\s.-]+([^\W\d_]+)\.?[\s,-]+([0-9]{4})")
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_NUMBER = re.compile(r"-?[0-9]{1,4}")
EXAMPLES: Mapping[Form, str] = MappingProxyType(
    {
        "iso": "2018-06-01",
        "yyyymmdd": "20180601",
        "d month y": "1 June 2018",
        "d/m/y": "1/6/2018",
        "m/d/y": "6/1/2018",
    }
)


def date_in(text: str, form: Form | tuple[Form, ...], column: str) -> str:
    """The date in a cell, as EDTF; a SchemaError for one that has none of the forms, or that does not exist."""
    forms: tuple[Form, ...] = (form,) if isinstance(form, str) else form
    for each in forms:
        found = _READ[each](text)
        if found:
            return parse(found).text
    raise SchemaError(f"{column} '{text}' is no date; write {' or '.join(EXAMPLES[each] for each in forms)}")


def date_of_parts(year: str, month: str, day: str, column: str) -> str:
    """The date in three cells, as exact as they are filled: 0, a negative number and nothing are unknown."""
    if _number(year, column) == 0:
        raise SchemaError(f"{column} '{year}' is no year; write 2018")
    parts = [f"{_number(year, column):04}"]
    for cell in (month, day):
        number = _number(cell, column)
        if not number:
            break
        parts.append(f"{number:02}")
    return parse("-".join(parts)).text


def as_exact(first: str, last: str, precision: Precision) -> str:
    """*first*, or the days from *first* to *last* ("" where it ends the same day), no more exact than *precision*."""
    if precision == "unknown":
        return ""
    if precision == "interval" or (precision == "week" and last not in ("", first)):
        return f"{first}/{last}" if last not in ("", first) else first
    if precision == "week":
        return _week_of(first)
    if precision == "day":
        return first
    shown = 7 if precision == "month" else 4
    if last and last[:shown] != first[:shown]:
        return f"{first[:shown]}/{last[:shown]}"
    return first[:shown]


def _week_of(text: str) -> str:
    """Monday to Sunday of the week that the day lies in; a date without day stays as it is."""
    if not _DAY.fullmatch(text):
        return text
    day = date.fromisoformat(text)
    try:
        first = day - timedelta(days=day.weekday())
        return from_bounds(first, first + timedelta(days=6))
    except OverflowError:
        raise SchemaError(f"date '{text}' lies in a week that reaches beyond the year 9999") from None


def _number(cell: str, column: str) -> int:
    if not cell:
        return 0
    if not _NUMBER.fullmatch(cell):
        raise SchemaError(f"{column}: '{cell}' is no number of a year, month or day")
    return max(int(cell), 0)


def _iso(text: str) -> str:
    found = _ISO.fullmatch(text)
    return (found[1] or found[2]) if found else ""


def _digits(text: str) -> str:
    found = _DIGITS.fullmatch(text)
    return "-".join(found.groups()) if found else ""


def _words(text: str) -> str:
    found = _WORDS.fullmatch(text)
    month = month_called(found[2]) if found else 0
    return f"{found[3]}-{month:02}-{int(found[1]):02}" if found and month else ""


def _slashed(text: str, day: int, month: int) -> str:
    found = _SLASHED.fullmatch(text)
    return f"{found[3]}-{int(found[month]):02}-{int(found[day]):02}" if found else ""


_READ: Mapping[Form, Callable[[str], str]] = MappingProxyType(
    {
        "iso": _iso,
        "yyyymmdd": _digits,
        "d month y": _words,
        "d/m/y": lambda text: _slashed(text, 1, 2),
        "m/d/y": lambda text: _slashed(text, 2, 1),
    }
)
