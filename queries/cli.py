"""The command line: the door to diplograph."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from diplograph.queries.asking import cypher_command, explain_command, query_group, show_command
from diplograph.queries.completion import complete_file
from diplograph.queries.context import DEFAULT_STORE, Commands, Settings
from diplograph.queries.exporting import export_group
from diplograph.queries.judging import (
    actors_group,
    agreement_command,
    correct_command,
    events_group,
    retract_command,
)
from diplograph.queries.keeping import (
    check_command,
    rebuild_command,
    stats_command,
    types_command,
)
from diplograph.queries.loading import extract_command, load_command
from diplograph.queries.people import group_option, use_people


@click.group(cls=Commands)
@click.version_option(package_name="diplograph")
@click.option(
    "--store",
    envvar="DIPLOGRAPH_STORE",
    default=DEFAULT_STORE,
    show_default=True,
    help="A file, or bolt://, neo4j://, neo4j+s:// and a server.",
    shell_complete=complete_file,
)
@click.option("--database", default="", help="The database of a Neo4j server.")
@group_option
@click.pass_context
def main(ctx: click.Context, store: str, database: str, people: Path | None) -> None:
    """Who met whom, when, who says so, and in which sentence.

    Example: diplograph load articles/ && diplograph query who-met-whom --actor Poutine

    \b
    To complete commands, actors, statuses and types with the tab key, put into
      ~/.bashrc                   eval "$(_DIPLOGRAPH_COMPLETE=bash_source diplograph)"
      ~/.zshrc                    eval "$(_DIPLOGRAPH_COMPLETE=zsh_source diplograph)"
      ~/.config/fish/config.fish  _DIPLOGRAPH_COMPLETE=fish_source diplograph | source
    """
    # What libraries log of a file would stand between our lines, with whatever the file holds.
    logging.getLogger().addHandler(logging.NullHandler())
    use_people(people)
    ctx.obj = Settings(store, database)


for _command in (
    load_command,
    extract_command,
    query_group,
    cypher_command,
    explain_command,
    show_command,
    actors_group,
    events_group,
    retract_command,
    correct_command,
    agreement_command,
    export_group,
    stats_command,
    check_command,
    rebuild_command,
    types_command,
):
    main.add_command(_command)
