"""Items: what a sentence is made of, a letter of its kind each, so that patterns over letters can be matched."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from diplograph.loaders.articles.calendar import Expression
from diplograph.loaders.articles.inflection import Reading
from diplograph.schema.records import Mention

ACTORS = frozenset("PSCGM")
"""The letters of phrases that name actors: person, state, capital, body or group, medium."""


class Item(Struct):
    """A word, a mark or a phrase. ``value`` is the plain form; ``mentions`` are the actors of a phrase.

    ``kind`` is a letter of ``language.LETTERS``, or of: P S C G M actors, D demonym, N unknown name, L town,
    e noun of an event, v verb, w other word, Q somebody whom nothing tells, Y date, # number, ' possessive, and marks.
    """

    kind: str
    text: str
    low: str
    start: int
    end: int
    value: str = ""
    mentions: tuple[Mention, ...] = ()
    readings: tuple[Reading, ...] = ()
    date: Expression | None = None
    plural: bool = False


def tags_of(items: Sequence[Item]) -> str:
    """The letters of *items*, one each."""
    return "".join([item.kind for item in items])
