"""Putting rows into nodes and edges, in Cypher that both stores run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter

from diplograph.graph.running import Row, Run
from diplograph.graph.tables import NODES, NUMBERS, TEXTS, property_map, relations
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Actor, Claim, Event, Source

Insert = Callable[[str, Sequence[Row]], None]


def inserting(run: Run, merge: bool, casts: bool) -> Insert:
    """The plain way to insert rows of a label or an edge type.

    *merge* takes nodes and shared edges that stand already (a server has other writers); *casts*
    names types in the text.
    """

    def insert(name: str, rows: Sequence[Row]) -> None:
        if not rows:
            return
        if name in NODES:
            run.each(_node_text(name, merge, casts), rows)
            return
        relation = relations()[name]
        verb = "MERGE" if merge and relation.shared else "CREATE"
        run.each(
            f"MATCH (a:{relation.source} {{id: row.`from`}}), "
            f"(b:{relation.target} {{id: row.`to`}}) "
            f"{verb} (a)-[:{name} {property_map(relation.properties, casts)}]->(b)",
            rows,
        )

    return insert


def _node_text(label: str, merge: bool, casts: bool) -> str:
    if merge:
        values = ", ".join(f"n.`{name}` = row.`{name}`" for name in NODES[label] if name != "id")
        return f"MERGE (n:{label} {{id: row.id}})" + (f" SET {values}" if values else "")
    return f"CREATE (:{label} {property_map(NODES[label], casts)})"


def insert_all(run: Run, insert: Insert, tables: Mapping[str, Sequence[Row]]) -> None:
    """Insert the rows of several tables; the edges between actors first, and all of them at once where that can be.

    There are some thirty types in a batch, and to plan a statement takes a server as long as some hundred edges.
    """
    apart = {name for name in tables if name not in NODES and _joins_actors(name)} if run.takes_types else set()
    run.each(
        "MATCH (a:Actor {id: row.`from`}) MATCH (b:Actor {id: row.`to`}) "
        "CREATE (a)-[r:$(row.`type`)]->(b) SET r = row.own",
        [
            {"type": name, "from": row["from"], "to": row["to"], "own": {each: row[each] for each in own}}
            for name in sorted(apart)
            for own in [relations()[name].properties]
            for row in tables[name]
        ],
    )
    for name, rows in tables.items():
        if name not in apart:
            insert(name, rows)


def _joins_actors(name: str) -> bool:
    return (relations()[name].source, relations()[name].target) == ("Actor", "Actor")


def set_properties(label: str, run: Run, rows: Sequence[Row]) -> None:
    if rows:
        values = ", ".join(f"n.`{name}` = row.`{name}`" for name in NODES[label] if name != "id")
        run.each(f"MATCH (n:{label} {{id: row.id}}) SET {values}", rows)


@cache
def _fields(label: str) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]], tuple[str, ...]]:
    """The properties of a label, what gets them all from a value, and those of them that are lists."""
    names = tuple(NODES[label])
    lists = tuple(name for name, kind in NODES[label].items() if kind in (TEXTS, NUMBERS))
    return names, attrgetter(*names), lists


def row_of(value: Source | Actor | Claim | Event | Judgement) -> Row:
    """The properties of a node, as its table has them."""
    names, get, lists = _fields(type(value).__name__)
    row: Row = dict(zip(names, get(value), strict=True))
    for name in lists:
        row[name] = plain(row[name])
    return row


def plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
