"""Who the actors of a mapped row are: names, countries, and words for what sort they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from diplograph.loaders.datasets.mapping import ActorColumns, Coded, SectorColumn
from diplograph.loaders.datasets.parties import (
    Party,
    Standing,
    known_actor,
    named_party,
    of_tables,
    sector_party,
    state_called,
)
from diplograph.schema.actors import actors, by_cow
from diplograph.schema.records import Participant

_BEHIND = re.compile(r"\(([^()]+)\)$")
_AFTER_OF = re.compile(r"\bof (?:the )?([^()]+?)(?= \([0-9]{4}-|$)")


class Told(Struct, frozen=True):
    """An actor, None where the row names nobody, and the state that its cells tell."""

    party: Party | None
    state: str = ""


class States:
    """Finds states in cells; *countries* are the names and codes that only the mapping file knows."""

    def __init__(self, countries: Mapping[str, str]) -> None:
        self._countries = countries
        self.coded = lru_cache(maxsize=4096)(self._coded)

    def called(self, name: str) -> str:
        """The state that bears *name*, as ISO 3166 alpha-3; "" for none."""
        return self._countries.get(name) or state_called(name)

    def _coded(self, cell: str, coded: Coded) -> str:
        if not cell or cell in self._countries:
            return self._countries.get(cell, "")
        if coded == "cow":
            return by_cow().get(cell) or by_cow().get(f"cow:{cell}", "")
        known = actors().get(cell)
        if coded != "names" and known is not None and known.kind == "state":
            return cell
        return "" if coded == "iso3" else state_called(cell)


class ActorReader:
    """Reads the actors that stand in some columns; words that are *missing* tell nothing, *nobody* no actor."""

    def __init__(self, columns: ActorColumns, states: States, missing: frozenset[str], nobody: frozenset[str]) -> None:
        self._columns = columns
        self._states = states
        self._missing = missing
        self._nobody = nobody
        self._sector = columns.sector or SectorColumn("")
        self._told = lru_cache(maxsize=65_536)(self._told_in)

    def told(self, cells: Mapping[str, str]) -> tuple[Told, ...]:
        """The actors in *cells*: several where the mapping file has a sign between them.

        Names, countries and the rest go by their places. One country, sector or office is that of all; where there
        are some, but not one for each, nobody knows whose they are, and they count for none.
        """
        told = self._columns
        return self._told(
            cells.get(told.name, ""),
            cells.get(told.country, ""),
            cells.get(self._sector.column, ""),
            cells.get(told.office, ""),
        )

    def _told_in(self, *cells: str) -> tuple[Told, ...]:
        lists = [self._parts(cell) for cell in cells]
        count = max(len(lists[0]), 0 if lists[0] else len(lists[1]), 1)
        rows = zip(*(_spread(values, count) for values in lists), strict=True)
        return tuple(self._party(*row) for row in rows)

    def _parts(self, cell: str) -> list[str]:
        parts = [part.strip() for part in _split(cell, self._columns.separator)]
        return ["" if part in self._missing else part for part in parts]

    def _party(self, name: str, country: str, sector: str, office: str) -> Told:
        state = self._states.coded(country, self._columns.coded)
        if not state and self._columns.country_in_name:
            state = self._state_in(name)
        if name in self._nobody or not (name or country):
            return Told(None, state)
        words = [word.strip() for word in _split(sector, self._sector.separator)]
        standing = self._standing(words)
        if name and not (state and self._states.called(name) == state):
            party = named_party(name, state, standing, self._states.called, self._columns.kind, office)
            return Told(party, state or party.state)
        text = name or country
        if not state:
            known = known_actor(text, "")
            return Told(of_tables(known, text) if known else Party(Participant(text=text)))
        called = next((self._sector.words[word] for word in words if word in self._sector.words), "")
        return Told(sector_party(text, state, called, standing) if called else of_tables(state, text), state)

    def _standing(self, words: Sequence[str]) -> Standing:
        apart = not set(words).isdisjoint(self._sector.apart)
        body = self._columns.speaks_for_state or not set(words).isdisjoint(self._sector.bodies)
        return Standing(body and not apart, apart)

    def _state_in(self, name: str) -> str:
        """The state in the words of a name: "Protesters (France)", "Police Forces of Somalia (2012-2017)"."""
        behind = _BEHIND.search(name)
        if behind and (state := self._states.called(behind[1])):
            return state
        after = _AFTER_OF.search(name)
        return self._states.called(after[1]) if after else ""


def _split(cell: str, separator: str) -> list[str]:
    return (cell.split(separator) if separator else [cell]) if cell else []


def _spread(values: Sequence[str], count: int) -> Sequence[str]:
    if len(values) == count:
        return values
    return list(values) * count if len(values) == 1 else [""] * count
