"""GraphML for yEd, igraph and networkx, written as a stream like GEXF.

networkx refuses a file in which some edges have a direction and others have none, and igraph does not look. So
all edges are written as directed, and ``directed`` tells of each whether its relation has a direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars
from polars import col

from diplograph.graph.exports.signs import WRITTEN, attribute, joined
from diplograph.graph.exports.spells import shown
from diplograph.graph.exports.views import Columns, Counts, Kind, View
from diplograph.graph.exports.xml_files import links_behind_nodes

_TYPES: dict[Kind, str] = {
    "text": "string",
    "texts": "string",
    "dates": "string",
    "number": "long",
    "flag": "boolean",
}
_NODE: Columns = {"label": "text", "colour": "text", "days": "text"}
_LINK: Columns = {"label": "text", "directed": "flag", "weight": "number", "colour": "text", "days": "text"}


def write_graphml(view: View, path: Path) -> Counts:
    """Write *view* to *path*, compressed if its name ends in ``.gz``; how many nodes and links it has."""
    of_nodes, of_links = {**_NODE, **view.node_columns}, {**_LINK, **view.link_columns}
    keys = [*_keys("node", "n", of_nodes), *_keys("edge", "e", of_links)]
    return links_behind_nodes(
        view,
        path,
        head="".join(_head(keys)),
        node=lambda frame: _node(frame, of_nodes),
        between="",
        link=lambda frame: _link(frame, of_links),
        foot=" </graph>\n</graphml>\n",
    )


def _head(keys: Sequence[str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from keys
    yield ' <graph id="G" edgedefault="directed">\n'


def _keys(of: str, letter: str, columns: Columns) -> Iterator[str]:
    for place, (name, kind) in enumerate(columns.items()):
        yield f' <key id="{letter}{place}" for="{of}" attr.name="{name}" attr.type="{_TYPES[kind]}"/>\n'


def _node(frame: polars.DataFrame, columns: Columns) -> polars.Expr:
    return joined('  <node id="', attribute(col("id")), '">', *_values("n", frame, columns, {}), "</node>\n")


def _link(frame: polars.DataFrame, columns: Columns) -> polars.Expr:
    ends = attribute(col("source")), '" target="', attribute(col("target"))
    values = _values("e", frame, columns, {"label": col("kind")})
    return joined('  <edge id="', attribute(col("id")), '" source="', *ends, '">', *values, "</edge>\n")


def _values(
    letter: str, frame: polars.DataFrame, columns: Columns, own: Mapping[str, polars.Expr]
) -> Iterator[polars.Expr]:
    """The values that are there; those of *own* columns are not found under their names."""
    own = {"days": shown(col("spells")), **own}
    for place, (name, kind) in enumerate(columns.items()):
        if name in frame.columns or name in own:
            value = WRITTEN[kind](own.get(name, col(name)))
            yield polars.format(f'<data key="{letter}{place}">{{}}</data>', value)
