"""Text as it is compared, stored and put into ids."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_APART = re.compile(r"[^\w]+|_+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_NUMBER = re.compile(r"-?[0-9]{1,18}")
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The wide signs too: spreadsheets in Chinese and Japanese take them for the narrow ones."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def normalise(text: str) -> str:
    """*text* in NFC with newlines as ``\\n``: the form that is stored and that offsets count."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def fold(text: str) -> str:
    """The form in which names are compared: no case, no accents, one blank between words.

    "Élysée", "elysee" and "ÉLYSÉE" fold alike; so do "Son-hee" and "Son hee".
    """
    lowered = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold().translate(_LETTERS)
    bare = "".join(sign for sign in lowered if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", _APART.sub(" ", bare).strip())


@lru_cache(maxsize=1 << 16)
def slug(text: str) -> str:
    """The form of a name inside ids: "Choi Son-hee" is ``choi-son-hee``."""
    return fold(text).replace(" ", "-")


def harmless(cell: str) -> str:
    """*cell*, with an apostrophe in front if a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell.startswith(BEGINS_FORMULA) else cell


def whole_number(text: str) -> int | None:
    """The number that *text* writes in plain digits; None for what is none, or too large for any store.

    ``isdigit`` would take "²" for one, and ``int`` fails with thousands of digits.
    """
    return int(text) if _NUMBER.fullmatch(text) else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean X?`` with the known word nearest to *word*, "" where none is near."""
    by_folded = {fold(each): each for each in known}
    near = difflib.get_close_matches(fold(word), by_folded, n=1)
    return f"; did you mean {by_folded[near[0]]}?" if near else ""
