"""The commands that write the graph for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from diplograph.graph.exports.gexf import write_gexf
from diplograph.queries import linked_data
from diplograph.queries.completion import completions
from diplograph.queries.context import Commands, Settings
from diplograph.queries.neo4j_files import neo4j_admin_command
from diplograph.queries.runner import statuses


@click.group("export", cls=Commands)
def export_group() -> None:
    """Write the graph for Gephi, for linked data, or for a Neo4j server.

    Example: diplograph export gexf graph.gexf
    """


@export_group.command("gexf")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--status",
    default="facts",
    help="facts, all, or some of the statuses.",
    show_default=True,
    shell_complete=completions["statuses"],
)
@click.pass_obj
def gexf_command(settings: Settings, path: Path, status: str) -> None:
    """Write a dynamic GEXF 1.3 file for Gephi, compressed if its name ends in .gz.

    One edge for each pair of actors and relation, with all its days; facts only, unless --status says more.

    Example: diplograph export gexf graph.gexf --status all
    """
    with settings.open() as store:
        nodes, edges = write_gexf(store, path, statuses(status))
    click.echo(f"wrote {nodes} actors and {edges} ties to {path}", err=True)


for _command in (*linked_data.commands, neo4j_admin_command):
    export_group.add_command(_command)
