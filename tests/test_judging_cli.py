"""Decisions at the command line: merge, split, retract, correct, review, and what two reviewers share."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diplograph.queries.agreement import Agreement, agreement

Run = Callable[..., tuple[int, str, str]]
SIGNED = ("--reason", "seen in the originals", "--author", "A. Reader")
PUTIN = {"role": "participant", "actor": "vladimir-putin"}


def fact(source: str, name: str, date: str, quote: str = "They met.") -> str:
    person = {"role": "participant", "text": name, "kind": "person", "represents": "PRK"}
    event = {"type": "MEETS", "date": date, "participants": [PUTIN, person]}
    return json.dumps({"source": {"url": f"https://example.org/{source}"}, "event": event, "quote": quote})


@pytest.fixture
def graph(run_cli: Run, tmp_path: Path) -> str:
    """Three meetings of Vladimir Putin: two with one minister, spelt in two ways, on one day; one a day later."""
    path = str(tmp_path / "graph.lbug")
    lines = [
        fact("a", "Ri Son Gwon", "2024-01-16"),
        fact("b", "Ri Son Kwon", "2024-01-16"),
        fact("c", "Ri Son Gwon", "2024-01-17"),
    ]
    assert run_cli("--store", path, "load", "-", text="\n".join(lines))[0] == 0
    return path


def rows(run_cli: Run, graph: str, *words: str) -> list[dict[str, Any]]:
    code, text, told = run_cli("--store", graph, *words, "--format", "jsonl")
    assert code == 0, told
    return [json.loads(line) for line in text.splitlines()]


def meetings(run_cli: Run, graph: str) -> list[tuple[str, str, int]]:
    found = rows(run_cli, graph, "query", "who-met-whom", "--actor", "putin")
    return [(row["date"], row["met"], int(row["origins"])) for row in found]


def test_suggested_actors_are_merged_listed_and_split_again(run_cli: Run, graph: str, tmp_path: Path) -> None:
    (pair,) = rows(run_cli, graph, "actors", "suggest")
    one, other = pair["subject"], pair["object"]
    assert (one, other) == ("ri-son-gwon~PRK", "ri-son-kwon~PRK")
    assert run_cli("--store", graph, "actors", "merge", one, other, *SIGNED)[0] == 0
    assert meetings(run_cli, graph) == [("2024-01-16", "Ri Son Gwon", 2), ("2024-01-17", "Ri Son Gwon", 1)]
    assert rows(run_cli, graph, "actors", "suggest") == []
    assert len(rows(run_cli, graph, "query", "who-met-whom", "--actor", "Ri Son Kwon")) == 2
    code, text, _ = run_cli("--store", graph, "actors", "list", "--format", "csv")
    (tmp_path / "team.csv").write_text(text, encoding="utf-8")
    assert run_cli("--store", graph, "actors", "split", one, other, *SIGNED)[0] == 0
    assert [row[1] for row in meetings(run_cli, graph)] == ["Ri Son Gwon", "Ri Son Kwon", "Ri Son Gwon"]
    listed = rows(run_cli, graph, "actors", "list")
    assert [(row["verdict"], row["revision"], row["stands"]) for row in listed] == [
        ("same-actor", 1, "no"),
        ("different-actors", 2, "yes"),
    ]
    other_graph = str(tmp_path / "other.lbug")
    lines = "\n".join([fact("a", "Ri Son Gwon", "2024-01-16"), fact("b", "Ri Son Kwon", "2024-01-16")])
    run_cli("--store", other_graph, "load", "-", text=lines)
    code, _, told = run_cli("--store", other_graph, "load", str(tmp_path / "team.csv"))
    assert (code, told) == (0, "loaded 0 sources, 0 claims, 0 events, 1 judgements\n")
    assert meetings(run_cli, other_graph) == [("2024-01-16", "Ri Son Gwon", 2)]


def test_events_are_merged_and_split(run_cli: Run, graph: str) -> None:
    found = rows(run_cli, graph, "query", "who-met-whom", "--actor", "ri-son-gwon~PRK")
    first, second = (row["event"] for row in found)
    assert run_cli("--store", graph, "events", "merge", first, second, *SIGNED)[0] == 0
    (merged,) = rows(run_cli, graph, "query", "who-met-whom", "--actor", "ri-son-gwon~PRK")
    assert (merged["date"], merged["origins"]) == ("2024-01-16/2024-01-17", 2)
    told = rows(run_cli, graph, "explain", second)
    assert {row["claim"] for row in told} == {row["claim"] for row in rows(run_cli, graph, "explain", first)}
    assert run_cli("--store", graph, "events", "split", first, told[0]["claim"], *SIGNED)[0] == 0
    assert len(rows(run_cli, graph, "query", "who-met-whom", "--actor", "ri-son-gwon~PRK")) == 2


def test_events_of_other_actors_are_not_merged(run_cli: Run, graph: str) -> None:
    found = rows(run_cli, graph, "query", "who-met-whom", "--actor", "putin")
    code, _, told = run_cli("--store", graph, "events", "merge", found[0]["event"], found[1]["event"], *SIGNED)
    assert code == 1
    assert "differ in actors or kind" in told


def test_a_retracted_source_tells_nothing_until_it_is_restored(run_cli: Run, graph: str) -> None:
    (event,) = {row["event"] for row in rows(run_cli, graph, "query", "who-met-whom", "--actor", "ri-son-kwon~PRK")}
    assert run_cli("--store", graph, "retract", "https://example.org/b", *SIGNED)[0] == 0
    assert len(meetings(run_cli, graph)) == 2
    code, _, told = run_cli("--store", graph, "retract", "https://example.org/b", *SIGNED)
    assert (code, "stands already (revision 1)" in told) == (0, True)
    code, _, told = run_cli("--store", graph, "explain", event)
    assert code == 1
    assert "counts no more: retract by A. Reader: seen in the originals" in told
    assert run_cli("--store", graph, "retract", "https://example.org/b", "--undo", *SIGNED)[0] == 0
    assert len(meetings(run_cli, graph)) == 3
    assert run_cli("--store", graph, "check")[0] == 0


def test_a_correction_keeps_the_sentence_and_says_what_it_replaced(run_cli: Run, graph: str) -> None:
    (row,) = rows(run_cli, graph, "query", "who-met-whom", "--actor", "ri-son-kwon~PRK")
    (told,) = rows(run_cli, graph, "explain", row["event"])
    code, _, said = run_cli("--store", graph, "correct", told["claim"], "--set", "date=2024-02-16", *SIGNED)
    assert code == 0, said
    (after,) = rows(run_cli, graph, "query", "who-met-whom", "--actor", "ri-son-kwon~PRK")
    assert (after["date"], after["quote"]) == ("2024-02-16", "They met.")
    code, _, said = run_cli("--store", graph, "explain", row["event"])
    assert "reject by A. Reader: seen in the originals" in said
    code, _, said = run_cli("--store", graph, "correct", told["claim"], "--set", "colour=red", *SIGNED)
    assert (code, "'colour' cannot be set" in said) == (1, True)


ARTICLE = (
    "Joe Biden met Xi Jinping in Bali on 14 November 2022. Emmanuel Macron met Olaf Scholz in Paris on 22 January 2023."
)


def review(run_cli: Run, path: Path, verdicts: dict[str, str]) -> None:
    """Write the article's review file and fill it in: a verdict by a word of the sentence."""
    article = path.parent / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    assert run_cli("extract", str(article), "--review", str(path)) == (0, "", f"wrote 2 claims to {path}\n")
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    for row in found:
        row["verdict"] = next(verdict for word, verdict in verdicts.items() if word in row["sentence"])
        row["reviewer"], row["note"] = "A. Reader", "not what it says"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)


