"""Every bad or odd file: the right exit status, every good row loaded, every other set aside with its reason."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bad_files import CASES, SENTENCE, Case, fact

from diplograph.graph.preparing import opened
from diplograph.graph.store import LoadCounts, open_store
from diplograph.loaders import ReadOptions, read
from diplograph.queries.context import Settings
from diplograph.schema.errors import ReadError
from diplograph.schema.model import Loadable, Rejected

Run = Callable[..., tuple[int, str, str]]
PAGE = Path(__file__).parent.parent / "docs" / "reliability-input.md"
SECONDS = 60
"""No file of the corpus may take longer; most take some milliseconds."""
MEGABYTES = 1_500
"""What a process may need that reads lines of 5 MB, and bombs that unpack to 150."""


class Counted:
    """A store that keeps the claims it is given in memory: what a load does is asked here, not what a store does."""

    def __init__(self) -> None:
        self.claims: list[str] = []

    def load(self, documents: Iterable[Loadable], _: object, jobs: int) -> LoadCounts:
        for document in opened(documents):
            self.claims += [claim.id for claim in document.claims]
        return LoadCounts(claims=len(self.claims))

    def judge(self, judgements: list[Any]) -> int:
        return len(judgements)

    def __enter__(self) -> Counted:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def rows_aside(folder: Path) -> list[Any]:
    """The rows in the file of those that were set aside."""
    found = list(folder.glob("*.rejected.jsonl"))
    return [json.loads(line) for line in found[0].read_bytes().splitlines()] if found else []


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    store = Counted()
    monkeypatch.setattr(Settings, "open", lambda *_: store)
    return store


def test_the_corpus_is_large_and_its_names_are_told_apart() -> None:
    assert len(CASES) >= 240
    assert [name for name, count in Counter(case.name for case in CASES).items() if count > 1] == []
    assert [case.name for case in CASES if case.code and not case.told and case.name != "many.json"] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_file(run_cli: Run, counted: Counted, tmp_path: Path, case: Case) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    code, out, told = run_cli("--store", str(tmp_path / "graph.lbug"), "load", str(path), *case.options)
    aside = rows_aside(tmp_path)
    assert (code, len(counted.claims), len(aside), out) == (case.code, case.kept, case.aside, ""), told
    assert len(told.splitlines()) == 1
    if code == 1:
        assert told.startswith(f"Error: {path}") and case.told in told
    for row in aside:
        assert row["file"] == str(path) and row["line"] > 0 and case.told in row["reason"]
        assert len(row["reason"].splitlines()) == 1


def test_all_of_them_at_once_leave_every_good_row(
    run_cli: Run, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [case for case in CASES if not case.options]
    files = []
    for case in cases:
        path = tmp_path / "files" / case.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(case.make())
        files.append(path)
    monkeypatch.chdir(tmp_path)
    code, _, _ = run_cli("--store", address, "load", *map(str, files), "--jobs", "1")
    assert code == 3
    assert Counter(Path(row["file"]).name for row in rows_aside(tmp_path)) == Counter(
        {case.name: case.aside or 1 for case in cases if case.code}
    )
    expected = {claim.id for document in read(files, lambda _: None) for claim in document.claims}
    assert len(expected) > 30
    with open_store(address, "read") as store:
        assert {claim.id for claim in store.claims()} == expected
        assert store.check() == []
    again, _, _ = run_cli("--store", address, "load", *map(str, files), "--jobs", "1")
    assert again == 3


def test_a_row_is_set_aside_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(f"\n{fact()}\n{{\n\n{fact('0000')}\n{fact(number=2)}\n", encoding="utf-8")
    rejected: list[Rejected] = []
    assert sum(len(document.claims) for document in read([path], rejected.append)) == 2
    assert [(row.line, row.row[:1]) for row in rejected] == [(3, "{"), (5, "{")]


def test_a_name_that_is_not_utf_8(run_cli: Run, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "files")
    os.mkdir(folder)  # noqa: PTH102 - such a name is no text
    for name, content in ((b"caf\xe9.txt", SENTENCE.encode()), (b"\xff\xfe.jsonl", b"{"), (b"e\xcc.txt", b"")):
        Path(os.fsdecode(os.path.join(folder, name))).write_bytes(content)  # noqa: PTH118
    code, _, told = run_cli("--store", str(tmp_path / "graph.lbug"), "load", os.fsdecode(folder))
    assert (code, "1 claims" in told) == (3, True)
    assert [Path(row["file"]).name for row in rows_aside(tmp_path)] == ["e\ufffd.txt", "\ufffd\ufffd.jsonl"]
    code, _, told = run_cli("extract", f"{os.fsdecode(folder)}/missing\udcff")
    assert (code, told.endswith("missing\ufffd: no such file; look at the name\n")) == (1, True)


def test_libraries_log_nothing_between_our_lines(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body></body></html>", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "diplograph.queries", "extract", str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Error: {path}: no article found in this page; save its text and load that\n"


def test_a_folder_where_a_file_is_expected(run_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "d.txt").symlink_to(tmp_path / "d.txt")
    assert run_cli("extract", str(tmp_path))[0] == 0
    code, _, told = run_cli("extract", str(tmp_path / "c.txt"))
    assert (code, "no such file" in told) == (1, True)


# -- long lines and bombs, in a process of their own whose memory is told

TRY = """
import json, resource, sys, tempfile, time
from pathlib import Path
from bad_files import long_cases
from diplograph.loaders import read
from diplograph.schema.errors import ReadError
with tempfile.TemporaryDirectory() as folder:
    for case in long_cases(int(sys.argv[1])):
        path = Path(folder) / case.name
        path.write_bytes(case.make())
        began, rejected, kept, told = time.monotonic(), [], 0, []
        try:
            kept = sum(len(document.claims) for document in read([path], rejected.append))
            code, told = 3 if rejected else 0, [row.reason for row in rejected]
        except ReadError as problem:
            code, told = 1, [str(problem)]
        path.unlink()
        seconds = time.monotonic() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        expected = [case.code, case.kept, case.aside]
        print(json.dumps([case.name, expected, [code, kept, len(rejected)], case.told, told, seconds, peak]))
