"""Stores under trouble: killed loads, large loads by COPY, guards on reading."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ladybug
import msgspec
import pytest
from claims import refuse
from full_graph import fill
from killing import Moment, run_killed, run_to_the_end

from diplograph.graph import batching, embedded, opening
from diplograph.graph.cypher_store import CypherStore
from diplograph.graph.embedded import COPY_FROM, EmbeddedStore
from diplograph.graph.guard import check_reading
from diplograph.graph.paging import parts_of
from diplograph.graph.running import Row
from diplograph.graph.store import Answer, Store, open_store
from diplograph.loaders import read
from diplograph.schema import FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.errors import QueryError, StoreError
from diplograph.schema.event_types import event_types
from diplograph.schema.model import Document
from diplograph.schema.records import encode_fact

EXAMPLES = Path(__file__).parent.parent / "examples"
KILLS = 10


def dump(store: Store) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def facts_of(total: int) -> list[FactRecord]:
    """Facts of one source each, over few keys, as data sets have them."""
    pairs = [("USA", "RUS"), ("FRA", "DEU"), ("CHN", "JPN"), ("IND", "PAK")]
    found = []
    for number in range(total):
        day = f"{2000 + number % 20}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        people = tuple(Participant(actor, role="participant") for actor in pairs[number % 4])
        source = SourceRecord(url=f"https://example.org/{number}")
        found.append(FactRecord(source, Frame("MEETS", people, date=day)))
    return found


def many(total: int) -> list[Document]:
    """Those facts as documents."""
    return [document_from([fact]) for fact in facts_of(total)]


def test_a_load_by_copy_gives_the_same_as_small_ones(tmp_path: Path) -> None:
    documents = many(2 * COPY_FROM + 7)
    with open_store(str(tmp_path / "large.lbug")) as large:
        large.load(documents)
        expected = dump(large)
        assert large.check() == []
    with open_store(str(tmp_path / "small.lbug")) as small:
        random.Random(3).shuffle(documents)
        for first in range(0, len(documents), 500):
            small.load(documents[first : first + 500])
        assert dump(small) == expected


def test_articles_loaded_and_derived_in_many_parts_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"Article {number} of {COPY_FROM}." for number in range(2 * COPY_FROM)]
    documents = [
        document_from([msgspec.structs.replace(fact, source=msgspec.structs.replace(fact.source, text=text))])
        for fact, text in zip(facts_of(len(texts)), texts, strict=True)
    ]
    with open_store(str(tmp_path / "whole.lbug")) as whole:
        whole.load(documents)
        expected = dump(whole)
    monkeypatch.setattr(batching, "BATCH_SIGNS", 12_000)
    monkeypatch.setattr(embedded, "DERIVE_CLAIMS", 300)
    monkeypatch.setattr(embedded, "COPY_FROM", 100)
    with open_store(str(tmp_path / "parts.lbug")) as parts:
        parts.load(documents)
        assert dump(parts) == expected
        assert parts.check() == []
        assert {source.text for source in parts.sources()} == set(texts)


@pytest.mark.parametrize("every", [1, 2, 5])
def test_keys_derived_by_spans_or_one_by_one_give_the_same(
    every: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(str(tmp_path / "graph.lbug")) as store:
        assert isinstance(store, EmbeddedStore)
        fill(store)
        expected = dump(store)
        monkeypatch.setattr(embedded, "DERIVE_CLAIMS", 12)
        monkeypatch.setattr(embedded, "COPY_FROM", 2)
        keys = sorted({claim.key for claim in store.claims()})[::every]
        by_span = [part.span is not None for part in parts_of(store._run, keys, embedded.DERIVE_CLAIMS)]
        assert set(by_span) == ({True} if every == 1 else {True, False} if every == 2 else {False})
        store._derive(keys)
        assert dump(store) == expected
        assert store.check() == []


def test_a_scan_that_needs_more_memory_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "graph.lbug")
    with open_store(path) as made:
        made.load(many(5))
        expected = dump(made)
    pools: list[int] = []
    opened = ladybug.Database
    execute = EmbeddedStore._execute

    def open_with(*given: Any, **more: Any) -> Any:
        pools.append(more["buffer_pool_size"])
        return opened(*given, **more)

    def refuse_in_little(
        store: EmbeddedStore, cypher: str, parameters: Mapping[str, object], threads: int = 0
    ) -> Answer:
        if pools[-1] == opening.SCAN_POOL and "MATCH (n:Claim" in cypher:
            raise RuntimeError("Buffer manager exception: Unable to allocate memory! The buffer pool is full")
        return execute(store, cypher, parameters, threads)

    monkeypatch.setattr(ladybug, "Database", open_with)
    monkeypatch.setattr(EmbeddedStore, "_execute", refuse_in_little)
    with open_store(path, "scan") as store:
        assert dump(store) == expected
    assert pools[0] == opening.SCAN_POOL
    assert len(pools) == 2 and pools[1] != opening.SCAN_POOL


def test_a_copy_that_would_fail_is_refused_before_it_begins(tmp_path: Path) -> None:
    with EmbeddedStore(str(tmp_path / "graph.lbug")) as store:
        rows: list[Row] = [{"id": "twice"}] * (COPY_FROM + 1)
        with pytest.raises(StoreError, match="'twice' is twice in one batch"):
            store._copy_rows("Name", rows)
        lost: list[Row] = [
            {"from": f"nobody-{number}", "to": "x", "text": "", "language": "", "kind": ""}
            for number in range(COPY_FROM)
        ]
        with pytest.raises(StoreError, match="is not a known Actor"):
            store._copy_rows("NAMED", lost)
        store.load(read([EXAMPLES], refuse))
        assert store.check() == []


def test_a_killed_load_is_completed_by_running_it_again(address: str, tmp_path: Path) -> None:
    """Killed at ten places over the whole of a load; on the embedded store some are in the middle of its COPY."""
    facts = tmp_path / "facts.jsonl"
    total = 2 * COPY_FROM if "://" not in address else 200
    facts.write_text("".join(f"{encode_fact(fact)}\n" for fact in facts_of(total)), encoding="utf-8")
    paths = [str(EXAMPLES), str(facts)]

    words = ["--store", address, "load", *paths]
    statements = len(run_to_the_end(words, tmp_path / "statements.json"))
    with open_store(address) as store:
        expected = dump(store)
    if "://" in address:
        _empty(address)
    else:
        Path(address).unlink()
    died = [run_killed(words, Moment(1 + number * (statements - 1) // KILLS)) for number in range(KILLS)]
    assert sum(died) > KILLS // 2
    assert run_to_the_end(words, tmp_path / "statements.json")
    with open_store(address) as store:
        assert dump(store) == expected
        assert store.check() == []


def _empty(address: str) -> None:
    import neo4j

    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(address, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


def test_what_is_derived_can_be_lost_and_rebuilt(store: Store) -> None:
    assert isinstance(store, CypherStore)
    store.load(read([EXAMPLES], refuse))
    expected = dump(store)
    for kind in event_types().values():
        store.transact(lambda run, kind=kind: run(f"MATCH (:Actor)-[m:{kind.edge}]->(:Actor) DELETE m", {}))  # type: ignore[misc]
    store.transact(lambda run: run("MATCH (e:Event) DETACH DELETE e", {}))
    assert list(store.events()) == []
    assert store.rebuild() == 36
    assert dump(store) == expected


def test_a_higher_version_of_an_extractor_replaces_its_claims(store: Store) -> None:
    people = (Participant("RUS", role="participant"), Participant("USA", role="participant"))
    source = SourceRecord(url="https://example.org/1")
    old = document_from([FactRecord(source, Frame("MEETS", people, date="2024-01"), extractor="rules/0.1")])
    new = document_from([FactRecord(source, Frame("MEETS", people, date="2024-02"), extractor="rules/0.2")])
    hand = document_from([FactRecord(source, Frame("MEETS", people, date="2023"), extractor="hand/1")])
    store.load([old, hand])
    store.load([new])
    store.load([old])
    assert {each.date for each in store.claims()} == {"2024-02", "2023"}


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Actor {id: 'x'}) RETURN n",
        "MATCH (n) SET n.id = 'x'",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) REMOVE n.id RETURN n",
        "MERGE (n:Actor {id: 'x'})",
        "COPY (MATCH (n) RETURN n.id) TO 'x.csv'",
        "EXPORT DATABASE 'x'",
        "LOAD FROM 'x.csv' RETURN *",
        "LOAD CSV FROM 'file:///x' AS row RETURN row",
        "CALL show_tables() RETURN name",
        "CALL dbms.components()",
        "MATCH (n) RETURN n.id AS id; MATCH (n) DELETE n",
        "MATCH (n) /* x */ DELETE n",
        "MATCH (n) WITH n CALL { WITH n DELETE n } RETURN 1 AS one",
        "DROP TABLE Claim",
        "ATTACH 'x' AS y",
        "INSTALL httpfs",
        "ALTER TABLE Claim ADD x STRING",
        "MATCH (n) FOREACH (x IN [1] | SET n.y = x)",
        "MATCH (n) RETURN apoc.load.json('x') AS y",
        "PROFILE MATCH (n) RETURN n.id AS id",
        "",
    ],
)
def test_only_reading_is_allowed(text: str) -> None:
    with pytest.raises(QueryError):
        check_reading(text)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n:Claim) WHERE n.quote = 'CREATE; DELETE' RETURN n.id AS id ORDER BY id",
        "MATCH (n:Actor) // DELETE it\nRETURN n.id AS id ORDER BY id",
        "OPTIONAL MATCH (n:Claim {act: $set}) RETURN count(n.id) AS total ORDER BY total",
    ],
)
def test_words_in_strings_comments_and_parameters_are_no_clauses(text: str) -> None:
    check_reading(text)
