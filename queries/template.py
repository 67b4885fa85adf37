"""Reading query templates: a Cypher file whose ``//`` header says what it asks and what it needs."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from diplograph.graph.guard import check_reading, subset_problems, tokens
from diplograph.schema.errors import QueryError

KINDS = ("actors", "day", "statuses", "text", "integer")
_LINE = re.compile(r"//\s*(summary|names|example):\s*(.*)")
_PARAMETER = re.compile(r"//\s*param\s+(\w+)\s+\((\w+)(?:,\s*default\s+([^)]*))?\):\s*(.*)")


class Parameter(Struct, frozen=True):
    """One ``// param`` line. A parameter without default must be given."""

    name: str
    kind: str
    default: str | None
    help: str


class Template(Struct, frozen=True):
    """A question: ``names`` are the columns that hold names of actors."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    cypher: str
    names: tuple[str, ...] = ()
    example: str = ""


def read_template(path: Path) -> Template:
    """The template in *path*; a QueryError where the header and the question do not fit."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise QueryError(f"{path.name}: cannot be read ({problem})") from None
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
    _check(path.name, text, [parameter.name for parameter in parameters])
    names = tuple(name.strip() for name in said.get("names", "").split(",") if name.strip())
    return Template(path.stem, said["summary"], tuple(parameters), text, names, said.get("example", ""))


def _check(name: str, text: str, declared: Sequence[str]) -> None:
    used = {token.removeprefix("$") for kind, token in tokens(text) if kind == "parameter"}
    for parameter in sorted(used - set(declared)):
        raise QueryError(f"{name}: ${parameter} has no '// param' line")
    for parameter in declared:
        if parameter not in used:
            raise QueryError(f"{name}: '// param {parameter}' is not used; take the line out")
    try:
        check_reading(text)
    except QueryError as problem:
        raise QueryError(f"{name}: {problem}") from None
    for found in subset_problems(text):
        raise QueryError(f"{name}: {found}")


def templates(folders: Sequence[str | Path] = ()) -> Mapping[str, Template]:
    """All templates by name: ours, those of DIPLOGRAPH_TEMPLATES, those of *folders*; the last of a name stands."""
    places = [Path(__file__).parent / "templates"]
    places += [Path(place) for place in os.environ.get("DIPLOGRAPH_TEMPLATES", "").split(os.pathsep) if place]
    places += [Path(folder) for folder in folders]
    found: dict[str, Template] = {}
    for place in places:
        if not place.is_dir():
            raise QueryError(f"{place}: is no folder of templates; give a folder with .cypher files")
        for path in sorted(place.glob("*.cypher")):
            found[path.stem] = read_template(path)
    return dict(sorted(found.items()))


def template(name: str, folders: Sequence[str | Path] = ()) -> Template:
    """The template of this name."""
    known = templates(folders)
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"use one of {', '.join(known)}"
    raise QueryError(f"unknown template '{name}'; {hint}")
