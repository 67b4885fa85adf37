"""The SPARQL questions of docs/linked-data.md, and three programs that answer them.

``python tests/sparql_page.py`` writes the answers into the page.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import jena
import pyoxigraph
import rdflib
from full_graph import EXAMPLES

from diplograph.graph.exports.rdf import BASE_IRI, ontology, write_rdf
from diplograph.graph.store import open_store
from diplograph.loaders import read

PAGE = Path(__file__).parent.parent / "docs" / "linked-data.md"
_QUESTION = re.compile(r"(^### (\d+)\. .*?\n```sparql\n(.*?)```\n)((?:\n\|.*?\n(?=\n|\Z))?)", re.MULTILINE | re.DOTALL)
_LONGEST = 60
Rows = list[dict[str, str]]


def questions() -> dict[int, str]:
    """The questions by number."""
    return {int(found[2]): found[3] for found in _QUESTION.finditer(PAGE.read_text(encoding="utf-8"))}


def shown_answers() -> dict[int, str]:
    """The tables below the questions."""
    return {int(found[2]): found[4].strip() for found in _QUESTION.finditer(PAGE.read_text(encoding="utf-8"))}


def exported(folder: Path) -> list[Path]:
    """The flat file of the example articles, and the ontology."""
    with open_store(str(folder / "graph.lbug")) as store:
        store.load(read([EXAMPLES], print))
        write_rdf(store, folder / "graph.nt")
    (folder / "ontology.ttl").write_text(ontology(), encoding="utf-8")
    return [folder / "graph.nt", folder / "ontology.ttl"]


def by_rdflib(files: Sequence[Path]) -> Callable[[str], Rows]:
    rdflib.NORMALIZE_LITERALS = False
    graph = rdflib.Graph()
    for path in files:
        graph.parse(path)

    def ask(question: str) -> Rows:
        return [{str(name): str(value) for name, value in found.items()} for found in graph.query(question).bindings]

    return ask


def by_oxigraph(files: Sequence[Path]) -> Callable[[str], Rows]:
    store = pyoxigraph.Store()
    for path in files:
        store.load(path=str(path))

    def ask(question: str) -> Rows:
        found = store.query(question)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{name: row[name].value for name in names if row[name] is not None} for row in found]

    return ask


def by_jena(files: Sequence[Path], folder: Path) -> Callable[[str], Rows]:
    return lambda question: jena.rows(question, files, folder)


def table(question: str, rows: Rows) -> str:
    """The answer as the page shows it: our own names without their base, long words cut."""
    (columns,) = re.findall(r"^SELECT (?:DISTINCT )?(.*) WHERE", question, re.MULTILINE)
    names = re.findall(r"(?:AS )?\?(\w+)(?=\)|\s|$)", re.sub(r"\(COUNT\(\?\w+\) AS (\?\w+)\)", r"\1", columns))
    lines = [f"| {' | '.join(names)} |", f"| {' | '.join('---' for _ in names)} |"]
    lines += [f"| {' | '.join(_cell(row.get(name, '')) for name in names)} |" for row in rows]
    return "\n".join(lines)


def _cell(value: str) -> str:
    short = " ".join(value.removeprefix(BASE_IRI).removeprefix("code/").replace("|", "\\|").split())
    return short if len(short) <= _LONGEST or short.startswith("event/") else f"{short[: _LONGEST - 1]}…"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ask = by_oxigraph(exported(Path(folder)))
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(
            _QUESTION.sub(lambda found: f"{found[1]}\n{table(found[3], ask(found[3]))}\n", text), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
