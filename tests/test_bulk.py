"""A load of much, which puts claims aside and copies, gives the graph that small loads give."""

from __future__ import annotations

import random
from collections.abc import Collection
from pathlib import Path

import msgspec
import pyarrow
import pytest
from bulk_loads import ROWS, counted, documents, everything, snapshot
from claims import claim, loads_of_two_versions
from full_graph import fill

from diplograph.graph import bulk_events, cypher_store, embedded, rebuilding
from diplograph.graph.copying import Copying
from diplograph.graph.embedded import EmbeddedStore
from diplograph.graph.locking import lock
from diplograph.graph.preparing import prepare
from diplograph.graph.store import open_store
from diplograph.schema import Claim, Document
from diplograph.schema.claims import document_from, documents_from, event_hint
from diplograph.schema.events import derive
from diplograph.schema.judgements import judgement
from diplograph.schema.model import Loadable
from diplograph.schema.records import FactRecord, Frame, Participant, SourceRecord


def test_copied_claims_give_the_same_graph(rows: Path, expected: str, copies: None, tmp_path: Path) -> None:
    assert snapshot(tmp_path / "copied.lbug", [documents(rows)]) == expected


def test_events_are_copied_together_or_table_by_table(
    rows: Path, expected: str, copies: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits: list[str] = []
    monkeypatch.setattr(EmbeddedStore, "transact_copying", counted(EmbeddedStore.transact_copying, commits))
    monkeypatch.setattr(bulk_events, "EVENTS_AT_ONCE", 1)
    assert snapshot(tmp_path / "apart.lbug", [documents(rows)]) == expected
    apart = len(commits)
    commits.clear()
    monkeypatch.setattr(bulk_events, "EVENTS_AT_ONCE", ROWS)
    assert snapshot(tmp_path / "together.lbug", [documents(rows)]) == expected
    assert len(commits) < apart - 10


def test_a_large_table_of_events_comes_in_pieces(
    rows: Path, expected: str, copies: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in a transaction of its own; of edges between the same nodes all come at once."""
    copied: list[tuple[str, int]] = []
    copy = Copying.table

    def noted(self: Copying, name: str, table: pyarrow.Table, looked_up: Collection[str] = ()) -> None:
        copied.append((name, table.num_rows))
        copy(self, name, table, looked_up)

    monkeypatch.setattr(Copying, "table", noted)
    assert snapshot(tmp_path / "pieces.lbug", [documents(rows)]) == expected
    pieces = [count for name, count in copied if name == "Event"]
    assert len(pieces) >= 2 and all(35 <= count < 70 for count in pieces[:-1])
    assert [name for name, _ in copied].count("PARTICIPATES_IN") == 1


@pytest.mark.parametrize("at_once", [1, 10_000])
def test_a_rebuild_in_bulk_gives_the_same(
    at_once: int, copies: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Judgements, speech acts with what is said in them, texts that another took the place of."""
    monkeypatch.setattr(bulk_events, "EVENTS_AT_ONCE", at_once)
    with open_store(str(tmp_path / "graph.lbug")) as store:
        fill(store)
        expected = everything(store)
        monkeypatch.setattr(cypher_store.CypherStore, "rebuild", None)
        assert store.rebuild() == len(list(store.events()))
        assert everything(store) == expected
        assert store.check() == []


@pytest.mark.parametrize(
    "harm",
    [
        "MATCH (:Claim)-[r:ABOUT]->(:Event) DELETE r",
        "MATCH (e:Event) DETACH DELETE e",
        "MATCH (:Actor)-[m:MEETS]->(:Actor) DELETE m",
    ],
)
def test_what_was_cut_short_in_bulk_is_made_anew(
    harm: str, copies: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many keys are marked as a killed load or rebuild leaves, and some tables were not copied yet."""
    monkeypatch.setattr(embedded, "REBUILD_FROM", 2)
    with open_store(str(tmp_path / "graph.lbug")) as store:
        assert isinstance(store, EmbeddedStore)
        fill(store)
        expected = everything(store)
        store.transact(lambda run: run("MATCH (k:Key) SET k.dirty = true"))
        store.transact(lambda run: run(harm))
        assert store.finish()
        assert everything(store) == expected
        assert store.check() == []


def test_a_rebuild_that_was_cut_short_at_its_end_is_made_anew(copies: None, tmp_path: Path) -> None:
    """Few keys, and all events are there; what is said was not joined yet to who says it."""
    with open_store(str(tmp_path / "graph.lbug")) as store:
        assert isinstance(store, EmbeddedStore)
        fill(store)
        expected = everything(store)
        assert list(store.contents())
        store.transact(lambda run: run("MATCH (k:Key) SET k.dirty = true"))
        store.transact(lambda run: lock(run, store.insert(run), [cypher_store.REBUILDING]))
        store.transact(lambda run: run("MATCH (:Event)-[r:CONTENT]->(:Event) DELETE r"))
        assert store.finish()
        assert everything(store) == expected


def test_what_is_ready_and_what_is_not_meet_in_any_order(copies: None, tmp_path: Path) -> None:
    """Sources that differ, come twice, or have claims that others know, in any parts and any order."""
    given = [
        document_from([record(number, title, day, stated)])
        for number in range(24)
        for title, day, stated in [("B", "2024-02-01", ""), ("A", "2024-02-02", "2024-03-01"), ("A", "2024-02-01", "")]
    ]
    expected = snapshot(tmp_path / "one.lbug", [[each] for each in given])
    for seed in range(4):
        chance = random.Random(seed)
        chance.shuffle(given)
        parts = [given[place : place + 6] for place in range(0, len(given), 6)]
        mixed: list[Loadable] = []
        for part in parts:
            ready, others = prepare(part)
            assert ready is not None
            assert not others
            mixed += [ready] if chance.random() < 0.7 else part
        cut = chance.randrange(len(mixed))
        assert snapshot(tmp_path / f"{seed}.lbug", [mixed[:cut], mixed[cut:]]) == expected


def record(number: int, title: str, day: str, stated: str) -> FactRecord:
    """A meeting that one of a few sources tells of; some records give a claim that another gives too."""
    people = (Participant("USA", role="participant"), Participant("PRK", role="participant"))
    source = SourceRecord(url=f"https://example.org/{number % 7}", title=title if number % 7 < 3 else "")
    return FactRecord(source, Frame("MEETS", people, date=day), record=str(number % 12), stated_on=stated)


def test_keys_that_had_claims_before_are_derived_from_all(
    rows: Path, expected: str, copies: None, tmp_path: Path
) -> None:
    """Half of the rows first, in any order; then all, so that the same keys have old, new and unchanged claims."""
    told = documents(rows)
    random.Random(4).shuffle(told)
    assert snapshot(tmp_path / "twice.lbug", [told[::2], told]) == expected
    assert snapshot(tmp_path / "again.lbug", [told, told]) == expected


def test_all_is_made_anew_where_most_keys_had_claims_before(
    rows: Path, expected: str, copies: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a load that was killed early; as many events are told of as where the keys are derived one by one."""
    told = documents(rows)
    counts = []
    for share in (0, 1):
        monkeypatch.setattr(rebuilding, "SHARE", share)
        with open_store(str(tmp_path / f"{share}.lbug")) as store:
            store.load(told[::3])
            rebuilt: list[str] = []
            monkeypatch.setattr(EmbeddedStore, "empty", counted(EmbeddedStore.empty, rebuilt))
            counts.append(store.load(told))
            assert len(rebuilt) == 1 - share
            assert store.check() == []
            assert store.snapshot_id() == expected
    assert counts[0] == counts[1]


def test_a_last_small_batch_joins_what_was_put_aside(
    rows: Path, expected: str, copies: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last of the batches is written in a transaction of its own; its keys have claims that wait."""
    monkeypatch.setattr(embedded, "COPY_FROM", 30)
    assert snapshot(tmp_path / "last.lbug", [documents(rows)]) == expected


def test_what_depends_on_more_than_its_claims_is_left_to_the_store(copies: None, tmp_path: Path) -> None:
    """Texts at one address, of which the newest speaks; speech acts; claims that a better one of their id follows."""

    def told(text: str, day: str, number: int) -> FactRecord:
        said = Frame("SUPPLIES_ARMS", (Participant("PRK", role="supplier"), Participant("RUS", role="recipient")))
        people = (Participant("USA", role="accuser"), Participant("PRK", role="accused"))
        return FactRecord(
            SourceRecord(url=f"https://example.org/{number % 5}", text=text, published=day),
            Frame("ACCUSES", people, "actual", day, about=said),
            extractor="test/1",
        )

    records = [told(f"Text {number}.", f"2024-01-{number + 1:02}", number) for number in range(12)]
    plain = [
        FactRecord(
            SourceRecord(url=f"https://example.org/plain/{number % 3}", title=title),
            Frame("MEETS", (Participant("USA", role="participant"), Participant("PRK", role="participant")), date=day),
            record=str(number),
            stated_on=stated,
        )
        for number, (title, day, stated) in enumerate(
            [("B", "2024-02-01", ""), ("A", "2024-02-02", "2024-03-01"), ("A", "2024-02-01", "")] * 8
        )
    ]
    given = [each for record in (*records, *plain, *plain[:4]) for each in documents_from([record])]
    # One at a time, each in a transaction of its own.
    expected = snapshot(tmp_path / "one.lbug", [[each] for each in given])
    assert snapshot(tmp_path / "bulk.lbug", [given]) == expected
    random.Random(2).shuffle(given)
    assert snapshot(tmp_path / "shuffled.lbug", [given]) == expected


def test_claims_that_take_the_place_of_others_are_written_apart(copies: None, tmp_path: Path) -> None:
    """A newer version of a reader says otherwise: what it said before goes."""

    loads = loads_of_two_versions()
    assert snapshot(tmp_path / "bulk.lbug", loads) == snapshot(
        tmp_path / "one.lbug", [[each] for load in loads for each in load]
    )


def test_a_document_written_apart_may_change_what_waits(copies: None, tmp_path: Path) -> None:
    """It takes the place of one reader's claims, and its new title shows in the events of another's, which wait."""

    def told(number: int, reader: str, title: str) -> Document:
        other = "PRK" if reader.startswith("one") else "RUS"
        people = (Participant("USA", role="participant"), Participant(other, role="participant"))
        frame = Frame("MEETS", people, date=f"2024-01-{number % 28 + 1:02}")
        source = SourceRecord(url=f"https://example.org/{number}", title=title)
        (document,) = documents_from([FactRecord(source, frame, record=reader, extractor=reader)])
        return document

    given = [told(number, reader, "B") for number in range(25) for reader in ("one/1", "two/1")]
    given.append(told(3, "one/2", "A"))
    assert snapshot(tmp_path / "bulk.lbug", [given]) == snapshot(tmp_path / "one.lbug", [[each] for each in given])


def test_a_last_small_batch_may_change_what_waits(copies: None, tmp_path: Path) -> None:
    """It gives a source another title, which the events of claims that were put aside show."""

    def told(number: int, title: str) -> Document:
        other = "PRK" if number else "RUS"
        people = (Participant("USA", role="participant"), Participant(other, role="participant"))
        frame = Frame("MEETS", people, date=f"2024-01-{number % 28 + 1:02}")
        source = SourceRecord(url=f"https://example.org/{number % 25}", title=title)
        (document,) = documents_from([FactRecord(source, frame, record=str(number))])
        return document

    # Batches hold 25 documents of one claim each: the last has one.
    given = [*(told(number, "B") for number in range(25)), told(25, "A")]
    assert snapshot(tmp_path / "bulk.lbug", [given]) == snapshot(tmp_path / "one.lbug", [[each] for each in given])


def test_what_people_judged_counts_in_bulk(rows: Path, copies: None, tmp_path: Path) -> None:
    told = documents(rows)
    source = told[0].source.id
    ruling = judgement("retract", source, reason="a mistake", author="Ann")
    found = []
    for name, first in (("before.lbug", True), ("after.lbug", False)):
        with open_store(str(tmp_path / name)) as store:
            if first:
                store.judge([ruling])
            store.load(told)
            if not first:
                store.judge([ruling])
            assert store.check() == []
            found.append(store.snapshot_id())
    assert found[0] == found[1]


def test_two_events_never_share_an_id() -> None:
    """Intents of one day by two sources are two events, also where the first six digits of their claims are equal."""

    def intent(identity: str, source: str) -> Claim:
        made = claim("MEETS", "2024-01-01", modality="hypothetical", source=source)
        numbered = msgspec.structs.replace(made, id=identity + made.id[len(identity) :])
        return msgspec.structs.replace(numbered, event_hint=event_hint(numbered))

    same = [intent("abcdef1", "a"), intent("abcdef2", "b"), intent("123456", "c")]
    events = derive(same)
    assert len({event.id for event in events}) == 3
    assert sorted(len(event.id.rpartition("-")[2]) for event in events) == [6, 12, 12]
    assert derive(same[::-1]) == events