def test_a_reviewed_file_loads_what_was_accepted_and_keeps_out_what_was_rejected(run_cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    review(run_cli, path, {"Biden": "accept", "Macron": "reject"})
    store = str(tmp_path / "graph.lbug")
    assert run_cli("--store", store, "load", str(path))[0] == 0
    assert run_cli("--store", store, "load", str(tmp_path / "article.txt"))[0] == 0
    found = rows(run_cli, store, "cypher", "MATCH (e:Event) RETURN e.date AS date ORDER BY date")
    assert found == [{"date": "2022-11-14"}]


def test_a_row_without_verdict_is_set_aside(run_cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    review(run_cli, path, {"Biden": "accept", "Macron": ""})
    code, _, told = run_cli("--store", str(tmp_path / "graph.lbug"), "load", str(path))
    assert code == 3
    assert "1 set aside" in told


def test_two_reviewers_agree_beyond_chance(run_cli: Run, tmp_path: Path) -> None:
    review(run_cli, tmp_path / "one.csv", {"Biden": "accept", "Macron": "reject"})
    review(run_cli, tmp_path / "two.csv", {"Biden": "accept", "Macron": "reject"})
    code, text, _ = run_cli("agreement", str(tmp_path / "one.csv"), str(tmp_path / "two.csv"), "--format", "csv")
    assert (code, text) == (0, "what,value\nclaims,2\nobserved,1.0\nexpected,0.5\nkappa,1.0\n")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # The worked example of the usual textbooks: 45 and 15 agree, 25 and 15 do not; kappa 0.13.
        (
            ["y"] * 60 + ["n"] * 40,
            ["y"] * 45 + ["n"] * 15 + ["y"] * 25 + ["n"] * 15,
            Agreement(100, 0.6, 0.54, 0.1304),
        ),
        (["y", "n"], ["n", "y"], Agreement(2, 0.0, 0.5, -1.0)),
        (["y", "y"], ["y", "y"], Agreement(2, 1.0, 1.0, None)),
        ([], [], Agreement(0, 0.0, 0.0, None)),
    ],
)
def test_kappa(one: list[str], other: list[str], expected: Agreement) -> None:
    named = ({str(place): verdict for place, verdict in enumerate(verdicts)} for verdicts in (one, other))
    assert agreement(*named) == expected
