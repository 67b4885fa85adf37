"""How fast the N-Quads of a graph are written, beside rdflib and pyoxigraph.

    python benchmarks/graphs.py graph.lbug --documents 95000         # 100,000 claims, made up, with a fixed seed
    python benchmarks/rdf.py graph.lbug [--neo4j bolt://127.0.0.1:PORT] [--quads 1000000]
    python benchmarks/rdf.py --memory 100000 1000000

Each side is a process of its own, on the same graph, one after the other. Ours reads the store and
writes the file; rdflib and pyoxigraph are spared the reading: they get the dump's quads as values in memory (so many
as --quads says, for rdflib needs some 2 KB for each), and are timed from there to the file. "Writer" is ours
without the reading too, from nodes in memory. Seconds are those of the clock, "cpu" those of the process; memory is the
most that the process held, for the sides in memory with what they were given. ``--memory`` writes so many events that
are made while they are written: what the writer holds by itself.
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
from itertools import islice
from pathlib import Path

import pyoxigraph
import rdflib

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from full_graph import Held

from diplograph.graph.exports.rdf import write_dump, write_rdf
from diplograph.graph.store import open_store
from diplograph.schema.model import Event, Named

Timed = Callable[[], int]
"""Writes a file; how many quads it has."""
Plain = tuple[str, str, str, str, str, str]
"""Subject, predicate, object, datatype ("iri" for an IRI), language and graph."""


def from_store(address: str, folder: Path, _: int) -> Timed:
    def write() -> int:
        with open_store(address, use="scan") as store:
            return write_rdf(store, folder / "graph.nq")

    return write


def from_memory(address: str, folder: Path, _: int) -> Timed:
    with open_store(address, use="scan") as store:
        held = Held(
            list(store.sources()),
            list(store.claims()),
            list(store.actors()),
            list(store.events()),
            list(store.contents()),
            list(store.judgements()),
        )

    def write() -> int:
        with (folder / "writer.nq").open("wb") as out:
            return write_dump(held, out)

    return write


def plain(dump: Path, most: int) -> Iterator[Plain]:
    """The first quads of the dump as texts: what any program has before it makes terms of its own."""
    for quad in islice(pyoxigraph.parse(path=str(dump), format=pyoxigraph.RdfFormat.N_QUADS), most):
        subject, predicate, graph = (
            part.value
            for part in (quad.subject, quad.predicate, quad.graph_name)
            if isinstance(part, pyoxigraph.NamedNode)
        )
        value = quad.object
        if isinstance(value, pyoxigraph.Literal):
            yield subject, predicate, value.value, value.datatype.value, value.language or "", graph
        elif isinstance(value, pyoxigraph.NamedNode):
            yield subject, predicate, value.value, "iri", "", graph


def through_rdflib(_: str, folder: Path, most: int) -> Timed:
    rdflib.NORMALIZE_LITERALS = False
    rows = list(plain(folder / "graph.nq", most))

    def write() -> int:
        dataset = rdflib.Dataset()
        graphs = {name: dataset.graph(rdflib.URIRef(name)) for name in {row[5] for row in rows}}
        for subject, predicate, value, kind, language, graph in rows:
            if kind == "iri":
                term: rdflib.term.Node = rdflib.URIRef(value)
            elif language:
                term = rdflib.Literal(value, lang=language)
            else:
                term = rdflib.Literal(value, datatype=rdflib.URIRef(kind) if not kind.endswith("#string") else None)
            graphs[graph].add((rdflib.URIRef(subject), rdflib.URIRef(predicate), term))
        dataset.serialize(str(folder / "rdflib.nq"), format="nquads")
        return len(rows)

    return write


def through_oxigraph(_: str, folder: Path, most: int) -> Timed:
    rows = list(plain(folder / "graph.nq", most))

    def quads() -> Iterator[pyoxigraph.Quad]:
        node, literal = pyoxigraph.NamedNode, pyoxigraph.Literal
        for subject, predicate, value, kind, language, graph in rows:
            if kind == "iri":
                term: pyoxigraph.NamedNode | pyoxigraph.Literal = node(value)
            elif language:
                term = literal(value, language=language)
            else:
                term = literal(value, datatype=node(kind))
            yield pyoxigraph.Quad(node(subject), node(predicate), term, node(graph))

    def write() -> int:
        pyoxigraph.serialize(quads(), str(folder / "oxigraph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
        return len(rows)

    return write


class Made(Held):
    """A graph of so many meetings, made while they are read."""

    total: int = 0

    def events(self) -> Iterator[Event]:
        return map(meeting, range(self.total))


def meeting(number: int) -> Event:
    """One of many meetings: each of a thousand people meets each other one day."""
    people = f"person-{number % 1000:03}", f"person-{number // 1000 % 1000:03}~RUS"
    identity = f"meets-{number:09}"
    named = tuple(Named("participant", each) for each in people)
    lead = f"{number:032x}"
    return Event(identity, "MEETS", "occurred", (lead,), named, "k", date="2024-01-16", claim=lead, participant_count=2)


def made_up(total: str, folder: Path, _: int) -> Timed:
    def write() -> int:
        with (folder / "made.nq").open("wb") as out:
            return write_dump(Made(total=int(total)), out)

    return write


SIDES: dict[str, Callable[[str, Path, int], Timed]] = {
    "diplograph, embedded store": from_store,
    "diplograph, Neo4j": from_store,
    "diplograph, writer alone": from_memory,
    "pyoxigraph, from memory": through_oxigraph,
    "rdflib, from memory": through_rdflib,
}
MADE_UP = "diplograph, writer alone, events made up"


def measure(side: str, address: str, folder: Path, most: int) -> dict[str, float]:
    """Run one side in this process."""
    timed = {**SIDES, MADE_UP: made_up}[side](address, folder, most)
    begun, spent = time.perf_counter(), time.process_time()
    quads = timed()
    seconds, cpu = time.perf_counter() - begun, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"quads": quads, "seconds": seconds, "cpu": cpu, "peak": peak}


def main() -> None:
    options = argparse.ArgumentParser(description="Write N-Quads, and let others write them too.")
    options.add_argument("store", nargs="?", default="")
    options.add_argument("--memory", nargs="*", default=[], metavar="EVENTS", help="write made-up events instead")
    options.add_argument("--neo4j", default="", help="the address of a server with the same graph")
    options.add_argument("--quads", type=int, default=1_000_000, help="so many for the sides that are fed from memory")
    options.add_argument("--only", default="", help="the sides whose name has this word")
    options.add_argument("--side", default="", help=argparse.SUPPRESS)
    options.add_argument("--folder", default="", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.side:
        told = measure(given.side, given.store, Path(given.folder), given.quads)
        sys.stdout.write(json.dumps(told))
        return
    sides = [(side, given.neo4j if side.endswith("Neo4j") else given.store) for side in SIDES if given.only in side]
    if given.memory:
        sides = [(MADE_UP, total) for total in given.memory]
    lines = [
        "| side | seconds | cpu | quads | a second | a cpu second | peak, MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for side, of in sides:
            if not of:
                continue
            words = [sys.executable, __file__, of, "--side", side, "--folder", folder, "--quads", str(given.quads)]
            told = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)
            cells = [told["quads"], told["quads"] / told["seconds"], told["quads"] / told["cpu"], told["peak"]]
            numbers = " | ".join(f"{cell:,.0f}" for cell in cells)
            lines.append(f"| {side} | {told['seconds']:.1f} | {told['cpu']:.1f} | {numbers} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
