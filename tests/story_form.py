"""The form of a story: articles of our own, what people decide, and what must come of it.

A story is a YAML file in ``tests/stories``; every value is text, so that a day stays EDTF.
"""

from __future__ import annotations

from msgspec import Struct

from diplograph.schema.event_types import event_type


class ArticleText(Struct, frozen=True, forbid_unknown_fields=True):
    """One article; ``name`` is how the story speaks of it."""

    name: str
    url: str
    language: str
    text: str
    title: str = ""
    published: str = ""
    publisher: str = ""


class Decision(Struct, frozen=True, forbid_unknown_fields=True):
    """A judgement on ``claims`` ("article TYPE"), ``actors`` (ids) or a ``source`` (an article's name)."""

    verdict: str
    reason: str
    claims: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    source: str = ""
    author: str = "A. Reader"
    revision: int = 1


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """An event: ``who`` is "role=actor role=actor", sorted; ``mode`` is its type's own where a story gives none.

    ``edges`` ("actor > actor", sorted), or their number as ``pairs``, are compared where a story gives them.
    """

    type: str
    who: str
    status: str
    date: str = ""
    claims: int = 1
    origins: int = 1
    place: str = ""
    mode: str = ""
    name: str = ""
    edges: tuple[str, ...] | None = None
    pairs: int | None = None

    def row(self) -> tuple[str, ...]:
        """All that is compared of every event."""
        mode = self.mode or event_type(self.type).mode
        counts = (str(self.claims), str(self.origins))
        return (self.type, self.who, self.status, self.date, *counts, self.place, mode, self.name)


class OnDay(Struct, frozen=True, forbid_unknown_fields=True):
    """What a template says when asked on ``today``."""

    today: str
    rows: tuple[str, ...]


class Story(Struct, frozen=True, forbid_unknown_fields=True):
    """What articles tell (``events``), and what people make of it (``decided``, equal where nobody decides).

    ``as_of`` has, for a day, the rows "TYPE status date" of the timeline of ``asked``, once
    all is loaded and decided; ``lapsed`` and ``planned_visits`` are those templates' rows;
    ``conflicts`` the rows "date; date" up to three days apart, before anything is decided;
    ``cited`` the rows "article agency" of REPORTED_VIA.
    """

    about: str
    asked: str
    articles: tuple[ArticleText, ...]
    events: tuple[Told, ...]
    decisions: tuple[Decision, ...] = ()
    decided: tuple[Told, ...] | None = None
    as_of: dict[str, tuple[str, ...]] = {}
    lapsed: tuple[OnDay, ...] = ()
    planned_visits: tuple[OnDay, ...] = ()
    conflicts: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()

    @property
    def outcome(self) -> tuple[Told, ...]:
        return self.events if self.decided is None else self.decided
