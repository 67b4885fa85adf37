"""How fast rows like those of GDELT become a graph in a Neo4j server, beside a plain loader of the same graph.

    python benchmarks/neo4j_loading.py [--rows 20000] [--jobs 2] [--warm 5000]

Each number of rows (``benchmarks/gdelt_rows.py``, fixed seed) is loaded into an empty server, from the raw file to a
graph with everything derived. Then its finished nodes and edges are taken out, and the peer loads them into another
empty server with the same constraints, as the driver's manual shows: ``UNWIND $rows ... MERGE`` by ``execute_query``,
1,000 rows at a time, one transaction after the other. It reads no file and derives nothing; only its writing is timed.
Goal: 1.5 times the peer's rate. Retries are transactions run again, for a deadlock or another fault that passes.

A server that has just started spends most of its time on compiling itself and on plans. So each loader first loads so
many *warm* rows, which are taken away again; 0 for servers as new as they can be. On a busy machine believe the seconds
of processor time that the server took ("cpu") rather than the clock.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import gdelt_rows
import msgspec
import neo4j

from diplograph.graph.neo4j_schema import CONSTRAINTS
from diplograph.graph.neo4j_store import Neo4jStore
from diplograph.graph.tables import NODES, relations
from diplograph.loaders import read
from diplograph.schema.processes import cores

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from neo4j_server import PASSWORD, server_in

BATCH = 1_000
AUTH = ("neo4j", PASSWORD)
OWN = {"NAMES": ("role", "position"), "PARTICIPATES_IN": ("role", "text"), "NAMED": ("text", "language", "kind")}
"""What tells one edge of a type from another between the same nodes, beside an id."""


def load(rows: Path, address: str, jobs: int) -> None:
    """Load, and tell claims, events, seconds, retries and the peak memory in MB of this process."""
    begun = time.perf_counter()
    with Neo4jStore(address) as graph:
        counts = graph.load(read([rows], lambda _: None, jobs=jobs), None, jobs)
        retries = graph.retries
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps([counts.claims, counts.events, seconds, retries, peak]))


def take(address: str, tables: Path) -> None:
    """Write the finished rows of all tables to the file *tables*."""
    found: dict[str, list[dict[str, object]]] = {}
    with neo4j.GraphDatabase.driver(address, auth=AUTH, notifications_min_severity="OFF") as driver:
        for label in NODES.keys() - {"Load"}:
            text = f"MATCH (n:{label}) RETURN collect(properties(n)) AS rows"
            found[label] = driver.execute_query(text).records[0]["rows"]
        for name in relations():
            text = f"MATCH (a)-[r:{name}]->(b) RETURN collect([a.id, b.id, properties(r)]) AS rows"
            found[name] = [
                {"from": one, "to": other, "own": own}
                for one, other, own in driver.execute_query(text).records[0]["rows"]
            ]
    tables.write_bytes(msgspec.msgpack.encode({name: rows for name, rows in found.items() if rows}))


def peer(address: str, tables: Path) -> None:
    """Load finished rows plainly, and tell the seconds and how many rows they were."""
    found: dict[str, list[dict[str, object]]] = msgspec.msgpack.decode(tables.read_bytes())
    with neo4j.GraphDatabase.driver(address, auth=AUTH) as driver:
        begun = time.perf_counter()
        for text in CONSTRAINTS:
            driver.execute_query(text)
        for name, rows in found.items():
            text = _text(name, rows[0])
            for first in range(0, len(rows), BATCH):
                driver.execute_query(text, rows=rows[first : first + BATCH])
        seconds = time.perf_counter() - begun
    sys.stdout.write(json.dumps([seconds, sum(map(len, found.values()))]))


def _text(name: str, row: dict[str, object]) -> str:
    if name in NODES:
        return f"UNWIND $rows AS row MERGE (n:{name} {{id: row.id}}) SET n += row"
    kind = relations()[name]
    own = ("id",) if "id" in kind.properties else OWN.get(name, ())
    keys = ", ".join(f"{each}: row.own.{each}" for each in own)
    return (
        f"UNWIND $rows AS row MATCH (a:{kind.source} {{id: row.from}}) MATCH (b:{kind.target} {{id: row.to}}) "
        f"MERGE (a)-[r:{name} {{{keys}}}]->(b)" + (" SET r += row.own" if row["own"] else "")
    )


def _told(*words: object) -> list[float]:
    name, password = AUTH
    environment = {**os.environ, "NEO4J_USERNAME": name, "NEO4J_PASSWORD": password}
    command = [sys.executable, __file__, *map(str, words)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    return list(json.loads(done.stdout or "[]"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, nargs="+", default=[20_000])
    options.add_argument("--jobs", type=int, default=cores())
    options.add_argument("--warm", type=int, default=5_000)
    for name in ("load", "take", "peer"):
        options.add_argument(f"--{name}", nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.load:
        load(Path(given.load[0]), given.load[1], given.jobs)
    elif given.take:
        take(given.take[0], Path(given.take[1]))
    elif given.peer:
        peer(given.peer[0], Path(given.peer[1]))
    else:
        compare(given.rows, given.jobs, given.warm)


def empty(address: str) -> None:
    """Take away what the warm rows gave, a little at a time, as a server has memory for."""
    with (
        neo4j.GraphDatabase.driver(address, auth=AUTH, notifications_min_severity="OFF") as driver,
        driver.session() as session,
    ):
        session.run("MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def processor(home: Path) -> float:
    """Seconds of processor time that the server in *home* has taken."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"--home-dir={home}".encode() in (process / "cmdline").read_bytes().split(b"\0"):
                told = (process / "stat").read_text().rpartition(")")[2].split()
                return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def compare(numbers: list[int], jobs: int, warm: int) -> None:
    """Print a row of the table for each number of rows."""
    sys.stdout.write(
        "| rows | claims | events | seconds | rows a second | server's cpu | nodes and edges | "
        "plain loader, seconds | server's cpu | ratio of rates | of cpu | peak MB | retries |\n"
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    )
    for count in numbers:
        with tempfile.TemporaryDirectory() as folder:
            rows, tables, first, warmed, ours, other = (
                Path(folder) / name for name in ("rows.CSV", "tables", "first.CSV", "warmed", "ours", "other")
            )
            gdelt_rows.write(rows, count)
            gdelt_rows.write(first, warm)
            with server_in(ours) as address:
                if warm:
                    _told("--load", first, address, "--jobs", jobs)
                    _told("--take", address, warmed)
                    empty(address)
                begun = processor(ours)
                claims, events, seconds, retries, peak = _told("--load", rows, address, "--jobs", jobs)
                busy = processor(ours) - begun
                _told("--take", address, tables)
            with server_in(other) as address:
                if warm:
                    _told("--peer", address, warmed)
                    empty(address)
                begun = processor(other)
                plain, total = _told("--peer", address, tables)
                plainly = processor(other) - begun
        sys.stdout.write(
            f"| {count:,} | {claims:,} | {events:,} | {seconds:,.1f} | {count / seconds:,.0f} | {busy:,.1f} | "
            f"{total:,} | {plain:,.1f} | {plainly:,.1f} | {plain / seconds:.2f} | {plainly / busy:.2f} | "
            f"{peak:,.0f} | {retries:,} |\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
