"""Questions about an actor begin at a key: no engine reads a whole table for them, nor loses rows on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import ladybug
import neo4j
import pytest
from claims import loads_of_two_versions
from graphs import documents
from neo4j_server import PASSWORD
from questions import given, one

from diplograph.graph.neo4j_store import Neo4jStore
from diplograph.graph.running import Rows
from diplograph.graph.store import Answer, Store, open_store
from diplograph.graph.tables import NODES
from diplograph.queries.runner import run_template
from diplograph.queries.template import templates
from diplograph.schema.model import FACTS, Event

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


def asked_about(store: Store, kind: str, place: int) -> list[str]:
    """Two actors of a kind, from this *place* on among the busiest."""
    rows = store.query(
        "MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event) WHERE a.kind = $kind "
        "RETURN a.id AS id, count(*) AS events ORDER BY events DESC, id LIMIT 20",
        {"kind": kind},
    ).rows
    return [str(row[0]) for row in rows[place : place + 2]]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("plans") / "graph.lbug")
    with open_store(path) as store:
        store.load(documents(DOCUMENTS))
    return path


KINDS = pytest.mark.parametrize(("kind", "place"), [("person", 10), ("state", 12)])


@KINDS
def test_the_embedded_engine_reads_no_table_of_events_claims_or_sources(graph: str, kind: str, place: int) -> None:
    """Actors it does read where ``path`` asks for many of them."""
    with open_store(graph, "read") as store:
        asked = texts_about(store, *asked_about(store, kind, place))
    database = ladybug.Database(graph, read_only=True)
    scans, losses = [], []
    for name, texts in asked.items():
        for text, parameters in texts:
            # A connection profiles once: what it gives for a text that it knows is no plan.
            profile = ladybug.Connection(database).execute(f"PROFILE {text}", dict(parameters))
            (plan,) = one(profile).get_all()
            scans += [(name, *scan) for scan in whole_scans(str(next(iter(plan))))]
            losses += [(name, *walk) for walk in walks_behind_a_condition(str(next(iter(plan))))]
    assert [scan for scan in scans if scan[1] != "Actor"] == []
    assert losses == []


def walks_behind_a_condition(plan: str) -> Iterator[tuple[str, str]]:
    """Where a plan walks from the nodes that edges lead to, behind a condition on these: rows are lost there."""
    boxes = dict(sorted(operators_by_number(plan).items()))
    for number, (name, says) in boxes.items():
        below = number - 1
        while boxes.get(below, ("",))[0] in ("FILTER", "PROJECTION", "SEMI_MASKER"):
            below -= 1
        between = [boxes[each][0] for each in range(below + 1, number)]
        if name == "SCAN_REL_TABLE" and "FILTER" in between and boxes.get(below, ("",))[0] == name:
            first, second = (re.findall(r"\((\w*)\)", text) for text in (boxes[below][1], says))
            if first and second and first[-1] == second[0]:
                yield boxes[below][1], says


def operators_by_number(plan: str) -> dict[int, tuple[str, str]]:
    """The operators of a profiled plan, each box by its number, with its direction where it walks along edges."""
    found: dict[int, tuple[str, str]] = {}
    open_boxes: dict[int, int] = {}
    for line in plan.splitlines():
        for cell in re.finditer(r"│([^│]*)", line):
            text = cell[1].strip()
            if begins := re.fullmatch(r"([A-Z_]{4,})\[(\d+)\]", text):
                open_boxes[cell.start()] = int(begins[2])
                found[int(begins[2])] = (begins[1], "")
            elif text.startswith("Direction:"):
                number = min((abs(place - cell.start()), number) for place, number in open_boxes.items())[1]
                found[number] = (found[number][0], text)
    return found


def test_a_walk_behind_a_condition_is_found(graph: str) -> None:
    text = (
        "MATCH (a:Actor)-[x:PARTICIPATES_IN]->(e:Event) WHERE a.id = $id AND x.status = 'occurred' "
        "MATCH (e)<-[:ABOUT]-(c:Claim) RETURN count(*) AS claims"
    )
    profile = ladybug.Connection(ladybug.Database(graph, read_only=True)).execute(f"PROFILE {text}", {"id": "AFG"})
    (plan,) = one(profile).get_all()
    assert list(walks_behind_a_condition(str(next(iter(plan))))) != []


def test_no_row_is_lost_about_busy_states(graph: str) -> None:
    """What templates find in a graph where lists are longer than what the engine takes at once (2,048 rows)."""
    with open_store(graph, "read") as store:
        events = {event.id: event for event in store.events()}
        said: dict[str, set[str]] = {}
        for speech, content in store.contents():
            said.setdefault(speech, set()).add(content)
        busiest, second, *others = asked_about(store, "state", 0) + asked_about(store, "state", 12)
        for state in (busiest, second, *others):
            ours = store.speakers([state])[state]
            own = [event for event in events.values() if ours & {named.actor for named in event.participants}]
            for name, statuses in (("timeline", FACTS), ("contested", ("contested", "denied"))):
                rows = run_template(store, name, {"actor": state}).records()
                assert {row["event"] for row in rows} == {event.id for event in own if event.status in statuses}, name
            rows = run_template(store, "lapsed-announcements", {"actor": state, "today": "2030-01-01"}).records()
            assert {row["event"] for row in rows} == {
                each.id for each in own if each.status in ("planned", "postponed")
            }
            rows = run_template(store, "corroborated", {"actor": state}).records()
            told = {event.id for event in own if event.status in FACTS and event.origins > 1}
            assert {row["event"] for row in rows} == told
            rows = run_template(store, "accusations", {"actor": state}).records()
            alleged = {(row["event"], row["of"]) for row in rows if row["of"]}
            assert alleged == {
                (event.id, events[content].type)
                for event in own
                for content in said.get(event.id, ())
                if event.status in FACTS
                and any(named.role == "accuser" and named.actor in ours for named in event.participants)
            }
        with_both = store.speakers([busiest])[busiest], store.speakers([second])[second]
        rows = run_template(store, "dyad-timeline", {"actor": busiest, "other": second}).records()
        shared = {event.id for event in events.values() if event.status in FACTS and between(event, *with_both)}
        assert {row["event"] for row in rows} == shared
        rows = run_template(store, "meetings-between", {"actor": busiest, "other": second}).records()
        talks = {key for key in shared if events[key].type in ("MEETS", "SPEAKS_WITH", "NEGOTIATES_WITH")}
        assert {row["event"] for row in rows} == talks


def between(event: Event, some: set[str], others: set[str]) -> bool:
    people = {named.actor for named in event.participants}
    return any(one in some and other in others and one != other for one in people for other in people)


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


@KINDS
@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_neo4j_reads_no_table_whole(empty_neo4j: str, kind: str, place: int) -> None:
    with open_store(empty_neo4j) as store:
        store.load(documents(FEW))
        asked = texts_about(store, *asked_about(store, kind, place))
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


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_neo4j_seeks_each_row_that_is_written(empty_neo4j: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the planner takes an index for empty, as it does in the first seconds of a load."""
    texts: dict[str, Mapping[str, object]] = {}
    plain = Neo4jStore._ask

    def listening(
        store: Neo4jStore, transaction: neo4j.ManagedTransaction, cypher: str, parameters: Mapping[str, object]
    ) -> Rows:
        if "UNWIND" in cypher:
            texts[cypher] = parameters
        return plain(store, transaction, cypher, parameters)

    monkeypatch.setattr(Neo4jStore, "_ask", listening)
    monkeypatch.setattr(Neo4jStore, "batch_claims", FEW // 50)
    with Neo4jStore(empty_neo4j) as store:
        for load in (documents(FEW // 5), documents(FEW // 10), *loads_of_two_versions()):
            store.load(load)
    scans = []
    with neo4j.GraphDatabase.driver(empty_neo4j, auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        driver.execute_query("CALL db.prepareForReplanning(60)")
        for label in NODES:
            driver.execute_query(f"UNWIND range(1, {FEW}) AS id CREATE (:{label} {{id: toString(id)}})")
        driver.execute_query("CALL db.clearQueryCaches()")
        for text, parameters in texts.items():
            plan = driver.execute_query(f"EXPLAIN {text}", dict(parameters)).summary.plan
            scans += [(text, operator) for operator in operators(plan) if WHOLE.search(operator)]
    assert len(texts) > 30
    assert scans == []


def operators(plan: object) -> Iterator[str]:
    assert isinstance(plan, dict)
    yield str(plan["operatorType"])
    for child in plan.get("children", ()):
        yield from operators(child)
