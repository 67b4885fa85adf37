"""Apache Jena for the tests, from Maven artifacts: riot reads and warns, shacl validates, arq answers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIBRARIES = ROOT / ".jena" / "lib"
POM = ROOT / "tests" / "clients" / "jena" / "pom.xml"
SECONDS = 300


@cache
def _libraries() -> Path:
    """Jena's jars; Maven gets them where ``make test`` has not."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool}: not found; install it, the tests start Apache Jena", pytrace=False)
    if not any(LIBRARIES.glob("jena-cmds-*.jar")):
        copy = ["dependency:copy-dependencies", f"-DoutputDirectory={LIBRARIES}"]
        done = subprocess.run(["mvn", "-q", "-B", "-f", str(POM), *copy], capture_output=True, text=True)
        if done.returncode:
            pytest.fail(f"mvn: could not get Apache Jena: {done.stdout.strip()}", pytrace=False)
    return LIBRARIES


def run(program: str, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run a program of Jena's, ``riotcmd.riot`` or ``shacl.shacl`` or ``arq.arq``, with *words*."""
    command = ["java", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", f"{_libraries()}/*", program, *map(str, words)]
    return subprocess.run(command, capture_output=True, timeout=SECONDS)


def complaints(*paths: Path) -> list[str]:
    """The warnings and errors of riot on some files, none for files without fault."""
    done = run("riotcmd.riot", "--validate", *paths)
    told = [line for line in done.stderr.decode().splitlines() if "WARN" in line or "ERROR" in line]
    if done.returncode and not told:
        told = [done.stderr.decode()]
    return told


def quads(path: Path) -> bytes:
    """What Jena reads in a file, as N-Quads."""
    done = run("riotcmd.riot", "--output=NQUADS", path)
    if done.returncode:
        pytest.fail(f"{path}: riot cannot read it: {done.stderr.decode()}", pytrace=False)
    return done.stdout


def conforms(shapes: Path, data: Path) -> tuple[bool, str]:
    """Whether a flat file conforms to shapes, and Jena's report."""
    done = run("shacl.shacl", "validate", "--shapes", shapes, "--data", data)
    report = done.stdout.decode()
    if done.returncode > 1 or "sh:conforms" not in report:
        pytest.fail(f"{data}: Jena's shacl made no report: {done.stderr.decode()}", pytrace=False)
    return re.search(r"sh:conforms\s+true", report) is not None, report


def rows(query: str, data: Sequence[Path], folder: Path) -> list[dict[str, str]]:
    """The rows that arq finds in some files together, values as texts."""
    asked = folder / "query.rq"
    asked.write_text(query, encoding="utf-8")
    files = [word for path in data for word in ("--data", path)]
    done = run("arq.arq", *files, "--query", asked, "--results", "JSON")
    if done.returncode:
        pytest.fail(f"arq cannot answer: {done.stderr.decode()}", pytrace=False)
    found = json.loads(done.stdout)["results"]["bindings"]
    return [{name: each["value"] for name, each in row.items()} for row in found]
