"""Actors as nodes of every view: what they are, their codes, and how many events of each status they are in."""

from __future__ import annotations

import polars
from polars import col, lit

from diplograph.graph.exports.frames import frame_of
from diplograph.graph.exports.selection import Selection
from diplograph.graph.exports.spells import SPELLS
from diplograph.graph.exports.views import ACTOR_COLOUR, COLOURS, Columns, Nodes, there
from diplograph.graph.store import Store

ACTOR_COLUMNS: Columns = {"kind": "text", "state": "text", "iso3": "text", "cow": "text", "wikidata": "text"}
_ACTORS = "MATCH (a:Actor) RETURN " + ", ".join(f"a.{name} AS {name}" for name in ("id", "name", *ACTOR_COLUMNS))
COUNTED = {"actor": polars.String, "status": polars.String, "events": polars.Int64}
"""How many events of each status an actor is in."""


def chosen_statuses(chosen: Selection) -> list[str]:
    """The statuses that are told of, from the surest on."""
    return [status for status in COLOURS if status in chosen.status]


def status_columns(chosen: Selection) -> Columns:
    """A column for the number of events of each status that is told of."""
    return {f"n_{status}": "number" for status in chosen_statuses(chosen)}


def counted_in(parts: polars.DataFrame) -> polars.DataFrame:
    """How many events of each status the actors are in, of rows of ``actor``, ``event`` and its ``status``."""
    once = parts.unique(["actor", "event"])
    return once.group_by("actor", "status").agg(events=polars.len().cast(polars.Int64))


def actor_nodes(store: Store, chosen: Selection, counted: polars.DataFrame) -> Nodes:
    """The actors that are *counted*, sorted by id, with the values of both kinds of columns."""
    numbers = (
        polars.when(status=status).then("events").sum().alias(f"n_{status}") for status in chosen_statuses(chosen)
    )
    used = counted.group_by("actor").agg(numbers)
    known = frame_of(store, _ACTORS, {}, dict.fromkeys(("id", "name", *ACTOR_COLUMNS), "STRING"))
    found = known.join(used, left_on="id", right_on="actor").sort("id")
    return Nodes(
        found.with_columns(
            label=polars.coalesce(there(col("name")), "id"), colour=lit(ACTOR_COLOUR), spells=lit([], dtype=SPELLS)
        )
    )
