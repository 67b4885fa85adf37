"""A tab completes what a question needs, and a wrong word is answered with the right one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from claims import refuse
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from diplograph.graph.store import Store, open_store
from diplograph.loaders import read
from diplograph.queries.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
Run = Callable[..., tuple[int, str, str]]
UNKNOWN_MAN = {
    "source": {"url": "https://example.org/x"},
    "event": {
        "type": "MEETS",
        "participants": [
            {"role": "participant", "actor": "putin"},
            {"role": "participant", "text": "Zebedee Quill", "kind": "person", "represents": "FRA"},
        ],
    },
}


def offered(*words: str, shell: type[ShellComplete] = BashComplete) -> list[str]:
    """What stands after a tab behind the last of *words*, which is begun or empty."""
    completion = shell(main, {}, "diplograph", "_DIPLOGRAPH_COMPLETE")
    return [item.value for item in completion.get_completions(list(words[:-1]), words[-1])]


def named(store: Store, folder: Path) -> None:
    (folder / "facts.jsonl").write_text(json.dumps(UNKNOWN_MAN), encoding="utf-8")
    store.load(read([EXAMPLES, folder / "facts.jsonl"], refuse))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["qu"], ["query"]),
        (["query", "dyad"], ["dyad-months", "dyad-timeline"]),
        (["query", "visits", "--act"], ["--actor"]),
        (["query", "visits", "--status", "po"], ["postponed"]),
        (["query", "visits", "--status", "facts,al"], ["facts,all", "facts,alleged"]),
        (["query", "network", "--type", "sanc"], ["SANCTIONS", "sanctions"]),
        (["query", "network", "--type", "MEETS,exp"], ["MEETS,EXPELS_DIPLOMATS", "MEETS,expels_diplomats"]),
        (["query", "visits", "--from", "t"], ["today"]),
        (["query", "visits", "--language", ""], ["fr", "en", "es"]),
        (["query", "visits", "--format", "js"], ["json", "jsonl"]),
        (["query", "who-met-whom", "--actor", "pouti"], ["vladimir-putin"]),
        (["show", "Kim Jong U"], ["kim-jong-un"]),
        (["actors", "merge", "lavro"], ["sergey-lavrov"]),
        (["export", "gexf", "x.gexf", "--status", "adm"], ["admitted"]),
        (["load", "articles/"], ["articles/"]),
        (["load", "x.csv", "--mapping", "po"], ["polecat", "po"]),
        (["extract", "x.csv", "--mapping", ""], ["acled", "colt", "polecat", ""]),
    ],
)
@pytest.mark.parametrize("shell", [BashComplete, ZshComplete, FishComplete])
def test_a_tab_completes(words: list[str], found: list[str], shell: type[ShellComplete], tmp_path: Path) -> None:
    assert offered("--store", str(tmp_path / "none.lbug"), *words, shell=shell) == found


def test_people_and_events_of_the_store_are_offered(address: str, tmp_path: Path) -> None:
    with open_store(address) as store:
        named(store, tmp_path)
    start = ("--store", address)
    assert offered(*start, "query", "timeline", "--actor", "zebe") == ["zebedee-quill~FRA"]
    assert offered(*start, "query", "timeline", "--actor", "Zebedee Q") == ["zebedee-quill~FRA"]
    assert offered(*start, "explain", "meets-g7") == ["meets-g7-summit-2023-05-19_2023-05-21-0a24ac"]
    first = offered(*start, "query", "timeline", "--actor", "")
    assert first.index("CHN") < first.index("ABW")


def test_a_tab_asks_no_server_for_which_no_password_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    assert offered("--store", "bolt://localhost:1", "explain", "meets") == []


def test_a_tab_before_a_file_that_is_no_store_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "graph.lbug").write_text("no store", encoding="utf-8")
    assert offered("--store", str(tmp_path / "graph.lbug"), "explain", "meets") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_help_says_how_to_switch_completion_on(run_cli: Run, shell: str) -> None:
    assert f"_DIPLOGRAPH_COMPLETE={shell}_source diplograph" in run_cli("--help")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["expalin", "x"], "Did you mean 'explain'?"),
        (["query", "who-meets-whom"], "Did you mean 'who-met-whom'?"),
        (["actors", "merg"], "Did you mean 'merge'?"),
        (["query", "visits", "--acter", "Putin"], "--actor"),
        (["query", "visits", "--actor", "Vladimir Putn"], "did you mean Vladimir Putin"),
        (["query", "network", "--type", "MEET"], "did you mean MEETS?"),
        (["query", "network", "--type", "visit"], "did you mean VISITS?"),
        (["query", "visits", "--status", "ocurred"], "did you mean occurred?"),
        (["export", "gexf", "x.gexf", "--status", "planed"], "did you mean planned?"),
        (["query", "visits", "--format", "jason"], "'json'"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_one(run_cli: Run, tmp_path: Path, words: list[str], told: str) -> None:
    path = str(tmp_path / "graph.lbug")
    with open_store(path) as store:
        named(store, tmp_path)
    code, _, complaint = run_cli("--store", path, *words)
    assert code in (1, 2)
    assert told in complaint


def test_a_wrong_role_and_field_are_answered_with_the_right_one(run_cli: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "graph.lbug")
    record = json.loads(json.dumps(UNKNOWN_MAN))
    record["event"]["participants"][0]["role"] = "participants"
    (tmp_path / "facts.jsonl").write_text(json.dumps(record), encoding="utf-8")
    run_cli("--store", path, "load", str(tmp_path / "facts.jsonl"))
    (told,) = (tmp_path / "graph.rejected.jsonl").read_text(encoding="utf-8").splitlines()
    assert "did you mean participant?" in json.loads(told)["reason"]
    with open_store(path) as store:
        named(store, tmp_path)
        claim = next(iter(store.claims())).id
    signed = ("--reason", "x", "--author", "me")
    code, _, complaint = run_cli("--store", path, "correct", claim, "--set", "dat=2024", *signed)
    assert (code, "did you mean date?" in complaint) == (1, True)
