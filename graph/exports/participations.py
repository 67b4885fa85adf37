"""The events view: actors and events as nodes, a link for each part that an actor plays in an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars
from polars import col, lit

from diplograph.graph.exports.actors import ACTOR_COLUMNS, COUNTED, actor_nodes, counted_in, status_columns
from diplograph.graph.exports.frames import distinct, frame_of, pages
from diplograph.graph.exports.selection import Selection
from diplograph.graph.exports.spells import SPELLS, united
from diplograph.graph.exports.telling import told_between
from diplograph.graph.exports.views import Columns, Links, Nodes, colour_of, there
from diplograph.graph.store import Store

_PARTS = (
    "MATCH (a:Actor)-[p:PARTICIPATES_IN]->(e:Event) WHERE e.id >= $first AND e.id <= $last "
    "RETURN DISTINCT e.id AS event, a.id AS actor, p.role AS role"
)
_PART_COLUMNS = dict.fromkeys(("event", "actor", "role"), "STRING")
_EVENT: Mapping[str, str] = {
    **dict.fromkeys(("id", "type", "status", "date", "place", "mode", "quote", "url", "source"), "STRING"),
    **dict.fromkeys(("first_day", "last_day", "origins"), "INT64"),
}
"""The columns of the question for a page of events."""
_RETURNED = ", ".join(f"e.{name} AS {name}" for name in _EVENT)
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

    nodes_first = False

    def __init__(self, store: Store, chosen: Selection) -> None:
        self._store = store
        self._chosen = chosen
        self.link_columns: Columns = {"role": "text", "event_type": "text", "status": "text"}
        self.node_columns: Columns = {**ACTOR_COLUMNS, **status_columns(chosen), **_EVENT_COLUMNS}

    def __iter__(self) -> Iterator[Nodes | Links]:
        counted = polars.DataFrame(schema=COUNTED)
        text = f"MATCH (e:Event) WHERE e.id > $after AND {self._chosen.conditions('e')} RETURN {_RETURNED}"
        for page in pages(self._store, text, self._chosen.parameters, _EVENT):
            ends = {"first": page["id"][0], "last": page["id"][-1]}
            told = told_between(self._store, self._chosen, **ends)
            parts = frame_of(self._store, _PARTS, ends, _PART_COLUMNS).sort("event", "actor", "role")
            page = page.join(told, left_on="id", right_on="event", how="semi", maintain_order="left")
            if self._chosen.actors:
                wanted = parts.filter(col("actor").is_in(self._chosen.actors))
                page = page.join(wanted, left_on="id", right_on="event", how="semi", maintain_order="left")
            if len(page):
                yield Nodes(_events(page, told))
                parts = parts.join(page, left_on="event", right_on="id", maintain_order="left")
                counted = _summed(counted, parts)
                yield Links(_links(parts))
        yield actor_nodes(self._store, self._chosen, counted)


def _events(page: polars.DataFrame, told: polars.DataFrame) -> polars.DataFrame:
    told = told.rename({"event": "id"})
    lists = (distinct(told, "id", "claim", "claims"), distinct(told, "id", "told_by", "sources"))
    for more in (united(page, "id"), *lists):
        page = page.join(more, on="id", maintain_order="left")
    return page.select(
        *("id", "spells", "status", "place", "mode", "quote", "claims", "sources", "origins"),
        label=polars.concat_str("type", there(col("date")), separator=" ", ignore_nulls=True),
        colour=colour_of(polars.concat_list("status")),
        kind=lit("event"),
        event_type="type",
        date_text=polars.concat_list(polars.coalesce(there(col("date")), lit("unknown"))),
        undated=col("spells").list.len() == 0,
        source=polars.coalesce(there(col("url")), "source"),
        n_claims=col("claims").list.len(),
        n_sources=col("sources").list.len(),
    )


def _links(parts: polars.DataFrame) -> polars.DataFrame:
    return parts.select(
        "role",
        "status",
        id=polars.concat_str("actor", "role", "event", separator=" "),
        source="actor",
        target="event",
        directed=lit(value=True),
        kind="role",
        weight=polars.max_horizontal("origins", 1),
        event_type="type",
        colour=colour_of(polars.concat_list("status")),
        spells=lit([], dtype=SPELLS),
    )


def _summed(counted: polars.DataFrame, parts: polars.DataFrame) -> polars.DataFrame:
    """*counted*, with how many events of each status the actors of *parts* are in."""
    return polars.concat([counted, counted_in(parts)]).group_by("actor", "status").agg(col("events").sum())
