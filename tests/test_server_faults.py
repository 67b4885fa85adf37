"""A Neo4j server that goes away, comes back, is slow or short of memory: nothing is doubled, nothing is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import neo4j
import pytest
from claims import refuse
from killing import environment
from neo4j_server import PASSWORD, server_in
from proxy import Proxy, proxy_to
from reliability import note
from test_crashes import coded
from test_store import dump

from diplograph.graph import naming, reading
from diplograph.graph.reading import Which
from diplograph.graph.running import Run
from diplograph.graph.store import open_store
from diplograph.loaders import read
from diplograph.schema import Actor, Document, FactRecord, Frame, Participant, SourceRecord
from diplograph.schema.claims import documents_from
from diplograph.schema.errors import StoreError

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]

ROWS = 150
LOADER = """\
import sys
from diplograph.graph import neo4j_store

neo4j_store.RETRY_SECONDS = float(sys.argv[1])
neo4j_store.Neo4jStore.batch_claims = int(sys.argv[2])
from diplograph.queries.cli import main

main(sys.argv[3:], prog_name="diplograph")
"""
"""The command line, with less patience and smaller batches than it has."""


def begin(address: str, *files: Path, patience: float = 60, batch: int = 40) -> subprocess.Popen[str]:
    """Begin to load."""
    command = [sys.executable, "-c", LOADER, str(patience), str(batch), "--store", address, "load", *map(str, files)]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(loader: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """How a load ended, and what it told."""
    try:
        _, told = loader.communicate(timeout=300)
    except subprocess.TimeoutExpired:
        loader.kill()
        loader.communicate()
        raise
    return loader.returncode, told.splitlines()


def counted(address: str) -> list[tuple[str, int]]:
    """How many nodes of each label and edges of each type there are: what the dump could not show to be doubled."""
    with neo4j.GraphDatabase.driver(address, auth=("neo4j", PASSWORD)) as driver:
        texts = (
            "MATCH (n) WHERE NOT n:Load AND NOT n:Key RETURN labels(n)[0] AS kind, count(*) AS total",
            "MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS total",
        )
        rows = [row for text in texts for row in driver.execute_query(text).records]
    return sorted((row["kind"], row["total"]) for row in rows)


@pytest.fixture
def rows(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "coded.jsonl"
    path.write_text(coded(getattr(request, "param", ROWS)), encoding="utf-8")
    return path


@pytest.fixture
def whole(rows: Path, tmp_path: Path) -> bytes:
    """The dump of an undisturbed load; the stores give equal ones."""
    with open_store(str(tmp_path / "whole.lbug")) as store:
        store.load(read([rows], refuse))
        return dump(store)


@pytest.fixture
def line(empty_neo4j: str) -> Iterator[Proxy]:
    """A line to the empty server."""
    with proxy_to(empty_neo4j) as proxy:
        yield proxy


def is_whole(address: str, whole: bytes, files: tuple[Path, ...]) -> None:
    """Assert that the store has all, and each node and edge as often as a load in peace writes it."""
    with open_store(address, "read") as store:
        assert dump(store) == whole
        assert store.check() == []
    found = counted(address)
    with neo4j.GraphDatabase.driver(address, auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    with open_store(address) as store:
        store.load(read(list(files), refuse))
    assert found == counted(address)


def cut_while_loading(line: Proxy, rows: Path, cuts: int) -> int:
    """Load over a line that is cut so many times over the length of a load in peace; how many cuts there were."""
    assert ended(begin(line.address, rows))[0] == 0
    carried, line.carried = line.carried, 0
    with neo4j.GraphDatabase.driver(line.target, auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    chance = random.Random(cuts)
    line.cuts = sorted(int(carried * (0.1 + 0.9 * chance.random())) for _ in range(cuts))
    code, told = ended(begin(line.address, rows))
    assert (code, len(told)) == (0, 1), told
    return line.cut


def test_a_line_that_is_cut_in_the_middle_of_batches(line: Proxy, rows: Path, whole: bytes) -> None:
    assert cut_while_loading(line, rows, 3) >= 2
    is_whole(line.target, whole, (rows,))


@pytest.mark.soak
@pytest.mark.parametrize("rows", [8 * ROWS], indirect=True)
def test_a_line_that_is_cut_many_times(line: Proxy, rows: Path, whole: bytes) -> None:
    """Every third batch or so: a transaction is tried again for a minute, which is some six times."""
    cuts = cut_while_loading(line, rows, 30)
    assert cuts >= 20
    is_whole(line.target, whole, (rows,))
    note("servers", "connection cut in the middle of a message", cuts)


def test_an_answer_to_a_commit_that_gets_lost(line: Proxy, rows: Path, whole: bytes) -> None:
    """The server has kept the batch, and we do not know: doing it again doubles nothing."""
    line.commits_to_cut = 4
    code, told = ended(begin(line.address, rows))
    assert (code, len(told)) == (0, 1), told
    assert line.cut == 4
    is_whole(line.target, whole, (rows,))
    note("servers", "answer to a commit lost", line.cut)


def test_a_slow_line(line: Proxy, rows: Path, whole: bytes) -> None:
    line.delay = 0.02
    assert ended(begin(line.address, rows))[0] == 0
    is_whole(line.target, whole, (rows,))
    note("servers", "20 ms more for each piece of data", f"{line.carried} bytes")


@pytest.mark.soak
def test_a_server_that_stops_and_one_that_comes_back(
    rows: Path, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    home = tmp_path / "server"
    with ExitStack() as first:
        target = first.enter_context(server_in(home))
        line = first.enter_context(proxy_to(target))
        assert ended(begin(line.address, rows))[0] == 0
        carried = line.carried
    with ExitStack() as last:
        stopped = ExitStack()
        line = last.enter_context(proxy_to(stopped.enter_context(server_in(home))))
        with neo4j.GraphDatabase.driver(line.target, auth=("neo4j", PASSWORD)) as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")
        loader = begin(line.address, rows, patience=2)
        _wait_for(line, carried // 2)
        stopped.close()
        code, told = ended(loader)
        assert (code, told) == (
            1,
            [f"Error: {line.address}: the server has gone; start it and do the same again, nothing is lost"],
        )
        restarted = ExitStack()
        line.target = restarted.enter_context(server_in(home))
        line.carried = 0
        loader = begin(line.address, rows)
        _wait_for(line, carried // 8)
        restarted.close()
        line.target = last.enter_context(server_in(home))
        code, told = ended(loader)
        assert (code, len(told)) == (0, 1), told
        is_whole(line.target, whole, (rows,))
    note("servers", "server stopped while it loads, and started again later", 1)
    note("servers", "server restarted while it loads", 1)


def _wait_for(line: Proxy, carried: int) -> None:
    """Wait until so many bytes have gone over the line."""
    deadline = time.monotonic() + 60
    while line.carried < carried:
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.soak
def test_a_server_with_little_memory_for_a_transaction(
    rows: Path, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches are halved until they fit; what fits by no means is one line that says what to do."""
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    with server_in(tmp_path / "server", settings="db.memory.transaction.max=6m\n") as address:
        code, told = ended(begin(address, rows, patience=1, batch=2_000))
        assert (code, len(told)) == (0, 1), told
        with open_store(address, "read") as store:
            assert dump(store) == whole
            assert store.check() == []
        large = tmp_path / "large.txt"
        large.write_text("Le ministre parle. " * 400_000, encoding="utf-8")
        code, told = ended(begin(address, large, patience=1))
        assert (code, told) == (
            1,
            [
                f"Error: {address}: the server has too little memory for a transaction; "
                "raise db.memory.transaction.max in neo4j.conf"
            ],
        )
    note("servers", "too little memory for the transaction of a batch", 1)


