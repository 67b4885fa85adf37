"""Where the quotes of an answer stand in the text: found by us, never taken from the model."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from diplograph.loaders.articles.sentences import sentences
from diplograph.loaders.llm.refused import Refused

LONGEST_PIECE = 12_000
"""Code points that are sent in one request."""
LONGEST_QUOTE = 600
"""A quote of a whole article would hold every name, and prove nothing."""


class Piece(Struct, frozen=True):
    """A part of a text: ``text == article[start:start + len(text)]``."""

    text: str
    start: int


def pieces(text: str, longest: int = LONGEST_PIECE) -> Iterator[Piece]:
    """*text* in pieces of whole sentences, all of it, in order; a sentence that is longer is cut at blanks."""
    starts = [sentence.start for sentence in sentences(text)]
    begin = 0
    while len(text) - begin > longest:
        last = bisect.bisect_right(starts, begin + longest) - 1
        end = starts[last] if last >= 0 else 0
        if end <= begin:
            end = text.rfind(" ", begin + 1, begin + longest) + 1 or begin + longest
        yield Piece(text[begin:end], begin)
        begin = end
    if text[begin:].strip():
        yield Piece(text[begin:], begin)


def placed(quotes: Sequence[str], text: str) -> list[int | Refused]:
    """The start of each quote in *text*, or why it has none.

    A quote that stands in several places has one only if the order of the answer tells
    it: exactly one place lies between those of the surely placed quotes around it.
    """
    found = [_places(quote, text) for quote in quotes]
    sure = [each[0] if isinstance(each, list) and len(each) == 1 else None for each in found]
    starts: list[int | Refused] = []
    for number, each in enumerate(found):
        if isinstance(each, Refused):
            starts.append(each)
            continue
        before = next((start for start in reversed(sure[:number]) if start is not None), 0)
        behind = next((start for start in sure[number + 1 :] if start is not None), len(text))
        fitting = each if len(each) == 1 else [start for start in each if before <= start <= behind]
        if len(fitting) == 1:
            starts.append(fitting[0])
        else:
            reason = f"quote '{shortened(quotes[number])}' stands {len(each)} times in the text; quote more around it"
            starts.append(Refused("quote in several places", reason))
    return starts


def _places(quote: str, text: str) -> list[int] | Refused:
    if not quote:
        return Refused("quote not in the text", "quote is empty; quote the words that tell it")
    if len(quote) > LONGEST_QUOTE:
        return Refused("quote too long", f"quote has {len(quote)} letters; quote at most {LONGEST_QUOTE}")
    places = [match.start() for match in re.finditer(f"(?={re.escape(quote)})", text)]
    if not places:
        return Refused("quote not in the text", f"quote '{shortened(quote)}' is not in the text; copy it exactly")
    return places


def stands_in(words: str, text: str) -> bool:
    """Whether *words* stand in *text* letter by letter, as whole words: "US" is not in "RUSSIA"."""
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def shortened(text: str) -> str:
    """The beginning of what a model said, on one line, for a complaint."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
