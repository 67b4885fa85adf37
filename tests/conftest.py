"""The stores that the tests run on: one body of tests, both back ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest
from asking import GOOD, KEY, Asking, Run
from bulk_loads import copies as copies
from bulk_loads import expected as expected
from bulk_loads import rows as rows
from endpoint import Played, played, telling
from neo4j_server import PASSWORD, running_server
from pages import in_this_process

from diplograph.graph.store import Store, open_store


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long forms of tests run where they are asked for."""
    if "soak" in str(config.getoption("markexpr")):
        return
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.skip(reason="takes minutes; make soak runs it"))


@pytest.fixture(scope="session")
def neo4j_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server, the same for all tests of a session."""
    with running_server(tmp_path_factory.mktemp("neo4j")) as address:
        yield address


@pytest.fixture
def empty_neo4j(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the server, its database emptied, name and password in the environment."""
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    with neo4j.GraphDatabase.driver(neo4j_address, auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return neo4j_address


BACK_ENDS = ["embedded", pytest.param("neo4j", marks=[pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")])]


@pytest.fixture(params=BACK_ENDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made: a file, or an emptied server."""
    if request.param == "embedded":
        return str(tmp_path / "graph.lbug")
    return str(request.getfixturevalue("empty_neo4j"))


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty store of each kind."""
    with open_store(address) as opened:
        yield opened


@pytest.fixture
def run_cli() -> Callable[..., tuple[int, str, str]]:
    """The command line in this process: exit code, standard output, standard error."""
    return in_this_process


@pytest.fixture
def endpoint() -> Iterator[Played]:
    with played() as running:
        running.replies = [telling(GOOD)]
        yield running


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the program would have waited between requests."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


@pytest.fixture
def ask(run_cli: Run, tmp_path: Path, endpoint: Played, monkeypatch: pytest.MonkeyPatch) -> Asking:
    monkeypatch.setenv("DIPLOGRAPH_LLM_KEY", KEY)
    return Asking(run_cli, tmp_path, endpoint)
