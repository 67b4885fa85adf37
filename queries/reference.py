"""The reference pages that are made from the program itself: commands, questions, types, the JSON Schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from diplograph.queries.answers import example_answers, shown_answer
from diplograph.queries.cli import main
from diplograph.queries.runner import Reply
from diplograph.queries.template import Template, templates
from diplograph.schema.codebook import codebook_page, event_types_page
from diplograph.schema.records import json_schema

_MADE = "Made by `make docs` from the program itself; edit the program.\n"
_QUESTIONS = f"""# Questions

{_MADE}
Each is a command, `diplograph query NAME`, and a name for `graph.query(NAME, ...)` in Python. All take `--format`,
`--output`, `--language fr|en`, `--exact` (a state without its bodies and office-holders) and `--expand` (a collective
with its members). `--as-of DAY` answers with what was known on that day.

| kind of option | what to write |
| --- | --- |
| actors | a name as people type it ("Poutine", "DPRK", "Q7747"), or an id |
| day | a day, month or year: `2024-06-18`, `2024-06`, `2024`; or `today` |
| period | a day, month or year: all of it |
| statuses | `facts`, `all`, or some [statuses](status.md), with commas |
| types | some [event types](event-types.md) or their families, with commas |

The answers below are the first rows over the [example articles](../examples/README.md), without their long columns
(quote, source, event).
"""


def pages(articles: Path) -> dict[str, str]:
    """The text of each page, by its file name in docs/; *articles* is the folder that the examples ask."""
    return {
        "commands.md": "\n".join(_commands()),
        "templates.md": "\n".join(_templates(articles)),
        "codebook.md": codebook_page(),
        "event-types.md": event_types_page(),
        "fact-record.schema.json": json.dumps(json_schema(), indent=2) + "\n",
    }


def _commands() -> Iterator[str]:
    yield f"# Commands\n\n{_MADE}"
    for words, command in _walk("diplograph", main):
        context = click.Context(command, info_name=words, terminal_width=100)
        yield f"## {words}\n\n```text\n{command.get_help(context)}\n```\n"


def _walk(words: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield words, command
    if isinstance(command, click.Group) and command.name != "query":
        for name in sorted(command.commands):
            yield from _walk(f"{words} {name}", command.commands[name])


def _templates(articles: Path) -> Iterator[str]:
    yield _QUESTIONS
    answers = example_answers(articles)
    for asked in templates().values():
        yield _template(asked, answers[asked.name])


def _template(asked: Template, answer: Reply) -> str:
    lines = [f"## {asked.name}", "", asked.summary, ""]
    if asked.parameters:
        lines += ["| option | kind | default | |", "| --- | --- | --- | --- |"]
    for each in asked.parameters:
        default = {None: "must be given", "*": "everybody", "": "none"}.get(each.default, each.default)
        if each.default == "*" and each.kind != "actors":
            default = "all"
        lines.append(f"| `--{each.name}` | {each.kind} | {default} | {each.help} |")
    lines += [""] if asked.knows_as_of else ["", "Takes no `--as-of`.", ""]
    return "\n".join([*lines, f"    {asked.example}", "", shown_answer(answer)])


if __name__ == "__main__":
    _docs = Path(sys.argv[1])
    for _name, _text in pages(_docs.parent / "examples").items():
        (_docs / _name).write_text(_text, encoding="utf-8")
