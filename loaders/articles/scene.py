"""A sentence as it is searched for deeds: its clauses, who is meant by what, and what has been used already."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from diplograph.loaders.articles.clauses import Clauses
from diplograph.loaders.articles.language import Frame
from diplograph.loaders.articles.standing import Standing
from diplograph.loaders.articles.verbs import Verb
from diplograph.schema.records import Mention

Whom = Callable[[int], Sequence[Mention]]
Roles = dict[str, tuple[Mention, ...]]
_BLANKS = re.compile(r"\s+")


class Deed(Struct):
    """An event as a sentence tells it: its frame, who plays which role, how it stands; items *first* to *last*.

    ``anchor`` is the verb or noun; ``verb`` is the verb whose dates are the event's, if any.
    """

    frame: Frame
    roles: Roles
    standing: Standing
    anchor: int
    first: int
    last: int
    verb: Verb | None = None
    about: Deed | str | None = None
    nominal: bool = False
    gathering: str = ""
    said_from: int = -1


class Skipped(Struct, frozen=True):
    """A verb or noun that may tell of an event, and why nothing is claimed."""

    anchor: int
    frame: str
    why: str


class Scene:
    """One sentence. ``inside`` are items that belong to what somebody says; ``light`` and ``within`` are verbs that
    only carry a noun, or stand inside the words of another ("agree to restore")."""

    def __init__(self, clauses: Clauses, whom: Whom) -> None:
        self.clauses = clauses
        self.items = clauses.items
        self.whom = whom
        self.skipped: list[Skipped] = []
        self.inside: set[int] = set()
        self.light: set[int] = set()
        self.within: set[int] = set()
        self.said_from = -1

    def has(self, word: str, what: str) -> bool:
        """Whether *word* is one of the language's small words that do *what*."""
        return self.clauses.language.has(word, what)

    def skip(self, anchor: int, frame: Frame, why: str) -> None:
        """Remember why the word at *anchor* gives no event of *frame*."""
        self.skipped.append(Skipped(anchor, frame.data.id, why))

    def source(self, start: int, end: int) -> str:
        """The text between two offsets of the sentence."""
        return self.clauses.text[start:end]

    def words(self, first: int, last: int) -> str:
        """Items *first* to *last*, which is not included, in small letters with single blanks."""
        return _BLANKS.sub(" ", self.clauses.words(first, last)).lower()
