"""Bad input: one clear line, the right exit code, and nothing half written."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import neo4j
import pytest
from neo4j_server import PASSWORD

from diplograph.graph.store import open_store

Run = Callable[..., tuple[int, str, str]]
GOOD = (
    '{"source": {"url": "https://example.org/1"}, "event": {"type": "MEETS", "date": "2024-01", '
    '"participants": [{"role": "participant", "actor": "putin"}, {"role": "participant", "actor": "Xi Jinping"}]}}'
)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"  \n", "is empty; give a file with text"),
        ("binary.txt", b"\x7fELF\x00\x01", "is binary; give text"),
        ("latin.txt", "Vérité".encode("latin-1"), "byte 1 is not UTF-8; save the file as UTF-8"),
        ("short.jsonl.gz", b"\x1f\x8b\x08\x00", "is cut short or no gzip file"),
        ("page.html", b"<html><body></body></html>", "no article found in this page"),
        (None, b"", "no such file; look at the name"),
    ],
)
def test_a_file_that_cannot_be_read(run_cli: Run, tmp_path: Path, name: str | None, content: bytes, told: str) -> None:
    path = tmp_path / (name or "missing.txt")
    if name:
        path.write_bytes(content)
    store = tmp_path / "graph.lbug"
    code, out, complaint = run_cli("--store", str(store), "load", str(path))
    assert (code, out) == (1, "")
    assert complaint.startswith(f"Error: {path}: ") and told in complaint
    assert len(complaint.splitlines()) == 1
    assert not store.exists()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "is not JSON"),
        ("[1]", "is no JSON object"),
        (GOOD.replace("MEETS", "MET"), "unknown event type 'MET'"),
        (GOOD.replace("2024-01", "2024-02-30"), "names no day that exists"),
        (GOOD.replace("2024-01", "sept. 2023"), "date 'sept. 2023' is not EDTF; write 2023-09"),
        (GOOD.replace('"putin"', '"Kim"'), "ambiguous"),
        (GOOD.replace('participant"', 'visitor"'), "has no role 'visitor'"),
        (GOOD.replace('"event"', '"colour": 1, "event"'), "colour"),
        ('{"title": "no text"}', "has no 'text'"),
    ],
)
def test_a_bad_row_is_set_aside_and_the_good_one_loaded(run_cli: Run, tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "facts.jsonl").write_text(f"{line}\n{GOOD}\n", encoding="utf-8")
    store = str(tmp_path / "graph.lbug")
    code, _, told = run_cli("--store", store, "load", str(tmp_path / "facts.jsonl"))
    assert code == 3
    assert told.startswith("loaded 1 sources, 1 claims, 1 events; 1 set aside in ")
    (aside,) = (tmp_path / "graph.rejected.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(aside)
    assert (row["line"], row["row"]) == (1, line)
    assert reason in row["reason"]


def test_strict_stops_at_the_first_bad_row_and_writes_nothing(run_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "facts.jsonl").write_text(f"{GOOD}\n{{broken\n", encoding="utf-8")
    store = tmp_path / "graph.lbug"
    code, _, told = run_cli("--store", str(store), "load", "--strict", str(tmp_path / "facts.jsonl"))
    assert (code, store.exists()) == (1, False)
    assert "facts.jsonl:2: is not JSON" in told


def test_a_fact_table_loads(run_cli: Run, tmp_path: Path) -> None:
    rows = (
        "type,date,role:participant,url,quote\n"
        "MEETS,2024-01-16,Putin; Choi Son-hee,https://example.org/2,They met\n"
        "MEETS,32,a;b,u,q\n"
    )
    (tmp_path / "facts.csv").write_text(rows, encoding="utf-8")
    store = str(tmp_path / "graph.lbug")
    assert run_cli("--store", store, "load", str(tmp_path / "facts.csv"))[0] == 3
    _, text, _ = run_cli("--store", store, "query", "who-met-whom", "--actor", "putin", "--format", "jsonl")
    assert json.loads(text)["met"] == "Choe Son Hui"


def test_a_file_without_rights(run_cli: Run, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        # Nothing is forbidden to root; the message is then shown on a store in a folder that is not there.
        code, _, told = run_cli("--store", str(tmp_path / "no" / "graph.lbug"), "load", "-", text=GOOD)
        assert (code, "its folder does not exist" in told) == (1, True)
        return
    path = tmp_path / "secret.txt"
    path.write_text("secret", encoding="utf-8")
    path.chmod(0)
    code, _, told = run_cli("load", str(path))
    assert (code, "no right to read it" in told) == (1, True)


HOLDER = """\
import sys
from diplograph.graph.store import open_store
with open_store(sys.argv[1]):
    print("held", flush=True)
    input()
