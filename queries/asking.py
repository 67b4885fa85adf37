"""The commands that answer: query with its templates, cypher, explain, show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diplograph.graph.store import Store
from diplograph.queries.completion import complete_actor, complete_event, complete_language, completions
from diplograph.queries.context import Commands, Settings, format_option, show, tell
from diplograph.queries.life import COLUMNS, life
from diplograph.queries.output import shown
from diplograph.queries.runner import Cell, find_actor, run_template
from diplograph.queries.template import Template, templates
from diplograph.schema.actors import Term, actors, members_of, offices_of
from diplograph.schema.edtf import parse
from diplograph.schema.model import Tie

_EXPAND = (
    "A collective with its members, each while it was one; a question without --from and --to "
    "takes those of the day asked (--today, --as-of), or of today."
)


class TemplateCommands(Commands):
    """One command a template, ours and the user's, made from its header."""

    def _folders(self, ctx: click.Context) -> tuple[str, ...]:
        return tuple(ctx.params.get("folders") or ())

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(templates(self._folders(ctx)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = templates(self._folders(ctx)).get(cmd_name)
        return super().get_command(ctx, cmd_name) if found is None else template_command(found, self._folders(ctx))


def template_command(asked: Template, folders: tuple[str, ...] = ()) -> click.Command:
    """The command of one template: an option for each parameter."""

    @click.pass_obj
    def ask(
        settings: Settings,
        /,
        form: str | None,
        output: Path | None,
        language: str,
        exact: bool,
        expand: bool,
        as_of: str,
        **given: Any,
    ) -> None:
        values = {name.removeprefix("value_"): value for name, value in given.items() if value is not None}
        with settings.open() as store:
            reply = run_template(store, asked.name, values, exact, language, folders, as_of, expand)
        show(reply.columns, reply.rows, form, output)
        if reply.note:
            tell(reply.note)

    parameters: list[click.Parameter] = [
        click.Option(
            [f"--{parameter.name}", f"value_{parameter.name}"],
            required=parameter.default is None,
            help=_help_of(parameter.help, parameter.default),
            metavar=parameter.kind.upper().removesuffix("S"),
            shell_complete=completions.get(parameter.kind),
        )
        for parameter in asked.parameters
    ]
    parameters += [
        click.Option(
            ["--language"],
            default="",
            help="Show names in this language: fr, en; es in small part.",
            shell_complete=complete_language,
        ),
        click.Option(["--exact"], is_flag=True, help="A state without its bodies and office-holders."),
        click.Option(["--expand"], is_flag=True, help=_EXPAND),
        click.Option(["--as-of"], default="", metavar="DAY", help="What was known on this day, and no later word."),
    ]
    example = f"\n\nExample: {asked.example}" if asked.example else ""
    command = click.Command(asked.name, params=parameters, callback=ask, help=asked.summary + example)
    decorated = format_option(command.callback)  # type: ignore[arg-type]
    command.params += list(reversed(getattr(decorated, "__click_params__", [])))
    return command


def _help_of(text: str, default: str | None) -> str:
    told = "" if default in (None, "*") else f" [default: {default}]"
    return f"{text[:1].upper()}{text[1:]}.{told}"


@click.group("query", cls=TemplateCommands, invoke_without_command=True)
@click.option("--templates", "folders", multiple=True, metavar="FOLDER", help="A folder of your own templates.")
@click.pass_context
def query_group(ctx: click.Context, folders: tuple[str, ...]) -> None:
    """Ask one of the questions that come as templates; without a name, list them.

    Example: diplograph query who-met-whom --actor Poutine --from 2023 --to 2024-06
    """
    if ctx.invoked_subcommand is None:
        rows = [(each.name, each.summary) for each in templates(folders).values()]
        show(("template", "summary"), rows, None, None)


@click.command("cypher")
@click.argument("question")
@click.option("--parameter", "-p", "pairs", multiple=True, metavar="NAME=VALUE", help="A value for $NAME, as text.")
@format_option
@click.pass_obj
def cypher_command(
    settings: Settings, question: str, pairs: tuple[str, ...], form: str | None, output: Path | None
) -> None:
    """Ask a question of your own in Cypher, for reading only.

    Example: diplograph cypher "MATCH (e:Event) RETURN e.type AS type, count(*) AS events ORDER BY type"
    """
    values = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise click.UsageError(f"'{pair}' is not NAME=VALUE")
        values[name] = value
    with settings.open() as store:
        answer = store.query(question, values)
    rows = [tuple(_cell(value) for value in row) for row in answer.rows]
    show(answer.columns, rows, form, output)


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return "; ".join(str(part) for part in value) if isinstance(value, list) else str(value)


@click.command("explain")
@click.argument("event", shell_complete=complete_event)
@format_option
@click.pass_obj
def explain_command(settings: Settings, event: str, form: str | None, output: Path | None) -> None:
    """Show the life of an event: who said what, when, in which words, and what it changed.

    A row a claim, in the order of the statements: status and date stand where they changed.
    Any id that was ever printed leads to the event that holds that claim today.

    Example: diplograph explain meets-kim-jong-un-vladimir-putin-2023-09-1f0c2d
    """
    with settings.open() as store:
        found = life(store, event)
    told = found.event
    if form in (None, "table") and output is None:
        facts = [("date", told.date), ("status", told.status), ("place", told.place), ("origins", told.origins)]
        tell(f"{told.id}: {told.type}, {', '.join(f'{name} {value}' for name, value in facts if value)}")
        for near, why in found.near:
            tell(f"near: {near} ({why})")
    show(COLUMNS, found.rows, form, output)


@click.command("show")
@click.argument("actor", shell_complete=complete_actor)
@click.option("--on", default="", metavar="DATE", help="Of a state also who may have held which office on this day.")
@format_option
@click.pass_obj
def show_command(settings: Settings, actor: str, on: str, form: str | None, output: Path | None) -> None:
    """Show an actor: kind, codes, names, offices, memberships, members, and how many events of each type and status.

    Example: diplograph show France --on 2024-02-15
    """
    with settings.open() as store:
        rows = _facts_about(store, find_actor(store, actor), on)
    show(("what", "value"), rows, form, output)


def _when(dated: Tie | Term) -> str:
    """``1973-01-01/2020-01-31``; what is unknown, or not ended, is left open."""
    return f"{dated.since or '..'}/{dated.until or '..'}" if dated.since or dated.until else ""


def _told(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _facts_about(store: Store, actor: str, on: str) -> list[tuple[str, Cell]]:
    known = actors().get(actor) or next((each for each in store.actors() if each.id == actor), None)
    rows: list[tuple[str, Cell]] = [("id", actor)]
    if known is not None:
        rows += [
            (name, getattr(known, name)) for name in ("name", "kind", "iso3", "cow", "wikidata") if getattr(known, name)
        ]
        rows += [
            (f"{each.kind} ({each.language})" if each.language else each.kind, shown(each.text)) for each in known.names
        ]
        rows += [("represents", _told(tie.actor, tie.office, _when(tie))) for tie in known.represents]
        rows += [("member of", _told(tie.actor, _when(tie))) for tie in known.member_of]
    if on:
        parse(on)
        rows += [(office, _told(term.actor, _when(term))) for office, term in offices_of(actor, on)]
    rows += [("member", _told(term.actor, _when(term))) for term in members_of(actor)]
    counts = store.query(
        "MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event) WHERE a.id = $id "
        "RETURN e.type AS type, e.status AS status, count(DISTINCT e.id) AS total ORDER BY type, status",
        {"id": actor},
    )
    rows += [(f"{row[0]} {row[1]}", int(str(row[2]))) for row in counts.rows]
    return rows
