"""Gephi's own importer and timeline, built from Maven and asked about files: tests/clients/gephi."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CLIENT = ROOT / "tests" / "clients" / "gephi"
BUILT = ROOT / ".gephi"


def _program() -> list[str]:
    """How the client is started; Maven builds it where ``make test`` has not."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool}: not found; install it, the tests read files with Gephi's importer", pytrace=False)
    jar = BUILT / "gephi-for-tests-1.jar"
    sources = (CLIENT / "pom.xml", *CLIENT.rglob("*.java"))
    if not jar.exists() or any(source.stat().st_mtime > jar.stat().st_mtime for source in sources):
        subprocess.run(["mvn", "-q", "-B", "-f", str(CLIENT / "pom.xml"), "package"], check=True)
    return ["java", "-cp", f"{BUILT}/*:{BUILT}/lib/*", "GephiClient"]


def in_gephi(*paths: Path, windows: Sequence[str] = (), listing: bool = False) -> list[dict[str, Any]]:
    """What Gephi makes of each file, or folder of tables; the test fails if it complains of anything.

    *windows* are written ``2023-01-01/2023-06-30``; *listing* takes in all nodes and edges with their values.
    """
    words = [*_program(), "--strict", *(["--list"] if listing else [])]
    for window in windows:
        words += ["--window", window]
    done = subprocess.run([*words, *map(str, paths)], capture_output=True, text=True, encoding="utf-8")
    told: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    for path, each in zip(paths, told, strict=False):
        assert each["problems"] == [], path
    assert done.returncode == 0, done.stderr
    return told


def picture(path: Path, to: Path, window: str = "") -> None:
    """A picture of what a window of a file holds, or of all, drawn by Gephi."""
    words = [*_program(), *(["--window", window] if window else []), "--picture", str(to), str(path)]
    subprocess.run(words, check=True, capture_output=True)
