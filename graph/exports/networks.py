"""The graph for networkx and for rdflib."""

from __future__ import annotations

import io
from collections.abc import Sequence

import networkx
import rdflib

from diplograph.graph.exports.rdf import write_dump
from diplograph.graph.store import Readable
from diplograph.schema.model import FACTS


def to_networkx(store: Readable, status: Sequence[str] = FACTS) -> networkx.MultiDiGraph[str]:
    """Actors as nodes; an edge, keyed by its id, for each pair of each event with these statuses.

    The kind of an edge is its ``relation``: an attribute called ``type`` would be taken
    for the direction by networkx's own GEXF writer.
    """
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    events = {event.id: event for event in store.events() if event.status in status}
    edges = [edge for edge in store.edges() if edge.event in events]
    used = {edge.source_actor for edge in edges} | {edge.target_actor for edge in edges}
    for actor in store.actors():
        if actor.id in used:
            graph.add_node(actor.id, label=actor.name, kind=actor.kind, iso3=actor.iso3, wikidata=actor.wikidata)
    for edge in edges:
        event = events[edge.event]
        graph.add_edge(
            edge.source_actor,
            edge.target_actor,
            key=edge.id,
            relation=edge.type,
            event=event.id,
            status=event.status,
            date=event.date,
            earliest=event.earliest,
            latest=event.latest,
            origins=event.origins,
            quote=event.quote,
            url=event.url,
            claim=event.claim,
        )
    return graph


def to_rdflib(store: Readable) -> rdflib.Dataset:
    """The canonical dump as a dataset whose questions see all its graphs."""
    out = io.BytesIO()
    write_dump(store, out)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=out.getvalue(), format="nquads")
    return dataset
