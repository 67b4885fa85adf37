"""A mapping file: which columns of a table of events hold what a claim needs. docs/mappings.md is its manual.

It is data: columns and tables of words, in YAML. Nothing in it is run, and it leads to no other file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
import yaml
from msgspec import Struct

from diplograph.schema.actors import actors
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.event_types import event_type
from diplograph.schema.records import ActorKind, Confidence, Modality, Mode
from diplograph.schema.text import did_you_mean

Column: TypeAlias = str
"""The name of a column, or of a field of a JSON object; "" for none."""
Form = Literal["iso", "yyyymmdd", "d month y", "d/m/y", "m/d/y"]
Precision = Literal["day", "interval", "week", "month", "year", "unknown"]
Side = Literal["source", "target"]
LARGEST = 1 << 20
"""Bytes of a mapping file: ours have some 4,000."""
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PAGE = "see docs/mappings.md"


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
    coded: Literal["any", "iso3", "cow", "names"] = "any"
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


def mapping_names() -> list[str]:
    """The names of the mapping files that come with diplograph."""
    return sorted(each.name.removesuffix(".yaml") for each in _shipped().iterdir() if each.name.endswith(".yaml"))


def read_mapping(given: str | Path) -> RowMapping:
    """The mapping of that name, or of the file at that path; a ReadError in a line for what is wrong in it."""
    name = str(given)
    if name in mapping_names():
        return mapping_from(f"{name}.yaml", (_shipped() / f"{name}.yaml").read_bytes())
    path = Path(given)
    if not path.is_file():
        known = mapping_names()
        raise ReadError(
            f"{name}: no mapping of that name, and no such file; use one of {', '.join(known)}, or a file"
            f"{did_you_mean(name, known)}"
        )
    try:
        with path.open("rb") as content:
            return mapping_from(name, content.read(LARGEST + 1))
    except OSError as problem:
        raise ReadError(f"{name}: cannot be read ({problem.strerror}); give another file") from None


def mapping_from(name: str, content: bytes) -> RowMapping:
    """The mapping in the *content* of a file; *name* is for complaints."""
    if len(content) > LARGEST:
        raise ReadError(f"{name}: has more than {LARGEST} bytes; is this a mapping file? {_PAGE}")
    try:
        return _checked(msgspec.convert(_plain(content.decode("utf-8-sig")), RowMapping, strict=False))
    except UnicodeDecodeError as problem:
        raise ReadError(f"{name}: byte {problem.start} is not UTF-8; save the file as UTF-8") from None
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise ReadError(f"{name}:{line}: is not YAML ({problem.problem}); {_PAGE}") from None
    except (yaml.YAMLError, RecursionError):
        raise ReadError(f"{name}: is not YAML that we read; {_PAGE}") from None
    except msgspec.ValidationError as problem:
        raise ReadError(f"{name}: {problem}; {_PAGE}") from None
    except SchemaError as problem:
        raise ReadError(f"{name}: {problem}") from None


def _shipped() -> Path:
    return Path(str(files(__package__))) / "mappings"


def _plain(text: str) -> object:
    """The values of a YAML text, every word as it is written: 042 stays 042, and Yes is no truth value."""
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader)):
        raise SchemaError("has an alias (*); write the values out")
    return yaml.load(text, Loader=yaml.BaseLoader)


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


def _checked(mapping: RowMapping) -> RowMapping:
    """*mapping*, whose parts fit together; a SchemaError for what the types cannot say."""
    if not _NAME.fullmatch(mapping.name):
        raise SchemaError(f"name '{mapping.name}' is no plain word; write one such as my-data-set")
    if mapping.version < 1:
        raise SchemaError(f"version {mapping.version} is none; count from 1")
    if not mapping.dataset:
        raise SchemaError("'dataset' is empty; give the name of the data set")
    if len(mapping.separator) != 1 or mapping.separator in '"\r\n':
        raise SchemaError(f"separator '{mapping.separator}' is not one sign; write ',' or \"\\t\"")
    for words, state in mapping.countries.items():
        if state not in actors() or actors()[state].kind != "state":
            raise SchemaError(
                f"countries: '{words}' is to be '{state}', which is no state; write its ISO code, such as COG"
            )
    _check_type(mapping.type)
    _check_date(mapping.date)
    _check_actors(mapping.actors, mapping.type.always)
    for also in mapping.also:
        event_type(also.type)
        _check_actors(also.actors, also.type)
    for condition in _conditions(mapping):
        if bool(condition.values) == bool(condition.unless):
            raise SchemaError(f"the condition on '{condition.column}' needs either 'values' or 'unless'")
    return mapping


def _conditions(mapping: RowMapping) -> Iterator[Condition]:
    yield from mapping.leave_out
    yield from (also.when for also in mapping.also)
    for meaning in mapping.type.table.values():
        if isinstance(meaning, Meaning) and meaning.when:
            yield meaning.when


def _check_type(told: TypeColumn) -> None:
    if bool(told.always) == bool(told.column):
        raise SchemaError("'type' needs either 'always', or 'column' with 'coded' or 'table'")
    if told.column and not (told.coded or told.table):
        raise SchemaError(f"the type in '{told.column}' needs 'coded' (names, cameo, plover) or 'table'")
    if told.always and (told.coded or told.table or told.mode):
        raise SchemaError("'always' goes with no other key of 'type'")
    for meaning in (told.always, *told.table.values()):
        if meaning:
            event_type(meaning if isinstance(meaning, str) else meaning.type)


def _check_date(told: DateColumns | None) -> None:
    if told is None:
        return
    if bool(told.column) == bool(told.year):
        raise SchemaError("'date' needs either 'column' or 'year'")
    if (told.end and not told.column) or (told.month and not told.year) or (told.day and not told.month):
        raise SchemaError("'end' goes with 'column', 'month' with 'year', and 'day' with 'month'")


def _check_actors(told: tuple[ActorColumns, ...], type_name: str) -> None:
    if not told:
        raise SchemaError("'actors' is empty; give at least one")
    for actor in told:
        if not actor.name and not actor.country:
            raise SchemaError(f"the actor in the role '{actor.role}' needs 'name' or 'country'")
        if type_name and actor.role not in ("source", "target"):
            roles = [role.name for role in event_type(type_name).roles]
            if actor.role not in roles:
                raise SchemaError(
                    f"{type_name} has no role '{actor.role}'; use one of source, target, {', '.join(roles)}"
                    f"{did_you_mean(actor.role, roles)}"
                )
