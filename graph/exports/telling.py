"""Who tells of which event: claims and sources, read by pages and kept on disk where they must be found again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Self

import msgspec
from msgspec import Struct

from diplograph.graph.exports.selection import Selection
from diplograph.graph.store import Store

PAGE = 20_000
"""Events that are asked for at once."""
_TOLD = (
    "MATCH (e:Event)<-[:ABOUT]-(c:Claim)-[:STATED_IN]->(s:Source) "
    "WHERE e.id >= $first AND e.id <= $last AND e.claim_count > $once RETURN e.id AS event, c.id AS claim, "
    "s.id AS source, s.url AS url, s.publisher AS publisher, s.language AS language"
)


class Told(Struct, frozen=True, array_like=True):
    """The claims of an event, and their sources by URL, those without one by id; both sorted."""

    claims: tuple[str, ...]
    sources: tuple[str, ...]


def told_between(store: Store, chosen: Selection, first: str, last: str, once: int = 0) -> dict[str, Told]:
    """Who tells of the events from id *first* to id *last* that have more than *once* claims, by event.

    Events of which no chosen source tells are left out.
    """
    claims: dict[str, set[str]] = {}
    sources: dict[str, set[str]] = {}
    kept: set[str] = set()
    for row in store.query(_TOLD, {"first": first, "last": last, "once": once}).rows:
        event, claim, source, url, publisher, language = map(str, row)
        claims.setdefault(event, set()).add(claim)
        sources.setdefault(event, set()).add(url or source)
        if chosen.tells(source, publisher, language):
            kept.add(event)
    return {event: Told(tuple(sorted(claims[event])), tuple(sorted(sources[event]))) for event in sorted(kept)}


def pages(store: Store, text: str, parameters: Mapping[str, object]) -> Iterator[list[tuple[object, ...]]]:
    """The rows of *text*, whose first column is an ``id`` above ``$after``, by pages in the order of ids."""
    after = ""
    while True:
        rows = store.query(f"{text} ORDER BY id LIMIT {PAGE}", {**parameters, "after": after}).rows
        if rows:
            yield list(rows)
            after = str(rows[-1][0])
        if len(rows) < PAGE:
            return


class TellingTable:
    """Who tells of the events that have more than one claim; of all, where it matters for *chosen* who tells.

    Ties come in the order of actors, claims in that of events: so what edges cannot tell of their event is put
    into a table on disk, which goes away with the program, and memory does not grow with the graph.
    """

    def __init__(self, store: Store, chosen: Selection) -> None:
        self.once = 0 if chosen.by_source else 1
        """Events of more claims than this are in the table, if a chosen source tells of them."""
        self._table = sqlite3.connect("")
        self._table.execute("CREATE TABLE told (event TEXT PRIMARY KEY, told BLOB) WITHOUT ROWID")
        asked = (
            f"MATCH (e:Event) WHERE e.id > $after AND e.claim_count > $once AND {chosen.conditions('e')} "
            "RETURN e.id AS id"
        )
        for page in pages(store, asked, {**chosen.parameters, "once": self.once}):
            found = told_between(store, chosen, str(page[0][0]), str(page[-1][0]), self.once)
            rows = ((event, msgspec.msgpack.encode(told)) for event, told in found.items())
            self._table.executemany("INSERT INTO told VALUES (?, ?)", rows)

    def __contains__(self, event: str) -> bool:
        return self._table.execute("SELECT 1 FROM told WHERE event = ?", (event,)).fetchone() is not None

    def __getitem__(self, event: str) -> Told:
        (told,) = self._table.execute("SELECT told FROM told WHERE event = ?", (event,)).fetchone()
        return msgspec.msgpack.decode(told, type=Told)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._table.close()
