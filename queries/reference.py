"""The reference pages that are made from the program itself: commands, questions, the JSON Schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from diplograph.queries.cli import main
from diplograph.queries.template import Template, templates
from diplograph.schema.codebook import codebook_page
from diplograph.schema.records import json_schema

_MADE = "Made by `make docs` from the program itself; edit the program.\n"


def pages() -> dict[str, str]:
    """The text of each page, by its file name in docs/."""
    return {
        "commands.md": "\n".join(_commands()),
        "templates.md": "\n".join(_templates()),
        "event-types.md": codebook_page(),
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


def _templates() -> Iterator[str]:
    yield f"# Questions\n\n{_MADE}\nAll take `--format`, `--output`, `--language fr|en` and `--exact`.\n"
    for asked in templates().values():
        yield _template(asked)


def _template(asked: Template) -> str:
    lines = [f"## {asked.name}", "", asked.summary, "", f"    {asked.example}", ""]
    if asked.parameters:
        lines += ["| option | kind | default | |", "| --- | --- | --- | --- |"]
    for each in asked.parameters:
        default = {None: "must be given", "*": "everybody", "": "none"}.get(each.default, each.default)
        lines.append(f"| `--{each.name}` | {each.kind} | {default} | {each.help} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    for _name, _text in pages().items():
        (Path(sys.argv[1]) / _name).write_text(_text, encoding="utf-8")
