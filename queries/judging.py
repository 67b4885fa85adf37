"""The commands of people's decisions: actors, events, retract, correct, agreement."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from diplograph.graph.store import Store
from diplograph.loaders.judgements import COLUMNS
from diplograph.queries.agreement import agreement
from diplograph.queries.completion import complete_actor, complete_event
from diplograph.queries.context import Commands, Settings, format_option, show, tell
from diplograph.queries.correction import corrected
from diplograph.queries.life import find_event
from diplograph.queries.runner import find_actor
from diplograph.queries.suggestions import suggestions
from diplograph.schema.errors import QueryError, ReadError
from diplograph.schema.judgements import Judgement, in_force, judgement, topic
from diplograph.schema.model import Claim


def _signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--reason`` and ``--author``, as all decisions have them."""
    for option in (
        click.option("--made-on", default="", metavar="DAY", help="The day of the decision, if it is to be told."),
        click.option("--author", required=True, envvar="DIPLOGRAPH_AUTHOR", help="Who decides."),
        click.option("--reason", required=True, help="Why, in a few words."),
    ):
        command = option(command)
    return command


def _decide(store: Store, verdict: str, subject: str, object: str, reason: str, author: str, made_on: str) -> None:
    """Write a decision as the next revision on its matter, unless it is the one that stands."""

    def drawn(revision: int) -> Judgement:
        return judgement(verdict, subject, object, reason, author, revision, made_on)

    what = f"{subject} and {object}" if object else subject
    for standing in in_force(store.judgements()):
        if topic(standing) == topic(drawn(1)):
            if standing == drawn(standing.revision):
                # Killed after it was kept, and run again.
                tell(f"{verdict}: {what} stands already (revision {standing.revision})")
                return
            revision = standing.revision + 1
            break
    else:
        revision = 1
    store.judge([drawn(revision)])
    tell(f"{verdict}: {what} (revision {revision})")


def _show_judgements(settings: Settings, ending: str, form: str | None, output: Path | None) -> None:
    with settings.open() as store:
        known = store.judgements()
    standing = {judged.id for judged in in_force(known)}
    rows = [
        (*(getattr(judged, name) for name in COLUMNS), "yes" if judged.id in standing else "no")
        for judged in sorted(known, key=lambda each: (each.subject, each.object, each.revision))
        if judged.verdict.endswith((ending, f"{ending}s"))
    ]
    show((*COLUMNS, "stands"), rows, form, output)


@click.group("actors", cls=Commands)
def actors_group() -> None:
    """Decide which actors are one: suggest, merge, split, list.

    Example: diplograph actors suggest
    """


@actors_group.command("suggest")
@click.option("--least", default=85, show_default=True, help="How alike names must be, of 100.")
@format_option
@click.pass_obj
def suggest_command(settings: Settings, least: int, form: str | None, output: Path | None) -> None:
    """List actors that may be one, by their names and states. Nothing is merged: people decide.

    The rows can be filled in (verdict, reason, author) and loaded.

    Example: diplograph actors suggest --format csv --output pairs.csv
    """
    with settings.open() as store:
        rows = suggestions(store, least)
    show(("subject", "object", "alike", "name", "other_name", "verdict", "reason", "author"), rows, form, output)


@actors_group.command("merge")
@click.argument("one", shell_complete=complete_actor)
@click.argument("other", shell_complete=complete_actor)
@_signed
@click.pass_obj
def merge_actors_command(settings: Settings, one: str, other: str, reason: str, author: str, made_on: str) -> None:
    """Let two actors be one. Their claims stay as they were written; split takes it back.

    Example: diplograph actors merge ri-son-gwon~PRK ri-son-kwon~PRK --reason "one minister" --author "A. Reader"
    """
    with settings.open("write") as store:
        _decide(store, "same-actor", _stored(store, one), _stored(store, other), reason, author, made_on)


@actors_group.command("split")
@click.argument("one", shell_complete=complete_actor)
@click.argument("other", shell_complete=complete_actor)
@_signed
@click.pass_obj
def split_actors_command(settings: Settings, one: str, other: str, reason: str, author: str, made_on: str) -> None:
    """Let two actors be two: take a merge back, and never suggest it again.

    Example: diplograph actors split kim-il~PRK kim-il-sung~PRK --reason "father and son" --author "A. Reader"
    """
    with settings.open("write") as store:
        _decide(store, "different-actors", _stored(store, one), _stored(store, other), reason, author, made_on)


def _stored(store: Store, name: str) -> str:
    """An actor of the store by its id, or by any name."""
    rows = store.query("MATCH (a:Actor {id: $id}) RETURN a.id AS id ORDER BY id", {"id": name}).rows
    return name if rows else find_actor(store, name)


@actors_group.command("list")
@format_option
@click.pass_obj
def list_actors_command(settings: Settings, form: str | None, output: Path | None) -> None:
    """List the decisions on actors; as CSV it is the file that another store can load.

    Example: diplograph actors list --format csv --output actors.csv
    """
    _show_judgements(settings, "-actor", form, output)


@click.group("events", cls=Commands)
def events_group() -> None:
    """Decide which claims tell of one event: merge, split, list.

    Example: diplograph events list
    """


