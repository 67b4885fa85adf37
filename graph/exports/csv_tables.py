"""Tables of nodes and edges, with the columns by which Gephi's import knows them, for R, Excel and pandas too."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path

import polars
from polars import col, lit

from diplograph.graph.exports.files import written_aside
from diplograph.graph.exports.signs import clean, listed
from diplograph.graph.exports.spells import intervals
from diplograph.graph.exports.views import Columns, Counts, Kind, Nodes, View, there
from diplograph.schema.errors import StoreError
from diplograph.schema.text import BEGINS_FORMULA

NODES, EDGES = "nodes.csv", "edges.csv"


def write_tables(view: View, folder: Path, bom: bool = False) -> Counts:
    """Write *view* into *folder*; how many nodes and links it has. *bom* begins both files with that mark."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreError(f"{folder}: cannot be made ({problem.strerror}); give another folder") from None
    counts = Counts()
    with written_aside(folder / NODES) as nodes, written_aside(folder / EDGES) as links:
        for out, own, columns in ((nodes, _NODE, view.node_columns), (links, _LINK, view.link_columns)):
            out.write(codecs.BOM_UTF8 * bom + ",".join((*own, *columns)).encode() + b"\n")
        for each in view:
            if isinstance(each, Nodes):
                nodes.write(_rows(each.frame, _NODE, view.node_columns))
                counts.nodes += len(each.frame)
            else:
                links.write(_rows(each.frame, _LINK, view.link_columns))
                counts.links += len(each.frame)
    return counts


def _rows(frame: polars.DataFrame, own: Mapping[str, polars.Expr], columns: Columns) -> bytes:
    cells = (
        _WRITTEN[kind](col(name)) if name in frame.columns else lit(None, polars.String)
        for name, kind in columns.items()
    )
    told = [cell.alias(str(place)) for place, cell in enumerate((*own.values(), *cells))]
    return frame.select(told).write_csv(include_header=False).encode()


def harmless(text: polars.Expr) -> polars.Expr:
    """What :func:`diplograph.schema.text.harmless` makes of a cell."""
    formula = polars.any_horizontal(text.str.starts_with(sign) for sign in BEGINS_FORMULA)
    return polars.when(formula).then(lit("'") + text).otherwise(text)


def _text(value: polars.Expr) -> polars.Expr:
    return there(harmless(clean(value).str.replace_all("\\", "＼", literal=True)))


def _texts(items: polars.Expr) -> polars.Expr:
    return listed(items, {"\\": "\\u005c", '"': "\\u0022"}, '"')


def _dates(items: polars.Expr) -> polars.Expr:
    """Every date ends in a semicolon: Gephi takes a column of bare dates for the moments of the whole graph."""
    return there(items.list.eval(polars.element() + ";").list.join(" "))


_NODE: Mapping[str, polars.Expr] = {
    "Id": _text(col("id")),
    "Label": _text(col("label")),
    "Timeset": intervals(col("spells")),
}
_LINK: Mapping[str, polars.Expr] = {
    "Source": _text(col("source")),
    "Target": _text(col("target")),
    "Type": polars.when("directed").then(lit("Directed")).otherwise(lit("Undirected")),
    "Id": _text(col("id")),
    "Label": col("kind"),
    "Kind": col("kind"),
    "Weight": col("weight"),
    "Timeset": intervals(col("spells")),
}
_WRITTEN: dict[Kind, Callable[[polars.Expr], polars.Expr]] = {
    "text": _text,
    "texts": _texts,
    "dates": _dates,
    "number": lambda number: number,
    "flag": lambda flag: flag,
}
"""How values are written so that R, Excel and Gephi read them alike: Gephi alone takes a backslash for an escape."""
