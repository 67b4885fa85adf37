"""What all data sets share: lines become facts, one by one; bad rows are set aside, odd ones counted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.model import Rejected
from diplograph.schema.records import FactRecord

DataSetName = Literal["icews"]
Note = Callable[[str], None]
"""Hears, once a row, what is worth counting of a row that is kept: ``rows with one actor``."""
MISSING = frozenset(["", "NA"])

IDENTICAL = "byte-identical rows"
ONE_ACTOR = "rows with one actor"
SAME_STATE = "same-state pairs"
NO_HOME = "codes without a home"


class DataSet(Struct, frozen=True):
    """One layout of rows. ``fact_of`` takes the cells of a row and the digest of its bytes.

    It raises a SchemaError for a row that cannot be read, and notes what is odd of one that can.
    """

    name: DataSetName
    header: tuple[str, ...]
    fact_of: Callable[[list[str], str, Note], FactRecord]
    separator: str = "\t"

    def is_header(self, line: str) -> bool:
        """Whether *line*, without its end, is the first line of this data set."""
        return line == self.separator.join(self.header)


def facts_of(
    data_set: DataSet, name: str, text: str, reject: Callable[[Rejected], None], note: Note
) -> Iterator[tuple[int, FactRecord, str]]:
    """The facts of the file *name*, each with the number and the text of its line.

    Of byte-identical rows the first is given, the others are counted. That takes a
    number of 48 bits for each row of the file, and is all that grows with it.
    """
    lines = _lines(text)
    number, header = next(lines, (0, ""))
    if not data_set.is_header(header):
        raise ReadError(f"{name}: does not begin as {data_set.name} does; keep the line with the names of its columns")
    seen: set[int] = set()
    for number, line in lines:
        if not line.strip():
            continue
        digest = hashlib.sha256(line.encode()).hexdigest()[:12]
        if int(digest, 16) in seen:
            note(IDENTICAL)
            continue
        try:
            cells = line.split(data_set.separator)
            if len(cells) != len(data_set.header):
                raise SchemaError(f"has {len(cells)} cells, not {len(data_set.header)}; give one for each column")
            fact = data_set.fact_of(cells, digest, note)
        except SchemaError as problem:
            reject(Rejected(name, number, line, str(problem)))
            continue
        seen.add(int(digest, 16))
        yield number, fact, line


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of *text* with their numbers, without copying it; only a newline ends a line here."""
    start, number = 0, 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield number, text[start:end].rstrip("\r")
        start, number = end + 1, number + 1
