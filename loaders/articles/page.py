"""What a reader sees of a web page, letter by letter, with the place of each in the page as it was saved."""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from collections.abc import Iterator

from msgspec import Struct

_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*+)(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>")
_SILENT = ("script", "style", "title", "textarea")
"""Elements that hold no tags, and whose words are no text of the page."""
_CLOSED = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _SILENT}
_WORD = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|[^\s&]+|&")
_PLAIN_WORD = re.compile(r"\S+")


class Letters(Struct, frozen=True):
    """The signs of a text that are neither blank nor invisible, decomposed (NFD): "é" is "e" and its accent.

    ``signs[i]`` stands for ``raw[starts[i]:ends[i]]``, which is ``&eacute;`` for both signs of an "é".
    """

    signs: str
    starts: array[int]
    ends: array[int]


def letters_of(raw: str, markup: bool) -> Letters:
    """The letters of *raw*; where it has *markup*, without tags, comments and scripts, and with entities resolved."""
    signs: list[str] = []
    starts, ends = array("q"), array("q")

    def add(words: str, place: int) -> None:
        """Words that stand in *raw* at *place* as they are."""
        if words.isprintable() and (words.isascii() or unicodedata.is_normalized("NFD", words)):
            signs.append(words)
            starts.extend(range(place, place + len(words)))
            ends.extend(range(place + 1, place + len(words) + 1))
            return
        for number, sign in enumerate(words, start=place):
            add_one(sign, number, number + 1)

    def add_one(decoded: str, start: int, end: int) -> None:
        """What one sign or one entity of *raw* stands for."""
        for sign in unicodedata.normalize("NFD", decoded):
            if sign.isprintable() and not sign.isspace():
                signs.append(sign)
                starts.append(start)
                ends.append(end)

    for start, end in _seen(raw) if markup else ((0, len(raw)),):
        for found in (_WORD if markup else _PLAIN_WORD).finditer(raw, start, end):
            words = found[0]
            decoded = html.unescape(words) if markup and words[0] == "&" else words
            if decoded == words:
                add(words, found.start())
            else:
                add_one(decoded, found.start(), found.end())
    return Letters("".join(signs), starts, ends)


def _seen(page: str) -> Iterator[tuple[int, int]]:
    """The pieces of *page* that are neither tags nor comments nor scripts; each sign is looked at a few times only."""
    place = 0
    unclosed: set[str] = set()
    while (opened := page.find("<", place)) >= 0:
        yield place, opened
        if page.startswith("<!--", opened):
            place = _behind(page, "-->", opened + 4)
        elif page.startswith(("<!", "<?", "</"), opened) or page[opened + 1 : opened + 2].isalpha():
            tag = _TAG.match(page, opened)
            place = tag.end() if tag else _behind(page, ">", opened)
            name = tag[1].lower() if tag and page[opened + 1] != "/" else ""
            if name in _SILENT and name not in unclosed:
                closed = _CLOSED[name].search(page, place)
                if closed is None:
                    unclosed.add(name)
                else:
                    place = closed.start()
        else:
            yield opened, opened + 1
            place = opened + 1
    yield place, len(page)


def _behind(page: str, mark: str, place: int) -> int:
    found = page.find(mark, place)
    return len(page) if found < 0 else found + len(mark)
