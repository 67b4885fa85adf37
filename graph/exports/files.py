"""Files that are whole or not there: written aside, then renamed."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from diplograph.graph.exports.views import Counts, Link, Node, View
from diplograph.schema.errors import StoreError


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
    node: Callable[[Node], str],
    between: str,
    link: Callable[[Link], str],
    foot: str,
) -> Counts:
    """Write *view* to *path* with all nodes before the first link, as XML formats want it, in constant memory.

    Which actors are nodes shows when the last link has been read, so links wait in a file beside *path* that
    has no name and cannot be left behind.
    """
    counts = Counts()
    with written_aside(path) as out, TemporaryFile(dir=path.parent, buffering=1 << 20) as waiting:
        out.write(head.encode())
        for each in view:
            if isinstance(each, Link):
                waiting.write(link(each).encode())
                counts.links += 1
            else:
                out.write(node(each).encode())
                counts.nodes += 1
        out.write(between.encode())
        waiting.seek(0)
        shutil.copyfileobj(waiting, out, length=1 << 20)
        out.write(foot.encode())
    return counts
