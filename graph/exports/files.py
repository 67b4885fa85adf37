"""Files that are whole or not there: written aside, then renamed."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import polars

from diplograph.graph.exports.views import Counts, Links, View
from diplograph.schema.errors import StoreError

LINES = 4_000
"""Lines that are in memory together; each may be some thousand signs long."""


@contextmanager
def written_aside(path: Path) -> Iterator[BinaryIO]:
    """A file to write in; it takes the name *path* when all is written, and is taken away on any failure.

    ``.gz`` compresses, with no time in the header, so that equal content is equal bytes.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        out = aside.open("wb")
    except OSError as problem:
        raise StoreError(f"{path}: cannot be written ({problem.strerror}); give another file") from None
    try:
        with out:
            if path.suffix == ".gz":
                with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as packed:
                    yield cast(BinaryIO, packed)
            else:
                yield out
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def folder_written_aside(path: Path) -> Iterator[Path]:
    """A folder to write files in; it takes the name *path* when all is written, and is taken away on any failure."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(f"{path}: is there already; give a new folder, or an empty one")
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.mkdir()
    except OSError as problem:
        raise StoreError(f"{path}: cannot be made ({problem.strerror}); give another folder") from None
    try:
        yield aside
        aside.replace(path)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


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
