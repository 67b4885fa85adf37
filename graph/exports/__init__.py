"""Exports: the graph as files and values of other tools: Gephi, linked data, networkx."""
