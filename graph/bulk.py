"""Loading much at once into the embedded store: claims first, then the events of all keys that they touched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import pyarrow

from diplograph.graph.bulk_events import BulkEvents, Copier
from diplograph.graph.columns import kinds, schema_of
from diplograph.graph.inserting import Insert
from diplograph.graph.locking import lock_standing
from diplograph.graph.naming import naming_of, write_actors
from diplograph.graph.preparing import COPIED, Columns, joined, opened, prepare
from diplograph.graph.reading import origin_of
from diplograph.graph.running import Run, by_id
from diplograph.graph.spill import spilled
from diplograph.graph.unchanged import unchanged
from diplograph.graph.writing import MoreThanAdding, Written, is_told, write_documents
from diplograph.schema.model import Actor, Document, Loadable, Prepared

FEW = 1_000
"""Fewer keys than that are left to the store without asking whether all events are sooner made anew."""


class Loading(Copier, Protocol):
    """A store as a bulk load needs it."""

    def settle_keys(self, keys: Sequence[str]) -> None: ...

    def write_plainly(self, documents: Sequence[Document]) -> None: ...


class Bulk:
    """One load of much.

    A busy key has claims in every batch: derived with each, a load would cost the square of its length. So claims are
    put aside until all are written. Keys that had claims before, or any whose events depend on more than
    their claims, are left to the store, which reads them anew.
    """

    def __init__(self, store: Loading, folder: Path, plain: bool, jobs: int, is_last: Callable[[], bool]) -> None:
        """*plain* says that nobody has judged anything yet, *is_last* whether no batch comes behind the one at hand.

        Events are derived in up to so many *jobs*.
        """
        self._store = store
        self._plain = plain
        self._jobs = jobs
        self._is_last = is_last
        self._mixed = False
        self.waiting = 0
        self._events = BulkEvents(store, folder)
        self._new: set[str] = set()
        self._left: set[str] = set()
        self._idle: set[str] = set()
        self._sure: dict[str, Actor] = {}

    def write(self, batch: Sequence[Loadable]) -> None:
        """Write the claims of a batch, and leave their keys to be derived."""
        adding, others = self._parted(batch) if self._plain else (None, opened(batch))
        if others:
            self._write(others)
        if adding is not None:
            self._copy(adding)
        self.waiting = self._events.claims

    def _parted(self, batch: Sequence[Loadable]) -> tuple[Columns | None, list[Document]]:
        """All that does no more than add, as columns, and the documents that are left."""
        given = [each for each in batch if isinstance(each, Prepared)]
        ready, others = prepare([each for each in batch if isinstance(each, Document)])
        if not given and ready is None:
            return None, others
        columns = joined([*given, ready] if ready else given)
        copying = self._store.copying
        known = copying.standing("Source", columns.sources["id"].to_pylist())
        if known:
            same = unchanged(columns, known, copying.asked)
            columns, known = columns.of(same, wanted=False), known - same
        apart = columns.ids_apart(known | {each.source.id for each in others})
        if not apart:
            return columns, others
        return columns.of(apart, wanted=False), [*others, *columns.of(apart).documents()]

    def _copy(self, adding: Columns) -> None:
        """Copy what does no more than add. If nothing comes behind it, events are derived in the meantime."""
        keys = adding.claims["key"].unique().to_pylist()
        actors = {key: each for key, each in adding.actors.items() if not is_told(each, self._sure.get(key))}
        # Those that this load has made are marked, unless their events were made with a document in between.
        asked = keys if self._mixed else [key for key in keys if key not in self._new]
        known = self._store.copying.standing("Key", asked)
        self._note(keys, known)
        for part, raw in adding.spilled():
            self._events.add(part, raw)
        if self._is_last() and len(self._left) < FEW:
            self._events.begin(self._jobs, self._left)

        def work(run: Run, insert: Insert) -> set[str]:
            copying = self._store.copying
            naming = naming_of(run, actors)
            held = lock_standing(run, by_id([*known, *naming.locks]))
            new = sorted({*asked, *naming.locks} - held)
            if new:
                copying.table("Key", _marked(new), looked_up=["Key"])
            write_actors(run, insert, naming)
            for name in COPIED:
                table = adding.table(name)
                if table.num_rows:
                    copying.table(name, table, looked_up=["Source"] if name == "Source" else ())
            return naming.locks

        self._idle |= self._store.transact_copying(work)
        self._sure.update(actors)

    def _write(self, documents: Sequence[Document]) -> None:
        written = self._written(documents)
        touched = {claim.key for claim in written.fresh}
        self._note(touched, written.known)
        self._idle |= (written.keys | written.locks) - touched
        self._left |= written.restless | written.apart
        for claim in written.fresh:
            if claim.key not in self._left:
                self._events.add(*spilled(claim, origin_of(written.sources[claim.source])))

    def _note(self, touched: Collection[str], known: Collection[str]) -> None:
        """Of keys that have new claims those are derived here that did not stand before this load."""
        self._new |= set(touched) - set(known)
        self._left |= set(touched) - self._new if self._plain else set(touched)

    def _written(self, batch: Sequence[Document]) -> Written:
        """Copy a batch, but for the documents that do more than add: those go the plain way, and before it."""
        adding = list(batch)
        while True:
            try:
                return self._store.transact_copying(partial(write_documents, documents=adding, adding=True))
            except MoreThanAdding as found:
                apart = [each for each in adding if each.source.id in found.sources]
                adding = [each for each in adding if each.source.id not in found.sources]
                self._store.write_plainly(apart)
                self._mixed = True
                self._left |= {claim.key for each in apart for claim in each.claims} | found.keys

    def settle(self) -> Iterator[int]:
        """Derive the events of all keys that nobody else tells of; how many events each part gave."""
        for claims, events in self._events.derive(self._jobs, without=self._left):
            self.waiting -= claims
            yield events
        for _ in self._events.copy():
            yield 0
        self._store.settle_keys([*self._events.keys, *sorted(self._idle - self._left - self._new)])

    def left(self) -> list[str]:
        """The keys that are left to the store."""
        return sorted(self._left)

    def touched(self) -> list[str]:
        """All keys that have new claims, or claims that changed."""
        return sorted(self._new | self._left)

    def close(self) -> None:
        """Forget what was put aside."""
        self._events.close()


def _marked(keys: Sequence[str]) -> pyarrow.Table:
    """New keys, whose events are to be derived."""
    return pyarrow.table([keys, [True] * len(keys)], schema=schema_of(kinds("Key")))
