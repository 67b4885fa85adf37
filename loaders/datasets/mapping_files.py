"""Reading mapping files: from YAML, checked, with one clear line for what is wrong in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import msgspec
import yaml

from diplograph.loaders.datasets.mapping import (
    ActorColumns,
    Condition,
    DateColumns,
    Meaning,
    RowMapping,
    TypeColumn,
)
from diplograph.schema.actors import actors
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.event_types import event_type
from diplograph.schema.text import did_you_mean

LARGEST = 100_000
"""Bytes of a mapping file: ours have some 3,000."""
DEEPEST = 20
"""Levels of lists and tables in it: ours have six."""
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PAGE = "see docs/mappings.md"


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
        raise ReadError(f"{name}: {_in_a_line(problem)}; {_PAGE}") from None
    except SchemaError as problem:
        raise ReadError(f"{name}: {_in_a_line(problem)}") from None


def _in_a_line(problem: Exception) -> str:
    """What went wrong; a value that it quotes may go over lines."""
    return " ".join(str(problem).split())


def _shipped() -> Path:
    return Path(str(files(__package__))) / "mappings"


def _plain(text: str) -> object:
    """The values of a YAML text, every word as it is written: 042 stays 042, and Yes is no truth value."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise SchemaError("has an alias (*); write the values out")
        if depth > DEEPEST:
            raise SchemaError(f"is more than {DEEPEST} levels deep; is this a mapping file? {_PAGE}")
    return _value(yaml.compose(text, Loader=yaml.BaseLoader))


def _value(node: yaml.Node | None) -> object:
    """The value of a node. A key that comes twice is a SchemaError: of two entries of a table one would be lost."""
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    if not isinstance(node, yaml.MappingNode):
        return node.value if isinstance(node, yaml.ScalarNode) else None
    values: dict[object, object] = {}
    for key, value in node.value:
        word = key.value if isinstance(key, yaml.ScalarNode) else ""
        if word in values:
            raise SchemaError(f"line {key.start_mark.line + 1} has the key '{word}' again; keep one")
        values[word] = _value(value)
    return values


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
