"""What events put into the tables of a store, as columns: the event, who takes part, and the edges that it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import msgspec
import pyarrow
import pyarrow.compute

from diplograph.graph.columns import kinds, schema_of
from diplograph.graph.running import Row
from diplograph.graph.tables import COUNTED_OF_EVENT, NODES, PART_OF_EVENT, relations
from diplograph.schema.events import edges_of
from diplograph.schema.model import Edge, Event

_OF_EDGE = ("from", "to", "id", "event", "directed", "source_state", "target_state")
"""What an edge does not have from its event."""


def rows_of_events(events: Sequence[Event]) -> dict[str, list[Row]]:
    """As :func:`tables_of_events`, as rows."""
    return {name: table.to_pylist() for name, table in tables_of_events(events).items()}


def tables_of_events(events: Sequence[Event]) -> dict[str, pyarrow.Table]:
    """What *events* put into the tables, in the order in which it is written.

    ABOUT comes last: an event without a claim was cut short, and is made again.
    """
    columns = zip(*map(msgspec.structs.astuple, events), strict=True)
    told = dict(zip(Event.__struct_fields__, columns, strict=bool(events)))
    nodes = _table(NODES["Event"], {name: told.get(name, ()) for name in NODES["Event"]})
    about = [(claim, event.id) for event in events for claim in event.claims]
    return {
        **dict(sorted(_edges(events, nodes).items())),
        "Event": nodes,
        "PARTICIPATES_IN": _parts(events, nodes),
        "ABOUT": _table(kinds("ABOUT"), _columns(("from", "to"), about)),
    }


def _parts(events: Sequence[Event], nodes: pyarrow.Table) -> pyarrow.Table:
    """PARTICIPATES_IN from each actor to an event, with the part of the event that it holds."""
    at = [place for place, event in enumerate(events) for _ in event.participants]
    parts = [(each.actor, event.id, each.role, each.text) for event in events for each in event.participants]
    held = {name: nodes[name] for name in PART_OF_EVENT}
    held |= {name: pyarrow.compute.list_value_length(nodes[of]) for name, of in COUNTED_OF_EVENT.items()}
    return _joined("PARTICIPATES_IN", _columns(("from", "to", "role", "text"), parts), pyarrow.table(held), at)


def _edges(events: Sequence[Event], nodes: pyarrow.Table) -> dict[str, pyarrow.Table]:
    """The edges between actors that events give, by type: what is their own, and all that they hold of the event."""
    found: dict[str, tuple[list[Edge], list[int]]] = {}
    for place, event in enumerate(events):
        for edge in edges_of(event):
            edges, at = found.setdefault(edge.type, ([], []))
            edges.append(edge)
            at.append(place)
    return {
        name: _joined(name, _columns(_OF_EDGE, list(map(_own, edges))), nodes.select(_held_by(name)), at)
        for name, (edges, at) in found.items()
    }


def _own(edge: Edge) -> tuple[str, ...]:
    return (
        edge.source_actor,
        edge.target_actor,
        edge.id,
        edge.event,
        edge.directed,
        edge.source_state,
        edge.target_state,
    )


@cache
def _held_by(name: str) -> list[str]:
    return [each for each in relations()[name].properties if each not in _OF_EDGE]


def _columns(names: Sequence[str], rows: Sequence[tuple[str, ...]]) -> dict[str, Sequence[str]]:
    return dict(zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True))


def _joined(
    name: str, own: Mapping[str, Sequence[object]], of_event: pyarrow.Table, at: Sequence[int]
) -> pyarrow.Table:
    """Edges that have columns of their *own*, and those of the event *at* a row."""
    held = of_event.take(pyarrow.array(at, pyarrow.int64()))
    return _table(kinds(name), {**own, **dict(zip(held.column_names, held.columns, strict=True))})


def _table(kinds: Mapping[str, str], columns: Mapping[str, object]) -> pyarrow.Table:
    return pyarrow.table(dict(columns), schema_of(kinds))
