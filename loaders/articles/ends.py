"""Where sentences end: not behind "Mr.", not in "3.5", and with the quotes that close behind the stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diplograph.loaders.articles.wording import Wording

# Each part is possessive and the whole begins at the first stop only: a line of 50 million stops is read once.
_STOP = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)"
    r"(?P<closed>(?:\s?»|[\"”“’')\]]|\[\d{1,3}\]|&quot;|&raquo;|&rdquo;|&#0?39;|&#34;)*+)"
    r"(?P<gap>(?:\s|&nbsp;|&#160;)++)"
    r"(?P<opened>(?:(?:[\"«“„‘(\[¿¡•–—-]|&quot;|&laquo;|&ldquo;|&#0?39;|&#34;)\s*+)*+)"
)
_WORD = re.compile(r"[^\s\"«»“”„‘’'(\[]*\Z")
_LETTERS = re.compile(r"(?:[A-ZÀ-Þ]\.-?)+[A-ZÀ-Þ]")
_ENUMERATOR = re.compile(r"[A-Z0-9]{1,4}")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 16
"""Signs of the longest word that may be an abbreviation."""


def ends(text: str, start: int, end: int, wording: Wording) -> Iterator[tuple[int, int]]:
    """The ends of the sentences in ``text[start:end]`` but the last, each with where the next begins."""
    for found in _STOP.finditer(text, start, end):
        place = found.end()
        if place >= end or text[place].islower() or not text[place].isalnum():
            continue
        stop = found["stop"]
        if stop == "." and not found["closed"] and not _ends_here(text, start, found.start(), place, wording):
            continue
        if stop in ("…", "...") and _left_out(text, start, found):
            continue
        yield found.start("gap"), found.end("gap")


def _ends_here(text: str, start: int, stop: int, following: int, wording: Wording) -> bool:
    """Whether the full stop at *stop* ends a sentence, and no abbreviation alone."""
    found = _WORD.search(text, max(start, stop - _LONGEST), stop)
    word = found[0] if found else ""
    if stop - start == len(word) and _ENUMERATOR.fullmatch(word):
        return False
    known = wording.abbreviations
    if word in known.always:
        return False
    if word in known.before_number:
        return not text[following].isdigit()
    if word in known.unless_time:
        return _word_at(text, following) not in wording.times
    initial = len(word) == 1 and word.isupper()
    letters = _LETTERS.fullmatch(word)
    if initial or (letters and "-" in word):
        # "Plan B. The talks", but "J.-Y. Le Drian".
        behind = following + len(_word_at(text, following)) + 1
        return _begins(text, following, wording) and not text[behind : behind + 1].isupper()
    if letters or word in known.unless_starter:
        return _begins(text, following, wording)
    return True


def _begins(text: str, place: int, wording: Wording) -> bool:
    """Whether the word at *place* is one that begins sentences; the "D." of "J. D. Vance" is none."""
    word = _word_at(text, place)
    return word in wording.starters and not (len(word) == 1 and text[place + 1 : place + 2] == ".")


def _word_at(text: str, place: int) -> str:
    found = _NEXT_WORD.match(text, place, place + 2 * _LONGEST)
    return found[0].lower() if found else ""


def _left_out(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether the dots are those of "[…]", in the middle of a sentence."""
    stop = found.start()
    if not (found["closed"][:1] in ("]", ")") and text[max(start, stop - 1) : stop] in ("[", "(")):
        return False
    before = text[max(start, stop - 4) : stop - 1].rstrip()
    return not before.endswith((".", "!", "?", "…", "»", "”", '"'))
