"""A question can only read the graph: no statement, however it is hidden, writes, opens a file or calls out.

Each guard is taken away once, to see that the engine would have done what it forbids.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from conftest import BACK_ENDS
from neo4j_server import PASSWORD

from diplograph.graph import cypher_store, guard
from diplograph.graph.cypher_store import CypherStore
from diplograph.graph.embedded import EmbeddedStore
from diplograph.graph.guard import check_reading
from diplograph.graph.neo4j_store import Neo4jStore
from diplograph.graph.store import open_store
from diplograph.loaders import read
from diplograph.queries.runner import run_template
from diplograph.queries.template import templates
from diplograph.schema.errors import DiplographError, QueryError
from diplograph.schema.model import Rejected

SECRET = "a-line-of-a-file"
DANGEROUS = [
    # what writes
    "CREATE (n:Actor {id: 'x'}) RETURN n.id AS id",
    "MATCH (n:Actor) CREATE (m:Actor {id: 'x'}) RETURN m.id AS id",
    "INSERT (n:Actor {id: 'x'})",
    "MERGE (n:Actor {id: 'x'}) RETURN n.id AS id",
    "MATCH (n:Actor) MERGE (m:Actor {id: n.id + 'x'}) RETURN m.id AS id",
    "MATCH (n:Actor) SET n.name = 'x' RETURN n.id AS id",
    "MATCH (n:Actor) SET n:Other RETURN n.id AS id",
    "MATCH (n:Actor) REMOVE n.name RETURN n.id AS id",
    "MATCH (n:Actor) DELETE n",
    "MATCH (n:Actor) DETACH DELETE n",
    "MATCH (n:Actor) NODETACH DELETE n",
    "MATCH (n:Actor) FOREACH (x IN [1] | SET n.name = 'x')",
    "MATCH (n:Actor) CALL { WITH n DELETE n } RETURN 1 AS one",
    "MATCH (n:Actor) CALL (n) { DELETE n } IN TRANSACTIONS RETURN 1 AS one",
    "RETURN COUNT { CREATE (n:Actor {id: 'x'}) RETURN n } AS total",
    # what changes the shape of the store, or who may use it
    "DROP TABLE Claim",
    "DROP CONSTRAINT actor_id",
    "DROP DATABASE neo4j",
    "ALTER TABLE Claim ADD x STRING",
    "ALTER USER neo4j SET PASSWORD 'x'",
    "CREATE USER other SET PASSWORD 'longenough'",
    "CREATE DATABASE other",
    "CREATE NODE TABLE Other(id STRING, PRIMARY KEY (id))",
    "CREATE MACRO twice(x) AS x + x",
    "CREATE INDEX FOR (n:Actor) ON (n.name)",
    "COMMENT ON TABLE Claim IS 'x'",
    "GRANT ROLE admin TO neo4j",
    "DENY ROLE admin TO neo4j",
    "REVOKE ROLE admin FROM neo4j",
    # what reads or writes files, or calls out
    "COPY (MATCH (n:Actor) RETURN n.id) TO '{folder}/out.csv'",
    "COPY Actor FROM '{folder}/secret.csv'",
    "EXPORT DATABASE '{folder}/out'",
    "IMPORT DATABASE '{folder}/out'",
    "LOAD FROM '{folder}/secret.csv' (header=false) RETURN *",
    "UNWIND [1] AS x LOAD FROM '{folder}/secret.csv' (header=false) RETURN *",
    "LOAD CSV FROM 'file://{folder}/secret.csv' AS row RETURN row",
    "LOAD CSV WITH HEADERS FROM 'http://127.0.0.1:9/x' AS row RETURN row",
    "UNWIND [1] AS x LOAD CSV FROM 'http://127.0.0.1:9/x' AS row RETURN row",
    "LOAD EXTENSION httpfs",
    "INSTALL httpfs",
    "UNINSTALL httpfs",
    "ATTACH '{folder}/other.db' AS other (dbtype sqlite)",
    "DETACH other",
    "USE other MATCH (n) RETURN n",
    "PROJECT GRAPH other ([Actor], [MEETS])",
    # procedures, and functions that are no part of Cypher
    "CALL show_tables() RETURN *",
    "CALL threads=1",
    "CALL current_setting('threads') RETURN *",
    "CALL db.labels() YIELD label RETURN label",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL dbms.components()",
    "MATCH (n:Actor) CALL db.labels() YIELD label RETURN label",
    "CALL apoc.load.json('http://127.0.0.1:9/x') YIELD value RETURN value",
    "CALL apoc.export.csv.all('{folder}/out.csv', {})",
    "RETURN apoc.load.json('x') AS x",
    "RETURN `apoc`.`load`.`json`('x') AS x",
    "RETURN apoc . `util` . sleep (1) AS x",
    "SHOW SETTINGS YIELD name RETURN name",
    "SHOW USERS",
    "TERMINATE TRANSACTION 'x'",
    # other than one question
    "MATCH (n:Actor) RETURN n.id AS id; MATCH (n) DETACH DELETE n",
    "BEGIN TRANSACTION",
    "COMMIT",
    "ROLLBACK",
    "CHECKPOINT",
    "EXPLAIN MATCH (n:Actor) RETURN n.id AS id",
    "PROFILE MATCH (n:Actor) RETURN n.id AS id",
    "CYPHER runtime=slotted MATCH (n:Actor) RETURN n.id AS id",
    # the same, hidden
    "cReAtE (n:Actor {id: 'x'})",
    "MATCH (n:Actor)/**/DETACH/**/DELETE/**/n",
    "MATCH (n:Actor) // nothing\nDETACH DELETE n",
    "MATCH (n:Actor) // nothing\r\nDETACH DELETE n",
    "MATCH (n:Actor) // nothing\rDETACH DELETE n //\nRETURN n.id AS id",
    "MATCH (n:Actor) // nothing\u2028DETACH DELETE n //\nRETURN n.id AS id",
    "MATCH (n:Actor) WHERE n.id = 'a\\' OR' DETACH DELETE n //'",
    'MATCH (n:Actor) WHERE n.id = "a\\" OR" DETACH DELETE n //"',
    "MATCH (n:Actor) WHERE n.id = 'a\\\\' DETACH DELETE n //'",
    "RETURN '\\u0027 AS x UNION MATCH (n:Actor) DETACH DELETE n RETURN 1 AS x //' AS x",
    "MATCH (n:Actor) \\u0044ELETE n",
    "MATCH (n:Actor) // \\u000a DETACH DELETE n",
    "MATCH (n:Actor) RETURN n.`a\\u0060 AS x UNION DELETE n //` AS x",
    "MATCH (n:`Actor`) DETACH DELETE n",
    "MATCH (n:Actor {`a`: 1}) DETACH DELETE n",
    "MATCH (n:Actor) RETURN n.id AS `DELETE`, 1 AS x UNION CREATE (n:Actor {id: 'x'}) RETURN 1 AS x",
    "UNWIND [1] AS z /***/ WITH z, ' /* */ LOAD FROM \"{folder}/secret.csv\" (header=false) RETURN * /*' AS y RETURN y",
    "MATCH (n:Actor) RETURN n.id AS id /* not closed",
    "MATCH (n:Actor) WHERE n.id = 'not closed RETURN n.id AS id",
    "MATCH (n:Actor)\x00 DETACH DELETE n",
    "MATCH (n:Actor)\x1b[2K RETURN n.id AS id",
    "",
    "  // only a comment",
]
HARMLESS = "UNWIND [1] AS z /***/ WITH z, ' /* */ LOAD FROM"
"""Which of them our tokeniser reads as a string, and the engine must too: it passes, and tells no file."""


on_the_embedded_store = pytest.mark.parametrize("full", BACK_ENDS[:1], indirect=True)
on_the_server = pytest.mark.parametrize("full", BACK_ENDS[1:], indirect=True)


def test_the_page_tells_how_many_were_tried() -> None:
    page = Path(__file__).parent.parent / "docs" / "reliability-input.md"
    counts = re.findall(
        r"^\| (?:statements|the same in templates).* \| (\d+) \|", page.read_text("utf-8"), re.MULTILINE
    )
    assert counts == [str(len(DANGEROUS)), str(len(DANGEROUS) - 1)]


def facts(folder: Path, *people: str) -> Path:
    """A file of one meeting of *people*."""
    told = [{"role": "participant", "text": name} for name in people]
    record = {
        "source": {"url": "https://example.org/1", "title": people[0]},
        "event": {"type": "MEETS", "date": "2024-01-16", "participants": told},
        "quote": people[0],
    }
    path = folder / "facts.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def refuse(row: Rejected) -> None:
    raise AssertionError(row)


@pytest.fixture(scope="module", params=BACK_ENDS)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CypherStore]:
    """A store of each kind with a meeting in it, opened to write: where nothing but the guard holds."""
    folder = tmp_path_factory.mktemp("full")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "neo4j":
            patch.setenv("NEO4J_PASSWORD", PASSWORD)
            address = str(request.getfixturevalue("neo4j_address"))
            _emptied(address)
        else:
            address = str(folder / "graph.lbug")
        with open_store(address) as store:
            assert isinstance(store, CypherStore)
            store.load(read([facts(folder, "Some Minister", "Another Minister")], refuse))
            before = store.snapshot_id()
            yield store
            assert store.snapshot_id() == before


def _emptied(address: str) -> None:
    with neo4j.GraphDatabase.driver(address, auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file that no question may read, and where none may write."""
    (tmp_path / "secret.csv").write_text(f"{SECRET}\n", encoding="utf-8")
    return tmp_path


