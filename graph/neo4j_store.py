"""The Neo4j store: a server of one's own, a cluster, or Aura."""

from __future__ import annotations

import itertools
import logging
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DatabaseUnavailable,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from diplograph.graph.batching import batches, claims_in, gathered_by_key, pieces
from diplograph.graph.credentials import credentials
from diplograph.graph.cypher_store import DERIVE_KEYS, REBUILDING, CypherStore, Result
from diplograph.graph.gathering import gathered
from diplograph.graph.in_order import InOrder
from diplograph.graph.locking import lock
from diplograph.graph.neo4j_schema import CONSTRAINTS, IMPORTED, completions
from diplograph.graph.preparing import opened
from diplograph.graph.running import Rows, Run
from diplograph.graph.store import Answer, Use, overtaken
from diplograph.graph.strays import forget_strays, stray_edges
from diplograph.graph.writing import forget_half_events
from diplograph.schema.errors import (
    ForeignStoreError,
    QueryError,
    StoreCredentialsError,
    StoreError,
    StoreMemoryError,
    StoreUnreachableError,
)
from diplograph.schema.event_types import event_types
from diplograph.schema.model import Document, Loadable

CONNECT_SECONDS = 10.0
RETRY_SECONDS = 60.0
"""For so long the driver tries a transaction again, with growing pauses, where the fault may pass."""
COMMITS = 5
"""So many times a transaction is tried of which it is not known whether the server kept it."""
WINDOW = 20
"""So many batches are read before the first of them is written, to have the claims of a key together. Of 300,000 coded
rows on 144,000 keys, these come 26,500 times in a batch when they were in one before, and 67,300 times with 4; the
documents of so many batches take 0.3 GB more."""
MARKED = 10_000
"""So many keys are marked, or stray edges taken away, in one transaction of a rebuild."""
TYPES_SINCE = (5, 26)
"""The first version of the server that takes the type of a new edge from its row."""
_QUIET = logging.NullHandler()
"""Python prints what nobody else takes: the driver's word on each fault that it then makes good."""
_LIMIT = "db.memory.transaction.max"
_REMEMBERED_PLANS = 512
_REACHES_OUT = ("LoadCSV", "ProcedureCall", "Show", "Terminate")
"""Steps of a plan that read files or addresses, or call what is no part of Cypher: a READ session lets them pass."""


