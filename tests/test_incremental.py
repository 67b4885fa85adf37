"""Stores that grow: what one document touches, and that no id that was ever printed dies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from claims import claim, refuse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_events_properties import DATES, DAYS

from diplograph.graph import cypher_store, embedded
from diplograph.graph.deriving import derive_keys
from diplograph.graph.store import Store, open_store
from diplograph.loaders import read
from diplograph.queries.life import find_event
from diplograph.schema import Claim, Document, Source
from diplograph.schema.model import Actor

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

    def listening(run: object, insert: object, keys: Iterable[str], clean: bool = False) -> int:
        found.append(set(keys))
        return derive_keys(run, insert, found[-1], clean)  # type: ignore[arg-type]

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
    assert {key for keys in derived for key in keys if not key.startswith("url|")} == own
    assert {key: event for key, event in before.items() if event.key not in own}.items() <= {
        event.id: event for event in store.events()
    }.items()


def test_loading_the_same_again_derives_nothing_else(store: Store, derived: list[set[str]]) -> None:
    documents = list(read([EXAMPLES], refuse))
    store.load(documents)
    once = {event.id for event in store.events()}
    store.load(documents[:1])
    assert derived[-1] <= {told.key for told in documents[0].claims} | {
        key for key in derived[-1] if key.startswith("url|")
    }
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
