"""The tables of actors, read once from the package's CSV files, and people whom a user puts beside them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import ParamSpec, TypeVar, cast

import msgspec
from msgspec import Struct

from diplograph.schema.errors import UnknownActorError
from diplograph.schema.model import Actor, ActorName, Tie
from diplograph.schema.records import ActorKind
from diplograph.schema.text import fold

P = ParamSpec("P")
T = TypeVar("T")
_clear: list[Callable[[], None]] = []
_people: dict[str, Actor] = {}


def from_tables(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the answers of *function* until the tables change."""
    kept = cache(function)
    on_change(kept.cache_clear)
    return cast(Callable[P, T], kept)


def on_change(forget: Callable[[], None]) -> None:
    """Call *forget* whenever the tables change: for whoever keeps what he got from them."""
    _clear.append(forget)


class NameEntry(Struct, frozen=True, order=True):
    """One way to name an actor; ``text`` keeps its capitals, so that "US" is not "us"."""

    actor: str
    kind: str
    language: str
    text: str


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the package's tables, in file order."""
    text = files(__package__).joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def extend(people: Iterable[Actor]) -> None:
    """Put *people* beside those of the tables, in place of any who were put there before.

    One whose id the tables have adds names and offices to that person. Nothing is kept but
    the values themselves, so that a worker process may be given ``extended()`` and call this again.
    """
    added = {person.id: person for person in people}
    if added == _people:
        return
    for person in added.values():
        for tie in person.represents:
            if tie.actor not in _packaged():
                raise UnknownActorError(f"unknown actor {tie.actor!r}; give the id of a state, body or organisation")
    _people.clear()
    _people.update(added)
    for forget in _clear:
        forget()


def extended() -> tuple[Actor, ...]:
    """The people whom :func:`extend` put beside the tables, sorted by id."""
    return tuple(_people[key] for key in sorted(_people))


@from_tables
def actors() -> Mapping[str, Actor]:
    """Every actor of the tables by id, in the order of ids, with the people put beside them."""
    if not _people:
        return _packaged()
    table = {**_packaged(), **{key: _joined(_packaged().get(key), person) for key, person in _people.items()}}
    stated = {key: msgspec.structs.replace(table[key], state=_state(key, table)) for key in _people}
    return MappingProxyType({key: stated.get(key, table[key]) for key in sorted(table)})


def _joined(one: Actor | None, other: Actor) -> Actor:
    """A person of the tables with the names and offices that a user gave him."""
    if one is None:
        return other
    return msgspec.structs.replace(
        one,
        wikidata=one.wikidata or other.wikidata,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        represents=tuple(dict.fromkeys((*one.represents, *other.represents))),
    )


@cache
def _packaged() -> Mapping[str, Actor]:
    named: dict[str, list[ActorName]] = {}
    for row in rows("names"):
        named.setdefault(row["actor"], []).append(ActorName(row["text"], row["language"], row["kind"]))
    ties: dict[str, list[Tie]] = {}
    for row in rows("offices"):
        tie = Tie(row["represents"], row["office"], row["since"], row["until"])
        ties.setdefault(row["actor"], []).append(tie)
    members: dict[str, list[Tie]] = {}
    for row in rows("members"):
        members.setdefault(row["actor"], []).append(Tie(row["member_of"], "", row["since"], row["until"]))
    table = {
        row["id"]: Actor(
            id=row["id"],
            name=row["name"],
            kind=cast(ActorKind, row["kind"]),
            iso3=row["iso3"],
            cow=row["cow"],
            wikidata=row["wikidata"],
            names=tuple(dict.fromkeys(named.get(row["id"], ()))),
            represents=tuple(ties.get(row["id"], ())),
            member_of=tuple(members.get(row["id"], ())),
        )
        for row in rows("actors")
    }
    return MappingProxyType(
        {key: msgspec.structs.replace(table[key], state=_state(key, table)) for key in sorted(table)}
    )


def _state(identity: str, table: Mapping[str, Actor]) -> str:
    """The state at the end of the ties of an actor, the last office first; "" where none is."""
    actor = table[identity]
    if actor.kind == "state":
        return identity
    return next((state for tie in last_first(actor.represents) if (state := _state(tie.actor, table))), "")


def last_first(ties: Sequence[Tie]) -> list[Tie]:
    """Dated relations, those that still hold first, then the latest."""
    return sorted(ties, key=lambda tie: (not tie.until, tie.since, tie.until), reverse=True)


@from_tables
def names() -> Mapping[str, tuple[NameEntry, ...]]:
    """Every name of the tables, folded, with the actors that bear it.

    The kind tells a reader how far to trust a hit: ``name`` and ``alias`` stand alone,
    a ``demonym`` may be an adjective, a ``surname`` needs a person in sight, and a
    ``code`` ("US", "UE", "ONU") counts only in the capitals of its ``text``.
    """
    found: dict[str, set[NameEntry]] = {}
    for actor in actors().values():
        found.setdefault(fold(actor.name), set()).add(NameEntry(actor.id, "name", "en", actor.name))
        for name in actor.names:
            entry = NameEntry(actor.id, name.kind, name.language, name.text)
            found.setdefault(fold(name.text), set()).add(entry)
    return MappingProxyType({key: tuple(sorted(found[key])) for key in sorted(found)})


@cache
def media() -> frozenset[str]:
    """The agencies, broadcasters and papers of the tables: whom a source cites, not who takes part."""
    return frozenset(row["actor"] for row in rows("media"))


@cache
def not_actors() -> frozenset[str]:
    """Folded phrases in which a name names nobody: "South China Sea", "accords de Minsk", "Amérique latine"."""
    return frozenset(fold(row["text"]) for row in rows("not-actors"))


@cache
def by_cow() -> Mapping[str, str]:
    """The state behind each Correlates of War code: the number ("365") or the letters ("cow:RUS")."""
    found: dict[str, str] = {}
    for row in rows("actors"):
        if row["cow"]:
            found[row["cow"]] = row["id"]
        if row["cow_letters"]:
            found[f"cow:{row['cow_letters']}"] = row["id"]
    return MappingProxyType(found)
