"""What several claims say together: small stories with their exact events, in every order of telling."""

from __future__ import annotations

from itertools import permutations

import pytest
from claims import claim

from diplograph.schema import Claim
from diplograph.schema.events import derive

Told = tuple[str, str, str, int]
STORIES: dict[str, tuple[list[Claim], set[Told]]] = {
    "announced, then done": (
        [
            claim("VISITS", stated="2024-05-24", modality="planned", act="announces", by="kremlin"),
            claim("VISITS", "2024-06-18/2024-06-19", stated="2024-06-20", source="b"),
        ],
        {("VISITS", "occurred", "2024-06-18/2024-06-19", 2)},
    ),
    "planned for a day, done on another": (
        [
            claim("VISITS", "2024-06-10", stated="2024-05-24", modality="planned"),
            claim("VISITS", "2024-06-18", stated="2024-06-20", source="b"),
        ],
        {("VISITS", "planned", "2024-06-10", 1), ("VISITS", "occurred", "2024-06-18", 1)},
    ),
    "postponed, then done": (
        [
            claim("VISITS", "2024-06-10", stated="2024-05-24", modality="planned"),
            claim("VISITS", stated="2024-06-05", modality="planned", act="postpones", source="b"),
            claim("VISITS", "2024-09-02", stated="2024-09-03", source="c"),
        ],
        {("VISITS", "occurred", "2024-09-02", 3)},
    ),
    "cancelled": (
        [
            claim("VISITS", stated="2024-05-24", modality="planned"),
            claim("VISITS", stated="2024-06-01", modality="planned", act="cancels", source="b"),
        ],
        {("VISITS", "cancelled", "2024-05-24/..", 2)},
    ),
    "cancelled, announced again, done": (
        [
            claim("VISITS", stated="2024-01-10", modality="planned"),
            claim("VISITS", stated="2024-02-01", modality="planned", act="cancels", source="b"),
            claim("VISITS", stated="2024-03-01", modality="planned", source="c"),
            claim("VISITS", "2024-04-02", stated="2024-04-03", source="d"),
        ],
        {("VISITS", "cancelled", "2024-01-10/..", 2), ("VISITS", "occurred", "2024-04-02", 2)},
    ),
    "a plan without any day joins nothing": (
        [claim("VISITS", modality="planned"), claim("VISITS", "2024-06-18", source="b")],
        {("VISITS", "planned", "", 1), ("VISITS", "occurred", "2024-06-18", 1)},
    ),
    "two meetings in one month": (
        [
            claim("MEETS", "2023-09-13"),
            claim("MEETS", "2023-09-17", source="b"),
            claim("MEETS", "2023-09", source="c"),
        ],
        {
            ("MEETS", "occurred", "2023-09-13", 1),
            ("MEETS", "occurred", "2023-09-17", 1),
            ("MEETS", "occurred", "2023-09", 1),
        },
    ),
    "a month joins the one day in it": (
        [claim("MEETS", "2023-09-13"), claim("MEETS", "2023-09", source="b")],
        {("MEETS", "occurred", "2023-09-13", 2)},
    ),
    "a call that one calls a meeting": (
        [
            claim("SPEAKS_WITH", "2024-03-01", mode="phone"),
            claim("SPEAKS_WITH", "2024-03-01", mode="phone", source="b"),
            claim("MEETS", "2024-03-01", source="c"),
        ],
        {("SPEAKS_WITH", "occurred", "2024-03-01", 3)},
    ),
    "spoke by phone but did not meet": (
        [
            claim("SPEAKS_WITH", "2024-03-01", mode="phone"),
            claim("MEETS", "2024-03-01", act="denies", by="kremlin", source="b"),
        ],
        {("SPEAKS_WITH", "occurred", "2024-03-01", 2)},
    ),
    "alleged by a third": (
        [claim("SUPPLIES_ARMS", act="accuses", modality="alleged", by="USA")],
        {("SUPPLIES_ARMS", "alleged", "", 1)},
    ),
    "alleged and denied": (
        [
            claim("SUPPLIES_ARMS", act="accuses", modality="alleged", by="USA"),
            claim("SUPPLIES_ARMS", act="denies", by="PRK", source="b"),
        ],
        {("SUPPLIES_ARMS", "contested", "", 2)},
    ),
    "alleged, denied, then admitted": (
        [
            claim("SUPPLIES_ARMS", act="accuses", modality="alleged", by="USA"),
            claim("SUPPLIES_ARMS", act="denies", by="PRK", source="b"),
            claim("SUPPLIES_ARMS", act="admits", by="PRK", source="c"),
        ],
        {("SUPPLIES_ARMS", "admitted", "", 3)},
    ),
    "a wide charge and denial, and the admission of a part": (
        [
            claim("SUPPLIES_ARMS", act="accuses", modality="alleged", by="USA"),
            claim("SUPPLIES_ARMS", act="denies", by="PRK", source="b"),
            claim("SUPPLIES_ARMS", "2024-01-05", act="admits", by="PRK", source="c"),
        ],
        {("SUPPLIES_ARMS", "contested", "", 2), ("SUPPLIES_ARMS", "admitted", "2024-01-05", 1)},
    ),
    "a meeting of a year is denied, one of a month admitted": (
        [
            claim("MEETS", "2024", act="denies", by="kremlin"),
            claim("MEETS", "2024-03", act="admits", by="kremlin", source="b"),
        ],
        {("MEETS", "denied", "2024", 1), ("MEETS", "admitted", "2024-03", 1)},
    ),
    "what is denied to the day is admitted for the month": (
        [
            claim("MEETS", "2024-03-01", act="denies", by="kremlin"),
            claim("MEETS", "2024-03", act="admits", by="kremlin", source="b"),
        ],
        {("MEETS", "admitted", "2024-03", 2)},
    ),
    "a paper that tells of the day admitted takes the wide denial in": (
        [
            claim("MEETS", "2024", act="denies", by="kremlin"),
            claim("MEETS", "2024-03-01", act="admits", by="kremlin", source="b"),
            claim("MEETS", "2024-03-01", source="c"),
        ],
        {("MEETS", "admitted", "2024-03-01", 3)},
    ),
    "an admission by one who takes no part is an allegation": (
        [claim("SUPPLIES_ARMS", act="admits", by="USA")],
        {("SUPPLIES_ARMS", "alleged", "", 1)},
    ),
    "reported and denied": (
        [claim("MEETS", "2024-03-01"), claim("MEETS", "2024-03-01", act="denies", by="kremlin", source="b")],
        {("MEETS", "contested", "2024-03-01", 2)},
    ),
    "only denied": ([claim("MEETS", act="denies", by="kremlin")], {("MEETS", "denied", "", 1)}),
    "confirmed by the spokesman's body": (
        [claim("MEETS", "2024-03-01", act="confirms", by="kremlin")],
        {("MEETS", "occurred", "2024-03-01", 1)},
    ),
    "told by a stranger": ([claim("MEETS", "2024-03-01", by="FRA")], {("MEETS", "alleged", "2024-03-01", 1)}),
    "undated meetings of two papers": (
        [claim("MEETS"), claim("MEETS", source="b")],
        {("MEETS", "occurred", "", 1)},
    ),
    "undated supplies of two papers": (
        [claim("SUPPLIES_ARMS"), claim("SUPPLIES_ARMS", source="b")],
        {("SUPPLIES_ARMS", "occurred", "", 2)},
    ),
    "demanded only": (
        [claim("SUPPLIES_ARMS", modality="hypothetical")],
        {("SUPPLIES_ARMS", "hypothetical", "", 1)},
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_story_gives_its_events_in_every_order(name: str) -> None:
    claims, expected = STORIES[name]
    for order in permutations(claims):
        found = {(event.type, event.status, event.date, event.claim_count) for event in derive(order)}
        assert found == expected


def test_a_life_has_a_step_for_each_change() -> None:
    claims, _ = STORIES["announced, then done"]
    (event,) = derive(claims)
    assert event.life_status == ("planned", "occurred")
    assert event.life_known == ("2024-05-24/..", "2024-06-18/2024-06-19")


def test_an_event_has_the_id_that_its_first_claim_would_give_alone() -> None:
    claims, _ = STORIES["announced, then done"]
    (event,) = derive(claims)
    assert event.id == claims[0].event_hint == derive(claims[:1])[0].id
