"""The ontology: our classes and properties in OWL, the words and codes as lists in SKOS."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.graph.exports.rdf.literals import code
from diplograph.graph.exports.rdf.terms import BASE_IRI, CODES, Property, predicate_of, vocabulary
from diplograph.graph.exports.rdf.turtle import block, both, header, listed, nested, text
from diplograph.schema import meanings
from diplograph.schema.event_types import EventType, event_types
from diplograph.schema.labels import Label, labels, schemes
from diplograph.schema.model import FACTS, SCHEMA_NUMBER

ONTOLOGY = f"<{BASE_IRI}ns>"
_PREFIXES = ("dk", "rdf", "rdfs", "xsd", "owl", "skos", "prov", "oa", "org", "sem", "schema", "dcterms", "edtf")
_ABOUT = """The vocabulary of diplograph, made from its schema by: diplograph export ontology FILE.ttl
A claim is what one source says; only what is a fact stands as a plain triple between actors."""
_TITLES = {
    "type": ("Event types", "Types d'événements"),
    "act": ("Acts of claims", "Actes des affirmations"),
    "modality": ("Modalities of claims", "Modalités des affirmations"),
    "status": ("Statuses of events", "Statuts des événements"),
    "basis": ("What contested events rest on", "Fondements des événements contestés"),
    "confidence": ("Confidence of the reading", "Confiance de la lecture"),
    "mode": ("Modes of talks", "Modes des entretiens"),
    "actor-kind": ("Kinds of actors", "Genres d'acteurs"),
    "verdict": ("Verdicts of judgements", "Verdicts des décisions"),
    "role": ("Roles in events", "Rôles dans les événements"),
    "plover": ("PLOVER event types", "Types d'événements PLOVER"),
    "plover-mode": ("PLOVER modes", "Modes PLOVER"),
    "cameo": ("CAMEO event codes", "Codes d'événements CAMEO"),
}
_MEANINGS = {
    "act": meanings.ACTS,
    "modality": meanings.MODALITIES,
    "status": meanings.STATUSES,
    "confidence": meanings.CONFIDENCES,
    "mode": meanings.MODES,
    "actor-kind": meanings.ACTOR_KINDS,
}
_DATA = {"text": "xsd:string", "integer": "xsd:integer"}


def ontology() -> str:
    """The ontology as a Turtle file."""
    return "".join([header(_ABOUT, _PREFIXES), _itself(), *_classes(), *_properties(), *_relations(), *_lists()])


def _itself() -> str:
    about = "What sources say of relations between states, who says it, in which words, and what it comes to."
    return block(
        ONTOLOGY,
        [
            ("a", "owl:Ontology"),
            ("dcterms:title", both(("diplograph: diplomatic relations", "diplograph : relations diplomatiques"))),
            ("dcterms:description", text(about, "en")),
            ("owl:versionInfo", text(str(SCHEMA_NUMBER))),
        ],
    )


def _classes() -> Iterator[str]:
    for name, each in vocabulary().classes.items():
        pairs = [("a", "owl:Class"), ("rdfs:label", both(each.label)), ("rdfs:comment", text(each.definition, "en"))]
        yield block(f"dk:{name}", [*pairs, ("rdfs:subClassOf", listed(each.within)), ("rdfs:isDefinedBy", ONTOLOGY)])


def _properties() -> Iterator[str]:
    for name, each in vocabulary().properties.items():
        things = each.to == "iri" or each.to.startswith("code/") or each.to[0].isupper() or each.to.startswith("oa:")
        kind = "owl:ObjectProperty" if things else "owl:DatatypeProperty"
        yield block(
            f"dk:{name}",
            [
                ("a", kind + (" , owl:FunctionalProperty" if each.count in "1?" else "")),
                ("rdfs:label", both(each.label)),
                ("rdfs:comment", text(each.definition, "en")),
                ("rdfs:subPropertyOf", listed(each.within)),
                ("rdfs:domain", _domain(each)),
                ("rdfs:range", _range(each)),
                ("rdfs:isDefinedBy", ONTOLOGY),
            ],
        )


def class_of(name: str) -> str:
    """A class as Turtle has it; a name without a prefix is one of ours."""
    return name if ":" in name else f"dk:{name}"


def _domain(each: Property) -> str:
    named = [class_of(name) for name in each.of]
    return named[0] if len(named) == 1 else nested([("a", "owl:Class"), ("owl:unionOf", f"( {' '.join(named)} )")])


def _range(each: Property) -> str:
    if each.to.startswith("code/"):
        return "skos:Concept"
    if each.to in ("iri", "dated"):
        return ""
    return _DATA.get(each.to) or (each.to if ":" in each.to else class_of(each.to))


def _relations() -> Iterator[str]:
    """The plain triples between actors: one property for each event type."""
    for name, kind in event_types().items():
        yield block(
            f"dk:{predicate_of(name)}",
            [
                ("a", "owl:ObjectProperty" + (" , owl:SymmetricProperty" if kind.symmetric else "")),
                ("rdfs:label", both((kind.label_en, kind.label_fr))),
                ("rdfs:comment", text(f"{kind.definition} Plain triples are facts alone.", "en")),
                ("rdfs:domain", "dk:Actor"),
                ("rdfs:range", "dk:Actor"),
                ("rdfs:seeAlso", code("type", name)),
                ("rdfs:isDefinedBy", ONTOLOGY),
            ],
        )


def _lists() -> Iterator[str]:
    for scheme in schemes():
        whole = f"<{CODES}{scheme}>"
        yield block(whole, [("a", "skos:ConceptScheme"), ("skos:prefLabel", both(_TITLES[scheme]))])
        for word, label in labels(scheme).items():
            yield block(
                code(scheme, word),
                [
                    ("a", "skos:Concept"),
                    ("skos:inScheme", whole),
                    ("skos:topConceptOf", whole if not _broader(scheme, word) else ""),
                    ("skos:broader", _broader(scheme, word)),
                    ("skos:notation", text(word)),
                    ("skos:prefLabel", _label(scheme, word, label)),
                    ("skos:definition", text(_MEANINGS.get(scheme, {}).get(word, ""), "en")),
                    *(_of_type(event_types()[word]) if scheme == "type" else ()),
                ],
            )
    facts = ("a", "skos:Collection"), ("skos:prefLabel", both(("facts", "faits")))
    yield block(f"<{CODES}facts>", [*facts, ("skos:member", listed(code("status", word) for word in FACTS))])


def _label(scheme: str, word: str, label: Label) -> str:
    """Codes of others are found by their codes, so these are a part of the label."""
    if scheme in ("plover", "cameo"):
        name = scheme.upper()
        return both((f"{name} {word}: {label.en}", f"{name} {word} : {label.fr}"))
    return both(label)


def _broader(scheme: str, word: str) -> str:
    """CAMEO codes begin with the code of what is broader."""
    above = [other for other in labels(scheme) if word.startswith(other) and other != word] if scheme == "cameo" else []
    return code(scheme, max(above, key=len)) if above else ""


def _of_type(kind: EventType) -> list[tuple[str, str]]:
    """What the data file says of an event type, and which codes of others it is close to.

    A whole PLOVER type or CAMEO root is broader; a code whose first actor plays the target's part, or
    by which somebody only says what it means to do, is related, not close.
    """
    apart = {*kind.cameo_reversed, *kind.cameo_intent}
    near = [each for each in kind.cameo if each not in apart]
    return [
        ("skos:definition", text(kind.definition, "en")),
        ("skos:example", text(kind.example, "en")),
        ("skos:scopeNote", text(f"Not: {kind.not_this}", "en") if kind.not_this else ""),
        (
            "skos:broadMatch",
            listed(
                [
                    *([code("plover", kind.plover)] if kind.plover else []),
                    *(code("cameo", each) for each in near if len(each) == 2),
                ]
            ),
        ),
        ("skos:closeMatch", listed(code("cameo", each) for each in near if len(each) > 2)),
        (
            "skos:relatedMatch",
            listed(
                [
                    *([code("plover-mode", kind.plover_mode)] if kind.plover_mode else []),
                    *(code("cameo", each) for each in sorted(apart)),
                ]
            ),
        ),
    ]