def kept(store: CypherStore, folder: Path) -> tuple[object, ...]:
    """What must be as it was: the graph, so far as a glance tells, and the folder."""
    nodes = store.run_reading("MATCH (n) RETURN count(*) AS total", {}).rows
    edges = store.run_reading("MATCH ()-[r]->() RETURN count(r) AS total", {}).rows
    names = store.run_reading("MATCH (n:Actor) RETURN n.id AS id, n.name AS name ORDER BY id", {}).rows
    return nodes, edges, names, sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("statement", DANGEROUS)
def test_a_question_does_no_harm(full: CypherStore, folder: Path, statement: str) -> None:
    before = kept(full, folder)
    text = statement.replace("{folder}", str(folder))
    if statement.startswith(HARMLESS):
        assert SECRET not in str(_answer(full, text))
    else:
        with pytest.raises(QueryError) as caught:
            full.query(text)
        assert "\x1b" not in str(caught.value) and len(str(caught.value).splitlines()) == 1
    assert kept(full, folder) == before


def _answer(store: CypherStore, text: str) -> object:
    """The rows, or the complaint of an engine that knows another Cypher."""
    try:
        return store.query(text).rows
    except QueryError as problem:
        return str(problem).replace(text, "")


@pytest.mark.parametrize("statement", [text for text in DANGEROUS if not text.startswith(HARMLESS)])
def test_a_template_of_the_user_does_no_harm(folder: Path, statement: str) -> None:
    header = "// summary: Harmless, it says.\n"
    (folder / "own.cypher").write_text(f"{header}{statement.replace('{folder}', str(folder))}\n", "utf-8", newline="")
    with pytest.raises(QueryError, match=r"own\.cypher: "):
        templates([folder])


