"""Load, ask, rebuild and export in a loop, in one process: its memory and its open files must not grow.

    python tests/soak.py [--minutes 10]

Exit 1 where they do, after at least twenty rounds. Linux alone tells both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from msgspec import Struct
from pages import in_this_process
from reliability import note

EXAMPLES = Path(__file__).parent.parent / "examples"
GROWTH = 1.1
"""Memory of the last quarter of the rounds, against the second: by then the engine's pool is full; a leak goes on."""
LEAST_ROUNDS = 20


class Round(Struct, frozen=True):
    """What the process holds after a round: bytes in memory, open files."""

    memory: int
    files: int


def commands(folder: Path) -> list[list[str]]:
    """One round; loading the same again and rebuilding leave the graph as large as it is."""
    store = ["--store", str(folder / "graph.lbug")]
    return [
        [*store, "load", str(EXAMPLES)],
        [*store, "rebuild"],
        [*store, "query", "who-met-whom", "--actor", "Poutine", "--format", "csv"],
        [*store, "query", "timeline", "--actor", "USA", "--status", "all", "--format", "json"],
        [*store, "stats"],
        [*store, "export", "gexf", str(folder / "graph.gexf"), "--status", "all"],
        [*store, "export", "rdf", str(folder / "graph.nq")],
        [*store, "export", "csv", str(folder / "tables")],
    ]


def rounds(seconds: float) -> list[Round]:
    """Go round for so long; what the process held after each."""
    found: list[Round] = []
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until or len(found) < LEAST_ROUNDS:
            for words in commands(Path(folder)):
                code, _, told = in_this_process(*words)
                if code:
                    raise AssertionError(f"{words}: {told}")
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            found.append(Round(pages * os.sysconf("SC_PAGE_SIZE"), len(list(Path("/proc/self/fd").iterdir()))))
    return found


def grown(found: list[Round]) -> list[str]:
    """What grew from the second quarter of the rounds to the last, one line each."""
    quarter = len(found) // 4
    early, late = found[quarter : 2 * quarter], found[-quarter:]
    problems = []
    before, after = (statistics.median(each.memory for each in part) for part in (early, late))
    if after > GROWTH * before:
        problems.append(f"memory: grew from {_megabytes(before)} to {_megabytes(after)}")
    most, least = max(each.files for each in late), max(each.files for each in early)
    if most > least:
        problems.append(f"open files: grew from {least} to {most}")
    return problems


def _megabytes(count: float) -> str:
    return f"{count / 1e6:.0f} MB"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    minutes = parser.parse_args().minutes
    found = rounds(60 * minutes)
    quarter = len(found) // 4
    parts = found[quarter : 2 * quarter], found[-quarter:]
    early, late = (statistics.median(each.memory for each in part) for part in parts)
    files = f"{found[quarter].files} to {found[-1].files} open files"
    line = f"{len(found)} rounds in {minutes:g} minutes: {_megabytes(early)} to {_megabytes(late)}, {files}"
    sys.stdout.write(f"{line}\n")
    problems = grown(found)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    if not problems:
        note("long run", "load, rebuild, ask and export in a loop, embedded", line)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
