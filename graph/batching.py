"""Which documents of a load are written together."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from diplograph.graph.running import Run, count_of
from diplograph.schema.model import Document, Loadable, Prepared

Each = TypeVar("Each", bound=Loadable)
Item = TypeVar("Item")
GROUP = 131_072
"""Rows of a table of nodes that the embedded engine keeps together, and writes anew when more are added to them."""
NEARLY = 4
"""A group that lacks less than this part of it is filled together with the next one."""
BATCH_SIGNS = 20_000_000
"""Signs of articles that are written together at most, some 4,000 articles: they are in memory until then."""


class Ahead(Iterator[Each], Generic[Each]):
    """Documents, of which one can be read before it is wanted: to tell whether more come."""

    def __init__(self, documents: Iterable[Each]) -> None:
        self._left = iter(documents)
        self._next: list[Each] = []

    def ended(self) -> bool:
        """Whether the last one was given."""
        if not self._next:
            self._next = list(itertools.islice(self._left, 1))
        return not self._next

    def __next__(self) -> Each:
        return self._next.pop() if self._next else next(self._left)


def batches(
    documents: Iterable[Each], most: int, first: int = 0, room: Callable[[], int] = lambda: 0
) -> Iterator[list[Each]]:
    """Documents in their order, together up to so many claims and sources; the *first* batch fewer, each next twice.

    A batch ends as well where its claims fill the last group of rows of the store. How many that takes *room* tells,
    before each batch but the first; 0 where it does not matter.
    """
    batch: list[Each] = []
    enough = min(first or most, most)
    claims = signs = sources = fill = 0
    for document in documents:
        batch.append(document)
        if isinstance(document, Prepared):
            claims += document.claims
            sources += len(document.sources)
        else:
            claims += len(document.claims)
            sources += 1
            signs += len(document.source.text)
        if claims + sources >= enough or signs >= BATCH_SIGNS or 0 < fill <= claims:
            yield batch
            batch, claims, signs, sources = [], 0, 0, 0
            enough = min(most, 2 * enough)
            fill = room()
    if batch:
        yield batch


def room_in(run: Run, group: int) -> int:
    """How many claims more fill the last *group* of the store, or the next one where that is nearly full."""
    if not group:
        return 0
    left = group - count_of(run, "Claim") % group
    return left if left >= group // NEARLY else left + group


def pieces(given: Sequence[Item], most: int) -> Iterator[Sequence[Item]]:
    """The same, so many at a time at most."""
    return (given[first : first + most] for first in range(0, len(given), most))


def claims_in(documents: Iterable[Loadable]) -> int:
    """How many claims they have."""
    return sum(each.claims if isinstance(each, Prepared) else len(each.claims) for each in documents)


def sources_in(documents: Iterable[Loadable]) -> int:
    """How many sources they are of."""
    found: set[str] = set()
    for each in documents:
        found.update(each.sources if isinstance(each, Prepared) else [each.source.id])
    return len(found)


def gathered_by_key(documents: Sequence[Document]) -> list[Document]:
    """The same documents, those on one grouping key one after the other: few keys come in two batches then.

    A key is derived with each batch that has claims of it. All else keeps its order: claims of a source lie together.
    """
    by_key: dict[str, list[int]] = {}
    for place, document in enumerate(documents):
        for key in {claim.key for claim in document.claims}:
            by_key.setdefault(key, []).append(place)
    order: dict[int, None] = {}
    for place, document in enumerate(documents):
        if place not in order:
            order[place] = None
            for claim in document.claims:
                order.update(dict.fromkeys(by_key[claim.key]))
    return [documents[place] for place in order]
