"""The built wheel holds everything, installs alone in a clean environment, and its command runs."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WHOLE = (
    "schema/event_types.yaml",
    "schema/labels.yaml",
    "graph/exports/rdf/vocabulary.yaml",
    "loaders/datasets/mappings/polecat.yaml",
    "queries/templates/who-met-whom.cypher",
    "py.typed",
    "graph/store.py",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built as a user's pip would build it."""
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)])
    (built,) = folder.glob("*.whl")
    return built


def run(command: list[str], **options: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=options.get("cwd"))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_code_and_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in WHOLE if f"diplograph/{name}" not in names] == []
    languages = {name.split("/")[4] for name in names if name.startswith("diplograph/loaders/articles/lang/")}
    assert languages >= {"fr", "en", "es"}


def test_the_source_archive_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    run([sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)])
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(source)])
    (built,) = tmp_path.glob("*.whl")
    assert contents(built) == contents(wheel)


def contents(path: Path) -> dict[str, bytes]:
    """What a wheel holds, but for its record, which has the sums of all else."""
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist() if not name.endswith("RECORD")}


def test_the_installed_command_answers(wheel: Path, tmp_path: Path) -> None:
    run([sys.executable, "-m", "venv", str(tmp_path / "venv")])
    python = tmp_path / "venv" / "bin" / "python"
    run([str(python), "-m", "pip", "install", "--quiet", str(wheel)])
    command = [str(tmp_path / "venv" / "bin" / "diplograph"), "--store", str(tmp_path / "graph.lbug")]
    run([*command, "load", str(ROOT / "examples")], cwd=str(tmp_path))
    rows = run([*command, "query", "who-met-whom", "--actor", "putin", "--format", "csv"], cwd=str(tmp_path))
    assert "Joe Biden" in rows
