"""Sentences with their offsets, and what kind of sentence each is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from diplograph.loaders.articles.datelines import dateline
from diplograph.loaders.articles.ends import ends
from diplograph.loaders.articles.kinds import Kind, kind_of_paragraph, kind_of_sentence, sight_of
from diplograph.loaders.articles.paragraphs import paragraphs
from diplograph.loaders.articles.wording import wording_of

_BEFORE = re.compile(r"(?:[\s•‣▪●■*·–—-]|&nbsp;|&#160;)*+")
_WRITTEN = re.compile(r"[^\W_]")
_END_OF_ARTICLE = 2
"""Paragraphs at the end in which an author may be presented."""


class Sentence(Struct, frozen=True):
    """``text == article[start:end]``; ``paragraph`` counts from 0.

    A "dateline" ("PARIS, 3 mars (AFP)") is a piece of its own, before the sentence it opens.
    """

    text: str
    start: int
    end: int
    kind: Kind = "body"
    paragraph: int = 0


def sentences(text: str, language: str = "") -> Iterator[Sentence]:
    """The sentences of *text* in order; marks of headings and lists are left out.

    A *language* of which we have no wording, or none, is read with the wording of all.
    """
    wording = wording_of(language)
    sight = sight_of(text, wording)
    found = list(paragraphs(text))
    titled = told = False
    for number, paragraph in enumerate(found):
        last = number == len(found) - 1
        kind = kind_of_paragraph(text, paragraph, sight, not titled, last)
        titled = titled or kind not in ("caption", "boilerplate")
        begin = paragraph.start
        if kind in ("body", "headline"):
            opened = dateline(text, begin, paragraph.end, wording.agencies, not told)
            if opened is not None:
                yield Sentence(text[begin : opened[0]], begin, opened[0], "dateline", number)
                begin = opened[1]
            told = told or kind == "body"
        near_the_end = number >= len(found) - _END_OF_ARTICLE and number > 0
        for end, following in (*ends(text, begin, paragraph.end, wording), (paragraph.end, paragraph.end)):
            first = _BEFORE.match(text, begin, end).end()  # type: ignore[union-attr]
            begin = following
            if _WRITTEN.search(text, first, end):
                words = text[first:end].rstrip(" \xa0\u202f*")
                end = first + len(words)
                own = kind_of_sentence(words, sight, near_the_end) if kind == "body" else kind
                yield Sentence(words, first, end, own, number)
