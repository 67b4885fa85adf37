"""What kind of paragraph or sentence a piece of text is: told by its form, and by the cues of its language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import ahocorasick
from msgspec import Struct

from diplograph.loaders.articles.paragraphs import Paragraph, is_ended
from diplograph.loaders.articles.wording import Cues, Wording

Kind = Literal["headline", "bullet", "caption", "boilerplate", "dateline", "body"]
_WORD = re.compile(r"[^\W\d_]{4,}")
_LONGEST_HEADLINE = 200
_LONGEST_SUBHEADING = 100
_LONGEST_WITH_CUE = 2000
_OUTER_MARKS = " .:!|…»”\"'()0123456789"


class Sight(Struct, frozen=True):
    """The cues of a language that stand in one text: the others need not be looked for in its sentences."""

    caption: Cues
    boilerplate: Cues
    biography: tuple[str, ...]
    bylines: tuple[str, ...]


def sight_of(text: str, wording: Wording) -> Sight:
    """The cues of *wording* that stand in *text*."""
    seen = {cue for _, cue in _finder(wording).iter(_plain(text))}

    def kept(cues: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(cue for cue in cues if cue in seen)

    def seen_of(cues: Cues) -> Cues:
        return Cues(cues.lines, kept(cues.starts), kept(cues.stubs), kept(cues.within))

    return Sight(seen_of(wording.caption), seen_of(wording.boilerplate), kept(wording.biography), wording.bylines)


@lru_cache
def _finder(wording: Wording) -> ahocorasick.Automaton:
    """Finds all cues of *wording* in one pass over a text."""
    finder = ahocorasick.Automaton()
    for cues in (wording.caption, wording.boilerplate, Cues(within=wording.biography)):
        for cue in (*cues.starts, *cues.stubs, *cues.within):
            finder.add_word(cue, cue)
    finder.make_automaton()
    return finder


def kind_of_paragraph(text: str, paragraph: Paragraph, sight: Sight, first: bool, last: bool) -> Kind:
    """The kind of all of *paragraph*; *first* and *last* tell where it stands in the article."""
    start, end = paragraph.start, paragraph.end
    length = end - start
    ended = is_ended(text, start, end)
    if length <= _LONGEST_WITH_CUE:
        words = text[start:end]
        plain = _plain(words)
        if _opens(plain, sight.caption, ended):
            return "caption"
        if _opens(plain, sight.boilerplate, ended) or (not ended and _is_byline(words, sight.bylines)):
            return "boilerplate"
    if paragraph.mark.startswith("#"):
        return "headline"
    if paragraph.mark in ("–", "—") and ended:
        # Somebody speaks: "— Nous irons."
        return "body"
    if paragraph.mark not in ("", ">"):
        return "bullet"
    if last or length > _LONGEST_HEADLINE:
        return "body"
    if first and (not ended or text[end - 1] == "?"):
        return "headline"
    if not ended and text[end - 1] != "," and (length <= _LONGEST_SUBHEADING or _in_title_case(text[start:end])):
        return "headline"
    return "body"


def kind_of_sentence(words: str, sight: Sight, near_the_end: bool) -> Kind:
    """The kind of a sentence of a paragraph that is "body" as a whole."""
    if len(words) > _LONGEST_WITH_CUE:
        return "body"
    plain = _plain(words)
    if plain[0] == "(" and not plain.endswith((")", ").")):
        # A credit in brackets, and a sentence behind it that counts.
        return "body"
    for kind, cues in (("caption", sight.caption), ("boilerplate", sight.boilerplate)):
        if plain.startswith(cues.starts) or any(cue in plain for cue in cues.within):
            return kind  # type: ignore[return-value]
    if near_the_end and any(cue in plain for cue in sight.biography):
        return "boilerplate"
    return "body"


def _plain(text: str) -> str:
    """*text* as the cues are written; four replacements are faster than one translation."""
    return text.replace("’", "'").replace("\xa0", " ").replace("\u202f", " ").replace("\n", " ").lower()


def _opens(plain: str, cues: Cues, ended: bool) -> bool:
    if plain.strip(_OUTER_MARKS) in cues.lines or plain.startswith(cues.starts):
        return True
    return not ended and len(plain) <= _LONGEST_SUBHEADING and plain.startswith(cues.stubs)


def _is_byline(words: str, bylines: tuple[str, ...]) -> bool:
    """ "By John Smith", and no "By the end of May"."""
    first, _, names = words.partition(" ")
    parts = names.split()
    return first in bylines and 1 < len(parts) <= 10 and all(part[0].isupper() for part in parts[:2])


def _in_title_case(words: str) -> bool:
    if words.isupper():
        return True
    long = _WORD.findall(words)
    return len(long) >= 4 and sum(word[0].isupper() for word in long) * 10 >= len(long) * 7
