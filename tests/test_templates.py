"""Every template runs on both stores, with the rows that the examples must give."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from asked import ASKED
from claims import refuse

from diplograph.graph.store import Store, open_store
from diplograph.loaders import read
from diplograph.queries.runner import Cell, run_template
from diplograph.queries.template import read_template, template, templates
from diplograph.schema import FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.errors import QueryError
from diplograph.schema.event_types import event_type

EXAMPLES = Path(__file__).parent.parent / "examples"
Run = Callable[..., tuple[int, str, str]]


def loaded(store: Store) -> Store:
    store.load(read([EXAMPLES], refuse))
    return store


def test_every_template_is_asked_here() -> None:
    assert set(ASKED) == set(templates())


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Cell]]]:
    """The rows of each template from an embedded store."""
    with open_store(str(tmp_path_factory.mktemp("rows") / "graph.lbug")) as store:
        loaded(store)
        return {name: run_template(store, name, given).records() for name, given in ASKED.items()}


def test_both_stores_give_equal_rows(store: Store, expected: dict[str, list[dict[str, Cell]]]) -> None:
    loaded(store)
    assert {name: run_template(store, name, given).records() for name, given in ASKED.items()} == expected
    assert [name for name, rows in expected.items() if not rows] == []


def test_who_met_putin(expected: dict[str, list[dict[str, Cell]]]) -> None:
    met = [(row["date"], row["met"]) for row in expected["who-met-whom"]]
    assert met == [
        ("2019-04-25", "Kim Jong Un"),
        ("2021-06-16", "Joe Biden"),
        ("2023-03-21", "Xi Jinping"),
        ("2023-09-13", "Kim Jong Un"),
        ("2024-06-19", "Kim Jong Un"),
    ]


def test_a_state_takes_in_its_office_holders_unless_exact(store: Store) -> None:
    loaded(store)
    assert run_template(store, "who-met-whom", {"actor": "Russia"}).rows
    assert not run_template(store, "who-met-whom", {"actor": "Russia"}, exact=True).rows


def test_names_that_no_table_knows_are_looked_up_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server is a way off: one question for all of them, and one for those that are no ids."""
    names = ("Ofelia Quist", "Rurik Adeyemi")
    people = tuple(Participant(text=name, kind="person", represents="SWE", role="participant") for name in names)
    source = SourceRecord(url="https://example.org/two", published="2024-02-01")
    store.load([document_from([FactRecord(source, Frame("MEETS", people, date="2024-01-31"))])])
    ids = sorted(actor.id for actor in store.actors() if actor.name in names)
    asked: list[list[str]] = []
    named = store.named

    def listening(names: Iterable[str]) -> dict[str, list[str]]:
        asked.append(sorted(names))
        return named(asked[-1])

    monkeypatch.setattr(store, "named", listening)
    for one, other in (names, ids, ids):
        rows = run_template(store, "meetings-between", {"actor": one, "other": other}).rows
        assert len(rows) == 1
    assert asked == [sorted(names), ids, ids]


def test_names_come_in_french(store: Store) -> None:
    loaded(store)
    rows = run_template(store, "visits", {"actor": "Xi Jinping"}, language="fr").records()
    assert [row["visited"] for row in rows] == ["Russie"]


def test_an_empty_answer_says_what_the_store_covers(store: Store) -> None:
    loaded(store)
    reply = run_template(store, "who-met-whom", {"actor": "Meloni"})
    assert (reply.rows, reply.note) == ((), "no row; the store covers 26 sources, published 2018-03-24 to 2024-06-20")


