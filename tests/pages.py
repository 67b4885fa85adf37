"""The commands of a page, and what it says that they answer; ``python tests/pages.py PAGE`` writes the answers."""

from __future__ import annotations

import contextlib
import os
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from click.testing import CliRunner

from diplograph.queries.cli import main

Run = Callable[..., tuple[int, str, str]]
_ROWS = ("query", "cypher", "explain", "show", "stats", "types")


def in_this_process(*words: str, text: str | None = None) -> tuple[int, str, str]:
    """The command line in this process: exit code, standard output, standard error."""
    done = CliRunner().invoke(main, list(words), input=text, catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def _lines(page: Path) -> list[str]:
    """The lines of the page; a blank one within an answer is indented as the answer is."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(lines):
        if not line and at and lines[at - 1].startswith("    "):
            following = next((each for each in lines[at:] if each), "")
            if following.startswith("    ") and not following.startswith(("    $ ", "    diplograph ")):
                lines[at] = "    "
    return lines


def indented(page: Path) -> Iterator[str]:
    """The lines of the page's indented blocks, without the indent."""
    for line in _lines(page):
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


def written_anew(run_cli: Run, page: Path) -> str:
    """The text of the page with the answers of today beneath its ``$`` commands; call it in an empty folder.

    Where the page shows no answer it gets none.
    """
    lines: list[str] = []
    fresh: list[str] | None = None
    for line in _lines(page):
        if line.startswith("    $ "):
            lines.append(line)
            fresh = answer_of(run_cli, line.removeprefix("    $ "))
        elif fresh is not None and line.startswith("    "):
            lines += [f"    {told}".rstrip() for told in fresh]
            fresh = []
        else:
            fresh = None
            lines.append(line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    os.environ["COLUMNS"] = "100"
    for name in sys.argv[1:]:
        told = Path(name).resolve()
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            Path("examples").symlink_to(Path(__file__).resolve().parent.parent / "examples")
            told.write_text(written_anew(in_this_process, told), encoding="utf-8")
