"""Several processes read as one does: the same in the same order, the same errors, and no more memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from diplograph.loaders import extract, jobs, read
from diplograph.loaders.articles import Article
from diplograph.loaders.extractors import RULES
from diplograph.loaders.files import ReadOptions
from diplograph.loaders.pieces import Lines, Piece, Told, Work
from diplograph.schema import Document, FactRecord
from diplograph.schema.errors import DiplographError, ExtractorError, ReadError, SchemaError
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Rejected
from diplograph.schema.processes import kept, processes
from diplograph.schema.records import encode_fact

Run = Callable[..., tuple[int, str, str]]
EXAMPLES = Path(__file__).parent.parent / "examples"
MET = "Joe Biden met Vladimir Putin in Geneva on 16 June 2021."
FACT = (
    '{"source": {"url": "https://example.org/fact"}, "event": {"type": "MEETS", "date": "2024-01", '
    '"participants": [{"role": "participant", "actor": "putin"}, {"role": "participant", "actor": "xi-jinping"}]}}'
)
TABLE = (
    "type,date,role:participant,url,quote\nMEETS,2024-01-16,Putin; Xi Jinping,https://example.org/2,They met\nX,1,2\n"
)
JUDGED = '{"verdict": "same-actor", "subject": "a", "object": "b", "reason": "the same", "author": "Ann"}'


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started for the first article."""
    monkeypatch.setattr(jobs, "ALONE", 0)


