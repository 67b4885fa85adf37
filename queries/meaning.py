"""Whom a name in a question stands for: an actor, those who speak for it, and members while they were members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from diplograph.graph.speaking import may_be_spoken_for
from diplograph.graph.store import Store
from diplograph.queries.fitting import Spoken
from diplograph.schema.actors import Days, members_of
from diplograph.schema.edtf import iso_day
from diplograph.schema.judgements import rulings

Stretches = tuple[Days, ...]
"""Stretches of days, sorted, with a gap between each and the next."""


class Group(Struct, frozen=True):
    """Actors whom a name means on the same days: those on which it may, and those on which it surely does."""

    actors: tuple[str, ...]
    possible: Stretches
    certain: Stretches


def meant(store: Store, actor: str, exact: bool, members_on: Days | None = None) -> list[str]:
    """The ids that a name stands for in a question, merged actors with all their names.

    With *members_on* also those who may have been members of *actor* on a day of it.
    """
    roots = {actor}
    if members_on is not None:
        roots |= {term.actor for term in members_of(actor, *map(iso_day, members_on))}
    leaders = rulings(store.judgements()).leaders
    spoken = with_speakers(store, {leaders.get(root, root) for root in roots}, exact)
    return sorted(set().union(*spoken.values()))


def spoken(store: Store, actor: str, exact: bool) -> Spoken | list[str]:
    """What a name stands for in a question, its speakers not looked up yet: most texts need not have their ids."""
    leader = rulings(store.judgements()).leaders.get(actor, actor)
    if exact or not may_be_spoken_for(leader):
        return [leader]
    return Spoken(leader, lambda: sorted(with_speakers(store, {leader}, exact)[leader]))


def groups(store: Store, actor: str, exact: bool, asked: Days) -> tuple[Group, ...]:
    """Those who stand for *actor* from the first to the last day of *asked*, members only while they were members.

    Each actor is in one group: who speaks for two members has the days of both.
    """
    leaders = rulings(store.judgements()).leaders
    leader = leaders.get(actor, actor)
    terms = [(leader, asked, asked)]
    members = members_of(actor, *map(iso_day, asked))
    terms += [(leaders.get(term.actor, term.actor), term.possible, term.certain) for term in members]
    spoken = with_speakers(store, {root for root, _, _ in terms}, exact)
    days: dict[str, tuple[list[Days], list[Days]]] = {}
    for root, possible, certain in terms:
        for each in spoken[root]:
            may, surely = days.setdefault(each, ([], []))
            may.append(possible)
            surely.append(certain)
    found: dict[tuple[Stretches, Stretches], list[str]] = {}
    for each, (may, surely) in sorted(days.items()):
        found.setdefault((shared(united(may), (asked,)), shared(united(surely), (asked,))), []).append(each)
    return tuple(Group(tuple(found[key]), *key) for key in sorted(found))


def united(days: Iterable[Days]) -> Stretches:
    """All the *days*, with stretches that overlap or follow each other made one."""
    found: list[Days] = []
    for first, last in sorted(each for each in days if each[0] <= each[1]):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def shared(one: Stretches, other: Stretches) -> Stretches:
    """The days that are in both."""
    return united((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)


def with_speakers(store: Store, roots: Iterable[str], exact: bool) -> Mapping[str, set[str]]:
    """Each of *roots*; states, bodies and organisations with those who speak for them, unless *exact*."""
    found = {root: {root} for root in roots}
    spoken_for = sorted(root for root in found if not exact and may_be_spoken_for(root))
    return found | store.speakers(spoken_for) if spoken_for else found
