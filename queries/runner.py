"""Asking a template of a store: what the user typed becomes parameters, rows become an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from diplograph.graph.store import Answer, Store
from diplograph.queries.asof import as_known
from diplograph.queries.filling import ask_statement
from diplograph.queries.fitting import EVERYBODY
from diplograph.queries.joining import groups_in, in_parts
from diplograph.queries.meaning import groups, meant, spoken
from diplograph.queries.paths import shortest
from diplograph.queries.template import Parameter, Template, template
from diplograph.schema.actors import ALWAYS, actors, find, find_known
from diplograph.schema.edtf import day_number, iso_day, parse
from diplograph.schema.errors import AmbiguousActorError, QueryError
from diplograph.schema.event_types import event_type, event_types
from diplograph.schema.model import FACTS, Status
from diplograph.schema.text import did_you_mean, whole_number

Cell = str | int | float | bool | None
STATUSES: tuple[str, ...] = get_args(Status)


class Reply(Struct, frozen=True):
    """The answer to a template. ``note`` says what an empty answer means, "" otherwise."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def records(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def run_template(
    store: Store,
    name: str,
    given: Mapping[str, str],
    exact: bool = False,
    language: str = "",
    folders: Sequence[str | Path] = (),
    as_of: str = "",
    expand: bool = False,
) -> Reply:
    """The reply of *store* to the template *name*, with values as people type them.

    *exact* leaves out those who speak for an actor, *expand* takes in the members of a
    collective while they were members, *as_of* answers with what was known on that day.
    """
    asked = template(name, folders)
    known = {parameter.name for parameter in asked.parameters}
    for parameter in given:
        if parameter not in known:
            hint = did_you_mean(parameter, known)
            raise QueryError(f"{name} has no parameter '{parameter}'; it has {', '.join(sorted(known))}{hint}")
    then = {"today": iso_day(day_of("to", as_of))} if as_of else {}
    typed = [
        (each, _typed(name, each, given.get(each.name) or then.get(each.default or ""))) for each in asked.parameters
    ]
    values = {each.name: _value(each, text) for each, text in typed if each.kind != "actors"}
    named = find_actors(store, [text for each, text in typed if each.kind == "actors" and text != EVERYBODY])
    for each, text in typed:
        if each.kind == "actors":
            meaning = EVERYBODY if text == EVERYBODY else named[text]
            values[each.name] = _actors(store, meaning, values, exact, expand, as_of)
    if as_of:
        return _reply_as_of(store, asked, values, as_of, language)
    answer = ask(store, asked, values)
    return Reply(answer.columns, _rows(answer, asked, language), "" if answer.rows else _note(store, asked, values))


def ask(store: Store, asked: Template, values: Mapping[str, object]) -> Answer:
    """The rows of all statements of a template."""
    if asked.search:
        return shortest(store, asked, values)
    answers = [
        in_parts(asked, statement.text, values, partial(ask_statement, store, statement))
        for statement in asked.statements
    ]
    return Answer(answers[0].columns, tuple(row for answer in answers for row in answer.rows))


def _reply_as_of(store: Store, asked: Template, values: dict[str, object], as_of: str, language: str) -> Reply:
    """The reply of the graph as it was known on a day."""
    if not asked.knows_as_of:
        raise QueryError(f"{asked.name} has no --as-of: its rows tell nothing that a source states")
    day = day_of("to", as_of)
    with as_known(store, _everybody_in(asked, values), day) as (then, undated):
        answer = ask(then, asked, values)
        notes = [] if answer.rows else [f"as of {as_of}: {_note(then, asked, values)}"]
    notes += [f"{undated} claims tell no day and were left out"] if undated else []
    return Reply(answer.columns, _rows(answer, asked, language), "; ".join(notes))


def _everybody_in(asked: Template, values: Mapping[str, object]) -> list[str] | None:
    """The actors that a question names; None where it is about everybody, or searches from one to the next."""
    found: set[str] = set()
    for parameter in asked.parameters:
        if parameter.kind == "actors":
            value = values[parameter.name]
            listed = value if isinstance(value, list) else [each for group in groups_in(value) for each in group.actors]
            found |= {str(each) for each in listed} - {EVERYBODY}
    return sorted(found) if found and not asked.search else None


def _typed(name: str, parameter: Parameter, typed: str | None) -> str:
    """What was typed for a parameter, or its default."""
    text = parameter.default if typed is None else typed
    if text is None:
        raise QueryError(f"{name} needs --{parameter.name}: {parameter.help}")
    return text


def _actors(store: Store, actor: str, values: Mapping[str, object], exact: bool, expand: bool, as_of: str) -> object:
    """Whom an actor stands for: ids; groups with their own days where members are asked for within days."""
    if actor == EVERYBODY:
        return [EVERYBODY]
    if not expand:
        # The graph of a day is a store of its own, which need not know who speaks for whom.
        return meant(store, actor, exact) if as_of else spoken(store, actor, exact)
    if "from" in values and "to" in values:
        first, last = int(str(values["from"])), int(str(values["to"]))
        return groups(store, actor, exact, (first, last)) if first <= last else meant(store, actor, exact)
    day = int(str(values.get("today", day_of("to", as_of or "today"))))
    return meant(store, actor, exact, (day, day))


