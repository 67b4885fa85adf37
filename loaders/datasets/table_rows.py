"""The rows of a file of CSV, TSV or JSON lines, one by one: cells by the names of their columns."""

from __future__ import annotations

import csv
import itertools
import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from diplograph.loaders.datasets.rows import LONGEST_ROW, Content, Reject, decoded, lines_in
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.model import Rejected
from diplograph.schema.text import did_you_mean

Line = tuple[int, bytes]
"""A line with its number, without its end."""
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


def shown(raw: bytes) -> str:
    """The bytes of a row as text."""
    return raw[:LONGEST_ROW].decode(errors="replace")


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
            yield from _table(file.name, lines, columns, _Records(lines, separator, quotes), reject)


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
    name: str, lines: Iterator[Line], columns: Sequence[str], records: _Records, reject: Reject
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


class _Record(Struct, frozen=True):
    """The cells of a row, or the reason why it has none."""

    number: int
    raw: bytes
    cells: Sequence[str] = ()
    reason: str = ""


class _Records(Iterator[_Record]):
    """The records of a table, of which one may go over several lines where cells are quoted.

    A quote that is never closed takes in all that follows, up to a megabyte. Then only the line where it is opened is
    bad; the others are read again, by themselves.
    """

    def __init__(self, lines: Iterator[Line], separator: str, quotes: bool) -> None:
        self._lines = lines
        self._separator = separator
        self._again: deque[Line] = deque()
        self._taken: list[Line] = []
        self._size = 0
        self._reader = csv.reader(self._texts(), delimiter=separator, strict=True) if quotes else None

    def __next__(self) -> _Record:
        self._taken, self._size = [], 0
        if self._reader is None:
            number, raw = self._next_line()
            try:
                return _Record(number, raw, decoded(raw).split(self._separator))
            except SchemaError as problem:
                return _Record(number, raw, reason=str(problem))
        try:
            cells = next(self._reader)
        except csv.Error as problem:
            return self._bad(f"is not CSV ({problem}); quote cells that hold quotes, and close them")
        except SchemaError as problem:
            return self._bad(str(problem))
        return _Record(self._taken[0][0], b"\n".join(raw for _, raw in self._taken), cells)

    def _bad(self, reason: str) -> _Record:
        first, *others = self._taken
        self._again.extendleft(reversed(others))
        # A generator that has raised is at its end.
        self._reader = csv.reader(self._texts(), delimiter=self._separator, strict=True)
        return _Record(*first, reason=reason)

    def _texts(self) -> Iterator[str]:
        while True:
            try:
                line = self._next_line()
            except StopIteration:
                return
            self._taken.append(line)
            self._size += len(line[1])
            text = decoded(line[1])
            if self._size > LONGEST_ROW:
                raise SchemaError(f"has more than {LONGEST_ROW} bytes; close the quotes of its cells")
            yield f"{text}\n"

    def _next_line(self) -> Line:
        return self._again.popleft() if self._again else next(self._lines)
