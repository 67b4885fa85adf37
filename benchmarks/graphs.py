"""A large made-up graph with realistic skew: few busy states, many people who are told of once or twice.

Actors follow Zipf's law with exponent 1 (coded event data are near it: FIELD.md names the
dyads that make up most of ICEWS), types are those that coded news has most of. Of the claims
one in ten tells again what another source told, one in twenty is a plan, one in thirty a denial,
one in ten has a claimant of its own; one accusation in four has a delivery of arms as content.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
from collections.abc import Iterator

from diplograph.graph.store import LoadCounts, open_store
from diplograph.schema import Document, FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.actors import actors
from diplograph.schema.records import Modality

PEOPLE = 20_000
ROLES = {
    "MEETS": ("participant", "participant"),
    "VISITS": ("visitor", "visited"),
    "ACCUSES": ("accuser", "accused"),
    "SPEAKS_WITH": ("participant", "participant"),
    "THREATENS": ("threatener", "threatened"),
    "AGREES_WITH": ("participant", "participant"),
}
SHARES = (30, 20, 20, 10, 10, 10)


def busiest() -> list[str]:
    """Actor ids of the tables, the busiest first: states, then people."""
    return sorted(
        (actor.id for actor in actors().values() if actor.kind in ("state", "person")),
        key=lambda each: (actors()[each].kind != "state", each),
    )


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """So many documents of one claim each."""
    chance = random.Random(seed)
    table = busiest()
    states = [each for each in table if actors()[each].kind == "state"]
    people = [
        Participant("", text=f"Person {number:05}", kind="person", represents=chance.choice(states))
        for number in range(PEOPLE)
    ]
    known = [Participant(each) for each in table]
    everybody = known + people
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(everybody) + 1)))
    told: list[tuple[str, Participant, Participant, str]] = []
    for number in range(count):
        if told and chance.random() < 0.1:
            kind, one, other, date = chance.choice(told)
        else:
            one, other = chance.choices(everybody, cum_weights=weights, k=2)
            kind = chance.choices(list(ROLES), SHARES)[0]
            date = f"{chance.randint(1995, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            if one is other:
                other = everybody[(everybody.index(one) + 1) % len(everybody)]
            told = [*told[-499:], (kind, one, other, date)]
        ends = tuple(
            Participant(each.actor, text=each.text, kind=each.kind, represents=each.represents, role=role)
            for each, role in zip((one, other), ROLES[kind], strict=True)
        )
        modality: Modality = "planned" if chance.random() < 0.05 else "actual"
        about = None
        if kind == "ACCUSES" and chance.random() < 0.25:
            whom = chance.choices(known, cum_weights=weights[: len(known)])[0]
            supplies = (Participant(ends[1].actor, ends[1].text, ends[1].kind, "", ends[1].represents, "supplier"),)
            about = Frame("SUPPLIES_ARMS", (*supplies, Participant(whom.actor, role="recipient")))
        record = FactRecord(
            SourceRecord(url=f"https://example.org/{number}", title=f"Article {number}", published=date),
            Frame(kind, ends, modality, date, about=about),
            act="denies" if chance.random() < 0.03 else "reports",
            claimant=ends[chance.randint(0, 1)] if chance.random() < 0.1 else None,
            quote=f"Sentence {number} tells of {one.actor or one.text} and {other.actor or other.text}.",
            extractor="benchmark/1",
        )
        yield document_from([record])


def main() -> None:
    options = argparse.ArgumentParser(description="Load a made-up graph into a store.")
    options.add_argument("store")
    options.add_argument("--documents", type=int, default=1_100_000)
    given = options.parse_args()
    begun = time.monotonic()

    def told(counts: LoadCounts) -> None:
        sys.stderr.write(f"{counts.claims} claims, {time.monotonic() - begun:.0f} s\n")

    with open_store(given.store) as store:
        store.load(documents(given.documents), told)


if __name__ == "__main__":
    main()
