"""A question about a state begins at the state: it finds what a list of all who speak for it would find."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from claims import refuse

from diplograph.graph.store import Store
from diplograph.loaders import read
from diplograph.queries import runner
from diplograph.queries.fitting import Spoken, fitted
from diplograph.queries.meaning import meant
from diplograph.queries.runner import run_template
from diplograph.queries.template import templates
from diplograph.schema import Document, FactRecord, Frame, Participant, SourceRecord, document_from

EXAMPLES = Path(__file__).parent.parent / "examples"
ACTORS = ("Russia", "North Korea", "France", "USA", "Kremlin", "Putin", "G7")


def told(source: str, *people: Participant) -> Document:
    record = SourceRecord(url=f"https://example.org/{source}", title=source)
    return document_from([FactRecord(record, Frame("MEETS", people, date="2024-01-16"))])


def somebody(name: str, represents: str, kind: str = "person") -> Participant:
    return Participant(text=name, kind=kind, represents=represents, role="participant")  # type: ignore[arg-type]


PUTIN = Participant("vladimir-putin", role="participant")
MINISTER = told("a", PUTIN, somebody("Jane Roe", "FRA"))
BODY = told("b", PUTIN, somebody("Bureau of Maps", "FRA", "body"))


def pairs(store: Store) -> set[tuple[str, str]]:
    rows = store.query(
        "MATCH (a:Actor)-[:SPEAKS_FOR]->(b:Actor) RETURN a.id AS one, b.id AS whom ORDER BY one, whom"
    ).rows
    found = [(str(row[0]), str(row[1])) for row in rows]
    assert len(found) == len(set(found))
    return set(found)


def test_an_actor_speaks_for_itself_and_for_whom_it_represents_however_far(store: Store) -> None:
    store.load([told("a", Participant("dmitry-peskov", role="participant"), somebody("Jane Roe", "FRA"))])
    expected = {("dmitry-peskov", whom) for whom in ("dmitry-peskov", "kremlin", "RUS")}
    assert {pair for pair in pairs(store) if pair[0] == "dmitry-peskov"} == expected
    assert store.speakers(["FRA", "dmitry-peskov"]) == {
        "FRA": {"FRA", "jane-roe~FRA"},
        "dmitry-peskov": {"dmitry-peskov"},
    }


def test_nobody_speaks_for_a_person(store: Store) -> None:
    store.load([told("a", PUTIN, somebody("Jane Roe", "emmanuel-macron"))])
    assert store.speakers(["emmanuel-macron"]) == {"emmanuel-macron": {"emmanuel-macron"}}


def test_who_speaks_for_a_person_does_not_speak_for_his_state(store: Store) -> None:
    store.load([MINISTER])
    (minister,) = {one for one, _ in pairs(store) if one.startswith("jane-roe")}
    store.load([told("c", PUTIN, somebody("John Doe", minister))])
    (clerk,) = {one for one, _ in pairs(store) if one.startswith("john-doe")}
    before = pairs(store)
    assert {whom for one, whom in before if one == clerk} == {clerk, minister}
    store.rebuild()
    assert pairs(store) == before


def test_who_comes_later_speaks_for_whom_a_body_speaks(store: Store) -> None:
    store.load([BODY])
    (body,) = {one for one, _ in pairs(store) if one.startswith("bureau")}
    store.load([MINISTER, told("c", PUTIN, somebody("John Doe", body))])
    (clerk,) = {one for one, _ in pairs(store) if one.startswith("john-doe")}
    assert {whom for one, whom in pairs(store) if one == clerk} == {clerk, body, "FRA"}


@pytest.mark.parametrize("again", [Store.rebuild, lambda store: store.load([MINISTER, BODY])])
def test_grown_is_as_rebuilt_and_loaded_again(store: Store, again: Callable[[Store], object]) -> None:
    for document in (BODY, MINISTER, told("c", PUTIN, somebody("Jane Roe", "DEU"))):
        store.load([document])
    before = pairs(store)
    assert store.check() == []
    again(store)
    assert pairs(store) == before


def test_the_dump_does_not_tell_what_follows_from_it(store: Store) -> None:
    store.load([MINISTER])
    out = io.BytesIO()
    store.dump(out)
    assert b"speaks" not in out.getvalue()


def asked(store: Store) -> dict[tuple[str, str, str], object]:
    """The rows of each template about each of some actors, and about pairs of them."""
    found: dict[tuple[str, str, str], object] = {}
    for each in templates().values():
        names = [parameter.name for parameter in each.parameters if parameter.kind == "actors"]
        more = {"status": "all"} if any(one.name == "status" for one in each.parameters) else {}
        more |= {"today": "2026-01-01"} if any(one.name == "today" for one in each.parameters) else {}
        for actor in ACTORS if names else ():
            for other in ("", *ACTORS[:3]) if len(names) > 1 else ("",):
                needed = [one for one in each.parameters if one.kind == "actors" and one.default is None]
                if other != actor and (other or len(needed) < 2):
                    values = dict(zip(names, (actor, other) if other else (actor,), strict=False))
                    found[each.name, actor, other] = run_template(store, each.name, {**values, **more}).rows
    return found


def test_one_key_finds_what_a_list_of_speakers_finds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.load(read([EXAMPLES], refuse))
    by_key = asked(store)
    monkeypatch.setattr(runner, "spoken", meant)
    assert asked(store) == by_key
    assert sum(bool(rows) for rows in by_key.values()) > 100


RUS, PRK = Spoken("RUS", lambda: ["RUS", "kremlin"]), Spoken("PRK", lambda: ["PRK"])
FROM_RUS, TO_PRK = "(:Actor {id: $the_one})<-[:SPEAKS_FOR]-", "-[:SPEAKS_FOR]->(:Actor {id: $the_two})"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "MATCH (a:Actor)-[m:MEETS]-(b:Actor) WHERE a.id IN $one AND m.origins > 1 RETURN b.id AS id ORDER BY id",
            f"MATCH {FROM_RUS}(a:Actor)-[m:MEETS]-(b:Actor) WHERE true AND m.origins > 1 RETURN b.id AS id ORDER BY id",
        ),
        (
            "MATCH (a:Actor)-[m:MEETS]-(b:Actor) WHERE b.id IN $two AND m.origins > 1 RETURN a.id AS id ORDER BY id",
            f"MATCH (a:Actor)-[m:MEETS]-(b:Actor){TO_PRK} WHERE true AND m.origins > 1 RETURN a.id AS id ORDER BY id",
        ),
        (
            "MATCH (a:Actor)-[:MEETS]-(b:Actor) WHERE a.id IN $one AND b.id IN $two RETURN b.id AS id ORDER BY id",
            f"MATCH {FROM_RUS}(a:Actor)-[:MEETS]-(b:Actor){TO_PRK} WHERE true AND true RETURN b.id AS id ORDER BY id",
        ),
        (
            "MATCH (a:Actor)-[m]-(b:Actor) WHERE a.id IN $one AND b.id IN $two AND m.origins > 1 "
            "RETURN 1 AS n ORDER BY n",
            f"MATCH {FROM_RUS}(a:Actor)-[m]-(b:Actor) WHERE true AND "
            "EXISTS { MATCH (:Actor {id: $the_two})<-[:SPEAKS_FOR]-(b) } AND m.origins > 1 RETURN 1 AS n ORDER BY n",
        ),
        (
            "MATCH (a:Actor)-[m:MEETS]-(b:Actor) WHERE a.id IN $one OR m.origins > 1 RETURN 1 AS n ORDER BY n",
            "MATCH (a:Actor)-[m:MEETS]-(b:Actor) WHERE EXISTS { MATCH (:Actor {id: $the_one})<-[:SPEAKS_FOR]-(a) } "
            "OR m.origins > 1 RETURN 1 AS n ORDER BY n",
        ),
        (
            "MATCH (a:Actor) WHERE NOT a.id IN $one RETURN a.id AS id ORDER BY id",
            "MATCH (a:Actor) WHERE NOT EXISTS { MATCH (:Actor {id: $the_one})<-[:SPEAKS_FOR]-(a) } "
            "RETURN a.id AS id ORDER BY id",
        ),
        (
            "MATCH (a:Actor) RETURN a.id AS id, a.id IN $one AS ours ORDER BY id",
            "MATCH (a:Actor) RETURN a.id AS id, a.id IN $one AS ours ORDER BY id",
        ),
        (
            "MATCH (a:Actor) WHERE a.id IN $two RETURN a.id AS id, a.id IN $two AS ours ORDER BY id",
            "MATCH (:Actor {id: $the_two})<-[:SPEAKS_FOR]-(a:Actor) WHERE true "
            "RETURN a.id AS id, a.id = $the_two AS ours ORDER BY id",
        ),
    ],
)
def test_a_text_begins_at_a_key_where_that_says_the_same(text: str, expected: str) -> None:
    assert fitted(text, {"one": RUS, "two": PRK})[0] == expected
