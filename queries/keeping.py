"""The commands about the store itself: export, stats, check, rebuild, types."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diplograph.queries.context import Settings, format_option, put, show, tell
from diplograph.schema.event_types import event_types


@click.command("stats")
@format_option
@click.pass_obj
def stats_command(settings: Settings, form: str | None, output: Path | None) -> None:
    """Show how much the store holds, from when to when, and its snapshot id for citing.

    Example: diplograph stats
    """
    with settings.open("scan") as store:
        rows = list(store.stats().items())
    show(("what", "value"), rows, form, output)


@click.command("check")
@click.pass_obj
def check_command(settings: Settings) -> None:
    """Look whether every quote stands at its place and every claim in one event; exit 1 if not.

    Example: diplograph check
    """
    with settings.open("scan") as store:
        problems = store.check()
    for problem in problems:
        put(f"{problem}\n")
    tell(f"{len(problems)} problems")
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
    tell(f"derived {events} events")


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
