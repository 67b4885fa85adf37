"""`check` tells of a graph that somebody has meddled with, in one line each; what is derived, `rebuild` makes again."""

from __future__ import annotations

import msgspec
import pytest
from full_graph import fill

from diplograph.graph.cypher_store import CypherStore
from diplograph.graph.store import Store
from diplograph.schema.claims import documents_from
from diplograph.schema.event_types import event_types
from diplograph.schema.records import FactRecord, Frame, Participant, SourceRecord

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


STRAYS = {
    "of no event": "CREATE (a)-[:ACCUSES {event: 'nowhere', id: 'nowhere'}]->(b)",
    "twice": "CREATE (a)-[:ACCUSES {event: m.event, id: m.id}]->(b)",
    "the other way": "CREATE (b)-[:ACCUSES {event: m.event, id: m.id}]->(a)",
    "to somebody else": "MATCH (o:Actor {id: 'JPN'}) CREATE (a)-[:ACCUSES {event: m.event, id: m.id}]->(o)",
    "of another type": "CREATE (a)-[:MEETS {event: m.event, id: m.id}]->(b)",
    "changed": "SET m.status = 'meddled'",
    "taken away": "DELETE m",
}
"""What somebody may do to an edge *m* from *a* to *b*, or beside it."""


@pytest.mark.parametrize("what", STRAYS)
def test_edges_that_somebody_meddled_with_are_as_before_after_a_rebuild(what: str, store: Store) -> None:
    assert isinstance(store, CypherStore)
    fill(store)
    before = edges_of_events(store)
    text = f"MATCH (a:Actor)-[m:ACCUSES]->(b:Actor) WITH a, m, b ORDER BY m.id LIMIT 1 {STRAYS[what]}"
    store.transact(lambda run: run(text, {}))
    assert edges_of_events(store) != before
    store.rebuild()
    assert edges_of_events(store) == before


def edges_of_events(store: CypherStore) -> list[tuple[str, ...]]:
    """All edges that stand between actors, whether an event gives them or not."""
    found: list[tuple[str, ...]] = []
    for kind in event_types().values():
        text = f"MATCH (a:Actor)-[m:{kind.edge}]->(b:Actor) RETURN a.id AS a, b.id AS b, m.id AS id, m.status AS status"
        found += [(kind.edge, *map(str, row)) for row in store.query(text).rows]
    return sorted(found)


def test_a_speech_with_what_nobody_says_in_it_is_told(store: Store) -> None:
    assert isinstance(store, CypherStore)
    fill(store)
    ((speech, said),) = list(store.contents())[:1]
    other = next(event.id for event in store.events() if event.id not in (speech, said))
    cypher = "MATCH (s:Event {id: $speech}), (o:Event {id: $other}) CREATE (s)-[:CONTENT]->(o)"
    store.transact(lambda run: run(cypher, {"speech": speech, "other": other}))
    assert store.check() == [f"event {speech}: whether {other} is said in it has changed; run diplograph rebuild"]


def test_what_is_said_stays_in_a_speech_that_is_told_better(store: Store) -> None:
    """A telling of the speech alone, which knows its day, takes the place of the one with what is said in it."""
    assert isinstance(store, CypherStore)
    said = Frame("SUPPLIES_ARMS", (Participant("PRK", role="supplier"), Participant("RUS", role="recipient")))
    people = (Participant("USA", role="accuser"), Participant("PRK", role="accused"))
    (document,) = documents_from(
        [FactRecord(SourceRecord(url="https://example.org/a"), Frame("ACCUSES", people, "actual", "2024", about=said))]
    )
    (speech,) = (claim for claim in document.claims if not claim.content_of)
    better = msgspec.structs.replace(speech, stated_on="2024-02-03")
    store.load([document])
    store.load([msgspec.structs.replace(document, claims=(better,))])
    assert [claim.stated_on for claim in store.claims() if not claim.content_of] == ["2024-02-03"]
    ((one, other),) = store.contents()
    assert (one.split("-")[0], other.split("-")[0]) == ("accuses", "supplies")
    assert store.check() == []
