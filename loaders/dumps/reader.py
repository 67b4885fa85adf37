"""From a dump to documents, a source with all its claims at a time, and to what people decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import BinaryIO, TypeAlias
from urllib.parse import unquote

import pyoxigraph

from diplograph.loaders.dumps.nodes import DERIVED, READ, actor_in, claim_in, judgement_in, source_in
from diplograph.loaders.dumps.staging import Fact, Staged, Staging
from diplograph.loaders.dumps.syntax import statements
from diplograph.schema.actors import actors
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Actor, Claim, Document, Rejected, Source
from diplograph.schema.profile import CODES, PREFIXES, VOCABULARY
from diplograph.schema.proof import proved_claim, proved_source

Told: TypeAlias = Document | Judgement | Rejected
_NODE = re.compile(r".*[/:#?=](actor|claim|event|judgement|source)/([^/.]+)(?:\.([^/]+))?")


def told_by(name: str, ending: str, content: BinaryIO) -> Iterator[Told]:
    """What a dump tells: documents by the ids of their sources, and judgements; all else follows from these.

    Nothing is told before all is read, so a file that breaks off tells nothing. A node that is not what it says it
    is, or of which a part is missing, is set aside, and so is what rests on it.
    """
    with Staging() as staged:
        _stage(statements(name, ending, content), staged)
        staged.complete()
        if not any(True for kind in ("source", "claim", "judgement") for _ in staged.ids(kind)):
            raise ReadError(
                f"{name}: is RDF, but names no {VOCABULARY}Source; give a file that diplograph export rdf has written"
            )
        yield from _Reader(name, staged).told()


def _stage(quads: Iterable[tuple[int, pyoxigraph.Quad]], staged: Staging) -> None:
    """Keep what is said of the nodes that are read. A run of statements on one node is a piece of it."""
    facts = filter(None, (_fact(line, quad) for line, quad in quads))
    for (kind, identity), run in groupby(facts, key=lambda found: (found[0], found[1])):
        rows = list(run)
        staged.add(kind, identity, rows[0][2], [fact for _, _, _, fact in rows])
        for _, _, _, fact in rows:
            if kind == "claim" and fact.property == "prov:wasDerivedFrom":
                staged.add_claim(fact.value.removeprefix("source/"), identity)


def _fact(line: int, quad: pyoxigraph.Quad) -> tuple[str, str, int, Fact] | None:
    """What a statement says of a node that is read; None for all else: events, places, whatever follows from claims."""
    if not isinstance(quad.subject, pyoxigraph.NamedNode):
        return None
    kind, identity, part = _node(quad.subject.value)
    if kind not in READ:
        return None
    name = _short(quad.predicate.value)
    if name not in READ[kind] and (kind == "actor" or not name.startswith("dk:") or name in DERIVED):
        return None
    value = quad.object
    if isinstance(value, pyoxigraph.NamedNode):
        return kind, identity, line, Fact(part, name, _tail(value.value), True)
    if isinstance(value, pyoxigraph.Literal):
        return kind, identity, line, Fact(part, name, value.value, False)
    return None


@lru_cache(maxsize=1 << 10)
def _node(iri: str) -> tuple[str, str, str]:
    """The kind and id of the node that *iri* names, under any base, and the part of it; "" for all else."""
    found = _NODE.fullmatch(iri)
    return (found[1], unquote(found[2]), found[3] or "") if found else ("", "", "")


@lru_cache(maxsize=1 << 10)
def _short(iri: str) -> str:
    """``dk:act`` for a property of a vocabulary that we use; "" for any other."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return ""


@lru_cache(maxsize=1 << 12)
def _tail(iri: str) -> str:
    """What *iri* names, without its base: ``claim/ID.span``, ``code/act/reports``, ``dk:Claim``."""
    if iri.startswith(CODES):
        return f"code/{unquote(iri.removeprefix(CODES))}"
    kind, identity, part = _node(iri)
    if kind:
        return f"{kind}/{identity}{'.' * bool(part)}{part}"
    return _short(iri) or unquote(iri)


