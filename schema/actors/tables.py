"""The tables of actors, read once from the package's CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import cast

import msgspec
from msgspec import Struct

from diplograph.schema.model import Actor, ActorName, Tie
from diplograph.schema.records import ActorKind
from diplograph.schema.text import fold


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


@cache
def actors() -> Mapping[str, Actor]:
    """Every actor of the tables by id, in the order of ids."""
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


@cache
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
def by_cow() -> Mapping[str, str]:
    """The state behind each Correlates of War code: the number ("365") or the letters ("cow:RUS")."""
    found: dict[str, str] = {}
    for row in rows("actors"):
        if row["cow"]:
            found[row["cow"]] = row["id"]
        if row["cow_letters"]:
            found[f"cow:{row['cow_letters']}"] = row["id"]
    return MappingProxyType(found)
