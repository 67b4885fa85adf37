"""Which letters of a page are those of the text that was taken out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

_ANCHOR = 32
"""Letters from which on a paragraph is surely no other that reads alike."""
_PROBES = (24, 12, 8)
"""Letters by which a part of a paragraph is looked for, where it is not in the page as a whole."""
_NEAR = 20_000
"""Letters behind its place in which such a part is looked for."""
_SEARCHES = 50
"""How often a page may be searched whole in vain."""


class Block(Struct, frozen=True):
    """``text[start : start + length]`` is ``page[place : place + length]``."""

    start: int
    place: int
    length: int


def aligned(text: str, paragraphs: Sequence[tuple[int, int]], page: str) -> list[Block]:
    """The parts of *text* that are found in *page*, in the order of the text.

    First the long paragraphs, one behind the other; then the short ones between them, near their
    neighbours; what is not found as a whole is looked for in parts. The rest has no place.
    """
    placed = _anchors(text, paragraphs, page)
    blocks: list[Block] = []
    low = 0
    following = _next_places(paragraphs, placed, len(page))
    for number, (start, end) in enumerate(paragraphs):
        place = placed.get(number)
        high = following[number]
        if place is None and low <= high:
            # Before the first anchor the page has its menus: the last fitting place is the nearest.
            find = page.find if low else page.rfind
            found = find(text[start:end], low, high)
            place = found if found >= 0 else None
            if place is None:
                parts = list(_in_parts(text, start, end, page, low, high))
                blocks += parts
                low = parts[-1].place + parts[-1].length if parts else low
                continue
        if place is not None:
            blocks.append(Block(start, place, end - start))
            low = place + end - start
    return blocks


def _anchors(text: str, paragraphs: Sequence[tuple[int, int]], page: str) -> dict[int, int]:
    """The places of long paragraphs that are in the page as a whole, by their numbers."""
    places: dict[int, int] = {}
    low = 0
    in_vain = 0
    for number, (start, end) in enumerate(paragraphs):
        if end - start < _ANCHOR or in_vain > _SEARCHES:
            continue
        words = text[start:end]
        found = page.find(words, low)
        if found < 0:
            in_vain += 1
            found = page.find(words, 0, low + end - start)
        if found >= 0:
            places[number] = found
            low = found + end - start
    return places


def _next_places(paragraphs: Sequence[tuple[int, int]], placed: dict[int, int], last: int) -> list[int]:
    """For each paragraph the place of the next that has one."""
    places = []
    for number in reversed(range(len(paragraphs))):
        places.append(last)
        last = placed.get(number, last)
    return places[::-1]


def _in_parts(text: str, start: int, end: int, page: str, low: int, high: int) -> Iterator[Block]:
    """The parts of a paragraph that are in ``page[low:high]``, in order, with gaps where it differs."""
    done = start
    while start < end:
        found = -1
        for length in _PROBES:
            probe = text[start : min(start + length, end)]
            found = page.find(probe, low, min(high, low + _NEAR))
            if found >= 0 or len(probe) < length:
                break
        if found < 0:
            start += _PROBES[-1]
            continue
        while start > done and found > low and text[start - 1] == page[found - 1]:
            start -= 1
            found -= 1
        length = _alike(text, start, end, page, found, high)
        yield Block(start, found, length)
        start = done = start + length
        low = found + length


def _alike(text: str, start: int, end: int, page: str, place: int, high: int) -> int:
    """How many letters are the same from here on."""
    length = 0
    most = min(end - start, high - place)
    while length < most:
        step = min(64, most - length)
        if text[start + length : start + length + step] == page[place + length : place + length + step]:
            length += step
            continue
        while text[start + length] == page[place + length]:
            length += 1
        break
    return length
