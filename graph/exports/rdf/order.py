"""Lines in the order of their bytes, however many there are, in memory that does not grow with them."""

from __future__ import annotations

import heapq
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from typing import IO

HELD_LINES = 100_000
"""So many lines are sorted in memory before they go to a file."""


def in_order(blocks: Iterable[tuple[str, list[str]]]) -> Iterator[list[str]]:
    """The lines of nodes that come in the order of their ids, in the order of the lines, some at a time.

    A block is what all lines of a node begin with, and its lines, sorted. The two orders part
    where an id begins with another: ``a`` comes before ``a-b`` and ``a0``, but the sign ">"
    that ends an IRI stands behind "-" and the digits, so ``<a>`` comes after ``<a-b>``. What
    may still be preceded is held back: no line to come is smaller than the start of the next block.
    """
    held: list[str] = []
    for start, lines in blocks:
        if held:
            ready = bisect_left(held, start)
            if ready < len(held):
                yield held[:ready]
                held = sorted(held[ready:] + lines)
                continue
            yield held
        held = lines
    yield held


class Sorter:
    """Takes lines without their ends, in any order, and gives each once, sorted. What is too much waits in files."""

    def __init__(self, most: int = HELD_LINES) -> None:
        self._most = most
        self._held: set[str] = set()
        self._files = ExitStack()
        self._runs: list[IO[str]] = []

    def add(self, lines: Iterable[str]) -> None:
        self._held.update(lines)
        if len(self._held) >= self._most:
            run = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 (closed with all runs)
            self._files.enter_context(run)
            run.writelines(f"{line}\n" for line in sorted(self._held))
            self._runs.append(run)
            self._held.clear()

    def __iter__(self) -> Iterator[str]:
        for run in self._runs:
            run.seek(0)
        runs = [(line[:-1] for line in run) for run in self._runs]
        for line, _ in groupby(heapq.merge(*runs, sorted(self._held))):
            yield line

    def __enter__(self) -> Sorter:
        return self

    def __exit__(self, *problem: object) -> None:
        self._files.close()
