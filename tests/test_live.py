"""What claims lead to, as columns: the same from both stores, in parts of any size, without what counts for nothing."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from claims import refuse

from diplograph.graph import embedded, live
from diplograph.graph.exports.neo4j_admin import write_import
from diplograph.graph.store import Store, open_store
from diplograph.loaders import read
from diplograph.schema import Document, FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.errors import StoreError
from diplograph.schema.judgements import judgement

EXAMPLES = Path(__file__).parent.parent / "examples"
PUTIN = Participant("vladimir-putin", role="participant")
KIM = Participant("kim-jong-un", role="participant")
SOMEBODY = Participant(text="Ri Son Gwon", kind="person", represents="PRK", role="participant")


def meeting(url: str, person: Participant, text: str = "", published: str = "", extractor: str = "") -> Document:
    source = SourceRecord(url=f"https://example.org/{url}", text=text, published=published)
    fact = FactRecord(source, Frame("MEETS", (PUTIN, person), date="2024-01-16"), quote=text)
    return document_from([msgspec.structs.replace(fact, extractor=extractor) if extractor else fact])


def accusation() -> Document:
    """RUS accuses PRK of supplying arms: a claim of what is said, and one of the saying."""
    accused = (Participant("RUS", role="accuser"), Participant("PRK", role="accused"))
    deed = Frame("SUPPLIES_ARMS", (Participant("PRK", role="supplier"),))
    return document_from([FactRecord(SourceRecord("https://example.org/said"), Frame("ACCUSES", accused, about=deed))])


def corrected(document: Document) -> Document:
    """*document* with its speech alone, whose day is known now."""
    speech = (claim for claim in document.claims if not claim.content_of)
    return msgspec.structs.replace(
        document, claims=tuple(msgspec.structs.replace(claim, stated_on="2024-01-17") for claim in speech)
    )


def tell(store: Store) -> None:
    """The examples; three texts at one URL; a speech that is corrected after what is said in it; judgements."""
    store.load(read([EXAMPLES], refuse))
    store.load([meeting("a", KIM, f"Version {day}.", f"2024-01-{day}") for day in (17, 18, 19)])
    store.load([meeting("b", KIM), meeting("c", SOMEBODY), meeting("d", KIM), accusation()])
    store.load([corrected(accusation())])
    claims = {claim.source: claim.id for claim in store.claims() if claim.type == "MEETS" and not claim.quote}
    one, other, last, *_ = sorted(claims.values())
    unnamed = next(actor.id for actor in store.actors() if actor.id.startswith("ri-"))
    source = min(source.id for source in store.sources() if source.text and not source.superseded_by)
    why = ("one office", "A. Reader")
    store.judge([judgement("same-actor", unnamed, "kim-jong-un", *why), judgement("reject", last, "", *why)])
    store.judge([judgement("different-events", one, other, *why), judgement("retract", source, "", *why)])
    store.judge([judgement("different-actors", unnamed, "kim-jong-un", *why, 2)])


def written(store: Store, folder: Path) -> dict[str, bytes]:
    write_import(store, folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def column(store: Store, name: str, which: str) -> list[object]:
    return [value for part in store.live().parts(name) for value in part[which].to_pylist()]


def test_parts_of_any_size_give_the_same_files(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(store)
    whole = written(store, tmp_path / "whole")
    monkeypatch.setattr(type(store), "part_nodes", 7)
    monkeypatch.setattr(live, "PART_SIGNS", 1_000)
    monkeypatch.setattr(live, "SLICE", 2)
    assert written(store, tmp_path / "parts") == whole
    assert max(part.num_rows for name in ("Claim", "NAMES", "Event") for part in store.live().parts(name)) == 2


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_both_stores_give_the_same_files(empty_neo4j: str, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "graph.lbug")) as embedded, open_store(empty_neo4j) as server:
        tell(embedded)
        tell(server)
        assert written(server, tmp_path / "server") == written(embedded, tmp_path / "embedded")


def test_rows_are_those_that_values_are_read_from(store: Store) -> None:
    tell(store)
    claims = list(store.claims())
    assert column(store, "Claim", "id") == [claim.id for claim in claims]
    assert column(store, "NAMES", "to") == [named.actor for claim in claims for named in claim.participants]
    assert column(store, "Source", "text") == [source.text for source in store.sources()]
    urls = {str(key) for key in column(store, "AT_URL", "to")}
    assert column(store, "Key", "id") == sorted({claim.key for claim in claims} | urls)
    actors = list(store.actors())
    assert column(store, "Actor", "id") == [actor.id for actor in actors]
    assert column(store, "NAMED", "text") == [name.text for actor in actors for name in actor.names]
    assert column(store, "SPEAKS_FOR", "to") == [whom for whom, _ in store.speaking()]
    events = list(store.events())
    assert column(store, "Event", "first_day") == [event.first_day for event in events]
    assert column(store, "ABOUT", "from") == [claim for event in events for claim in event.claims]
    assert column(store, "PARTICIPATES_IN", "from") == [named.actor for event in events for named in event.participants]
    assert column(store, "Judgement", "id") == [judged.id for judged in store.judgements()]


def test_what_no_claim_leads_to_any_more_is_left_behind(store: Store, tmp_path: Path) -> None:
    """A newer reading of an article has no word of somebody whom an older one named."""
    store.load([meeting("c", KIM, "They met.", extractor="reader/2")])
    expected = written(store, tmp_path / "expected")
    with open_store(str(tmp_path / "graph.lbug")) as other:
        other.load([meeting("c", SOMEBODY, "They met.", extractor="reader/1")])
        other.load([meeting("c", KIM, "They met.", extractor="reader/2")])
        assert any("Ri Son Gwon" in str(row) for row in other.query("MATCH (a:Actor) RETURN a.name AS name").rows)
        assert written(other, tmp_path / "found") == expected


def test_what_is_said_stays_tied_to_a_speech_that_was_corrected(store: Store) -> None:
    store.load([accusation()])
    (said,) = (claim for claim in accusation().claims if claim.content_of)
    store.load([corrected(accusation())])
    assert [part.to_pylist() for part in store.live().parts("CONTENT_OF")] == [
        [{"from": said.id, "to": said.content_of}]
    ]


def test_a_scan_lets_the_engine_go_after_large_parts_and_sees_who_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.lbug"
    with open_store(str(path)) as made:
        tell(made)
        expected = written(made, tmp_path / "expected")
    monkeypatch.setattr(embedded, "PIECE", 1)
    with open_store(str(path), "scan") as store:
        assert written(store, tmp_path / "found") == expected
        os.utime(path, (0, 0))
        with pytest.raises(StoreError, match="another process wrote to it"):
            list(store.live().parts("Claim"))
