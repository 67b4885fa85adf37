"""The commands of a page, and what it says that they answer."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]
_ROWS = ("query", "cypher", "explain", "show", "stats", "types")


def indented(page: Path) -> Iterator[str]:
    """The lines of the page's indented blocks, without the indent."""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            yield line.removeprefix("    ")


def sessions(page: Path) -> list[tuple[str, list[str]]]:
    """Each command with the lines of its answer: ``$`` stands before what has one, and before what goes on."""
    found: list[tuple[str, list[str]]] = []
    for line in indented(page):
        words = line.removeprefix("$ ")
        if words.startswith("diplograph "):
            found.append((words.split("  #")[0], []))
        else:
            found[-1][1].append(line)
    return found


def answer_of(run_cli: Run, command: str) -> list[str]:
    """What a terminal shows: tables, and what is told beside them."""
    words = shlex.split(command)[1:]
    if words[0] in _ROWS and not {"--format", "--output"} & set(words):
        words += ["--format", "table"]
    code, text, told = run_cli(*words)
    assert code == 0, (command, told)
    return [*told.splitlines(), *text.splitlines()]
