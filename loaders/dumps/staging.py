"""Nodes of a dump on disk until all of it is read: their lines may come in any order, and their sources after them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

import msgspec

_AT_ONCE = 2_000


class Fact(NamedTuple):
    """What one statement says: of which part of a node, by which property; an IRI, or else a literal."""

    part: str
    property: str
    value: str
    is_iri: bool


class Staged(NamedTuple):
    """A node with all that is said of it, and the line on which it begins."""

    kind: str
    id: str
    line: int
    facts: frozenset[Fact]


_facts = msgspec.msgpack.Decoder(list[Fact])


class Staging:
    """Pieces of nodes, in a file of SQLite's own that goes with its closing."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        for text in (
            "PRAGMA journal_mode = OFF",
            "CREATE TABLE piece (kind TEXT, id TEXT, line INTEGER, facts BLOB)",
            "CREATE TABLE claim (source TEXT, id TEXT)",
            "BEGIN",
        ):
            self._database.execute(text)
        self._pieces: list[tuple[str, str, int, bytes]] = []
        self._claims: list[tuple[str, str]] = []

    def add(self, kind: str, identity: str, line: int, facts: Iterable[Fact]) -> None:
        """A piece of a node; there may be more of it."""
        self._pieces.append((kind, identity, line, msgspec.msgpack.encode(list(facts))))
        if len(self._pieces) >= _AT_ONCE:
            self._write()

    def add_claim(self, source: str, claim: str) -> None:
        """That a claim is derived from a source."""
        self._claims.append((source, claim))

    def _write(self) -> None:
        self._database.executemany("INSERT INTO piece VALUES (?, ?, ?, ?)", self._pieces)
        self._database.executemany("INSERT INTO claim VALUES (?, ?)", self._claims)
        self._pieces.clear()
        self._claims.clear()

    def complete(self) -> None:
        """All is there: now it can be asked for."""
        self._write()
        for text in (
            "CREATE INDEX piece_by_id ON piece (kind, id)",
            "CREATE INDEX claim_by_source ON claim (source, id)",
            "CREATE INDEX claim_by_id ON claim (id)",
            "COMMIT",
        ):
            self._database.execute(text)

    def ids(self, kind: str) -> Iterator[str]:
        """The ids of all nodes of a kind, in order."""
        for (identity,) in self._database.execute("SELECT DISTINCT id FROM piece WHERE kind = ? ORDER BY id", [kind]):
            yield identity

    def node(self, kind: str, identity: str) -> Staged | None:
        """A node whole; None where nothing is said of it."""
        rows = self._database.execute("SELECT line, facts FROM piece WHERE kind = ? AND id = ?", [kind, identity])
        found = rows.fetchall()
        if not found:
            return None
        facts = frozenset(fact for _, piece in found for fact in _facts.decode(piece))
        return Staged(kind, identity, min(line for line, _ in found), facts)

    def claims_of(self, source: str) -> list[str]:
        """The ids of the claims that are derived from a source, in order."""
        rows = self._database.execute("SELECT DISTINCT id FROM claim WHERE source = ? ORDER BY id", [source])
        return [identity for (identity,) in rows]

    def claims_without_source(self) -> Iterator[str]:
        """The ids of claims that are derived from no source, or from one of which nothing is said."""
        # One inside the other: as a join SQLite goes through all sources for each claim.
        rows = self._database.execute(
            "SELECT DISTINCT id FROM piece WHERE kind = 'claim' AND NOT EXISTS ("
            "SELECT 1 FROM claim WHERE claim.id = piece.id AND EXISTS ("
            "SELECT 1 FROM piece AS source WHERE source.kind = 'source' AND source.id = claim.source)) ORDER BY id"
        )
        for (identity,) in rows:
            yield identity

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._database.close()
