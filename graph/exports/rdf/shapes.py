"""The shapes: what a sound dump looks like, in core SHACL, which every validator reads alike."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.graph.exports.rdf.literals import code
from diplograph.graph.exports.rdf.ontology import class_of
from diplograph.graph.exports.rdf.terms import BASE_IRI, Property, predicate_of, vocabulary
from diplograph.graph.exports.rdf.turtle import Pairs, block, header, nested, text
from diplograph.schema.event_types import event_types
from diplograph.schema.labels import labels

_PREFIXES = ("dk", "rdf", "rdfs", "xsd", "skos", "sh", "prov", "oa", "org", "sem", "schema", "dc", "dcterms", "edtf")
_ABOUT = """What a sound dump looks like, made from the schema of diplograph by: diplograph export shapes FILE.ttl
For the flat file (diplograph export rdf graph.nt): Jena's validator reads no named graphs, and says that all conforms.
Core SHACL only. Every shape is closed: a property that is not named here is a mistake."""
_COUNTS = {"1": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}
_EDTF = r"^ *(\\.\\.|[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?)?(/(\\.\\.|[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?)?)? *$"
_ALL_OR_NONE = (
    "a statement has a subject, a predicate and an object, or none of them",
    ("rdf:subject", "rdf:predicate", "rdf:object"),
)


def shapes() -> str:
    """The shapes as a Turtle file."""
    properties = vocabulary().all_properties()
    classes = [
        *vocabulary().classes,
        *sorted({name for each in properties.values() for name in each.of if ":" in name}),
    ]
    return header(_ABOUT, _PREFIXES) + "".join(_shape(name) for name in classes)


def _shape(name: str) -> str:
    """A shape for the nodes of a class: their properties, and what holds between these."""
    own = {short: each for short, each in vocabulary().all_properties().items() if name in each.of}
    parts: list[tuple[str, str]] = [
        ("a", "sh:NodeShape"),
        ("sh:targetClass", class_of(name)),
        ("sh:nodeKind", "sh:IRI"),
        ("sh:closed", "true"),
        ("sh:ignoredProperties", "( rdf:type rdf:reifies )"),
        *(("sh:property", nested(_property(short, each))) for short, each in own.items()),
        *_between(name),
    ]
    return block(f"<{BASE_IRI}shapes#{name.rpartition(':')[2]}>", parts)


def _property(short: str, each: Property) -> Iterator[tuple[str, str]]:
    least, most = _COUNTS[each.count]
    yield "sh:path", short
    yield "sh:minCount", str(least) if least else ""
    yield "sh:maxCount", str(most) if most else ""
    yield from _values(each.to)
    yield "sh:pattern", text(each.pattern)
    yield "sh:minInclusive", "" if each.least is None else str(each.least)
    yield "sh:lessThanOrEquals", each.not_after


def _values(to: str) -> Iterator[tuple[str, str]]:
    """What the values of a property are."""
    if to == "text":
        yield from (("sh:datatype", "xsd:string"), ("sh:minLength", "1"))
    elif to == "words":
        yield "sh:or", "( [ sh:datatype xsd:string ] [ sh:datatype rdf:langString ] )"
    elif to == "integer":
        yield "sh:datatype", "xsd:integer"
    elif to == "dated":
        yield "sh:or", "( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:gYear ] )"
    elif to == "edtf:EDTF":
        yield from (("sh:datatype", to), ("sh:pattern", f'"{_EDTF}"'))
    elif to.startswith("xsd:"):
        yield "sh:datatype", to
    elif to == "iri":
        yield "sh:nodeKind", "sh:IRI"
    elif to == "relation":
        yield "sh:in", f"( {' '.join(f'dk:{predicate_of(name)}' for name in event_types())} )"
    elif to.startswith("code/"):
        scheme = to.removeprefix("code/")
        yield "sh:in", f"( {' '.join(code(scheme, word) for word in labels(scheme))} )"
    else:
        yield from (("sh:nodeKind", "sh:IRI"), ("sh:class", class_of(to)))


def _between(name: str) -> Pairs:
    """What holds between several properties of a node."""
    if name == "Claim":
        message, three = _ALL_OR_NONE
        whole = nested(("sh:property", nested([("sh:path", each), ("sh:minCount", "1")])) for each in three)
        none = nested(("sh:property", nested([("sh:path", each), ("sh:maxCount", "0")])) for each in three)
        yield "sh:or", f"( {whole} {none} )"
        yield "sh:message", text(message, "en")
    elif name == "Event":
        bounds = ("sem:hasEarliestBeginTimeStamp", "sem:hasLatestEndTimeStamp")
        dated = nested([("sh:property", nested([("sh:path", "dk:edtf"), ("sh:minCount", "1")]))])
        none = nested(("sh:property", nested([("sh:path", each), ("sh:maxCount", "0")])) for each in bounds)
        yield "sh:or", f"( {dated} {none} )"
        yield "sh:message", text("an event whose date is unknown has no bounds", "en")
    elif name == "Actor":
        for kind in event_types():
            yield "sh:property", nested([("sh:path", f"dk:{predicate_of(kind)}"), ("sh:class", "dk:Actor")])
