"""Nodes of a dump as the values that they were written from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import cast, get_args

from diplograph.loaders.dumps.staging import Fact, Staged
from diplograph.schema.actors import state_of
from diplograph.schema.errors import SchemaError
from diplograph.schema.judgements import Judgement, judgement
from diplograph.schema.model import Actor, ActorName, Claim, Named, Source, Tie
from diplograph.schema.profile import ACTOR_TEXTS, CLAIM_TEXTS, SOURCE_TEXTS
from diplograph.schema.records import Act, ActorKind, Confidence, Modality, Mode
from diplograph.schema.text import whole_number

_CLAIM = (
    "dk:eventType dk:act dk:modality dk:confidence dk:claimant dk:via dk:statedOn dk:mention dk:evidence dk:contentOf "
    "dk:eventHint dk:edtf dk:mode dk:actor dk:text dk:position sem:roleType rdf:type prov:wasDerivedFrom "
    "prov:wasGeneratedBy oa:hasSource oa:hasSelector oa:exact oa:start oa:end"
)
_ACTOR = (
    "dk:actorKind dk:name dk:text dk:language dk:nameKind dk:representation dk:membership dk:actor dk:office "
    "dk:since dk:until rdf:type"
)
_JUDGEMENT = "dk:verdict dk:subject dk:object dk:reason dk:author dk:revision dk:madeOn rdf:type"
READ: Mapping[str, frozenset[str]] = {
    "source": frozenset({*SOURCE_TEXTS.values(), "dk:published", "schema:text", "rdf:type"}),
    "claim": frozenset({*CLAIM_TEXTS.values(), *_CLAIM.split()}),
    "actor": frozenset({*ACTOR_TEXTS.values(), *_ACTOR.split()}),
    "judgement": frozenset(_JUDGEMENT.split()),
}
"""The properties that are read of each kind of node."""
_WORDS: Mapping[str, tuple[str, ...]] = {
    "act": get_args(Act),
    "modality": get_args(Modality),
    "confidence": get_args(Confidence),
    "actor-kind": get_args(ActorKind),
}
"""The code lists that nothing else is held against."""
DERIVED = frozenset({"dk:date"})
"""Properties of ours that follow from others and are not read."""


class Node:
    """All that a dump says of a node, asked for one by one; a SchemaError where it is not there, or there twice."""

    def __init__(self, staged: Staged, class_name: str) -> None:
        self.id = staged.id
        self._what = f"{staged.kind} {staged.id}"
        self._facts: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in staged.facts:
            self._facts[fact.part, fact.property].append(fact)
        for _, name in self._facts:
            if name.startswith("dk:") and name not in READ[staged.kind]:
                raise self.wrong(f"has {name}, which this version does not know; load it with a newer diplograph")
        if class_name not in self.iris("rdf:type"):
            raise self.wrong(f"is no {class_name}; take it from the archive again")

    def wrong(self, what: str) -> SchemaError:
        return SchemaError(f"{self._what}: {what}")

    def iris(self, name: str, part: str = "") -> set[str]:
        """All that *name* leads to."""
        return {fact.value for fact in self._facts.get((part, name), ()) if fact.is_iri}

    def one(self, name: str, part: str, is_iri: bool) -> str:
        """The one value of *name*, "" where there is none."""
        found = self._facts.get((part, name), [])
        if len(found) > 1:
            raise self.wrong(f"has {len(found)} values of {name}; take it from the archive again")
        if found and found[0].is_iri != is_iri:
            raise self.wrong(f"has {'a text' if is_iri else 'an IRI'} as {name}; take it from the archive again")
        return found[0].value if found else ""

    def text(self, name: str, part: str = "") -> str:
        return self.one(name, part, is_iri=False)

    def texts(self, fields: Mapping[str, str]) -> dict[str, str]:
        return {field: self.text(name) for field, name in fields.items()}

    def number(self, name: str, part: str = "") -> int | None:
        value = self.text(name, part)
        if value and (value.startswith("-") or whole_number(value) is None):
            raise self.wrong(f"has '{value}' as {name}, which is no number")
        return whole_number(value)

    def known(self, name: str, kind: str, part: str = "") -> str:
        """The id, or the word of a code list, that *name* leads to; "" where it leads nowhere."""
        value = self.one(name, part, is_iri=True)
        if value and not value.startswith(f"{kind}/"):
            raise self.wrong(f"has {value} as {name}, which is no {kind}")
        return value.removeprefix(f"{kind}/")

    def word(self, name: str, scheme: str, part: str = "") -> str:
        """The word of a code list that must be there."""
        value = self.known(name, f"code/{scheme}", part)
        if not value:
            raise self.wrong(f"has no {name}; take it from the archive again")
        words = _WORDS.get(scheme, (value,))
        if value not in words:
            raise self.wrong(f"has '{value}' as {name}; use one of {', '.join(words)}")
        return value

    def parts(self, name: str, start: str, kind: str) -> list[str]:
        """The parts that *name* leads to, by number: ``mention.0``, ``mention.1``; no other may be there."""
        told = {value.removeprefix(f"{kind}/{self.id}.") for value in self.iris(name)}
        there = {part for part in self._parts if part.startswith(f"{start}.")}
        if told != there or not all(whole_number(part.removeprefix(f"{start}.")) is not None for part in there):
            raise self.wrong(
                f"has parts that {name} does not lead to, or not all of them; take it from the archive again"
            )
        return sorted(there, key=lambda part: int(part.removeprefix(f"{start}.")))

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for part, _ in self._facts)

    def has(self, part: str) -> bool:
        return part in self._parts


def source_in(staged: Staged) -> Source:
    """The source that a node was written from; which newer text there is follows from the others."""
    node = Node(staged, "dk:Source")
    return Source(
        id=node.id, published=node.text("dk:published"), text=node.text("schema:text"), **node.texts(SOURCE_TEXTS)
    )


def claim_in(staged: Staged) -> Claim:
    """The claim that a node was written from. Whether it is what it says it is, ``schema.proof`` finds out."""
    node = Node(staged, "dk:Claim")
    texts = node.texts(CLAIM_TEXTS)
    reading = node.one("prov:wasGeneratedBy", "", is_iri=True)
    if not (reading.endswith(f"reading/{texts['extractor']}") if texts["extractor"] else not reading):
        raise node.wrong("has an extractor other than the one that read it; take it from the archive again")
    participants = [
        Named(
            node.word("sem:roleType", "role", part),
            node.known("dk:actor", "actor", part),
            node.text("dk:text", part),
            _there(node, node.number("dk:position", part), "dk:position"),
        )
        for part in node.parts("dk:mention", "mention", "claim")
    ]
    source = node.known("prov:wasDerivedFrom", "source")
    quote, start, end = _evidence(node, source)
    return Claim(
        id=node.id,
        source=source,
        type=node.word("dk:eventType", "type"),
        act=cast(Act, node.word("dk:act", "act")),
        modality=cast(Modality, node.word("dk:modality", "modality")),
        confidence=cast(Confidence, node.word("dk:confidence", "confidence")),
        participants=tuple(sorted(participants, key=lambda named: named.position)),
        date=node.text("dk:edtf"),
        mode=cast(Mode, node.known("dk:mode", "code/mode")),
        claimant=node.known("dk:claimant", "actor"),
        via=node.known("dk:via", "actor"),
        stated_on=node.text("dk:statedOn"),
        content_of=node.known("dk:contentOf", "claim"),
        event_hint=node.known("dk:eventHint", "event"),
        quote=quote,
        start=start,
        end=end,
        **texts,
    )


def _there(node: Node, value: int | None, name: str) -> int:
    if value is None:
        raise node.wrong(f"has no {name}; take it from the archive again")
    return value


def _evidence(node: Node, source: str) -> tuple[str, int, int]:
    """The quote and its span; -1 and -1 where there is none."""
    span = node.known("dk:evidence", "claim")
    ends = [part for part in ("span.quote", "span.position") if node.has(part)]
    told = {f"claim/{node.id}.{part}" for part in ends}
    if not span and not node.has("span") and not ends:
        return "", -1, -1
    whole = span == f"{node.id}.span" and node.known("oa:hasSource", "source", "span") == source
    if not whole or node.iris("oa:hasSelector", "span") != told:
        raise node.wrong("has evidence of which a part is missing; take it from the archive again")
    quote = node.text("oa:exact", "span.quote")
    if node.has("span.quote") and not quote:
        raise node.wrong("has no oa:exact; take it from the archive again")
    if not node.has("span.position"):
        return quote, -1, -1
    start, end = (_there(node, node.number(name, "span.position"), name) for name in ("oa:start", "oa:end"))
    return quote, start, end


def actor_in(staged: Staged) -> Actor:
    """The actor that a node was written from, its state as our tables have it."""
    node = Node(staged, "dk:Actor")
    names = [
        ActorName(node.text("dk:text", part), node.text("dk:language", part), node.text("dk:nameKind", part))
        for part in node.parts("dk:name", "name", "actor")
    ]
    return Actor(
        id=node.id,
        kind=cast(ActorKind, node.word("dk:actorKind", "actor-kind")),
        state=state_of(node.id),
        names=tuple(sorted(names)),
        represents=_ties(node, node.parts("dk:representation", "represents", "actor")),
        member_of=_ties(node, node.parts("dk:membership", "member", "actor")),
        **node.texts(ACTOR_TEXTS),
    )


def _ties(node: Node, parts: Iterable[str]) -> tuple[Tie, ...]:
    told = [
        Tie(
            node.known("dk:actor", "actor", part),
            node.text("dk:office", part),
            node.text("dk:since", part),
            node.text("dk:until", part),
        )
        for part in parts
    ]
    return tuple(sorted(told))


def judgement_in(staged: Staged) -> Judgement:
    """The judgement that a node was written from; its id must be the hash of what it says."""
    node = Node(staged, "dk:Judgement")
    subject, object = (node.one(name, "", is_iri=True).partition("/")[2] for name in ("dk:subject", "dk:object"))
    made = judgement(
        node.word("dk:verdict", "verdict"),
        subject,
        object,
        node.text("dk:reason"),
        node.text("dk:author"),
        _there(node, node.number("dk:revision"), "dk:revision"),
        node.text("dk:madeOn"),
    )
    if made.id != node.id:
        raise node.wrong("its id is not the hash of what it says; take it from the archive again")
    return made
