"""The rows of a file of CSV, TSV or JSON lines, one by one: cells by the names of their columns."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from diplograph.loaders.datasets.quoted import Line, Records, shown
from diplograph.loaders.datasets.rows import Content, Reject, decoded, lines_in
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.model import Rejected
from diplograph.schema.text import did_you_mean

_NOT_TOLD = (None, "")


class TableRow(Struct, frozen=True):
    """A row: the number of its first line, its bytes, and its cells."""

    number: int
    raw: bytes
    cells: Mapping[str, str]

    @property
    def text(self) -> str:
        """The row as it stands in the file, for complaints."""
        return shown(self.raw)


def rows_in(
    file: Content, columns: Sequence[str], separator: str, quotes: bool, lists: str, reject: Reject
) -> Iterator[TableRow]:
    """The rows of *file*, in JSON lines where its first line is an object, else in a table with a line of names.

    Only *columns* are looked at; a table that lacks one is a ReadError. In JSON an absent field is an empty cell, and
    *lists* goes between the values of a list. Rows that cannot be read go to *reject*.
    """
    with file.opened() as content:
        rest = lines_in(content)
        first = next((line for line in rest if line[1].strip()), None)
        if first is None:
            raise ReadError(f"{file.name}: is empty; give a file with rows")
        lines = itertools.chain([first], rest)
        if first[1].lstrip().startswith(b"{"):
            yield from _objects(file.name, lines, columns, lists, reject)
        else:
            yield from _table(file.name, lines, columns, Records(lines, separator, quotes), reject)


def _objects(
    name: str, lines: Iterator[Line], columns: Sequence[str], lists: str, reject: Reject
) -> Iterator[TableRow]:
    for number, raw in lines:
        if not raw.strip():
            continue
        try:
            # Numbers stay as they are written: 1.0 is no 1, and 042 of a careless writer is no JSON.
            values = json.loads(decoded(raw), parse_int=str, parse_float=str, parse_constant=str)
            if not isinstance(values, dict):
                raise SchemaError("is no JSON object; write one object a line")
            cells = {column: _cell(column, values.get(column), lists) for column in columns}
        except (SchemaError, json.JSONDecodeError, RecursionError) as problem:
            reject(Rejected(name, number, shown(raw), _reason(problem)))
        else:
            yield TableRow(number, raw, cells)


def _reason(problem: Exception) -> str:
    if isinstance(problem, json.JSONDecodeError):
        return f"is not JSON ({problem.msg} at column {problem.colno}); write one object a line"
    return "is nested too deep" if isinstance(problem, RecursionError) else str(problem)


def _cell(column: str, value: object, lists: str) -> str:
    """A value of JSON as the text of a cell."""
    if value in _NOT_TOLD:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and lists and all(isinstance(each, str) for each in value):
        value = lists.join(value)
    if not isinstance(value, str):
        raise SchemaError(f"'{column}' is no plain value; give text or a number")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise SchemaError(f"'{column}' has half a sign (a lone surrogate); write the text anew") from None
    if "\0" in value:
        raise SchemaError(f"'{column}' has a NUL, which no text has; get the file again")
    return value


def _table(
    name: str, lines: Iterator[Line], columns: Sequence[str], records: Records, reject: Reject
) -> Iterator[TableRow]:
    header = next(records)
    if header.reason:
        raise ReadError(f"{name}: the line with the names of its columns {header.reason}")
    names = [cell.strip() for cell in header.cells]
    for column in columns:
        if names.count(column) != 1:
            what = f"has two columns '{column}'" if column in names else f"has no column '{column}'"
            raise ReadError(f"{name}: {what}; the mapping file names it{did_you_mean(column, filter(None, names))}")
    places = {column: names.index(column) for column in columns}
    for record in records:
        if not record.raw.strip():
            continue
        reason = record.reason
        if not reason and len(record.cells) != len(names):
            reason = f"has {len(record.cells)} cells, not {len(names)}; give one for each column"
        if reason:
            reject(Rejected(name, record.number, shown(record.raw), reason))
        else:
            cells = {column: record.cells[place] for column, place in places.items()}
            yield TableRow(record.number, record.raw, cells)
