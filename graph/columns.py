"""Rows of a label or a type of edge as columns, which the embedded engine copies in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow

from diplograph.graph.running import Row
from diplograph.graph.tables import NODES, relations

_ARROW = {
    "STRING": pyarrow.string(),
    "INT64": pyarrow.int64(),
    "BOOLEAN": pyarrow.bool_(),
    "STRING[]": pyarrow.list_(pyarrow.string()),
    "INT64[]": pyarrow.list_(pyarrow.int64()),
}


def table_of(name: str, rows: Sequence[Row]) -> pyarrow.Table:
    """The columns of *name*, as its table has them; an edge has ``from`` and ``to`` before."""
    return columns_of(kinds(name), rows)


def kinds(name: str) -> Mapping[str, str]:
    """The columns of *name* by the types that the tables of the stores name."""
    return NODES[name] if name in NODES else {"from": "STRING", "to": "STRING", **relations()[name].properties}


def schema_of(kinds: Mapping[str, str]) -> pyarrow.Schema:
    """Columns of these names and types."""
    return pyarrow.schema([(column, _ARROW[kind]) for column, kind in kinds.items()])


def columns_of(kinds: Mapping[str, str], rows: Sequence[Row]) -> pyarrow.Table:
    """Rows as columns of these names and types."""
    return pyarrow.table(
        {column: pyarrow.array([row[column] for row in rows], _ARROW[kind]) for column, kind in kinds.items()}
    )


def packed(table: pyarrow.Table) -> bytes:
    """*table* as bytes, to go to another process."""
    out = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)
    return bytes(out.getvalue())


def unpacked(content: bytes | pyarrow.Buffer) -> pyarrow.Table:
    """The table that :func:`packed` made bytes of."""
    with pyarrow.ipc.open_stream(content) as stream:
        return stream.read_all()
