"""The ICEWS sample of the shared data: every row a claim, mirrored rows one event, days never merged.

What is expected is reckoned from the rows with plain Polars: who stands there, on which day, by which code.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from claims import refuse

from diplograph.graph.store import Store, open_store
from diplograph.loaders import read
from diplograph.schema.actors import names
from diplograph.schema.event_types import event_type, type_for_cameo
from diplograph.schema.model import Claim, Edge, Event
from diplograph.schema.text import fold

SAMPLE = Path(__file__).parent.parent.parent / "shared" / "data" / "icews" / "events.2018.sample.tab"
pytestmark = [
    pytest.mark.skipif(not SAMPLE.exists(), reason="the shared ICEWS sample is not beside this checkout"),
    pytest.mark.xdist_group("neo4j"),
]
UNDIRECTED = ("talks", "agrees_with", "cooperates_with")


def dump(store: Store) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


class Loaded:
    """What a store holds after the sample was loaded once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.noted: Counter[str] = Counter()
        self.counts = store.load(read([SAMPLE], refuse, note=lambda what: self.noted.update([what])))
        self.claims: dict[str, Claim] = {claim.id: claim for claim in store.claims()}
        self.events: list[Event] = list(store.events())
        self.edges: list[Edge] = list(store.edges())
        self.problems = store.check()
        self.dump = dump(store)

    def told(self, family: str) -> list[Event]:
        """The events of a family that are more than an intent."""
        return [e for e in self.events if event_type(e.type).family == family and e.status != "hypothetical"]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    with open_store(str(tmp_path_factory.mktemp("icews") / "graph.lbug")) as store:
        yield Loaded(store)


@pytest.fixture(scope="module")
def rows() -> pl.DataFrame:
    """The rows, each with its family, whether it is an intent, and a name of either actor that is its own."""
    raw = pl.read_csv(SAMPLE, separator="\t", infer_schema=False, quote_char=None)
    families = {code: event_type(kind.name).family for code in set(raw["CAMEO Code"]) if (kind := type_for_cameo(code))}
    return raw.with_columns(
        who("Source"),
        who("Target"),
        family=pl.col("CAMEO Code").replace_strict(families),
        intent=pl.col("CAMEO Code").str.starts_with("03"),
    )


def who(side: str) -> pl.Expr:
    """Nobody; or a name of some country; or one of no country, which is only that of its story, if no table has it."""
    name, country = pl.col(f"{side} Name"), pl.col(f"{side} Country")
    known = name.map_elements(lambda text: fold(text) in names(), return_dtype=pl.Boolean)
    return (
        pl.when(name.is_in(["Unspecified Actor", "Unidentified State Actor"]))
        .then(pl.lit(""))
        .when((country == "NA") & ~known)
        .then(pl.concat_str(name, pl.col("Story ID"), separator="|"))
        .otherwise(pl.concat_str(name, country, separator="|"))
        .alias(side)
    )


def test_every_row_is_a_claim_with_its_code_and_its_day(loaded: Loaded, rows: pl.DataFrame) -> None:
    distinct = rows.unique()
    assert (rows.height, distinct.height, loaded.counts.claims, len(loaded.claims)) == (3705, 3705, 3705, 3705)
    claims = {(claim.record.rpartition("-")[0], claim.code, claim.date) for claim in loaded.claims.values()}
    assert claims == set(distinct.select("Event ID", "CAMEO Code", "Event Date").iter_rows())
    assert loaded.problems == []


def test_a_source_is_a_story(loaded: Loaded, rows: pl.DataFrame) -> None:
    stories = rows.select("Story ID", "Publisher").n_unique()
    assert (stories, loaded.counts.sources) == (1876, 1876)


def test_what_is_odd_is_counted(loaded: Loaded, rows: pl.DataFrame) -> None:
    one_actor = rows.filter((pl.col("Source") == "") | (pl.col("Target") == "")).height
    country = pl.col("Source Country")
    same_state = rows.filter((country == pl.col("Target Country")) & (country != "NA")).height
    assert loaded.noted == {"rows with one actor": one_actor, "same-state pairs": same_state}
    assert (one_actor, same_state) == (91, 1596)


