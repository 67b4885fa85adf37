"""Rows that are set aside wait for the end of their load, on disk where they are many."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from diplograph.loaders import Rejects
from diplograph.loaders.rejects import IN_MEMORY
from diplograph.schema.errors import ReadError
from diplograph.schema.model import Rejected

Run = Callable[..., tuple[int, str, str]]


def lines_of(path: Path) -> list[int]:
    return [json.loads(line)["line"] for line in path.read_bytes().splitlines()]


def test_rows_are_appended_when_the_load_is_done_however_many_they_are(tmp_path: Path) -> None:
    path = tmp_path / "graph.rejected.jsonl"
    path.write_text('{"line": 0}\n', encoding="utf-8")
    long = "x" * (IN_MEMORY // 4)
    with Rejects(path) as rejects:
        for line in range(1, 10):
            rejects(Rejected("rows.csv", line, long, "is bad"))
        assert lines_of(path) == [0]
        rejects.keep()
    assert rejects.count == 9
    assert lines_of(path) == list(range(10))
    assert list(tmp_path.iterdir()) == [path]


def test_a_load_that_does_not_end_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Rejects(tmp_path / "graph.rejected.jsonl") as rejects:
        rejects(Rejected("rows.csv", 1, "x" * 2 * IN_MEMORY, "is bad"))
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


def test_without_rows_there_is_no_file(tmp_path: Path) -> None:
    with Rejects(tmp_path / "graph.rejected.jsonl") as rejects:
        rejects.keep()
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "graph.rejected.jsonl"
    path.mkdir()
    told = r"graph\.rejected\.jsonl: cannot be written \(.*\); give --store another"
    with pytest.raises(ReadError, match=told), Rejects(path) as rejects:
        rejects(Rejected("rows.csv", 1, "row", "is bad"))
        rejects.keep()


def test_a_load_that_fails_is_told_once_when_it_is_run_again(run_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "facts.jsonl").write_text("{broken\n", encoding="utf-8")
    store = tmp_path / "graph.lbug"
    store.mkdir()
    assert run_cli("--store", str(store), "load", str(tmp_path / "facts.jsonl"))[0] == 1
    store.rmdir()
    assert run_cli("--store", str(store), "load", str(tmp_path / "facts.jsonl"))[0] == 3
    assert lines_of(tmp_path / "graph.rejected.jsonl") == [1]
