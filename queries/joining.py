"""One answer from several askings: a question whose actors are meant on different days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise, product

from msgspec import Struct

from diplograph.graph.store import Answer
from diplograph.queries.meaning import Group, Stretches, shared
from diplograph.queries.template import Template

Row = tuple[object, ...]
Values = Mapping[str, object]
Ask = Callable[[Values], Answer]
_ORDER = re.compile(r"\bORDER\s+BY\s+(?P<columns>[^\n]*?)\s*(?:\bLIMIT\s+(?P<limit>\$?\w+)\s*)?$", re.IGNORECASE)


class Part(Struct, frozen=True):
    """A question with plain values, and the days for which it is asked."""

    values: Values
    possible: Stretches
    certain: Stretches


def in_parts(asked: Template, statement: str, values: Values, ask: Ask) -> Answer:
    """The answer of *ask* to a statement in which a name may mean several groups, each on its own days.

    Each group is asked for its days only: what may lie outside of them is possible, not certain.
    Rows that several parts give are one row; columns of ``totals`` are worked out for all parts together.
    """
    if not any(groups_in(value) for value in values.values()):
        return ask(values)
    rows: dict[Row, Row] = {}
    columns: tuple[str, ...] = ()
    for part in _parts(values):
        columns, found = _totals(asked, part, ask) if asked.totals else _rows(part, ask)
        for key, row in found:
            rows[key] = _one(asked, columns, rows[key], row) if key in rows else row
    ordered = in_order(statement, columns, list(rows.values()), values)
    listed = (tuple(list(cell) if isinstance(cell, tuple) else cell for cell in row) for row in ordered)
    return Answer(columns, tuple(listed))


def groups_in(value: object) -> tuple[Group, ...]:
    """The groups that a value of a question is made of; none where it is a plain one."""
    return value if isinstance(value, tuple) and all(isinstance(each, Group) for each in value) else ()


def _parts(values: Values) -> Iterator[Part]:
    """A part for each choice of a group for each name, with the days that they have in common."""
    names = [name for name, value in values.items() if groups_in(value)]
    for chosen in product(*(groups_in(values[name]) for name in names)):
        possible = reduce(shared, (group.possible for group in chosen))
        certain = reduce(shared, (group.certain for group in chosen))
        given = {name: list(group.actors) for name, group in zip(names, chosen, strict=True)}
        if possible:
            yield Part({**values, **given}, possible, certain)


def _asked(part: Part, days: Stretches, ask: Ask) -> tuple[tuple[str, ...], list[Row]]:
    answers = [ask({**part.values, "from": first, "to": last}) for first, last in days]
    return answers[0].columns if answers else (), [_plain(row) for answer in answers for row in answer.rows]


def _plain(row: Sequence[object]) -> Row:
    """A row that can be compared: lists are collected in no order, so they are sorted."""
    return tuple(tuple(sorted(cell, key=str)) if isinstance(cell, list) else cell for cell in row)


def _rows(part: Part, ask: Ask) -> tuple[tuple[str, ...], list[tuple[Row, Row]]]:
    """The rows by all their columns but ``time``, which is certain only on days that surely count."""
    columns, rows = _asked(part, part.possible, ask)
    if "time" not in columns:
        return columns, [(row, row) for row in rows]
    place = columns.index("time")

    def rest(row: Row) -> Row:
        return row[:place] + row[place + 1 :]

    inside = rows if part.certain == part.possible else _asked(part, part.certain, ask)[1]
    sure = {rest(row) for row in inside if row[place] == "certain"}
    return columns, [
        (rest(row), (*row[:place], "certain" if rest(row) in sure else "possible", *row[place + 1 :])) for row in rows
    ]


def _totals(asked: Template, part: Part, ask: Ask) -> tuple[tuple[str, ...], list[tuple[Row, Row]]]:
    """The rows by the columns that are no totals, counting once what reaches over a gap between two stretches.

    From the first day after a gap to the last before it, a template finds just what covers the gap.
    """
    columns, rows = _asked(part, part.possible, ask)
    gaps = tuple((after[0], before[1]) for before, after in pairwise(part.possible))
    less = [
        tuple(
            -int(str(cell)) if asked.totals.get(name) == "sum" else cell
            for name, cell in zip(columns, row, strict=True)
        )
        for row in _asked(part, gaps, ask)[1]
    ]
    return columns, [
        (tuple(cell for name, cell in zip(columns, row, strict=True) if name not in asked.totals), row)
        for row in [*rows, *less]
    ]


def _one(asked: Template, columns: Sequence[str], one: Row, other: Row) -> Row:
    """Two rows of one key as one."""
    return tuple(
        _cell(asked.totals.get(name, "certain" if name == "time" else ""), *cells)
        for name, *cells in zip(columns, one, other, strict=True)
    )


def _cell(how: str, one: object, other: object) -> object:
    if how == "sum":
        return int(str(one)) + int(str(other))
    if how == "certain":
        return "certain" if "certain" in (one, other) else "possible"
    if None in (one, other) or not how:
        return other if one is None else one
    return min(one, other, key=_rank) if how == "min" else max(one, other, key=_rank)


def _rank(cell: object) -> tuple[bool, float, str]:
    """Numbers by size, text by letters, what is absent last, as both stores do."""
    number = float(cell) if isinstance(cell, int | float) else 0.0
    return cell is None, number, cell if isinstance(cell, str) else ""


def ordered_by(statement: str) -> list[str]:
    """The columns by which the rows of a statement are ordered."""
    found = _ORDER.search(statement.rstrip())
    return [word.split()[0] for word in found["columns"].split(",")] if found else []


def in_order(statement: str, columns: Sequence[str], rows: list[Row], values: Values) -> list[Row]:
    """The rows in the order of the statement's ORDER BY, and no more than its LIMIT."""
    found = _ORDER.search(statement.rstrip())
    if found is None:
        return rows
    for word in reversed(found["columns"].split(",")):
        name, *way = word.split()
        if name in columns:
            place = columns.index(name)
            rows.sort(key=lambda row, place=place: _rank(row[place]), reverse=bool(way) and way[0].upper() == "DESC")
    limit = found["limit"]
    return rows[: int(str(values.get(limit.removeprefix("$"), limit)))] if limit else rows
