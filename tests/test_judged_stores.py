"""Judgements in a store: merged, parted, retracted and restored, in any order, on both stores alike."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from diplograph.graph.store import Store, open_store
from diplograph.schema import Document, FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.judgements import Judgement, judgement

MINISTER = Participant(text="Ri Son Gwon", kind="person", represents="PRK", role="participant")
SAME_MINISTER = Participant(text="Ri Sŏn-kwŏn", kind="person", represents="PRK", role="participant")
PUTIN = Participant("vladimir-putin", role="participant")


def told(source: str, person: Participant, date: str, text: str = "", published: str = "") -> Document:
    record = SourceRecord(url=f"https://example.org/{source}", text=text, published=published)
    return document_from([FactRecord(record, Frame("MEETS", (PUTIN, person), date=date), quote=text)])


ONE, OTHER = told("a", MINISTER, "2024-01-16"), told("b", SAME_MINISTER, "2024-01-16")
FIRST, SECOND = (next(actor.id for actor in each.actors if actor.id.startswith("ri-")) for each in (ONE, OTHER))


def judged(verdict: str, subject: str, object: str = "", revision: int = 1) -> Judgement:
    return judgement(verdict, subject, object, "one office, one day", "A. Reader", revision)


def dump(store: Store) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


Step = Callable[[Store], object]


def in_every_order(steps: list[Step], tmp_path: Path) -> set[bytes]:
    """The dumps of embedded stores that take the steps in every order; one dump where order does not show."""
    found = set()
    for number, order in enumerate(itertools.permutations(steps)):
        with open_store(str(tmp_path / f"{number}.lbug")) as store:
            for step in order:
                step(store)
            assert store.check() == []
            found.add(dump(store))
    return found


MERGE: list[Step] = [
    lambda store: store.load([ONE]),
    lambda store: store.load([OTHER]),
    lambda store: store.judge([judged("same-actor", FIRST, SECOND)]),
]
RETRACT: list[Step] = [
    lambda store: store.load([told("a", MINISTER, "2024-01-16", "They met in Moscow on 16 January.")]),
    lambda store: store.load([OTHER]),
    lambda store: store.judge(
        [judged("retract", told("a", MINISTER, "2024-01-16", "They met in Moscow on 16 January.").source.id)]
    ),
]
REVISE: list[Step] = [
    lambda store: store.load([told("a", MINISTER, "2024-01-16", "They met on 16 January.", "2024-01-17")]),
    lambda store: store.load([told("a", MINISTER, "2024-01-15", "Correction: they met on 15 January.", "2024-01-18")]),
    lambda store: store.load([told("b", MINISTER, "2024-01-15", "It was on 15 January.", "2024-01-18")]),
]


@pytest.mark.parametrize("steps", [MERGE, RETRACT, REVISE], ids=["merge", "retract", "revise"])
def test_order_does_not_show_and_both_stores_agree(store: Store, steps: list[Step], tmp_path: Path) -> None:
    for step in steps:
        step(store)
    assert store.check() == []
    (expected,) = in_every_order(steps, tmp_path)
    assert dump(store) == expected
    store.rebuild()
    assert dump(store) == expected


def test_merged_actors_take_part_in_one_event_and_can_be_parted_again(store: Store) -> None:
    store.load([ONE, OTHER])
    before = dump(store)
    assert len(list(store.events())) == 2
    assert store.judge([judged("same-actor", FIRST, SECOND)]) == 1
    (event,) = store.events()
    assert (event.claim_count, [named.actor for named in event.participants]) == (
        2,
        [min(FIRST, SECOND), "vladimir-putin"],
    )
    assert store.judge([judged("different-actors", FIRST, SECOND, revision=2)]) == 1
    assert len(list(store.events())) == 2
    assert [line for line in dump(store).splitlines() if b"/judgement" not in line] == before.splitlines()


def test_a_retracted_text_goes_and_does_not_come_back_by_loading(store: Store) -> None:
    document = told("a", MINISTER, "2024-01-16", "They met in Moscow on 16 January.")
    store.load([document])
    store.judge([judged("retract", document.source.id)])
    store.load([document])
    assert [source.text for source in store.sources()] == [""]
    assert (list(store.events()), len(list(store.claims()))) == ([], 1)
    store.judge([judged("restore", document.source.id, revision=2)])
    store.load([document])
    assert len(list(store.events())) == 1
    assert [source.text for source in store.sources()] == ["They met in Moscow on 16 January."]


def test_the_newest_text_at_a_url_speaks(store: Store) -> None:
    for step in REVISE:
        step(store)
    (event,) = store.events()
    assert (event.date, event.claim_count) == ("2024-01-15", 2)


def test_an_agency_that_two_papers_cite_is_one_origin(store: Store) -> None:
    kcna = Participant("kcna")
    cited = []
    for source in "ab":
        frame = Frame("MEETS", (PUTIN, MINISTER), date="2024-01-16")
        record = FactRecord(SourceRecord(url=f"https://example.org/{source}"), frame)
        cited.append(document_from([msgspec.structs.replace(record, via=kcna)]))
    store.load(cited)
    (event,) = store.events()
    assert (event.claim_count, event.origins, event.status) == (2, 1, "occurred")
    rows = store.query("MATCH (s:Source)-[:REPORTED_VIA]->(a:Actor) RETURN s.url AS url, a.name AS via ORDER BY url")
    assert rows.rows == (("https://example.org/a", "KCNA"), ("https://example.org/b", "KCNA"))
