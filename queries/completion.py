"""What the shell offers after a tab: names of actors, events, statuses, event types, days."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from diplograph.graph.store import open_store
from diplograph.loaders.datasets.mapping_files import mapping_names
from diplograph.queries.runner import STATUSES
from diplograph.schema.actors import actors
from diplograph.schema.errors import DiplographError
from diplograph.schema.event_types import event_types
from diplograph.schema.text import fold

Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
MOST = 50
"""More are no help to anybody at a terminal."""


def complete_actor(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Actors of the tables and of the store of which some name begins so; the id goes into the line."""
    begun = fold(typed)
    found = {
        actor.id: actor.name
        for actor in actors().values()
        if any(fold(name).startswith(begun) for name in (actor.id, actor.name, *(each.text for each in actor.names)))
    }
    told = _asked(
        ctx,
        "MATCH (a:Actor)-[:NAMED]->(n:Name) WHERE n.id STARTS WITH $begun OR a.id STARTS WITH $typed "
        f"RETURN DISTINCT a.id AS id, a.name AS name ORDER BY id LIMIT {MOST}",
        {"begun": begun, "typed": typed},
    )
    # Whom the store names comes first: a question about anybody else has no rows.
    return [CompletionItem(actor, help=name) for actor, name in ({**dict(told), **found}).items()][:MOST]


def complete_event(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Events of the store whose id begins so."""
    told = _asked(
        ctx,
        f"MATCH (e:Event) WHERE e.id STARTS WITH $typed RETURN e.id AS id, e.status AS status ORDER BY id LIMIT {MOST}",
        {"typed": typed},
    )
    return [CompletionItem(event, help=status) for event, status in told]


def _asked(ctx: click.Context, question: str, values: dict[str, object]) -> list[tuple[str, str]]:
    """Two columns from the store of the line; none where it cannot be read without asking for a password."""
    given = ctx.find_root().params
    address = str(given.get("store") or "")
    served = "://" in address
    if (served and "NEO4J_PASSWORD" not in os.environ) or (not served and not Path(address).exists()):
        return []
    try:
        with open_store(address, "read", str(given.get("database") or "")) as store:
            rows = store.query(question, values).rows
    except DiplographError:
        # A tab is no place for an error: the command that is being typed will tell it.
        return []
    return [(str(row[0]), str(row[1])) for row in rows]


def complete_file(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Files, as the shell itself completes them."""
    return [CompletionItem(typed, type="file")]


def complete_mapping(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """The mapping files that come with diplograph, then files."""
    known = [CompletionItem(name) for name in mapping_names() if name.startswith(typed)]
    return [*known, CompletionItem(typed, type="file")]


def listed(words: Iterable[str]) -> Completion:
    """Words with commas between them: what follows the last comma is completed."""
    known = list(words)

    def complete(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        before, comma, last = typed.rpartition(",")
        begun = last.strip().casefold()
        return [CompletionItem(f"{before}{comma}{word}") for word in known if word.casefold().startswith(begun)]

    return complete


def _families() -> list[str]:
    return sorted({kind.family for kind in event_types().values()})


completions: Mapping[str, Completion] = {
    "actors": complete_actor,
    "statuses": listed(["facts", "all", *STATUSES]),
    "types": listed([*event_types(), *_families()]),
    "day": listed(["today"]),
}
"""By the kind of a template's parameter."""
complete_language = listed(["fr", "en", "es"])
