"""The page on linked data: three programs give the answers that it shows, and its picture is current."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from profile_picture import PICTURE, picture
from sparql_page import Rows, by_jena, by_oxigraph, by_rdflib, exported, questions, shown_answers, table

from diplograph.graph.exports.rdf import BASE_IRI
from diplograph.graph.store import open_store
from diplograph.queries.runner import run_template

NUMBERS = range(1, 11)
SAME_AS_TEMPLATE: dict[int, tuple[str, dict[str, str]]] = {
    1: ("who-met-whom", {"actor": "vladimir-putin"}),
    2: ("planned-visits", {}),
    3: ("accusations", {}),
    7: ("denials", {}),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return exported(tmp_path_factory.mktemp("questions"))


@pytest.fixture(scope="module")
def engines(files: list[Path]) -> dict[str, Callable[[str], Rows]]:
    return {
        "rdflib": by_rdflib(files),
        "pyoxigraph": by_oxigraph(files),
        "jena": by_jena(files, files[0].parent),
    }


def test_the_page_has_ten_questions() -> None:
    assert sorted(questions()) == list(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_three_programs_give_the_answer_that_the_page_shows(
    engines: dict[str, Callable[[str], Rows]], number: int
) -> None:
    question = questions()[number]
    expected = shown_answers()[number]
    assert expected.count("\n") > 1
    for name, ask in engines.items():
        assert table(question, ask(question)) == expected, name


@pytest.mark.parametrize("number", SAME_AS_TEMPLATE)
def test_a_template_finds_the_same_events(
    files: list[Path], engines: dict[str, Callable[[str], Rows]], number: int
) -> None:
    name, parameters = SAME_AS_TEMPLATE[number]
    with open_store(str(files[0].parent / "graph.lbug"), use="read") as store:
        rows = run_template(store, name, parameters, exact=True).records()
    found = {row["event"] for row in engines["pyoxigraph"](questions()[number])}
    assert found == {f"{BASE_IRI}event/{row['event']}" for row in rows}


def test_the_picture_shows_the_vocabulary_of_today() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "run make docs"
