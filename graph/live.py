"""What claims lead to, as the tables of a store have it: sorted columns, a part at a time, to copy a graph of any size.

Left behind is what counts for nothing: actors that nobody names, with their names and ties; keys without claims; the
journal of loads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import pyarrow
import pyarrow.compute
from msgspec import Struct

from diplograph.graph.columns import kinds
from diplograph.graph.paging import named_ids, sources_of_page, spans
from diplograph.graph.reading import ALL, Span
from diplograph.graph.running import Run
from diplograph.graph.tables import NODES, relations
from diplograph.schema.judgements import Rulings

PART_SIGNS = 100_000_000
"""Signs of the texts of a part of sources, about."""
SLICE = 20_000
"""Rows that are given out together: of what is sorted there is no second copy."""
Ask = Callable[[str, Mapping[str, object], Mapping[str, str]], pyarrow.Table]
"""What answers a text of Cypher with columns of these names and types."""
LABELS = tuple(label for label in NODES if label not in ("Load", "Diplograph"))
"""The labels of what is live; ``Diplograph`` says of a database, not of its graph, what it is."""
_ENDS_NAMED: Mapping[str, tuple[str, ...]] = {
    "Actor": ("id",),
    "NAMED": ("from",),
    "REPRESENTS": ("from",),
    "MEMBER_OF": ("from",),
    "SPEAKS_FOR": ("from", "to"),
}
"""Columns that must hold an actor whom a claim leads to: others are there because an earlier claim did."""
_CONDITIONS = {
    "Key": "(EXISTS { MATCH (n)<-[:OF_KEY]-(:Claim) } OR EXISTS { MATCH (n)<-[:AT_URL]-(:Source) })",
    # The edge itself is gone where the speech was corrected after what is said in it.
    "CONTENT_OF": "a.content_of <> '' AND b.id = a.content_of",
}
"""What rows must fulfil beside their pattern."""


class Live:
    """The rows of each label and type of edge, sorted by what :mod:`tables` names for it."""

    def __init__(self, run: Run, ask: Ask, judged: Rulings, nodes: int) -> None:
        """*nodes* are so many that a part has the rows of as many, about."""
        self._run = run
        self._ask = ask
        self._judged = judged
        self._nodes = nodes
        self._spans: dict[tuple[str, int], list[Span]] = {}

    def parts(self, name: str) -> Iterator[pyarrow.Table]:
        """All rows of *name* that are live, each part with at least one."""
        for table in self._sorted(name):
            for column in _ENDS_NAMED.get(name, ()):
                table = table.filter(pyarrow.compute.is_in(table[column], self._named))
            if name == "Name":
                table = table.filter(pyarrow.compute.is_in(table["id"], self._names))
            if table.num_rows:
                yield table

    @cached_property
    def _named(self) -> pyarrow.Array:
        return pyarrow.array(sorted(named_ids(self._run, self._judged)), pyarrow.string())

    @cached_property
    def _names(self) -> pyarrow.Array:
        used = [part["to"].unique() for part in self.parts("NAMED")]
        return pyarrow.chunked_array(used, pyarrow.string()).unique()

    def _sorted(self, name: str) -> Iterator[pyarrow.Table]:
        columns = kinds(name)
        order = relations()[name].order if name in relations() else ("id",)
        asked = _asked(name)
        key = asked.told[order[0]]
        rest = f"{asked.condition and f'AND {asked.condition} '}RETURN {asked.returned}"
        for span in self._parts_of(name, asked, key):
            table = span.ask(lambda text, given: self._ask(text, given, columns), asked.pattern, key, rest)
            table = table.combine_chunks()
            places = pyarrow.compute.sort_indices(table, [(column, "ascending") for column in order])
            for first in range(0, len(places), SLICE):
                yield table.take(places.slice(first, SLICE))

    def _parts_of(self, name: str, asked: _Asked, key: str) -> Iterator[Span]:
        """Spans of the ids by which the rows of *name* are sorted, those where it has none left out."""
        among = f"{asked.pattern}{asked.condition and f' WHERE {asked.condition}'}"
        (row,) = self._run(f"MATCH {among} RETURN count(*) AS total, min({key}) AS first, max({key}) AS last")
        total, first, last = int(str(row["total"])), str(row["first"]), str(row["last"])
        if total <= self._nodes and name != "Source":
            yield from [ALL] * bool(total)
            return
        for span in self._spans_of(*self._sorted_by(name)):
            if span.first <= last and (not span.after or first < span.after):
                yield span

    def _sorted_by(self, name: str) -> tuple[str, int]:
        """The label by whose ids the rows of *name* are sorted, and how many of these a part has."""
        if name == "Source":
            return name, sources_of_page(self._run, self._nodes, PART_SIGNS)
        if name in NODES:
            return name, self._nodes
        relation = relations()[name]
        return {"from": relation.source, "to": relation.target, "event": "Event"}[relation.order[0]], self._nodes

    def _spans_of(self, label: str, nodes: int) -> list[Span]:
        # To find them the embedded engine reads all ids once for each.
        if (label, nodes) not in self._spans:
            self._spans[label, nodes] = list(spans(self._run, label, nodes))
        return self._spans[label, nodes]


class _Asked(Struct, frozen=True):
    """Where rows stand, what tells each of their columns, and what they must fulfil beside."""

    pattern: str
    told: Mapping[str, str]
    condition: str

    @property
    def returned(self) -> str:
        return ", ".join(f"{value} AS `{column}`" for column, value in self.told.items())


def _asked(name: str) -> _Asked:
    condition = _CONDITIONS.get(name, "")
    if name in NODES:
        return _Asked(f"(n:{name})", {column: f"n.`{column}`" for column in NODES[name]}, condition)
    relation = relations()[name]
    told = {"from": "a.id", "to": "b.id", **{column: f"m.`{column}`" for column in relation.properties}}
    if name == "CONTENT_OF":
        return _Asked("(a:Claim), (b:Claim)", told, condition)
    return _Asked(f"(a:{relation.source})-[m:{name}]->(b:{relation.target})", told, condition)
