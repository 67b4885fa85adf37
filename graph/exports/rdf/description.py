"""The description of a dump, for catalogues: VoID and DCAT."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from diplograph.graph.exports.rdf.literals import Names
from diplograph.graph.exports.rdf.ontology import ONTOLOGY, class_of
from diplograph.graph.exports.rdf.terms import BASE_IRI, PREFIXES, term, vocabulary
from diplograph.graph.exports.rdf.turtle import block, header, listed, nested, text
from diplograph.graph.exports.rdf.writing import Dump
from diplograph.graph.store import Readable
from diplograph.schema.errors import StoreError

RIGHTS = "Quotes belong to those who published the sources; dc:rights of a source tells its licence."
_ABOUT = "A graph of what sources say of diplomatic relations, made by: diplograph export description FILE.ttl"
_PREFIXES = ("dk", "rdf", "xsd", "void", "dcat", "dcterms")
_VOCABULARIES = ("dk", "prov", "oa", "sem", "schema", "foaf", "org", "skos", "dc", "dcterms")
_MEDIA = {
    "nq": ("N-Quads, sorted: the canonical dump", "application/n-quads"),
    "nt": ("N-Triples, sorted, without graphs", "application/n-triples"),
    "ttl": ("Turtle, without graphs", "text/turtle"),
    "trig": ("TriG", "application/trig"),
    "jsonld": ("JSON-LD", "application/ld+json"),
}
_IANA = "https://www.iana.org/assignments/media-types/"
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")


class Titles(Struct, frozen=True):
    """What a person says of the data set. ``licence`` is an IRI, "" where no licence is given."""

    title: str = "diplograph"
    rights: str = RIGHTS
    licence: str = ""
    publisher: str = ""


class Counts(Struct):
    """How much a dump holds: lines by graph, things by class; and the SHA-256 of its lines."""

    graphs: Counter[str]
    classes: Counter[str]
    sha256: str


def counts_of(pieces: Iterable[bytes], names: Names) -> Counts:
    """Count the lines of a dump, once, in a stream. The graphs of sources count as one."""
    marked = {f" {term('rdf:type')} {term(class_of(name))} ": name for name in vocabulary().classes}
    start = f" <{names.base}graph/"
    graphs: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        for line in piece.decode().split("\n")[:-1]:
            graphs[line[line.rindex(start) + len(start) : -3].partition("/")[0]] += 1
            if "#type> " in line:
                classes.update(name for mark, name in marked.items() if mark in line)
    return Counts(graphs, classes, digest.hexdigest())


def description(store: Readable, told: Titles, base_iri: str = BASE_IRI) -> str:
    """The description as a Turtle file. It is no part of the dump: counts are known only when all is written."""
    names = Names(base_iri)
    if told.licence and not _IRI.fullmatch(told.licence):
        raise StoreError(
            f"licence '{told.licence}' is no IRI; give one, such as https://creativecommons.org/licenses/by/4.0/"
        )
    counts = counts_of(Dump(store, base_iri).pieces(), names)
    whole, parts = f"<{base_iri}dataset>", [f"<{base_iri}graph/{graph}>" for graph in sorted(counts.graphs)]
    files = [f"<{base_iri}dataset.{ending}>" for ending in _MEDIA]
    pairs = [
        ("a", "void:Dataset , dcat:Dataset"),
        ("dcterms:title", text(told.title)),
        ("dcterms:publisher", nested([("rdfs:label", text(told.publisher))]) if told.publisher else ""),
        ("dcterms:license", f"<{told.licence}>" if told.licence else ""),
        ("dcterms:rights", text(told.rights)),
        ("dcterms:identifier", text(f"sha256:{counts.sha256}")),
        ("dcterms:conformsTo", listed([ONTOLOGY, f"<{BASE_IRI}shapes>"])),
        ("void:uriSpace", text(base_iri)),
        ("void:vocabulary", listed(f"<{PREFIXES[prefix]}>" for prefix in _VOCABULARIES)),
        ("void:triples", str(counts.graphs.total())),
        *(
            ("void:classPartition", nested([("void:class", class_of(name)), ("void:entities", str(total))]))
            for name, total in sorted(counts.classes.items())
        ),
        ("void:subset", listed(parts)),
        ("dcat:distribution", listed(files)),
    ]
    graphs = [
        block(part, [("a", "void:Dataset"), ("void:triples", str(counts.graphs[graph]))])
        for graph, part in zip(sorted(counts.graphs), parts, strict=True)
    ]
    forms = [
        block(
            file,
            [
                ("a", "dcat:Distribution"),
                ("dcterms:title", text(title, "en")),
                ("dcat:mediaType", f"<{_IANA}{media}>"),
            ],
        )
        for file, (title, media) in zip(files, _MEDIA.values(), strict=True)
    ]
    return "".join([header(_ABOUT, (*_PREFIXES, "rdfs")), block(whole, pairs), *graphs, *forms])
