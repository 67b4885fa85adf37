"""How fast rows like those of GDELT become a graph in the embedded store, beside the bare engine.

    python benchmarks/bulk.py [--rows 100000 1000000] [--jobs 2]

Each number of rows (``benchmarks/gdelt_rows.py``, fixed seed) is loaded in a process of its own, from the raw file to a
graph that answers questions. The peer is the bare engine: the finished tables of that graph are taken out as Arrow
columns, and copied into an empty store with the same tables, one ``COPY`` a table, which is the least that any loader
must do. Only the copying is timed there. Limits: half of the peer's rate, 4 GB for a million rows.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import gdelt_rows
import ladybug

from diplograph.graph.embedded import EmbeddedStore
from diplograph.graph.store import open_store, preparing
from diplograph.graph.tables import NODES, relations
from diplograph.loaders import ReadOptions, read_prepared
from diplograph.loaders.extractors import RULES
from diplograph.schema.model import Loadable
from diplograph.schema.processes import cores

CHUNK = 100_000


def load(rows: Path, store: Path, jobs: int) -> None:
    """Load, and tell claims, events, seconds and peak memory in MB of this process and of the largest other one."""
    begun = time.perf_counter()
    with open_store(str(store)) as graph:
        counts = graph.load(_read(rows, store, jobs), None, jobs)
    seconds = time.perf_counter() - begun
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    sys.stdout.write(json.dumps([counts.claims, counts.events, seconds, *peaks]))


def _read(rows: Path, store: Path, jobs: int) -> Iterator[Loadable]:
    """As ``diplograph load`` does."""
    deaf: Callable[[object], None] = lambda _: None  # noqa: E731 - it stands for four listeners
    return read_prepared([rows], deaf, ReadOptions(), deaf, deaf, RULES, deaf, jobs, preparing(str(store)))


def copy(store: Path, bare: Path) -> None:
    """Copy all tables of *store* into the new file *bare*, and tell the seconds that COPY took."""
    with EmbeddedStore(str(bare)) as made, ladybug.Database(str(store), read_only=True) as source:
        asking = ladybug.Connection(source)
        seconds = sum(_copied(asking, made, name) for name in (*NODES, *relations()) if name != "Diplograph")
    sys.stdout.write(json.dumps([seconds]))


def _copied(asking: ladybug.Connection, made: EmbeddedStore, name: str) -> float:
    if name in NODES:
        text = f"MATCH (n:{name}) RETURN " + ", ".join(f"n.`{each}` AS `{each}`" for each in NODES[name])
    else:
        kind = relations()[name]
        held = "".join(f", m.`{each}` AS `{each}`" for each in kind.properties)
        text = f"MATCH (a:{kind.source})-[m:{name}]->(b:{kind.target}) RETURN a.id AS `from`, b.id AS `to`{held}"
    answer = asking.execute(text)
    table = answer.get_as_arrow(CHUNK)  # type: ignore[union-attr]
    if not table.num_rows:
        return 0.0
    begun = time.perf_counter()
    made._connection.execute(f"COPY {name} FROM $rows", {"rows": table})
    return time.perf_counter() - begun


def _told(*words: object) -> list[float]:
    done = subprocess.run([sys.executable, __file__, *map(str, words)], check=True, capture_output=True)
    return list(json.loads(done.stdout))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    options.add_argument("--jobs", type=int, default=cores())
    options.add_argument("--load", nargs=2, type=Path, help=argparse.SUPPRESS)
    options.add_argument("--copy", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.load:
        load(given.load[0], given.load[1], given.jobs)
        return
    if given.copy:
        copy(given.copy[0], given.copy[1])
        return
    sys.stdout.write("| rows | claims | events | seconds | rows a second | bare COPY, seconds | ratio of rates | ")
    sys.stdout.write(
        "peak MB | of another process |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    )
    for count in given.rows:
        with tempfile.TemporaryDirectory() as folder:
            rows, store, bare = (Path(folder) / name for name in ("rows.CSV", "graph.lbug", "bare.lbug"))
            gdelt_rows.write(rows, count)
            claims, events, seconds, peak, other = _told("--load", rows, store, "--jobs", given.jobs)
            (least,) = _told("--copy", store, bare)
        sys.stdout.write(
            f"| {count:,} | {claims:,} | {events:,} | {seconds:,.0f} | {count / seconds:,.0f} | {least:,.1f} | "
            f"{least / seconds:.2f} | {peak:,.0f} | {other:,.0f} |\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
