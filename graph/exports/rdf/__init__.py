"""The graph as linked data: the canonical dump, the files made from it, and the vocabulary that it is written in."""

from diplograph.graph.exports.rdf.description import Titles, description
from diplograph.graph.exports.rdf.literals import literal
from diplograph.graph.exports.rdf.ontology import ontology
from diplograph.graph.exports.rdf.shapes import shapes
from diplograph.graph.exports.rdf.terms import BASE_IRI
from diplograph.graph.exports.rdf.writing import digest_of, write_dump, write_rdf

__all__ = [
    "BASE_IRI",
    "Titles",
    "description",
    "digest_of",
    "literal",
    "ontology",
    "shapes",
    "write_dump",
    "write_rdf",
]
