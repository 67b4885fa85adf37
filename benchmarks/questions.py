"""How long questions take over a large graph, beside the bare engine that is given the same texts.

For each template and each of some actors outside the ten busiest, a question is asked once, then
``run_template`` and the bare engine take turns. Limits (docs/benchmarks.md): 1.5 times the
bare engine plus 2 ms, and for answers of up to 100 rows a 95th percentile of 10 ms on the embedded
store, 25 ms on Neo4j.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import ladybug
import neo4j
from msgspec import Struct

from diplograph.graph.store import Answer, Store, open_store
from diplograph.queries.runner import run_template
from diplograph.queries.template import Template, templates

FEW_ROWS = 100
ROUNDS = 3
Asked = tuple[str, Mapping[str, object]]
Bare = Callable[[str, Mapping[str, object]], object]


class Timed(Struct, frozen=True):
    """One question: rows, and milliseconds: when first asked, and medians of ours and of the bare engine."""

    template: str
    busy: bool
    rows: int
    first: float
    ours: float
    bare: float


def bare_engine(address: str) -> Bare:
    """Runs a text with nothing of ours in between."""
    if "://" not in address:
        connection = ladybug.Connection(ladybug.Database(address, read_only=True))
        return lambda text, values: one(connection.execute(text, dict(values))).get_all()
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    driver = neo4j.GraphDatabase.driver(address, auth=auth, notifications_min_severity="OFF")
    session = driver.session(default_access_mode=neo4j.READ_ACCESS)
    return lambda text, values: session.execute_read(lambda run: [row.values() for row in run.run(text, dict(values))])


def one(result: ladybug.QueryResult | list[ladybug.QueryResult]) -> ladybug.QueryResult:
    """The result of a text that is one statement."""
    assert not isinstance(result, list)
    return result


def picked(store: Store, how_many: int) -> tuple[list[str], list[str]]:
    """Actors outside the ten busiest: some of the 400 next to them, and as many of all of them, each as likely."""
    rows = store.query(
        "MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event) RETURN a.id AS id, count(*) AS events ORDER BY events DESC, id"
    ).rows
    ids = [str(row[0]) for row in rows][10:]
    chance = random.Random(7)
    return chance.sample(ids[:400], how_many), chance.sample(ids, how_many)


def given(asked: Template, actor: str, other: str) -> dict[str, str] | None:
    """The values of a question about *actor*; None for a template that is about no actor."""
    known = {parameter.name: parameter for parameter in asked.parameters}
    values = {"today": "2025-01-01"} if "today" in known else {}
    if "of" in known:
        return {**values, "of": actor}
    if "actor" not in known:
        return None
    if "other" in known and known["other"].default is None:
        values["other"] = other
    return {**values, "actor": actor}


def measured(store: Store, bare: Bare, asked: Template, values: Mapping[str, str], busy: bool) -> Timed:
    """The medians of some turns of both."""
    texts: list[Asked] = []
    plain = store.query

    def listening(cypher: str, parameters: Mapping[str, object] | None = None) -> Answer:
        texts.append((cypher, parameters or {}))
        return plain(cypher, parameters)

    store.query = listening  # type: ignore[method-assign]
    begun = time.perf_counter()
    rows = len(run_template(store, asked.name, values).rows)
    first = (time.perf_counter() - begun) * 1000
    store.query = plain  # type: ignore[method-assign]
    ours, theirs = [], []
    for turn in range(ROUNDS + 1):
        begun = time.perf_counter()
        run_template(store, asked.name, values)
        between = time.perf_counter()
        for text, parameters in texts:
            bare(text, parameters)
        if turn:
            ours.append((between - begun) * 1000)
            theirs.append((time.perf_counter() - between) * 1000)
    return Timed(asked.name, busy, rows, first, statistics.median(ours), statistics.median(theirs))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which *share* of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def table(found: Sequence[Timed]) -> Iterator[str]:
    """A line for each template, then one for all answers of up to 100 rows, by how busy the actors are."""
    yield "| question | asked | rows, median | first ask, p95 ms | again, ms | p95 | bare, ms | over limit |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    groups = [
        (name, [one for one in found if one.template == name]) for name in sorted({one.template for one in found})
    ]
    for busy in (False, True):
        few = [one for one in found if one.busy == busy and one.rows <= FEW_ROWS]
        groups.append((f"**up to {FEW_ROWS} rows, {'ranks 11 to 410' if busy else 'any rank from 11 on'}**", few))
    for name, group in [*groups, ("**all**", list(found))]:
        over = sum(one.ours > 1.5 * one.bare + 2 for one in group)
        ours = [one.ours for one in group]
        yield (
            f"| {name} | {len(group)} | {statistics.median(one.rows for one in group):.0f} | "
            f"{percentile([one.first for one in group], 0.95):.1f} | "
            f"{statistics.median(ours):.1f} | {percentile(ours, 0.95):.1f} | "
            f"{statistics.median(one.bare for one in group):.1f} | {over} |"
        )


def main() -> None:
    options = argparse.ArgumentParser(description="Time the questions over a graph that benchmarks/graphs.py made.")
    options.add_argument("store")
    options.add_argument("--actors", type=int, default=20, help="of each of two groups")
    options.add_argument("--only", default="", help="templates, with commas")
    chosen = options.parse_args()
    with open_store(chosen.store, "read") as store:
        bare = bare_engine(chosen.store)
        actors = [(actor, group == 0) for group, each in enumerate(picked(store, chosen.actors)) for actor in each]
        found = []
        for asked in templates().values():
            if chosen.only and asked.name not in chosen.only.split(","):
                continue
            for place, (actor, busy) in enumerate(actors):
                values = given(asked, actor, actors[place - 1][0])
                if values is not None:
                    found.append(measured(store, bare, asked, values, busy))
            sys.stderr.write(f"{asked.name}\n")
    sys.stdout.write("\n".join(table(found)) + "\n")


if __name__ == "__main__":
    main()
