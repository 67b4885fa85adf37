"""What always holds of events, over claim sets that Hypothesis makes up."""

from __future__ import annotations

import random
from collections.abc import Sequence

from claims import claim
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.schema import Claim
from diplograph.schema.claims import better
from diplograph.schema.events import OUTLINE, Setting, derive, derive_changed, edges_of, event_of, events_of, known_on
from diplograph.schema.events.plans import stated
from diplograph.schema.judgements import Rulings
from diplograph.schema.model import FACTS, Event

DATES = st.sampled_from(
    [
        "",
        "2024",
        "2024-03",
        "2024-21",
        "XXXX-03",
        "2024-03-01",
        "2024-03-02",
        "2024-03-01/2024-03-05",
        "2024-03-04/..",
        "2023-12-31",
    ]
)
DAYS = st.sampled_from(["", "2023-12-01", "2024-02-01", "2024-03-01", "2024-03-03", "2024-09-01"])
SETS = st.lists(
    st.builds(
        claim,
        st.sampled_from(["MEETS", "SPEAKS_WITH", "VISITS", "SUPPLIES_ARMS"]),
        DATES,
        stated=DAYS,
        modality=st.sampled_from(["actual", "planned", "alleged", "hypothetical"]),
        act=st.sampled_from(
            ["reports", "announces", "confirms", "accuses", "denies", "admits", "cancels", "postpones"]
        ),
        source=st.sampled_from("abc"),
        by=st.sampled_from(["", "kremlin", "USA", "PRK"]),
    ),
    max_size=7,
)


def united(claims: list[Claim]) -> dict[str, Claim]:
    """The claims by id, of two with one id the one that is kept."""
    found: dict[str, Claim] = {}
    for one in claims:
        found[one.id] = better(found.get(one.id), one)
    return found


@settings(max_examples=300, deadline=None)
@given(SETS, st.randoms())
def test_events_depend_on_the_set_alone(claims: list[Claim], dice: random.Random) -> None:
    shuffled = [*claims, *claims]
    dice.shuffle(shuffled)
    assert derive(shuffled) == derive(claims)


@settings(max_examples=300, deadline=None)
@given(SETS)
def test_each_claim_is_in_exactly_one_event_of_its_key(claims: list[Claim]) -> None:
    events = derive(claims)
    held = sorted(member for event in events for member in event.claims)
    assert held == sorted({one.id for one in claims})
    by_id = united(claims)
    for event in events:
        assert {by_id[member].key for member in event.claims} == {event.key}
        assert event.id in {by_id[member].event_hint for member in event.claims}


@settings(max_examples=300, deadline=None)
@given(SETS)
def test_different_days_of_a_moment_never_merge(claims: list[Claim]) -> None:
    by_id = {one.id: one for one in claims}
    for event in derive(claims):
        told = [by_id[member] for member in event.claims if by_id[member].act not in ("denies", "cancels", "postpones")]
        days = {one.date for one in told if one.modality in ("actual", "alleged") and len(one.date) == 10}
        assert event.type in ("VISITS", "SUPPLIES_ARMS") or len(days) <= 1


@settings(max_examples=300, deadline=None)
@given(SETS)
def test_no_fact_without_somebody_who_tells_it_as_done(claims: list[Claim]) -> None:
    by_id = united(claims)
    for event in derive(claims):
        members = [by_id[member] for member in event.claims]
        if event.status in FACTS:
            assert any(
                one.modality == "actual" and one.act in ("reports", "announces", "confirms", "admits")
                for one in members
            )
        lead = by_id[event.claim]
        assert lead in members and lead.quote == event.quote
        assert lead.act != "denies" or event.status in ("denied", "hypothetical")
        for edge in edges_of(event):
            assert edge.source_actor != edge.target_actor


@settings(max_examples=300, deadline=None)
@given(SETS, st.booleans())
def test_outlines_of_claims_give_the_events_of_whole_ones(claims: list[Claim], apart: bool) -> None:
    whole = united(claims)
    told = list(whole.values())
    judged = Rulings(apart=frozenset({(told[0].id, told[-1].id)})) if apart and told else Rulings()
    outlined = [one if one.act == "admits" else _outline(one) for one in told]

    def make(groups: Sequence[Sequence[Claim]]) -> list[Event]:
        return events_of([[whole[one.id] for one in members] for members in groups], Setting(judged))

    assert derive_changed(outlined, judged, {}, make).made == derive(told, Setting(judged))


def _outline(one: Claim) -> Claim:
    asked = {name: getattr(one, name) for name in ("id", "source", "key", *OUTLINE)}
    return Claim(**asked, participants=())


@settings(max_examples=200, deadline=None)
@given(SETS, SETS)
def test_keys_do_not_touch_each_other(one: list[Claim], other: list[Claim]) -> None:
    keys = {each.key for each in one}
    apart = [each for each in other if each.key not in keys]
    assert set(derive([*one, *apart])) == {*derive(one), *derive(apart)}


@settings(max_examples=300, deadline=None)
@given(SETS)
def test_a_life_has_a_step_on_each_day_on_which_status_or_date_changed(claims: list[Claim]) -> None:
    by_id = united(claims)
    for event in derive(claims):
        members = [by_id[member] for member in event.claims]
        days = sorted({day for one in members if (day := stated(one)) is not None})
        steps: list[tuple[int, str, str]] = []
        for day in days:
            then = event_of(known_on(members, day))
            if not steps or steps[-1][1:] != (then.status, then.date):
                steps.append((day, then.status, then.date))
        assert list(zip(event.life_dates, event.life_status, event.life_known, strict=True)) == steps


@settings(max_examples=300, deadline=None)
@given(SETS, SETS)
def test_adding_claims_loses_none_and_every_id_ever_printed_resolves(one: list[Claim], other: list[Claim]) -> None:
    before, after = derive(one), derive([*one, *other])
    holder = {member: event for event in after for member in event.claims}
    hints = {each.event_hint: each.id for each in [*one, *other]}
    for event in before:
        assert set(event.claims) <= set(holder)
        assert event.id in {each.id for each in after} or hints[event.id] in holder


@settings(max_examples=300, deadline=None)
@given(SETS)
def test_near_misses_are_of_one_key_apart_and_mutual(claims: list[Claim]) -> None:
    events = {event.id: event for event in derive(claims)}
    for event in events.values():
        for other in (events[key] for key in event.near):
            assert event.id in other.near and event.key == other.key
            assert event.last_day is not None and event.first_day is not None
            assert other.last_day is not None and other.first_day is not None
            assert 0 < max(event.first_day, other.first_day) - min(event.last_day, other.last_day) <= 3
            assert "hypothetical" not in (event.status, other.status)


def test_what_many_sources_find_thinkable_is_near_nothing() -> None:
    """As coded rows on what a busy state intends: each source has its own, and others on all days around."""
    thinkable = [
        claim("MEETS", f"2024-01-{day:02}", modality="hypothetical", source=f"s{day}-{number}")
        for day in range(1, 6)
        for number in range(20)
    ]
    done = [claim("MEETS", f"2024-01-{day:02}", source=f"s{day}") for day in (2, 4)]
    found = derive([*thinkable, *done])
    assert len(found) == 102
    assert {event.status: event.near for event in found if event.status == "hypothetical"} == {"hypothetical": ()}
    one, other = (event for event in found if event.status == "occurred")
    assert (one.near, other.near) == ((other.id,), (one.id,))
