"""Actors as nodes of every view: what they are, their codes, and how many events of each status they are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from diplograph.graph.exports.selection import Selection
from diplograph.graph.exports.views import ACTOR_COLOUR, COLOURS, Columns, Node, Value
from diplograph.graph.store import Store

ACTOR_COLUMNS: Columns = {"kind": "text", "state": "text", "iso3": "text", "cow": "text", "wikidata": "text"}
_ACTORS = (
    "MATCH (a:Actor) RETURN a.id AS id, a.name AS name, a.kind AS kind, a.state AS state, a.iso3 AS iso3, "
    "a.cow AS cow, a.wikidata AS wikidata ORDER BY id"
)
StatusCounts = Counter[tuple[str, str]]
"""How many events, by actor and status."""


def chosen_statuses(chosen: Selection) -> list[str]:
    """The statuses that are told of, from the surest on."""
    return [status for status in COLOURS if status in chosen.status]


def status_columns(chosen: Selection) -> Columns:
    """A column for the number of events of each status that is told of."""
    return {f"n_{status}": "number" for status in chosen_statuses(chosen)}


def actor_nodes(store: Store, chosen: Selection, used: Set[str], counts: StatusCounts) -> Iterator[Node]:
    """The actors in *used*, sorted by id, with the values of both kinds of columns."""
    statuses = chosen_statuses(chosen)
    named = {str(row[0]): row for row in store.query(_ACTORS).rows if row[0] in used}
    for actor in sorted(used):
        _, name, *known = map(str, named[actor])
        values: tuple[Value, ...] = (*known, *(counts[actor, status] for status in statuses))
        yield Node(actor, name or actor, values, colour=ACTOR_COLOUR)
