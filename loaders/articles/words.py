"""Words and marks of a sentence, with their offsets: what every later stage counts in."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from diplograph.schema.text import fold

# An abbreviation with its points ("U.S.", "EE. UU."), a number, an elided article, the English possessive, a negation,
# a word, a mark.
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|ee\. ?uu\.|\d+(?:[.,]\d+)*(?![^\W\d_])|aujourd['’]hui|n['’]t\b|[^\W\d_]+?(?=n['’]t\b)"
    r"|(?:[ldjmtsncç]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’](?=\w)|['’]s\b"
    r"|[^\W_]+|--+|&\w+;|[^\w\s]",
    re.IGNORECASE,
)


class Token(Struct, frozen=True):
    """A word or mark: as written, in lower case with a plain apostrophe, folded as names are, and where."""

    text: str
    low: str
    folded: str
    start: int
    end: int


@lru_cache(maxsize=60_000)
def _forms(text: str) -> tuple[str, str]:
    return text.lower().replace("’", "'"), fold(text)


def tokens_of(text: str) -> list[Token]:
    """The tokens of *text* in order; white space belongs to none."""
    return [Token(found[0], *_forms(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(text)]
