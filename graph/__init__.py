"""Stores of the graph, and its exports: the only home of neo4j, ladybug, rdflib and networkx."""

from diplograph.graph.store import Answer, LoadCounts, Store, open_store

__all__ = ["Answer", "LoadCounts", "Store", "open_store"]
