"""How fast the export for Gephi is, and in how much memory, beside ``networkx.write_gexf`` of the same ties.

Each side has a process of its own, one after the other, with the graph in an embedded store that benchmarks/graphs.py
made. networkx is given the ties by the same reading; its time is split into that, building its graph, and writing.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import networkx

from diplograph.graph.exports.gexf import write_gexf
from diplograph.graph.exports.selection import Selection
from diplograph.graph.exports.spells import day
from diplograph.graph.exports.ties import TiesView
from diplograph.graph.exports.views import Link, Value
from diplograph.graph.store import open_store

Times = dict[str, float]


def ours(store: str, path: Path) -> Times:
    """From the store to the file."""
    begun = time.perf_counter()
    with open_store(store, "read") as opened:
        counts = write_gexf(TiesView(opened, Selection()), path)
    return {"ties": counts.links, "total": time.perf_counter() - begun}


def reading(store: str, path: Path) -> Times:
    """The ties alone, written nowhere."""
    begun = time.perf_counter()
    with open_store(store, "read") as opened:
        ties = sum(isinstance(each, Link) for each in TiesView(opened, Selection()))
    return {"ties": ties, "total": time.perf_counter() - begun}


def by_networkx(store: str, path: Path) -> Times:
    """The same ties as a graph of networkx, which then writes it."""
    begun = time.perf_counter()
    with open_store(store, "read") as opened:
        view = TiesView(opened, Selection())
        items = list(view)
        nodes, links = list(view.node_columns), list(view.link_columns)
    read = time.perf_counter()
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for each in items:
        if isinstance(each, Link):
            spells = [(day(first or 0), day(last or 0)) for first, last in each.spells]
            values = {name: plain(value) for name, value in zip(links, each.values, strict=True)}
            dated = {"spells": spells} if spells else {}
            graph.add_edge(each.source, each.target, key=each.id, weight=each.weight, **values, **dated)
        else:
            shown = {name: plain(value) for name, value in zip(nodes, each.values, strict=True)}
            graph.add_node(each.id, label=each.label, **shown)
    ties = graph.number_of_edges()
    del items
    gc.collect()
    built = time.perf_counter()
    networkx.write_gexf(graph, path)
    done = time.perf_counter()
    return {"ties": ties, "read": read - begun, "build": built - read, "write": done - built, "total": done - begun}


def plain(value: Value) -> str | int | bool:
    """networkx knows no lists."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


SIDES = {"ours": ours, "reading": reading, "networkx": by_networkx}


def measured(side: str, store: str) -> Times:
    """What a side takes in a process of its own, with its peak of memory in MB."""
    words = [sys.executable, __file__, store, "--side", side]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    found: Times = json.loads(done.stdout)
    return found


def table(stores: list[str]) -> Iterator[str]:
    yield (
        "| claims | ties | ours, s | ties a second | of it reading, s | peak, MB | "
        "networkx: build, s | write, s | ties a second | peak, MB | times as fast | of its memory |"
    )
    yield f"|{' ---: |' * 12}"
    for store in stores:
        with open_store(store, "read") as opened:
            (claims,) = opened.query("MATCH (c:Claim) RETURN count(*) AS total ORDER BY total").rows[0]
        mine, alone, other = (measured(side, store) for side in ("ours", "reading", "networkx"))
        assert mine["ties"] == other["ties"], "both sides write the same ties"
        their = other["build"] + other["write"]
        yield (
            f"| {claims:,} | {mine['ties']:,} | {mine['total']:.1f} | {mine['ties'] / mine['total']:,.0f} | "
            f"{alone['total']:.1f} | {mine['peak']:.0f} | {other['build']:.1f} | {other['write']:.1f} | "
            f"{other['ties'] / their:,.0f} | {other['peak']:.0f} | "
            f"{their / mine['total']:.1f} | {mine['peak'] / other['peak']:.0%} |"
        )


def main() -> None:
    options = argparse.ArgumentParser(description="Time the export for Gephi beside networkx.")
    options.add_argument("stores", nargs="+", help="made by benchmarks/graphs.py")
    options.add_argument("--side", choices=SIDES, help="one side alone, in this process")
    given = options.parse_args()
    if not given.side:
        for line in table(given.stores):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        return
    with tempfile.TemporaryDirectory() as folder:
        found = SIDES[given.side](given.stores[0], Path(folder) / "graph.gexf")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({**found, "peak": peak}))


if __name__ == "__main__":
    main()