def test_the_events_of_a_family_are_its_pairs_of_a_day(loaded: Loaded, rows: pl.DataFrame) -> None:
    told = rows.filter(~pl.col("intent") & (pl.col("family") != "visits"))
    undirected = pl.col("family").is_in(UNDIRECTED) & (pl.col("Target") < pl.col("Source"))
    pairs = told.with_columns(
        one=pl.when(undirected).then("Target").otherwise("Source"),
        other=pl.when(undirected).then("Source").otherwise("Target"),
    ).unique(["family", "one", "other", "Event Date"])
    expected = dict(pairs.group_by("family").len().iter_rows())
    assert {family: len(loaded.told(family)) for family in expected} == expected


def test_a_visit_is_who_went_where_on_a_day(loaded: Loaded, rows: pl.DataFrame) -> None:
    """Where the host is of no state, or of the visitor's own, he himself is where."""
    visits = visits_of(rows)
    home = (pl.col("country") == "NA") | pl.col("international") | (pl.col("country") == pl.col("visitor_country"))
    where = pl.when(home).then("host").otherwise("country")
    expected = visits.select("visitor", where.alias("where"), "day").n_unique()
    assert (visits.height, len(loaded.told("visits"))) == (297, expected)


def visits_of(rows: pl.DataFrame) -> pl.DataFrame:
    """Visits and hosted visits alike: a row of 043 names the host first."""
    parts = []
    for code, visitor, host in (("042", "Source", "Target"), ("043", "Target", "Source")):
        international = pl.col(f"{host} Sectors").str.contains("International Government Organization")
        parts.append(
            rows.filter(pl.col("CAMEO Code") == code).select(
                "Event ID",
                code="CAMEO Code",
                day="Event Date",
                visitor=visitor,
                visitor_country=f"{visitor} Country",
                host=host,
                country=f"{host} Country",
                international=international,
            )
        )
    return pl.concat(parts)


def test_mirrored_visits_are_one_event(loaded: Loaded, rows: pl.DataFrame) -> None:
    visits = visits_of(rows)
    made, hosted = (visits.filter(pl.col("code") == code) for code in ("042", "043"))
    mirrored = made.join(hosted, on=["visitor", "host", "day"]).select("Event ID", "Event ID_right")
    event_of = {
        loaded.claims[claim].record.rpartition("-")[0]: event.id
        for event in loaded.told("visits")
        for claim in event.claims
    }
    apart = [pair for pair in mirrored.iter_rows() if event_of[pair[0]] != event_of[pair[1]]]
    assert (mirrored.height > 100, apart) == (True, [])


def test_distinct_days_are_never_one_event(loaded: Loaded) -> None:
    assert [event.id for event in loaded.events if len({loaded.claims[each].date for each in event.claims}) > 1] == []


def test_an_intent_is_never_a_fact_and_stays_with_its_story(loaded: Loaded, rows: pl.DataFrame) -> None:
    intents = rows.filter("intent")
    claims = {claim.record.rpartition("-")[0] for claim in loaded.claims.values() if claim.modality == "hypothetical"}
    events = [event for event in loaded.events if event.status == "hypothetical"]
    assert claims == set(intents["Event ID"])
    assert {claim for event in events for claim in event.claims} == {
        claim.id for claim in loaded.claims.values() if claim.modality == "hypothetical"
    }
    assert [event.id for event in events if len({loaded.claims[each].source for each in event.claims}) > 1] == []
    assert {edge.event for edge in loaded.edges}.isdisjoint(event.id for event in events)


def test_no_edge_leads_from_an_actor_to_itself(loaded: Loaded) -> None:
    assert [edge for edge in loaded.edges if edge.source_actor == edge.target_actor] == []
    assert len(loaded.edges) > 1500


def test_a_second_load_changes_nothing(loaded: Loaded) -> None:
    loaded.store.load(read([SAMPLE], refuse))
    assert dump(loaded.store) == loaded.dump


@pytest.mark.neo4j
def test_both_stores_hold_the_same_in_any_order(empty_neo4j: str, loaded: Loaded) -> None:
    documents = list(read([SAMPLE], refuse))
    half = len(documents) // 2
    with open_store(empty_neo4j) as server:
        server.load(documents[half:])
        server.load(documents[:half])
        assert dump(server) == loaded.dump
