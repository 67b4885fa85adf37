"""Paragraphs of a text with their offsets: lines that a program wrapped are one paragraph again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

_MARK = re.compile(r"(?:#{1,6}|[•‣▪◦●■*·–—>-]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_RULE = re.compile(r"[=_*~#.-]{3,}")
_WRITTEN = re.compile(r"[^\W_]")
_ENDED = re.compile(r"[.!?…:;][\"»”’'\])*_]*\Z")
_RAGGED = 6
"""Signs by which a wrapped line may be too short."""
_WIDTHS = range(40, 121)
"""How wide the lines of a wrapped text are: longer lines are paragraphs, shorter ones a list."""


class Paragraph(Struct, frozen=True):
    """``text[start:end]``, and the mark that stood before it: "#" of a heading, "-" or "1." of a list."""

    start: int
    end: int
    mark: str = ""


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of *text*; lines without a letter or a figure are left out.

    A line goes on in the next where it ends no sentence and the next begins in lower case, or where
    the first word of the next had no room in it, as in a text that is wrapped at 72 signs.
    """
    block: list[Paragraph] = []
    place = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            first = place + len(line) - len(line.lstrip())
            block.append(_marked(text, first, first + len(bare)))
        elif block:
            yield from _joined(text, block)
            block = []
        place += len(line) + 1
    yield from _joined(text, block)


def is_ended(text: str, start: int, end: int) -> bool:
    """Whether *text* has a stop at *end*, a closing quote or bracket behind it apart."""
    return _ENDED.search(text, max(start, end - 6), end) is not None


def _marked(text: str, start: int, end: int) -> Paragraph:
    mark = _MARK.match(text, start, end)
    return Paragraph(mark.end(), end, mark[0].rstrip()) if mark else Paragraph(start, end)


def _joined(text: str, block: list[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs of lines with no empty line between them."""
    width = max((line.end - line.start for line in block), default=0)
    wrapped = width in _WIDTHS and any(_goes_on(text, *pair) for pair in pairwise(block))
    begun: Paragraph | None = None
    last: Paragraph | None = None
    for line in block:
        if _RULE.fullmatch(text, line.start, line.end):
            if begun is not None and text[line.start] in "=-":
                begun = Paragraph(begun.start, begun.end, "#")
            continue
        if begun is not None and last is not None:
            if _goes_on(text, last, line) or (wrapped and _had_no_room(text, last, line, width)):
                begun = Paragraph(begun.start, line.end, begun.mark)
                last = line
                continue
            yield begun
        begun = last = line if _WRITTEN.search(text, line.start, line.end) else None
    if begun is not None:
        yield begun


def _goes_on(text: str, line: Paragraph, following: Paragraph) -> bool:
    if following.mark or line.mark.startswith("#"):
        return False
    return text[following.start].islower() and not is_ended(text, line.start, line.end)


def _had_no_room(text: str, line: Paragraph, following: Paragraph, width: int) -> bool:
    if following.mark or line.mark.startswith("#"):
        return False
    blank = text.find(" ", following.start, following.end)
    word = (following.end if blank < 0 else blank) - following.start
    return line.end - line.start + 1 + word > width - _RAGGED
