"""Questions on a span of very many nodes, which the embedded engine is asked once, and answers handed out in parts.

It reads a whole table for each span: the dump of a million claims took 705 s of processor time in spans of 20,000
nodes, and 350 to 410 in spans of 60,000, which as columns take little memory (Ladybug 0.22).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyarrow
import pyarrow.compute

from diplograph.graph.reading import Span
from diplograph.graph.running import AsColumns, Rows, Run

_BOUNDS = re.compile(r"WHERE (\S+) >= \$first(?: AND \S+ < \$after)?")
"""How :meth:`Span.ask` writes that an id is in the span."""


class Wide(Run):
    """Answers questions on parts of a *span*: what it has read of a table once, it keeps."""

    def __init__(self, run: Run, columns: AsColumns, span: Span) -> None:
        super().__init__(run)
        self._columns = columns
        self._span = span
        self._read: dict[str, pyarrow.Table] = {}

    def __call__(self, cypher: str, parameters: Mapping[str, object] | None = None) -> Rows:
        """The rows of a part; where they do not tell the id by which it is bounded, those of the whole span."""
        bounds = _BOUNDS.search(cypher)
        if bounds is None or parameters is None:
            return super().__call__(cypher, parameters)
        variable, name = bounds[1].split(".")
        table = self._table(cypher[: bounds.start()], bounds[1], cypher[bounds.end() :].lstrip())
        told = re.search(rf"\b{variable}\.`?{name}`? AS `?(\w+)", cypher)
        part = table if told is None else _between(table, told[1], parameters)
        rows: Rows = part.to_pylist()
        return rows

    def parts(self, label: str, nodes: int) -> Iterator[Span]:
        """Spans of so many nodes of *label* each, together the whole."""
        ids = self._table(f"MATCH (n:{label}) ", "n.id", "RETURN n.id AS id")["id"]
        ordered = ids.take(pyarrow.compute.sort_indices(ids))
        edges = [str(ordered[place]) for place in range(nodes, len(ordered), nodes)]
        for first, after in zip([self._span.first, *edges], [*edges, self._span.after], strict=True):
            yield Span(first, after)

    def _table(self, beginning: str, key: str, rest: str) -> pyarrow.Table:
        asked = f"{beginning}{key} {rest}"
        if asked not in self._read:
            pattern = beginning.removeprefix("MATCH ").rstrip()
            self._read[asked] = self._span.ask(self._columns, pattern, key, rest)
        return self._read[asked]


def _between(table: pyarrow.Table, column: str, given: Mapping[str, object]) -> pyarrow.Table:
    found = pyarrow.compute.greater_equal(table[column], given["first"])
    if "after" in given:
        found = pyarrow.compute.and_(found, pyarrow.compute.less(table[column], given["after"]))
    return table.filter(found)
