"""The embedded store: one file, no server (Ladybug)."""

from __future__ import annotations

import contextlib
import math
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

import ladybug
import pyarrow

from diplograph.graph.batching import GROUP, Ahead, claims_in, pieces
from diplograph.graph.bulk import FEW, Bulk
from diplograph.graph.columns import schema_of, table_of
from diplograph.graph.copying import PIECE, Copying, columns_from
from diplograph.graph.cypher_store import REBUILDING, CypherStore, Result
from diplograph.graph.deriving import derive_keys
from diplograph.graph.embedded_schema import make_tables, table_names
from diplograph.graph.file_state import is_held, state_of
from diplograph.graph.inserting import Insert
from diplograph.graph.opening import SCAN_POOL, buffer_pool, checked_path, let_memory_go, why_not_open
from diplograph.graph.paging import parts_of
from diplograph.graph.preparing import as_columns
from diplograph.graph.rebuilding import is_quicker_rebuilt, rebuild_in_bulk
from diplograph.graph.running import Row, Run, are_few, count_of
from diplograph.graph.store import Answer, LoadCounts, Use, overtaken
from diplograph.graph.tables import NODES, relations
from diplograph.schema.errors import QueryError, StoreError, StoreLockedError
from diplograph.schema.judgements import rulings
from diplograph.schema.model import Document, Loadable
from diplograph.schema.processes import kept

COPY_FROM = 1_000
"""From this many rows of a table on, COPY is faster than UNWIND ... CREATE (DESIGN section 7)."""
RECOVERY_SECONDS = 5.0
"""How long a reader waits for a writer's checkpoint."""
RETURN_SECONDS = 60.0
"""How long a load waits for a reader who came in while it let go of the file for a moment."""
OVERTAKEN = 20
"""So many times a question is asked again because another process wrote to the file in the meantime."""
REBUILD_FROM = 20_000
"""From so many keys on that a killed load or rebuild left, everything is derived anew."""
DERIVE_CLAIMS = 30_000
"""So many claims, or one key, are derived at once in bulk: they take some 20 kB each until they are written."""