def load_at_once(address: str, folder: Path, loaders: int, total: int) -> None:
    """Load the same rows with several processes that begin together, each with three quarters of them, in its order."""
    with neo4j.GraphDatabase.driver(address, auth=("neo4j", PASSWORD)) as driver:
        # A database as new as one can be: all of them come to make its constraints.
        for row in driver.execute_query("SHOW CONSTRAINTS YIELD name RETURN name").records:
            driver.execute_query(f"DROP CONSTRAINT {row['name']}")
    lines = coded(total).splitlines(keepends=True)
    files = []
    for number in range(loaders):
        part = [line for at, line in enumerate(lines) if at % 4 != number]
        random.Random(number).shuffle(part)
        files.append(folder / f"part-{number}.jsonl")
        files[-1].write_text("".join(part), encoding="utf-8")
    running = [begin(address, file) for file in files]
    for code, told in [ended(loader) for loader in running]:
        assert (code, len(told)) == (0, 1), told
    with open_store(str(folder / "alone.lbug")) as store:
        store.load(read(files, refuse))
        alone = dump(store)
    is_whole(address, alone, tuple(files))


def test_four_loaders_at_once_agree(empty_neo4j: str, tmp_path: Path) -> None:
    load_at_once(empty_neo4j, tmp_path, loaders=4, total=120)


def test_two_writers_that_name_the_same_new_actor(empty_neo4j: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them has looked who is there; the other comes in between, in a transaction of its own."""

    def told(partner: str) -> Document:
        new = Participant(text="Jean Nouveau", kind="person", represents="FRA", role="participant")
        frame = Frame("MEETS", (new, Participant(partner, role="participant")), date="2024-01-01")
        (document,) = documents_from([FactRecord(SourceRecord(url=f"https://example.org/{partner}"), frame)])
        return document

    first, second = told("DEU"), told("GBR")
    with open_store(empty_neo4j) as store, open_store(empty_neo4j) as other:
        looks = iter([lambda: other.load([second])])
        looked = reading.read_actors

        def read_actors(run: Run, which: Which) -> list[Actor]:
            found = looked(run, which)
            next(looks, lambda: None)()
            return found

        monkeypatch.setattr(naming, "read_actors", read_actors)
        store.load([first])
        assert store.check() == []
        told_by = "r.text, r.language, r.kind, r.office"
        edges = store.query(f"MATCH (a:Actor)-[r]->(b) RETURN a.id, type(r), b.id, {told_by}, count(*) AS total").rows
        assert [edge for edge in edges if edge[-1] != 1] == []


def test_an_export_of_a_server_that_is_written_to_meanwhile_is_refused(empty_neo4j: str, rows: Path) -> None:
    with open_store(empty_neo4j) as writer:
        told = list(read([rows], refuse))
        writer.load(told[:20])
        with open_store(empty_neo4j, "scan") as reader:
            next(reader.sources())
            assert len(list(reader.claims())) == sum(len(document.claims) for document in told[:20])
            writer.load(told[20:])
            with pytest.raises(StoreError, match="another process wrote to it while it was read; do this again"):
                list(reader.events())
        with open_store(empty_neo4j, "scan") as reader:
            assert dump(reader) == dump(writer)


@pytest.mark.soak
def test_four_loaders_of_many_rows_agree(empty_neo4j: str, tmp_path: Path) -> None:
    load_at_once(empty_neo4j, tmp_path, loaders=4, total=1_000)
    note("writers", "four loaders at once on one Neo4j database, three quarters of the same 1,000 rows each", 4)
