"""The seed article gives the table of the design, on both stores, with and without its day of publication."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.graph.store import Store
from diplograph.loaders import ReadOptions, read
from diplograph.queries.runner import run_template
from diplograph.schema import Claim, Event, Rejected

SEED = Path(__file__).parent.parent.parent / "shared" / "data" / "seed" / "000_bc48405b32ea8fd2.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside this checkout")

Row = tuple[str, tuple[tuple[str, str], ...], str, str, str]


def table(dated: bool) -> set[Row]:
    """The events that the design's table names: type, participants, date, status, place."""
    january = "2024-01" if dated else "XXXX-01"
    return {
        (
            "VISITS",
            (("visited", "PRK"), ("visitor", "vladimir-putin")),
            "2024-05-24/.." if dated else "",
            "planned",
            "",
        ),
        ("SUPPLIES_ARMS", (("recipient", "RUS"), ("supplier", "PRK")), "", "alleged", ""),
        ("ACCUSES", (("accused", "PRK"), ("accuser", "western-countries")), "", "occurred", ""),
        ("ACCUSES", (("accused", "PRK"), ("accuser", "USA")), "", "occurred", ""),
        (
            "MEETS",
            (("participant", "kim-jong-un"), ("participant", "vladimir-putin")),
            "2023-09",
            "occurred",
            "RUS",
        ),
        ("VISITS", (("visited", "RUS"), ("visitor", "kim-jong-un")), "2023-09", "occurred", ""),
        (
            "MEETS",
            (("participant", "choe-son-hui"), ("participant", "vladimir-putin")),
            january,
            "occurred",
            "RUS/moscow",
        ),
    }


def load(store: Store, published: str) -> None:
    rejected: list[Rejected] = []
    store.load(read([SEED], rejected.append, ReadOptions(published=published)))
    assert rejected == []


def row(event: Event) -> Row:
    actors = tuple(sorted((named.role, named.actor) for named in event.participants))
    return event.type, actors, event.date, event.status, event.place


@pytest.mark.parametrize("published", ["2024-05-24", ""])
def test_the_table_of_the_design(store: Store, published: str) -> None:
    load(store, published)
    assert {row(event) for event in store.events()} == table(bool(published))


def test_the_supply_is_told_three_times_and_the_visit_by_the_kremlin_and_its_speaker(store: Store) -> None:
    load(store, "2024-05-24")
    claims = list(store.claims())
    told = [claim for claim in claims if claim.type == "SUPPLIES_ARMS"]
    assert len({(claim.start, claim.end) for claim in told}) >= 3
    assert {claim.claimant for claim in told} == {"western-countries", "USA", ""}
    planned = {claim.claimant for claim in claims if claim.type == "VISITS" and claim.modality == "planned"}
    assert planned >= {"kremlin", "dmitry-peskov"}


def test_each_quote_stands_at_its_offsets(store: Store) -> None:
    load(store, "2024-05-24")
    (source,) = store.sources()

    def stands(claim: Claim) -> bool:
        return source.text[claim.start : claim.end] == claim.quote != ""

    assert [claim for claim in store.claims() if not stands(claim)] == []


def test_putin_met_kim_and_choi_and_nobody_else(store: Store) -> None:
    load(store, "2024-05-24")
    answer = run_template(store, "who-met-whom", {"actor": "putin"})
    met = {(line["met"], line["date"]) for line in answer.records()}
    assert met == {("Kim Jong Un", "2023-09"), ("Choe Son Hui", "2024-01")}


def test_no_arms_supply_is_a_fact(store: Store) -> None:
    load(store, "2024-05-24")
    answer = run_template(store, "arms-supplies", {})
    assert (answer.records(), answer.note) == ([], "0 facts; 1 alleged (--status alleged)")
    (alleged,) = run_template(store, "arms-supplies", {"status": "alleged"}).records()
    assert {"Western countries", "United States"} <= set(str(alleged["claimants"]).split("; "))
