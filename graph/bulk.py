"""Loading much at once into the embedded store: claims first, then the events of all keys that they touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from diplograph.graph.bulk_events import BulkEvents, Copier
from diplograph.graph.reading import origin_of
from diplograph.graph.writing import MoreThanAdding, Written, write_documents
from diplograph.schema.model import Document


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

    def __init__(self, store: Loading, folder: Path, plain: bool) -> None:
        """*plain* says that nobody has judged anything yet."""
        self._store = store
        self._plain = plain
        self.waiting = 0
        self._events = BulkEvents(store, folder)
        self._new: set[str] = set()
        self._left: set[str] = set()
        self._idle: set[str] = set()

    def write(self, batch: Sequence[Document]) -> None:
        """Write the claims of a batch, and leave their keys to be derived."""
        written = self._written(batch)
        touched = {claim.key for claim in written.fresh}
        self._new |= touched - written.known
        self._idle |= (written.keys | written.locks) - touched
        self._left |= written.restless | written.apart
        self._left |= touched - self._new if self._plain else touched
        for claim in written.fresh:
            if claim.key not in self._left:
                self._events.add(claim, origin_of(written.sources[claim.source]))
        self.waiting = self._events.claims

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
                self._left |= {claim.key for each in apart for claim in each.claims} | found.keys

    def settle(self, jobs: int) -> Iterator[int]:
        """Derive the events of all keys that nobody else tells of; how many events each part gave."""
        for claims, events in self._events.derive(jobs, without=self._left):
            self.waiting -= claims
            yield events
        for _ in self._events.copy():
            yield 0
        self._store.settle_keys([*self._events.keys, *sorted(self._idle - self._left - self._new)])

    def left(self) -> list[str]:
        """The keys that are left to the store."""
        return sorted(self._left)

    def close(self) -> None:
        """Forget what was put aside."""
        self._events.close()