"""


def tried(size: int) -> Iterator[list[Any]]:
    done = subprocess.run(
        [sys.executable, "-c", TRY, str(size)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    return map(json.loads, done.stdout.splitlines())


def check_long(size: int, megabytes: int) -> None:
    found = list(tried(size))
    assert len(found) == LONG
    for name, expected, got, words, told, seconds, peak in found:
        assert got == expected, (name, told)
        assert all(words in each for each in told), (name, told)
        assert seconds < SECONDS and peak < megabytes, (name, seconds, peak)


LONG = 25


def test_long_lines_and_bombs_take_little_time_and_memory() -> None:
    check_long(5_000_000, MEGABYTES)


@pytest.mark.soak
def test_very_long_lines_and_bombs_take_little_time_and_memory() -> None:
    check_long(50_000_000, 3 * MEGABYTES)


# -- each bound, and what would come without it


def test_without_its_bound_a_bomb_would_be_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bad_files import bomb

    from diplograph.loaders import unpacking

    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(bomb(b"a", 2_000_000))
    monkeypatch.setattr(unpacking, "_ALWAYS_UNPACKED", 100_000)
    with pytest.raises(ReadError, match="as no text does"):
        list(read([path], lambda _: None))
    monkeypatch.setattr(unpacking, "MOST_PACKED", 10_000)
    assert len(list(read([path], lambda _: None))) == 1
    monkeypatch.setattr(unpacking, "LARGEST_UNZIPPED", 1_000_000)
    with pytest.raises(ReadError, match="unpacks to more than 1000000 bytes"):
        list(read([path], lambda _: None))


def test_a_line_that_is_too_long_is_set_aside_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diplograph.loaders import files, pieces

    path = tmp_path / "facts.jsonl"
    path.write_text(f"{fact()}\n{fact(quote='x' * 5_000)}\n{fact(number=3)}\n{'y' * 1_001}", encoding="utf-8")
    rejected: list[Rejected] = []
    assert sum(len(document.claims) for document in read([path], rejected.append)) == 3
    rejected.clear()
    for module in (files, pieces):
        monkeypatch.setattr(module, "LARGEST_ARTICLE", 1_000)
    assert sum(len(document.claims) for document in read([path], rejected.append)) == 2
    assert [(row.line, len(row.row)) for row in rejected] == [(2, 1_001), (4, 1_001)]


def test_a_sentence_without_end_is_passed_over_and_told(run_cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{'Joe Biden met Vladimir Putin in Geneva and ' * 200}.\n\n{SENTENCE}\n", encoding="utf-8")
    code, text, _ = run_cli("extract", str(path), "--explain", "--verbose")
    assert code == 0
    assert "signs without an end; a sentence has at most 5000" in text
    assert text.count("claim ") == 1


def test_a_page_of_too_many_tags(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body>" + "<br>" * 100_000, encoding="utf-8")
    with pytest.raises(ReadError, match="has 100002 tags"):
        list(read([path], lambda _: None, ReadOptions()))


# -- the page


def table() -> list[str]:
    """The rows of the page on bad input: as many as there are, by kind."""
    counts = Counter(case.kind for case in CASES)
    whole = Counter(case.kind for case in CASES if case.code == 1)
    kept = {kind: sum(case.kept for case in CASES if case.kind == kind) for kind in counts}
    aside = {kind: sum(case.aside for case in CASES if case.kind == kind) for kind in counts}
    rows = [
        f"| {kind} | {number} | {whole[kind]} refused in one line; else {kept[kind]} claims loaded, "
        f"{aside[kind]} rows set aside |"
        for kind, number in counts.items()
    ]
    return [*rows, f"| long lines of 5 MB, and bombs | {LONG} | refused, set aside or read, in bounded memory |"]


def test_the_page_tells_how_many_were_tried() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [row for row in table() if row not in text] == []
    assert (
        str(sum(int(number) for number in re.findall(r"^\| .* \| (\d+) \|", "\n".join(table()), re.MULTILINE))) in text
    )
