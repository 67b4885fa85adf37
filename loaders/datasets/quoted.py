"""Rows of separated cells that may be quoted and hold newlines: a bad row costs itself, not what follows it."""

from __future__ import annotations

import csv
import hashlib
from collections import deque
from collections.abc import Iterator, Sequence

from msgspec import Struct

from diplograph.loaders.datasets.rows import LONGEST_ROW, Copies, Note, Reject, decoded
from diplograph.schema.errors import SchemaError
from diplograph.schema.model import Rejected

LINES_OF_ROW = 100
"""Lines of one row: a remark has a few; a cell that goes on beyond this was never closed."""

Line = tuple[int, bytes]
"""A line with its number, without its end."""
QuotedRow = tuple[int, Sequence[str], str, str]
"""The number of its first line, its cells, the row as it stands, and the digest of its bytes."""


def rows_of(name: str, lines: Iterator[Line], columns: int, reject: Reject, note: Note) -> Iterator[QuotedRow]:
    """The rows of *columns* comma separated cells that the numbered *lines* of the file *name* hold.

    Rows that cannot be read go to *reject*. Of byte-identical rows the first is given, the others are noted.
    """
    copies = Copies()
    for record in Records(lines, ",", quotes=True):
        if not record.raw.strip():
            continue
        reason = record.reason
        if not reason and len(record.cells) != columns:
            reason = f"has {len(record.cells)} cells, not {columns}; quote cells that hold commas or newlines"
        if reason:
            reject(Rejected(name, record.number, shown(record.raw), reason))
            continue
        digest = hashlib.sha256(record.raw).hexdigest()[:12]
        if copies.is_new(digest, (), note):
            yield record.number, record.cells, shown(record.raw), digest


def shown(raw: bytes) -> str:
    """The bytes of a row as text."""
    return raw[:LONGEST_ROW].decode(errors="replace")


class Record(Struct, frozen=True):
    """The cells of a row, or the reason why it has none."""

    number: int
    raw: bytes
    cells: Sequence[str] = ()
    reason: str = ""


class Records(Iterator[Record]):
    """The records of a table, of which one may go over several lines where cells are quoted.

    A quote that is never closed takes in all that follows, up to LINES_OF_ROW lines. Then only the line where it is
    opened is bad; the others are read again, by themselves.
    """

    def __init__(self, lines: Iterator[Line], separator: str, quotes: bool) -> None:
        self._lines = lines
        self._separator = separator
        self._again: deque[Line] = deque()
        self._taken: list[Line] = []
        self._size = 0
        self._reader = csv.reader(self._texts(), delimiter=separator, strict=True) if quotes else None

    def __next__(self) -> Record:
        self._taken, self._size = [], 0
        if self._reader is None:
            number, raw = self._next_line()
            try:
                return Record(number, raw, decoded(raw).split(self._separator))
            except SchemaError as problem:
                return Record(number, raw, reason=str(problem))
        try:
            cells = next(self._reader)
        except csv.Error as problem:
            return self._bad(f"is not CSV ({problem}); quote cells that hold quotes, and close them")
        except SchemaError as problem:
            return self._bad(str(problem))
        return Record(self._taken[0][0], b"\n".join(raw for _, raw in self._taken), cells)

    def _bad(self, reason: str) -> Record:
        first, *others = self._taken
        self._again.extendleft(reversed(others))
        # A generator that has raised is at its end.
        self._reader = csv.reader(self._texts(), delimiter=self._separator, strict=True)
        return Record(*first, reason=reason)

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
            if len(self._taken) > LINES_OF_ROW:
                raise SchemaError(f"has a quoted cell that does not end within {LINES_OF_ROW} lines; close its quotes")
            yield f"{text}\n"

    def _next_line(self) -> Line:
        return self._again.popleft() if self._again else next(self._lines)
