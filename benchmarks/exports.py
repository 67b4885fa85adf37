"""How fast the export for Gephi is, and in how much memory, beside ``networkx.write_gexf`` of the same ties.

Each side has a process of its own, one after the other, with the graph in an embedded store that benchmarks/graphs.py
made. Ours goes from the store to the file. networkx gets the ties by the same reading, builds its graph of them and
writes it; and ours is timed once more with the ties in memory, as networkx has them before it builds.
"""

from __future__ import annotations

import argparse
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
from diplograph.graph.exports.ties import TiesView
from diplograph.graph.exports.views import Links, Nodes, View
from diplograph.graph.store import open_store
from diplograph.schema.edtf import iso_day

Times = dict[str, float]


def ours(store: str, path: Path) -> Times:
    """From the store to the file."""
    begun = time.perf_counter()
    with open_store(store, "scan") as opened:
        counts = write_gexf(TiesView(opened, Selection()), path)
    return {"ties": counts.links, "total": time.perf_counter() - begun}


class Remembered:
    """A view that was read before."""

    def __init__(self, view: View) -> None:
        self.node_columns, self.link_columns = view.node_columns, view.link_columns
        self.nodes_first = view.nodes_first
        self.items = list(view)

    def __iter__(self) -> Iterator[Nodes | Links]:
        return iter(self.items)


def writing(store: str, path: Path) -> Times:
    """The same with the ties in memory: writing alone."""
    begun = time.perf_counter()
    with open_store(store, "scan") as opened:
        view = Remembered(TiesView(opened, Selection()))
    read = time.perf_counter()
    counts = write_gexf(view, path)
    return {"ties": counts.links, "read": read - begun, "write": time.perf_counter() - read}


def by_networkx(store: str, path: Path) -> Times:
    """The same ties as a graph of networkx, which then writes it."""
    begun = time.perf_counter()
    with open_store(store, "scan") as opened:
        view = Remembered(TiesView(opened, Selection()))
    read = time.perf_counter()
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for each in view:
        columns = view.link_columns if isinstance(each, Links) else view.node_columns
        for row in each.frame.iter_rows(named=True):
            values = {name: plain(row[name]) for name in columns if row[name] is not None}
            if isinstance(each, Links):
                spells = [(day(spell["first"]), day(spell["last"])) for spell in row["spells"]]
                dated = {"spells": spells} if spells else {}
                graph.add_edge(row["source"], row["target"], key=row["id"], weight=row["weight"], **values, **dated)
            else:
                graph.add_node(row["id"], label=row["label"], **values)
    ties = graph.number_of_edges()
    view.items.clear()
    built = time.perf_counter()
    networkx.write_gexf(graph, path)
    done = time.perf_counter()
    return {"ties": ties, "read": read - begun, "build": built - read, "write": done - built, "total": done - begun}


def day(number: int | None) -> str:
    return iso_day(number or 0)


def plain(value: object) -> object:
    """networkx knows no lists."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


SIDES = {"ours": ours, "writing": writing, "networkx": by_networkx}


def measured(side: str, store: str) -> Times:
    """What a side takes in a process of its own, with its peak of memory in MB."""
    words = [sys.executable, __file__, store, "--side", side]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    found: Times = json.loads(done.stdout)
    return found


def table(stores: list[str]) -> Iterator[str]:
    yield (
        "| claims | ties | store to file: ours, s | ties a second | networkx, s | times as fast "
        "| ties to file: ours, s | ties a second | networkx: build, s | write, s | times as fast "
        "| peak: ours, MB | networkx, MB | share |"
    )
    yield f"|{' ---: |' * 14}"
    for store in stores:
        with open_store(store, "scan") as opened:
            (claims,) = opened.query("MATCH (c:Claim) RETURN count(*) AS total ORDER BY total").rows[0]
        mine, alone, other = (measured(side, store) for side in SIDES)
        assert mine["ties"] == other["ties"], "both sides write the same ties"
        theirs = other["build"] + other["write"]
        cells = [
            *(f"{claims:,}", f"{mine['ties']:,}", f"{mine['total']:.1f}", f"{mine['ties'] / mine['total']:,.0f}"),
            *(f"{other['total']:.1f}", f"{other['total'] / mine['total']:.1f}"),
            *(f"{alone['write']:.1f}", f"{mine['ties'] / alone['write']:,.0f}"),
            *(f"{other['build']:.1f}", f"{other['write']:.1f}", f"{theirs / alone['write']:.1f}"),
            *(f"{mine['peak']:.0f}", f"{other['peak']:.0f}", f"{mine['peak'] / other['peak']:.0%}"),
        ]
        yield f"| {' | '.join(cells)} |"


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
