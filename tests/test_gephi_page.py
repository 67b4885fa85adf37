"""The page on Gephi: its commands run, its pictures are what Gephi draws of their files."""

from __future__ import annotations

import shlex
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from gephi_client import ROOT
from gephi_pictures import DRAWN, draw
from pages import sessions

DOCS = ROOT / "docs"
SVG = "{http://www.w3.org/2000/svg}"
SMALL = 100_000
Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("page", ["gephi.md", "exports.md"])
def test_the_commands_of_the_page_run(page: str, run_cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_cli("load", str(ROOT / "examples"))
    commands = [command for command, _ in sessions(DOCS / page)]
    assert len(commands) > 3
    for command in commands:
        code, _, told = run_cli(*shlex.split(command)[1:])
        assert code == 0, (command, told)


def words_in(picture: Path) -> set[str]:
    return {"".join(each.itertext()).strip() for each in ElementTree.parse(picture).iter(f"{SVG}text")}


@pytest.mark.gephi
@pytest.mark.xdist_group("gephi")
def test_the_pictures_are_those_that_gephi_draws(tmp_path: Path) -> None:
    draw(tmp_path)
    for name in DRAWN:
        assert words_in(DOCS / name) == words_in(tmp_path / name), "run make pictures"
        assert (DOCS / name).stat().st_size < SMALL
    assert {"Vladimir Putin", "Kim Jong Un", "MEETS"} <= words_in(DOCS / "gephi-ties.svg")