class Neo4jStore(CypherStore):
    """A graph in a Neo4j database. Name and password come from the environment, unless a *password* is given."""

    merges_nodes = True
    batch_claims = 10_000

    def __init__(self, address: str, use: Use = "create", database: str = "", password: str = "") -> None:
        self.address = address
        self._database = database or None
        self._connected = False
        self._whole = use == "scan"
        self._seen: frozenset[str] = frozenset()
        self._fits = 0
        self._gathers = True
        self._planned: set[str] = set()
        self._takes_types = False
        self.retries = 0
        """How often a transaction was run again, for a deadlock or another fault that passes."""
        logging.getLogger("neo4j").addHandler(_QUIET)
        try:
            self._driver = neo4j.GraphDatabase.driver(
                address,
                auth=credentials(password),
                connection_timeout=CONNECT_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                notifications_min_severity="OFF",
            )
        except (ConfigurationError, ValueError) as problem:
            raise StoreError(f"{address}: is no Neo4j address ({problem}); write bolt://host:7687") from None
        try:
            self._prepare(use)
        except BaseException:
            self.close()
            raise

    def _prepare(self, use: Use) -> None:
        try:
            # Transactions retry for a minute; whether there is a server at all shows at once.
            agent = self._driver.get_server_info().agent
            self._connected = True
            self._takes_types = _version(agent) >= TYPES_SINCE
        except (Neo4jError, DriverError) as problem:
            raise self._explained(problem) from None
        if self.transact(self._check_number):
            if self.transact(_is_imported):
                self._complete_import()
            return
        # Our mark is the first node of a store: whoever else made it in between has set it before any other.
        if self.transact(lambda run: run("MATCH (n) RETURN 1 AS one LIMIT 1", {})):
            if self.transact(self._check_number):
                return
            raise ForeignStoreError(
                f"{self.address}: holds data that diplograph did not write; give an empty database with --database"
            )
        if use != "create":
            raise StoreError(f"{self.address}: no diplograph store there; load something first")
        self._constrain()
        self.transact(self._mark)

    def _constrain(self) -> None:
        for text in CONSTRAINTS:
            self.transact(lambda run, text=text: run(text, {}))  # type: ignore[misc]

    def _complete_import(self) -> None:
        """What neo4j-admin cannot do; the mark goes last, so that whoever is stopped in between begins anew."""
        self._constrain()
        for text in completions():
            while self.transact(lambda run, text=text: run(text))[0]["done"]:  # type: ignore[misc]
                pass
        self.transact(lambda run: run(f"MATCH (d:Diplograph) REMOVE d.{IMPORTED}"))

    def transact(self, work: Callable[[Run], Result]) -> Result:
        self.forget()
        self._seen = frozenset()

        tries = 0

        def managed(transaction: neo4j.ManagedTransaction) -> Result:
            nonlocal tries
            tries += 1
            self.retries += tries > 1

            def ask(cypher: str, parameters: Mapping[str, object]) -> Rows:
                return self._ask(transaction, cypher, parameters)

            with InOrder(ask) as ordered:
                return work(Run(ordered, is_shared=True, takes_types=self._takes_types))

        for _ in range(COMMITS):
            try:
                with self._driver.session(database=self._database) as session:
                    return session.execute_write(managed)
            except StoreMemoryError:
                if not self._gathers:
                    raise
                self._gathers = False
            except IncompleteCommit:
                # Kept or not, it may be done again: all that we write is made of what stands then.
                continue
            except (Neo4jError, DriverError) as problem:
                raise self._explained(problem) from None
        raise self._explained(ServiceUnavailable())

    def write_batches(self, documents: Iterable[Loadable]) -> Iterator[tuple[int, int, int]]:
        """Each grouping key in as few batches as may be; a batch is written while the next one is read."""
        found = self._gathered(documents)
        first = list(itertools.islice(found, 2))
        if len(first) < 2:
            yield from ((sources, claims_in(batch), self.write_batch(batch)) for sources, batch in first)
            return
        pool = ThreadPoolExecutor(1)
        under_way: deque[tuple[int, int, Future[int]]] = deque()
        try:
            for sources, batch in itertools.chain(first, found):
                under_way.append((sources, claims_in(batch), pool.submit(self.write_batch, batch)))
                if len(under_way) > 1:
                    yield _ended(*under_way.popleft())
            while under_way:
                yield _ended(*under_way.popleft())
        finally:
            pool.shutdown(cancel_futures=True)

    def _gathered(self, documents: Iterable[Loadable]) -> Iterator[tuple[int, list[Document]]]:
        """Batches, each with how many sources it is the first to have among those that were read together."""
        for window in batches(documents, WINDOW * self.batch_claims):
            seen: set[str] = set()
            for batch in batches(gathered_by_key(opened(window)), self.batch_claims):
                before = len(seen)
                seen.update(document.source.id for document in batch)
                yield len(seen) - before, batch

    def write_batch(self, batch: Sequence[Loadable]) -> int:
        """Write one batch whole; in parts, each of them whole, where the server has no memory for that.

        What fitted once is what is tried from then on: the driver tries what fails at its commit for a minute.
        """
        events = 0
        waiting = opened(batch)
        while waiting:
            part = waiting[: self._fits or None]
            try:
                events += super().write_batch(part)
            except StoreMemoryError:
                if len(part) == 1:
                    raise
                self._fits = len(part) // 2
            else:
                waiting = waiting[len(part) :]
        return events

    def rebuild(self) -> int:
        """Derive all events anew, those of some keys at a time: to take all away at once a server has no memory.

        If this is stopped, whoever comes next derives what is marked, and leaves alone events that are right already,
        with edges that somebody may have meddled with: only a rebuild that ends makes those anew.
        """
        keys = sorted({*self._keys(), REBUILDING})
        for part in pieces(keys, MARKED):
            self.transact(lambda run, part=part: lock(run, self.insert(run), part))  # type: ignore[misc]
        self.transact(forget_half_events)
        for kind in event_types().values():
            for edges in pieces(stray_edges(self._rows, kind), MARKED):
                self.transact(partial(forget_strays, kind=kind, edges=edges))
        self._refresh_speakers()
        return sum(self.transact(partial(self._derived, keys=part, anew=True)) for part in pieces(keys, DERIVE_KEYS))

    def run_reading(self, cypher: str, parameters: Mapping[str, object]) -> Answer:
        def managed(transaction: neo4j.ManagedTransaction) -> Answer:
            result = transaction.run(cypher, dict(parameters))
            columns = tuple(result.keys())
            return Answer(columns, tuple(tuple(record.values()) for record in result))

        return self._read(managed)

    def read_rows(self, cypher: str, parameters: Mapping[str, object]) -> Rows:
        def managed(transaction: neo4j.ManagedTransaction) -> Rows:
            return self._ask(transaction, cypher, parameters)

        try:
            return self._read(managed)
        except StoreMemoryError:
            if not self._gathers:
                raise
            self._gathers = False
            return self._read(managed)

    def _ask(self, transaction: neo4j.ManagedTransaction, cypher: str, parameters: Mapping[str, object]) -> Rows:
        """The rows of a text of ours."""
        try:
            # In one record the server must hold them all.
            whole = gathered(cypher) if self._gathers else None
            if whole is not None:
                (record,) = transaction.run(whole.text, dict(parameters))
                return [dict(zip(whole.columns, row, strict=True)) for row in record["gathered"]]
            result = transaction.run(cypher, dict(parameters))
            columns = result.keys()
            # Three times as fast as dict(record), which looks each column up by name.
            return [dict(zip(columns, record.values(), strict=True)) for record in result]
        except Neo4jError as problem:
            if _is_too_large(problem):
                # The driver would try the same again for a minute; it does not with an error of ours.
                raise self._explained(problem) from None
            raise

    def _read(self, work: Callable[[neo4j.ManagedTransaction], Result]) -> Result:
        try:
            with self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session:
                answer = session.execute_read(work)
                state = session.last_bookmarks().raw_values
        except (Neo4jError, DriverError) as problem:
            raise self._explained(problem) from None
        # A bookmark tells the last transaction that the server had kept: all that is read must be of one state.
        if self._whole and self._seen and state != self._seen:
            raise overtaken(self.address)
        self._seen = state
        return answer

    def check_plan(self, cypher: str, parameters: Mapping[str, object]) -> None:
        """The server's own plan of *cypher* must only read: it is asked for once a text."""
        if cypher in self._planned:
            return

        def managed(transaction: neo4j.ManagedTransaction) -> neo4j.ResultSummary:
            return transaction.run(f"EXPLAIN {cypher}", dict(parameters)).consume()

        try:
            with self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session:
                summary = session.execute_read(managed)
        except (Neo4jError, DriverError) as problem:
            raise self._explained(problem) from None
        for step in _steps(summary.plan or {}):
            if step.startswith(_REACHES_OUT):
                raise QueryError(f"the server would run {step.partition('@')[0]}; a question only reads the graph")
        if summary.query_type != "r":
            raise QueryError("the server takes this for more than a question; use MATCH, WHERE, WITH, UNWIND, RETURN")
        if len(self._planned) >= _REMEMBERED_PLANS:
            self._planned.clear()
        self._planned.add(cypher)

    def _explained(self, problem: Exception) -> StoreError | QueryError:
        if isinstance(problem, AuthError):
            return StoreCredentialsError(
                f"{self.address}: the server refuses this name or password; set NEO4J_USERNAME and NEO4J_PASSWORD "
                "or NEO4J_PASSWORD_FILE"
            )
        if isinstance(problem, (ServiceUnavailable, SessionExpired, DatabaseUnavailable)):
            if self._connected:
                return StoreUnreachableError(
                    f"{self.address}: the server has gone; start it and do the same again, nothing is lost"
                )
            return StoreUnreachableError(f"{self.address}: no Neo4j server answers; start it, or give another --store")
        if isinstance(problem, Neo4jError) and _is_too_large(problem):
            return StoreMemoryError(
                f"{self.address}: the server has too little memory for a transaction; raise {_LIMIT} in neo4j.conf"
            )
        first = (str(problem).strip().splitlines() or ["unknown reason"])[0]
        if isinstance(problem, ClientError) and "Statement" in (problem.code or ""):
            return QueryError(f"the store cannot run this: {first}")
        return StoreError(f"{self.address}: the server says: {first}")

    def close(self) -> None:
        self._driver.close()


def _ended(sources: int, claims: int, writing: Future[int]) -> tuple[int, int, int]:
    return sources, claims, writing.result()


def _version(agent: str) -> tuple[int, ...]:
    """The version of a server that calls itself "Neo4j/5.26.0"; none where it is another program."""
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    return tuple(map(int, found.groups())) if found else ()


def _is_too_large(problem: Neo4jError) -> bool:
    """Whether one transaction alone needs more than it may: with the total of all, waiting helps."""
    return _LIMIT in (problem.message or "")


def _steps(plan: Mapping[str, Any]) -> Iterator[str]:
    """The names of all steps of a plan."""
    yield str(plan.get("operatorType", ""))
    for part in plan.get("children", ()):
        yield from _steps(part)


def _is_imported(run: Run) -> bool:
    return bool(run(f"MATCH (d:Diplograph) WHERE d.{IMPORTED} = true RETURN 1 AS one"))