@events_group.command("merge")
@click.argument("one", shell_complete=complete_event)
@click.argument("other", shell_complete=complete_event)
@_signed
@click.pass_obj
def merge_events_command(settings: Settings, one: str, other: str, reason: str, author: str, made_on: str) -> None:
    """Let two events of the same actors and kind be one, told with different dates.

    Example: diplograph events merge EVENT OTHER --reason "one paper has the day wrong" --author "A. Reader"
    """
    with settings.open("write") as store:
        first, second = _anchor(store, one), _anchor(store, other)
        if first.key != second.key:
            raise QueryError(f"{one} and {other} differ in actors or kind; only events of the same actors can be one")
        _decide(store, "same-event", first.id, second.id, reason, author, made_on)


@events_group.command("split")
@click.argument("event", shell_complete=complete_event)
@click.argument("claim")
@_signed
@click.pass_obj
def split_events_command(settings: Settings, event: str, claim: str, reason: str, author: str, made_on: str) -> None:
    """Let a claim leave its event: it tells of another one. Its id stands in the last column of explain.

    Example: diplograph events split EVENT CLAIM --reason "another visit" --author "A. Reader"
    """
    with settings.open("write") as store:
        current = find_event(store, event)
        others = [each for each in _claims(store, current) if each.id != claim]
        if len(others) == len(_claims(store, current)):
            raise QueryError(f"claim '{claim}' is not in {current}; copy it from diplograph explain")
        if not others:
            raise QueryError(f"{current} has no other claim; there is nothing to leave")
        for each in others:
            _decide(store, "different-events", claim, each.id, reason, author, made_on)


def _claims(store: Store, event: str) -> list[Claim]:
    return store.claims_of_events([event])[event]


def _anchor(store: Store, event: str) -> Claim:
    """The claim that stands for an event in a decision: the smallest by id."""
    return min(_claims(store, find_event(store, event)), key=lambda claim: claim.id)


@events_group.command("list")
@format_option
@click.pass_obj
def list_events_command(settings: Settings, form: str | None, output: Path | None) -> None:
    """List the decisions on events; as CSV it is the file that another store can load.

    Example: diplograph events list --format csv --output events.csv
    """
    _show_judgements(settings, "-event", form, output)


@click.command("retract")
@click.argument("source")
@click.option("--undo", is_flag=True, help="Let the source count again; its text comes back by loading it.")
@_signed
@click.pass_obj
def retract_command(settings: Settings, source: str, undo: bool, reason: str, author: str, made_on: str) -> None:
    """Take a source out of the graph's life: its claims count no more, its text goes.

    SOURCE is an id, the beginning of one, or a URL, as `query sources` shows them.

    Example: diplograph retract https://example.org/wrong --reason "withdrawn by the paper" --author "A. Reader"
    """
    with settings.open("write") as store:
        rows = store.query(
            "MATCH (s:Source) WHERE s.url = $name OR s.id STARTS WITH $name RETURN s.id AS id ORDER BY id",
            {"name": source},
        ).rows
        if not rows:
            raise QueryError(f"no source '{source}'; copy an id or a URL from diplograph query sources")
        for row in rows if rows[0][0] != source else rows[:1]:
            _decide(store, "restore" if undo else "retract", str(row[0]), "", reason, author, made_on)


@click.command("correct")
@click.argument("claim")
@click.option("--set", "changes", multiple=True, required=True, metavar="FIELD=VALUE", help="What is right.")
@_signed
@click.pass_obj
def correct_command(
    settings: Settings, claim: str, changes: tuple[str, ...], reason: str, author: str, made_on: str
) -> None:
    """Put a claim right: the old one is rejected, with your reason; the new one keeps its sentence.

    Fields: type, date, place, mode, modality, act, stated_on, and role:ROLE=NAME; NAME.

    Example: diplograph correct CLAIM --set date=2023-09-13 --reason "misread" --author "A. Reader"
    """
    values = {}
    for change in changes:
        field, sign, value = change.partition("=")
        if not sign:
            raise click.UsageError(f"'{change}' is not FIELD=VALUE")
        values[field] = value
    with settings.open("write") as store:
        document = corrected(store, claim, values, author)
        store.load([document])
        _decide(store, "reject", claim, "", reason, author, made_on)
    tell(f"now claim {document.claims[0].id}")


@click.command("agreement")
@click.argument("one", type=click.Path(path_type=Path))
@click.argument("other", type=click.Path(path_type=Path))
@format_option
def agreement_command(one: Path, other: Path, form: str | None, output: Path | None) -> None:
    """Tell how far two reviewers agree: Cohen's kappa of the verdicts in two review files.

    Example: diplograph agreement review-anna.csv review-bruno.csv
    """
    found = agreement(_verdicts(one), _verdicts(other))
    show(("what", "value"), list(msgspec.structs.asdict(found).items()), form, output)


def _verdicts(path: Path) -> dict[str, str]:
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as problem:
        raise ReadError(f"{path}: cannot be read ({problem}); give a file of extract --review") from None
    if not rows or not {"claim", "verdict"} <= set(rows[0]):
        raise ReadError(f"{path}: has no columns claim and verdict; give a file of extract --review")
    return {row["claim"]: row["verdict"].strip().casefold() for row in rows if row["verdict"].strip()}