def rows(count: int) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*-*.md"))]
    return [json.dumps({"text": texts[at % len(texts)], "url": f"https://example.org/{at}"}) for at in range(count)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of all kinds, among them what cannot be read."""
    for path in EXAMPLES.glob("en-*.md"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = [*rows(40), "{broken", JUDGED, FACT, '{"title": "no text"}', FACT.replace("2024-01", "2024-02-30")]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("Vérité".encode("latin-1"))
    (tmp_path / "page.html").write_text("<html><body></body></html>", encoding="utf-8")
    return tmp_path


def all_told(folder: Path, processes: int) -> list[Document | Rejected | Judgement]:
    found: list[Document | Rejected | Judgement] = []
    for document in read([folder], found.append, judge=found.append, jobs=processes):
        found.append(document)
    return found


def test_several_processes_tell_the_same_in_the_same_order(folder: Path, at_once: None) -> None:
    found = all_told(folder, 2)
    assert found == all_told(folder, 1)
    reasons = [each.reason.split(";")[0] for each in found if isinstance(each, Rejected)]
    assert reasons == [
        "is not JSON (Expecting property name enclosed in double quotes at column 2)",
        "has no 'text'",
        "date '2024-02-30' names no day that exists",
        "byte 1 is not UTF-8",
        "no article found in this page",
        "has another number of cells than the first line",
    ]
    assert sum(isinstance(each, Document) for each in found) == 40 + 14 + 2
    assert sum(isinstance(each, Judgement) for each in found) == 1


def test_several_processes_extract_the_same_lines(folder: Path, at_once: None) -> None:
    aside: list[list[Rejected]] = [[], []]
    one, two = ([encode_fact(each) for each in extract([folder], aside[at].append, jobs=at + 1)] for at in (0, 1))
    assert one == two
    assert aside[0] == aside[1]


def test_people_of_ones_own_are_known_to_every_process(run_cli: Run, tmp_path: Path, at_once: None) -> None:
    (tmp_path / "people.csv").write_text("name,represents\nZora Quill,FRA\n", encoding="utf-8")
    row = json.dumps({"text": "Zora Quill met Xi Jinping in Beijing on 16 June 2021.", "language": "en"})
    (tmp_path / "articles.jsonl").write_text(f"{row}\n", encoding="utf-8")
    words = ("extract", str(tmp_path / "articles.jsonl"), "--people", str(tmp_path / "people.csv"), "--jobs", "2")
    code, text, _ = run_cli(*words)
    assert code == 0
    assert [each["actor"] for each in json.loads(text)["event"]["participants"]] == ["zora-quill", "xi-jinping"]


class Failing(Work, frozen=True):
    """Ends the process at a line "end", and finds an error in a line "bad"."""

    def __call__(self, piece: Piece) -> Iterator[Told]:
        assert isinstance(piece, Lines)
        for number, line in piece.lines:
            if line == "end":
                os._exit(1)
            if line == "bad":
                raise SchemaError("bad.jsonl: is bad; write it well")
            yield Rejected(piece.name, number, line, str(os.getpid()))


FAILING = Failing(ReadOptions(), RULES)


def told_until(given: Iterator[Piece], processes: int) -> tuple[list[str], DiplographError]:
    found: list[str] = []
    with pytest.raises(DiplographError) as ended:
        for each in jobs.in_order(given, FAILING, processes):
            assert isinstance(each, Rejected)
            found.append(each.row)
    return found, ended.value


def pieces(*texts: str) -> Iterator[Piece]:
    for text in texts:
        if text == "gone":
            raise ReadError("gone.jsonl: no such file; look at the name")
        yield Lines("some.jsonl", tuple(enumerate(text.split())))


@pytest.mark.parametrize("texts", [("a b", "c bad d", "e", "bad"), ("a", "b c", "gone")])
def test_an_error_comes_behind_what_was_told_before_it(texts: tuple[str, ...], at_once: None) -> None:
    one, two = (told_until(pieces(*texts), processes) for processes in (1, 2))
    assert one[0] == two[0] == ["a", "b", "c"]
    assert (type(one[1]), str(one[1])) == (type(two[1]), str(two[1]))


def test_a_process_that_is_ended_gets_one_line(at_once: None) -> None:
    found, problem = told_until(pieces("a", "end"), 2)
    assert isinstance(problem, ExtractorError)
    assert str(problem).endswith("perhaps for want of memory; give fewer --jobs")
    assert found in ([], ["a"])


def test_little_is_under_way_however_much_there_is(at_once: None) -> None:
    taken = 0

    def endless() -> Iterator[Piece]:
        nonlocal taken
        while True:
            taken += 1
            yield Lines("endless.jsonl", ((taken, "a"),))

    results = jobs.in_order(endless(), FAILING, 2)
    ahead = [taken - told.line for told in (next(results) for _ in range(100)) if isinstance(told, Rejected)]
    results.close()
    assert len(ahead) == 100
    assert max(ahead) <= jobs.UNDER_WAY * 2


def test_what_one_process_reads_in_a_second_is_not_shared() -> None:
    found = list(jobs.in_order(pieces("a b", "c"), FAILING, 2))
    assert {each.reason for each in found if isinstance(each, Rejected)} == {str(os.getpid())}


class Counting:
    """A reader of articles that counts them."""

    name, version = "counts", "1"

    def __init__(self) -> None:
        self.articles = 0

    def read(self, article: Article) -> Iterator[FactRecord]:
        self.articles += 1
        yield from ()


def test_another_reader_than_the_rules_stays_in_its_process(folder: Path, at_once: None) -> None:
    counting = Counting()
    list(read([folder], lambda _: None, extractor=counting, jobs=2))
    assert counting.articles == 40 + 14


def test_a_model_is_asked_by_one_process(run_cli: Run) -> None:
    words = ("extract", "-", "--extractor", "llm", "--model", "m", "--base-url", "http://localhost:1", "--jobs", "2")
    code, _, told = run_cli(*words)
    assert code == 2
    assert told.splitlines()[-1] == "Error: --jobs goes with --extractor rules."


def test_ctrl_c_ends_all_processes_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text("\n".join(rows(20_000)), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "diplograph.queries", "extract", "articles.jsonl", "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert running.stdout is not None
    # More than what one process reads alone: the others have begun.
    for _ in range(3_000):
        assert running.stdout.readline()
    os.killpg(running.pid, signal.SIGINT)
    # All of them have our pipes: this waits until the last has ended.
    _, complaint = running.communicate(timeout=60)
    assert (running.returncode, complaint.decode().split()) == (1, ["Aborted!"])


@pytest.mark.skipif(sys.platform == "win32", reason="asks the system for its processes as Unix tells them")
def test_processes_end_with_the_one_that_started_them() -> None:
    """Also where that is killed, and can tell nobody."""
    program = (
        "from diplograph.schema.processes import Processes\n"
        "import os, time\n"
        "if __name__ == '__main__':\n"
        "    print(Processes(1).give(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        other = int(first.stdout.readline())
        os.kill(other, 0)
        first.kill()
        first.wait()
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                os.kill(other, 0)
            except ProcessLookupError:
                return
            time.sleep(0.05)
        os.kill(other, signal.SIGKILL)
        raise AssertionError("it goes on alone")


def test_processes_are_kept_for_who_asks_next() -> None:
    def number() -> int:
        with processes(1) as pool:
            return pool.give(os.getpid).result()

    assert number() != number()
    with kept():
        first = number()
        assert number() == first
        with pytest.raises(ZeroDivisionError), processes(1) as pool:
            pool.give(divmod, 1, 0).result()
        second = number()
        assert second != first
        assert number() == second
