"""Tables as ``neo4j-admin database import full`` reads them: a file with the header, one with the rows."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import pyarrow
import pyarrow.compute
import pyarrow.csv

from diplograph.graph.columns import kinds
from diplograph.graph.exports.files import written_aside
from diplograph.graph.tables import NODES, relations

_BYTES = 16_000_000
"""Bytes of columns that are made text together, about."""
_TYPES = {"STRING": "string", "INT64": "long", "BOOLEAN": "boolean", "STRING[]": "string[]", "INT64[]": "long[]"}
_BUFFER = 4 << 20
"""What the importer holds of a file at once, and so its longest cell, unless it is told otherwise."""


class _Table:
    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.rows = 0
        self.longest = 0
        """Bytes that no cell has more than."""

    def write(self, table: pyarrow.Table) -> None:
        for column in table.columns:
            if pyarrow.types.is_string(column.type):
                # In the file each quotation mark may be two.
                longest = pyarrow.compute.max(pyarrow.compute.binary_length(column)).as_py() or 0
                self.longest = max(self.longest, 2 * longest + 2)
        rows = max(1, table.num_rows * _BYTES // max(1, table.nbytes))
        for first in range(0, table.num_rows, rows):
            part = table.slice(first, rows)
            cells = {name: _cells(column) for name, column in zip(part.column_names, part.columns, strict=True)}
            out = pyarrow.BufferOutputStream()
            pyarrow.csv.write_csv(pyarrow.table(cells), out, pyarrow.csv.WriteOptions(include_header=False))
            self._out.write(out.getvalue())
        self.rows += table.num_rows


class ImportTables:
    """The files of a folder, a pair for each label and each type of edge that has a row."""

    def __init__(self, folder: Path, packed: bool, more: Mapping[str, str]) -> None:
        self._folder = folder
        self._ending = ".csv.gz" if packed else ".csv"
        self._more = more
        self._tables: dict[str, _Table] = {}
        self._open = ExitStack()

    @classmethod
    @contextlib.contextmanager
    def in_folder(cls, folder: Path, packed: bool, more: Mapping[str, str]) -> Iterator[ImportTables]:
        """Tables to write rows into; *more* are flags that ``Diplograph`` has beside its properties."""
        tables = cls(folder, packed, more)
        with tables._open:
            yield tables

    def write(self, name: str, rows: pyarrow.Table) -> None:
        """More rows of the label or type of edge *name*."""
        table = self._tables.get(name) or self._begun(name)
        table.write(rows)

    def kinds(self, name: str) -> Mapping[str, str]:
        """The columns of *name* by their types."""
        return {**kinds(name), **(self._more if name == "Diplograph" else {})}

    def _begun(self, name: str) -> _Table:
        columns = self.kinds(name)
        with written_aside(self._folder / f"{name}.header.csv") as out:
            out.write((",".join(_header(name, columns)) + "\n").encode())
        out = self._open.enter_context(written_aside(self._folder / f"{name}{self._ending}"))
        self._tables[name] = _Table(out)
        return self._tables[name]

    @property
    def rows(self) -> tuple[int, int]:
        """How many nodes and how many edges were written."""
        nodes = sum(table.rows for name, table in self._tables.items() if name in NODES)
        return nodes, sum(table.rows for table in self._tables.values()) - nodes

    def options(self) -> Iterator[str]:
        """What the importer must be told to read these files, from within their folder."""
        yield "--multiline-fields=true"
        longest = max((table.longest for table in self._tables.values()), default=0)
        if longest > _BUFFER:
            yield f"--read-buffer-size={2 * longest}"
        for option, names in (("nodes", NODES), ("relationships", relations())):
            for name in names:
                if name in self._tables:
                    yield f"--{option}={name}={name}.header.csv,{name}{self._ending}"


def _header(name: str, columns: Mapping[str, str]) -> Iterator[str]:
    """The columns of a table, as the importer wants them named."""
    if name in NODES:
        ends = {"id": f"id:ID({name})"}
    else:
        relation = relations()[name]
        ends = {"from": f":START_ID({relation.source})", "to": f":END_ID({relation.target})"}
    for column, kind in columns.items():
        yield ends.get(column) or f"{column}:{_TYPES[kind]}"


def _cells(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    """*column* as it is written: text always in quotes, for nothing between two commas is null.

    An array of nothing, or of one empty text, is null to the importer (``neo4j_schema.completions``). What our
    arrays hold has no semicolon: words of the schema, dates, ids of events.
    """
    if not pyarrow.types.is_list(column.type):
        return column
    texts = column.cast(pyarrow.list_(pyarrow.string()))
    filled = pyarrow.compute.greater(pyarrow.compute.list_value_length(column), 0)
    return pyarrow.compute.if_else(filled, pyarrow.compute.binary_join(texts, ";"), None)
