"""``--people``: a table of people of one's own, beside those of the package."""

from __future__ import annotations

from pathlib import Path

import click

from diplograph.loaders.people import read_people
from diplograph.queries.completion import complete_file
from diplograph.schema.actors import extend

_HELP = "A CSV file of people beside our tables: name, represents, and wikidata, office, since, until, other names."


def use_people(path: Path | None) -> None:
    """Let names mean the people of *path* too, and nobody of an earlier file."""
    extend(())
    if path is not None:
        extend(read_people(path))


def _use(ctx: click.Context, parameter: click.Parameter, path: Path | None) -> None:
    if path is not None and not ctx.resilient_parsing:
        use_people(path)


def people_option(command: click.decorators.FC) -> click.decorators.FC:
    """The option of a command that reads articles; it goes before ``DIPLOGRAPH_PEOPLE``."""
    return click.option(
        "--people",
        metavar="FILE",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_use,
        help=_HELP,
        shell_complete=complete_file,
    )(command)


def group_option(command: click.decorators.FC) -> click.decorators.FC:
    """The same before the command, for whatever resolves names; told by the environment too."""
    return click.option(
        "--people",
        metavar="FILE",
        envvar="DIPLOGRAPH_PEOPLE",
        type=click.Path(path_type=Path),
        help=_HELP,
        shell_complete=complete_file,
    )(command)
