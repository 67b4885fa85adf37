"""The texts of a transaction on a server: in order, nobody waiting for what returns nothing, no fault lost."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import pytest

from diplograph.graph.in_order import UNDER_WAY, InOrder
from diplograph.graph.running import Rows

SECONDS = 10.0


class Server:
    """Answers with how many texts it has done; what is *held* waits for ``go``, and FAIL fails."""

    def __init__(self, held: bool = False) -> None:
        self.done: list[str] = []
        self.go = threading.Event()
        if not held:
            self.go.set()

    def ask(self, cypher: str, parameters: Mapping[str, object]) -> Rows:
        assert self.go.wait(SECONDS)
        if "FAIL" in cypher:
            raise ValueError(cypher)
        self.done.append(cypher)
        return [{"done": len(self.done)}]


def test_a_text_that_returns_nothing_is_not_waited_for() -> None:
    server = Server(held=True)
    with InOrder(server.ask) as run:
        assert run("CREATE (:A)", {}) == []
        assert server.done == []
        server.go.set()
    assert server.done == ["CREATE (:A)"]


def test_an_answer_comes_when_all_before_it_is_done() -> None:
    server = Server()
    with InOrder(server.ask) as run:
        for number in range(UNDER_WAY):
            run(f"CREATE (:A {{n: {number}}})", {})
        assert run("MATCH (a) RETURN a", {}) == [{"done": UNDER_WAY + 1}]
    assert server.done == [*(f"CREATE (:A {{n: {number}}})" for number in range(UNDER_WAY)), "MATCH (a) RETURN a"]


def test_no_more_than_some_wait() -> None:
    server = Server(held=True)
    given: list[int] = []

    def give() -> None:
        with InOrder(server.ask) as run:
            for number in range(2 * UNDER_WAY):
                run("CREATE (:A)", {})
                given.append(number)

    giving = threading.Thread(target=give)
    giving.start()
    giving.join(0.2)
    assert len(given) <= UNDER_WAY
    server.go.set()
    giving.join(SECONDS)
    assert len(server.done) == 2 * UNDER_WAY


def test_a_fault_is_raised_where_the_next_answer_is_wanted_and_what_came_behind_it_counts_for_nothing() -> None:
    server = Server()
    with pytest.raises(ValueError, match="FAIL first"), InOrder(server.ask) as run:
        run("FAIL first", {})
        run("FAIL second", {})
        run("MATCH (a) RETURN a", {})


def test_a_fault_of_the_last_text_is_raised_at_the_end() -> None:
    with pytest.raises(ValueError, match="FAIL"), InOrder(Server().ask) as run:
        run("FAIL", {})


def test_nothing_is_under_way_any_more_after_a_fault_of_ones_own() -> None:
    server = Server(held=True)
    with pytest.raises(KeyError), InOrder(server.ask) as run:
        for _ in range(UNDER_WAY):
            run("CREATE (:A)", {})
        server.go.set()
        raise KeyError
    before = len(server.done)
    threading.Event().wait(0.05)
    assert len(server.done) == before
