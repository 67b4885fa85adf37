"""The commands that write the graph for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from diplograph.graph.exports.gexf import write_gexf
from diplograph.graph.exports.neo4j_admin import SCRIPT, write_import
from diplograph.graph.exports.rdf import BASE_IRI, write_rdf
from diplograph.queries.completion import completions
from diplograph.queries.context import Commands, Settings
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


@export_group.command("rdf")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--base-iri", default=BASE_IRI, help="What the names of things begin with.", show_default=True)
@click.option("--with-text", is_flag=True, help="Take in the texts of the articles.")
@click.pass_obj
def rdf_command(settings: Settings, path: Path, base_iri: str, with_text: bool) -> None:
    """Write linked data; the ending tells how: .nq (all, sorted), .nt and .ttl (flat), .trig; .gz compresses.

    Example: diplograph export rdf graph.nq
    """
    with settings.open() as store:
        lines = write_rdf(store, path, base_iri, with_text)
    click.echo(f"wrote {lines} triples to {path}", err=True)


@export_group.command("neo4j-admin")
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
    with settings.open() as store:
        nodes, edges = write_import(store, folder, compress)
    click.echo(f"wrote {nodes} nodes and {edges} edges to {folder}; import them with: sh {folder / SCRIPT}", err=True)
