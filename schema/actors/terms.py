"""Who belonged to a collective, and who held an office, from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from diplograph.schema.actors.resolve import holds, state_of
from diplograph.schema.actors.tables import actors
from diplograph.schema.edtf import day_number, parse
from diplograph.schema.model import Tie
from diplograph.schema.text import fold

Days = tuple[int, int]
"""A first and a last day, counted from 1970-01-01; none where the first is after the last."""
ALWAYS: Days = (day_number(date.min), day_number(date.max))


class Term(Struct, frozen=True, order=True):
    """The time of *actor* as a member or in an office. EDTF: "" is unknown, or not ended."""

    actor: str
    since: str = ""
    until: str = ""

    @property
    def possible(self) -> Days:
        """The days that may belong to the term: "2015" as its end takes in all of 2015."""
        first, last = parse(self.since).first_day, parse(self.until).last_day
        return ALWAYS[0] if first is None else first, ALWAYS[1] if last is None else last

    @property
    def certain(self) -> Days:
        """The days that belong to the term whatever its vague bounds mean; perhaps none."""
        first, last = parse(self.since).last_day, parse(self.until).first_day
        return ALWAYS[0] if first is None else first, ALWAYS[1] if last is None else last


@cache
def memberships() -> Mapping[str, tuple[Term, ...]]:
    """The terms of all members, by collective; one who left and came back has several."""
    found: dict[str, list[Term]] = {}
    for actor in actors().values():
        for tie in actor.member_of:
            found.setdefault(tie.actor, []).append(Term(actor.id, tie.since, tie.until))
    return MappingProxyType({collective: tuple(sorted(terms)) for collective, terms in found.items()})


def members_of(collective: str, since: str = "", until: str = "") -> tuple[Term, ...]:
    """Those who may have belonged to *collective* at some time from *since* to *until* (EDTF), sorted.

    ``members_of("european-union", "2015", "2024")`` has the United Kingdom, until 2020-01-31.
    """
    asked = Term(collective, since, until).possible
    found = memberships().get(collective, ())
    return tuple(term for term in found if term.possible[0] <= asked[1] and asked[0] <= term.possible[1])


def office_holders(state: str, office: str, on: str = "") -> tuple[Term, ...]:
    """Those who may have held *office* for *state* or one of its bodies *on* a day, month or year, sorted.

    Several answer where the tables cannot tell: a term without bounds excludes no day.
    """
    return tuple(sorted({term for held, term in offices_of(state, on) if fold(held) == fold(office)}))


def offices_of(state: str, on: str = "") -> tuple[tuple[str, Term], ...]:
    """Every office that somebody may have held for *state* or one of its bodies *on* a day, month or year, sorted."""
    return tuple(
        sorted(
            (tie.office, Term(actor.id, tie.since, tie.until))
            for actor in actors().values()
            for tie in actor.represents
            if tie.office and _for(tie, state) and (not on or holds(tie, on))
        )
    )


def _for(tie: Tie, state: str) -> bool:
    return tie.actor == state or (actors()[tie.actor].kind == "body" and state_of(tie.actor) == state)
