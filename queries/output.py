"""Rows for a terminal, a spreadsheet, a program or a page; nothing in them can run."""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from diplograph.queries.runner import Cell
from diplograph.schema.text import harmless

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown")
_BENEATH = ("quote", "denial", "title", "source", "url", "rule", "claim", "id", "event", "other_event", "next_event")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKS = re.compile(r"[\\|<\[]")
"""What begins a cell, a tag or a link in Markdown."""


def render(columns: Sequence[str], rows: Sequence[Sequence[Cell]], form: str, width: int | None = None) -> str:
    """The rows as text in *form*, one of FORMATS."""
    if form == "json":
        return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2) + "\n"
    if form == "jsonl":
        return "".join(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)
    if form in ("csv", "tsv"):
        return _separated(columns, rows, "," if form == "csv" else "\t")
    if form == "markdown":
        return _markdown(columns, rows)
    return _table(columns, rows, width)


def shown(value: Cell) -> str:
    """A cell as text without control characters: a name cannot move the cursor or colour the screen."""
    return "" if value is None else _CONTROL.sub("�", str(value))


def one_line(text: object) -> str:
    """*text* as a message: in one line, and without control characters."""
    return " ".join(shown(str(text)).split("\n"))


def _separated(columns: Sequence[str], rows: Sequence[Sequence[Cell]], separator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow([harmless(column) for column in columns])
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    lines = [f"| {' | '.join(map(_marked_off, columns))} |", f"|{' --- |' * len(columns)}"]
    for row in rows:
        lines.append(f"| {' | '.join(map(_marked_off, row))} |")
    return "\n".join(lines) + "\n"


def _marked_off(value: Cell) -> str:
    """A cell of Markdown: words, of which none is a tag, a link or the end of the cell."""
    return _MARKS.sub(lambda found: "&lt;" if found[0] == "<" else f"\\{found[0]}", one_line(shown(value)))


def _table(columns: Sequence[str], rows: Sequence[Sequence[Cell]], width: int | None) -> str:
    """Short cells side by side; what is long (quote, source, event) stands beneath its row."""
    beneath = [name for name in columns if name in _BENEATH] if {"quote", "source"} & set(columns) else []
    beside = [name for name in columns if name not in beneath]
    table = Table(box=None, show_edge=False, pad_edge=False, header_style="")
    for column in beside:
        table.add_column(column, overflow="fold")
    for row in rows:
        cells = dict(zip(columns, map(shown, row), strict=True))
        table.add_row(*(Text(" ".join(cells[column].split("\n"))) for column in beside))
    console = Console(file=io.StringIO(), width=width or max(Console().width, 100), highlight=False)
    if not beneath:
        return _printed(console, table)
    # One line a row, whatever the longest name: quotes stand beneath their rows.
    widest = sum(
        max(map(cell_len, (name, *map(shown, cells)))) + 2 for name, *cells in zip(columns, *rows, strict=True)
    )
    unfolded = Console(file=io.StringIO(), width=max(widest, console.width), highlight=False)
    head, *lines = _printed(unfolded, table).split("\n")[:-1]
    told = [head]
    for line, row in zip(lines, rows, strict=True):
        told.append(line)
        cells = dict(zip(columns, map(shown, row), strict=True))
        for column in beneath:
            words = f"“{cells[column]}”" if column in ("quote", "denial") and cells[column] else cells[column]
            told += [f"    {part}" for part in textwrap.wrap(words, console.width - 4, break_long_words=False)]
    return "\n".join(told) + "\n"


def _printed(console: Console, table: Table) -> str:
    with console.capture() as held:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in held.get().split("\n")[:-1])
