"""How far a load is: about how many documents, how many are done, and then how many claims wait for their events."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import Progress

from diplograph.graph.store import LoadCounts
from diplograph.loaders.files import reckoned
from diplograph.queries.progress import LoadProgress
from diplograph.schema import Document
from diplograph.schema.model import Source

LINE = b"1\t20240101\tsome cells of a row\n"


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rows.csv", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("rows.tsv", LINE * 200_000, 200_000),
        ("rows.tsv.gz", gzip.compress(LINE * 200_000), 200_000),
        ("rows.csv.zip", zipped(LINE * 200_000), 200_000),
        ("rows.tsv", LINE * 3, 3),
        ("article.txt", LINE * 50, 1),
        ("cut.tsv.gz", gzip.compress(LINE * 100)[:30], 1),
        ("short.gz", b"\x1f\x8b", 1),
        ("empty.tsv", b"", 1),
    ],
    ids=["plain", "gzip", "zip", "short", "article", "cut", "no-gzip", "empty"],
)
def test_about_how_many_documents_a_file_holds(name: str, content: bytes, expected: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert reckoned(path) == pytest.approx(expected, rel=0.01)


def test_documents_first_then_the_claims_that_wait(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_bytes(LINE * 3)
    bar = Progress(console=Console(file=io.StringIO(), force_terminal=True))
    progress = LoadProgress(bar, [path])
    (task,) = bar.tasks
    assert (task.description, task.total) == ("loading", 3)
    given = progress.documents(Document(Source(str(number))) for number in range(5))
    next(given)
    assert (task.completed, task.total) == (1, 3)
    assert len(list(given)) == 4
    assert (task.completed, task.total) == (5, 5)
    progress.hear(LoadCounts(5, 10, 0, waiting=10))
    assert task.description == "loading"
    progress.hear(LoadCounts(5, 10, 4, waiting=6))
    assert (task.description, task.completed, task.total) == ("deriving events", 4, 10)
    progress.hear(LoadCounts(5, 10, 9, waiting=0))
    assert (task.completed, task.total) == (10, 10)


def test_small_loads_wait_for_nothing(tmp_path: Path) -> None:
    bar = Progress(console=Console(file=io.StringIO(), force_terminal=True))
    progress = LoadProgress(bar, [])
    progress.hear(LoadCounts(1, 1, 1))
    assert bar.tasks[0].description == "loading"
