"""The contract of a store, and the door to one: a file, or the address of a Neo4j server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Literal, Protocol, Self

import pyarrow
from msgspec import Struct

from diplograph.schema.errors import StoreError
from diplograph.schema.events import Origin
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Actor, Claim, Document, Edge, Event, Loadable, Prepare, Source

Use = Literal["read", "scan", "write", "create"]
"""What a store is opened for. To *scan* is to read all of it once: it is given less memory, for nothing comes again."""


class Answer(Struct, frozen=True):
    """The columns and rows of a question."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def records(self) -> list[dict[str, object]]:
        """Each row by the names of the columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class LoadCounts(Struct, frozen=True):
    """What a load has done so far: documents and claims given, events of the keys that they touched.

    ``waiting`` are claims that are written and whose events are still to be derived.
    """

    sources: int = 0
    claims: int = 0
    events: int = 0
    waiting: int = 0

    def plus(self, sources: int = 0, claims: int = 0, events: int = 0, waiting: int = 0) -> LoadCounts:
        """With so many more of each; so many are *waiting* now."""
        return LoadCounts(self.sources + sources, self.claims + claims, self.events + events, waiting)


class Standing(Struct, frozen=True):
    """What events need of a source: ``superseded_by`` is the newer source of its URL, "" where it counts."""

    origin: Origin
    superseded_by: str


class Readable(Protocol):
    """All that a store holds, each kind as a stream in an order of its own: what exports ask for."""

    def sources(self) -> Iterator[Source]: ...

    def claims(self) -> Iterator[Claim]: ...

    def actors(self) -> Iterator[Actor]: ...

    def events(self) -> Iterator[Event]: ...

    def edges(self) -> Iterator[Edge]: ...

    def contents(self) -> Iterator[tuple[str, str]]: ...

    def judgements(self) -> list[Judgement]: ...


class Tables(Protocol):
    """All that claims lead to, as the tables of a store have it."""

    def parts(self, name: str) -> Iterator[pyarrow.Table]:
        """The rows of a label or a type of edge, sorted, as columns; in parts, so that memory does not grow."""


class Store(Readable, Protocol):
    """A graph that keeps claims and derives the rest. Both back ends give equal answers and equal dumps."""

    address: str

    def load(
        self, documents: Iterable[Loadable], on_batch: Callable[[LoadCounts], None] | None = None, jobs: int = 1
    ) -> LoadCounts: ...

    def judge(self, judgements: Sequence[Judgement]) -> int: ...

    def standings(self, sources: Iterable[str]) -> dict[str, Standing]: ...

    def claims_of_events(self, events: Sequence[str]) -> dict[str, list[Claim]]: ...

    def named(self, names: Iterable[str]) -> dict[str, list[str]]: ...

    def speakers(self, actors: Iterable[str]) -> dict[str, set[str]]: ...

    def speaking(self) -> Iterator[tuple[str, str]]: ...

    def coverage(self) -> tuple[int, str, str]: ...

    def documents_about(self, actors: Sequence[str] | None) -> list[Document]: ...

    def live(self) -> Tables: ...

    def query(self, cypher: str, parameters: Mapping[str, object] | None = None) -> Answer: ...

    def columns(self, cypher: str, parameters: Mapping[str, object], kinds: Mapping[str, str]) -> pyarrow.Table: ...

    def dump(self, out: BinaryIO) -> None: ...

    def snapshot_id(self) -> str: ...

    def rebuild(self) -> int: ...

    def check(self) -> list[str]: ...

    def stats(self) -> dict[str, int | str]: ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *problem: object) -> None: ...


def overtaken(address: str) -> StoreError:
    """What whoever reads all of a store is told where another process writes to it meanwhile."""
    return StoreError(f"{address}: another process wrote to it while it was read; do this again")


def preparing(address: str) -> Prepare | None:
    """What makes documents ready for the store at *address*, in any process; None where it takes them as they are."""
    if "://" in address:
        return None
    from diplograph.graph.preparing import prepare

    return prepare


def open_store(address: str, use: Use = "create", database: str = "", password: str = "") -> Store:
    """The store at *address*: ``bolt://``, ``neo4j://``, ``neo4j+s://`` a server, else a file.

    A store that is not there is made for ``create`` alone. Many processes may ``read`` a file at once.
    The *password* of a server goes before that of the environment.
    """
    if "://" in address:
        from diplograph.graph.credentials import check_address
        from diplograph.graph.neo4j_store import Neo4jStore

        check_address(address)
        return Neo4jStore(address, use, database, password)
    from diplograph.graph.embedded import EmbeddedStore

    return EmbeddedStore(address, use)
