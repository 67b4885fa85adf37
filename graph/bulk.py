"""Loading much at once into the embedded store: claims first, then the events of all keys that they touched."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import pyarrow

from diplograph.graph.copying import Copying
from diplograph.graph.cypher_store import REBUILDING
from diplograph.graph.finishing import Finished, finished
from diplograph.graph.inserting import Insert
from diplograph.graph.reading import origin_of
from diplograph.graph.running import Run
from diplograph.graph.spill import Spill
from diplograph.graph.waiting import WaitingTables
from diplograph.graph.writing import MoreThanAdding, Written, lock, write_documents
from diplograph.schema.errors import StoreError
from diplograph.schema.model import Claim, Document
from diplograph.schema.processes import Processes

Result = TypeVar("Result")
ALONE = 20_000
"""Claims whose events this process derives itself: some seconds' work, which is what the start of others takes."""
UNDER_WAY = 8
"""Parts given out for each process, so that none waits while the store copies."""
EVENTS_AT_ONCE = 150_000
"""Up to so many events are copied in one transaction, which the engine holds in memory until it commits."""


class Copier(Protocol):
    """A store as a bulk load needs it."""

    def transact_copying(self, work: Callable[[Run, Insert], Result]) -> Result: ...

    @property
    def copying(self) -> Copying: ...

    def transact(self, work: Callable[[Run], Result]) -> Result: ...

    def insert(self, run: Run) -> Insert: ...

    def make_room(self) -> None: ...

    def settle_keys(self, keys: Sequence[str]) -> None: ...

    def write_plainly(self, documents: Sequence[Document]) -> None: ...


class Bulk:
    """One load of much.

    A busy key has claims in every batch: derived with each, a load would cost the square of its length. So claims are
    put aside until all are written. Keys that had claims before, or any whose events depend on more than
    their claims, are left to the store, which reads them anew.
    """

    def __init__(self, store: Copier, folder: Path, plain: bool) -> None:
        """*plain* says that nobody has judged anything yet."""
        self._store = store
        self._plain = plain
        self.waiting = 0
        self._spill = Spill(folder)
        self._tables = WaitingTables(folder)
        self._new: set[str] = set()
        self._left: set[str] = set()
        self._idle: set[str] = set()

    def write(self, batch: Sequence[Document]) -> None:
        """Write the claims of a batch, and leave their keys to be derived."""
        written = self._written(batch)
        touched = {claim.key for claim in written.fresh}
        self._new |= touched - written.known
        self._idle |= (written.keys | written.locks) - touched
        self._left |= written.restless | _apart(written) | (touched - self._new if self._plain else touched)
        for claim in written.fresh:
            if claim.key not in self._left:
                self._spill.add(claim, origin_of(written.sources[claim.source]))
        self.waiting = self._spill.claims

    def _written(self, batch: Sequence[Document]) -> Written:
        """Copy a batch, but for the documents that do more than add: those go the plain way, and before it."""
        adding = list(batch)
        while True:
            try:
                return self._store.transact_copying(partial(write_documents, documents=adding, adding=True))
            except MoreThanAdding as found:
                apart = [each for each in adding if each.source.id in found.sources]
                adding = [each for each in adding if each.source.id not in found.sources]
                self._store.write_plainly(apart)
                self._left |= {claim.key for each in apart for claim in each.claims} | found.keys

    def settle(self, jobs: int) -> Iterator[int]:
        """Derive the events of all keys that nobody else tells of; how many events each part gave.

        Each table is copied once: all edges of an actor lie together in its file, and every COPY writes them anew.
        """
        keys: list[str] = []
        events = 0
        for part in self._finished(jobs):
            self.waiting -= part.claims
            keys += part.keys
            events += part.events
            for name, content in part.tables.items():
                self._tables.add(name, content)
            yield part.events
        if events <= EVENTS_AT_ONCE:
            self._copy_together()
        else:
            keys.append(REBUILDING)
            for _ in self._copy_apart():
                yield 0
        self._store.settle_keys([*keys, *sorted(self._idle - self._left - self._new)])

    def left(self) -> list[str]:
        """The keys that are left to the store."""
        return sorted(self._left)

    def close(self) -> None:
        """Forget what was put aside."""
        self._spill.close()
        self._tables.close()

    def _finished(self, jobs: int) -> Iterator[Finished]:
        parts = self._spill.parts()
        without = frozenset(self._left)
        if jobs == 1 or self._spill.claims < ALONE:
            yield from (finished(part, without) for part in parts)
            return
        pool = Processes(jobs)
        under_way: deque[Future[Finished]] = deque()
        try:
            for part in parts:
                under_way.append(pool.give(finished, part, without))
                if len(under_way) >= UNDER_WAY * jobs:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BrokenProcessPool:
            raise StoreError(
                "a process that derived events was ended from outside, perhaps for want of memory; "
                "load again, with fewer --jobs"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)

    def _copy_together(self) -> None:
        self._store.make_room()

        def work(run: Run, insert: Insert) -> None:
            for name, table in self._tables.taken():
                self._store.copying.table(name, table)

        self._store.transact_copying(work)

    def _copy_apart(self) -> Iterator[None]:
        """Each table in a transaction of its own, for which readers wait: in between, events are not whole.

        All in one took 6.5 GB for a million events, and 1.5 to 2 GB apart (tried).
        """
        self._store.transact(lambda run: lock(run, self._store.insert(run), [REBUILDING]))
        for name, table in self._tables.taken():
            self._store.make_room()

            def work(run: Run, insert: Insert, name: str = name, table: pyarrow.Table = table) -> None:
                self._store.copying.table(name, table)

            self._store.transact_copying(work)
            yield


def _apart(written: Written) -> set[str]:
    """The keys whose events depend on other sources, or lead to other events.

    Of the texts at one address the newest speaks; and a speech act is joined to what is said in it.
    """
    speeches = {claim.content_of for claim in written.fresh if claim.content_of}

    def is_apart(claim: Claim) -> bool:
        return bool(claim.content_of) or claim.id in speeches or bool(written.sources[claim.source].sha256)

    return {claim.key for claim in written.fresh if is_apart(claim)}
