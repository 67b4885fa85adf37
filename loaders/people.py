"""A table of people of one's own: a CSV file whose rows stand beside those of our tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from diplograph.schema.actors import Term, actors, find_known, names
from diplograph.schema.errors import AmbiguousActorError, ReadError, SchemaError
from diplograph.schema.model import Actor, ActorName, Tie
from diplograph.schema.text import did_you_mean, fold, slug

COLUMNS = ("name", "wikidata", "represents", "office", "since", "until", "other names")
NEEDED = ("name", "represents")


class _Problem(Exception):
    """What is wrong with a row, and what would be right."""


def read_people(path: Path) -> tuple[Actor, ...]:
    """The people of a CSV file, each once with all his offices, for ``extend`` of the tables.

    Whoever has the Wikidata id or a full name of a person of the tables is that person;
    anybody else gets the slug of his name as his id. The first bad row ends it: an office
    with a wrong date would be read into every article.
    """
    found: dict[str, Actor] = {}
    for number, row in _rows(path):
        try:
            person = _person(row)
            found[person.id] = _joined(found[person.id], person) if person.id in found else person
        except (SchemaError, _Problem) as problem:
            raise ReadError(f"{path}:{number}: {problem}") from None
    return tuple(found[key] for key in sorted(found))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with the numbers of their lines; a blank one is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; look at the name") from None
    except UnicodeDecodeError:
        raise ReadError(f"{path}: is not UTF-8; save it as CSV in UTF-8") from None
    except OSError as problem:
        raise ReadError(f"{path}: {(problem.strerror or 'cannot be read').lower()}; give a CSV file") from None
    head = text.partition("\n")[0]
    table = csv.reader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",")
    columns = [cell.strip().casefold().replace("_", " ") for cell in next(table, [])]
    for column in columns:
        if column not in COLUMNS:
            raise ReadError(f"{path}:1: unknown column {column!r}; use {', '.join(COLUMNS)}")
    if missing := [column for column in NEEDED if column not in columns]:
        raise ReadError(f"{path}:1: no column {missing[0]!r}; use {', '.join(COLUMNS)}")
    for cells in table:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            raise ReadError(
                f"{path}:{table.line_num}: {len(cells)} cells under {len(columns)} columns; put quotes around a comma"
            )
        yield (
            table.line_num,
            dict.fromkeys(COLUMNS, "") | {column: cell.strip() for column, cell in zip(columns, cells, strict=False)},
        )


def _person(row: dict[str, str]) -> Actor:
    name, wikidata = row["name"], row["wikidata"]
    if not slug(name):
        raise _Problem("no name; write the full name of a person")
    if wikidata and not re.fullmatch(r"Q[1-9][0-9]*", wikidata):
        raise _Problem(f"wikidata {wikidata!r} is no id; write one as Q7747")
    term = Term(name, row["since"], row["until"])
    if term.possible[0] > term.possible[1]:
        raise _Problem(f"until {row['until']!r} is before since {row['since']!r}; write the day of the end as until")
    others = [each.strip() for each in row["other names"].split("|") if each.strip()]
    return Actor(
        id=_identity(name, wikidata),
        name=name,
        kind="person",
        wikidata=wikidata,
        names=(ActorName(name), *(ActorName(each, kind=_kind(each)) for each in others)),
        represents=(Tie(_represented(row["represents"]), row["office"], row["since"], row["until"]),),
    )


def _kind(name: str) -> str:
    """One word alone is a surname, which needs a person in sight."""
    return "alias" if len(fold(name).split()) > 1 else "surname"


def _identity(name: str, wikidata: str) -> str:
    """The id of the person of the tables who is meant, else the slug of the name."""
    if known := next((each.id for each in actors().values() if wikidata and each.wikidata == wikidata), ""):
        if actors()[known].kind != "person":
            raise _Problem(f"wikidata {wikidata!r} is {actors()[known].name}; give the id of a person")
        return known
    bearers = {
        entry.actor
        for entry in names().get(fold(name), ())
        if entry.kind in ("name", "alias") and actors()[entry.actor].kind == "person"
    }
    identity = min(bearers) if len(bearers) == 1 else slug(name)
    known_as = actors().get(identity)
    if known_as is not None and known_as.kind != "person":
        raise _Problem(f"name {name!r} is that of {known_as.name}; write the full name of a person")
    if known_as is not None and wikidata and known_as.wikidata:
        raise _Problem(
            f"name {name!r} is that of {known_as.wikidata} in the tables; write more of the name of {wikidata}"
        )
    return identity


def _represented(text: str) -> str:
    try:
        found = find_known(text) if text else None
    except AmbiguousActorError as problem:
        raise _Problem(str(problem)) from None
    if found is None or actors()[found].kind == "person":
        hint = did_you_mean(text, [each.id for each in actors().values() if each.kind != "person"])
        raise _Problem(
            f"represents {text!r} is no state, body or organisation{hint or '; write an ISO code as FRA, or an id'}"
        )
    return found


def _joined(one: Actor, other: Actor) -> Actor:
    """Two rows on one person."""
    if one.wikidata and other.wikidata and one.wikidata != other.wikidata:
        raise _Problem(f"name {other.name!r} has wikidata {one.wikidata} above and {other.wikidata} here; keep one")
    return Actor(
        id=one.id,
        name=one.name,
        kind="person",
        wikidata=one.wikidata or other.wikidata,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        represents=tuple(dict.fromkeys((*one.represents, *other.represents))),
    )
