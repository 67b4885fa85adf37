"""What the example of each template answers over the example articles, for its page."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Mapping
from pathlib import Path

from diplograph.graph.store import Store, open_store
from diplograph.loaders import read
from diplograph.queries.asking import template_command
from diplograph.queries.output import render
from diplograph.queries.runner import Reply, run_template
from diplograph.queries.template import Template, templates
from diplograph.schema.errors import ReadError
from diplograph.schema.model import Rejected

MOST_ROWS = 3
_LONG = ("quote", "denial", "source", "title", "event", "next_event", "claim", "other_event", "other_id")
_TOLD_BY_ID = ("_name", "_kind")


def example_answers(articles: Path) -> Mapping[str, Reply]:
    """The reply to the ``// example:`` of each template that comes with us, by name."""
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "examples.lbug")) as store:
        store.load(read([articles], _refuse))
        return {name: _reply(store, asked) for name, asked in templates().items()}


def shown_answer(reply: Reply) -> str:
    """All columns by name; then the first rows, without what is long or told by another column."""
    shown = [
        column
        for column in reply.columns
        if column not in _LONG and not (column == "id" and "name" not in reply.columns)
        if not (column.endswith(_TOLD_BY_ID) and f"{column.partition('_')[0]}_id" in reply.columns)
    ]
    rows = [tuple(row[column] for column in shown) for row in reply.records()[:MOST_ROWS]]
    names = ", ".join(f"`{column}`" for column in reply.columns)
    more = len(reply.rows) - len(rows)
    rest = f"\n{more} more {'row' if more == 1 else 'rows'}.\n" if more else ""
    return f"Columns: {names}.\n\n{render(shown, rows, 'markdown')}{rest}"


def _reply(store: Store, asked: Template) -> Reply:
    """The reply to the example, its options read as the command line reads them."""
    words = shlex.split(asked.example)
    options = words[words.index(asked.name) + 1 :]
    given = template_command(asked).make_context(asked.name, options).params
    values = {
        name.removeprefix("value_"): value
        for name, value in given.items()
        if name.startswith("value_") and value is not None
    }
    return run_template(
        store, asked.name, values, given["exact"], given["language"], (), given["as_of"], given["expand"]
    )


def _refuse(row: Rejected) -> None:
    raise ReadError(f"{row.file}:{row.line}: {row.reason}")
