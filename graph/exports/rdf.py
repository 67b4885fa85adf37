"""The graph as N-Quads: sources, claims, and all that is derived; the canonical dump is these lines, sorted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import pyoxigraph
from msgspec import Struct

from diplograph.graph.exports.files import written_aside
from diplograph.graph.exports.readable import Readable
from diplograph.schema.edtf import parse
from diplograph.schema.errors import StoreError
from diplograph.schema.event_types import event_type
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import FACTS, Actor, Claim, Edge, Event, Source

BASE_IRI = "https://w3id.org/diplograph/"
FORMATS = {
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".trig": pyoxigraph.RdfFormat.TRIG,
}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PROV = "http://www.w3.org/ns/prov#"
_SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
_SCHEMA = "https://schema.org/"
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
    | {chr(code): f"\\u{code:04X}" for code in (*range(0, 8), 11, *range(14, 32), 127)}
)


class Namer(Struct, frozen=True):
    """IRIs from ids, and nothing but IRIs: what an IRI may not hold is percent-encoded."""

    base: str

    def iri(self, kind: str, name: str) -> str:
        return f"<{self.base}{kind}/{quote(name, safe='~')}>"

    def term(self, name: str) -> str:
        return f"<{self.base}ns#{name}>"


def literal(text: str, datatype: str = "", language: str = "") -> str:
    """A literal, escaped as canonical N-Triples ask for."""
    escaped = text.translate(_ESCAPES)
    if language:
        return f'"{escaped}"@{language}'
    return f'"{escaped}"^^<{datatype}>' if datatype else f'"{escaped}"'


def number(value: int) -> str:
    return literal(str(value), _XSD + "integer")


def quads(store: Readable, base_iri: str = BASE_IRI, with_text: bool = False) -> Iterator[str]:
    """The lines of the dump, each once, not sorted. No time of recording, no path: the sources alone decide."""
    name = Namer(base_iri)
    for source in store.sources():
        yield from _source(name, source, with_text)
    claims = {claim.id: claim for claim in store.claims()}
    for claim in claims.values():
        yield from _claim(name, claim)
    for actor in store.actors():
        yield from _actor(name, actor)
    for judged in store.judgements():
        yield from _judgement(name, judged)
    facts = set()
    for event in store.events():
        yield from _event(name, event)
        if event.status in FACTS:
            facts.add(event.id)
    graph = name.iri("graph", "events")
    for speech, said in store.contents():
        yield f"{name.iri('event', speech)} {name.term('content')} {name.iri('event', said)} {graph} .\n"
    ties = set()
    for edge in store.edges():
        if edge.event in facts:
            ties |= set(_tie(name, edge))
    yield from sorted(ties)


def _lines(subject: str, graph: str, pairs: list[tuple[str, str]]) -> Iterator[str]:
    for predicate, value in dict.fromkeys(pairs):
        yield f"{subject} {predicate} {value} {graph} .\n"


def _texts(name: Namer, value: Struct, fields: str) -> list[tuple[str, str]]:
    """One triple for each field that is not empty; the predicate has the field's name."""
    return [
        (name.term(field), literal(str(getattr(value, field)))) for field in fields.split() if getattr(value, field)
    ]


def _types(*iris: str) -> list[tuple[str, str]]:
    return [(f"<{_RDF}type>", iri) for iri in iris]


def _source(name: Namer, source: Source, with_text: bool) -> Iterator[str]:
    graph = name.iri("graph/source", source.id)
    pairs = _types(name.term("Source"), f"<{_PROV}Entity>")
    fields = "url title publisher language published sha256 licence dataset kind text_key" + (
        " text" if with_text else ""
    )
    pairs += _texts(name, source, fields)
    if source.title:
        pairs.append((f"<{_RDFS}label>", literal(source.title)))
    if source.superseded_by:
        pairs.append((name.term("superseded_by"), name.iri("source", source.superseded_by)))
    yield from _lines(name.iri("source", source.id), graph, pairs)


