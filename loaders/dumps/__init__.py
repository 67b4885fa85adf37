"""Dumps read back: the graph as RDF gives the sources, claims and decisions from which all else follows."""

from diplograph.loaders.dumps.reader import told_by
from diplograph.loaders.dumps.syntax import ENDINGS, looks_like_rdf

__all__ = ["ENDINGS", "looks_like_rdf", "told_by"]
