"""What the shell offers after a tab: names of actors, statuses, event types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import click
from click.shell_completion import CompletionItem

from diplograph.queries.runner import STATUSES
from diplograph.schema.actors import actors
from diplograph.schema.event_types import event_types
from diplograph.schema.text import fold

Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
MOST = 50
"""More are no help to anybody at a terminal."""


def complete_actor(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Actors of the tables of which some name begins so; the id goes into the line, the name stands beside."""
    begun = fold(typed)
    found = [
        CompletionItem(actor.id, help=actor.name)
        for actor in actors().values()
        if any(fold(name).startswith(begun) for name in (actor.id, actor.name, *(each.text for each in actor.names)))
    ]
    return found[:MOST]


def _words(words: Iterable[str]) -> Completion:
    known = list(words)

    def complete(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        return [CompletionItem(word) for word in known if word.casefold().startswith(typed.casefold())]

    return complete


completions: Mapping[str, Completion] = {
    "actors": complete_actor,
    "statuses": _words(["facts", "all", *STATUSES]),
    "type": _words(event_types()),
}
"""By the kind of a template's parameter."""
