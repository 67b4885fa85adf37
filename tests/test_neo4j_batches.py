"""A load of several batches into a Neo4j server gives the graph that small loads give, also when some is done again."""

from __future__ import annotations

import itertools
import random
import threading
from collections.abc import Iterable
from pathlib import Path

import gdelt_rows
import pytest
from claims import loads_of_two_versions
from neo4j.exceptions import Neo4jError
from test_store import dump

from diplograph.graph import cypher_store
from diplograph.graph import writing as cypher_writing
from diplograph.graph.batching import gathered_by_key
from diplograph.graph.inserting import Insert
from diplograph.graph.neo4j_store import Neo4jStore
from diplograph.graph.reading import read_sources
from diplograph.graph.running import Run
from diplograph.graph.store import open_store
from diplograph.graph.writing import Written, write_documents
from diplograph.loaders import read
from diplograph.schema import Document
from diplograph.schema.claims import document_from
from diplograph.schema.model import Source
from diplograph.schema.records import FactRecord, Frame, Participant, SourceRecord

ROWS = 150
SECONDS = 60.0


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    """Coded rows, several of an article and several of a key, in any order."""
    path = tmp_path_factory.mktemp("rows") / "rows.export.CSV"
    gdelt_rows.write(path, ROWS)
    found = list(read([path], lambda _: None))
    random.Random(7).shuffle(found)
    return found


def embedded(path: Path, *loads: list[Document]) -> bytes:
    with open_store(str(path)) as store:
        for load in loads:
            store.load(load)
        return dump(store)


def test_documents_on_one_key_lie_together(told: list[Document]) -> None:
    found = gathered_by_key(told)
    keys = [document.claims[0].key for document in found]
    changes = sum(one != other for one, other in itertools.pairwise(keys))
    assert changes == len(set(keys)) - 1
    assert sorted(map(id, found)) == sorted(map(id, told))


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
class TestServer:
    @pytest.fixture(autouse=True)
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Neo4jStore, "batch_claims", 50)

    @pytest.mark.parametrize("takes_types", [True, False])
    def test_several_batches_give_the_graph_of_the_embedded_store(
        self, told: list[Document], empty_neo4j: str, tmp_path: Path, takes_types: bool
    ) -> None:
        """Half of the rows first, then all: the same keys have old, new and unchanged claims."""
        with Neo4jStore(empty_neo4j) as store:
            assert store._takes_types
            store._takes_types = takes_types
            assert store.load(told[::2]).claims == ROWS // 2
            counts = store.load(told)
            assert (counts.claims, counts.waiting, store._dirty()) == (ROWS, 0, [])
            assert store.check() == []
            assert dump(store) == embedded(tmp_path / "graph.lbug", told)

    def test_claims_make_room_for_those_of_a_newer_version(self, empty_neo4j: str, tmp_path: Path) -> None:
        loads = loads_of_two_versions()
        with open_store(empty_neo4j) as store:
            for load in loads:
                store.load(load)
            assert store.check() == []
            assert dump(store) == embedded(tmp_path / "graph.lbug", *loads)

    def test_a_deadlock_is_made_good_and_counted(
        self, told: list[Document], empty_neo4j: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The server ends one of two writers that wait for each other: its batch is written again."""
        faults = iter([False, True, False, True])

        def disturbed(run: Run, insert: Insert, documents: list[Document], **given: object) -> Written:
            written = write_documents(run, insert, documents, **given)  # type: ignore[arg-type]
            if next(faults, False):
                raise Neo4jError._hydrate_neo4j(
                    code="Neo.TransientError.Transaction.DeadlockDetected", message="two wait for each other"
                )
            return written

        monkeypatch.setattr(cypher_store, "write_documents", disturbed)
        with Neo4jStore(empty_neo4j) as store:
            store.load(told)
            assert store.retries == 2
            assert store.check() == []
            assert dump(store) == embedded(tmp_path / "graph.lbug", told)

    @pytest.mark.parametrize("stands", [False, True])
    def test_two_writers_of_one_source_keep_what_both_tell_of_it(
        self, empty_neo4j: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stands: bool
    ) -> None:
        """The second writes all that it has between a look of the first at the source and its writing of it."""
        before, first, second = titled("Zwei", "KOR", "2020"), titled("Paris talks", "CHN"), titled("A visit", "DEU")
        looked, written = threading.Event(), threading.Event()

        def look(run: Run, which: Iterable[str]) -> list[Source]:
            found = read_sources(run, which)
            if threading.current_thread() is writing and not looked.is_set():
                looked.set()
                assert written.wait(SECONDS)
            return found

        def write(document: Document) -> None:
            with Neo4jStore(empty_neo4j) as store:
                store.load([document])

        if stands:
            write(before)
        monkeypatch.setattr(cypher_writing, "read_sources", look)
        writing = threading.Thread(target=write, args=[first])
        writing.start()
        assert looked.wait(SECONDS)
        write(second)
        written.set()
        writing.join(SECONDS)
        with Neo4jStore(empty_neo4j) as store:
            assert [source.title for source in store.sources()] == ["A visit"]
            assert dump(store) == embedded(tmp_path / "graph.lbug", [first, second, *([before] if stands else [])])


def titled(title: str, other: str, year: str = "2021") -> Document:
    """What an article tells, under this title, of a meeting of France and *other*."""
    people = tuple(Participant(actor, role="participant") for actor in ("FRA", other))
    source = SourceRecord(url="https://example.org/a", title=title)
    return document_from([FactRecord(source, Frame("MEETS", people, date=year))])
