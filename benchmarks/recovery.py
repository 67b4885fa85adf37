"""What is left when a large load is killed, how long the next question then takes, and whether the graph ends the same.

    python benchmarks/recovery.py [--rows 300000] [--shares 0.3 0.7 0.95]

Rows like those of GDELT are loaded into an embedded store once undisturbed. Then, for each share of the seconds that
this took, into a new store by processes that get SIGKILL at that moment; one question is asked, which makes up for what
was left undone; the rows are loaded again; and all tables of the store are compared with those of the first load.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import bulk
import gdelt_rows

from diplograph.graph.columns import packed
from diplograph.graph.live import LABELS
from diplograph.graph.store import open_store
from diplograph.graph.tables import relations
from diplograph.queries.runner import run_template


def loading(rows: Path, store: Path) -> subprocess.Popen[bytes]:
    """A load, in a group of processes of its own."""
    words = [sys.executable, bulk.__file__, "--load", str(rows), str(store)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, start_new_session=True)


def loaded(rows: Path, store: Path) -> float:
    """How long a load takes, in seconds."""
    begun = time.perf_counter()
    assert loading(rows, store).wait() == 0, "the load ends well"
    return time.perf_counter() - begun


def killed(rows: Path, store: Path, after: float) -> None:
    """A load that is killed with all its processes so many seconds after it began."""
    process = loading(rows, store)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def asked(store: Path) -> tuple[float, int]:
    """How long the next question takes, in seconds; and how many claims were kept."""
    begun = time.perf_counter()
    with open_store(str(store), "read") as graph:
        run_template(graph, "who-met-whom", {"actor": "France"})
        seconds = time.perf_counter() - begun
        ((claims,),) = graph.query("MATCH (c:Claim) RETURN count(*) AS claims ORDER BY claims").rows
    return seconds, int(str(claims))


def digest(store: Path) -> str:
    """The SHA-256 of all tables."""
    found = hashlib.sha256()
    with open_store(str(store), "scan") as graph:
        tables = graph.live()
        for name in (*LABELS, *relations()):
            for part in tables.parts(name):
                found.update(packed(part.combine_chunks()))
    return found.hexdigest()


def measured(count: int, shares: Sequence[float]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows, whole = Path(folder) / "rows.CSV", Path(folder) / "whole.lbug"
        gdelt_rows.write(rows, count)
        seconds = loaded(rows, whole)
        expected = digest(whole)
        whole.unlink()
        sys.stdout.write(f"{count:,} rows, undisturbed: {seconds:,.0f} s\n\n")
        sys.stdout.write("| killed after, s | claims kept | next question, s | loaded again, s | the same graph |\n")
        sys.stdout.write("| ---: | ---: | ---: | ---: | --- |\n")
        for share in shares:
            store = Path(folder) / f"{share}.lbug"
            killed(rows, store, share * seconds)
            waited, claims = asked(store)
            again = loaded(rows, store)
            same = "yes" if digest(store) == expected else "NO"
            sys.stdout.write(f"| {share * seconds:,.0f} | {claims:,} | {waited:,.1f} | {again:,.0f} | {same} |\n")
            sys.stdout.flush()
            store.unlink()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=300_000)
    options.add_argument("--shares", type=float, nargs="+", default=[0.3, 0.7, 0.95])
    given = options.parse_args()
    measured(given.rows, given.shares)


if __name__ == "__main__":
    main()
