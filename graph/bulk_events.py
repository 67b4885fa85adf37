"""From claims, however many, to events in the embedded store: sorted by key, derived, and copied table by table."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextvars import copy_context
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Protocol, TypeVar

import pyarrow

from diplograph.graph.batching import GROUP
from diplograph.graph.copying import Copying
from diplograph.graph.cypher_store import REBUILDING
from diplograph.graph.finishing import Finished, finished
from diplograph.graph.inserting import Insert
from diplograph.graph.locking import lock
from diplograph.graph.running import Run
from diplograph.graph.spill import Spill
from diplograph.graph.tables import NODES
from diplograph.graph.waiting import WaitingTables
from diplograph.schema.errors import StoreError
from diplograph.schema.judgements import Rulings
from diplograph.schema.processes import processes

Result = TypeVar("Result")
ALONE = 20_000
"""Claims whose events this process derives itself: some seconds' work, which is what the start of others takes."""
UNDER_WAY = 3
"""Parts given out for each process: what 10,000 claims give takes some 25 MB until it is written to disk."""
EVENTS_AT_ONCE = 150_000
"""Up to so many events are copied in one transaction, which the engine holds in memory until it commits."""
NODES_AT_ONCE = 2 * GROUP
"""Of a table of nodes about so many rows, for the same reason: to copy a million events at once took 1 GB more.

They fill groups, which the next piece would have to write anew.
"""
UNJUDGED = Rulings()


class Copier(Protocol):
    """A store as events in bulk need it."""

    def transact(self, work: Callable[[Run], Result]) -> Result: ...

    def insert(self, run: Run) -> Insert: ...

    def transact_copying(self, work: Callable[[Run, Insert], Result]) -> Result: ...

    @property
    def copying(self) -> Copying: ...

    def make_room(self) -> None: ...


class Early:
    """Parts that a thread takes as they come, while this one does other things; what *keep* gives of each is told."""

    def __init__(self, parts: Generator[Finished], keep: Callable[[Finished], tuple[int, int]]) -> None:
        self._told: SimpleQueue[tuple[int, int] | BaseException | None] = SimpleQueue()
        self._ends = False
        self._thread = Thread(target=copy_context().run, args=(self._take, parts, keep), daemon=True)
        self._thread.start()

    def told(self) -> Iterator[tuple[int, int]]:
        """What was kept of each part, as it comes; what went wrong is raised here."""
        while (told := self._told.get()) is not None:
            if isinstance(told, BaseException):
                raise told
            yield told

    def end(self) -> None:
        """Take no more; no part is being kept when this returns."""
        self._ends = True
        self._thread.join()

    def _take(self, parts: Generator[Finished], keep: Callable[[Finished], tuple[int, int]]) -> None:
        try:
            with contextlib.closing(parts):
                for part in parts:
                    if self._ends:
                        return
                    self._told.put(keep(part))
        except BaseException as problem:  # noqa: BLE001 - raised to who asks what was told
            self._told.put(problem)
        else:
            self._told.put(None)


class BulkEvents:
    """The events of many claims, of each key all of them."""

    def __init__(self, store: Copier, folder: Path, rulings: Rulings = UNJUDGED) -> None:
        self.keys: list[str] = []
        """Those whose events are copied."""
        self._store = store
        self._rulings = rulings
        self._spill = Spill(folder)
        self._tables = WaitingTables(folder)
        self._events = 0
        self._early: Early | None = None

    @property
    def claims(self) -> int:
        """How many were put aside."""
        return self._spill.claims

    def add(self, part: int, raw: bytes) -> None:
        """Put a claim aside, as :func:`spill.spilled` gives it."""
        self._spill.add(part, raw)

    def begin(self, jobs: int, without: Collection[str]) -> None:
        """Derive from now on in other processes, if that is worth while: all claims are put aside, and all *without*.

        The store may copy in the meantime what it has yet to.
        """
        if jobs > 1 and self._spill.claims >= ALONE:
            self._early = Early(self._finished(jobs, frozenset(without)), self._keep)

    def derive(self, jobs: int = 1, without: Collection[str] = ()) -> Iterator[tuple[int, int]]:
        """Derive the events of all keys but those *without*; of how many claims each part was, and how many it gave."""
        if self._early is not None:
            yield from self._early.told()
        else:
            yield from map(self._keep, self._finished(jobs, frozenset(without)))

    def _keep(self, part: Finished) -> tuple[int, int]:
        self.keys += part.keys
        self._events += part.events
        for name, content in part.tables.items():
            self._tables.add(name, content)
        return part.claims, part.events

    def copy(self) -> Iterator[None]:
        """Copy what was derived; edges of a type at once, for every COPY writes all edges of an actor anew."""
        if not self._events:
            return
        if self._events <= EVENTS_AT_ONCE:
            self._copy_together()
        else:
            yield from self._copy_apart()

    def close(self) -> None:
        """Forget what was put aside."""
        if self._early is not None:
            self._early.end()
        self._spill.close()
        self._tables.close()

    def _finished(self, jobs: int, without: Collection[str]) -> Generator[Finished]:
        parts = self._spill.parts()
        if jobs == 1 or self._spill.claims < ALONE:
            yield from (finished(part, without, self._rulings) for part in parts)
            return
        under_way: deque[Future[Finished]] = deque()
        try:
            with processes(jobs) as pool:
                for part in parts:
                    under_way.append(pool.give(finished, part, without, self._rulings))
                    if len(under_way) >= UNDER_WAY * jobs:
                        yield under_way.popleft().result()
                while under_way:
                    yield under_way.popleft().result()
        except BrokenProcessPool:
            raise StoreError(
                "a process that derived events was ended from outside, perhaps for want of memory; "
                "load again, with fewer --jobs"
            ) from None

    def _copy_together(self) -> None:
        self._store.make_room()

        def work(run: Run, insert: Insert) -> None:
            for name, table in self._tables.taken(self._events):
                self._copy_table(name, table)

        self._store.transact_copying(work)

    def _copy_apart(self) -> Iterator[None]:
        """Some tables in a transaction, for which readers wait: in between, events are not whole.

        All in one took 6.5 GB for a million events, and 1.5 to 2 GB apart (tried).
        """
        self.keys.append(REBUILDING)
        self._store.transact(lambda run: lock(run, self._store.insert(run), [REBUILDING]))
        for tables in self._together():
            self._store.make_room()

            def work(run: Run, insert: Insert, tables: Sequence[tuple[str, pyarrow.Table]] = tables) -> None:
                for name, table in tables:
                    self._copy_table(name, table)

            self._store.transact_copying(work)
            yield

    def _copy_table(self, name: str, table: pyarrow.Table) -> None:
        """The ends of edges stand: claims were put aside when they did, and events are copied before."""
        self._store.copying.table(name, table, looked_up=() if name in NODES else ("Event", "Claim"))

    def _together(self) -> Iterator[list[tuple[str, pyarrow.Table]]]:
        """Tables that go in one transaction: large ones alone, and never two pieces of one."""
        tables: list[tuple[str, pyarrow.Table]] = []
        for name, table in self._tables.taken(NODES_AT_ONCE):
            if tables and sum(len(each) for _, each in tables) + len(table) > EVENTS_AT_ONCE:
                yield tables
                tables = []
            tables.append((name, table))
        if tables:
            yield tables
