"""Sentences with their offsets, and which of them cannot tell a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"(?<=[.!?…])[\"»”’)]*\s+(?=[\"«“‘(]*[A-ZÀ-ÖØ-Þ0-9])")
_SHORT = re.compile(r"(?:\b(?:M|MM|Mme|Mr|Mrs|Ms|Dr|Gen|Sen|St|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b[A-Z])\.$")
_BULLET = re.compile(r"\s*(?:[•–—*-]|\d+[.)])\s+")


class Sentence(Struct, frozen=True):
    """``text == article[start:end]``."""

    text: str
    start: int
    end: int


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of *text*, a headline or a bullet being one; marks of bullets are left out."""
    for line in _LINE.finditer(text):
        bullet = _BULLET.match(line[0])
        first = bullet.end() if bullet else 0
        begin = first
        for end in _END.finditer(line[0], first):
            if _SHORT.search(line[0][begin : end.start()]):
                continue
            yield from _sentence(line, begin, end.start())
            begin = end.end()
        yield from _sentence(line, begin, len(line[0]))


def _sentence(line: re.Match[str], begin: int, end: int) -> Iterator[Sentence]:
    words = line[0][begin:end]
    bare = words.strip().lstrip("#").strip()
    if bare:
        start = line.start() + begin + words.index(bare)
        yield Sentence(bare, start, start + len(bare))