def test_a_time_is_certain_or_possible(store: Store) -> None:
    loaded(store)
    rows = run_template(store, "visits", {"actor": "Macron", "from": "2022-12"}).records()
    assert [(row["date"], row["time"]) for row in rows] == [("2022-11-29/2022-12-02", "possible")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("MATCH (a:Actor {id: $actor}) RETURN a.id AS id ORDER BY id", "$actor has no '// param' line"),
        ("// param actor (actors): who\nMATCH (a:Actor) RETURN a.id AS id ORDER BY id", "'// param actor' is not used"),
        ("// param actor (person): who\nMATCH (a:Actor) RETURN a.id AS id ORDER BY id", "unknown kind 'person'"),
        ("MATCH (a:Actor) DETACH DELETE a", "'DETACH' is not for reading"),
        ("MATCH (a:Actor) RETURN a.id AS id", "no ORDER BY"),
        ("MATCH (a:Actor) RETURN head(collect(a.id)) AS id ORDER BY id", "head() differs"),
    ],
)
def test_a_faulty_template_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "mine.cypher"
    path.write_text(f"// summary: A question of mine.\n{text}\n", encoding="utf-8")
    with pytest.raises(QueryError) as refused:
        read_template(path)
    assert problem in str(refused.value)


def test_a_folder_of_ones_own_goes_before_ours(tmp_path: Path) -> None:
    text = "// summary: Mine.\nMATCH (s:Source) RETURN s.id AS id ORDER BY id\n"
    (tmp_path / "sources.cypher").write_text(text, encoding="utf-8")
    assert template("sources", [tmp_path]).summary == "Mine."


def answers_as_printed(run_cli: Run, address: str) -> dict[str, str]:
    """The rows of each template's example, typed as its page prints it."""
    answers = {}
    for asked in templates().values():
        words = shlex.split(asked.example)
        assert words[:3] == ["diplograph", "query", asked.name]
        code, text, told = run_cli("--store", address, *words[1:])
        assert (code, told) == (0, ""), asked.example
        answers[asked.name] = text
    return answers


def test_every_example_answers_alike_on_both_stores(run_cli: Run, address: str, tmp_path: Path) -> None:
    other = str(tmp_path / "other.lbug")
    for each in (address, other):
        with open_store(each) as opened:
            loaded(opened)
    answers = answers_as_printed(run_cli, address)
    assert [name for name, text in answers.items() if len(text.splitlines()) < 2] == []
    assert answers == answers_as_printed(run_cli, other)


def test_what_has_no_direction_is_what_the_tidy_tables_say(expected: dict[str, list[dict[str, Cell]]]) -> None:
    for row in (*expected["dyad-months"], *expected["network"]):
        assert row["directed"] == ("no" if event_type(str(row["type"])).symmetric else "yes")


def record(type_name: str, source: str, target: str, url: str) -> str:
    one, other = ("participant", "participant") if type_name == "MEETS" else ("visitor", "visited")
    return json.dumps(
        {
            "source": {"url": url, "published": "1990-06-02"},
            "event": {
                "type": type_name,
                "date": "1990-06-01",
                "participants": [{"role": one, "actor": source}, {"role": other, "actor": target}],
            },
        }
    )


def test_states_without_codes_stay_apart_and_a_pair_has_one_row(store: Store, tmp_path: Path) -> None:
    lines = [
        record("VISITS", "SUN", "XKX", "https://example.org/1"),
        record("VISITS", "YUG", "XKX", "https://example.org/2"),
        record("MEETS", "sergey-lavrov", "wang-yi", "https://example.org/3"),
        record("MEETS", "vladimir-putin", "li-qiang", "https://example.org/4"),
    ]
    (tmp_path / "facts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    store.load(read([tmp_path / "facts.jsonl"], refuse))
    columns = ("source_id", "source_iso3", "source_cow", "target_id", "target_cow", "type", "directed", "events")

    def asked(**given: str) -> list[tuple[Cell, ...]]:
        rows = run_template(store, "dyad-months", given).records()
        return [tuple(row[column] for column in columns) for row in rows]

    talks = ("CHN", "CHN", "710", "RUS", "365", "MEETS", "no", 2)
    assert asked() == [
        talks,
        ("SUN", "SUN", "", "XKX", "347", "VISITS", "yes", 1),
        ("YUG", "YUG", "", "XKX", "347", "VISITS", "yes", 1),
    ]
    assert asked(actor="Russia") == asked(actor="China") == [talks]
    assert asked(actor="Kosovo") == []
    assert len(asked(other="Kosovo")) == 2
