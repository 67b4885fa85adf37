"""Work shared out to processes: results in the order of what was given, and never much of it under way."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import TypeAlias

from diplograph.loaders.pieces import Piece, Told, Work
from diplograph.schema.errors import DiplographError, ExtractorError
from diplograph.schema.processes import Processes, processes

ALONE = 400_000
"""Signs that one process reads before it starts others: a second's work, which is what their start takes."""
UNDER_WAY = 180
"""Pieces given out for each process: as many as it reads while a batch is written, for none shall wait."""
SIGNS_UNDER_WAY = 18_000_000
"""Signs from which on no more is given out: pieces of coded rows have 50,000, an article may have millions. 250,000
rows wait so, with 2 kB each: while a batch of theirs is copied, more than a batch is read."""
Done: TypeAlias = tuple[list[Told], DiplographError | None]
"""The results of a piece, and the error that ended it."""


def in_order(given: Iterable[Piece | list[Told]], work: Work, jobs: int) -> Generator[Told]:
    """The results of *work* on each piece *given*, in order; a list holds results that are there already.

    This process does the first ALONE signs; where there is more, *jobs* processes do the rest. *work* goes
    to them by pickle, with the people whom :func:`extend` put beside the tables. An error comes behind the results of
    what was given before it, as if there were one process.
    """
    pieces = iter(given)
    signs = 0
    for each in pieces:
        if isinstance(each, list):
            yield from each
        elif jobs == 1 or signs < ALONE:
            signs += each.signs
            yield from work(each)
        else:
            yield from _shared(itertools.chain([each], pieces), work, jobs)


def _shared(pieces: Iterator[Piece | list[Told]], work: Work, jobs: int) -> Iterator[Told]:
    under_way: deque[tuple[Future[Done] | Done, int]] = deque()
    signs = 0
    try:
        with processes(jobs) as pool:
            while True:
                while (
                    len(under_way) < UNDER_WAY * jobs
                    and signs < SIGNS_UNDER_WAY
                    and (given := _given_out(pieces, work, pool)) is not None
                ):
                    under_way.append(given)
                    signs += given[1]
                if not under_way:
                    return
                first, length = under_way.popleft()
                signs -= length
                results, problem = first if isinstance(first, tuple) else first.result()
                yield from results
                if problem is not None:
                    raise problem from None
    except BrokenProcessPool:
        raise ExtractorError(
            "a process that read articles was ended from outside, perhaps for want of memory; give fewer --jobs"
        ) from None


def _given_out(
    pieces: Iterator[Piece | list[Told]], work: Work, pool: Processes
) -> tuple[Future[Done] | Done, int] | None:
    """One more piece, given to the processes, and its signs; None where there is none."""
    try:
        each = next(pieces, None)
    except DiplographError as problem:
        return ([], problem), 0
    if each is None:
        return None
    if isinstance(each, list):
        return (each, None), 0
    return pool.give(_done, work, each), each.signs


def _done(work: Work, piece: Piece) -> Done:
    """What a process does with a piece: what comes before an error counts."""
    results: list[Told] = []
    try:
        for each in work(piece):
            results.append(each)
    except DiplographError as problem:
        return results, problem
    return results, None
