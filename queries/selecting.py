"""The options by which every export chooses its events, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from diplograph.graph.exports.selection import Selection, Undated
from diplograph.graph.store import Store
from diplograph.queries.completion import complete_actor, complete_language, completions
from diplograph.queries.meaning import meant
from diplograph.queries.runner import day_of, find_actor, statuses, types
from diplograph.schema.errors import QueryError
from diplograph.schema.text import did_you_mean, fold

if TYPE_CHECKING:
    from diplograph.graph.exports.views import View

ViewName = Literal["ties", "events"]
_OPTIONS = (
    click.option(
        "--view",
        "view_name",
        type=click.Choice(get_args(ViewName)),
        default="ties",
        show_default=True,
        help="ties: an edge for each two actors and relation. events: events are nodes too.",
    ),
    click.option(
        "--status",
        default="facts",
        show_default=True,
        help="facts, all, or some of the statuses.",
        shell_complete=completions["statuses"],
    ),
    click.option("--from", "first", default="", metavar="DAY", help="Leave out what ended before this day."),
    click.option("--to", "last", default="", metavar="DAY", help="Leave out what began after this day."),
    click.option(
        "--actor",
        "actor_names",
        multiple=True,
        help="Only what this actor, or one of several, is in; a state takes in its bodies and office-holders.",
        shell_complete=complete_actor,
    ),
    click.option("--exact", is_flag=True, help="A state without its bodies and office-holders."),
    click.option(
        "--type",
        "type_names",
        default="",
        metavar="TYPES",
        help="Only these event types or families.",
        shell_complete=completions["types"],
    ),
    click.option(
        "--language",
        "languages",
        multiple=True,
        help="Only events that at least one source in this language tells of.",
        shell_complete=complete_language,
    ),
    click.option(
        "--source",
        "source_names",
        multiple=True,
        help="Only events that at least one such source tells of: a publisher, a URL or an id.",
    ),
    click.option(
        "--undated",
        type=click.Choice(get_args(Undated)),
        default="keep",
        show_default=True,
        help="Whether events without any date are kept, flagged and in every window of time, or dropped.",
    ),
)


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say of which events an export tells, and in which view."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def view_of(
    store: Store,
    *,
    view_name: ViewName,
    status: str,
    first: str,
    last: str,
    actor_names: Sequence[str],
    exact: bool,
    type_names: str,
    languages: Sequence[str],
    source_names: Sequence[str],
    undated: Undated,
) -> View:
    """The view of *store* that these options mean, with values as people type them."""
    from diplograph.graph.exports.participations import EventsView
    from diplograph.graph.exports.ties import TiesView

    ids, publishers = _sources(store, source_names)
    chosen = Selection(
        status=tuple(statuses(status)),
        first_day=day_of("from", first),
        last_day=day_of("to", last),
        types=tuple(types(type_names)) if type_names else (),
        actors=frozenset(each for name in actor_names for each in meant(store, find_actor(store, name), exact)),
        languages=frozenset(_known_languages(store, languages)),
        sources=ids,
        publishers=publishers,
        undated=undated,
    )
    return TiesView(store, chosen) if view_name == "ties" else EventsView(store, chosen)


def _sources(store: Store, names: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of sources and the publishers that are meant; a publisher is known by any spelling of its case."""
    ids: set[str] = set()
    publishers: set[str] = set()
    known = _told(store, "publisher") if names else []
    for name in names:
        asked = "MATCH (s:Source) WHERE s.id = $name OR s.url = $name RETURN s.id AS id ORDER BY id"
        found = [str(row[0]) for row in store.query(asked, {"name": name}).rows]
        named = [each for each in known if fold(each) == fold(name)]
        if not found and not named:
            hint = did_you_mean(name, known)
            raise QueryError(f"no source '{name}'; give a publisher, a URL or an id, as diplograph query sources{hint}")
        ids.update(found)
        publishers.update(named)
    return frozenset(ids), frozenset(publishers)


def _known_languages(store: Store, languages: Sequence[str]) -> Sequence[str]:
    known = _told(store, "language") if languages else []
    for language in languages:
        if language not in known:
            raise QueryError(f"no source in the language '{language}'; there are {', '.join(known) or 'none'}")
    return languages


def _told(store: Store, column: Literal["publisher", "language"]) -> list[str]:
    asked = f"MATCH (s:Source) RETURN DISTINCT s.{column} AS told ORDER BY told"
    return [str(row[0]) for row in store.query(asked).rows if row[0]]