class _Reader:
    def __init__(self, name: str, staged: Staging) -> None:
        self._name = name
        self._staged = staged
        self._actor = lru_cache(maxsize=1 << 12)(self._told_actor)

    def told(self) -> Iterator[Told]:
        for identity in self._staged.ids("judgement"):
            node = self._node("judgement", identity)
            try:
                yield judgement_in(node)
            except SchemaError as problem:
                yield self._aside(node, str(problem))
        for identity in self._staged.ids("source"):
            yield from self._document(self._node("source", identity))
        for identity in self._staged.claims_without_source():
            yield self._aside(self._node("claim", identity), f"claim {identity}: has no source in this file")

    def _node(self, kind: str, identity: str) -> Staged:
        found = self._staged.node(kind, identity)
        assert found is not None, "an id that the staging has told"
        return found

    def _aside(self, node: Staged, reason: str) -> Rejected:
        return Rejected(self._name, node.line, f"{node.kind}/{node.id}", reason)

    def _document(self, node: Staged) -> Iterator[Told]:
        """A source with its claims; those that are not proved, and what was said in them, are set aside."""
        nodes = [found for each in self._staged.claims_of(node.id) if (found := self._staged.node("claim", each))]
        try:
            source = proved_source(source_in(node))
        except SchemaError as problem:
            yield self._aside(node, str(problem))
            for each in nodes:
                yield self._aside(each, f"claim {each.id}: its source {node.id} is set aside")
            return
        claims: dict[str, Claim] = {}
        named: dict[str, Actor] = {}
        for each in nodes:
            try:
                claim, people = self._claim(each, source)
            except SchemaError as problem:
                yield self._aside(each, str(problem))
                continue
            claims[claim.id] = claim
            named |= people
        for each in nodes:
            if each.id in claims and claims[each.id].content_of not in ("", *claims):
                yield self._aside(
                    each, f"claim {each.id}: is said in claim {claims.pop(each.id).content_of}, which is not there"
                )
        yield Document(
            source,
            tuple(claims[key] for key in sorted(claims)),
            tuple(named[key] for key in sorted({each for claim in claims.values() for each in _ids(claim)})),
        )

    def _claim(self, node: Staged, source: Source) -> tuple[Claim, dict[str, Actor]]:
        """A claim that is proved, and the actors it names, as tables or the dump have them."""
        claim, made = proved_claim(claim_in(node), source)
        if claim.source != source.id:
            raise SchemaError(f"claim {claim.id}: is derived from two sources; take it from the archive again")
        found = {each: actors().get(each) or self._actor(each) for each in _ids(claim)}
        for actor in made:
            if actor.id in found and not _agrees(found[actor.id], actor):
                raise SchemaError(f"claim {claim.id}: names {actor.id} as somebody else than this file tells of")
        return claim, found

    def _told_actor(self, identity: str) -> Actor:
        node = self._staged.node("actor", identity)
        if node is None:
            raise SchemaError(f"actor {identity}: is named by a claim, and nothing is told of it")
        return actor_in(node)


def _ids(claim: Claim) -> list[str]:
    """The actors of a claim."""
    return [*(named.actor for named in claim.participants), *filter(None, (claim.claimant, claim.via))]


def _agrees(told: Actor, made: Actor) -> bool:
    """Whether what the dump tells of an actor holds what one claim says of it, where no table says more."""
    if made.id in actors() or "~" not in made.id:
        return True
    kinds = {made.kind, told.kind} - {"unnamed"}
    return (
        (not kinds or told.kind == min(kinds))
        and {tie.actor for tie in made.represents} <= {tie.actor for tie in told.represents}
        and {name.text for name in made.names} <= {name.text for name in told.names}
    )
