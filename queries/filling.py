"""Asking one statement of a template, and filling in the columns of its rows that others tell (``// also``)."""

from __future__ import annotations

from collections.abc import Mapping

from diplograph.graph.store import Answer, Store
from diplograph.queries.fitting import fitted
from diplograph.queries.joining import in_order, ordered_by
from diplograph.queries.template import Statement
from diplograph.schema.errors import QueryError


def ask_statement(store: Store, statement: Statement, values: Mapping[str, object]) -> Answer:
    """The rows of *statement*, in its order, with all columns."""
    answer = store.query(*fitted(statement.text, values))
    if not statement.also or not answer.rows:
        return answer
    filled: set[str] = set()
    for column, text in statement.also:
        if column not in answer.columns:
            raise QueryError(f"'// also {column}' fills in by a column that the rows before it have not; RETURN it")
        place = answer.columns.index(column)
        keys = sorted({str(row[place]) for row in answer.rows})
        more = store.query(*fitted(text, {**values, "keys": keys}))
        if column not in more.columns:
            raise QueryError(f"'// also {column}' must RETURN {column}, by which its rows are told apart")
        answer = _filled(answer, place, more)
        filled |= set(more.columns) - {column}
    if not filled & set(ordered_by(statement.text)):
        return answer
    return Answer(answer.columns, tuple(in_order(statement.text, answer.columns, list(answer.rows), values)))


def _filled(answer: Answer, place: int, more: Answer) -> Answer:
    """*answer* with the columns of *more* in the rows that have the same value in the column at *place*."""
    key = more.columns.index(answer.columns[place])
    told = {row[key]: row for row in more.rows}
    moved = [
        (number, answer.columns.index(column))
        for number, column in enumerate(more.columns)
        if number != key and column in answer.columns
    ]
    rows = []
    for row in answer.rows:
        cells = list(row)
        for number, to in moved if row[place] in told else ():
            cells[to] = told[row[place]][number]
        rows.append(tuple(cells))
    return Answer(answer.columns, tuple(rows))
