"""The command line, as a researcher at a terminal meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from diplograph.queries.cli import main
from diplograph.queries.template import templates

EXAMPLES = Path(__file__).parent.parent / "examples"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def graph(run_cli: Run, tmp_path: Path) -> str:
    """A store with the examples."""
    path = str(tmp_path / "graph.lbug")
    code, _, told = run_cli("--store", path, "load", str(EXAMPLES))
    assert (code, told) == (0, "loaded 26 sources, 50 claims, 36 events\n")
    return path


def commands() -> list[list[str]]:
    found = []
    for name, command in main.commands.items():
        found.append([name])
        if isinstance(command, click.Group):
            inner = list(templates()) if name == "query" else list(command.commands)
            found += [[name, each] for each in inner]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_each_command_has_help_with_an_example(run_cli: Run, words: list[str]) -> None:
    code, text, _ = run_cli(*words, "--help")
    assert code == 0
    assert "Example: diplograph" in text


@pytest.mark.parametrize("name", ["putin", "Poutine", "Vladimir Putin", "Q7747"])
def test_every_name_of_putin_leads_to_him(run_cli: Run, graph: str, name: str) -> None:
    code, text, _ = run_cli("--store", graph, "query", "who-met-whom", "--actor", name, "--format", "jsonl")
    assert code == 0
    assert {json.loads(line)["actor"] for line in text.splitlines()} == {"Vladimir Putin"}


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl", "markdown"])
def test_every_format_holds_the_rows(run_cli: Run, graph: str, form: str) -> None:
    code, text, _ = run_cli("--store", graph, "query", "who-met-whom", "--actor", "Macron", "--format", form)
    assert code == 0
    assert "Biden" in text


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["query", "who-met-whom", "--actor", "Putni"], 1, "did you mean Putin"),
        (["query", "who-met-whom", "--actor", "Kim"], 1, "is ambiguous; use one of"),
        (["query", "who-met"], 2, "Did you mean 'who-met-whom'?"),
        (["qeury"], 2, "Did you mean 'query'?"),
        (["query", "who-met-whom"], 2, "Missing option '--actor'"),
        (["query", "visits", "--from", "sept. 2023"], 1, "is not EDTF; write 2023-09"),
        (["query", "visits", "--status", "sure"], 1, "unknown status 'sure'"),
        (["cypher", "MATCH (n) DETACH DELETE n"], 1, "'DETACH' is not for reading"),
        (["cypher", "MATCH (n:Nobody) RETURN n.id AS id"], 1, "the store cannot run this"),
        (["explain", "meets-nobody"], 1, "no event 'meets-nobody'; the store covers 26 sources"),
        (["export", "rdf", "graph.doc"], 1, "is no RDF format; use one of .nq"),
    ],
)
def test_a_mistake_gets_one_helpful_line(run_cli: Run, graph: str, words: list[str], code: int, told: str) -> None:
    found, _, complaint = run_cli("--store", graph, *words)
    assert found == code
    assert told in complaint
    assert len(complaint.strip().splitlines()) <= (1 if code == 1 else 4)


def test_arms_supplies_are_alleged_only(run_cli: Run, graph: str) -> None:
    code, text, told = run_cli("--store", graph, "query", "arms-supplies", "--actor", "PRK", "--format", "jsonl")
    assert (code, text, told) == (0, "", "0 facts; 1 alleged (--status alleged)\n")


def test_explain_takes_every_id_that_was_ever_printed(run_cli: Run, graph: str) -> None:
    _, text, _ = run_cli(
        "--store", graph, "cypher", "MATCH (c:Claim) RETURN c.event_hint AS id ORDER BY id", "--format", "jsonl"
    )
    hints = [json.loads(line)["id"] for line in text.splitlines()]
    assert len(hints) == 50
    for hint in hints:
        code, _, told = run_cli("--store", graph, "explain", hint, "--format", "csv")
        assert (code, told) == (0, "")


def test_extracted_facts_load_as_the_article_does(run_cli: Run, graph: str, tmp_path: Path) -> None:
    code, text, _ = run_cli("extract", str(EXAMPLES))
    assert code == 0
    (tmp_path / "facts.jsonl").write_text(text, encoding="utf-8")
    other = str(tmp_path / "other.lbug")
    assert run_cli("--store", other, "load", str(tmp_path / "facts.jsonl"))[0] == 0
    snapshots = {
        run_cli("--store", path, "cypher", "MATCH (e:Event) RETURN e.id AS id ORDER BY id")[1]
        for path in (graph, other)
    }
    assert len(snapshots) == 1


def test_stats_check_rebuild_and_exports(run_cli: Run, graph: str, tmp_path: Path) -> None:
    before = run_cli("--store", graph, "stats", "--format", "csv")[1]
    assert run_cli("--store", graph, "check") == (0, "", "0 problems\n")
    assert run_cli("--store", graph, "rebuild")[0] == 0
    assert run_cli("--store", graph, "stats", "--format", "csv")[1] == before
    for name in ("graph.gexf", "graph.gexf.gz"):
        assert run_cli("--store", graph, "export", "gexf", str(tmp_path / name))[0] == 0
    for name in ("graph.nq", "graph.nt", "graph.ttl", "graph.trig", "graph.nq.gz"):
        assert run_cli("--store", graph, "export", "rdf", str(tmp_path / name))[0] == 0
        assert (tmp_path / name).stat().st_size > 0


def test_nothing_in_a_cell_can_run(run_cli: Run, tmp_path: Path) -> None:
    record = {
        "source": {"url": "https://example.org/x", "title": "=cmd()"},
        "event": {
            "type": "MEETS",
            "participants": [
                {"role": "participant", "actor": "putin"},
                {"role": "participant", "text": "=HYPERLINK(1) \u001b[31mred", "kind": "person"},
            ],
        },
    }
    (tmp_path / "x.jsonl").write_text(json.dumps(record), encoding="utf-8")
    store = str(tmp_path / "x.lbug")
    assert run_cli("--store", store, "load", str(tmp_path / "x.jsonl"))[0] == 0
    _, text, _ = run_cli("--store", store, "query", "who-met-whom", "--actor", "putin", "--format", "csv")
    assert "'=HYPERLINK" in text
    _, table, _ = run_cli("--store", store, "query", "who-met-whom", "--actor", "putin", "--format", "table")
    assert "\u001b" not in table
