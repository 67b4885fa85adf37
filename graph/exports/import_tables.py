"""Tables as ``neo4j-admin database import full`` reads them: a file with the header, one with the rows."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from diplograph.graph.exports.files import written_aside
from diplograph.graph.running import Row
from diplograph.graph.tables import NODES, relations

_TYPES = {"STRING": "string", "INT64": "long", "BOOLEAN": "boolean", "STRING[]": "string[]", "INT64[]": "long[]"}
_BUFFER = 4 << 20
"""What the importer holds of a file at once, and so its longest cell, unless it is told otherwise."""


class _Table:
    def __init__(self, columns: list[str], out: BinaryIO) -> None:
        self.columns = columns
        self.out = out
        self.rows = 0


class ImportTables:
    """The files of a folder, a pair for each label and each type of edge that has a row."""

    def __init__(self, folder: Path, packed: bool, more: Mapping[str, str]) -> None:
        self._folder = folder
        self._ending = ".csv.gz" if packed else ".csv"
        self._more = more
        self._tables: dict[str, _Table] = {}
        self._open = ExitStack()
        self._longest = 0

    @classmethod
    @contextlib.contextmanager
    def in_folder(cls, folder: Path, packed: bool, more: Mapping[str, str]) -> Iterator[ImportTables]:
        """Tables to write rows into; *more* are flags that ``Diplograph`` has beside its properties."""
        tables = cls(folder, packed, more)
        with tables._open:
            yield tables

    def write(self, name: str, row: Row) -> None:
        """One more row of the label or type of edge *name*."""
        table = self._tables.get(name) or self._begun(name)
        cells = [cell(row[column]) for column in table.columns]
        line = (",".join(cells) + "\n").encode()
        # No cell is longer than its line.
        self._longest = max(self._longest, len(line))
        table.out.write(line)
        table.rows += 1

    def _begun(self, name: str) -> _Table:
        columns = _header(name, self._more)
        with written_aside(self._folder / f"{name}.header.csv") as out:
            out.write((",".join(columns.values()) + "\n").encode())
        out = self._open.enter_context(written_aside(self._folder / f"{name}{self._ending}"))
        self._tables[name] = _Table(list(columns), out)
        return self._tables[name]

    @property
    def rows(self) -> tuple[int, int]:
        """How many nodes and how many edges were written."""
        nodes = sum(table.rows for name, table in self._tables.items() if name in NODES)
        return nodes, sum(table.rows for table in self._tables.values()) - nodes

    def options(self) -> Iterator[str]:
        """What the importer must be told to read these files, from within their folder."""
        yield "--multiline-fields=true"
        if self._longest > _BUFFER:
            yield f"--read-buffer-size={2 * self._longest}"
        for option, names in (("nodes", NODES), ("relationships", relations())):
            for name in names:
                if name in self._tables:
                    yield f"--{option}={name}={name}.header.csv,{name}{self._ending}"


def _header(name: str, more: Mapping[str, str]) -> dict[str, str]:
    """The columns of a table by the names that rows have for them, as the importer wants them named."""
    if name in NODES:
        typed = {column: f"{column}:{_TYPES[kind]}" for column, kind in NODES[name].items()}
        flags = {column: f"{column}:{kind}" for column, kind in more.items()} if name == "Diplograph" else {}
        return {**typed, "id": f"id:ID({name})", **flags}
    relation = relations()[name]
    ends = {"from": f":START_ID({relation.source})", "to": f":END_ID({relation.target})"}
    return {**ends, **{column: f"{column}:{_TYPES[kind]}" for column, kind in relation.properties.items()}}


def cell(value: object) -> str:
    """*value* as a cell: text always in quotes, for nothing between two commas is null.

    An array of nothing, or of one empty text, is null to the importer (``neo4j_schema.completions``). What our
    arrays hold has no semicolon: words of the schema, dates, ids of events.
    """
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return cell(";".join(str(each) for each in value)) if value else ""
    return str(value)
