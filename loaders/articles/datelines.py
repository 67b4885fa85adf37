"""Where an agency wrote from: "PARIS, 3 mars (AFP) - " is no part of the sentence behind it."""

from __future__ import annotations

import re

_DATE = (
    r"(?:le\s|el\s)?\d{1,2}(?:er|st|nd|rd|th)?(?:\s(?:de\s)?[^\W\d_]{3,10}\.?(?:,?\s(?:de\s)?\d{4})?)?"
    r"|[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?"
)
_NAME = r"[A-ZÀ-Þ][^\W\d_]*+\.?(?:[ .'’/-]{1,2}[^\W\d_]++){0,3}"
_PLACE = rf"(?P<place>{_NAME}(?:,\s{_NAME})?)"
_DASHED = re.compile(
    rf"(?:{_PLACE}(?:,?\s(?P<date>{_DATE}))?[\s,]{{0,2}})?+(?:\((?P<agency>[^()\n]{{2,40}})\)|/(?P<slashed>[^/\n]{{2,40}})/)?"
    r"(?P<end>)\.?\s{0,2}(?:--|[-–—])\s+(?=\S)"
)
_STOPPED = re.compile(rf"{_PLACE},\s(?P<date>{_DATE})[.,]?\s/?(?P<agency>[A-Z][\w -]{{1,30}})/?(?P<end>)[.:]\s+(?=\S)")


def dateline(text: str, start: int, end: int, agencies: frozenset[str], first: bool) -> tuple[int, int] | None:
    """The end of the dateline at *start* and the start of what it tells; None where there is none.

    A town alone ("WASHINGTON — ") is one in capitals, before the *first* paragraph of the article.
    """
    found = _DASHED.match(text, start, end)
    if found is not None and _is_one(found, agencies, first):
        return _bounds(text, found)
    found = _STOPPED.match(text, start, end)
    if found is not None and _known(found["agency"], agencies):
        return _bounds(text, found)
    return None


def _is_one(found: re.Match[str], agencies: frozenset[str], first: bool) -> bool:
    place = found["place"] or ""
    agency = found["agency"] or found["slashed"] or ""
    if _known(agency, agencies) or _known(place, agencies):
        return True
    town = place.split(",")[0]
    if found["date"] and not found["date"].isdigit():
        return True
    return town.isupper() and (bool(agency) or (first and len(town) >= 5))


def _known(agency: str, agencies: frozenset[str]) -> bool:
    lowered = agency.lower()
    return lowered in agencies or any(part.strip() in agencies for part in re.split(r"[/,–-]", lowered))


def _bounds(text: str, found: re.Match[str]) -> tuple[int, int]:
    begin, end = found.start(), found.start("end")
    return begin + len(text[begin:end].rstrip(" ,\n")), found.end()