def _claim(name: Namer, claim: Claim) -> Iterator[str]:
    graph = name.iri("graph/source", claim.source)
    subject = name.iri("claim", claim.id)
    source = name.iri("source", claim.source)
    pairs = [*_types(name.term("Claim"), f"<{_PROV}Entity>"), (f"<{_PROV}wasDerivedFrom>", source)]
    pairs += _texts(
        name,
        claim,
        "type act modality date place mode name claimant_text stated_on quote extractor rule confidence record code "
        "content frame event_hint",
    )
    if claim.start >= 0:
        pairs += [(name.term("start"), number(claim.start)), (name.term("end"), number(claim.end))]
    if claim.claimant:
        pairs.append((name.term("claimant"), name.iri("actor", claim.claimant)))
    if claim.via:
        pairs.append((name.term("via"), name.iri("actor", claim.via)))
        yield f"{source} {name.term('reported_via')} {name.iri('actor', claim.via)} {graph} .\n"
    if claim.content_of:
        pairs.append((name.term("content_of"), name.iri("claim", claim.content_of)))
    kind = event_type(claim.type)
    sources = [named.actor for named in claim.participants if named.role == kind.source_role]
    targets = [named.actor for named in claim.participants if named.role == kind.target_role]
    if not kind.symmetric and len(sources) == len(targets) == 1:
        pairs += _types(f"<{_RDF}Statement>")
        pairs.append((f"<{_RDF}subject>", name.iri("actor", sources[0])))
        pairs.append((f"<{_RDF}predicate>", name.term(predicate_of(claim.type))))
        pairs.append((f"<{_RDF}object>", name.iri("actor", targets[0])))
    yield from _lines(subject, graph, pairs)
    for named in claim.participants:
        mention = name.iri("claim", f"{claim.id}.{named.position}")
        yield f"{subject} {name.term('names')} {mention} {graph} .\n"
        told = [
            (name.term("actor"), name.iri("actor", named.actor)),
            (name.term("role"), literal(named.role)),
        ]
        told += [(name.term("position"), number(named.position)), *_texts(name, named, "text")]
        yield from _lines(mention, graph, told)


def _actor(name: Namer, actor: Actor) -> Iterator[str]:
    graph = name.iri("graph", "actors")
    subject = name.iri("actor", actor.id)
    pairs = [*_types(name.term("Actor")), (f"<{_RDFS}label>", literal(actor.name))]
    pairs += _texts(name, actor, "name kind iso3 cow wikidata state")
    if actor.wikidata:
        pairs.append((f"<{_SCHEMA}sameAs>", f"<http://www.wikidata.org/entity/{quote(actor.wikidata)}>"))
    for each in actor.names:
        pairs.append((name.term(f"named-{quote(each.kind)}"), literal(each.text, language=each.language)))
    yield from _lines(subject, graph, pairs)
    for field, ties in (("represents", actor.represents), ("member_of", actor.member_of)):
        for place, tie in enumerate(ties):
            office = name.iri("actor", f"{actor.id}.{field}.{place}")
            yield f"{subject} {name.term(field)} {name.iri('actor', tie.actor)} {graph} .\n"
            yield f"{subject} {name.term(field + '_as')} {office} {graph} .\n"
            told = [
                (name.term("actor"), name.iri("actor", tie.actor)),
                *_texts(name, tie, "office since until"),
            ]
            yield from _lines(office, graph, told)


_JUDGED = {"actor": "actor", "actors": "actor", "event": "claim", "events": "claim"}


def _judgement(name: Namer, judged: Judgement) -> Iterator[str]:
    graph = name.iri("graph", "judgements")
    of = judged.verdict.partition("-")[2]
    kind = _JUDGED.get(of) or ("source" if judged.verdict in ("retract", "restore") else "claim")
    pairs = [*_types(name.term("Judgement")), *_texts(name, judged, "verdict reason author made_on")]
    pairs += [(name.term("subject"), name.iri(kind, judged.subject)), (name.term("revision"), number(judged.revision))]
    if judged.object:
        pairs.append((name.term("object"), name.iri(kind, judged.object)))
    yield from _lines(name.iri("judgement", judged.id), graph, pairs)


