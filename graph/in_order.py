"""The texts of a transaction on a server, each sent when that before it is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from diplograph.graph.running import Rows

Ask = Callable[[str, Mapping[str, object]], Rows]
UNDER_WAY = 8
"""So many texts wait at most: the rows of each are in memory until it is done."""


class InOrder:
    """Sends texts from a thread of its own, one after the other.

    Nobody waits for a text that returns nothing: while the server writes its rows, those of the next are made. What
    goes wrong with it is raised where the next answer is wanted, or at the end.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._pool = ThreadPoolExecutor(1)
        self._left: deque[Future[Rows]] = deque()

    def __call__(self, cypher: str, parameters: Mapping[str, object]) -> Rows:
        self._left.append(self._pool.submit(self._ask, cypher, parameters))
        if "RETURN" in cypher:
            return self._done_but(0)
        self._done_but(UNDER_WAY)
        return []

    def _done_but(self, most: int) -> Rows:
        """Wait until no more than so many texts are left; the answer to the last that was waited for."""
        rows: Rows = []
        while len(self._left) > most:
            rows = self._left.popleft().result()
        return rows

    def __enter__(self) -> Self:
        return self

    def __exit__(self, problem: object, *told: object) -> None:
        """Nothing is under way when this returns, whatever went wrong."""
        try:
            if problem is None:
                self._done_but(0)
        finally:
            self._pool.shutdown(cancel_futures=True)
