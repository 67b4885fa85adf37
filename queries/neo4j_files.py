"""The command that writes the graph for the importer of a Neo4j server."""

from __future__ import annotations

from pathlib import Path

import click

from diplograph.graph.exports.neo4j_admin import SCRIPT, write_import
from diplograph.queries.context import Settings, tell


@click.command("neo4j-admin")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--compress", is_flag=True, help="Pack the files with gzip; the importer reads them so, too.")
@click.pass_obj
def neo4j_admin_command(settings: Settings, folder: Path, compress: bool) -> None:
    """Write the whole graph, with texts, into a new folder, for the importer of a Neo4j server.

    The folder has import.sh, which calls neo4j-admin database import full; the server must not have started yet.
    Then it is a store as any other: the first command that opens it makes its constraints and indexes.

    \b
    Example: diplograph export neo4j-admin graph-files
    Example: NEO4J_ADMIN=/opt/neo4j/bin/neo4j-admin sh graph-files/import.sh
    """
    with settings.open("scan") as store:
        nodes, edges = write_import(store, folder, compress)
    tell(f"wrote {nodes} nodes and {edges} edges to {folder}; import them with: sh {folder / SCRIPT}")
