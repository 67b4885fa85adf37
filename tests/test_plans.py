"""Questions about an actor begin at a key: no engine reads a whole table for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import ladybug
import neo4j
import pytest
from graphs import documents
from neo4j_server import PASSWORD
from questions import given, one

from diplograph.graph.store import Answer, Store, open_store
from diplograph.queries.runner import run_template
from diplograph.queries.template import templates

DOCUMENTS = 30_000
"""So many make the embedded engine plan as for a large graph: small tables it reads whole, and is right to."""
FEW = 3_000
"""Neo4j seeks by its constraints in any graph."""
ALL_ACTORS = {"most-active", "sources"}
"""Questions that are about nobody in particular."""
Asked = tuple[str, Mapping[str, object]]


def texts_about(store: Store, actor: str, other: str) -> dict[str, list[Asked]]:
    """What the store is asked for each template, about a person whom few claims name."""
    found: dict[str, list[Asked]] = {}
    plain = store.query
    for asked in templates().values():
        values = given(asked, actor, other)
        if values is None:
            continue
        texts = found.setdefault(asked.name, [])

        def listening(
            cypher: str, parameters: Mapping[str, object] | None = None, texts: list[Asked] = texts
        ) -> Answer:
            texts.append((cypher, parameters or {}))
            return plain(cypher, parameters)

        store.query = listening  # type: ignore[method-assign]
        run_template(store, asked.name, values)
        store.query = plain  # type: ignore[method-assign]
    assert set(templates()) - set(found) == ALL_ACTORS
    return found


def persons(store: Store) -> list[str]:
    rows = store.query(
        "MATCH (a:Actor {kind: 'person'})-[:PARTICIPATES_IN]->(e:Event) "
        "RETURN a.id AS id, count(*) AS events ORDER BY events DESC, id LIMIT 12"
    ).rows
    return [str(row[0]) for row in rows[-2:]]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("plans") / "graph.lbug")
    with open_store(path) as store:
        store.load(documents(DOCUMENTS))
    return path


def test_the_embedded_engine_reads_no_table_of_events_claims_or_sources(graph: str) -> None:
    """Actors it does read where several ids are asked for: it has no look-up of many keys. ``path`` asks for many."""
    with open_store(graph, "read") as store:
        asked = texts_about(store, *persons(store))
    database = ladybug.Database(graph, read_only=True)
    scans = []
    for name, texts in asked.items():
        for text, parameters in texts:
            # A connection profiles once: what it gives for a text that it knows is no plan.
            profile = ladybug.Connection(database).execute(f"PROFILE {text}", dict(parameters))
            (plan,) = one(profile).get_all()
            scans += [(name, *scan) for scan in whole_scans(str(next(iter(plan))))]
    assert [scan for scan in scans if scan[0] != "path" and scan[1] != "Actor"] == []


def whole_scans(plan: str) -> Iterator[tuple[str, int]]:
    """The tables of which a profiled plan reads more than a tenth of what the graph holds, with the rows read."""
    boxes = re.findall(r"([A-Z_]{5,})\[\d+\]|NumOutputTuples: (\d+)|Tables?: (\w+)", plan)
    operator = table = ""
    for name, rows, of in boxes:
        if name:
            operator, table = name, ""
        table = of or table
        if rows and operator == "SCAN_NODE_TABLE" and int(rows) > DOCUMENTS / 10:
            yield table, int(rows)


WHOLE = re.compile(r"AllNodesScan|NodeByLabelScan|RelationshipTypeScan|AllRelationshipsScan|NodeIndexScan")


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_neo4j_reads_no_table_whole(empty_neo4j: str) -> None:
    with open_store(empty_neo4j) as store:
        store.load(documents(FEW))
        asked = texts_about(store, *persons(store))
    scans = []
    with neo4j.GraphDatabase.driver(empty_neo4j, auth=("neo4j", PASSWORD)) as driver:
        # Other tests left plans of nearly empty graphs, and counts that the planner has not taken again.
        driver.execute_query("CALL db.prepareForReplanning(60)")
        driver.execute_query("CALL db.clearQueryCaches()")
        for name, texts in asked.items():
            for text, parameters in texts:
                plan = driver.execute_query(f"EXPLAIN {text}", dict(parameters)).summary.plan
                scans += [(name, operator) for operator in operators(plan) if WHOLE.search(operator)]
    assert scans == []


def operators(plan: object) -> Iterator[str]:
    assert isinstance(plan, dict)
    yield str(plan["operatorType"])
    for child in plan.get("children", ()):
        yield from operators(child)
