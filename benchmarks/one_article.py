"""How long one more article takes to load into a large graph: limits 1 s on the embedded store, 0.5 s on Neo4j.

Each article tells of three meetings: of a busy state with another, of people whom tables know, and
of somebody new. What the busiest pair of actors costs, whose claims are all derived anew, is told apart.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time

from questions import percentile, picked

from diplograph.graph.store import Store, open_store
from diplograph.schema import Document, FactRecord, Frame, Participant, SourceRecord, document_from


def article(number: int, pairs: list[tuple[str, str]]) -> Document:
    """An article of the day that tells of meetings between *pairs*, and of somebody new with one of them."""
    source = SourceRecord(url=f"https://example.org/new/{number}", title=f"New {number}", published="2025-01-02")
    records = []
    for place, (one, other) in enumerate(pairs):
        ends = (Participant(one, role="participant"), Participant(other, role="participant"))
        records.append(FactRecord(source, Frame("MEETS", ends, date="2025-01-01"), quote=f"Sentence {place}."))
    new = Participant(text=f"Newcomer {number}", kind="person", represents="FRA", role="participant")
    ends = (new, Participant(pairs[0][0], role="participant"))
    records.append(FactRecord(source, Frame("MEETS", ends, date="2025-01-01"), quote="And a newcomer."))
    return document_from(records)


def timed(store: Store, documents: list[Document]) -> list[float]:
    """Seconds of each load."""
    found = []
    for document in documents:
        begun = time.perf_counter()
        store.load([document])
        found.append(time.perf_counter() - begun)
    return found


def main() -> None:
    options = argparse.ArgumentParser(description="Load single articles into a graph that benchmarks/graphs.py made.")
    options.add_argument("store")
    options.add_argument("--articles", type=int, default=20)
    chosen = options.parse_args()
    with open_store(chosen.store, "write") as store:
        busiest = store.query(
            "MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event) RETURN a.id AS id, count(*) AS n ORDER BY n DESC, id LIMIT 2"
        ).rows
        actors = [actor for group in picked(store, 2 * chosen.articles) for actor in group]
        usual = [
            article(
                number, [(actors[4 * number], actors[4 * number + 1]), (actors[4 * number + 2], actors[4 * number + 3])]
            )
            for number in range(chosen.articles)
        ]
        pair = (str(busiest[0][0]), str(busiest[1][0]))
        for name, documents in (
            ("usual articles", usual),
            ("articles on the busiest pair", [article(10_000 + number, [pair]) for number in range(5)]),
        ):
            seconds = timed(store, documents)
            sys.stdout.write(
                f"| {name} | {len(seconds)} | {statistics.median(seconds):.2f} | {percentile(seconds, 0.95):.2f} |\n"
            )


if __name__ == "__main__":
    main()