def test_what_a_template_searches_for_is_checked_too(full: CypherStore, folder: Path) -> None:
    ours = (Path(guard.__file__).parent.parent / "queries" / "templates" / "path.cypher").read_text("utf-8")
    evil = "MEETS]-(b:Actor) DETACH DELETE a //"
    (folder / "own.cypher").write_text(re.sub("// search:.*", f"// search: {evil}", ours), encoding="utf-8")
    before = kept(full, folder)
    with pytest.raises(DiplographError, match="DETACH"):
        run_template(full, "own", {"actor": "FRA", "other": "DEU"}, folders=[folder])
    assert kept(full, folder) == before


def unguarded(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(cypher_store, "check_reading", lambda text: text)
    patch.setattr(Neo4jStore, "check_plan", lambda *_: None)


@pytest.mark.parametrize(
    "statement",
    [
        "COPY (MATCH (n:Actor) RETURN n.id) TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "LOAD FROM '{folder}/secret.csv' (header=false) RETURN *",
        "UNWIND [1] AS x LOAD FROM '{folder}/secret.csv' (header=false) RETURN *",
    ],
)
@on_the_embedded_store
def test_without_the_guard_the_file_would_be_told(
    full: CypherStore, folder: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unguarded(monkeypatch)
    rows = full.query(statement.replace("{folder}", str(folder))).rows
    assert SECRET in str(rows) or len(list(folder.iterdir())) > 1


@pytest.mark.parametrize(
    "statement",
    [
        "CALL dbms.listConfig() YIELD name RETURN name",
        "SHOW SETTINGS YIELD name RETURN name",
        "UNWIND [1] AS x CALL db.labels() YIELD label RETURN label",
        "RETURN '\\u0027 AS name UNION CALL db.labels() YIELD label RETURN label AS name //'",
        "UNWIND [1] AS x // \\u000a CALL db.labels() YIELD label RETURN label",
        "UNWIND [1] AS x // \r CALL db.labels() YIELD label RETURN label",
        "RETURN `date`.`realtime`() AS today",
    ],
)
@on_the_server
def test_without_the_guard_the_server_would_answer(
    full: CypherStore, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(QueryError):
        full.query(statement)
    unguarded(monkeypatch)
    assert full.query(statement).rows


@on_the_embedded_store
def test_without_comments_taken_out_the_file_would_be_told(
    full: CypherStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement = next(text for text in DANGEROUS if text.startswith(HARMLESS)).replace("{folder}", str(folder))
    assert SECRET not in str(full.query(statement).rows)
    monkeypatch.setattr(guard, "_without_comments", lambda text: text)
    check_reading.cache_clear()
    try:
        assert SECRET in str(_answer(full, statement.replace("RETURN * /*'", "RETURN * //'")))
    finally:
        check_reading.cache_clear()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UNWIND [1] AS x LOAD CSV FROM 'http://127.0.0.1:9/x' AS row RETURN row", "LoadCSV"),
        ("CALL dbms.listConfig() YIELD name RETURN name", "ProcedureCall"),
        ("MATCH (n:Actor) CALL db.labels() YIELD label RETURN label", "ProcedureCall"),
        ("SHOW SETTINGS YIELD name RETURN name", "ShowSettings"),
        ("MATCH (n:Actor) SET n.name = 'x' RETURN n.id AS id", "more than a question"),
        ("MATCH (n:Actor) DETACH DELETE n", "more than a question"),
    ],
)
@on_the_server
def test_the_plan_of_the_server_is_a_guard_of_its_own(
    full: CypherStore, folder: Path, statement: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(full, folder)
    monkeypatch.setattr(cypher_store, "check_reading", lambda text: text)
    with pytest.raises(QueryError, match=told):
        full.query(statement)
    assert kept(full, folder) == before


@on_the_server
def test_a_server_refuses_to_write_where_only_reading_was_asked_for(
    full: CypherStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    unguarded(monkeypatch)
    with pytest.raises(DiplographError, match="read access mode"):
        full.query("CREATE (n:Actor {id: 'x'})")


def test_every_clause_that_the_embedded_engine_knows_is_judged(tmp_path: Path) -> None:
    """The engine's own complaint lists what may begin a statement, and what may follow in one."""
    reading = {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "SP"}
    with EmbeddedStore(str(tmp_path / "graph.lbug")) as store:
        for beginning in ("?", "MATCH (n) WITH n ?"):
            with pytest.raises(RuntimeError) as caught:
                store._execute(beginning, {})
            listed = re.search(r"expecting \{([^}]*)\}", str(caught.value))
            assert listed is not None
            words = set(listed[1].split(", ")) - reading
            assert len(words) > 5
            for word in words:
                with pytest.raises(QueryError):
                    check_reading(beginning.replace("?", f"{word} x"))
