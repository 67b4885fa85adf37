"""Several processes read, make ready and derive a load of much as one does."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from bulk_loads import ROWS, counted, documents, prepared, snapshot

from diplograph.graph import bulk_events
from diplograph.graph.batching import claims_in, sources_in
from diplograph.graph.embedded import EmbeddedStore
from diplograph.graph.finishing import Finished
from diplograph.graph.preparing import opened
from diplograph.graph.store import open_store, preparing
from diplograph.loaders import ReadOptions, jobs, read, read_prepared, reading
from diplograph.loaders.extractors import RULES
from diplograph.loaders.pieces import SIGNS_OF_ROW, Coded, Once, Work
from diplograph.schema import processes as processes_module
from diplograph.schema.errors import StoreError
from diplograph.schema.model import Prepared, Rejected
from diplograph.schema.processes import Processes


def test_other_processes_read_and_derive_the_same(
    rows: Path, expected: str, copies: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_events, "ALONE", 0)
    monkeypatch.setattr(jobs, "ALONE", 0)
    found = documents(rows, processes=2)
    assert found == documents(rows)
    assert snapshot(tmp_path / "shared.lbug", [found], processes=2) == expected


@pytest.mark.parametrize("before", [0, 40])
def test_events_are_derived_while_the_last_batch_is_copied(
    before: int, rows: Path, expected: str, copies: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the processes that have read the rows; also where some keys had claims *before* this load."""
    calls: list[str] = []
    for cls, name in ((EmbeddedStore, "transact_copying"), (bulk_events.BulkEvents, "begin")):
        monkeypatch.setattr(cls, name, counted(getattr(cls, name), calls))
    started: list[int] = []

    class Counted(Processes):
        def __init__(self, jobs: int) -> None:
            started.append(jobs)
            super().__init__(jobs)

    monkeypatch.setattr(processes_module, "Processes", Counted)
    monkeypatch.setattr(bulk_events, "ALONE", 0)
    monkeypatch.setattr(jobs, "ALONE", 0)
    monkeypatch.setattr(reading, "LONGEST", 7 * SIGNS_OF_ROW)
    path = tmp_path / "early.lbug"
    deaf: Callable[[object], None] = lambda _: None  # noqa: E731 - it stands for three listeners
    with open_store(str(path)) as store:
        if before:
            store.load(documents(rows)[:before])
        calls.clear()
        store.load(read_prepared([rows], deaf, None, None, deaf, RULES, deaf, 2, preparing(str(path))), jobs=2)
        assert store.check() == []
        assert store.snapshot_id() == expected
    assert calls.count("begin") == 1
    assert 2 <= calls.index("begin") < len(calls) - 1
    assert started == [2]


def test_what_goes_wrong_in_a_thread_of_its_own_is_raised() -> None:
    def parts() -> Generator[Finished]:
        yield Finished((), 1, 2, {})
        raise StoreError("gone")

    told = bulk_events.Early(parts(), lambda part: (part.claims, part.events)).told()
    assert next(told) == (1, 2)
    with pytest.raises(StoreError, match="gone"):
        next(told)


def test_a_load_that_fails_takes_no_more_parts() -> None:
    closed: list[bool] = []

    def endless() -> Generator[Finished]:
        try:
            while True:
                yield Finished((), 1, 2, {})
        finally:
            closed.append(True)

    early = bulk_events.Early(endless(), lambda part: (part.claims, part.events))
    assert next(early.told()) == (1, 2)
    early.end()
    assert closed == [True]


def test_rows_are_made_ready_where_they_are_read(
    rows: Path, expected: str, copies: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The graph is the same, and so are all counts: a copy may stand in the same piece as its row, or in another."""
    monkeypatch.setattr(jobs, "ALONE", 0)
    for signs in (7 * SIGNS_OF_ROW, 1_000 * SIGNS_OF_ROW):
        monkeypatch.setattr(reading, "LONGEST", signs)
        noted: list[list[str]] = [[], []]
        aside: list[list[Rejected]] = [[], []]
        one = list(read([rows], aside[0].append, note=noted[0].append))
        two = prepared(rows, aside[1].append, noted[1].append)
        assert sum(isinstance(each, Prepared) for each in two) >= (5 if signs < 1_000 else 1)
        assert sorted(noted[0]) == sorted(noted[1])
        assert aside[0] == aside[1]
        assert claims_in(one) == claims_in(two) == ROWS
        assert sources_in(one) == sources_in(two)
        assert snapshot(tmp_path / f"{signs}.lbug", [two], processes=2) == expected
        # What another load has told of already, or a store that takes documents as they are.
        assert snapshot(tmp_path / f"half{signs}.lbug", [one[::3], two]) == expected
        assert snapshot(tmp_path / f"opened{signs}.lbug", [opened(two)]) == expected


def test_rows_that_nobody_can_make_ready_are_told_one_by_one(rows: Path) -> None:
    """Also the copies, which are counted."""
    lines = rows.read_bytes().splitlines()
    piece = Coded(rows.name, "gdelt", 0, tuple(enumerate(lines, start=1)))
    plain = list(Work(ReadOptions(), RULES)(piece))
    told = list(Work(ReadOptions(), RULES, prepare=lambda documents: (None, list(documents)))(piece))
    assert len(told) == len(plain) == len(lines)
    assert [each for each in told if isinstance(each, Once)] == [each for each in plain if isinstance(each, Once)]


def test_rows_are_accounted_for_in_any_number_of_processes(rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "ALONE", 0)
    for processes in (1, 2):
        noted: list[str] = []
        rejected: list[object] = []
        found = list(read([rows], rejected.append, note=noted.append, jobs=processes))
        assert (len(found), noted.count("byte-identical rows"), len(rejected)) == (ROWS, 5, 1)
