"""GEXF 1.3 for Gephi, written as a stream: nodes go to the file, links aside until all nodes are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from diplograph.graph.exports.files import links_behind_nodes
from diplograph.graph.exports.signs import WRITTEN, Column, attribute
from diplograph.graph.exports.spells import Spell, day
from diplograph.graph.exports.views import Columns, Counts, Kind, Link, Node, Value, View

_TYPES: dict[Kind, str] = {
    "text": "string",
    "texts": "liststring",
    "dates": "string",
    "number": "integer",
    "flag": "boolean",
}


def write_gexf(view: View, path: Path) -> Counts:
    """Write *view* to *path*, compressed if its name ends in ``.gz``; how many nodes and links it has."""
    nodes, links = _begun(view.node_columns), _begun(view.link_columns)
    return links_behind_nodes(
        view,
        path,
        head="".join(_head(view)),
        node=lambda each: _node(each, nodes),
        between="  </nodes>\n  <edges>\n",
        link=lambda each: _link(each, links),
        foot="  </edges>\n </graph>\n</gexf>\n",
    )


def _head(view: View) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    # Without defaultedgetype Gephi takes the type of each edge; with it, it drops the others.
    yield ' <graph mode="dynamic" timeformat="date" timerepresentation="interval" timezone="UTC">\n'
    yield from _columns("node", view.node_columns)
    yield from _columns("edge", view.link_columns)
    yield "  <nodes>\n"


def _columns(of: str, columns: Columns) -> Iterator[str]:
    yield f'  <attributes class="{of}" mode="static">\n'
    for name, kind in columns.items():
        yield f'   <attribute id="{name}" title="{name}" type="{_TYPES[kind]}"/>\n'
    yield "  </attributes>\n"


def _begun(columns: Columns) -> list[Column]:
    return [(f'<attvalue for="{name}" value="', WRITTEN[kind]) for name, kind in columns.items()]


def _node(node: Node, columns: Sequence[Column]) -> str:
    inner = f"{_values(columns, node.values)}{_colour(node.colour)}{_spells(node.spells)}"
    return f'   <node id="{attribute(node.id)}" label="{attribute(node.label)}">{inner}</node>\n'


def _link(link: Link, columns: Sequence[Column]) -> str:
    direction = "directed" if link.directed else "undirected"
    return (
        f'   <edge id="{attribute(link.id)}" source="{attribute(link.source)}" target="{attribute(link.target)}" '
        f'type="{direction}" kind="{link.kind}" label="{link.kind}" weight="{link.weight}">'
        f"{_values(columns, link.values)}{_colour(link.colour)}{_spells(link.spells)}</edge>\n"
    )


def _values(columns: Sequence[Column], values: Sequence[Value]) -> str:
    """The values that are there: what is empty is left out, for Gephi takes "" for a value."""
    told = [
        f'{begun}{text}"/>' for (begun, written), value in zip(columns, values, strict=True) if (text := written(value))
    ]
    return f"<attvalues>{''.join(told)}</attvalues>" if told else ""


@lru_cache
def _colour(colour: str) -> str:
    """*colour* as ``#rrggbb``, "" for none."""
    if not colour:
        return ""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _spells(spells: Iterable[Spell]) -> str:
    """Whole days; a bound that is open is left out, which Gephi takes for endless."""
    told = [
        "<spell"
        + ("" if first is None else f' start="{day(first)}"')
        + ("" if last is None else f' end="{day(last)}"')
        + "/>"
        for first, last in spells
    ]
    return f"<spells>{''.join(told)}</spells>" if told else ""
