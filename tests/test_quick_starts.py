"""The pages that show how to work with the graph do what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pages import Run, answer_of, indented, sessions

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the example articles in it, where commands are typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


@pytest.fixture
def tables(run_cli: Run, folder: Path) -> Path:
    """The folder after the first commands of the quick start."""
    for command in indented(DOCS / "quick-start.md"):
        answer_of(run_cli, command)
    return folder


@pytest.mark.parametrize(("page", "count"), [("events.md", 13), ("extraction.md", 2)])
def test_a_page_of_sessions_answers_as_it_says(run_cli: Run, folder: Path, page: str, count: int) -> None:
    told = sessions(DOCS / page)
    assert len(told) >= count
    for command, answer in told:
        assert answer_of(run_cli, command) == answer, command


def test_the_columns_of_the_quick_start_are_those_of_the_table(tables: Path) -> None:
    page = (DOCS / "quick-start.md").read_text(encoding="utf-8")
    listed = [name for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(listed) == sorted((tables / "dyad-months.csv").read_text(encoding="utf-8").splitlines()[0].split(","))


def program(page: str, language: str) -> str:
    """All code of a page, in one piece."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL))


def run(words: list[str], folder: Path) -> list[str]:
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=folder, env=known)
    assert done.returncode == 0, done.stderr
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


def test_the_page_for_pandas_runs(tables: Path) -> None:
    told = run([sys.executable, "-W", "error", "-c", program("quick-start-pandas.md", "python")], tables)
    assert "0 2018-06 PRK USA AGREES_WITH 1" in told
    assert "possible 1" in told
    assert "0 Iran Russia contested" in told


def test_the_page_for_r_runs(run_cli: Run, tables: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript: not found; install r-base-core and r-cran-igraph to run the page for R")
    for command in indented(DOCS / "quick-start-r.md"):
        if command.startswith("diplograph "):
            answer_of(run_cli, command)
    (tables / "page.R").write_text(program("quick-start-r.md", "r"), encoding="utf-8")
    told = run(["Rscript", "page.R"], tables)
    assert any(line.startswith("both_permanentTRUE ") for line in told)
    assert "joe-biden" in " ".join(told)
    assert (tables / "talks.png").stat().st_size > 0