"""


def test_a_store_that_another_process_holds(run_cli: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    (tmp_path / "facts.jsonl").write_text(GOOD, encoding="utf-8")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLDER,
            path,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        code, _, told = run_cli("--store", path, "load", str(tmp_path / "facts.jsonl"))
    finally:
        holder.kill()
        holder.communicate()
    assert code == 1
    assert f"process {holder.pid} is using it" in told


def test_two_readers_may_ask_at_once(run_cli: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    assert run_cli("--store", path, "load", "-", text=GOOD)[0] == 0
    with open_store(path, "read"), open_store(path, "read"):
        assert run_cli("--store", path, "query", "sources", "--format", "csv")[0] == 0


@pytest.mark.parametrize(
    ("target", "setting", "told"),
    [
        (
            ".neo4j/.ready",
            "PATH=/nowhere",
            "java: not found; install a Java 17 runtime",
        ),
        (
            ".venv/.installed",
            "PYTHON=/nowhere/python3",
            "python: /nowhere/python3 is missing or older than 3.11; install Python 3.11",
        ),
    ],
)
def test_a_missing_prerequisite_gets_one_line(tmp_path: Path, target: str, setting: str, told: str) -> None:
    root = Path(__file__).parent.parent
    (tmp_path / "tests").mkdir()
    for name in ("Makefile", "pyproject.toml", "tests/neo4j-pom.xml"):
        (tmp_path / name).write_bytes((root / name).read_bytes())
    make = shutil.which("make")
    assert make is not None
    done = subprocess.run([make, "-s", target, setting], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    (line,) = (line for line in done.stderr.splitlines() if not re.match(r"make(\[\d+\])?:", line))
    assert line.startswith(told)


def test_a_file_that_is_no_store(run_cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are my notes, and they are long enough to look like something", encoding="utf-8")
    code, _, told = run_cli("--store", str(path), "query", "sources")
    assert code == 1
    assert "cannot be opened as a store" in told
    assert path.read_text(encoding="utf-8").startswith("these are my notes")


def test_neo4j_that_is_down(run_cli: Run) -> None:
    code, _, told = run_cli("--store", "bolt://127.0.0.1:9", "query", "sources")
    assert (code, told.strip()) == (
        1,
        "Error: bolt://127.0.0.1:9: no Neo4j server answers; start it, or give another --store",
    )


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
class TestNeo4j:
    def test_a_wrong_password(self, run_cli: Run, empty_neo4j: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NEO4J_PASSWORD", "wrong")
        code, _, told = run_cli("--store", empty_neo4j, "query", "sources")
        assert code == 1
        assert "the server refuses this name or password" in told
        assert "wrong" not in told

    def test_somebody_elses_database(self, run_cli: Run, empty_neo4j: str, tmp_path: Path) -> None:
        with neo4j.GraphDatabase.driver(empty_neo4j, auth=("neo4j", PASSWORD)) as driver:
            driver.execute_query("CREATE (:Invoice {number: 7})")
            (tmp_path / "facts.jsonl").write_text(GOOD, encoding="utf-8")
            code, _, told = run_cli("--store", empty_neo4j, "load", str(tmp_path / "facts.jsonl"))
            counts = driver.execute_query("MATCH (n) RETURN count(n) AS total").records[0]["total"]
        assert (code, counts) == (1, 1)
        assert "holds data that diplograph did not write" in told


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    import ladybug

    from diplograph.schema.errors import SchemaNumberError

    path = str(tmp_path / "graph.lbug")
    open_store(path).close()
    database = ladybug.Database(path)
    ladybug.Connection(database).execute("MATCH (d:Diplograph) SET d.schema_number = 99")
    database.close()
    with pytest.raises(SchemaNumberError, match="has schema number 99"):
        open_store(path)