def _value(parameter: Parameter, text: str) -> object:
    if parameter.kind == "day":
        return day_of(parameter.name, text)
    if parameter.kind == "period":
        return list(ALWAYS) if text == EVERYBODY else [day_of("from", text), day_of("to", text)]
    if parameter.kind == "statuses":
        return statuses(text)
    if parameter.kind == "types":
        return [EVERYBODY] if text == EVERYBODY else types(text)
    if parameter.kind == "integer":
        number = whole_number(text)
        if number is None:
            raise QueryError(f"--{parameter.name} '{text}' is no number; write digits")
        return number
    return text


def find_actor(store: Store, name: str) -> str:
    """The id of an actor of the tables, or of one whom only the store's sources name."""
    return find_actors(store, [name])[name]


def find_actors(store: Store, names: Iterable[str]) -> dict[str, str]:
    """The ids of some actors, by name: of the tables, or of those whom only the store's sources name.

    All are looked up together: a server is a way off.
    """
    known = {name: find_known(name) for name in names}
    stored = store.named(name for name, actor in known.items() if actor is None)
    found = {}
    for name, actor in known.items():
        ids = [actor] if actor else stored[name]
        if len(ids) > 1:
            raise AmbiguousActorError(f"actor {name!r} is ambiguous; use one of {', '.join(ids)}", ids)
        found[name] = ids[0] if ids else find(name)
    return found


def day_of(name: str, text: str) -> int:
    """The number of the first day that *text* means, for ``to`` of the last; of the first or last of all for ""."""
    if text == "today":
        return day_number(datetime.now(UTC).date())
    span = parse(text)
    day = span.last_day if name == "to" else span.first_day
    return ALWAYS[name == "to"] if day is None else day


def statuses(text: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    found: list[str] = []
    for word in words:
        if word == "facts":
            found += FACTS
        elif word == "all":
            found += STATUSES
        elif word in STATUSES:
            found.append(word)
        else:
            hint = did_you_mean(word, ("facts", "all", *STATUSES))
            raise QueryError(f"unknown status '{word}'; use facts, all, or some of {', '.join(STATUSES)}{hint}")
    return sorted(set(found))


def types(text: str) -> list[str]:
    """The event types that a list of types and families means."""
    found: set[str] = set()
    for word in (part.strip() for part in text.split(",")):
        meant = {kind.name for kind in event_types().values() if word.casefold() in (kind.name.casefold(), kind.family)}
        if not meant:
            event_type(word.upper())
        found |= meant
    return sorted(found)


def _rows(answer: Answer, asked: Template, language: str) -> tuple[tuple[Cell, ...], ...]:
    """Lists become one cell, sorted; names are shown in *language* where we have them."""
    shown: list[tuple[Cell, ...]] = []
    for row in answer.rows:
        cells: list[Cell] = []
        for column, value in zip(answer.columns, row, strict=True):
            parts: list[Any] = value if isinstance(value, list) else [value]
            if language and column in asked.names:
                parts = [_name_in(str(part), language) for part in parts]
            cells.append("; ".join(sorted(str(part) for part in parts)) if isinstance(value, list) else parts[0])
        shown.append(tuple(cells))
    return tuple(shown)


def _name_in(name: str, language: str) -> str:
    for actor in actors().values():
        if actor.name == name:
            return next((each.text for each in actor.names if each.language == language and each.kind == "name"), name)
    return name


def _note(store: Store, asked: Template, values: Mapping[str, object]) -> str:
    """What an empty answer means: other statuses that would answer, or what the store covers."""
    status = next((parameter for parameter in asked.parameters if parameter.kind == "statuses"), None)
    if status is not None and not set(STATUSES) <= set(_listed(values[status.name])):
        answer = ask(store, asked, {**values, status.name: list(STATUSES)})
        if answer.rows and "status" not in answer.columns:
            return f"0 rows; {len(answer.rows)} with other statuses (--{status.name} all)"
        if answer.rows:
            place = answer.columns.index("status")
            counts = Counter(str(row[place]) for row in answer.rows)
            others = ", ".join(f"{counts[word]} {word}" for word in sorted(counts))
            what = "0 facts" if set(FACTS) >= set(_listed(values[status.name])) else "0 rows"
            return f"{what}; {others} (--{status.name} {','.join(sorted(counts))})"
    return f"no row; {coverage(store)}"


def _listed(value: object) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list) else []


def coverage(store: Store) -> str:
    """How many sources the store has, and from when to when."""
    sources, first, last = store.coverage()
    span = f", published {first} to {last}" if first else ", none with a day of publication"
    return f"the store covers {sources} sources{span if sources else ''}"
