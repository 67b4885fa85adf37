"""What a language calls its dates: read from ``lang/xx/dates.yaml``, once each."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from diplograph.loaders.articles.calendar.forms import Form, by_first_sign, is_word, pieces_of, signs_of, token_of

_YEARS = range(1000, 2200)
_NUMBERS = range(1, 400)


class FormData(Struct, frozen=True, forbid_unknown_fields=True):
    """Some ways to write one kind of date, and what they tell without a word of its own.

    In ``like``, ``{month}`` is any month, kept under that name, and ``{count=number}`` a number kept
    as the count; ``<dash>`` is any word of a list, ``[article]`` a part by its name; all else stands
    for itself. ``( ) | ?`` are those of patterns.
    """

    kind: str
    like: tuple[str, ...]
    tells: dict[str, int | str] = {}


class DatesData(Struct, frozen=True, forbid_unknown_fields=True):
    """A language's whole file. ``values`` are words with a meaning, ``lists`` words without one.

    ``hints`` names the values and lists of which each date has a word, besides digits; ``capitals``
    those whose words are dates only with a capital: "may" is no month, "May" may be. The list
    ``owner`` makes a date that of a noun: "after Monday's talks" is not after Monday.
    """

    values: dict[str, dict[int | str, str]]
    lists: dict[str, str]
    hints: tuple[str, ...]
    capitals: tuple[str, ...]
    day_first: bool
    parts: dict[str, str]
    before: dict[str, tuple[str, ...]]
    forms: tuple[FormData, ...]


class Words(Struct, frozen=True):
    """A language's dates, ready to find. Forms are kept under the signs that they may begin with."""

    token: re.Pattern[str]
    signs: dict[str, str]
    values: dict[str, dict[str, int | str]]
    hints: frozenset[str]
    capitals: frozenset[str]
    day_first: bool
    owner: frozenset[str]
    before: dict[str, list[Form]]
    forms: dict[str, list[Form]]


@cache
def words_of(code: str) -> Words | None:
    """The dates of the language with this code; None where there is no file for it."""
    path = Path(__file__).parents[1] / "lang" / code / "dates.yaml"
    if not code.isalpha() or not path.exists():
        return None
    data = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), DatesData)
    values = {name: {word: value for value, words in rows.items() for word in _several(words)}
              for name, rows in data.values.items()}  # fmt: skip
    lists = {name: _several(words) for name, words in data.lists.items()}
    forms = [(form.kind, _whole(like, data.parts), form.tells) for form in data.forms for like in form.like]
    before: list[tuple[str, str, dict[str, int | str]]] = [
        (kind, _whole(like, data.parts), {}) for kind, likes in data.before.items() for like in likes
    ]
    hinting = {word for name in data.hints for word in (*values.get(name, ()), *lists.get(name, ()))}
    for name, word, number in _digits():
        values.setdefault(name, {})[word] = number
    classes = {**{name: list(rows) for name, rows in values.items()}, **lists}
    classes |= {f"={word}": [word] for _, like, _ in forms + before for word in pieces_of(like) if is_word(word)}
    signs, of_class = signs_of(classes)
    hints = {re.findall(r"\w+", word)[-1] for word in hinting} | {word for _, word, _ in _digits()}
    return Words(
        token=token_of(signs),
        signs=signs,
        values=values,
        hints=frozenset(hints | {word for word in values["day"] if word[0].isdigit()}),
        capitals=frozenset(word for name in data.capitals for word in classes[name]),
        day_first=data.day_first,
        owner=frozenset(of_class.get("owner", "")),
        before=by_first_sign(before, of_class),
        forms=by_first_sign(forms, of_class),
    )


def _several(words: str) -> list[str]:
    return [word for word in re.split(r"\s*\|\s*", words.strip()) if word]


def _whole(like: str, parts: dict[str, str]) -> str:
    while "[" in like:
        like = re.sub(r"\[(\w+)\]", lambda found: f"({parts[found[1]]})", like)
    return like


def _digits() -> list[tuple[str, str, int]]:
    """The numbers in digits: a day may be written with a zero before it."""
    days = [
        (name, form.format(day), day) for day in range(1, 32) for form in ("{}", "{:02}") for name in ("day", "digits")
    ]
    return (
        days + [("number", str(number), number) for number in _NUMBERS] + [("year", str(year), year) for year in _YEARS]
    )
