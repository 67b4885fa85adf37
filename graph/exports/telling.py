"""Who tells of which event: claims and sources, read by pages and kept on disk where they must be found again."""

from __future__ import annotations

import json
import sqlite3
from typing import Self

import polars
from polars import col

from diplograph.graph.exports.frames import frame_of, pages
from diplograph.graph.exports.selection import Selection
from diplograph.graph.exports.views import there
from diplograph.graph.store import Store

_TOLD = (
    "MATCH (e:Event)<-[:ABOUT]-(c:Claim)-[:STATED_IN]->(s:Source) "
    "WHERE e.id >= $first AND e.id <= $last AND e.claim_count > $once RETURN e.id AS event, c.id AS claim, "
    "s.id AS source, s.url AS url, s.publisher AS publisher, s.language AS language"
)
_COLUMNS = dict.fromkeys(("event", "claim", "source", "url", "publisher", "language"), "STRING")
TOLD = {"event": polars.String, "claim": polars.String, "told_by": polars.String}
"""A claim of an event, and its source by URL, one without a URL by id."""


def told_between(store: Store, chosen: Selection, first: str, last: str, once: int = 0) -> polars.DataFrame:
    """Who tells of the events from id *first* to id *last* that have more than *once* claims: columns of TOLD.

    Events of which no chosen source tells are left out.
    """
    found = frame_of(store, _TOLD, {"first": first, "last": last, "once": once}, _COLUMNS)
    if chosen.by_source:
        found = found.filter(chosen.tells().any().over("event"))
    return found.select("event", "claim", told_by=polars.coalesce(there(col("url")), "source"))


class TellingTable:
    """Who tells of the events that have more than one claim; of all, where it matters for *chosen* who tells.

    Ties come in the order of actors, claims in that of events: so what edges cannot tell of their event is put
    into a table on disk, which goes away with the program, and memory does not grow with the graph.
    """

    def __init__(self, store: Store, chosen: Selection) -> None:
        self.once = 0 if chosen.by_source else 1
        """Events of more claims than this are in the table, if a chosen source tells of them."""
        self._table = sqlite3.connect("")
        self._table.execute(
            "CREATE TABLE told (event TEXT, claim TEXT, told_by TEXT, PRIMARY KEY (event, claim)) WITHOUT ROWID"
        )
        asked = (
            f"MATCH (e:Event) WHERE e.id > $after AND e.claim_count > $once AND {chosen.conditions('e')} "
            "RETURN e.id AS id"
        )
        for page in pages(store, asked, {**chosen.parameters, "once": self.once}, {"id": "STRING"}):
            found = told_between(store, chosen, page["id"][0], page["id"][-1], self.once)
            self._table.executemany("INSERT INTO told VALUES (?, ?, ?)", found.sort("event", "claim").iter_rows())

    def among(self, events: polars.Series) -> polars.DataFrame:
        """Who tells of those of *events* that are in the table: columns of TOLD."""
        asked = "SELECT told.* FROM json_each(?) AS wanted JOIN told ON told.event = wanted.value"
        found = self._table.execute(asked, (json.dumps(events.unique().to_list()),)).fetchall()
        return polars.DataFrame(found, schema=TOLD, orient="row")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._table.close()
