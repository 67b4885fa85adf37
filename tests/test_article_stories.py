"""Stories in stores: one article or decision at a time, in every order; equal events, answers and dumps."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from article_stories import documents_of, judgements_of, orders, same, stories, told
from story_form import Story, Told

from diplograph.graph.cypher_store import CypherStore
from diplograph.graph.running import Run
from diplograph.graph.store import Store, open_store
from diplograph.graph.tables import NODES
from diplograph.queries.runner import run_template
from diplograph.schema.event_types import event_type

NAMES = sorted(stories())


@pytest.fixture(scope="module")
def dump_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The dump that an undisturbed load of a story into a new embedded store gives, made once each."""
    made: dict[str, bytes] = {}

    def of(name: str) -> bytes:
        if name not in made:
            with open_store(str(tmp_path_factory.mktemp("story") / "graph.lbug")) as store:
                store.load(documents_of(name).values())
                store.judge(judgements_of(name))
                made[name] = dump(store)
        return made[name]

    return of


def dump(store: Store) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def forget(run: Run) -> None:
    for label in sorted(set(NODES) - {"Diplograph"}):
        run(f"MATCH (n:{label}) DETACH DELETE n", {})


def emptied(store: Store) -> None:
    """Every node of every label goes, but for the mark of the store itself: nothing of an order is left."""
    assert isinstance(store, CypherStore)
    store.transact(forget)
    rows = store.query("MATCH (n) RETURN count(*) AS nodes ORDER BY nodes").rows
    assert rows == ((1,),)


@pytest.mark.parametrize("name", NAMES)
def test_a_store_tells_a_story_in_every_order(store: Store, name: str, dump_of: Callable[[str], bytes]) -> None:
    story = stories()[name]
    judged = judgements_of(name)
    decisions = {f"decision {place}": each for place, each in enumerate(judged)}
    for steps in orders([*documents_of(name), *decisions]):
        emptied(store)
        for step in steps:
            if step in decisions:
                store.judge([decisions[step]])
            else:
                store.load([documents_of(name)[step]])
        same(stored(store), story.outcome)
        assert dump(store) == dump_of(name), steps
    # Equal dumps give equal answers: those as of a day, which take longer, are asked once.
    assert as_known(store, story) == {day: sorted(rows) for day, rows in story.as_of.items()}
    assert store.check() == []


@pytest.mark.parametrize("name", NAMES)
def test_the_templates_tell_a_story(store: Store, name: str) -> None:
    story = stories()[name]
    store.load(documents_of(name).values())
    same(stored(store), story.events)
    assert conflicts(store) == sorted(story.conflicts)
    assert cited(store) == sorted(story.cited)
    with_edges = edges_by_event(store)
    assert edge_statuses(store) == {(event.id, event.status) for event in store.events() if event.id in with_edges}
    store.judge(judgements_of(name))
    same(stored(store), story.outcome)
    assert conflicts(store) == ([] if story.decisions else sorted(story.conflicts))
    for asked in story.lapsed:
        rows = run_template(store, "lapsed-announcements", {"today": asked.today}).records()
        assert sorted(f"{row['type']} {row['date']}".strip() for row in rows) == sorted(asked.rows), asked.today
    for asked in story.planned_visits:
        rows = run_template(store, "planned-visits", {"today": asked.today}).records()
        assert sorted(f"{row['status']} {row['date']}".strip() for row in rows) == sorted(asked.rows), asked.today


def test_an_answer_as_of_a_day_says_how_many_claims_tell_no_day(store: Store) -> None:
    store.load(documents_of("fr-undated-plan-without-publication").values())
    reply = run_template(store, "timeline", {"actor": "Xi Jinping", "status": "all"}, as_of="2024-05-10")
    assert reply.note == "1 claims tell no day and were left out"


def test_nobody_met_as_of_a_day_on_which_only_a_call_was_known(store: Store) -> None:
    store.load(documents_of("en-a-call-that-was-a-meeting").values())
    met = {
        day: run_template(store, "who-met-whom", {"actor": "Modi"}, as_of=day).rows
        for day in ("2023-05-21", "2023-05-23")
    }
    assert {day: len(rows) for day, rows in met.items()} == {"2023-05-21": 0, "2023-05-23": 1}
    asked = {"actor": "Modi", "type": "SPEAKS_WITH"}
    assert len(run_template(store, "timeline", asked, as_of="2023-05-21").rows) == 1
    assert not run_template(store, "timeline", asked).rows


def stored(store: Store) -> list[Told]:
    edges = edges_by_event(store)
    return [told(event, edges.get(event.id, [])) for event in store.events()]


def edges_by_event(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for edge in store.edges():
        found.setdefault(edge.event, []).append(f"{edge.source_actor} > {edge.target_actor}")
    return found


def edge_statuses(store: Store) -> set[tuple[object, object]]:
    """Each edge has the status of its event: a plan or a charge is an edge, and says what it is."""
    found: set[tuple[object, object]] = set()
    for kind in sorted({event_type(event.type).edge for event in store.events()}):
        text = (
            f"MATCH (:Actor)-[m:{kind}]->(:Actor) RETURN DISTINCT m.event AS event, m.status AS status ORDER BY event"
        )
        found.update((row[0], row[1]) for row in store.query(text).rows)
    return found


def as_known(store: Store, story: Story) -> dict[str, list[str]]:
    """The timeline of the story's actor as of each day of the story."""
    answers = {}
    for day in story.as_of:
        rows = run_template(store, "timeline", {"actor": story.asked, "status": "all"}, as_of=day).records()
        answers[day] = sorted(f"{row['type']} {row['status']} {row['date']}".strip() for row in rows)
    return answers


def conflicts(store: Store) -> list[str]:
    rows = run_template(store, "conflicts", {}).records()
    near = [row for row in rows if row["conflict"] == "up to three days apart"]
    return sorted(str(row["dates"]) for row in near)


def cited(store: Store) -> list[str]:
    text = "MATCH (s:Source)-[:REPORTED_VIA]->(a:Actor) RETURN s.url AS url, a.id AS agency ORDER BY url, agency"
    return sorted(f"{Path(str(url)).name} {agency}" for url, agency in store.query(text).rows)
