"""Where a text quotes somebody: what stands in quotation marks is said by another than the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from diplograph.loaders.articles.paragraphs import paragraphs

_MARK = re.compile(r"[«»‹›“”„‟\"‘’]|&(?:quot|laquo|raquo|ldquo|rdquo|lsquo|rsquo|#34|#0?39|#171|#187|#822[01]);")
_ENTITIES = {
    "&quot;": '"',
    "&#34;": '"',
    "&laquo;": "«",
    "&#171;": "«",
    "&raquo;": "»",
    "&#187;": "»",
    "&ldquo;": "“",
    "&#8220;": "“",
    "&rdquo;": "”",
    "&#8221;": "”",
    "&lsquo;": "‘",
    "&rsquo;": "’",
}
_CLOSES = {"«": "»", "‹": "›", "“": '”“"', "„": "“”", "‟": "”", '"': '"”', "‘": "’"}
_TURNED = {"»": "«", "›": "‹", "”": "”"}
"""Marks that close, and open where nothing is open: »so« in German, ”so” in Swedish."""
_BEHIND = ",.;:!?)]»”"
_DEEPEST = 8
_WORD = re.compile(r"\w[\w'’-]*")
_FINISHED = re.compile(r"[.!?…,](?:\s|&nbsp;)*\Z")
_SAID = re.compile(r"[\s,]*(?:\w+-(?:t-)?(?:il|elle|ils|elles|on|je)\b|(?:he|she|they|it)\s\w|said\b)", re.IGNORECASE)


class _Open(Struct, frozen=True):
    """A mark that waits for one of *closing*."""

    start: int
    closing: str


def quotations(text: str) -> list[tuple[int, int]]:
    """The quotations in *text* with their marks, in order and disjoint: one within another is part of it.

    A mark that is not closed quotes to the end of its paragraph, as in a speech of several; where a
    quotation in it was closed by the same mark, to there. Apostrophes are no marks, nor are inches.
    """
    return [span for each in paragraphs(text) for span in _in_paragraph(text, each.start, each.end)]


def is_speech(text: str, start: int, end: int) -> bool:
    """Whether the quotation ``text[start:end]`` is what somebody said, and no word in scare quotes.

    One to three words are scare quotes ("une « opération spéciale »"), but not if they end as a sentence
    does, come behind a colon, or if the text goes on with who said them.
    """
    if len(list(islice(_WORD.finditer(text, start, end), 4))) > 3:
        return True
    last = next(islice(_MARK.finditer(text, max(start, end - 7), end), 0, None), None)
    inner_end = last.start() if last else end
    if _FINISHED.search(text, max(start, inner_end - 8), inner_end):
        return True
    return text[max(0, start - 8) : start].rstrip().endswith(":") or _SAID.match(text, end, end + 60) is not None


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    opened: list[_Open] = []
    closed: list[tuple[int, int]] = []
    for found in _MARK.finditer(text, start, end):
        sign = _ENTITIES.get(found[0], found[0])
        before = text[found.start() - 1] if found.start() > start else " "
        after = text[found.end()] if found.end() < end else " "
        number = _closed_by(sign, opened, before, after)
        if number is not None:
            closed.append((opened[number].start, found.end()))
            del opened[number:]
            if not opened:
                yield closed[-1]
                closed = []
        elif len(opened) < _DEEPEST and (closing := _closing(sign, before, after)):
            opened.append(_Open(found.start(), closing))
    if opened:
        yield from _unclosed(text, opened, closed, end)


def _closed_by(sign: str, opened: list[_Open], before: str, after: str) -> int | None:
    """Which of the open quotations *sign* closes."""
    if sign in ('"', "“", "‘") and before.isspace() and not after.isspace() and after not in _BEHIND:
        # It looks like a mark that opens.
        return None
    if sign == "’" and (after.isalnum() or before.isspace()):
        return None
    for number in reversed(range(len(opened))):
        if sign in opened[number].closing:
            return number
    return None


def _closing(sign: str, before: str, after: str) -> str:
    """The marks that will close *sign*; "" where it opens nothing."""
    if sign in ("«", "‹", "„", "‟"):
        return _CLOSES[sign]
    if sign in _TURNED:
        return _TURNED[sign] if before.isspace() and after.isalnum() else ""
    if sign == "’" or before.isalnum() or (after.isspace() and not before.isspace()):
        return ""
    return _CLOSES[sign]


def _unclosed(text: str, opened: list[_Open], closed: list[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    """What a paragraph quotes that ends with marks open: to the last mark that would close the first of them."""
    first = opened[0]
    ends = [last for _, last in closed if _ENTITIES.get(text[last - 1], text[last - 1]) in first.closing]
    if ends or first.closing != "’":
        last = max(ends, default=end)
        yield first.start, last
    else:
        last = first.start
    for begin, until in sorted(closed):
        if begin >= last:
            yield begin, until
            last = until
