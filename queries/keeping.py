"""The commands about the store itself: export, stats, check, rebuild, types."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diplograph.graph.gexf import write_gexf
from diplograph.graph.rdf import BASE_IRI, write_rdf
from diplograph.queries.completion import completions
from diplograph.queries.context import Commands, Settings, format_option, show
from diplograph.queries.runner import statuses
from diplograph.schema.event_types import event_types


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


@click.command("stats")
@format_option
@click.pass_obj
def stats_command(settings: Settings, form: str | None, output: Path | None) -> None:
    """Show how much the store holds, from when to when, and its snapshot id for citing.

    Example: diplograph stats
    """
    with settings.open() as store:
        rows = list(store.stats().items())
    show(("what", "value"), rows, form, output)


@click.command("check")
@click.pass_obj
def check_command(settings: Settings) -> None:
    """Look whether every quote stands at its place and every claim in one event; exit 1 if not.

    Example: diplograph check
    """
    with settings.open() as store:
        problems = store.check()
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(problems)} problems", err=True)
    if problems:
        sys.exit(1)


@click.command("rebuild")
@click.pass_obj
def rebuild_command(settings: Settings) -> None:
    """Delete all that is derived, and derive it again from the claims.

    Example: diplograph rebuild
    """
    with settings.open("write") as store:
        events = store.rebuild()
    click.echo(f"derived {events} events", err=True)


@click.command("types")
@format_option
def types_command(form: str | None, output: Path | None) -> None:
    """List the event types with their roles, codes and meaning.

    Example: diplograph types --format markdown
    """
    rows = [
        (
            kind.name,
            ", ".join(role.name for role in kind.roles),
            kind.plover,
            " ".join(kind.cameo),
            kind.definition,
        )
        for kind in event_types().values()
    ]
    show(("type", "roles", "plover", "cameo", "definition"), rows, form, output)
