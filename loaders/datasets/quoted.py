"""Comma separated rows whose cells may be quoted and hold newlines: a bad row costs itself, not what follows it."""

from __future__ import annotations

import csv
import hashlib
from collections import deque
from collections.abc import Iterator

from diplograph.loaders.datasets.rows import IDENTICAL, LONGEST_ROW, Note, Reject, decoded
from diplograph.schema.errors import SchemaError
from diplograph.schema.model import Rejected

LINES_OF_ROW = 100
"""Lines of one row: a remark has a few; a cell that goes on beyond this was never closed."""

QuotedRow = tuple[int, list[str], str, str]
"""The number of its first line, its cells, the row as it stands, and the digest of its bytes."""


def rows_of(
    name: str, lines: Iterator[tuple[int, bytes]], columns: int, reject: Reject, note: Note
) -> Iterator[QuotedRow]:
    """The rows of *columns* cells that the numbered *lines* of the file *name* hold, and blank lines none.

    Of a row that cannot be read its first line goes to *reject*, and the lines that it seemed to
    take along are read again: a quote that is never closed must not swallow the rows below it.
    Of byte-identical rows the first is given, the others are noted.
    """
    taken = _Taken(lines)
    seen: set[int] = set()
    while taken.begins():
        try:
            cells = next(csv.reader(taken, strict=True))
            text = "\n".join(decoded(raw) for _, raw in taken.lines)
            if cells and len(cells) != columns:
                raise SchemaError(f"has {len(cells)} cells, not {columns}; quote cells that hold commas or newlines")
        except (csv.Error, SchemaError) as problem:
            number, raw = taken.back()
            reason = f"is not CSV ({problem}); quote cells that hold quotes" if _is_csv(problem) else str(problem)
            reject(Rejected(name, number, raw[:LONGEST_ROW].decode(errors="replace"), reason))
            continue
        if not cells:
            continue
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        if int(digest, 16) in seen:
            note(IDENTICAL)
            continue
        seen.add(int(digest, 16))
        yield taken.lines[0][0], cells, text, digest


def _is_csv(problem: Exception) -> bool:
    return isinstance(problem, csv.Error)


class _Taken:
    """Gives lines to the csv module, and remembers which it took for a row."""

    def __init__(self, lines: Iterator[tuple[int, bytes]]) -> None:
        self._rest = lines
        self._again: deque[tuple[int, bytes]] = deque()
        self.lines: list[tuple[int, bytes]] = []

    def begins(self) -> bool:
        """Whether there is another row to begin."""
        self.lines = []
        if not self._again and (line := next(self._rest, None)) is not None:
            self._again.append(line)
        return bool(self._again)

    def back(self) -> tuple[int, bytes]:
        """The first line taken; those after it are to be read again."""
        self._again.extendleft(reversed(self.lines[1:]))
        return self.lines[0]

    def __iter__(self) -> _Taken:
        return self

    def __next__(self) -> str:
        if len(self.lines) == LINES_OF_ROW:
            raise csv.Error(f"a quoted cell does not end within {LINES_OF_ROW} lines")
        line = self._again.popleft() if self._again else next(self._rest)
        self.lines.append(line)
        return line[1].decode(errors="replace") + "\n"
