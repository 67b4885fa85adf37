"""What memory a load of articles takes, however many they are: no more for 100,000 than for 10,000.

    python benchmarks/loading.py [--articles 1000 10000 100000]

A few hundred made-up articles of some 4,700 signs (``benchmarks/reading.py``) are read once. Each of those that
are loaded is one of them with another address and day, and with other states in it, after Zipf's law: so the reader's
memory and time, which ``benchmarks/reading.py`` tells, are not in these figures. Each number runs in its own process.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import reading
from graphs import busiest
from sentence_pairs import LANGUAGES

from diplograph.graph.store import open_store
from diplograph.loaders.articles import read_article
from diplograph.loaders.pieces import source_record
from diplograph.schema import Document, FactRecord, Frame, document_from
from diplograph.schema.actors import actors
from diplograph.schema.claims import source_of
from diplograph.schema.records import Participant, SourceRecord

READ = 400
"""Articles that are read; all others are these with other days and states."""
SENTENCES = 40


def articles(count: int, seed: int = 3) -> Iterator[Document]:
    """So many articles as documents, with their texts."""
    reading.LENGTH = SENTENCES
    read = [
        (source_record(article), list(read_article(article)))
        for language in LANGUAGES
        for article in reading.made_up(READ // len(LANGUAGES), language)
    ]
    chance = random.Random(seed)
    states = [actor for actor in busiest() if actors()[actor].kind == "state"]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(states) + 1)))
    for number in range(count):
        source, records = chance.choice(read)
        day = date(2000, 1, 1) + timedelta(days=chance.randrange(9_000))
        text = f"{source.text}\n{number}"
        own = msgspec.structs.replace(
            source, text=text, url=f"{source.url}/{number}", sha256="", published=day.isoformat()
        )
        named = {
            each.actor
            for record in records
            for each in record.event.participants
            if actors().get(each.actor) and actors()[each.actor].kind == "state"
        }
        others = dict(zip(sorted(named), chance.choices(states, cum_weights=weights, k=len(named)), strict=True))
        yield _document(own, [_with_states(record, own, others) for record in records])


def _document(source: SourceRecord, records: list[FactRecord]) -> Document:
    return document_from(records) if records else Document(source_of(source))


def _with_states(record: FactRecord, source: SourceRecord, others: dict[str, str]) -> FactRecord:
    return msgspec.structs.replace(record, source=source, event=_frame(record.event, others))


def _frame(frame: Frame, others: dict[str, str]) -> Frame:
    about = _frame(frame.about, others) if isinstance(frame.about, Frame) else frame.about
    participants = tuple(_participant(each, others) for each in frame.participants)
    return msgspec.structs.replace(frame, participants=participants, about=about)


def _participant(each: Participant, others: dict[str, str]) -> Participant:
    return msgspec.structs.replace(each, actor=others.get(each.actor, each.actor))


def load(count: int) -> None:
    """What the process that is started for it does: load, and tell how much that was, seconds and peak memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.lbug"
        begun = time.perf_counter()
        with open_store(str(path)) as store:
            counts = store.load(articles(count))
        seconds = time.perf_counter() - begun
        size = path.stat().st_size / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps([counts.claims, counts.events, seconds, size, peak]))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        load(chosen.one)
        return
    sys.stdout.write("| articles | claims | events | articles a second | file, MB | peak MB |\n")
    sys.stdout.write("| ---: | ---: | ---: | ---: | ---: | ---: |\n")
    for count in chosen.articles:
        words = [sys.executable, __file__, "--one", str(count)]
        told = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
        claims, events, seconds, size, peak = told
        sys.stdout.write(
            f"| {count:,} | {claims:,} | {events:,} | {count / seconds:,.0f} | {size:,.0f} | {peak:,.0f} |\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
