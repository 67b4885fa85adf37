"""Running Cypher in a transaction: whole questions, and one question for each of some rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import pyarrow

from diplograph.graph.tables import NODES

Rows = list[dict[str, object]]
Row = dict[str, object]
AsColumns = Callable[[str, Mapping[str, object]], pyarrow.Table]
"""What answers a text of Cypher with the columns of its RETURN."""
_FIELD = re.compile(r"\brow\.`?(\w+)`?")
_TEXTS = 512
_NODE = re.compile(r"\((\w*):(\w+) (\{id: row\.`?\w+`?\})\)")
_ALONE = re.compile(r"^(?:MATCH \(\w+\)(?:, \(\w+\))* (?![-<]))+")
_PATH = re.compile(r"\)<?-")
_LABEL = re.compile(r"\(\w*:(\w+)")
SCANNED = 25
"""Rows are looked up one by one, 0.6 ms each, where there are so many nodes for each of them, of a label that the
question names. To join rows with all claims takes 12 µs for each claim, and memory: 1.5 GB for 1.1 million (tried)."""
ACTORS_SCANNED = 300
"""The same where a question names actors and their names alone, of whom 300,000 are joined in 20 to 150 ms; one by one,
a load of four million rows took 8 s a batch for some 9,000 new actors (tried)."""


class Run:
    """Runs a text of Cypher with its parameters, in the transaction at hand."""

    def __init__(
        self,
        ask: Callable[[str, Mapping[str, object]], Rows],
        one_by_one: Callable[[str, int], bool] = lambda cypher, rows: False,
        is_shared: bool = False,
        takes_types: bool = False,
        columns: AsColumns | None = None,
    ) -> None:
        """*one_by_one* says whether a question about so many rows is better asked for one at a time.

        A server *is shared*: others write to it at the same time, and see nothing of a transaction before its end.
        One that *takes types* reads the type of a new edge from its row. An embedded engine gives *columns* too.
        """
        self.columns = columns
        self._ask = ask
        self._one_by_one = one_by_one
        self.is_shared = is_shared
        self.takes_types = takes_types

    def __call__(self, cypher: str, parameters: Mapping[str, object] | None = None) -> Rows:
        return self._ask(cypher, parameters or {})

    def each(self, cypher: str, rows: Sequence[Row]) -> Rows:
        """What *cypher* gives for each of *rows*, which it calls ``row``: ``MATCH (s:Source {id: row.id})``.

        Where the embedded engine goes on from a node, it joins the rows with whole tables, and looks a single key up in
        its index (tried: 30 s against 0.1 s for one article in 180,000). Nodes alone it looks up in its index, however
        many: 3,000 of them in 11 ms, and one by one in 193.
        """
        if not rows:
            return []
        if self.is_shared:
            cypher = sought(cypher)
        names = sorted(set(_FIELD.findall(cypher)))
        alone = names == ["id"] and not _PATH.search(cypher)
        if alone or not self._one_by_one(cypher, len(rows)):
            if names == ["id"]:
                # Ten times faster than rows of one field on the embedded engine.
                text = _FIELD.sub("row", cypher)
                return self._ask(f"UNWIND $rows AS row {text}", {"rows": [row["id"] for row in rows]})
            return self._ask(f"UNWIND $rows AS row {cypher}", {"rows": list(rows)})
        text = _FIELD.sub(r"$row_\1", cypher)
        found: Rows = []
        for row in rows:
            found += self._ask(text, {f"row_{name}": row[name] for name in names})
        return found


@lru_cache(_TEXTS)
def sought(cypher: str) -> str:
    """A text on ``row`` that finds nodes whose ids the row has first, each by its index, and then the rest.

    A Neo4j server whose index had no nodes when it last counted them plans to read all of it for each row, or the whole
    other end of a path, and holds to that for ten seconds: 4 s a batch for what takes 0.1 s (tried with 5.26).
    """
    if not cypher.startswith("MATCH"):
        return cypher
    found: dict[str, str] = {}

    def named(node: re.Match[str]) -> str:
        name = node[1] or f"end{len(found)}"
        found[name] = f"MATCH ({name}:{node[2]} {node[3]}) USING INDEX SEEK {name}:{node[2]}(id)"
        return f"({name})"

    rest = _ALONE.sub("", _NODE.sub(named, cypher))
    if found and rest.startswith("MATCH"):
        rest = f"WITH row, {', '.join(found)} {rest}"
    return " ".join([*found.values(), rest])


def count_of(run: Run, label: str) -> int:
    """How many nodes of a label there are."""
    return int(str(run(f"MATCH (n:{label}) RETURN count(*) AS total")[0]["total"]))


def are_few(cypher: str, rows: int, count: Callable[[str], int]) -> bool:
    """Whether *rows* are few for an embedded engine, beside the nodes that *cypher* names, which *count* counts."""
    labels = NODES.keys() & _LABEL.findall(cypher)
    scanned = ACTORS_SCANNED if labels <= {"Actor", "Name"} else SCANNED
    return rows * scanned <= max(map(count, labels), default=0)


def by_id(ids: Iterable[str]) -> list[Row]:
    """Rows that have an id alone, sorted, each once."""
    return [{"id": each} for each in sorted(set(ids))]
