"""Stores that grow: what one document touches, and that no id that was ever printed dies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from claims import claim, refuse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_events_properties import DATES, DAYS

from diplograph.graph import cypher_store, embedded
from diplograph.graph.deriving import News, derive_keys
from diplograph.graph.inserting import Insert
from diplograph.graph.running import Run
from diplograph.graph.store import Store, open_store
from diplograph.graph.tables import COUNTED_OF_EVENT, PART_OF_EVENT
from diplograph.loaders import read
from diplograph.queries.life import find_event
from diplograph.schema import Claim, Document, Source, events
from diplograph.schema.events import Setting, event_of
from diplograph.schema.model import Actor, Event

EXAMPLES = Path(__file__).parent.parent / "examples"
PAIRS = (
    (("participant", "vladimir-putin"), ("participant", "kim-jong-un")),
    (("participant", "vladimir-putin"), ("participant", "xi-jinping")),
)
CLAIMS = st.builds(
    claim,
    st.sampled_from(["MEETS", "SPEAKS_WITH"]),
    DATES,
    stated=DAYS,
    modality=st.sampled_from(["actual", "planned", "alleged"]),
    act=st.sampled_from(["reports", "denies", "cancels"]),
    source=st.sampled_from("abcd"),
    people=st.sampled_from(PAIRS),
)


def document_of(told: Claim) -> Document:
    people = {named.actor: Actor(named.actor, named.actor) for named in told.participants}
    return Document(Source(told.source), (told,), tuple(people.values()))


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The keys of each derivation, as they come."""
    found: list[set[str]] = []

    def listening(run: Run, insert: Insert, keys: Iterable[str], clean: bool = False, news: News | None = None) -> int:
        found.append(set(keys))
        return derive_keys(run, insert, found[-1], clean, news)

    for module in (cypher_store, embedded):
        monkeypatch.setattr(module, "derive_keys", listening)
    return found


def test_one_more_document_derives_its_own_keys_only(store: Store, derived: list[set[str]]) -> None:
    documents = sorted(read([EXAMPLES], refuse), key=lambda document: document.source.url)
    *first, last = documents
    store.load(first)
    before = {event.id: event for event in store.events()}
    derived.clear()
    store.load([last])
    own = {told.key for told in last.claims}
    assert set().union(*derived) == own
    assert {key: event for key, event in before.items() if event.key not in own}.items() <= {
        event.id: event for event in store.events()
    }.items()


def test_loading_the_same_again_derives_nothing_else(store: Store, derived: list[set[str]]) -> None:
    documents = list(read([EXAMPLES], refuse))
    store.load(documents)
    once = {event.id for event in store.events()}
    store.load(documents[:1])
    assert derived[-1] <= {told.key for told in documents[0].claims}
    assert {event.id for event in store.events()} == once


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CLAIMS, min_size=2, max_size=6))
def test_every_id_ever_printed_leads_to_the_event_of_its_claim(
    tmp_path_factory: pytest.TempPathFactory, told: list[Claim]
) -> None:
    with open_store(str(tmp_path_factory.mktemp("ids") / "graph.lbug")) as store:
        assert_that_ids_live(store, told)


def test_every_id_ever_printed_leads_to_an_event_on_both_stores(store: Store) -> None:
    assert_that_ids_live(
        store,
        [
            claim("MEETS", "2024-03-01", stated="2024-03-04", source="a"),
            claim("MEETS", "2024-03", stated="2024-03-02", source="b"),
            claim("MEETS", stated="2024-02-01", modality="planned", source="c"),
            claim("SPEAKS_WITH", "2024-03-01", stated="2024-03-02", mode="phone", source="d"),
        ],
    )


def assert_that_ids_live(store: Store, told: list[Claim]) -> None:
    printed: set[str] = set()
    known: set[str] = set()
    for each in told:
        store.load([document_of(each)])
        known.add(each.id)
        events = list(store.events())
        assert {member for event in events for member in event.claims} == known
        printed |= {event.id for event in events}
        holders = {member: event.id for event in events for member in event.claims}
        hints = {one.event_hint: one.id for one in store.claims()}
        for identity in sorted(printed):
            current = find_event(store, identity)
            assert current == identity or current == holders[hints[identity]]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CLAIMS, min_size=2, max_size=8))
def test_grown_claim_by_claim_is_as_rebuilt(tmp_path_factory: pytest.TempPathFactory, told: list[Claim]) -> None:
    with open_store(str(tmp_path_factory.mktemp("grown") / "graph.lbug")) as store:
        assert_that_growing_does_not_show(store, told)


def test_grown_claim_by_claim_is_as_rebuilt_on_both_stores(store: Store) -> None:
    days = ("2024-03-01", "2024-03-03", "2024-03", "2024-03-02", "", "2024-06-01", "2024-03-03")
    told = [claim("MEETS", day, stated=f"2024-07-{10 + number}", source=f"{number}") for number, day in enumerate(days)]
    assert_that_growing_does_not_show(store, [*told, claim("MEETS", "2024-03-03", act="denies", source="z")])


def assert_that_growing_does_not_show(store: Store, told: list[Claim]) -> None:
    for each in told:
        store.load([document_of(each)])
    grown = list(store.events()), parts(store)
    store.rebuild()
    assert (list(store.events()), parts(store)) == grown


def parts(store: Store) -> tuple[tuple[object, ...], ...]:
    """What the edges of participation say, which is what their events say."""
    own = [f"{{0}}.`{name}` AS {{1}}{name}" for name in PART_OF_EVENT]
    held = [*own, *(f"p.`{name}` AS p_{name}" for name in COUNTED_OF_EVENT)]
    told = [*own, *(f"coalesce(size(e.`{counted}`), 0) AS e_{counted}" for counted in COUNTED_OF_EVENT.values())]
    rows = store.query(
        f"MATCH (a:Actor)-[p:PARTICIPATES_IN]->(e:Event) RETURN e.id AS event, a.id AS actor, "
        f"{', '.join(held).format('p', 'p_')}, {', '.join(told).format('e', 'e_')} ORDER BY event, actor"
    ).rows
    for _, _, *cells in rows:
        assert cells[: len(held)] == cells[len(held) :]
    return rows


def test_an_event_with_the_same_claims_is_not_made_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.load(document_of(claim("MEETS", f"20{year}-03-01", source=f"{year}")) for year in range(10, 20))
    made: list[tuple[str, ...]] = []

    def listening(claims: Sequence[Claim], setting: Setting) -> Event:
        made.append(tuple(one.date for one in claims))
        return event_of(claims, setting)

    monkeypatch.setattr(events, "event_of", listening)
    store.load([document_of(claim("MEETS", "2015-06-01", source="new"))])
    assert made == [("2015-06-01",)]
    made.clear()
    store.load([document_of(claim("MEETS", "2015-06-03", source="near"))])
    assert sorted(made) == [("2015-06-01",), ("2015-06-03",)]
