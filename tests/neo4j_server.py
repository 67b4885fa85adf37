"""A real Neo4j community server for the tests, from Maven artifacts, without Docker."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import neo4j
import pytest

ROOT = Path(__file__).parent.parent
LIBRARIES = ROOT / ".neo4j" / "lib"
PASSWORD = "diplograph-tests"
_OPENS = ("--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
START_SECONDS = 120


def _libraries() -> Path:
    """The server's jars; Maven gets them where ``make test`` has not."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool}: not found; install it, the tests start a Neo4j server", pytrace=False)
    if not any(LIBRARIES.glob("neo4j-5*.jar")):
        pom = str(ROOT / "tests" / "neo4j-pom.xml")
        command = [
            "mvn",
            "-q",
            "-B",
            "-f",
            pom,
            "dependency:copy-dependencies",
            f"-DoutputDirectory={LIBRARIES}",
        ]
        subprocess.run(command, check=True)
    return LIBRARIES


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _java(home: Path) -> tuple[list[str], dict[str, str]]:
    """How the programs of the server are started, and their environment."""
    java = ["java", *_OPENS, "-cp", f"{_libraries()}/*"]
    return java, {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}


def admin(home: Path, words: list[str]) -> None:
    """Run ``neo4j-admin`` with *words* for the server that lives in *home*."""
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").touch()
    java, folders = _java(home)
    command = [*java, "org.neo4j.server.startup.Neo4jAdminCommand", *words]
    subprocess.run(command, check=True, capture_output=True, env=folders)


def admin_program(home: Path) -> Path:
    """``neo4j-admin`` for the server that will live in *home*, as a program that a script can call."""
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").touch()
    java, _ = _java(home)
    program = home / "neo4j-admin"
    program.write_text(
        f"#!/bin/sh\nexport NEO4J_HOME='{home}' NEO4J_CONF='{home / 'conf'}'\n"
        f'exec {shlex.join(java)} org.neo4j.server.startup.Neo4jAdminCommand "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program


@contextmanager
def running_server(home: Path, pages: str = "256m") -> Iterator[str]:
    """The Bolt address of a server that lives in *home*, or of DIPLOGRAPH_TEST_NEO4J; *pages* is its page cache."""
    own = os.environ.get("DIPLOGRAPH_TEST_NEO4J")
    if own:
        yield own
    else:
        with server_in(home, pages) as address:
            yield address


@contextmanager
def server_in(home: Path, pages: str = "256m", settings: str = "") -> Iterator[str]:
    """The Bolt address of a server that lives in *home*, with the database that is there; *settings* are lines more."""
    port = _free_port()
    for folder in ("conf", "data", "logs", "import", "plugins", "run"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text(
        f"server.bolt.listen_address=127.0.0.1:{port}\nserver.http.enabled=false\nserver.https.enabled=false\n"
        f"server.memory.heap.max_size=1g\nserver.memory.pagecache.size={pages}\ndbms.usage_report.enabled=false\n{settings}",
        encoding="utf-8",
    )
    admin(home, ["dbms", "set-initial-password", PASSWORD])
    java, folders = _java(home)
    entry = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen([*java, *entry], stdout=log, stderr=subprocess.STDOUT, env=folders)
    try:
        _wait(f"bolt://127.0.0.1:{port}", process, home)
        yield f"bolt://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(address: str, process: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with neo4j.GraphDatabase.driver(address, auth=("neo4j", PASSWORD)) as driver:
                driver.verify_connectivity()
                return
        except neo4j.exceptions.ServiceUnavailable:
            time.sleep(0.5)
    pytest.fail(f"neo4j: did not start; see {home / 'server.log'}", pytrace=False)
