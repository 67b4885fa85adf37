"""Rules and models side by side, on the command line: each keeps its own claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from asking import GOOD, MET, Asking, Run, cost
from endpoint import Reply, telling

from diplograph.graph.store import open_store
from diplograph.loaders.articles import EXTRACTOR


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--extractor", "llm"], "--extractor llm needs --model and --base-url."),
        (["--extractor", "gpt"], "'gpt' is not one of 'rules', 'llm'."),
        (["--model", "tiny"], "--model, --base-url and --cache go with --extractor llm."),
    ],
)
def test_options_that_do_not_go_together(run_cli: Run, words: list[str], told: str) -> None:
    for command in ("extract", "load"):
        code, _, complaint = run_cli(command, "article.txt", *words)
        assert (code, told in complaint) == (2, True)


def test_the_rules_and_each_model_keep_their_own_claims(ask: Asking) -> None:
    ask.article.write_text(MET, encoding="utf-8")
    assert ask(command="load")[0] == 0
    assert ask("--model", "gpt-4.1", command="load")[0] == 0
    assert ask.run_cli("--store", ask.store, "load", str(ask.article), "--url", "https://example.org/1")[0] == 0
    with open_store(ask.store, "read") as store:
        kept = sorted((each.extractor, each.quote) for each in store.claims())
        (one,) = store.events()
        assert (one.status, store.check()) == ("occurred", [])
    assert kept == [("llm/gpt-4.1/1", MET), ("llm/tiny/1", MET), (EXTRACTOR, MET)]
    _, text, _ = ask.run_cli("--store", ask.store, "query", "who-met-whom", "--actor", "Biden", "--format", "jsonl")
    assert [(row["met"], row["origins"]) for row in map(json.loads, text.splitlines())] == [("Vladimir Putin", 1)]


def test_a_load_that_dies_on_the_way_is_completed_by_running_it_again(ask: Asking, pauses: list[float]) -> None:
    other = ask.folder / "other.txt"
    other.write_text(f"{MET} They talked.", encoding="utf-8")
    files = (str(ask.article), str(other))
    ask.endpoint.replies = [telling(GOOD), Reply("{}", 500)]
    assert ask(command="load", files=files)[0] == 1
    ask.endpoint.replies = [telling(GOOD)]
    code, _, told = ask(command="load", files=files)
    assert (code, told.splitlines()[1]) == (0, cost(1, 1).strip())
    with open_store(ask.store, "read") as store:
        assert (len(list(store.claims())), store.check()) == (2, [])


def test_refused_claims_of_a_load_are_kept_beside_the_store(ask: Asking) -> None:
    lie = {**GOOD, "quote": "It rained \u001b[31mhard."}
    ask.endpoint.replies = [telling(lie, GOOD)]
    code, _, told = ask(command="load")
    aside = ask.folder / "graph.rejected.jsonl"
    assert (code, told.splitlines()[0]) == (3, f"loaded 1 sources, 1 claims, 1 events; 1 set aside in {aside}")
    row = json.loads(aside.read_text(encoding="utf-8"))
    assert (row["file"], json.loads(row["row"])) == ("https://example.org/1", lie)
    assert row["reason"] == "llm/tiny: quote 'It rained �[31mhard.' is not in the text; copy it exactly"


def test_strict_stops_at_the_first_lie_and_writes_nothing(ask: Asking) -> None:
    ask.endpoint.replies = [telling({**GOOD, "quote": "It rained."}, GOOD)]
    code, _, told = ask("--strict", command="load")
    assert (code, Path(ask.store).exists()) == (1, False)
    assert told.startswith("Error: https://example.org/1:0: llm/tiny: quote 'It rained.' is not in the text")
