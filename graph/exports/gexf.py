"""GEXF 1.3 for Gephi, written as a stream: nodes go to the file, links aside until all nodes are there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars
from polars import col, lit

from diplograph.graph.exports.signs import WRITTEN, attribute, joined
from diplograph.graph.exports.spells import FIRST, LAST
from diplograph.graph.exports.views import Columns, Counts, Kind, View, there
from diplograph.graph.exports.xml_files import links_behind_nodes

_TYPES: dict[Kind, str] = {
    "text": "string",
    "texts": "liststring",
    "dates": "string",
    "number": "integer",
    "flag": "boolean",
}


def write_gexf(view: View, path: Path) -> Counts:
    """Write *view* to *path*, compressed if its name ends in ``.gz``; how many nodes and links it has."""
    return links_behind_nodes(
        view,
        path,
        head="".join(_head(view)),
        node=lambda frame: _node(frame, view.node_columns),
        between="  </nodes>\n  <edges>\n",
        link=lambda frame: _link(frame, view.link_columns),
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


def _node(frame: polars.DataFrame, columns: Columns) -> polars.Expr:
    return joined('   <node id="', _id("id"), '" label="', _id("label"), '">', *_inner(frame, columns), "</node>\n")


def _link(frame: polars.DataFrame, columns: Columns) -> polars.Expr:
    direction = polars.when("directed").then(lit("directed")).otherwise(lit("undirected"))
    return joined(
        *('   <edge id="', _id("id"), '" source="', _id("source"), '" target="', _id("target"), '" type="', direction),
        *('" kind="', col("kind"), '" label="', col("kind"), '" weight="', col("weight"), '">'),
        *_inner(frame, columns),
        "</edge>\n",
    )


def _id(column: str) -> polars.Expr:
    return attribute(col(column))


def _inner(frame: polars.DataFrame, columns: Columns) -> Iterator[polars.Expr | str]:
    """Values, colour and days; what is not there is left out, for Gephi takes "" for a value."""
    yield "<attvalues>"
    for name, kind in columns.items():
        if name in frame.columns:
            yield polars.format(f'<attvalue for="{name}" value="{{}}"/>', WRITTEN[kind](col(name)))
    yield "</attvalues>"
    shades = (col("colour").str.slice(place, 2).str.to_integer(base=16) for place in (1, 3, 5))
    yield polars.format('<viz:color r="{}" g="{}" b="{}"/>', *shades)
    yield polars.format("<spells>{}</spells>", there(_spells(col("spells"))))


def _spells(spells: polars.Expr) -> polars.Expr:
    """Whole days; a bound that is open is left out, which Gephi takes for endless."""
    bounds = polars.format(' start="{}"', FIRST), polars.format(' end="{}"', LAST)
    return spells.list.eval(joined("<spell", *bounds, "/>")).list.join("")
