"""Forms of dates as patterns over signs: each word of a text is one sign.

So a form is as short as what it says, "{day} {month} {year}", and a sentence of thirty words is
thirty signs, most of them the sign of a word that no form knows.
"""

from __future__ import annotations

import re

from msgspec import Struct

OTHER = "\uffff"
"""The sign of a word that no form knows."""

ISO, SLASHED = "iso", "slashed"
_FIRST_SIGN = 0xE000
_PIECE = re.compile(r"\(\?<?[!=]|[()|?$]|\{[\w=]+\}|<\w+>|[^\s(){}<>\[\]|?$]+")
_AROUND = ("(?!", "(?=", "(?<!", "(?<=")


class Form(Struct, frozen=True):
    """One way to write one kind of date, over signs."""

    kind: str
    pattern: re.Pattern[str]
    tells: dict[str, int | str]
    classes: dict[str, str]


def pieces_of(like: str) -> list[str]:
    """The words, classes and marks that a form is made of."""
    return _PIECE.findall(like)


def is_word(piece: str) -> bool:
    """Whether it stands for itself."""
    return piece[0] not in "({<?|)$"


def signs_of(classes: dict[str, list[str]]) -> tuple[dict[str, str], dict[str, str]]:
    """A sign for each word, and the signs of each class: words of the same classes have the same sign."""
    named: dict[str, set[str]] = {}
    for name, words in classes.items():
        for word in words:
            named.setdefault(word, set()).add(name)
    kinds = {kind: place for place, kind in enumerate(dict.fromkeys(map(frozenset, named.values())), start=2)}
    signs = {word: chr(_FIRST_SIGN + kinds[frozenset(names)]) for word, names in named.items()}
    of_class = {name: "".join(sorted({signs[word] for word in words})) for name, words in classes.items()}
    for place, name in enumerate((ISO, SLASHED)):
        of_class[name] = signs[name] = chr(_FIRST_SIGN + place)
    return signs, of_class


def token_of(signs: dict[str, str]) -> re.Pattern[str]:
    """A word of a text, or a sign of punctuation. A word of ours with a dot or a dash in it stays whole."""
    whole = sorted((word for word in signs if len(word) > 1 and not word.isalnum()), key=len, reverse=True)
    joined = "|".join(re.escape(word) + (r"\b" if word[-1].isalnum() else "") for word in whole)
    return re.compile(
        r"(?P<iso>\d{4}-\d\d-\d\d)(?!\d)|(?P<slashed>\d{1,2}([/.])\d{1,2}\3\d{4})(?!\d)"
        rf"|\d+(?:[.,:]\d+)+|{joined or '(?!)'}|\w+|[^\w\s]"
    )


def by_first_sign(rows: list[tuple[str, str, dict[str, int | str]]], of_class: dict[str, str]) -> dict[str, list[Form]]:
    """The forms of *rows* (kind, form, what it tells) under each sign that they may begin with."""
    found: dict[str, list[Form]] = {}
    for kind, like, tells in rows:
        pieces = pieces_of(like)
        form = Form(kind, _regex(pieces, of_class), tells, dict(_slot(piece) for piece in pieces if piece[0] == "{"))
        for sign in {sign for piece in _beginning(pieces, of_class) for sign in _set_of(piece, of_class)}:
            found.setdefault(sign, []).append(form)
    return found


def _pattern(piece: str, of_class: dict[str, str]) -> str:
    if piece == "(":
        return "(?:"
    if piece in _AROUND or piece in ("|", ")", "?", "$"):
        return piece
    within = f"[{_set_of(piece, of_class)}]"
    return f"(?P<{_slot(piece)[0]}>{within})" if piece[0] == "{" else within


def _set_of(piece: str, of_class: dict[str, str]) -> str:
    if is_word(piece):
        return of_class[f"={piece}"]
    return of_class[_slot(piece)[1]]


def _slot(piece: str) -> tuple[str, str]:
    """Under what name a word is kept, and its class: ``{last_month}`` is a month, ``{last}`` a day."""
    name, _, its_class = piece[1:-1].partition("=")
    return name, its_class or ("day" if name == "last" else name.removeprefix("last_"))


def _beginning(pieces: list[str], of_class: dict[str, str]) -> list[str]:
    """The words that a form may begin with, and perhaps a few more: all up to the first that must be there."""
    found: list[str] = []
    place = 0
    while place < len(pieces):
        end, depth = place, 0
        while end == place or depth:
            depth += (pieces[end][0] == "(") - (pieces[end] == ")")
            end += 1
        end += pieces[end : end + 1] == ["?"]
        part = pieces[place:end]
        if part[0] not in _AROUND:
            found += [piece for piece in part if is_word(piece) or piece[0] in "{<"]
            if not _regex(part, of_class).fullmatch(""):
                return found
        place = end
    return found


def _regex(pieces: list[str], of_class: dict[str, str]) -> re.Pattern[str]:
    return re.compile("".join(_pattern(piece, of_class) for piece in pieces))
