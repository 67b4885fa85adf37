"""Nodes and links as the lines of an XML file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

import polars

from diplograph.graph.exports.files import written_aside
from diplograph.graph.exports.views import Counts, Links, View

LINES = 4_000
"""Lines that are in memory together; each may be some thousand signs long."""


def links_behind_nodes(
    view: View,
    path: Path,
    *,
    head: str,
    node: Callable[[polars.DataFrame], polars.Expr],
    between: str,
    link: Callable[[polars.DataFrame], polars.Expr],
    foot: str,
) -> Counts:
    """Write *view* to *path* with all nodes before the first link, as XML formats want it, in constant memory.

    *node* and *link* give the text of each row of a frame. Where nodes come after links, these wait in a file beside
    *path* that has no name and cannot be left behind.
    """
    counts = Counts()
    with written_aside(path) as out, ExitStack() as held:
        links = out if view.nodes_first else held.enter_context(TemporaryFile(dir=path.parent, buffering=1 << 20))
        out.write(head.encode())
        for each in view:
            if isinstance(each, Links):
                if view.nodes_first and not counts.links:
                    out.write(between.encode())
                links.writelines(_lines(each.frame, link(each.frame)))
                counts.links += len(each.frame)
            else:
                out.writelines(_lines(each.frame, node(each.frame)))
                counts.nodes += len(each.frame)
        if not (view.nodes_first and counts.links):
            out.write(between.encode())
        if not view.nodes_first:
            links.seek(0)
            shutil.copyfileobj(links, out, length=1 << 20)
        out.write(foot.encode())
    return counts


def _lines(frame: polars.DataFrame, line: polars.Expr) -> Iterator[bytes]:
    for part in frame.iter_slices(LINES):
        text: str = part.select(line.str.join("")).item()
        yield text.encode()
