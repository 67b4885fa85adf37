"""Files that are whole or not there: written aside, then renamed."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

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
