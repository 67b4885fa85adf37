"""The events view: actors and events as nodes, a link for each part that an actor plays in an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast

import msgspec
from msgspec import Struct

from diplograph.graph.exports.actors import ACTOR_COLUMNS, StatusCounts, actor_nodes, status_columns
from diplograph.graph.exports.selection import Selection
from diplograph.graph.exports.spells import united
from diplograph.graph.exports.telling import Told, pages, told_between
from diplograph.graph.exports.views import Columns, Link, Node, colour_of
from diplograph.graph.store import Store

_PARTS = (
    "MATCH (a:Actor)-[p:PARTICIPATES_IN]->(e:Event) WHERE e.id >= $first AND e.id <= $last "
    "RETURN DISTINCT e.id AS event, a.id AS actor, p.role AS role"
)


class _Event(Struct, frozen=True, array_like=True):
    """The columns of the question for a page of events."""

    id: str
    type: str
    status: str
    date: str
    first_day: int | None
    last_day: int | None
    place: str
    mode: str
    quote: str
    url: str
    source: str
    origins: int


_RETURNED = ", ".join(f"e.{name} AS {name}" for name in _Event.__struct_fields__)
_EVENT_COLUMNS: Columns = {
    "event_type": "text",
    "status": "text",
    "date_text": "dates",
    "undated": "flag",
    "place": "text",
    "mode": "text",
    "quote": "text",
    "source": "text",
    "claims": "texts",
    "sources": "texts",
    "n_claims": "number",
    "n_sources": "number",
    "origins": "number",
}


class EventsView:
    """The events that *chosen* keeps, sorted by id, with their participants; then these actors.

    An event node has the days of the event, and Gephi hides an edge with its node. With actors chosen, one of them
    takes part in each event.
    """

    def __init__(self, store: Store, chosen: Selection) -> None:
        self._store = store
        self._chosen = chosen
        self.link_columns: Columns = {"role": "text", "event_type": "text", "status": "text"}
        self._actor_columns = {**ACTOR_COLUMNS, **status_columns(chosen)}
        self.node_columns: Columns = {**self._actor_columns, **_EVENT_COLUMNS}

    def __iter__(self) -> Iterator[Node | Link]:
        counts: StatusCounts = Counter()
        text = f"MATCH (e:Event) WHERE e.id > $after AND {self._chosen.conditions('e')} RETURN {_RETURNED}"
        for page in pages(self._store, text, self._chosen.parameters):
            first, last = str(page[0][0]), str(page[-1][0])
            told = told_between(self._store, self._chosen, first, last)
            parts = self._parts(first, last)
            for event in msgspec.convert(page, list[_Event]):
                parties = parts.get(event.id, [])
                if event.id in told and self._wanted(parties):
                    counts.update({(actor, event.status) for actor, _ in parties})
                    yield self._node(event, told[event.id])
                    yield from (_link(event, actor, role) for actor, role in parties)
        for node in actor_nodes(self._store, self._chosen, {actor for actor, _ in counts}, counts):
            yield msgspec.structs.replace(node, values=(*node.values, *[""] * len(_EVENT_COLUMNS)))

    def _parts(self, first: str, last: str) -> dict[str, list[tuple[str, str]]]:
        """Actors and their roles, by event, sorted."""
        rows = self._store.query(_PARTS, {"first": first, "last": last}).rows
        found: dict[str, list[tuple[str, str]]] = {}
        for event, actor, role in sorted(cast(Sequence[tuple[str, str, str]], rows)):
            found.setdefault(event, []).append((actor, role))
        return found

    def _wanted(self, parties: Sequence[tuple[str, str]]) -> bool:
        return not self._chosen.actors or any(actor in self._chosen.actors for actor, _ in parties)

    def _node(self, event: _Event, told: Told) -> Node:
        spells = united([(event.first_day, event.last_day)])
        label = f"{event.type} {event.date}".rstrip()
        values = (
            event.type,
            event.status,
            (event.date or "unknown",),
            not spells,
            event.place,
            event.mode,
            event.quote,
            event.url or event.source,
            told.claims,
            told.sources,
            len(told.claims),
            len(told.sources),
            event.origins,
        )
        no_actor = [""] * (len(self._actor_columns) - 1)
        return Node(event.id, label, ("event", *no_actor, *values), spells, colour_of((event.status,)))


def _link(event: _Event, actor: str, role: str) -> Link:
    name = f"{actor} {role} {event.id}"
    values = (role, event.type, event.status)
    return Link(name, actor, event.id, True, role, max(1, event.origins), values, (), colour_of((event.status,)))
