"""What all data sets share: lines become facts, one by one; bad rows are set aside, odd ones counted."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from operator import itemgetter
from typing import BinaryIO, Literal, Protocol

from msgspec import Struct

from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.model import Rejected
from diplograph.schema.records import FactRecord

DataSetName = Literal["icews", "gdelt", "gdelt-mentions", "travels", "sipri"]
Note = Callable[[str], None]
"""Hears, once a row, what is worth counting of a row that is kept: ``rows with one actor``."""
MISSING = frozenset(["", "NA"])

IDENTICAL = "byte-identical rows"
ONE_ACTOR = "rows with one actor"
SAME_STATE = "same-state pairs"
NO_HOME = "codes without a home"
LEFT_OUT = "rows left out by the mapping file"


LONGEST_ROW = 1 << 20
"""Bytes of a row: one of GDELT has some 500; a line beyond this is something else, and is not held in memory."""

Reject = Callable[[Rejected], None]
Row = tuple[int, FactRecord, str]
"""A fact between the number of its row's line and the row."""


class Content(Protocol):
    """A file as data sets ask for it: its name for complaints, and its bytes, unpacked, from the beginning on."""

    @property
    def name(self) -> str: ...

    def opened(self) -> AbstractContextManager[BinaryIO]: ...


class DataSet(Protocol):
    """A data set that others publish: known by how its files begin, read into facts."""

    @property
    def name(self) -> DataSetName: ...

    def begins(self, text: str) -> bool:
        """Whether a file of it begins as *text* does."""
        ...

    def facts(self, file: Content, reject: Reject, note: Note) -> Iterator[Row]:
        """The facts of *file*; rows that cannot be read go to *reject*, what is odd to *note*."""
        ...


class CodedRow(Struct, frozen=True):
    """A row that can be read, with 12 hex digits that are equal for byte-identical rows, and what is odd of it."""

    number: int
    line: str
    digest: str
    fact: FactRecord
    notes: tuple[str, ...]


class Copies:
    """Tells byte-identical rows of a file."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def are_new(self, digests: Collection[int], notes: Mapping[str, int], note: Note) -> bool:
        """Whether no row of any of these *digests* came before; then they have, and all *notes* of them count."""
        if not self._seen.isdisjoint(digests):
            return False
        self._seen.update(digests)
        for what, count in notes.items():
            for _ in range(count):
                note(what)
        return True

    def is_new(self, digest: str, notes: Iterable[str], note: Note) -> bool:
        """Whether no row of this digest came before; of one that is new the *notes* count, of a copy that it is one."""
        if int(digest, 16) in self._seen:
            note(IDENTICAL)
            return False
        self._seen.add(int(digest, 16))
        for each in notes:
            note(each)
        return True


class Table(Struct, frozen=True, dict=True):
    """Rows of cells, in one of some *layouts* that differ in the number of their columns.

    ``fact_of`` takes the cells of a row by the names of its columns, of those that it has *asked* for if it names them,
    and the digest of its bytes. It raises a SchemaError for a row that cannot be read, and notes what is odd of one
    that can. A file that is *headed* has the names of its columns in its first line; another is known by the *key*
    that its first cells fit.
    """

    name: DataSetName
    layouts: tuple[tuple[str, ...], ...]
    fact_of: Callable[[Mapping[str, str], str, Note], FactRecord]
    headed: bool = True
    key: re.Pattern[str] = re.compile("")
    separator: str = "\t"
    asked: frozenset[str] = frozenset()

    def begins(self, text: str) -> bool:
        """Whether the first line of *text* is one of this data set."""
        return self._begins(text.partition("\n")[0].rstrip("\r"))

    def _begins(self, line: str) -> bool:
        if self.headed:
            return any(line == self.separator.join(layout) for layout in self.layouts)
        return bool(self.key.match(line)) and len(line.split(self.separator)) in self._columns

    def facts(self, file: Content, reject: Reject, note: Note) -> Iterator[Row]:
        """The facts of *file*, read line by line.

        Of byte-identical rows the first is given, the others are counted. That takes a
        number of 48 bits for each row of the file, and is all that grows with it.
        """
        copies = Copies()
        for number, raw in self.lines(file):
            row = self.read(file.name, number, raw)
            if isinstance(row, Rejected):
                reject(row)
            elif copies.is_new(row.digest, row.notes, note):
                yield row.number, row.fact, row.line

    def lines(self, file: Content) -> Iterator[tuple[int, bytes]]:
        """The rows of *file*, each with the number of its line."""
        with file.opened() as content:
            for number, raw in lines_in(content):
                if self.headed and number == 1:
                    if not self._begins(raw.decode(errors="replace")):
                        raise ReadError(
                            f"{file.name}: does not begin as {self.name} does; keep the line with the names "
                            "of its columns"
                        )
                elif raw.strip():
                    yield number, raw

    def read(self, name: str, number: int, raw: bytes) -> CodedRow | Rejected:
        """What the row in line *number* of the file *name* gives."""
        digest = hashlib.sha256(raw).hexdigest()[:12]
        notes: list[str] = []
        try:
            line = decoded(raw)
            fact = self.fact_of(self._named(line.split(self.separator)), digest, notes.append)
        except SchemaError as problem:
            return Rejected(name, number, raw[:LONGEST_ROW].decode(errors="replace"), str(problem))
        return CodedRow(number, line, digest, fact, tuple(notes))

    @cached_property
    def _columns(self) -> Mapping[int, tuple[Sequence[str], Callable[[Sequence[str]], Sequence[str]]]]:
        """By the number of cells, the names of the columns that are asked for, and what takes these from a row."""
        found = {}
        for layout in self.layouts:
            places = [place for place, column in enumerate(layout) if not self.asked or column in self.asked]
            found[len(layout)] = [layout[place] for place in places], itemgetter(*places)
        return found

    def _named(self, cells: list[str]) -> Mapping[str, str]:
        columns = self._columns.get(len(cells))
        if columns is None:
            wanted = " or ".join(str(len(each)) for each in self.layouts)
            raise SchemaError(f"has {len(cells)} cells, not {wanted}; give one for each column")
        names, read = columns
        return dict(zip(names, read(cells), strict=True))


def lines_in(content: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers; only a newline ends a line here. Of one that is too long, its beginning."""
    number = 0
    while raw := content.readline(LONGEST_ROW + 1):
        number += 1
        if len(raw) > LONGEST_ROW:
            while (rest := content.readline(LONGEST_ROW)) and not rest.endswith(b"\n"):
                pass
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        yield number, raw.rstrip(b"\n").rstrip(b"\r")


def decoded(raw: bytes) -> str:
    """The text of a line; a SchemaError for what is no row of text."""
    if len(raw) > LONGEST_ROW:
        raise SchemaError(f"has more than {LONGEST_ROW} bytes; is this a row?")
    if b"\0" in raw:
        raise SchemaError("has a NUL, which no text has; get the file again")
    try:
        return raw.decode()
    except UnicodeDecodeError as problem:
        raise SchemaError(f"byte {problem.start} of the row is not UTF-8; save the file as UTF-8") from None
