"""Stories told in articles: the exact events, edges and as-of answers, in every order, on both stores."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from itertools import permutations
from pathlib import Path

import pytest
from article_stories import (
    Story,
    Told,
    claims_in_force,
    documents_of,
    judgements_of,
    orders,
    same,
    setting_of,
    stories,
    told,
)

from diplograph.graph.cypher_store import CypherStore
from diplograph.graph.running import Run
from diplograph.graph.store import Store, open_store
from diplograph.graph.tables import NODES
from diplograph.queries.runner import run_template
from diplograph.schema import Document
from diplograph.schema.event_types import event_type
from diplograph.schema.events import derive, edges_of
from diplograph.schema.judgements import Judgement

NAMES = sorted(stories())
Dumps = Mapping[str, bytes]


def test_there_are_stories_of_both_languages() -> None:
    spoken = [{article.language for article in story.articles} for story in stories().values()]
    assert len(spoken) >= 30
    assert sum("fr" in each for each in spoken) >= 15
    assert sum("en" in each for each in spoken) >= 15


# -- without a store: the pure functions of the set of claims


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_at_its_offsets(name: str) -> None:
    for document in documents_of(name).values():
        for claim in document.claims:
            assert document.source.text[claim.start : claim.end] == claim.quote != ""


@pytest.mark.parametrize("name", NAMES)
def test_the_claims_of_a_story_give_its_events_in_every_order(name: str) -> None:
    story = stories()[name]
    for judged, expected in (((), story.events), (judgements_of(name), story.outcome)):
        for order in permutations(documents_of(name).values()):
            same(derived(order, judged), expected)


def derived(documents: tuple[Document, ...], judged: tuple[Judgement, ...]) -> Iterator[Told]:
    setting = setting_of(documents, judged)
    claims = {claim.id: claim for claim in claims_in_force(documents, setting)}
    for event in derive(claims.values(), setting):
        yield told(event, [f"{edge.source_actor} > {edge.target_actor}" for edge in edges_of(event)])


# -- in a store: one article or decision at a time


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
        assert as_known(store, story) == {day: sorted(rows) for day, rows in story.as_of.items()}
        assert dump(store) == dump_of(name), steps
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
    for asked in story.lapsed:
        rows = run_template(store, "lapsed-announcements", {"today": asked.today}).records()
        assert sorted(f"{row['type']} {row['date']}".strip() for row in rows) == sorted(asked.rows), asked.today
    for asked in story.planned_visits:
        rows = run_template(store, "planned-visits", {"today": asked.today}).records()
        assert sorted(f"{row['status']} {row['date']}".strip() for row in rows) == sorted(asked.rows), asked.today


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