class EmbeddedStore(CypherStore):
    """A graph in the file at *path*; one process may write to it at a time."""

    casts = True
    batch_claims, first_claims, group_claims = 270_000, 50_000, GROUP  # first a small one, then whole groups of rows
    part_nodes = 300_000
    remembers = math.inf  # until we write, or see that somebody else has

    def __init__(self, path: str, use: Use = "create") -> None:
        self.address = path
        self._read_only = use in ("read", "scan")
        self._whole = use == "scan"
        self._pool = SCAN_POOL if self._whole else 0
        self._bulk: Bulk | None = None
        self._documents, self._jobs = Ahead[Loadable](()), 1
        self._in_place = False
        self._given = 0  # rows, as columns, since the file was opened
        if use != "create" and not Path(path).exists():
            raise StoreError(f"{path}: no store there; load something first, or give another --store")
        self._open()
        try:
            if not {*NODES, *relations()} <= table_names(self._run):
                self._complete_tables()
            if not self.transact(self._check_number):
                self.transact(self._mark)
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        path = checked_path(self.address)
        deadline = time.monotonic() + RECOVERY_SECONDS
        while True:
            self._state = state_of(path)
            try:
                self._database = ladybug.Database(
                    str(path),
                    buffer_pool_size=self._pool if self._pool and self._read_only else buffer_pool(),
                    read_only=self._read_only,
                    compression=not self._in_place,
                    # A process may die while it writes to the log: what was not kept yet is left out, the store opens.
                    throw_on_wal_replay_failure=False,
                )
                self._connection = ladybug.Connection(self._database)
                return
            except (RuntimeError, OSError) as problem:
                if "recovery is pending" not in str(problem) or not self._read_only:
                    raise why_not_open(path, str(problem)) from None
                # A writer is at its checkpoint; one that died there is made up for by opening to write.
                self._read_only = time.monotonic() < deadline
                time.sleep(0.1)

    def _complete_tables(self) -> None:
        """Make the tables of a new store, or those of event types that were added since it was made."""
        read_only = self._read_only
        if read_only and "Diplograph" not in table_names(self._run):
            raise StoreError(f"{self.address}: is no diplograph store; give another --store")
        if read_only:
            self._reopen(read_only=False)
        make_tables(self._run)
        if read_only:
            self._reopen(read_only=True)

    def _connected(self, threads: int = 0) -> ladybug.Connection:
        """The connection, which keeps a number of threads until it is given another; see :meth:`_execute`."""
        self._connection.set_max_threads_for_exec(threads or os.cpu_count() or 1)
        return self._connection

    def _execute(self, cypher: str, parameters: Mapping[str, object], threads: int = 0) -> Answer:
        """What the engine answers, with so many *threads*, or one for each core."""
        result = self._connected(threads).execute(cypher, dict(parameters))
        if isinstance(result, list):
            raise QueryError("one question at a time; take the ';' out")
        columns = tuple(result.get_column_names())
        rows = tuple(tuple(row) for row in result.get_all())
        result.close()
        return Answer(columns, rows)

    @cached_property
    def _run(self) -> Run:
        return Run(lambda *asked: self._execute(*asked).records(), self.one_by_one, columns=self._columns)

    def _columns(self, cypher: str, parameters: Mapping[str, object]) -> pyarrow.Table:
        return columns_from(self._connected(), cypher, parameters)

    def one_by_one(self, cypher: str, rows: int) -> bool:
        return rows <= COPY_FROM or are_few(cypher, rows, partial(count_of, self._run))

    @cached_property
    def copying(self) -> Copying:
        """The second way to write: tables of columns."""
        return Copying(self.address, self._run, self._execute, self._columns)

    def transact(self, work: Callable[[Run], Result]) -> Result:
        if self._read_only:
            return work(self._run)
        self.forget()
        self._run("BEGIN TRANSACTION", {})
        try:
            result = work(self._run)
        except BaseException as problem:
            # Ladybug has rolled back by itself where one of its own statements failed, or Ctrl-C cut it short.
            if not isinstance(problem, RuntimeError):
                with contextlib.suppress(RuntimeError):
                    self._run("ROLLBACK", {})
            raise
        self._run("COMMIT", {})
        return result

    def finish(self) -> int:
        """Derive what a killed load left undone, which a reader must open the file to write for.

        Where the load still runs, a reader goes on with the events that are derived so far, each of them whole. What
        would show an unfinished graph as if it were all waits a moment, and is refused: a scan, and any question
        while a rebuild, or another reader, makes up for what was taken away or left undone.
        """
        if not self._read_only:
            return super().finish()
        deadline = time.monotonic() + RECOVERY_SECONDS
        while dirty := self._dirty():
            if is_held(Path(self.address)) and not (self._whole or REBUILDING in dirty):
                return 0
            try:
                self._reopen(read_only=False)
                return super().finish()
            except StoreLockedError:
                if time.monotonic() > deadline:
                    raise
            finally:
                self._reopen(read_only=True)
        return 0

    def _complete(self, dirty: Sequence[str]) -> None:
        """Of very many keys all events are made anew: to look for what is half written takes longer.

        So they are where a rebuild was cut short, which joins what is said to who says it when all events are there.
        """
        if len(dirty) < REBUILD_FROM and REBUILDING not in dirty:
            super()._complete(dirty)
        else:
            self.rebuild()

    def rebuild(self, jobs: int = 1) -> int:
        if count_of(self._run, "Claim") < COPY_FROM:
            return super().rebuild()
        return rebuild_in_bulk(self, Path(self.address).parent, rulings(self.judgements()), jobs)

    def empty(self, tables: Iterable[str]) -> None:
        """Take away all that is in some tables, edges first."""
        for name in tables:
            self._run(f"DROP TABLE {name}", {})
        make_tables(self._run)

    def _reopen(self, read_only: bool) -> None:
        self.close()
        let_memory_go()
        self._read_only = read_only
        self._open()

    def _reopen_to_load(self, in_place: bool) -> None:
        """Let the engine's memory go, which it keeps until the file is closed, and say how it packs what comes next.

        Packed columns of texts are read and written anew by every COPY, of up to 131,072 rows: tried with 60,000
        articles of 4.7 kB, 1.7 GB and growing, against 0.9 to 1.3 GB *in place*. All else is half as large packed.
        """
        self._in_place = in_place
        deadline = time.monotonic() + RETURN_SECONDS
        while True:
            try:
                return self._reopen(read_only=False)
            except StoreLockedError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def remembered(self, what: str, find: Callable[[], Result]) -> Result:
        self._follow()
        return super().remembered(what, find)

    def _overtaken(self) -> bool:
        """Whether another process has written to the file since we opened it to read: its pages are others now."""
        return self._read_only and state_of(Path(self.address)) != self._state

    def _follow(self) -> None:
        """Open the file anew where another process has written to it; a scan has read a part of what was."""
        if not self._overtaken():
            return
        if self._whole:
            raise overtaken(self.address)
        self.forget()
        self._reopen(read_only=True)

    def run_reading(self, cypher: str, parameters: Mapping[str, object]) -> Answer:
        """The answer to a question, by one thread: to share its work among two takes longer than most of them.

        Tried with Ladybug 0.22, a graph of a million events and two cores: 7.6 ms against 11.3 for the median answer,
        and no difference for those of 20,000 to 600,000 rows.
        """
        return self._settled(lambda: self._execute(cypher, parameters, threads=0 if self._whole else 1))

    def read_columns(self, cypher: str, parameters: Mapping[str, object], kinds: Mapping[str, str]) -> pyarrow.Table:
        return self._read_wide(cypher, parameters).cast(schema_of(kinds))

    @cached_property
    def _rows(self) -> Run:
        return Run(self.read_rows, self.one_by_one, columns=self._read_wide)

    def _read_wide(self, cypher: str, parameters: Mapping[str, object]) -> pyarrow.Table:
        table = self._settled(lambda: self._columns(cypher, parameters))
        self._given += len(table)
        if self._pool and self._given >= PIECE:
            self._renew()
        return table

    def _renew(self) -> None:
        """Let the engine's memory go, which it keeps until the file is closed."""
        self._given = 0
        before = self._state
        self._reopen(self._read_only)
        if self._whole and self._state != before:
            raise overtaken(self.address)

    def _settled(self, ask: Callable[[], Result]) -> Result:
        """What *ask* reads while no other process writes."""
        for _ in range(OVERTAKEN):
            self._follow()
            try:
                answer = self._read(ask)
            except QueryError:
                if not self._overtaken():
                    raise
                continue
            if not self._overtaken():
                return answer
        raise StoreLockedError(f"{self.address}: another process writes to it all the time; wait until that is done")

    def _read(self, ask: Callable[[], Result]) -> Result:
        try:
            return ask()
        except RuntimeError as problem:
            if self._pool and "buffer pool is full" in str(problem):
                # One question in many needs more than what others do with.
                self._pool = 2 * self._pool if 2 * self._pool < buffer_pool() else 0
                self._renew()
                return self._read(ask)
            raise QueryError(f"the store cannot run this: {' '.join(str(problem).split())}") from None

    # -- the second write path

    def load(
        self, documents: Iterable[Loadable], on_batch: Callable[[LoadCounts], None] | None = None, jobs: int = 1
    ) -> LoadCounts:
        self._documents, self._jobs = Ahead(as_columns(documents)), jobs
        try:
            with kept():
                return super().load(self._documents, on_batch, jobs)
        finally:
            # What a load that failed had put aside may not be there.
            if self._bulk is not None:
                self._bulk.close()
                self._bulk = None

    def write_batch(self, batch: Sequence[Loadable]) -> int:
        """A small batch in one transaction; a large one, and all behind it, by COPY, with keys dirty until the end.

        A busy key has claims in every batch: derived with each, a load would cost the square of its length.
        """
        is_small = max(len(batch), claims_in(batch)) < COPY_FROM
        if is_small and self._bulk is None:
            return super().write_batch(batch)
        self._reopen_to_load(in_place=any(isinstance(each, Document) and each.source.text for each in batch))
        if self._bulk is None:
            plain = not self.judgements()
            self._bulk = Bulk(self, Path(self.address).parent, plain, self._jobs, self._documents.ended)
        self._bulk.write(batch)
        return 0

    def write_plainly(self, documents: Sequence[Document]) -> None:
        for part in pieces(documents, COPY_FROM):
            super().write_batch(part)

    def waiting(self) -> int:
        return self._bulk.waiting if self._bulk else 0

    def settle(self, jobs: int) -> Iterator[int]:
        if self._bulk is None:
            return
        with contextlib.closing(self._bulk) as bulk:
            left = bulk.left()
            if len(left) >= FEW and is_quicker_rebuilt(self._run, left):
                self.rebuild(jobs)
                self._bulk = None
                yield self.copying.events_of(bulk.touched())
            else:
                yield from bulk.settle()
                self._bulk = None
                yield self._derive(left)

    def make_room(self) -> None:
        """Give back the memory that the engine has taken for what it copied."""
        self._reopen_to_load(in_place=False)

    def _derive(self, keys: Sequence[str], clean: bool = False) -> int:
        if len(keys) < COPY_FROM:
            return super()._derive(keys, clean)
        events = 0
        for part in parts_of(self._run, keys, DERIVE_CLAIMS):
            self._reopen_to_load(in_place=False)
            self.transact(lambda _, part=part: self.copying.mark(part.ids))  # type: ignore[misc]
            events += self.transact_copying(partial(derive_keys, keys=part.ids, clean=clean, span=part.span))
            self.settle_keys(part.ids)
        return events

    def transact_copying(self, work: Callable[[Run, Insert], Result]) -> Result:
        """Run *work*, which copies, in one transaction: after a crash all that it has added is there, or nothing.

        What it changes or takes away may be done without what it adds: a commit that has copied first writes its
        log, where no copied row is, and then the file, and a process may die in between (tried with Ladybug 0.22).
        So new rows are copied, however few they are, and none of them is changed before the end; what would harm
        by itself, such as the mark of a key whose events are whole, is done afterwards.

        What fails is not rolled back, but forgotten by opening the file anew (see :class:`copying.Copying`).
        """
        self.forget()
        self._run("BEGIN TRANSACTION", {})
        self.copying.begin()
        try:
            result = work(self._run, self._copy_rows)
            self._run("COMMIT", {})
        except BaseException:
            self._reopen_to_load(self._in_place)
            raise
        return result

    def settle_keys(self, keys: Sequence[str]) -> None:
        self.transact(lambda _: self.copying.settle(keys))

    def _copy_rows(self, name: str, rows: Sequence[Row]) -> None:
        if rows:
            self.copying.table(name, table_of(name, rows))

    def close(self) -> None:
        for part in ("_connection", "_database"):
            if hasattr(self, part):
                getattr(self, part).close()
                delattr(self, part)
