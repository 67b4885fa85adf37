"""Copying tables of columns into the embedded engine, each checked first, and out of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import cast

import ladybug
import pyarrow
import pyarrow.compute

from diplograph.graph.running import AsColumns, Run, by_id
from diplograph.graph.store import Answer
from diplograph.graph.tables import NODES, relations
from diplograph.schema.errors import StoreError

PIECE = 100_000
"""Rows of a column that are one piece of memory."""


def columns_from(connection: ladybug.Connection, cypher: str, parameters: Mapping[str, object]) -> pyarrow.Table:
    """What the engine answers, as columns.

    Not by ``query_as_arrow()``, which takes less memory, and gives numbers for nulls (tried with Ladybug 0.22).
    """
    result = cast(ladybug.QueryResult, connection.execute(cypher, dict(parameters)))
    table = result.get_as_arrow(PIECE)
    result.close()
    return table


class Copying:
    """How tables get into the store at *address*, whose engine *execute* asks."""

    def __init__(
        self, address: str, run: Run, execute: Callable[[str, Mapping[str, object]], Answer], columns: AsColumns
    ) -> None:
        """*columns* gives answers as columns."""
        self._address = address
        self._run = run
        self._execute = execute
        self._columns = columns
        self._copied: dict[str, list[pyarrow.Array]] = {}

    def begin(self) -> None:
        """Say that a transaction begins: what was copied in the last one is to be looked up from now on."""
        self._copied.clear()

    def table(self, name: str, table: pyarrow.Table, looked_up: Collection[str] = ()) -> None:
        """COPY a table that was checked first: a COPY that fails harms what is written after it.

        Ladybug 0.22 corrupts a later insert, or crashes, after a COPY that failed; so ids
        must be new and edge ends must stand, and after any failure the file is opened anew. For labels whose ids were
        *looked up* already, new ones or ends, and for ends that were copied in this transaction, the engine is not
        asked again: it would read whole tables.
        """
        if name in NODES:
            ids = table["id"].combine_chunks()
            if len(ids.unique()) < len(ids):
                self._refuse(name, "twice in one batch", _repeated(ids.to_pylist()))
            if name not in looked_up and self._counted(name, ids):
                self._refuse(name, "there already", self.standing(name, ids.to_pylist()))
        else:
            relation = relations()[name]
            for end, label in (("from", relation.source), ("to", relation.target)):
                if label in looked_up:
                    continue
                wanted = table[end].unique()
                for copied in self._copied.get(label, ()):
                    wanted = wanted.filter(pyarrow.compute.invert(pyarrow.compute.is_in(wanted, copied)))
                if self._counted(label, wanted) < len(wanted):
                    missing = set(wanted.to_pylist()) - self.standing(label, wanted.to_pylist())
                    self._refuse(name, f"not a known {label}", missing)
        try:
            self._execute(f"COPY {name} FROM $rows", {"rows": table})
        except RuntimeError as problem:
            raise StoreError(f"{self._address}: COPY into {name} failed: {problem}; load again") from None
        if name in NODES:
            self._copied.setdefault(name, []).append(ids)

    def asked(self, cypher: str, ids: Sequence[str]) -> pyarrow.Table:
        """The columns of a question on each of *ids*, which it calls ``row`` and looks up in an index."""
        return self._columns(f"UNWIND $rows AS row {cypher}", {"rows": list(ids)})

    def events_of(self, keys: Sequence[str]) -> int:
        """How many events *keys* have."""
        text = "LOAD FROM $rows WITH id AS wanted MATCH (k:Key)<-[:OF_KEY]-(:Claim)-[:ABOUT]->(e:Event)"
        rows = {"rows": pyarrow.table({"id": pyarrow.array(keys, pyarrow.string())})}
        return int(str(self._execute(f"{text} WHERE k.id = wanted RETURN count(DISTINCT e.id)", rows).rows[0][0]))

    def mark(self, keys: Sequence[str]) -> None:
        """Mark *keys*, which stand: their events are to be derived."""
        self._set_dirty(keys, "true")

    def settle(self, keys: Sequence[str]) -> None:
        """Take the mark from *keys*: their events are whole."""
        self._set_dirty(keys, "NULL")

    def _set_dirty(self, keys: Sequence[str], value: str) -> None:
        if keys:
            rows = pyarrow.table({"id": pyarrow.array(keys, pyarrow.string())})
            self._execute(
                f"LOAD FROM $rows WITH id AS wanted MATCH (k:Key) WHERE k.id = wanted SET k.dirty = {value}",
                {"rows": rows},
            )

    def _counted(self, label: str, ids: pyarrow.Array) -> int:
        """How many of *ids* stand; as columns, the engine takes them ten times faster than as values."""
        if not len(ids):
            return 0
        text = f"LOAD FROM $rows WITH id AS wanted MATCH (n:{label}) WHERE n.id = wanted RETURN count(*)"
        return int(str(self._execute(text, {"rows": pyarrow.table({"id": ids})}).rows[0][0]))

    def standing(self, label: str, ids: Sequence[str]) -> set[str]:
        """Those of *ids* that stand."""
        rows = self._run.each(f"MATCH (n:{label} {{id: row.id}}) RETURN n.id AS id", by_id(ids))
        return {str(row["id"]) for row in rows}

    def _refuse(self, name: str, what: str, ids: set[str]) -> None:
        if ids:
            raise StoreError(f"{self._address}: {name} '{min(ids)}' is {what}; nothing was copied")


def _repeated(ids: Sequence[str]) -> set[str]:
    seen: set[str] = set()
    return {key for key in ids if key in seen or seen.add(key)}  # type: ignore[func-returns-value]