def _event(name: Namer, event: Event) -> Iterator[str]:
    graph = name.iri("graph", "events")
    subject = name.iri("event", event.id)
    pairs = _types(name.term("Event"), f"<{_SEM}Event>")
    pairs.append((f"<{_SEM}eventType>", name.iri("code/type", event.type)))
    pairs += _texts(name, event, "type status mode name place basis content")
    pairs += _dates(name, event)
    pairs += [
        (name.term("claim_count"), number(event.claim_count)),
        (name.term("origins"), number(event.origins)),
    ]
    pairs += [(name.term("disagreement"), literal(each)) for each in event.disagreements]
    pairs += [(name.term("near"), name.iri("event", other)) for other in event.near]
    pairs += [(name.term("about_by"), name.iri("claim", claim)) for claim in event.claims]
    pairs.append((name.term("leading_claim"), name.iri("claim", event.claim)))
    yield from _lines(subject, graph, pairs)
    for place, named in enumerate(event.participants):
        part = name.iri("event", f"{event.id}.part.{place}")
        yield f"{subject} <{_SEM}hasActor> {name.iri('actor', named.actor)} {graph} .\n"
        yield f"{subject} {name.term('participation')} {part} {graph} .\n"
        told = [(name.term("actor"), name.iri("actor", named.actor)), *_texts(name, named, "role text")]
        yield from _lines(part, graph, told)
    for place, (day, status, known) in enumerate(
        zip(event.life_dates, event.life_status, event.life_known, strict=True)
    ):
        step = name.iri("event", f"{event.id}.step.{place}")
        yield f"{subject} {name.term('step')} {step} {graph} .\n"
        told = [(name.term("day"), number(day)), (name.term("status"), literal(status))]
        yield from _lines(step, graph, [*told, (name.term("date"), literal(known))])


def _dates(name: Namer, event: Event) -> list[tuple[str, str]]:
    """The date in EDTF, as an XSD date of the same precision where XSD has one, and its bounds."""
    pairs = [(name.term("edtf"), literal(event.date, _EDTF))] if event.date else []
    xsd = {"day": "date", "month": "gYearMonth", "year": "gYear"}.get(parse(event.date).precision, "")
    if xsd and event.date.replace("-", "").isdigit():
        pairs.append((name.term("date"), literal(event.date, _XSD + xsd)))
    if event.earliest:
        pairs.append((f"<{_SEM}hasEarliestBeginTimeStamp>", literal(event.earliest, _XSD + "date")))
    if event.latest:
        pairs.append((f"<{_SEM}hasLatestEndTimeStamp>", literal(event.latest, _XSD + "date")))
    return pairs


def _tie(name: Namer, edge: Edge) -> Iterator[str]:
    graph = name.iri("graph", "ties")
    source, target = name.iri("actor", edge.source_actor), name.iri("actor", edge.target_actor)
    predicate = name.term(predicate_of(edge.type))
    yield f"{source} {predicate} {target} {graph} .\n"
    if event_type(edge.type).symmetric:
        yield f"{target} {predicate} {source} {graph} .\n"


def predicate_of(type_name: str) -> str:
    """SUPPLIES_ARMS is the property ``suppliesArms``."""
    first, *rest = type_name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def write_dump(store: Readable, out: BinaryIO, base_iri: str = BASE_IRI, with_text: bool = False) -> None:
    """The canonical dump: each line once, in the order of its bytes."""
    lines = {line.encode() for line in quads(store, base_iri, with_text)}
    out.writelines(sorted(lines))


def write_rdf(store: Readable, path: Path, base_iri: str = BASE_IRI, with_text: bool = False) -> int:
    """Write the graph to *path* in the format of its ending, aside first; how many lines or triples it has."""
    name = path.with_suffix("") if path.suffix == ".gz" else path
    if name.suffix.casefold() not in FORMATS:
        raise StoreError(f"{path}: the ending '{name.suffix}' is no RDF format; use one of {', '.join(FORMATS)}")
    format = FORMATS[name.suffix.casefold()]
    lines = sorted({line.encode() for line in quads(store, base_iri, with_text)})
    prefixes = {"dk": f"{base_iri}ns#", "prov": _PROV, "sem": _SEM, "rdfs": _RDFS}
    with written_aside(path) as out:
        if format == pyoxigraph.RdfFormat.N_QUADS:
            out.writelines(lines)
            return len(lines)
        parsed = pyoxigraph.parse(b"".join(lines), format=pyoxigraph.RdfFormat.N_QUADS)
        if format.supports_datasets:
            pyoxigraph.serialize(parsed, out, format=format, prefixes=prefixes)
            return len(lines)
        triples = sorted({quad.triple for quad in parsed}, key=str)
        pyoxigraph.serialize(triples, out, format=format, prefixes=prefixes)
        return len(triples)
