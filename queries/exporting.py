"""The commands that write the graph for other tools, whose libraries are read when they run: they take a while."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diplograph.queries import linked_data
from diplograph.queries.context import Commands, Settings, tell
from diplograph.queries.neo4j_files import neo4j_admin_command
from diplograph.queries.selecting import selection_options, view_of

if TYPE_CHECKING:
    from diplograph.graph.exports.views import Counts


@click.group("export", cls=Commands)
def export_group() -> None:
    """Write the graph for other programs: Gephi, networkx, R, Excel, Neo4j, and for linked data.

    Example: diplograph export gexf graph.gexf
    """


@export_group.command("gexf")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@selection_options
@click.pass_obj
def gexf_command(settings: Settings, /, path: Path, **chosen: Any) -> None:
    """Write a dynamic GEXF 1.3 file for Gephi, compressed if its name ends in .gz.

    One edge for each pair of actors and relation, with all its days; facts only, unless --status says more.

    Example: diplograph export gexf graph.gexf --from 2023 --undated drop
    """
    from diplograph.graph.exports.gexf import write_gexf

    with settings.open("scan") as store:
        counts = write_gexf(view_of(store, **chosen), path)
    _say(counts, path)


@export_group.command("graphml")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@selection_options
@click.pass_obj
def graphml_command(settings: Settings, /, path: Path, **chosen: Any) -> None:
    """Write GraphML for yEd, igraph and networkx, compressed if its name ends in .gz.

    The same nodes and edges as GEXF has, with the days as text; lists are JSON arrays.

    Example: diplograph export graphml graph.graphml --actor Macron --status all
    """
    from diplograph.graph.exports.graphml import write_graphml

    with settings.open("scan") as store:
        counts = write_graphml(view_of(store, **chosen), path)
    _say(counts, path)


@export_group.command("csv")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--bom", is_flag=True, help="Begin with a byte order mark, by which Excel knows UTF-8.")
@selection_options
@click.pass_obj
def csv_command(settings: Settings, /, folder: Path, bom: bool, **chosen: Any) -> None:
    """Write nodes.csv and edges.csv for Gephi, R, Excel, pandas into a folder, which is made if need be.

    The same nodes and edges as GEXF has; no cell can run as a formula; lists are JSON arrays.

    Example: diplograph export csv tables --type talks --from 2023
    """
    from diplograph.graph.exports.csv_tables import write_tables

    with settings.open("scan") as store:
        counts = write_tables(view_of(store, **chosen), folder, bom)
    _say(counts, folder)


def _say(counts: Counts, path: Path) -> None:
    tell(f"wrote {counts.nodes} nodes and {counts.links} edges to {path}")


for _command in (*linked_data.commands, neo4j_admin_command):
    export_group.add_command(_command)
