"""Names of several words: unknown ones in a row, with hyphens, initials and small words between them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from diplograph.loaders.articles.items import Item
from diplograph.loaders.articles.language import Language

_TIES = frozenset(["-", "'", "’"])
"""Marks inside a name: "Choi Son-hee", "N'Djamena"."""


def names_joined(items: Sequence[Item], text: str, language: Language) -> list[Item]:
    """*items*, with each name one of them: "Guilio de Sant'Agata", "A. B. Smith"."""
    joined: list[Item] = []
    place = 0
    while place < len(items):
        last = _last(items, place, language)
        joined.append(items[place] if last == place else _name(items, place, last, text))
        place = last + 1
    return joined


def _name(items: Sequence[Item], first: int, last: int, text: str) -> Item:
    """One name of several items. A name of the tables that goes on is still theirs; a surname may be a first name."""
    start, end = items[first].start, items[last].end
    words = text[start:end]
    known = items[first].mentions if " " in items[first].text else ()
    mentions = tuple(msgspec.structs.replace(each, text=words) for each in known)
    return Item("P" if mentions else "N", words, words.lower(), start, end, mentions=mentions)


def _last(items: Sequence[Item], place: int, language: Language) -> int:
    """The last item of the name that begins at *place*; *place* itself where none of several words does."""
    unknown = items[place].kind == "N"
    behind = _behind_particles(items, place + 1, language)
    goes_on = items[place].kind == "P" and behind > place + 1 and _has_capital(items, behind)
    if not (unknown or goes_on or _begins_small(items, place, language)):
        return place
    last = place
    while last + 1 < len(items):
        after = items[last + 1]
        behind = _behind_particles(items, last + 1, language)
        surname = after.kind in "OF" and after.text[0].isupper() and language.has(after.low, "surnames")
        if _is_initial(items, last):
            last += 2
        elif after.kind in "NL" or surname or (after.kind == "P" and language.has(after.low.split()[0], "particles")):
            last += 1
        elif (behind > last + 1 or not unknown) and _has_capital(items, behind):
            last = behind
        elif _is_tied(items, last):
            last += 2
        else:
            break
    return last


def _begins_small(items: Sequence[Item], place: int, language: Language) -> bool:
    """Whether a small word begins a surname: "President de la Madrid"."""
    small = items[place].kind not in "dpc" and language.has(items[place].low, "particles")
    titled = place > 0 and items[place - 1].kind in "OT"
    return small and titled and _has_capital(items, _behind_particles(items, place, language))


def _behind_particles(items: Sequence[Item], place: int, language: Language) -> int:
    """The place behind the small words at *place*, with the hyphens that tie them: "al-"."""
    behind = place
    while behind < len(items) and (
        language.has(items[behind].low, "particles") or (behind > place and items[behind].kind == "-")
    ):
        behind += 1
    return behind


def _has_capital(items: Sequence[Item], place: int) -> bool:
    return place < len(items) and items[place].kind in "NCPSGD" and items[place].text[0].isupper()


def _is_initial(items: Sequence[Item], place: int) -> bool:
    """Whether a letter with its point stands at *place*, and a name behind it."""
    return (
        place + 2 < len(items)
        and len(items[place].text) == 1
        and items[place + 1].kind == "."
        and items[place + 2].kind in "NP"
    )


def _is_tied(items: Sequence[Item], place: int) -> bool:
    """Whether a mark inside a name stands behind *place*, and a word behind it, without a blank."""
    if place + 2 >= len(items) or items[place + 2].kind not in "Nw":
        return False
    before, mark, after = items[place : place + 3]
    return mark.text in _TIES and before.end == mark.start and mark.end == after.start
