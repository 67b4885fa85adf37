"""Rows that stand already are compared as columns: only sources of which something differs are written again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from bulk_loads import documents, snapshot

from diplograph.graph.bulk import Bulk
from diplograph.graph.store import open_store
from diplograph.schema import Claim, Document
from diplograph.schema.model import ActorName


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of sources that were written as documents."""
    found: list[str] = []
    write = Bulk._write

    def noted(self: Bulk, documents: Sequence[Document]) -> None:
        found.extend(each.source.id for each in documents)
        write(self, documents)

    monkeypatch.setattr(Bulk, "_write", noted)
    return found


def test_nothing_is_written_of_what_stands(
    rows: Path, expected: str, copies: None, tmp_path: Path, written: list[str]
) -> None:
    told = documents(rows)
    assert snapshot(tmp_path / "again.lbug", [told, told[::-1], told[::3]]) == expected
    assert written == []


CHANGES: dict[str, Callable[[Claim, str], Claim]] = {
    "day of statement": lambda claim, _: msgspec.structs.replace(claim, stated_on="2019-09-30"),
    "confidence": lambda claim, _: msgspec.structs.replace(claim, confidence="high"),
    "who claims": lambda claim, other: msgspec.structs.replace(claim, claimant=other),
    "key": lambda claim, other: msgspec.structs.replace(claim, key=f"{claim.key}|other={other}"),
    "actor": lambda claim, other: msgspec.structs.replace(
        claim, participants=(msgspec.structs.replace(claim.participants[0], actor=other), *claim.participants[1:])
    ),
    "one named less": lambda claim, _: msgspec.structs.replace(claim, participants=claim.participants[:-1]),
}
"""What differs in a claim of the same id, which names somebody else as well; the other actor stands."""


@pytest.mark.parametrize("what", CHANGES)
def test_a_source_is_written_again_where_a_claim_differs(
    what: str, rows: Path, copies: None, tmp_path: Path, written: list[str]
) -> None:
    told = documents(rows)
    other = told[0].actors[0].id
    place = next(place for place, each in enumerate(told) if place and len(each.claims[0].participants) > 1)
    (claim,) = told[place].claims
    changed = list(told)
    changed[place] = msgspec.structs.replace(told[place], claims=(CHANGES[what](claim, other),))
    assert changed[place] != told[place]
    given = [told, changed]
    one_by_one = [[each] for load in given for each in load]
    expected = snapshot(tmp_path / "one.lbug", one_by_one)
    written.clear()
    assert snapshot(tmp_path / "bulk.lbug", given) == expected
    assert set(written) == {told[place].source.id}


def test_a_source_with_another_title_is_written_again(
    rows: Path, copies: None, tmp_path: Path, written: list[str]
) -> None:
    told = documents(rows)
    titled = msgspec.structs.replace(told[7], source=msgspec.structs.replace(told[7].source, title="A title"))
    given = [told, [*told[:7], titled, *told[8:]]]
    expected = snapshot(tmp_path / "one.lbug", [[each] for load in given for each in load])
    written.clear()
    assert snapshot(tmp_path / "bulk.lbug", given) == expected
    assert set(written) == {told[7].source.id}


def test_an_actor_has_what_is_new_of_it_where_all_claims_stand(
    rows: Path, copies: None, tmp_path: Path, written: list[str]
) -> None:
    told = documents(rows)
    known = told[0].actors[0].id
    more = ActorName("Somewhere", "en", "alias")
    named = [
        msgspec.structs.replace(
            each,
            actors=tuple(
                msgspec.structs.replace(actor, names=(*actor.names, more)) if actor.id == known else actor
                for actor in each.actors
            ),
        )
        for each in told
    ]
    assert named != told
    path = tmp_path / "named.lbug"
    snapshot(path, [told, named])
    assert written == []
    with open_store(str(path), "read") as store:
        asked = "MATCH (a:Actor {id: $actor})-[r:NAMED]->(:Name) RETURN r.text AS text ORDER BY text"
        assert (more.text,) in store.query(asked, {"actor": known}).rows
