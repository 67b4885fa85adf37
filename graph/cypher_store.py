"""What both back ends share: everything but how a text of Cypher is run."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import BinaryIO, Self, TypeVar, cast

import pyarrow

from diplograph.graph import paging, reading
from diplograph.graph.batching import batches, claims_in, pieces, room_in, sources_in
from diplograph.graph.checking import problems_in
from diplograph.graph.columns import columns_of
from diplograph.graph.deriving import News, derive_keys, derive_plain, settle
from diplograph.graph.excerpts import documents_about
from diplograph.graph.exports.rdf import digest_of, write_dump
from diplograph.graph.guard import check_reading
from diplograph.graph.inserting import Insert, inserting
from diplograph.graph.judging import write_judgements
from diplograph.graph.live import Live
from diplograph.graph.locking import lock
from diplograph.graph.preparing import opened
from diplograph.graph.reading import origin_of
from diplograph.graph.running import Row, Rows, Run, count_of
from diplograph.graph.speaking import refresh_speakers
from diplograph.graph.store import Answer, LoadCounts, Standing
from diplograph.graph.writing import Written, forget_half_claims, forget_half_events, write_documents
from diplograph.schema.errors import SchemaNumberError
from diplograph.schema.event_types import event_types
from diplograph.schema.judgements import Judgement, rulings
from diplograph.schema.model import SCHEMA_NUMBER, Actor, Claim, Document, Edge, Event, Loadable, Source
from diplograph.schema.profile import BASE_IRI

PACKAGE = "diplograph"
DERIVE_KEYS = 200
REBUILDING = "~rebuild"
"""A key that no claim has and that sorts last: dirty until all that was taken away or left undone is derived."""
Result = TypeVar("Result")


class CypherStore(ABC):
    """A store that understands our Cypher. Back ends say how to run it, and in which transaction."""

    address: str

    @abstractmethod
    def transact(self, work: Callable[[Run], Result]) -> Result:
        """Run *work* in one transaction that is kept whole or not at all; it may be run again."""

    @abstractmethod
    def run_reading(self, cypher: str, parameters: Mapping[str, object]) -> Answer:
        """The answer to a text that has passed the guard, with reading access only."""

    def read_rows(self, cypher: str, parameters: Mapping[str, object]) -> Rows:
        """The rows of a text of our own, with reading access only."""
        return self.run_reading(cypher, parameters).records()

    def read_columns(self, cypher: str, parameters: Mapping[str, object], kinds: Mapping[str, str]) -> pyarrow.Table:
        """The rows of a text of our own as columns of these names and types, which it returns in their order."""
        return columns_of(kinds, self.read_rows(cypher, parameters))

    def check_plan(self, cypher: str, parameters: Mapping[str, object]) -> None:  # noqa: B027 - not every engine tells
        """A QueryError where the engine itself says that a text which has passed the guard does more than read."""

    @abstractmethod
    def close(self) -> None:
        """Let the store go."""

    batch_claims = 2_000
    """Documents are written together up to this many claims: enough to keep a server busy, little to lose."""
    first_claims = 0
    """So many in the first batch, where that is another number; each next one has twice as many."""
    group_claims = 0
    """So many rows of claims the engine keeps together, and writes anew when more are added to them; 0 for none."""
    remembers = 1.0
    """For so many seconds what was found out about the store is taken to hold, if we do not write."""
    part_nodes = 20_000
    """So many nodes, or the edges of so many, are read together as columns, about."""
    merges_nodes = False
    casts = False

    def one_by_one(self, cypher: str, rows: int) -> bool:
        """Whether a question about so many rows is better asked for one at a time."""
        return False

    def insert(self, run: Run) -> Insert:
        """How rows are inserted in the transaction of *run*."""
        return inserting(run, self.merges_nodes, self.casts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    @cached_property
    def _sure(self) -> dict[str, Actor]:
        """What a load has written of actors: they stand with at least that, for nobody takes anything from them."""
        return {}

    @cached_property
    def _ids(self) -> set[str]:
        """Actors that somebody asked about: they stand, for nobody takes an actor away."""
        return set()

    @cached_property
    def _memory(self) -> dict[str, tuple[float, object]]:
        return {}

    def remembered(self, what: str, find: Callable[[], Result]) -> Result:
        """What *find* gives, or gave a moment ago: several questions of a command ask for it."""
        now = time.monotonic()
        if what in self._memory:
            at, known = self._memory[what]
            if now - at <= self.remembers:
                return cast(Result, known)
        found = find()
        self._memory[what] = (now, found)
        return found

    def forget(self) -> None:
        """Writing begins: what was found out about the store holds no more."""
        self._memory.clear()

    # -- writing

    def load(
        self, documents: Iterable[Loadable], on_batch: Callable[[LoadCounts], None] | None = None, jobs: int = 1
    ) -> LoadCounts:
        """Write documents and derive the events that they touch; *on_batch* hears how far it is.

        Each batch is one transaction, so what is killed in the middle is whole up to a
        batch, and the same load run again completes it.
        """
        total = LoadCounts()
        self._sure = {}
        self.finish()
        for sources, claims, events in self.write_batches(documents):
            total = total.plus(sources, claims, events, self.waiting())
            if on_batch is not None:
                on_batch(total)
        for events in self.settle(jobs):
            total = total.plus(events=events, waiting=self.waiting())
            if on_batch is not None:
                on_batch(total)
        self._note_load(total)
        return total

    def waiting(self) -> int:
        """How many claims that are written wait for the end of the load, for their events to be derived."""
        return 0

    def settle(self, jobs: int) -> Iterator[int]:
        """Derive what batches left for the end of a load, in up to *jobs* processes; how many events each part gave."""
        yield from ()

    def write_batches(self, documents: Iterable[Loadable]) -> Iterator[tuple[int, int, int]]:
        """Write documents, some at a time; of how many sources and claims, and how many events their keys have."""
        room = partial(room_in, self._rows, self.group_claims)
        for batch in batches(documents, self.batch_claims, self.first_claims, room):
            events = self.write_batch(batch)
            yield sources_in(batch), claims_in(batch), events

    def write_batch(self, batch: Sequence[Loadable]) -> int:
        """Write one batch whole, with its events; how many events its keys have."""
        documents = opened(batch)

        def work(run: Run) -> tuple[int, Written]:
            insert = self.insert(run)
            written = write_documents(run, insert, documents, sure=self._sure)
            plain = [claim for claim in written.fresh if claim.key in written.plain]
            origins = {key: origin_of(source) for key, source in written.sources.items()}
            events = derive_plain(run, insert, plain, origins)
            if others := written.keys - written.plain:
                events += derive_keys(run, insert, others, news=News(written.claims, origins))
            settle(run, (written.keys | written.locks) - written.made)
            return events, written

        events, written = self.transact(work)
        self._sure.update(written.actors)
        return events

    def judge(self, judgements: Sequence[Judgement]) -> int:
        """Write what people decided and derive the events that it touches; how many judgements were new."""
        before = len(self.judgements())

        def work(run: Run) -> None:
            keys = write_judgements(run, self.insert(run), judgements)
            derive_keys(run, self.insert(run), keys)
            settle(run, keys)

        self.transact(work)
        return len(self.judgements()) - before

    def _note_load(self, counts: LoadCounts) -> None:
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        row = {
            "id": now,
            "at": now,
            "command": "load",
            "version": str(SCHEMA_NUMBER),
            "sources": counts.sources,
            "claims": counts.claims,
        }
        self.transact(lambda run: self.insert(run)("Load", [row]))

    def finish(self) -> int:
        """Derive what a killed load left undone; how many keys that were."""
        dirty = self._dirty()
        if dirty:
            self.transact(lambda run: lock(run, self.insert(run), [REBUILDING]))
            self.transact(forget_half_claims)
            self._complete(dirty)
        return len(dirty)

    def _complete(self, dirty: Sequence[str]) -> None:
        """Derive what is left undone of the keys that are marked."""
        self.transact(forget_half_events)
        self._refresh_speakers()
        self._derive(sorted({*dirty, REBUILDING}), clean=True)

    def _dirty(self) -> list[str]:
        return self._keys("WHERE k.dirty = true ")

    def _keys(self, condition: str = "") -> list[str]:
        return [str(row["id"]) for row in self._rows(f"MATCH (k:Key) {condition}RETURN k.id AS id ORDER BY id")]

    def _derive(self, keys: Sequence[str], clean: bool = False) -> int:
        return sum(self.transact(partial(self._derived, keys=part, clean=clean)) for part in pieces(keys, DERIVE_KEYS))

    def _derived(self, run: Run, keys: Sequence[str], clean: bool = False, anew: bool = False) -> int:
        insert = self.insert(run)
        lock(run, insert, keys)
        events = derive_keys(run, insert, keys, clean, anew=anew)
        settle(run, keys)
        return events

    def rebuild(self) -> int:
        """Delete all that is derived and derive it again from the claims; how many events came of it."""
        keys = sorted({*self._keys(), REBUILDING})

        def forget(run: Run) -> None:
            lock(run, self.insert(run), keys)
            for kind in event_types().values():
                run(f"MATCH (:Actor)-[m:{kind.edge}]->(:Actor) DELETE m", {})
            run("MATCH (e:Event) DETACH DELETE e", {})

        self.transact(forget)
        self._refresh_speakers()
        return self._derive(keys)

    def _refresh_speakers(self) -> None:
        self.transact(lambda run: refresh_speakers(run, self.insert(run)))

    # -- reading

    def query(self, cypher: str, parameters: Mapping[str, object] | None = None) -> Answer:
        """The rows of a question that only reads; a QueryError where it would do more."""
        question = check_reading(cypher)
        self.check_plan(question, parameters or {})
        self.remembered("finished", self.finish)
        return self.run_reading(question, parameters or {})

    def columns(self, cypher: str, parameters: Mapping[str, object], kinds: Mapping[str, str]) -> pyarrow.Table:
        """What :meth:`read_columns` gives of a graph that is whole."""
        self.remembered("finished", self.finish)
        return self.read_columns(cypher, parameters, kinds)

    @cached_property
    def _rows(self) -> Run:
        """Runs texts of our own with reading access only."""
        return Run(self.read_rows, self.one_by_one, is_shared=self.merges_nodes)

    def coverage(self) -> tuple[int, str, str]:
        """How many sources there are, and the first and last day of publication, "" where none tells one."""
        return self.remembered("coverage", lambda: reading.read_coverage(self._rows))

    def sources(self) -> Iterator[Source]:
        yield from paging.all_sources(self._rows)

    def claims(self) -> Iterator[Claim]:
        self.finish()
        yield from paging.all_claims(self._rows)

    def judgements(self) -> list[Judgement]:
        """All that people decided, sorted by id; the standing ones are told by ``schema.judgements.in_force``."""
        return list(self.remembered("judgements", lambda: reading.read_judgements(self._rows)))

    def named(self, names: Iterable[str]) -> dict[str, list[str]]:
        """The actors that each of *names* means: the one with this id, else all with this name, in any spelling."""
        self.remembered("finished", self.finish)
        wanted = set(names)
        found = reading.read_named(self._rows, wanted - self._ids)
        self._ids.update(name for name, actors in found.items() if actors == [name])
        return {name: found.get(name, [name]) for name in wanted}

    def speakers(self, actors: Iterable[str]) -> dict[str, set[str]]:
        """Each of *actors* with all who speak for it, however far."""
        return reading.read_speakers(self._rows, actors)

    def speaking(self) -> Iterator[tuple[str, str]]:
        """Pairs of an actor and of one who speaks for it, all of them, sorted."""
        self.finish()
        yield from paging.all_speakers(self._rows)

    def standings(self, sources: Iterable[str]) -> dict[str, Standing]:
        """What events need of these sources, by source id."""
        return reading.read_standings(self._rows, sorted(set(sources)))

    def claims_of_events(self, events: Sequence[str]) -> dict[str, list[Claim]]:
        """The claims of some events, by event id."""
        return reading.claims_of_events(self._rows, events)

    def documents_about(self, actors: Sequence[str] | None) -> list[Document]:
        """The documents that bear on some actors, or all; see :func:`excerpts.documents_about`."""
        self.finish()
        return documents_about(self._rows, actors)

    def actors(self) -> Iterator[Actor]:
        """The actors that a live claim names, and whom they stand for."""
        self.finish()
        yield from paging.named_actors(self._rows, rulings(self.judgements()))

    def events(self) -> Iterator[Event]:
        self.finish()
        yield from paging.all_events(self._rows)

    def edges(self) -> Iterator[Edge]:
        self.finish()
        yield from paging.all_edges(self._rows)

    def contents(self) -> Iterator[tuple[str, str]]:
        """Pairs of event ids, sorted: a speech act, and what is said in it."""
        self.finish()
        yield from paging.all_contents(self._rows)

    def live(self) -> Live:
        """All that claims lead to, as columns."""
        self.finish()
        return Live(self._rows, self.read_columns, rulings(self.judgements()), self.part_nodes)

    def dump(self, out: BinaryIO) -> None:
        """The canonical dump: sorted N-Quads, the same bytes for the same sources."""
        write_dump(self, out)

    def snapshot_id(self) -> str:
        """The SHA-256 of the canonical dump, in hex: the version of the graph that a paper can cite."""
        return digest_of(self)

    def stats(self) -> dict[str, int | str]:
        """How much there is, from when to when, and the snapshot id."""
        self.finish()
        counts: dict[str, int | str] = {}
        for label, name in (("Source", "sources"), ("Claim", "claims"), ("Event", "events")):
            counts[name] = count_of(self._rows, label)
        counts["actors"] = sum(1 for _ in self.actors())
        _, counts["published from"], counts["published to"] = self.coverage()
        counts["schema number"] = SCHEMA_NUMBER
        counts["snapshot"] = self.snapshot_id()
        return counts

    def check(self) -> list[str]:
        """What is wrong with the graph, one line each; an empty list is a sound graph."""
        return problems_in(self, self._rows)

    # -- the schema number

    def _check_number(self, run: Run) -> bool:
        """Whether the store has our mark; a SchemaNumberError where it is another number."""
        rows = run("MATCH (d:Diplograph) RETURN d.schema_number AS number", {})
        if not rows:
            return False
        number = int(str(rows[0]["number"]))
        if number > SCHEMA_NUMBER:
            raise SchemaNumberError(
                f"{self.address}: has schema number {number}, we know {SCHEMA_NUMBER}; install a newer diplograph"
            )
        if number < SCHEMA_NUMBER:
            raise SchemaNumberError(
                f"{self.address}: has schema number {number}, not {SCHEMA_NUMBER}; load its sources into a new store"
            )
        return True

    def _mark(self, run: Run) -> None:
        self.insert(run)("Diplograph", [mark()])


def mark() -> Row:
    """The node that says whose a database is, and how it is laid out."""
    return {"id": PACKAGE, "package": PACKAGE, "base_iri": BASE_IRI, "schema_number": SCHEMA_NUMBER}
