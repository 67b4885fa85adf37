"""A password is told to the server and to nobody else: no address, error, log, export or process list holds it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

import click.testing
import neo4j
import pytest
from neo4j_server import PASSWORD

from diplograph.graph import credentials
from diplograph.graph.store import open_store
from diplograph.schema.errors import StoreCredentialsError, StoreError

Run = Callable[..., tuple[int, str, str]]
SECRET = "correct-horse-battery"
EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_PASSWORD_FILE", "DIPLOGRAPH_STORE"):
        monkeypatch.delenv(name, raising=False)


def written(folder: Path, content: bytes = SECRET.encode() + b"\n", mode: int = 0o600) -> Path:
    path = folder / "password"
    path.write_bytes(content)
    path.chmod(mode)
    return path


ADDRESSES = [
    f"bolt://neo4j:{SECRET}@127.0.0.1:9",
    f"neo4j+s://{SECRET}@example.org",
    f"bolt://neo4j:{SECRET}@[::1]:9/x",
    f"BOLT://:{SECRET}@127.0.0.1",
    f"bolt://a@b:{SECRET}@127.0.0.1",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_with_a_password_is_refused_and_not_repeated(
    run_cli: Run, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = [run_cli("--store", address, "query", "sources"), run_cli("--store", address, "load", str(EXAMPLES))]
    monkeypatch.setenv("DIPLOGRAPH_STORE", address)
    said.append(run_cli("stats"))
    for code, out, told in said:
        assert (code, out, len(told.splitlines())) == (1, "", 1)
        assert "holds a name or password" in told and SECRET not in told
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="holds a name or password"):
        open_store(address)


def test_without_the_guard_it_would_be_repeated(run_cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credentials, "check_address", lambda _: None)
    assert SECRET in run_cli("--store", ADDRESSES[0], "query", "sources")[2]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The name and password that the driver is given."""
    seen: list[object] = []

    def driver(*_: object, auth: object, **__: object) -> None:
        seen.append(auth)
        raise ValueError("no driver in this test")

    monkeypatch.setattr(neo4j.GraphDatabase, "driver", driver)
    return seen


@pytest.mark.parametrize(
    ("names", "content", "expected"),
    [
        ((), b"", None),
        (("NEO4J_PASSWORD",), b"", ("neo4j", "from-the-environment")),
        (("NEO4J_PASSWORD_FILE",), b"from-the-file\n", ("neo4j", "from-the-file")),
        (("NEO4J_PASSWORD_FILE",), b"from-the-file\r\n", ("neo4j", "from-the-file")),
        (("NEO4J_PASSWORD_FILE",), b" with blanks ", ("neo4j", " with blanks ")),
        (("NEO4J_PASSWORD", "NEO4J_PASSWORD_FILE"), b"from-the-file", ("neo4j", "from-the-environment")),
        (("NEO4J_USERNAME", "NEO4J_PASSWORD_FILE"), b"from-the-file", ("reader", "from-the-file")),
    ],
)
def test_where_a_password_comes_from(
    tmp_path: Path,
    given: list[object],
    names: tuple[str, ...],
    content: bytes,
    expected: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = {
        "NEO4J_USERNAME": "reader",
        "NEO4J_PASSWORD": "from-the-environment",
        "NEO4J_PASSWORD_FILE": str(written(tmp_path, content)),
    }
    for name in names:
        monkeypatch.setenv(name, values[name])
    with pytest.raises(StoreError):
        open_store("bolt://127.0.0.1:9")
    assert given == [expected]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o660, 0o644, 0o777, 0o610])
def test_a_file_that_others_may_read_is_refused(
    run_cli: Run, tmp_path: Path, given: list[object], mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, mode=mode)
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(path))
    code, _, told = run_cli("--store", "bolt://127.0.0.1:9", "stats")
    assert (code, told) == (1, f"Error: {path}: others may read it; say chmod 600 {path}\n")
    assert given == []
    monkeypatch.setattr(credentials, "_OTHERS", 0)
    run_cli("--store", "bolt://127.0.0.1:9", "stats")
    assert given == [("neo4j", SECRET)]


@pytest.mark.parametrize(
    ("content", "why"), [(b"", "is no password"), (b"\n", "is no password"), (b"a\nb", "is no"), (b"\xff", "is no")]
)
def test_a_file_without_a_password(tmp_path: Path, content: bytes, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(written(tmp_path, content)))
    with pytest.raises(StoreCredentialsError, match=why):
        open_store("bolt://127.0.0.1:9")


def test_a_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, why in ((tmp_path / "none", "no such file"), (tmp_path, "is a directory")):
        monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(path))
        with pytest.raises(StoreCredentialsError, match=why):
            open_store("bolt://127.0.0.1:9")


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
class TestNeo4j:
    @pytest.fixture
    def server(self, empty_neo4j: str, monkeypatch: pytest.MonkeyPatch) -> str:
        for name in ("NEO4J_USERNAME", "NEO4J_PASSWORD"):
            monkeypatch.delenv(name)
        return empty_neo4j

    def test_it_is_asked_for_on_a_terminal_and_only_there(
        self, run_cli: Run, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        code, _, told = run_cli("--store", server, "load", str(EXAMPLES), text=f"{PASSWORD}\n")
        assert code == 1 and "refuses this name or password" in told and "Password" not in told
        monkeypatch.setattr(click.testing._NamedTextIOWrapper, "isatty", lambda _: True, raising=False)
        monkeypatch.setattr("diplograph.queries.context.sys.stdin.isatty", lambda: True, raising=False)
        code, out, told = run_cli("--store", server, "load", str(EXAMPLES), text=f"{PASSWORD}\n")
        assert code == 0, told
        assert f"Password of {server}" in told and PASSWORD not in out + told
        code, out, told = run_cli("--store", server, "stats", text="wrong-word\n")
        assert code == 1 and "refuses this name or password" in told and "wrong-word" not in out + told

    def test_nothing_that_is_written_holds_it(
        self,
        run_cli: Run,
        server: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        work = tmp_path / "work"
        work.mkdir()
        monkeypatch.chdir(work)
        monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(written(tmp_path, PASSWORD.encode())))
        (work / "bad.jsonl").write_text("{\n", encoding="utf-8")
        said = [run_cli("--store", server, "load", str(EXAMPLES), str(work / "bad.jsonl"), "--jobs", "2")]
        for words in (
            *(["gexf", "a.gexf"], ["graphml", "a.graphml"], ["csv", "tables"], ["rdf", "a.nq", "--with-text"]),
            *(["neo4j-admin", "import"], ["description", "a.ttl"]),
        ):
            said.append(run_cli("--store", server, "export", *words))
        said += [run_cli("--store", server, *words) for words in (["stats"], ["check"], ["cypher", "RETURN broken"])]
        assert [code for code, _, _ in said] == [3, 0, 0, 0, 0, 0, 0, 0, 0, 1], said
        assert PASSWORD not in "".join(out + told for _, out, told in said)
        files = [path for path in work.rglob("*") if path.is_file()]
        assert len(files) > 8
        assert [path for path in files if PASSWORD.encode() in path.read_bytes()] == []
        assert PASSWORD not in caplog.text
        assert PASSWORD not in os.environ.values()
