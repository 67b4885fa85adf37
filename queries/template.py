"""Reading query templates: a Cypher file whose ``//`` header says what it asks and what it needs."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from diplograph.graph.guard import check_reading, parameters_in, subset_problems
from diplograph.schema.errors import QueryError

KINDS = ("actors", "day", "period", "statuses", "types", "text", "integer")
_LINE = re.compile(r"//\s*(summary|names|example|as-of|search|totals):\s*(.*)")
_PARTS = re.compile(r"^// (and|also \w+)$", re.MULTILINE)
_COMMENT = re.compile(r"^//.*\n?", re.MULTILINE)
_PARAMETER = re.compile(r"//\s*param\s+(\w+)\s+\((\w+)(?:,\s*default\s+([^)]*))?\):\s*(.*)")


class Parameter(Struct, frozen=True):
    """One ``// param`` line. A parameter without default must be given."""

    name: str
    kind: str
    default: str | None
    help: str


class Statement(Struct, frozen=True):
    """One text of Cypher, and others that fill in columns of its rows: ``// also COLUMN``, by equal COLUMN.

    These may ask for ``$keys``, what the rows have in COLUMN. An ``OPTIONAL MATCH``, or a ``MATCH``
    by an id behind a ``WITH``, would do the same and makes the embedded engine read whole tables.
    """

    text: str
    also: tuple[tuple[str, str], ...] = ()


class Template(Struct, frozen=True):
    """A question: ``names`` are the columns that hold names of actors.

    ``statements`` are asked one after the other, and their rows follow each other (``// and``).
    ``knows_as_of`` is false where a row is nothing that a source states.
    ``search`` names the edges of a template that tells one step of a chain (see paths.py).
    ``totals`` says how two rows of one group become one: sum, min or max, by column (see joining.py).
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    statements: tuple[Statement, ...]
    names: tuple[str, ...] = ()
    example: str = ""
    knows_as_of: bool = True
    search: str = ""
    totals: Mapping[str, str] = MappingProxyType({})


def read_template(path: Path) -> Template:
    """The template in *path*; a QueryError where the header and the question do not fit."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise QueryError(f"{path.name}: cannot be read ({problem})") from None
    return _checked(path, text)


@lru_cache(maxsize=256)
def _checked(path: Path, text: str) -> Template:
    """The template of this *text*, checked once: a program may ask many questions."""
    said: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if found := _PARAMETER.match(line):
            name, kind, default, help_text = found.groups()
            if kind not in KINDS:
                raise QueryError(f"{path.name}: '{name}' has the unknown kind '{kind}'; use one of {', '.join(KINDS)}")
            parameters.append(Parameter(name, kind, default, help_text))
        elif found := _LINE.match(line):
            said[found[1]] = found[2].strip()
        elif line.startswith("// param"):
            raise QueryError(f"{path.name}: cannot read '{line}'; write // param NAME (KIND, default X): what it is")
    if not said.get("summary"):
        raise QueryError(f"{path.name}: has no '// summary:' line; say what it asks")
    statements = _statements(text)
    by_search = ("hops", "step") if "search" in said else ()
    fills = [text for statement in statements for _, text in statement.also]
    texts = [*(statement.text for statement in statements), *fills]
    _check(path.name, texts, [parameter.name for parameter in parameters], (*by_search, *(["keys"] if fills else ())))
    names = tuple(name.strip() for name in said.get("names", "").split(",") if name.strip())
    return Template(
        path.stem,
        said["summary"],
        tuple(parameters),
        statements,
        names,
        said.get("example", ""),
        said.get("as-of") != "no",
        said.get("search", ""),
        _totals(path.name, said.get("totals", "")),
    )


def _statements(text: str) -> tuple[Statement, ...]:
    first, *rest = _PARTS.split(text)
    found = [Statement(_COMMENT.sub("", first).strip())]
    for how, part in zip(rest[::2], rest[1::2], strict=True):
        bare = _COMMENT.sub("", part).strip()
        if how == "and":
            found.append(Statement(bare))
        else:
            found[-1] = Statement(found[-1].text, (*found[-1].also, (how.removeprefix("also "), bare)))
    return tuple(found)


def _totals(name: str, text: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for part in text.split(",") if text else ():
        column, _, how = part.strip().partition(" ")
        if how not in ("sum", "min", "max"):
            raise QueryError(
                f"{name}: '// totals: {part.strip()}' says no way; write COLUMN sum, COLUMN min or COLUMN max"
            )
        found[column] = how
    return MappingProxyType(found)


def _check(name: str, statements: Sequence[str], declared: Sequence[str], ours: Sequence[str]) -> None:
    text = "\n".join(statements)
    used = parameters_in(text)
    for parameter in sorted(used - {*declared, *ours}):
        raise QueryError(f"{name}: ${parameter} has no '// param' line")
    for parameter in declared:
        if parameter not in {*used, *ours}:
            raise QueryError(f"{name}: '// param {parameter}' is not used; take the line out")
    for statement in statements:
        try:
            check_reading(statement)
        except QueryError as problem:
            raise QueryError(f"{name}: {problem}") from None
        for found in subset_problems(statement):
            raise QueryError(f"{name}: {found}")


def templates(folders: Sequence[str | Path] = ()) -> Mapping[str, Template]:
    """All templates by name: ours, those of DIPLOGRAPH_TEMPLATES, those of *folders*; the last of a name stands."""
    found = {path.stem: path for place in _places(folders) for path in place.glob("*.cypher")}
    return {name: read_template(found[name]) for name in sorted(found)}


def template(name: str, folders: Sequence[str | Path] = ()) -> Template:
    """The template of this name."""
    for place in reversed(_places(folders)):
        path = place / f"{name}.cypher"
        if path.is_file():
            return read_template(path)
    known = templates(folders)
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"use one of {', '.join(known)}"
    raise QueryError(f"unknown template '{name}'; {hint}")


def _places(folders: Sequence[str | Path]) -> list[Path]:
    """The folders of templates; of two with one name that of the later folder stands."""
    places = [Path(__file__).parent / "templates"]
    places += [Path(place) for place in os.environ.get("DIPLOGRAPH_TEMPLATES", "").split(os.pathsep) if place]
    places += [Path(folder) for folder in folders]
    for place in places:
        if not place.is_dir():
            raise QueryError(f"{place}: is no folder of templates; give a folder with .cypher files")
    return places
