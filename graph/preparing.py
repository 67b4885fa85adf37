"""Documents that do no more than add, as finished columns: made where they are read, copied by whoever writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
import pyarrow
import pyarrow.compute
from msgspec import Struct

from diplograph.graph.columns import kinds, packed, schema_of, table_of, unpacked
from diplograph.graph.inserting import row_of
from diplograph.graph.merging import merge_actors
from diplograph.graph.reading import origin_of
from diplograph.graph.replacing import are_of_one_version
from diplograph.graph.rows import named_row
from diplograph.graph.spill import Spilled, spilled, told_in
from diplograph.graph.tables import TEXT
from diplograph.graph.writing import united
from diplograph.schema.judgements import Rulings
from diplograph.schema.model import Actor, Claim, Document, Loadable, Prepared, Source

TOGETHER = 2_000
"""Documents that are made into columns at once: fewer are no load of much."""
COPIED = ("Source", "Claim", "NAMES", "CLAIMED_BY", "OF_KEY", "STATED_IN")
"""Tables of :class:`Columns`, in the order in which they are written: a claim without its source was cut short."""
_ENDS = {"source": TEXT, "key": TEXT, "claimant": TEXT}
"""What edges have of a claim, beside what its node has."""
_CLAIMS = schema_of({**kinds("Claim"), **_ENDS}).append(pyarrow.field("part", pyarrow.int32()))
_CLAIMS = _CLAIMS.append(pyarrow.field("spilled", pyarrow.binary()))


class _Content(Struct, frozen=True):
    """Three tables, packed, and the actors that claims name."""

    sources: bytes
    claims: bytes
    names: bytes
    actors: tuple[Actor, ...]


_CONTENT = msgspec.msgpack.Decoder(_Content)


def is_bare(document: Document) -> bool:
    """Whether its events follow from its claims alone: no text that others copy, no agency, no speech and content."""
    return not document.source.sha256 and not any(claim.content_of or claim.via for claim in document.claims)


def prepare(documents: Iterable[Document]) -> tuple[Prepared | None, list[Document]]:
    """Those of *documents* that are bare, as columns, and the others."""
    bare: list[Document] = []
    others: list[Document] = []
    for document in documents:
        (bare if is_bare(document) else others).append(document)
    return (_prepared(bare) if bare else None), others


def as_columns(documents: Iterable[Loadable]) -> Iterator[Loadable]:
    """The same documents; of those that are bare TOGETHER at a time as columns: values take several times as much."""
    waiting: list[Document] = []
    for each in documents:
        if isinstance(each, Prepared) or not is_bare(each):
            yield each
            continue
        waiting.append(each)
        if len(waiting) >= TOGETHER:
            yield _prepared(waiting)
            waiting = []
    yield from waiting


def _prepared(documents: Sequence[Document]) -> Prepared:
    sources, by_id, actors = united(documents, Rulings())
    origins = {key: origin_of(source) for key, source in sources.items()}
    claims = [by_id[key] for key in sorted(by_id)]
    aside = [spilled(claim, origins[claim.source]) for claim in claims]
    columns = zip(*map(msgspec.structs.astuple, claims), strict=True)
    fields: dict[str, Sequence[object]] = dict(zip(Claim.__struct_fields__, columns, strict=bool(claims)))
    fields |= {"part": [part for part, _ in aside], "spilled": [raw for _, raw in aside]}
    told = pyarrow.table([pyarrow.array(fields.get(each.name, ()), each.type) for each in _CLAIMS], schema=_CLAIMS)
    content = _Content(
        packed(table_of("Source", [row_of(sources[key]) for key in sorted(sources)])),
        packed(told),
        packed(table_of("NAMES", [named_row(claim, named) for claim in claims for named in claim.participants])),
        tuple(actors[key] for key in sorted(actors)),
    )
    return Prepared(tuple(sorted(sources)), len(claims), msgspec.msgpack.encode(content))


class Columns(Struct, frozen=True):
    """Sources, claims and their NAMES as tables. ``claims`` have the ends of their other edges as well."""

    sources: pyarrow.Table
    claims: pyarrow.Table
    names: pyarrow.Table
    actors: Mapping[str, Actor]

    def ids_apart(self, known: Collection[str]) -> set[str]:
        """The sources that do more than add: *known* ones, those that differ here, or whose claims come twice."""
        if not are_of_one_version(self.claims["extractor"].unique().to_pylist()):
            return set(self.sources["id"].to_pylist())
        twice = _repeated(self.claims["id"])
        of_twice = self.claims["source"].filter(pyarrow.compute.is_in(self.claims["id"], twice))
        return {*known, *_repeated(self.sources["id"]).to_pylist(), *of_twice.to_pylist()}

    def of(self, sources: Collection[str], wanted: bool = True) -> Columns:
        """What is of these *sources*, or, where *wanted* is false, all else."""
        given = pyarrow.array(sorted(sources), pyarrow.string())
        claims = _among(self.claims, "source", given, wanted)
        names = _among(self.names, "from", claims["id"].combine_chunks(), True)
        return Columns(_among(self.sources, "id", given, wanted), claims, names, self.actors)

    def table(self, name: str) -> pyarrow.Table:
        """The rows of a label, or of a type of edge of claims."""
        if name in ("Source", "NAMES"):
            return self.sources if name == "Source" else self.names
        if name == "Claim":
            return self.claims.select(list(kinds(name)))
        ends = self.claims.select(["id", {"STATED_IN": "source", "OF_KEY": "key", "CLAIMED_BY": "claimant"}[name]])
        ends = ends.rename_columns(["from", "to"])
        return ends.filter(pyarrow.compute.not_equal(ends["to"], ""))

    def spilled(self) -> list[Spilled]:
        """The claims as they are put aside."""
        order = pyarrow.compute.sort_indices(self.claims["part"])
        parts = self.claims["part"].take(order).to_pylist()
        return list(zip(parts, self.claims["spilled"].take(order).to_pylist(), strict=True))

    def documents(self) -> list[Document]:
        """The documents again; the first has all actors."""
        claims: dict[str, list[Claim]] = {}
        for claim, _ in told_in(b"".join(raw for _, raw in self.spilled())):
            claims.setdefault(claim.source, []).append(claim)
        actors = tuple(self.actors.values())
        found: list[Document] = []
        for row in self.sources.to_pylist():
            source = Source(**row)
            found.append(Document(source, tuple(claims.pop(source.id, ())), () if found else actors))
        return found


def joined(given: Iterable[Prepared]) -> Columns:
    """All that was prepared, together; a source that is the same several times comes once."""
    contents = [_CONTENT.decode(each.content) for each in given]
    sources = pyarrow.concat_tables([unpacked(each.sources) for each in contents])
    actors: dict[str, Actor] = {}
    for each in contents:
        for actor in each.actors:
            known = actors.get(actor.id)
            actors[actor.id] = actor if known is None else merge_actors(known, actor)
    return Columns(
        sources.group_by(sources.column_names).aggregate([]),
        pyarrow.concat_tables([unpacked(each.claims) for each in contents]),
        pyarrow.concat_tables([unpacked(each.names) for each in contents]),
        actors,
    )


def opened(given: Iterable[Loadable]) -> list[Document]:
    """Documents alone: what was prepared, as documents again."""
    found: list[Document] = []
    ready: list[Prepared] = []
    for each in given:
        if isinstance(each, Document):
            found.append(each)
        else:
            ready.append(each)
    return found + joined(ready).documents() if ready else found


def _repeated(ids: pyarrow.ChunkedArray) -> pyarrow.Array:
    counted = ids.value_counts()
    return counted.field("values").filter(pyarrow.compute.greater(counted.field("counts"), 1))


def _among(table: pyarrow.Table, column: str, ids: pyarrow.Array, wanted: bool) -> pyarrow.Table:
    found = pyarrow.compute.is_in(table[column], ids)
    return table.filter(found if wanted else pyarrow.compute.invert(found))
