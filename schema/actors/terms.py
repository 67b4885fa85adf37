"""Who belonged to a collective, and who held an office, from when to when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from msgspec import Struct

from diplograph.schema.actors.resolve import holds, state_of
from diplograph.schema.actors.tables import actors, from_tables
from diplograph.schema.edtf import Span, contains, day_number, parse
from diplograph.schema.model import Tie
from diplograph.schema.text import fold

Days = tuple[int, int]
"""A first and a last day, counted from 1970-01-01; none where the first is after the last."""
ALWAYS: Days = (day_number(date.min), day_number(date.max))
_DAY = timedelta(days=1)


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


@from_tables
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


def holders(state: str, offices: Collection[str], days: Collection[str]) -> tuple[str, ...]:
    """Who surely held one of *offices* of *state* on all of *days* (EDTF), sorted.

    Only a term with both ends told is sure: an open one may only show how old the table is.
    Of a term "2020" to "2022" the days between, those of 2021, are sure; so are those
    between the first and the last day, on which one hands over to the other.
    """
    asked = [parse(day) for day in days]
    return tuple(
        sorted(
            {
                actor
                for actor, office, term in _sure_terms().get(state, ())
                if office in offices and asked and all(contains(term, day) for day in asked)
            }
        )
    )


@from_tables
def _sure_terms() -> Mapping[str, tuple[tuple[str, str, Span], ...]]:
    """By state: person, office and the days on which he surely held it."""
    found: dict[str, list[tuple[str, str, Span]]] = {}
    for actor in actors().values():
        for tie in actor.represents:
            begin, end = parse(tie.since).latest, parse(tie.until).earliest
            if begin is not None and end is not None and begin + 2 * _DAY <= end:
                term = Span("", begin + _DAY, end - _DAY, "interval")
                found.setdefault(tie.actor, []).append((actor.id, tie.office, term))
    return {state: tuple(terms) for state, terms in found.items()}


def _for(tie: Tie, state: str) -> bool:
    return tie.actor == state or (actors()[tie.actor].kind == "body" and state_of(tie.actor) == state)
