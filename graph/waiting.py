"""Finished tables that wait on disk until the engine copies them, however many rows they have."""

from __future__ import annotations

import mmap
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow

from diplograph.graph.columns import unpacked
from diplograph.graph.tables import NODES

_LAST = "ABOUT"
"""An event without a claim was cut short, and is made again: so what joins them comes last."""


class _Table:
    def __init__(self, file: BinaryIO, schema: pyarrow.Schema) -> None:
        self.file = file
        self.rows = pyarrow.ipc.new_stream(file, schema)

    def pieces(self, most: int) -> Iterator[pyarrow.Table]:
        """All rows, about so many at a time; they stay on disk, and the system reads what is looked at."""
        self.rows.close()
        self.file.flush()
        held = mmap.mmap(self.file.fileno(), 0, access=mmap.ACCESS_READ)
        with pyarrow.ipc.open_stream(pyarrow.py_buffer(held)) as stream:
            batches: list[pyarrow.RecordBatch] = []
            for batch in stream:
                batches.append(batch)
                if sum(map(len, batches)) >= most:
                    yield pyarrow.Table.from_batches(batches)
                    batches = []
                    if hasattr(mmap, "MADV_DONTNEED"):
                        # What was looked at counts as memory of this process, until the system wants it for others.
                        held.madvise(mmap.MADV_DONTNEED)
            if batches:
                yield pyarrow.Table.from_batches(batches)


class WaitingTables:
    """Rows of labels and of types of edges, each in a file that nobody else sees and that ends with the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables: dict[str, _Table] = {}

    def add(self, name: str, content: bytes) -> None:
        """More rows of a label or type, as :func:`columns.packed` makes them."""
        rows = unpacked(content)
        if name not in self._tables:
            file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - it is open until close()
            self._tables[name] = _Table(file, rows.schema)
        self._tables[name].rows.write_table(rows)

    def taken(self, most: int) -> Iterator[tuple[str, pyarrow.Table]]:
        """Each table, in the order in which they are to be written, and no more held here: nodes before edges.

        Of nodes about so many at a time. All edges of a type come at once: each COPY writes those of an actor anew.
        """
        for name in sorted(self._tables, key=lambda name: (name not in NODES, name == _LAST, name)):
            table = self._tables.pop(name)
            with table.file:
                for piece in table.pieces(most if name in NODES else sys.maxsize):
                    yield name, piece

    def close(self) -> None:
        """Forget them."""
        for table in self._tables.values():
            table.file.close()
        self._tables.clear()
