"""Find the dates of a sentence, as written."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from diplograph.loaders.articles.calendar.forms import ISO, OTHER, SLASHED, Form
from diplograph.loaders.articles.calendar.words import Words, words_of

_WORD = re.compile(r"\w+")
_NEVER = "never"


class Expression(Struct, frozen=True, kw_only=True):
    """A date as written, between two offsets of the text; 0 and "" where its words do not tell.

    ``weekday`` is 1 for Monday, ``season`` as in EDTF 21 for spring, ``offset`` days from the day
    that speaks. ``direction`` is -1 for "last", 1 for "next". What begins with ``last`` is the end
    of an interval; ``joint`` tells that "and" joins its ends.
    """

    start: int
    end: int
    form: str
    bound: str = ""
    day: int = 0
    last: int = 0
    month: int = 0
    last_month: int = 0
    year: int = 0
    last_year: int = 0
    weekday: int = 0
    last_weekday: int = 0
    season: int = 0
    offset: int | None = None
    last_offset: int | None = None
    count: int = 0
    unit: str = ""
    direction: int = 0
    joint: int = 0
    doubtful: int = 0

    @property
    def kind(self) -> str:
        """What it tells: ``since``, ``until``, ``before``, ``after``, or the form of the date itself."""
        return self.bound or self.form


def find_dates(text: str, language: str) -> list[Expression]:
    """The dates of *text* in order, none over another; of those that begin together the longest.

    What tells how long or how often is no date: "for three days", "every Monday".
    """
    words = words_of(language)
    if words is None:
        return []
    lowered = text.lower()
    if words.hints.isdisjoint(_WORD.findall(lowered)):
        return []
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return _found(text, lowered.replace("’", "'"), words)


def _found(text: str, lowered: str, words: Words) -> list[Expression]:
    tokens = list(words.token.finditer(lowered))
    signs = "".join([_sign(token, text, words) for token in tokens])
    found: list[Expression] = []
    place = 0
    while place < len(signs):
        if signs[place] == OTHER:
            place += 1
            continue
        before = _longest(signs, place, words.before) if signs[place] in words.before else None
        best = _longest(signs, before[1].end(), words.forms) if before else None
        if best is None:
            before, best = None, _longest(signs, place, words.forms)
        if best is None:
            place += 1
            continue
        kind = before[0].kind if before else ""
        if before and signs[best[1].end() : best[1].end() + 1] in words.owner and kind != _NEVER:
            kind, place = "", before[1].end()
        expression = None if kind == _NEVER else _expression(tokens, place, best, kind, words)
        if expression is not None:
            found.append(expression)
        place = best[1].end()
    return found


def _sign(token: re.Match[str], text: str, words: Words) -> str:
    word = token[0]
    if token.lastgroup:
        return words.signs[token.lastgroup]
    if word in words.capitals and not text[token.start()].isupper():
        return OTHER
    return words.signs.get(word, OTHER)


def _longest(signs: str, place: int, forms: dict[str, list[Form]]) -> tuple[Form, re.Match[str]] | None:
    """The form that takes the most words from *place* on; of equals the first in the file."""
    best = None
    for form in forms.get(signs[place : place + 1], ()):
        match = form.pattern.match(signs, place)
        if match and (best is None or match.end() > best[1].end()):
            best = (form, match)
    return best


def _expression(
    tokens: list[re.Match[str]], place: int, best: tuple[Form, re.Match[str]], bound: str, words: Words
) -> Expression | None:
    form, match = best
    parts: dict[str, Any] = dict(form.tells)
    for name in match.groupdict():
        at = match.start(name)
        if at < 0:
            continue
        if name in (ISO, SLASHED):
            numbers = _in_digits(tokens[at][0], name, words.day_first)
            if numbers is None:
                return None
            parts |= numbers
        else:
            parts[name] = words.values[form.classes[name]][tokens[at][0]]
    return Expression(
        start=tokens[place].start(), end=tokens[match.end() - 1].end(), form=form.kind, bound=bound, **parts
    )


def _in_digits(word: str, name: str, day_first: bool) -> dict[str, int] | None:
    """The parts of a date all in digits; None where day and month may be either."""
    first, second, third = (int(part) for part in re.split(r"[-/.]", word))
    if name == ISO:
        year, month, day = first, second, third
    elif day_first or "." in word or first > 12 or first == second:
        day, month, year = first, second, third
    elif second > 12:
        month, day, year = first, second, third
    else:
        return None
    return {"year": year, "month": month, "day": day} if 1 <= month <= 12 and 1 <= day <= 31 and year else None
