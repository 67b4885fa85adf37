"""The commands that write the graph for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from diplograph.graph.exports.gexf import write_gexf
from diplograph.graph.exports.rdf import BASE_IRI, write_rdf
from diplograph.queries.completion import completions
from diplograph.queries.context import Commands, Settings
from diplograph.queries.runner import statuses


@click.group("export", cls=Commands)
def export_group() -> None:
    """Write the graph for Gephi or for linked data.

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
