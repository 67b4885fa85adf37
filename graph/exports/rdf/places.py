"""Places and readings in RDF: the few nodes that many events and claims share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from diplograph.graph.exports.rdf.literals import Names, literal, own
from diplograph.graph.exports.rdf.terms import term
from diplograph.schema.actors import actors, place_names


@cache
def known_places() -> Mapping[str, str]:
    """The names of states and of the gazetteer's towns, by code: ``RUS/moscow`` is "Moscow"."""
    states = {actor.id: actor.name for actor in actors().values() if actor.kind == "state"}
    return {**states, **place_names()}


def place_code(place: str) -> bool:
    """Whether *place* is a code that we know; else it is the words of a source, which name nothing by themselves."""
    return place in known_places()


def place_lines(names: Names, found: Iterable[str]) -> list[str]:
    """The triples of the places with these codes, and of the states that they lie in, sorted."""
    whole = {place.partition("/")[0] for place in found}
    lines: set[str] = set()
    for place in {*found, *whole} & known_places().keys():
        subject, state = names.iri("place", place), place.partition("/")[0]
        lines |= {
            f"{subject} {term('rdf:type')} {own('Place')}",
            f"{subject} {term('rdf:type')} {term('sem:Place')}",
            f"{subject} {term('rdfs:label')} {literal(known_places()[place])}",
        }
        if place != state:
            lines.add(f"{subject} {term('schema:containedInPlace')} {names.iri('place', state)}")
    return sorted(lines)


def reading_lines(names: Names, extractors: Iterable[str]) -> list[str]:
    """The triples of what the extractors with these names read, sorted."""
    lines: set[str] = set()
    for extractor in extractors:
        subject = names.iri("reading", extractor)
        lines |= {
            f"{subject} {term('rdf:type')} {own('Reading')}",
            f"{subject} {term('rdf:type')} {term('prov:Activity')}",
            f"{subject} {term('rdfs:label')} {literal(extractor)}",
        }
    return sorted(lines)
