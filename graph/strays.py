"""Edges between actors on a server that no event gives: somebody else has made, turned or left them."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.graph.running import Run
from diplograph.schema.event_types import EventType

_STRAY = (
    "NOT EXISTS { MATCH (a)-[:PARTICIPATES_IN]->(e:Event {id: m.event, type: $type})<-[:PARTICIPATES_IN]-(b) "
    "USING INDEX SEEK e:Event(id) }"
)


def stray_edges(run: Run, kind: EventType) -> list[str]:
    """What the server calls those edges of a type whose ends take part in no such event.

    To be asked by a reader: a transaction that writes locks each event it looks at.
    """
    text = f"MATCH (a:Actor)-[m:{kind.edge}]->(b:Actor) WHERE {_STRAY} RETURN elementId(m) AS edge"
    return sorted(str(row["edge"]) for row in run(text, {"type": kind.name}))


def forget_strays(run: Run, kind: EventType, edges: Sequence[str]) -> None:
    """Take away those of *edges* that are still strays: the server gives what it called them to others afterwards."""
    text = f"MATCH (a:Actor)-[m:{kind.edge}]->(b:Actor) WHERE elementId(m) = edge AND {_STRAY} DELETE m"
    run(f"UNWIND $edges AS edge {text}", {"edges": list(edges), "type": kind.name})
