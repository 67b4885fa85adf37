"""What every command shares: the store, the format of answers, and the one place where errors end."""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from diplograph.graph.credentials import PASSWORD, PASSWORD_FILE
from diplograph.graph.store import Store, Use, open_store
from diplograph.queries.output import FORMATS, one_line, render, shown
from diplograph.queries.runner import Cell
from diplograph.schema.errors import DiplographError, StoreCredentialsError

DEFAULT_STORE = "diplograph.lbug"


class Settings:
    """The options of the command line that stand before the command."""

    def __init__(self, store: str, database: str) -> None:
        self.address = store
        self.database = database

    def open(self, use: Use = "read") -> Store:
        """The store that was chosen; a question never makes a new one.

        A server that wants a password is given one that is typed, where there is a terminal and no other was given.
        """
        try:
            return open_store(self.address, use, self.database)
        except StoreCredentialsError:
            if any(map(os.environ.get, (PASSWORD, PASSWORD_FILE))) or not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
        password = click.prompt(f"Password of {one_line(self.address)}", hide_input=True, err=True)
        return open_store(self.address, use, self.database, password)


class Commands(click.Group):
    """A group that says what was perhaps meant, and turns our errors into one line and exit 1."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        if found is None:
            near = difflib.get_close_matches(cmd_name, self.list_commands(ctx), n=1)
            hint = f" Did you mean '{near[0]}'?" if near else f" See '{ctx.command_path} --help'."
            raise click.UsageError(f"No such command '{cmd_name}'.{hint}", ctx)
        return found

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _plainly_ended():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _plainly_ended():
            return super().invoke(ctx)

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **extra)
        except DiplographError as problem:
            tell(f"Error: {problem}")
            sys.exit(1)
        except KeyboardInterrupt:
            # click says so too, but for the moments before and after it minds a command.
            click.echo("Aborted!", err=True)
            sys.exit(1)
        except BrokenPipeError:
            # The reader of our output has gone (head, less): nothing is left to say.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


@contextlib.contextmanager
def _plainly_ended() -> Iterator[None]:
    """Complaints about the usage repeat words of the line, which may be the names of files that somebody else gave.

    Ctrl-C is said in one line: click, which is told of it here, puts an empty one before it otherwise.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise click.Abort from None
    except click.UsageError as problem:
        told = problem.format_message()
        if shown(told) == told:
            raise
        raise click.UsageError(shown(told), problem.ctx) from None


def tell(message: object) -> None:
    """One line on standard error; what it repeats of a source cannot move the cursor or begin a line of its own."""
    click.echo(one_line(message), err=True)


def put(text: str) -> None:
    """*text* for programs on standard output; a screen that it comes to instead is spared control characters."""
    click.echo(shown(text) if sys.stdout.isatty() else text, nl=False)


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--format`` and ``--output``, as all commands with rows have them."""
    command = click.option(
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write to this file, not to the screen.",
    )(command)
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        help="How rows are shown; table on a terminal, csv elsewhere.",
    )(command)


def show(columns: Sequence[str], rows: Sequence[Sequence[Cell]], form: str | None, output: Path | None) -> None:
    """Print rows, or write them to a file."""
    chosen = form or ("table" if output is None and sys.stdout.isatty() else "csv")
    text = render(columns, rows, chosen)
    if output is None:
        click.echo(text, nl=False) if chosen == "table" else put(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise DiplographError(f"{output}: cannot be written ({problem.strerror}); give another file") from None
