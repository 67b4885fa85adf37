"""How far a load is, on a terminal."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from diplograph.graph.store import LoadCounts
from diplograph.loaders.files import reckoned
from diplograph.schema.model import Loadable, Prepared


class _Count(ProgressColumn):
    """How many are done, and of how many, where that is known."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.completed:,.0f}" + (f" of {task.total:,.0f}" if task.total else ""))


class _Rate(ProgressColumn):
    """How many a second, of late."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} a second" if task.speed else "")


class LoadProgress:
    """Documents read and written of about so many; then the claims whose events are derived, of all that wait."""

    def __init__(self, bar: Progress, paths: Sequence[Path]) -> None:
        self._bar = bar
        self._most = 0
        total = 0 if bar.disable else sum(map(reckoned, paths))
        self._task = bar.add_task("loading", total=total)

    def documents(self, documents: Iterator[Loadable]) -> Iterator[Loadable]:
        """The same documents, counted; where there are more than was reckoned, all that is known is how many."""
        number = 0
        for document in documents:
            # A coded row gives a claim.
            number += document.claims if isinstance(document, Prepared) else 1
            total = self._bar.tasks[0].total
            self._bar.update(self._task, completed=number, total=None if total and number > total else total)
            yield document
        self._bar.update(self._task, total=self._bar.tasks[0].completed)

    def hear(self, counts: LoadCounts) -> None:
        """What the store tells after each batch, and after each part of the events."""
        if counts.waiting < self._most:
            self._bar.update(
                self._task, description="deriving events", total=self._most, completed=self._most - counts.waiting
            )
        self._most = max(self._most, counts.waiting)


@contextlib.contextmanager
def load_progress(paths: Sequence[Path]) -> Iterator[LoadProgress]:
    """A bar for the load of *paths* on standard error, if that is a terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        _Count(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield LoadProgress(bar, paths)
