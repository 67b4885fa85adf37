"""Which documents are written together, and which questions are put together."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest

from diplograph.graph.batching import batches, claims_in, room_in
from diplograph.graph.running import Rows, Run, are_few, by_id, sought
from diplograph.schema.model import Document, Prepared, Source

GROUP = 1_000


def pieces(count: int, claims: int) -> list[Prepared]:
    """So many pieces of coded rows, each of a source."""
    return [Prepared((f"{number}",), claims, b"") for number in range(count)]


def test_the_first_batch_is_small_and_each_next_twice_as_large() -> None:
    found = [len(batch) for batch in batches(pieces(100, 9), most=400, first=100)]
    assert found == [10, 20, 40, 30]


def test_batches_end_where_they_fill_groups_and_what_is_over_does_not_add_up() -> None:
    standing = 150
    ends: list[int] = []

    def room() -> int:
        return room_in(Run(lambda *_: [{"total": standing}]), GROUP)

    for batch in batches(pieces(1_000, 7), most=5_000, first=400, room=room):
        standing += claims_in(batch)
        ends.append(standing)
    assert standing == 150 + 7 * 1_000
    assert ends[0] == 150 + 7 * 50
    over = [end % GROUP for end in ends[1:-1]]
    assert len(over) == 7
    assert max(over) < 7
    assert all(other - one <= GROUP + 7 for one, other in itertools.pairwise(ends))


@pytest.mark.parametrize(
    ("standing", "room"), [(0, 1_000), (1, 999), (750, 250), (751, 1_249), (999, 1_001), (5_000, 1_000)]
)
def test_a_group_that_is_nearly_full_is_filled_with_the_next(standing: int, room: int) -> None:
    assert room_in(Run(lambda *_: [{"total": standing}]), GROUP) == room


def test_a_store_without_groups_is_asked_nothing() -> None:
    def ask(*_: object) -> Rows:
        raise AssertionError

    assert room_in(Run(ask), 0) == 0


def test_documents_without_claims_make_a_batch_too() -> None:
    documents = [Document(Source(f"{number}")) for number in range(10)]
    assert [len(batch) for batch in batches(documents, most=4)] == [4, 4, 2]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("MATCH (n:Key {id: row.id}) RETURN n.id AS id", 1),
        ("MATCH (n:Key {id: row.id}) SET n.dirty = true RETURN n.id AS id", 1),
        ("MATCH (n:Key {id: row.id})<-[:OF_KEY]-(c:Claim) RETURN c.id AS id", 3),
        ("MATCH (n:Actor {id: row.id}) MATCH (n)-[r:NAMED]->(:Name) RETURN r.text AS text", 3),
        ("MATCH (n:Source {id: row.id}) SET n.superseded_by = row.by", 3),
    ],
)
def test_nodes_alone_are_looked_up_together_and_paths_one_by_one(text: str, asked: int) -> None:
    seen: list[Mapping[str, object]] = []

    def ask(_: str, parameters: Mapping[str, object]) -> Rows:
        seen.append(parameters)
        return []

    rows = [{**row, "by": ""} for row in by_id("abc")] if "row.by" in text else by_id("abc")
    Run(ask, lambda *_: True).each(text, rows)
    assert len(seen) == asked
    if asked == 1:
        assert seen == [{"rows": ["a", "b", "c"]}]


@pytest.mark.parametrize(
    ("text", "standing", "few"),
    [
        ("MATCH (n:Key {id: row.id})<-[:OF_KEY]-(c:Claim) RETURN c.id AS id", 50_000, True),
        ("MATCH (n:Key {id: row.id})<-[:OF_KEY]-(c:Claim) RETURN c.id AS id", 49_999, False),
        ("MATCH (n:Actor {id: row.id}) MATCH (n)-[r:NAMED]->(:Name) RETURN r.text AS text", 599_999, False),
        ("MATCH (n:Actor {id: row.id})<-[:NAMES]-(c:Claim) RETURN c.id AS id", 50_000, True),
    ],
)
def test_rows_are_few_beside_many_claims_or_very_many_actors(text: str, standing: int, few: bool) -> None:
    assert are_few(text, 2_000, lambda _: standing) is few


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        (
            "MATCH (a:Actor)-[:NAMED]->(n:Name {id: row.id}) RETURN a.id AS id",
            "MATCH (n:Name {id: row.id}) USING INDEX SEEK n:Name(id) "
            "WITH row, n MATCH (a:Actor)-[:NAMED]->(n) RETURN a.id AS id",
        ),
        (
            "MATCH (a:Claim {id: row.`from`}), (b:Key {id: row.`to`}) CREATE (a)-[:OF_KEY {}]->(b)",
            "MATCH (a:Claim {id: row.`from`}) USING INDEX SEEK a:Claim(id) "
            "MATCH (b:Key {id: row.`to`}) USING INDEX SEEK b:Key(id) CREATE (a)-[:OF_KEY {}]->(b)",
        ),
        ("MERGE (n:Key {id: row.id})", "MERGE (n:Key {id: row.id})"),
        ("MATCH (n:Load) RETURN count(*) AS loads", "MATCH (n:Load) RETURN count(*) AS loads"),
    ],
)
def test_a_server_is_told_to_seek_what_a_row_names(text: str, sent: str) -> None:
    assert sought(text) == sent
