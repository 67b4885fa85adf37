"""The figures of docs/reliability.md: tests note them, ``python tests/reliability.py NOTES PAGE`` writes them down.

A table stands between ``<!-- KIND -->`` and ``<!-- end -->``; it has a line for each fault of that kind.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

NOTES = "DIPLOGRAPH_RELIABILITY"
"""The variable that names the file into which tests note what they did."""


class Note(Struct, frozen=True):
    """What was done, how often, what was lost: as one line of the table *kind* says it."""

    kind: str
    fault: str
    tried: str
    lost: str = "nothing"


def note(kind: str, fault: str, tried: object) -> None:
    """Keep a line for the page, where a run wants one: call it when all that the line says has been asserted."""
    place = os.environ.get(NOTES)
    if place:
        with Path(place).open("ab") as notes:
            notes.write(msgspec.json.encode(Note(kind, fault, str(tried))) + b"\n")


def page_with(text: str, notes: Mapping[tuple[str, str], Note]) -> str:
    """The page with the tables of today; a table of which nothing was noted stays as it is."""

    def table(found: re.Match[str]) -> str:
        kind = found[1]
        rows = [each for (of, _), each in sorted(notes.items()) if of == kind]
        if not rows:
            return found[0]
        lines = ["| what was done | tried | lost |", "| --- | ---: | --- |"]
        lines += [f"| {each.fault} | {each.tried} | {each.lost} |" for each in rows]
        return f"<!-- {kind} -->\n" + "\n".join(lines) + "\n<!-- end -->"

    return re.sub(r"<!-- ([\w -]+) -->\n.*?<!-- end -->", table, text, flags=re.DOTALL)


if __name__ == "__main__":
    told = [msgspec.json.decode(line, type=Note) for line in Path(sys.argv[1]).read_bytes().splitlines()]
    page = Path(sys.argv[2])
    latest = {(each.kind, each.fault): each for each in told}
    page.write_text(page_with(page.read_text(encoding="utf-8"), latest), encoding="utf-8")
