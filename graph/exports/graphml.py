"""GraphML for yEd, igraph and networkx, written as a stream like GEXF.

networkx refuses a file in which some edges have a direction and others have none, and igraph does not look. So
all edges are written as directed, and ``directed`` tells of each whether its relation has a direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from diplograph.graph.exports.files import links_behind_nodes
from diplograph.graph.exports.signs import WRITTEN, Column, attribute
from diplograph.graph.exports.spells import shown
from diplograph.graph.exports.views import Columns, Counts, Kind, Link, Node, Value, View

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
    nodes, links = _begun("n", of_nodes), _begun("e", of_links)
    keys = [*_keys("node", "n", of_nodes), *_keys("edge", "e", of_links)]
    return links_behind_nodes(
        view,
        path,
        head="".join(_head(keys)),
        node=lambda each: _node(each, nodes),
        between="",
        link=lambda each: _link(each, links),
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


def _begun(letter: str, columns: Columns) -> list[Column]:
    return [(f'<data key="{letter}{place}">', WRITTEN[kind]) for place, kind in enumerate(columns.values())]


def _node(node: Node, columns: Sequence[Column]) -> str:
    values = (node.label, node.colour, shown(node.spells), *node.values)
    return f'  <node id="{attribute(node.id)}">{_values(columns, values)}</node>\n'


def _link(link: Link, columns: Sequence[Column]) -> str:
    values = (link.kind, link.directed, link.weight, link.colour, shown(link.spells), *link.values)
    ends = f'source="{attribute(link.source)}" target="{attribute(link.target)}"'
    return f'  <edge id="{attribute(link.id)}" {ends}>{_values(columns, values)}</edge>\n'


def _values(columns: Sequence[Column], values: Sequence[Value]) -> str:
    told = [
        f"{begun}{text}</data>"
        for (begun, written), value in zip(columns, values, strict=True)
        if (text := written(value))
    ]
    return "".join(told)
