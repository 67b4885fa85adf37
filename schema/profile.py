"""The names that the dump is written in, for those who write it and those who read it back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

BASE_IRI = "https://w3id.org/diplograph/"
"""Where things are named, unless ``--base-iri`` says otherwise."""
VOCABULARY = f"{BASE_IRI}ns#"
"""Our classes and properties. They are the same whatever the base: questions and shapes fit every dump."""
CODES = f"{BASE_IRI}code/"
"""Our code lists: event types, acts, statuses and the other words of the codebook, also the same for all."""

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dk": VOCABULARY,
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sh": "http://www.w3.org/ns/shacl#",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "schema": "https://schema.org/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "void": "http://rdfs.org/ns/void#",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
    }
)


@cache
def iri(short: str) -> str:
    """``sem:Event`` written out, without brackets."""
    prefix, _, name = short.partition(":")
    return PREFIXES[prefix] + name


SOURCE_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "url": "dk:url",
        "title": "dcterms:title",
        "publisher": "dc:publisher",
        "language": "schema:inLanguage",
        "sha256": "dk:sha256",
        "licence": "dc:rights",
        "dataset": "dk:dataset",
        "kind": "dk:kind",
        "text_key": "dk:textKey",
    }
)
"""The property of each field of a source that is a text and is written as it is."""
CLAIM_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "claimant_text": "dk:claimantText",
        "code": "dk:code",
        "content": "dk:contentText",
        "extractor": "dk:extractor",
        "frame": "dk:frame",
        "name": "dk:gathering",
        "key": "dk:key",
        "place": "dk:place",
        "record": "dk:record",
        "rule": "dk:rule",
    }
)
"""The property of each field of a claim that is a text and is written as it is."""
ACTOR_TEXTS: Mapping[str, str] = MappingProxyType(
    {"name": "rdfs:label", "iso3": "dk:iso3", "cow": "dk:cow", "wikidata": "dk:wikidata"}
)
"""The property of each field of an actor that is a text and is written as it is."""
