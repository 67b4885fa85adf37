"""Other processes that share the work, and know of actors what this one knows."""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextvars import ContextVar
from typing import ParamSpec, TypeAlias, TypeVar

from diplograph.schema.actors import extend, extended
from diplograph.schema.model import Actor

Given = ParamSpec("Given")
Result = TypeVar("Result")


def cores() -> int:
    """How many processes may run at once."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Processes(ProcessPoolExecutor):
    """So many processes, with the people whom :func:`extend` put beside the tables; Ctrl-C is for this one alone."""

    def __init__(self, jobs: int) -> None:
        self.people = extended()
        # Spawned, not forked: by now the store may have threads.
        super().__init__(jobs, multiprocessing.get_context("spawn"), _begin, (self.people,))

    def give(self, work: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Future[Result]:
        """What *work* will give, in one of the processes."""
        with _uninterrupted():
            return self.submit(work, *given, **named)


_Kept: TypeAlias = dict[int, Processes]
_KEPT: ContextVar[_Kept | None] = ContextVar("_KEPT", default=None)


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Processes that are done with something within are there for who asks for as many next, and end with it.

    To start one takes a second: most of it is reading the program.
    """
    pools: _Kept = {}
    before = _KEPT.set(pools)
    try:
        yield
    finally:
        _KEPT.reset(before)
        for pool in pools.values():
            pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def processes(jobs: int) -> Iterator[Processes]:
    """So many processes, which end with it, or are :func:`kept`; what is given to them must be done by then."""
    pools = _KEPT.get()
    pool = pools.pop(jobs, None) if pools is not None else None
    if pool is not None and pool.people != extended():
        pool.shutdown()
        pool = None
    pool = pool or Processes(jobs)
    try:
        yield pool
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    if pools is None or _KEPT.get() is not pools:
        pool.shutdown()
    else:
        pools[jobs] = pool


def _begin(people: tuple[Actor, ...]) -> None:
    """What a process does first: it ends at Ctrl-C and logs without a word, for the one that started it speaks."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    logging.getLogger().addHandler(logging.NullHandler())
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    extend(people)
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    # What is here now stays, and what comes is plain values: to look for cycles in it took a quarter of the time.
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


def _end_with_the_first() -> None:
    """End when the process that started this one does: one that is killed tells nobody, and work is waited for."""
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that are started in here do not hear Ctrl-C before they are ready to; this one hears it afterwards."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
