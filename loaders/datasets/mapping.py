"""The parts of a mapping file: which columns of a table of events hold what a claim needs. docs/mappings.md tells all.

It is data: columns and tables of words, in YAML. Nothing in it is run, and it leads to no other file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from diplograph.schema.records import ActorKind, Confidence, Modality, Mode

Column: TypeAlias = str
"""The name of a column, or of a field of a JSON object; "" for none."""
Form = Literal["iso", "yyyymmdd", "d month y", "d/m/y", "m/d/y"]
Precision = Literal["day", "interval", "week", "month", "year", "unknown"]
Side = Literal["source", "target"]
Coded = Literal["any", "iso3", "cow", "names"]


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a mapping file: no key that we do not know, so that a slip of the pen is found."""


class Prefix(_Part, frozen=True):
    """What stands in a cell before a sign: "47400351" of "47400351_2"."""

    column: Column
    before: str


class DateColumn(_Part, frozen=True):
    """A date in one cell, in one of some forms; the first form that fits is taken."""

    column: Column
    form: Form | tuple[Form, ...] = "iso"


class PrecisionColumn(_Part, frozen=True):
    """How exact the date of a row is, by the words of a column."""

    column: Column
    table: dict[str, Precision]


class DateColumns(_Part, frozen=True):
    """The date of the event: one cell, two for first and last day, or the cells of year, month and day."""

    column: Column = ""
    end: Column = ""
    form: Form | tuple[Form, ...] = "iso"
    year: Column = ""
    month: Column = ""
    day: Column = ""
    precision: PrecisionColumn | None = None


class SourceColumns(_Part, frozen=True):
    """The source of a row. A row without address and title is of the data set as a whole."""

    url: Column = ""
    title: Column | Prefix = ""
    publisher: Column = ""
    language: Column = ""
    published: DateColumn | None = None


class RecordColumn(_Part, frozen=True):
    """The key of a row; one that is not unique gets a digest of the row behind it."""

    column: Column
    unique: bool = True


class Condition(_Part, frozen=True):
    """Rows whose cell is one of some words, or, with ``unless``, none of some."""

    column: Column
    values: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def holds(self, cell: str) -> bool:
        return cell in self.values if self.values else cell not in self.unless


class Meaning(_Part, frozen=True):
    """What a word of the data set means: an event type, as what it is told, and which actors it tells of.

    Where the condition ``when`` does not hold, the word has no home.
    """

    type: str
    modality: Modality = "actual"
    mode: Mode = ""
    reversed: bool = False
    only: Side | Literal[""] = ""
    when: Condition | None = None


class TypeColumn(_Part, frozen=True):
    """The event type: always the same, or by a column of our names, of codes, or of words in a table."""

    always: str = ""
    column: Column = ""
    mode: Column = ""
    coded: Literal["", "names", "cameo", "plover"] = ""
    table: dict[str, str | Meaning] = {}


class ModalityColumn(_Part, frozen=True):
    """As what a row is told, by the words of a column; a word that the table lacks sets the row aside."""

    column: Column
    table: dict[str, Modality]


class PlaceColumns(_Part, frozen=True):
    """Where it was: a country, and a town that counts if the gazetteer has it there."""

    country: Column = ""
    town: Column = ""


class SectorColumn(_Part, frozen=True):
    """Of what sort an actor is: which words make a body of its state, which one apart, and how they are called."""

    column: Column
    separator: str = ""
    bodies: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    words: dict[str, str] = {}


class ActorColumns(_Part, frozen=True):
    """An actor of the row. ``role`` is a role of the type, or the side: ``source`` or ``target``."""

    role: str
    name: Column = ""
    country: Column = ""
    coded: Coded = "any"
    country_in_name: bool = False
    separator: str = ""
    sector: SectorColumn | None = None
    kind: ActorKind | None = None
    office: Column = ""
    speaks_for_state: bool = False


class Also(_Part, frozen=True):
    """One more event that a row tells where a condition holds, on the same days and at the same place."""

    when: Condition
    type: str
    actors: tuple[ActorColumns, ...]


class RowMapping(_Part, frozen=True):
    """A whole mapping file; what its keys mean is in docs/mappings.md."""

    name: str
    dataset: str
    type: TypeColumn
    actors: tuple[ActorColumns, ...]
    version: int = 1
    separator: str = ","
    quotes: bool = True
    missing: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    countries: dict[str, str] = {}
    source: SourceColumns = SourceColumns()
    record: Column | RecordColumn = ""
    code: Column | tuple[Column, ...] = ""
    modality: Modality | ModalityColumn = "actual"
    date: DateColumns | None = None
    stated_on: DateColumn | None = None
    place: PlaceColumns | None = None
    quote: Column = ""
    confidence: Confidence = "medium"
    leave_out: tuple[Condition, ...] = ()
    also: tuple[Also, ...] = ()

    @property
    def extractor(self) -> str:
        """The name and version under which its claims stand: those of a higher version take their place."""
        return f"{self.name}/{self.version}"

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that it names, each once, in the order of the file's keys."""
        return tuple(dict.fromkeys(filter(None, _columns(self))))


def _columns(part: Struct) -> Iterator[Column]:
    for field in part.__struct_fields__:
        value = getattr(part, field)
        values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        for each in values:
            if isinstance(each, Struct):
                yield from _columns(each)
            elif isinstance(each, str) and field in _COLUMN_FIELDS.get(type(part), ()):
                yield each


PARTS = (
    RowMapping,
    SourceColumns,
    Prefix,
    RecordColumn,
    TypeColumn,
    Meaning,
    ModalityColumn,
    DateColumn,
    DateColumns,
    PrecisionColumn,
    PlaceColumns,
    ActorColumns,
    SectorColumn,
    Condition,
    Also,
)
"""The parts of a mapping file, each with its keys."""
_COLUMN_FIELDS: dict[type, tuple[str, ...]] = {
    Prefix: ("column",),
    DateColumn: ("column",),
    PrecisionColumn: ("column",),
    DateColumns: ("column", "end", "year", "month", "day"),
    SourceColumns: ("url", "title", "publisher", "language"),
    RecordColumn: ("column",),
    TypeColumn: ("column", "mode"),
    ModalityColumn: ("column",),
    PlaceColumns: ("country", "town"),
    SectorColumn: ("column",),
    ActorColumns: ("name", "country", "office"),
    Condition: ("column",),
    RowMapping: ("record", "code", "quote"),
}
