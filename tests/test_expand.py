"""A collective stands for its members while they were members, on both stores."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.graph.store import Answer, Store
from diplograph.queries.joining import in_parts
from diplograph.queries.meaning import Group, groups, shared, united
from diplograph.queries.runner import run_template
from diplograph.queries.template import Template, read_template, templates
from diplograph.schema import Document, FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.actors import Days, Term
from diplograph.schema.errors import QueryError

ROLES = {
    "SANCTIONS": ("sanctioner", "sanctioned"),
    "MEETS": ("participant", "participant"),
    "VISITS": ("visitor", "visited"),
}
TOLD = [
    ("SANCTIONS", "GBR", "RUS", "2019-05-01"),
    ("SANCTIONS", "GBR", "RUS", "2020-01-30/2020-02-02"),
    ("SANCTIONS", "foreign-office", "RUS", "2020"),
    ("SANCTIONS", "GBR", "RUS", "2022-03-01"),
    ("SANCTIONS", "FRA", "RUS", "2022-03-02"),
    ("SANCTIONS", "european-union", "RUS", "2022-02-25"),
    ("SANCTIONS", "IND", "CHN", "2007-06-01"),
    ("SANCTIONS", "IND", "CHN", "2012-06-01"),
    ("SANCTIONS", "IND", "CHN", "2018-06-01"),
    ("SANCTIONS", "IND", "CHN", ""),
    ("MEETS", "theresa-may", "xi-jinping", "2018-01-31"),
    ("MEETS", "charles-iii", "xi-jinping", "2023-03-29"),
    ("MEETS", "emmanuel-macron", "xi-jinping", "2023-04-06"),
    ("MEETS", "theresa-may", "emmanuel-macron", "2018-01-18"),
]


def document(kind: str, one: str, other: str, date: str) -> Document:
    first, second = ROLES[kind]
    record = FactRecord(
        source=SourceRecord(url=f"https://example.org/{kind}-{one}-{other}-{date or 'undated'}"),
        event=Frame(kind, (Participant(one, role=first), Participant(other, role=second)), "actual", date),
        act="reports",
        stated_on=date[-10:] if len(date) > 4 else date and f"{date}-12-31",
    )
    return document_from([record])


@pytest.fixture
def told(store: Store) -> Store:
    store.load(document(*each) for each in TOLD)
    return store


def dates(store: Store, name: str, exact: bool = False, as_of: str = "", **given: str) -> list[tuple[object, ...]]:
    typed = {each.rstrip("_"): value for each, value in given.items()}
    rows = run_template(store, name, typed, exact=exact, expand=True, as_of=as_of).records()
    return [tuple(row[column] for column in ("date", "sender", "time") if column in row) for row in rows]


def test_british_sanctions_are_the_unions_until_it_left(told: Store) -> None:
    assert dates(told, "sanctions", actor="EU", other="Russia", from_="2015", to="2024") == [
        ("2019-05-01", "United Kingdom", "certain"),
        ("2020", "Foreign Office", "possible"),
        ("2020-01-30/2020-02-02", "United Kingdom", "possible"),
        ("2022-02-25", "European Union", "certain"),
        ("2022-03-02", "France", "certain"),
    ]
    assert dates(told, "sanctions", exact=True, actor="EU", other="Russia", from_="2015", to="2024") == [
        ("2019-05-01", "United Kingdom", "certain"),
        ("2020-01-30/2020-02-02", "United Kingdom", "possible"),
        ("2022-02-25", "European Union", "certain"),
        ("2022-03-02", "France", "certain"),
    ]
    assert dates(told, "sanctions", actor="EU", other="Russia", from_="2020-02-01") == [
        ("2022-02-25", "European Union", "certain"),
        ("2022-03-02", "France", "certain"),
    ]


def test_what_was_known_on_a_day_is_cut_alike(told: Store) -> None:
    assert dates(told, "sanctions", as_of="2022-03-01", actor="EU", other="Russia", from_="2015") == [
        ("2019-05-01", "United Kingdom", "certain"),
        ("2020", "Foreign Office", "possible"),
        ("2020-01-30/2020-02-02", "United Kingdom", "possible"),
        ("2022-02-25", "European Union", "certain"),
    ]


def test_office_holders_and_the_members_of_both_sides(told: Store) -> None:
    asked = {"actor": "EU", "other": "BRICS", "from": "2015"}
    rows = run_template(told, "meetings-between", asked, expand=True).records()
    assert [(row["date"], row["one"], row["other"]) for row in rows] == [
        ("2018-01-31", "Theresa May", "Xi Jinping"),
        ("2023-04-06", "Emmanuel Macron", "Xi Jinping"),
    ]
    assert run_template(told, "meetings-between", asked, exact=True, expand=True).rows == ()


def test_an_event_of_two_members_is_one_row(told: Store) -> None:
    rows = run_template(told, "timeline", {"actor": "EU", "from": "2018", "to": "2018"}, expand=True).records()
    assert [(row["date"], row["actors"], row["time"]) for row in rows] == [
        ("2018-01-18", "Emmanuel Macron; Theresa May", "certain"),
        ("2018-01-31", "Theresa May; Xi Jinping", "certain"),
    ]
    across = run_template(told, "timeline", {"actor": "EU", "from": "2018", "to": "2022-12"}, expand=True).records()
    assert len({row["event"] for row in across}) == len(across) == 7


@pytest.mark.parametrize("name", ["network", "ego"])
def test_one_row_a_group_counts_each_event_once(told: Store, name: str) -> None:
    rows = run_template(told, name, {"actor": "Quad", "type": "SANCTIONS"}, expand=True).records()
    assert [(row["events"], row["earliest"], row["latest"]) for row in rows] == [(3, "2007-06-01", "2018-06-01")]


def test_a_month_of_two_states_is_one_row(told: Store) -> None:
    rows = run_template(told, "dyad-months", {"actor": "Quad", "type": "SANCTIONS"}, expand=True).records()
    assert [(row["month"], row["source_iso3"], row["events"]) for row in rows] == [
        ("2007-06", "IND", 1),
        ("2018-06", "IND", 1),
    ]
    rows = run_template(told, "dyad-months", {"actor": "EU", "type": "MEETS"}, expand=True).records()
    assert [(row["month"], row["source_iso3"], row["target_iso3"], row["events"]) for row in rows] == [
        ("2018-01", "CHN", "GBR", 1),
        ("2018-01", "FRA", "GBR", 1),
        ("2023-04", "CHN", "FRA", 1),
    ]


def test_without_days_asked_the_members_of_the_day_count(told: Store) -> None:
    rows = run_template(told, "first-meeting", {"actor": "EU", "other": "Xi Jinping"}, expand=True).records()
    assert [row["actor"] for row in rows] == ["Emmanuel Macron"]
    visit = FactRecord(
        source=SourceRecord(url="https://example.org/plan"),
        event=Frame(
            "VISITS",
            (Participant("theresa-may", role="visitor"), Participant("CHN", role="visited")),
            "planned",
            "2019-03-01",
        ),
        act="announces",
        stated_on="2019-01-01",
    )
    told.load([document_from([visit])])
    for today, visitors in (("2019-02-01", ["Theresa May"]), ("2021-02-01", [])):
        asked = {"actor": "EU", "today": today}
        found = run_template(told, "planned-visits", asked, expand=True).records()
        assert [row["visitor"] for row in found] == visitors


def test_rows_come_in_the_templates_order(told: Store) -> None:
    rows = run_template(told, "network", {"actor": "EU", "from": "2015"}, expand=True).records()
    keys = [(row["source_id"], row["target_id"], row["type"]) for row in rows]
    assert keys == sorted(set(keys))


def test_each_actor_is_in_one_group_with_all_its_days(told: Store) -> None:
    found = {
        each: group for group in groups(told, "quad", False, Term("", "2005", "2020").possible) for each in group.actors
    }
    assert [len(found[each].possible) for each in ("quad", "IND")] == [1, 2]
    assert found["IND"].certain != found["IND"].possible


def test_stretches_of_days() -> None:
    assert united([(5, 9), (1, 3), (4, 4), (12, 11), (20, 30), (25, 26)]) == ((1, 9), (20, 30))
    assert shared(((1, 9), (20, 30)), ((8, 22), (29, 40))) == ((8, 9), (20, 22), (29, 30))


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
EVENTS = st.lists(st.one_of(SPANS, st.just((-999, 999))), max_size=6)
COUNTING = Template("count", "", (), (), totals={"events": "sum", "first": "min"})
LISTING = Template("list", "", (), ())


@given(st.lists(SPANS, min_size=1, max_size=4), st.lists(SPANS, max_size=3), EVENTS)
def test_parts_give_what_one_look_at_all_days_would(may: list[Days], surely: list[Days], events: list[Days]) -> None:
    """What no store need be asked for: each event counts once, and is certain only inside days that surely count."""
    possible = united(may)
    group = Group(("a",), possible, shared(united(surely), possible))
    met = [event for event in events if any(event[0] <= last and first <= event[1] for first, last in possible)]

    def found(values: Mapping[str, object]) -> list[Days]:
        first, last = values["from"], values["to"]
        assert isinstance(first, int)
        assert isinstance(last, int)
        return [event for event in events if event[0] <= last and event[1] >= first]

    def count(values: Mapping[str, object]) -> Answer:
        rows = found(values)
        return Answer(("actor", "events", "first"), (("a", len(rows), min(rows)[0]),) if rows else ())

    def tell(values: Mapping[str, object]) -> Answer:
        first, last = values["from"], values["to"]
        rows = [
            (*event, "certain" if shared((event,), ((first, last),)) == (event,) else "possible")  # type: ignore[arg-type]
            for event in found(values)
        ]
        return Answer(("first", "last", "time"), tuple(rows))

    values = {"actor": (group,), "from": -9999, "to": 9999}
    counted = in_parts(COUNTING, "RETURN 1 ORDER BY actor", values, count).rows
    assert counted == ((("a", len(met), min(met)[0]),) if met else ())
    listed = in_parts(LISTING, "RETURN 1 ORDER BY first, last DESC", values, tell).rows
    inside = {event for event in met if shared((event,), group.certain) == (event,)}
    assert listed == tuple(
        (*event, "certain" if event in inside else "possible")
        for event in sorted(set(met), key=lambda event: (event[0], -event[1]))
    )


def test_the_bodies_of_the_union_speak_for_it(told: Store) -> None:
    told.load([document("MEETS", "ursula-von-der-leyen", "xi-jinping", "2023-04-07")])
    rows = run_template(told, "who-met-whom", {"actor": "EU"}).records()
    assert [row["actor"] for row in rows] == ["Ursula von der Leyen"]


def test_every_template_that_counts_within_days_says_how_its_rows_join() -> None:
    silent = []
    for asked in templates().values():
        kinds = {each.name: each.kind for each in asked.parameters}
        answers = [statement.text.rpartition("RETURN")[2] for statement in asked.statements]
        counted = [found for text in answers for found in re.findall(r"\b(?:count|sum)\(.*?\) AS (\w+)", text)]
        if {"from", "to"} <= set(kinds) and "actors" in kinds.values() and counted and not asked.totals:
            silent.append((asked.name, counted))
    assert silent == []


def test_totals_that_say_no_way_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.cypher"
    path.write_text("// summary: Mine.\n// totals: events most\nMATCH (a:Actor) RETURN a.id AS id ORDER BY id\n")
    with pytest.raises(QueryError, match=r"mine\.cypher: '// totals: events most' says no way; write COLUMN sum"):
        read_template(path)
