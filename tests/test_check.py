"""`check` tells of a graph that somebody has meddled with, in one line each; what is derived, `rebuild` makes again."""

from __future__ import annotations

import pytest
from full_graph import fill

from diplograph.graph.cypher_store import CypherStore
from diplograph.graph.store import Store

MEDDLED = {
    "a claim without its event": (
        "MATCH (:Claim)-[r:ABOUT]->(:Event) WITH r LIMIT 1 DELETE r",
        "is in 0 events, not in 1",
    ),
    "a speech without what is said": ("MATCH (:Event)-[r:CONTENT]->(:Event) DELETE r", "is said in it has changed"),
    "a body that speaks for nobody": (
        "MATCH (a:Actor)-[r:SPEAKS_FOR]->(b:Actor) WHERE a.id <> b.id DELETE r",
        "has changed; run diplograph rebuild",
    ),
}


@pytest.mark.parametrize("what", MEDDLED)
def test_what_was_taken_away_is_told_and_made_again(what: str, store: Store) -> None:
    assert isinstance(store, CypherStore)
    fill(store)
    assert store.check() == []
    before = list(store.contents()), list(store.events()), list(store.speaking())
    cypher, told = MEDDLED[what]
    store.transact(lambda run: run(cypher, {}))
    assert any(told in problem for problem in store.check())
    store.rebuild()
    assert store.check() == []
    assert (list(store.contents()), list(store.events()), list(store.speaking())) == before


def test_a_speech_with_what_nobody_says_in_it_is_told(store: Store) -> None:
    assert isinstance(store, CypherStore)
    fill(store)
    ((speech, said),) = list(store.contents())[:1]
    other = next(event.id for event in store.events() if event.id not in (speech, said))
    cypher = "MATCH (s:Event {id: $speech}), (o:Event {id: $other}) CREATE (s)-[:CONTENT]->(o)"
    store.transact(lambda run: run(cypher, {"speech": speech, "other": other}))
    assert store.check() == [f"event {speech}: whether {other} is said in it has changed; run diplograph rebuild"]
