"""Tables of nodes and edges, with the columns by which Gephi's import knows them, for R, Excel and pandas too."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from diplograph.graph.exports.files import written_aside
from diplograph.graph.exports.signs import clean, listed
from diplograph.graph.exports.spells import intervals
from diplograph.graph.exports.views import Columns, Counts, Kind, Link, Node, Value, View
from diplograph.schema.errors import StoreError
from diplograph.schema.text import harmless

NODES, EDGES = "nodes.csv", "edges.csv"
_NODE = ("Id", "Label", "Timeset")
_LINK = ("Source", "Target", "Type", "Id", "Label", "Kind", "Weight", "Timeset")


def write_tables(view: View, folder: Path, bom: bool = False) -> Counts:
    """Write *view* into *folder*; how many nodes and links it has. *bom* begins both files with that mark."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreError(f"{folder}: cannot be made ({problem.strerror}); give another folder") from None
    counts = Counts()
    with written_aside(folder / NODES) as nodes, written_aside(folder / EDGES) as links:
        encoded = codecs.getwriter("utf-8-sig" if bom else "utf-8")
        node_rows = csv.writer(encoded(nodes), lineterminator="\n")
        link_rows = csv.writer(encoded(links), lineterminator="\n")
        node_rows.writerow((*_NODE, *view.node_columns))
        link_rows.writerow((*_LINK, *view.link_columns))
        for each in view:
            if isinstance(each, Node):
                node_rows.writerow((*_node(each), *_cells(view.node_columns, each.values)))
                counts.nodes += 1
            else:
                link_rows.writerow((*_link(each), *_cells(view.link_columns, each.values)))
                counts.links += 1
    return counts


def _node(node: Node) -> tuple[str, ...]:
    return _text(node.id), _text(node.label), intervals(node.spells)


def _link(link: Link) -> tuple[str | int, ...]:
    direction = "Directed" if link.directed else "Undirected"
    ends = _text(link.source), _text(link.target)
    return *ends, direction, _text(link.id), link.kind, link.kind, link.weight, intervals(link.spells)


def _cells(columns: Columns, values: Sequence[Value]) -> list[str | int]:
    return [_WRITTEN[kind](value) for kind, value in zip(columns.values(), values, strict=True)]


def _text(value: str) -> str:
    return harmless(clean(value).replace("\\", "＼"))


def _texts(value: Sequence[str]) -> str:
    return listed(value).replace("\\\\", "\\u005c").replace('\\"', "\\u0022") if value else ""


def _dates(value: Sequence[str]) -> str:
    """Every date ends in a semicolon: Gephi takes a column of bare dates for the moments of the whole graph."""
    return "".join(f"{date}; " for date in value).rstrip()


_WRITTEN: dict[Kind, Callable[[Any], str | int]] = {
    "text": _text,
    "texts": _texts,
    "dates": _dates,
    "number": lambda value: value,
    "flag": {True: "true", False: "false", "": ""}.__getitem__,
}
"""How values are written so that R, Excel and Gephi read them alike: Gephi alone takes a backslash for an escape."""
