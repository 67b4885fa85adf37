"""What all data sets share: lines become facts, one by one; bad rows are set aside, odd ones counted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.model import Rejected
from diplograph.schema.records import FactRecord

DataSetName = Literal["icews", "gdelt", "travels"]
Note = Callable[[str], None]
"""Hears, once a row, what is worth counting of a row that is kept: ``rows with one actor``."""
MISSING = frozenset(["", "NA"])

IDENTICAL = "byte-identical rows"
ONE_ACTOR = "rows with one actor"
SAME_STATE = "same-state pairs"
NO_HOME = "codes without a home"


Reject = Callable[[Rejected], None]
Row = tuple[int, FactRecord, str]
"""A fact between the number of its row's line and the row."""


class DataSet(Protocol):
    """A data set that others publish: known by how its files begin, read into facts."""

    @property
    def name(self) -> DataSetName: ...

    def begins(self, text: str) -> bool:
        """Whether a file of it begins as *text* does."""
        ...

    def facts(self, name: str, text: str, reject: Reject, note: Note) -> Iterator[Row]:
        """The facts of the file *name*; rows that cannot be read go to *reject*, what is odd to *note*."""
        ...


class Table(Struct, frozen=True):
    """Rows of cells, in one of some *layouts* that differ in the number of their columns.

    ``fact_of`` takes the cells of a row by the names of its columns, and the digest of its bytes. It raises a
    SchemaError for a row that cannot be read, and notes what is odd of one that can. A file that is *headed* has
    the names of its columns in its first line; another is known by the *key* that its first cells fit.
    """

    name: DataSetName
    layouts: tuple[tuple[str, ...], ...]
    fact_of: Callable[[Mapping[str, str], str, Note], FactRecord]
    headed: bool = True
    key: re.Pattern[str] = re.compile("")
    separator: str = "\t"

    def begins(self, text: str) -> bool:
        """Whether the first line of *text* is one of this data set."""
        _, line = next(_lines(text), (0, ""))
        if self.headed:
            return any(line == self.separator.join(layout) for layout in self.layouts)
        return bool(self.key.match(line)) and self._layout(line.split(self.separator)) is not None

    def _layout(self, cells: Sequence[str]) -> tuple[str, ...] | None:
        return next((layout for layout in self.layouts if len(layout) == len(cells)), None)

    def facts(self, name: str, text: str, reject: Reject, note: Note) -> Iterator[Row]:
        """The facts of the file *name*.

        Of byte-identical rows the first is given, the others are counted. That takes a
        number of 48 bits for each row of the file, and is all that grows with it.
        """
        lines = _lines(text)
        if self.headed:
            if not self.begins(text):
                raise ReadError(
                    f"{name}: does not begin as {self.name} does; keep the line with the names of its columns"
                )
            next(lines)
        seen: set[int] = set()
        for number, line in lines:
            if not line.strip():
                continue
            digest = hashlib.sha256(line.encode()).hexdigest()[:12]
            if int(digest, 16) in seen:
                note(IDENTICAL)
                continue
            try:
                fact = self.fact_of(self._named(line.split(self.separator)), digest, note)
            except SchemaError as problem:
                reject(Rejected(name, number, line, str(problem)))
                continue
            seen.add(int(digest, 16))
            yield number, fact, line

    def _named(self, cells: list[str]) -> Mapping[str, str]:
        layout = self._layout(cells)
        if layout is None:
            wanted = " or ".join(str(len(each)) for each in self.layouts)
            raise SchemaError(f"has {len(cells)} cells, not {wanted}; give one for each column")
        return dict(zip(layout, cells, strict=True))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of *text* with their numbers, without copying it; only a newline ends a line here."""
    start, number = 0, 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield number, text[start:end].rstrip("\r")
        start, number = end + 1, number + 1
