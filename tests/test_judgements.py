"""Judgements: reasoned, reversible, and the same whatever their order."""

from __future__ import annotations

import random

import pytest
from claims import claim
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.schema.errors import SchemaError
from diplograph.schema.events import Setting, derive
from diplograph.schema.judgements import Judgement, in_force, judgement, rulings


def judged(verdict: str, subject: str, object: str = "", *, revision: int = 1) -> Judgement:
    return judgement(verdict, subject, object, "seen in the originals", "A. Reader", revision)


FIRST, SECOND = claim("MEETS", "2024-03-01"), claim("MEETS", "2024-03-02", source="b")
THIRD = claim("MEETS", "2024-03-01", source="c")


def test_two_days_judged_one_are_one_event_with_both_days() -> None:
    setting = Setting(rulings([judged("same-event", FIRST.id, SECOND.id)]))
    (event,) = derive([FIRST, SECOND], setting)
    assert (event.date, event.claim_count) == ("2024-03-01/2024-03-02", 2)


def test_a_claim_judged_apart_leaves_its_event() -> None:
    setting = Setting(rulings([judged("different-events", THIRD.id, FIRST.id)]))
    assert sorted(event.claims for event in derive([FIRST, THIRD], setting)) == sorted([(FIRST.id,), (THIRD.id,)])
    assert {event.id for event in derive([FIRST, THIRD], setting)} == {FIRST.event_hint, THIRD.event_hint}


def test_the_later_revision_stands_and_of_two_at_once_the_one_that_claims_less() -> None:
    merge, part = judged("same-event", FIRST.id, SECOND.id), judged("different-events", FIRST.id, SECOND.id)
    assert in_force([merge, part]) == (part,)
    again = judged("same-event", FIRST.id, SECOND.id, revision=2)
    assert in_force([again, merge, part]) == (again,)


def test_a_rejected_claim_and_a_retracted_source_tell_nothing() -> None:
    assert derive([FIRST], Setting(rulings([judged("reject", FIRST.id)]))) == ()
    assert derive([FIRST], Setting(rulings([judged("retract", FIRST.source)]))) == ()
    restored = rulings([judged("retract", FIRST.source), judged("restore", FIRST.source, revision=2)])
    assert len(derive([FIRST], Setting(restored))) == 1


def test_merged_actors_are_one_of_the_tables_where_one_is() -> None:
    found = rulings([judged("same-actor", "kim-yong-un~PRK", "kim-jong-un"), judged("same-actor", "a~PRK", "b~PRK")])
    assert found.actor("kim-yong-un~PRK") == "kim-jong-un"
    assert found.actor("b~PRK") == "a~PRK"
    assert found.actor("vladimir-putin") == "vladimir-putin"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("same-person", "a", "b", "why", "who"), "unknown verdict 'same-person'"),
        (("same-actor", "a", "b", "", "who"), "no reason or no author"),
        (("same-actor", "a", "a", "why", "who"), "needs two different ids"),
        (("retract", "a", "b", "why", "who"), "needs one id"),
        (("retract", "a", "", "why", "who", 0), "count from 1"),
    ],
)
def test_a_judgement_without_ground_is_refused(values: tuple[str, str, str, str, str], told: str) -> None:
    with pytest.raises(SchemaError, match=told):
        judgement(*values)


ACTORS = st.sampled_from(["a~PRK", "b~PRK", "c~PRK", "kim-jong-un"])
PAIRS = st.tuples(ACTORS, ACTORS).filter(lambda pair: pair[0] != pair[1])
JUDGED = st.lists(
    st.builds(
        lambda verdict, pair, revision: judged(verdict, *pair, revision=revision),
        st.sampled_from(["same-actor", "different-actors"]),
        PAIRS,
        st.integers(1, 3),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(JUDGED, st.randoms())
def test_rulings_depend_on_the_set_of_judgements_alone(found: list[Judgement], dice: random.Random) -> None:
    shuffled = [*found, *found]
    dice.shuffle(shuffled)
    assert rulings(shuffled) == rulings(found)
    leaders = rulings(found)
    assert all(leaders.actor(leaders.actor(each)) == leaders.actor(each) for each in leaders.leaders)
