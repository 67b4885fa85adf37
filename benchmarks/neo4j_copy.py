"""A running Neo4j server with the graph of another store, by ``export neo4j-admin`` and the real importer.

It tells how long our export takes and the importer, how many times the importer's time both are, and how long the first
opening takes, which makes constraints and indexes. Then the server runs for the questions of questions.py, with a page
cache for millions of nodes, until it is stopped; ``--stop`` ends it at once.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from diplograph.graph.exports.neo4j_admin import SCRIPT, write_import
from diplograph.graph.store import open_store

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from neo4j_server import PASSWORD, admin_program, server_in


def _told(what: str, begun: float) -> float:
    """Says how long *what* took, and gives that back."""
    took = time.monotonic() - begun
    sys.stderr.write(f"{what}, {took:.1f} s\n")
    return took


def main() -> None:
    options = argparse.ArgumentParser(description="Copy a store into a Neo4j server and run that.")
    options.add_argument("store")
    options.add_argument("folder", type=Path, help="where files and server live; must not be there yet")
    options.add_argument("--pages", default="3g", help="the server's page cache")
    options.add_argument("--compress", action="store_true", help="pack the files")
    options.add_argument("--stop", action="store_true", help="end the server when it has been opened once")
    chosen = options.parse_args()
    chosen.folder = chosen.folder.resolve()
    chosen.folder.mkdir(parents=True)
    files, home = chosen.folder / "files", chosen.folder / "server"
    at = time.monotonic()
    with open_store(chosen.store, "scan") as store:
        nodes, edges = write_import(store, files, chosen.compress)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    size = sum(path.stat().st_size for path in files.iterdir()) / 1e6
    export = _told(f"{nodes} nodes and {edges} edges written, {size:.0f} MB, at most {peak} MB of memory", at)
    environment = {**os.environ, "NEO4J_ADMIN": str(admin_program(home))}
    at = time.monotonic()
    subprocess.run(["sh", str(files / SCRIPT)], check=True, env=environment, stdout=subprocess.DEVNULL)
    importer = _told("imported", at)
    sys.stderr.write(f"export and importer take {(export + importer) / importer:.2f} times what the importer does\n")
    at = time.monotonic()
    with server_in(home, pages=chosen.pages) as address:
        _told("server started", at)
        at = time.monotonic()
        os.environ |= {"NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": PASSWORD}
        with open_store(address, "read"):
            _told("opened for the first time", at)
        print(f"NEO4J_USERNAME=neo4j NEO4J_PASSWORD={PASSWORD} {address}", flush=True)  # noqa: T201
        if not chosen.stop:
            subprocess.run(["sleep", "infinity"], check=False)


if __name__ == "__main__":
    main()
