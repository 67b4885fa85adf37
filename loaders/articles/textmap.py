"""From a place in a stored text back to the place in the file that it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from diplograph.loaders.articles.alignment import Block, aligned
from diplograph.loaders.articles.page import Letters, letters_of

_LINE = re.compile(r"(?:- )?([^\n]+)")


class Runs(Struct, frozen=True):
    """``text[starts[i]:ends[i]]`` came from ``raw[origins[i]:origin_ends[i]]``, sign for sign or as a whole.

    Runs with one number of chain follow on each other with blanks and tags between them only.
    """

    starts: list[int]
    ends: list[int]
    origins: list[int]
    origin_ends: list[int]
    chains: list[int]


class TextMap:
    """Where the signs of a stored text stood in the file, entities, tags, newlines and NFC accounted for.

    It is worked out when it is first asked. Offsets count code points of the file as decoded, without
    its byte order mark.
    """

    def __init__(self, text: str, raw: str, markup: bool = False) -> None:
        self.text = text
        self.raw = raw
        self.markup = markup

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """The start and end in the file of ``text[start:end]``.

        None where a part of it is not found in the file, or where the file has other words in between.
        """
        start, end = max(start, 0), min(end, len(self.text))
        while start < end and not _is_seen(self.text[start]):
            start += 1
        while start < end and not _is_seen(self.text[end - 1]):
            end -= 1
        runs = self._runs
        first, last = bisect_right(runs.starts, start) - 1, bisect_right(runs.starts, end - 1) - 1
        if start >= end or first < 0 or start >= runs.ends[first] or end > runs.ends[last]:
            return None
        if runs.chains[first] != runs.chains[last]:
            return None
        begin, until = runs.origins[first], runs.origin_ends[last]
        if runs.ends[first] - runs.starts[first] == runs.origin_ends[first] - begin:
            begin += start - runs.starts[first]
        if runs.ends[last] - runs.starts[last] == until - runs.origins[last]:
            until -= runs.ends[last] - end
        return begin, until

    @cached_property
    def share(self) -> float:
        """The share of the text's letters that are found in the file."""
        whole, _, blocks = self._alignment
        return sum(block.length for block in blocks) / len(whole.signs) if whole.signs else 1.0

    @cached_property
    def _alignment(self) -> tuple[Letters, Letters, list[Block]]:
        mine, theirs = letters_of(self.text, markup=False), letters_of(self.raw, self.markup)
        if not self.markup and (place := theirs.signs.rfind(mine.signs)) >= 0:
            return mine, theirs, [Block(0, place, len(mine.signs))]
        lines = list(_lines(self.text, mine))
        return mine, theirs, aligned(mine.signs, lines, theirs.signs)

    @cached_property
    def _runs(self) -> Runs:
        return _runs_of(*self._alignment)


def _is_seen(sign: str) -> bool:
    return sign.isprintable() and not sign.isspace()


def _lines(text: str, letters: Letters) -> Iterator[tuple[int, int]]:
    """The lines of *text*, as ranges of its letters, without the marks that trafilatura sets before list items."""
    place = 0
    for line in _LINE.finditer(text):
        while place < len(letters.starts) and letters.starts[place] < line.start(1):
            place += 1
        first = place
        while place < len(letters.starts) and letters.starts[place] < line.end():
            place += 1
        if first < place:
            yield first, place


def _runs_of(mine: Letters, theirs: Letters, blocks: list[Block]) -> Runs:
    runs = Runs([], [], [], [], [])
    starts, ends, origins, origin_ends = runs.starts, runs.ends, runs.origins, runs.origin_ends
    chain = 0
    before = Block(0, -1, 0)
    for block in blocks:
        if (block.start, block.place) != (before.start + before.length, before.place + before.length):
            chain += 1
        before = block
        for number in range(block.length):
            start, end = mine.starts[block.start + number], mine.ends[block.start + number]
            origin, origin_end = theirs.starts[block.place + number], theirs.ends[block.place + number]
            if ends and end == ends[-1] and runs.chains[-1] == chain:
                # The accent of the letter before: both are one sign here, and may be two there.
                if origin_end <= origin_ends[-1]:
                    continue
                if end - starts[-1] > 1:
                    origin = origin_ends[-1] - 1
                    ends[-1] -= 1
                    origin_ends[-1] -= 1
                else:
                    origin_ends[-1] = origin_end
                    continue
            elif (
                ends
                and runs.chains[-1] == chain
                and ends[-1] - starts[-1] == origin_ends[-1] - origins[-1]
                and end - starts[-1] == origin_end - origins[-1]
                and origin_end - origin == 1
            ):
                ends[-1] = end
                origin_ends[-1] = origin_end
                continue
            starts.append(start)
            ends.append(end)
            origins.append(origin)
            origin_ends.append(origin_end)
            runs.chains.append(chain)
    return runs
