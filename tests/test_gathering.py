"""All rows of a question in one record: the same rows as one record each."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from full_graph import fill

from diplograph.graph.cypher_store import CypherStore
from diplograph.graph.gathering import gathered
from diplograph.graph.running import Rows
from diplograph.graph.store import Store


def test_columns_are_found_whatever_stands_in_brackets() -> None:
    whole = gathered("MATCH (n {a: 1}) RETURN n.a AS a, coalesce([n.b, n.c][0], {x: 1, y: f(2, 3)}) AS `b`")
    assert whole is not None
    assert whole.columns == ("a", "b")
    assert whole.text.endswith("RETURN collect([`a`, `b`]) AS gathered")


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n.a",
        "MATCH (n) RETURN n.a AS a, n.b",
        "MATCH (n) RETURN n.a AS a ORDER BY a",
        "MATCH (n) RETURN n.a AS a LIMIT 3",
        "MATCH (n) SET n.a = 1 RETURN n.a AS a",
        "MERGE (n:A {id: 1}) RETURN n.id AS id",
        "MATCH (n) DETACH DELETE n",
    ],
)
def test_what_writes_or_has_an_order_stays_as_it_is(text: str) -> None:
    assert gathered(text) is None


def test_every_reading_of_a_store_gives_the_same_rows_either_way(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(store, CypherStore)
    asked: list[tuple[str, Mapping[str, object]]] = []
    reading = type(store).read_rows

    def noted(self: CypherStore, cypher: str, parameters: Mapping[str, object]) -> Rows:
        asked.append((cypher, dict(parameters)))
        return reading(self, cypher, parameters)

    monkeypatch.setattr(type(store), "read_rows", noted)
    fill(store)
    for told in (store.sources, store.claims, store.actors, store.events, store.edges, store.contents):
        assert list(told())
    monkeypatch.undo()
    assert len(asked) > 20
    for cypher, parameters in asked:
        if not re.search(r"\b(?:ORDER|LIMIT)\b", cypher):
            assert gathered(cypher) is not None, cypher
        assert sorted(map(repr, reading(store, cypher, parameters))) == sorted(
            map(repr, _one_by_one(store, cypher, parameters))
        )


def _one_by_one(store: CypherStore, cypher: str, parameters: Mapping[str, object]) -> list[dict[str, object]]:
    return store.run_reading(cypher, parameters).records()
