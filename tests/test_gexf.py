"""The file for Gephi holds the graph: facts alone unless asked, all days, all sources, whatever the strings hold."""

from __future__ import annotations

import gzip
import json
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import polars
import pyarrow
import pytest
from claims import refuse
from graph_of_dates import documents
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from diplograph.graph.exports import frames, ties
from diplograph.graph.exports.gexf import write_gexf
from diplograph.graph.exports.participations import EventsView
from diplograph.graph.exports.selection import Selection
from diplograph.graph.exports.spells import united
from diplograph.graph.exports.ties import TiesView
from diplograph.graph.exports.views import COLOURS, Counts, Links, colour_of
from diplograph.graph.store import Store, open_store
from diplograph.loaders import read
from diplograph.queries.runner import STATUSES
from diplograph.schema import FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.edtf import iso_day
from diplograph.schema.model import FACTS, Document

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


class Element(Struct):
    """A node or edge of a file: its own attributes, its values, its days."""

    own: dict[str, str]
    values: dict[str, str]
    spells: list[tuple[str, str]]

    def listed(self, column: str) -> list[str]:
        found: list[str] = json.loads(self.values.get(column, "[]"))
        return found


def elements(path: Path, tag: str) -> dict[str, Element]:
    """The nodes or edges of a file, by id."""
    found = {}
    for each in ElementTree.parse(path).iterfind(f".//g:{tag}", NAMES):
        values = {value.attrib["for"]: value.attrib["value"] for value in each.iterfind(".//g:attvalue", NAMES)}
        spells = [(spell.get("start", ""), spell.get("end", "")) for spell in each.iterfind(".//g:spell", NAMES)]
        found[each.attrib["id"]] = Element(dict(each.attrib), values, spells)
    return found


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("examples") / "graph.lbug")) as opened:
        opened.load(read([EXAMPLES], refuse))
        yield opened


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("dated") / "graph.lbug")) as opened:
        opened.load(documents())
        yield opened


def tied(store: Store, path: Path, chosen: Selection | None = None) -> dict[str, Element]:
    """The edges of the ties view."""
    write_gexf(TiesView(store, chosen or Selection()), path)
    return elements(path, "edge")


def test_facts_are_tied_and_nothing_planned_or_alleged(examples: Store, tmp_path: Path) -> None:
    events = {event.id: event for event in examples.events()}
    facts = {
        f"{edge.source_actor} {edge.type} {edge.target_actor}"
        for edge in examples.edges()
        if events[edge.event].status in FACTS
    }
    found = tied(examples, tmp_path / "graph.gexf")
    assert set(found) == facts
    assert "PRK SUPPLIES_ARMS RUS" not in facts
    alleged = tied(examples, tmp_path / "alleged.gexf", Selection(status=("alleged",)))
    assert set(alleged) == {"PRK SUPPLIES_ARMS RUS"}


def test_a_tie_gathers_all_that_is_told_of_its_events(dated: Store, tmp_path: Path) -> None:
    events = {event.id: event for event in dated.events()}
    sources = {claim.id: claim.source for claim in dated.claims()}
    urls = {source.id: source.url for source in dated.sources()}
    groups: dict[str, list[str]] = {}
    for edge in dated.edges():
        groups.setdefault(f"{edge.source_actor} {edge.type} {edge.target_actor}", []).append(edge.event)
    found = tied(dated, tmp_path / "graph.gexf", Selection(status=STATUSES))
    assert set(found) == set(groups)
    assert any(len(group) > 2 for group in groups.values())
    for name, group in groups.items():
        tie, told = found[name], [events[event] for event in sorted(group)]
        claims = sorted({claim for event in told for claim in event.claims})
        assert tie.listed("events") == sorted(group)
        assert tie.listed("claims") == claims
        assert tie.listed("sources") == sorted({urls[sources[claim]] for claim in claims})
        assert tie.listed("quotes") == sorted({event.quote for event in told})
        assert tie.values["status"] == "; ".join(sorted({event.status for event in told}))
        assert tie.values["date_text"] == "; ".join(sorted({event.date or "unknown" for event in told}))
        counts = [tie.values[f"n_{what}"] for what in ("events", "claims", "sources", "undated")]
        undated = [event for event in told if event.first_day is None and event.last_day is None]
        assert counts == [str(len(each)) for each in (group, claims, tie.listed("sources"), undated)]
        assert tie.own["weight"] == str(sum(event.origins for event in told))
        assert tie.own["kind"] == tie.own["label"] == tie.values["relation"] == told[0].type
        assert tie.own["type"] == ("undirected" if told[0].type == "MEETS" else "directed")
        if undated:
            assert (tie.values["undated"], tie.spells) == ("true", [])


def test_an_actor_knows_in_how_many_events_it_is(dated: Store, tmp_path: Path) -> None:
    for chosen in (Selection(status=STATUSES), Selection(languages=frozenset({"fr"}), status=STATUSES)):
        write_gexf(TiesView(dated, chosen), tmp_path / "graph.gexf")
        counts: dict[str, set[str]] = {}
        for tie in elements(tmp_path / "graph.gexf", "edge").values():
            for end in (tie.own["source"], tie.own["target"]):
                counts.setdefault(end, set()).update(tie.listed("events"))
        events = {event.id: event.status for event in dated.events()}
        nodes = elements(tmp_path / "graph.gexf", "node")
        assert set(nodes) == set(counts)
        for actor, node in nodes.items():
            for status in STATUSES:
                told = sum(events[event] == status for event in counts[actor])
                assert node.values[f"n_{status}"] == str(told), (actor, status)
    assert nodes["FRA"].own["label"] == "France"
    expected = {"kind": "state", "state": "FRA", "iso3": "FRA", "cow": "220", "wikidata": "Q142"}
    assert {name: nodes["FRA"].values[name] for name in expected} == expected


def test_a_visit_of_three_days_is_a_spell_of_three_days(examples: Store, tmp_path: Path) -> None:
    found = tied(examples, tmp_path / "graph.gexf")
    assert found["xi-jinping VISITS RUS"].spells == [("2023-03-20", "2023-03-22")]
    assert found["USA ACCUSES PRK"].spells == []
    assert found["USA ACCUSES PRK"].values["undated"] == "true"


def test_undated_events_can_be_dropped(examples: Store, tmp_path: Path) -> None:
    every = tied(examples, tmp_path / "all.gexf")
    kept = tied(examples, tmp_path / "dated.gexf", Selection(undated="drop"))
    assert set(kept) == {name for name, tie in every.items() if tie.values["undated"] == "false"}


def test_events_and_actors_are_nodes_of_the_events_view(examples: Store, tmp_path: Path) -> None:
    counts = write_gexf(EventsView(examples, Selection(status=STATUSES)), tmp_path / "graph.gexf")
    nodes, edges = elements(tmp_path / "graph.gexf", "node"), elements(tmp_path / "graph.gexf", "edge")
    events = {event.id: event for event in examples.events()}
    parts = {(named.actor, named.role, event.id) for event in events.values() for named in event.participants}
    assert {(each.own["source"], each.own["kind"], each.own["target"]) for each in edges.values()} == parts
    assert set(nodes) == set(events) | {actor for actor, _, _ in parts}
    assert counts == Counts(len(nodes), len(edges))
    visit = next(event for event in events.values() if event.date == "2023-03-20/2023-03-22")
    told = nodes[visit.id]
    assert told.own["label"] == "VISITS 2023-03-20/2023-03-22"
    assert told.spells == [("2023-03-20", "2023-03-22")]
    wanted = {"kind": "event", "event_type": "VISITS", "status": "occurred", "quote": visit.quote, "source": visit.url}
    assert {name: told.values[name] for name in wanted} == wanted
    assert told.listed("claims") == list(visit.claims)


def test_only_facts_are_nodes_of_the_events_view_too(examples: Store, tmp_path: Path) -> None:
    write_gexf(EventsView(examples, Selection()), tmp_path / "graph.gexf")
    facts = {event.id for event in examples.events() if event.status in FACTS}
    nodes = elements(tmp_path / "graph.gexf", "node")
    assert {name for name, node in nodes.items() if node.values["kind"] == "event"} == facts


MADE_UP = st.lists(
    st.tuples(
        st.sampled_from(["MEETS", "VISITS", "SUPPLIES_ARMS", "ACCUSES"]),
        st.sampled_from(["", "2024", "2024-03", "2024-03-01", "2024-03-04/..", "XXXX-03"]),
        st.sampled_from(["actual", "planned", "alleged", "hypothetical"]),
        st.sampled_from(["reports", "announces", "confirms", "denies", "admits", "cancels", "postpones"]),
        st.sampled_from(["RUS", "PRK", "vladimir-putin", "kim-jong-un", "taliban"]),
        st.sampled_from(["USA", "FRA", "emmanuel-macron"]),
    ),
    min_size=1,
    max_size=25,
)
ENDS = {
    "MEETS": ("participant", "participant"),
    "VISITS": ("visitor", "visited"),
    "SUPPLIES_ARMS": ("supplier", "recipient"),
    "ACCUSES": ("accuser", "accused"),
}


@settings(max_examples=12, deadline=None)
@given(MADE_UP)
def test_what_is_no_fact_is_never_an_edge(told: list[tuple[str, str, str, str, str, str]]) -> None:
    records = []
    for number, (kind, date, modality, act, one, other) in enumerate(told):
        ends = [Participant(actor, role=role) for actor, role in zip((one, other), ENDS[kind], strict=True)]
        source = SourceRecord(url=f"https://example.org/{number}", published="2024-02-01")
        frame = Frame(kind, tuple(ends), modality, date)  # type: ignore[arg-type]
        records.append(FactRecord(source, frame, act=act))  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/graph.lbug") as store:
        store.load([document_from([record]) for record in records])
        status = {event.id: event.status for event in store.events()}
        found = tied(store, Path(folder) / "ties.gexf")
        write_gexf(EventsView(store, Selection()), Path(folder) / "events.gexf")
        parts = elements(Path(folder) / "events.gexf", "edge").values()
    facts = {event for event, word in status.items() if word in FACTS}
    assert {event for tie in found.values() for event in tie.listed("events")} <= facts
    assert {part.own["target"] for part in parts} == facts


@pytest.mark.parametrize("view", [TiesView, EventsView])
def test_equal_graphs_are_equal_files_however_they_are_read(
    view: type[TiesView | EventsView], dated: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Selection(status=STATUSES)
    write_gexf(view(dated, chosen), tmp_path / "a.gexf")
    write_gexf(view(dated, chosen), tmp_path / "a.gexf.gz")
    monkeypatch.setattr(ties, "GROUP", 3)
    monkeypatch.setattr(ties, "BUSY", 5)
    monkeypatch.setattr(frames, "PAGE", 2)
    write_gexf(view(dated, chosen), tmp_path / "b.gexf")
    write_gexf(view(dated, chosen), tmp_path / "b.gexf.gz")
    assert (tmp_path / "a.gexf").read_bytes() == (tmp_path / "b.gexf").read_bytes()
    assert (tmp_path / "a.gexf.gz").read_bytes() == (tmp_path / "b.gexf.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.gexf.gz").read_bytes()) == (tmp_path / "a.gexf").read_bytes()


@pytest.mark.parametrize("view", [TiesView, EventsView])
def test_no_question_brings_all_events_into_memory(
    view: type[TiesView | EventsView], dated: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ties, "GROUP", 25)
    monkeypatch.setattr(ties, "BUSY", 25)
    monkeypatch.setattr(frames, "PAGE", 10)
    sizes: list[int] = []
    ask = dated.columns

    def listening(cypher: str, parameters: Mapping[str, object], kinds: Mapping[str, str]) -> pyarrow.Table:
        answer = ask(cypher, parameters, kinds)
        sizes.append(len(answer))
        return answer

    monkeypatch.setattr(dated, "columns", listening)
    links = sum(len(each.frame) for each in view(dated, Selection(status=STATUSES)) if isinstance(each, Links))
    assert links > 60
    assert max(sizes) <= 35


def test_colours_stand_for_statuses(dated: Store, tmp_path: Path) -> None:
    seen: set[str] = set()
    for status, colour in COLOURS.items():
        write_gexf(EventsView(dated, Selection(status=(status,))), tmp_path / "graph.gexf")
        found = ElementTree.parse(tmp_path / "graph.gexf")
        told = {
            "#" + "".join(f"{int(each.attrib[part]):02x}" for part in "rgb")
            for each in found.iterfind(".//g:edge/viz:color", NAMES)
        }
        assert told <= {colour}
        seen |= told
    assert {COLOURS[each] for each in ("occurred", "alleged", "planned", "hypothetical")} <= seen
    both = polars.select(colour=colour_of(polars.lit(["alleged", "occurred"])))
    assert both.item() == COLOURS["occurred"]
    assert len(set(COLOURS.values())) == len(STATUSES) == len(COLOURS)


AWKWARD = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(
    lambda text: any(sign.isalnum() for sign in text)
)
MARKED = 'a"b\\c&d<e>f\x01\x0b\u2028\n,[g];h\ufffe'


def awkward(name: str) -> Document:
    """An article that names somebody so, in title and quote too."""
    people = (
        Participant("RUS", role="participant"),
        Participant(text=name, kind="person", represents="PRK", role="participant"),
    )
    source = SourceRecord(url=f"https://example.org/{name}", title=name)
    return document_from([FactRecord(source, Frame("MEETS", people, date="2024-01"), quote=name)])


@settings(max_examples=8, deadline=None)
@given(AWKWARD)
def test_any_name_gives_a_sound_file(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/graph.lbug") as store:
        store.load([awkward(name)])
        assert len(tied(store, Path(folder) / "graph.gexf")) == 1


def test_signs_that_no_xml_can_hold_are_left_out_and_the_others_stay(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "graph.lbug")) as store:
        store.load([awkward(MARKED)])
        (tie,) = tied(store, tmp_path / "graph.gexf").values()
        nodes = elements(tmp_path / "graph.gexf", "node")
    kept = 'a"b\\c&d<e>f ,[g];h'
    assert tie.listed("quotes") == [kept]
    assert kept in {node.own["label"] for node in nodes.values()}


Spell = tuple[int | None, int | None]
DAYS = st.one_of(st.none(), st.integers(0, 40))
SPELLS = st.lists(
    st.tuples(DAYS, DAYS).map(lambda each: each if None in each else (min(each), max(each))),  # type: ignore[type-var]
    min_size=1,
    max_size=6,
)


@given(st.lists(SPELLS, min_size=1, max_size=3))
def test_united_spells_cover_the_same_days_and_never_touch(ties: list[list[Spell]]) -> None:
    def covers(found: list[Spell], day: int) -> bool:
        return any((a is None or a <= day) and (z is None or day <= z) for a, z in found)

    rows = [(number, *spell) for number, spells in enumerate(ties) for spell in spells]
    days = dict.fromkeys(("first_day", "last_day"), polars.Int64)
    together = united(polars.DataFrame(rows, schema={"tie": polars.Int64, **days}, orient="row"), "tie")
    assert together["tie"].to_list() == list(range(len(ties)))
    for spells, joined in zip(ties, together["spells"], strict=True):
        found = [(each["first"], each["last"]) for each in joined]
        for day in range(-1, 42):
            assert covers(found or [(None, None)], day) == covers(spells, day)
        for (_, last), (first, _) in pairwise(found):
            assert last is not None
            assert first is not None
            assert last + 1 < first
        assert (None, None) not in found


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_both_stores_give_the_same_bytes(empty_neo4j: str, tmp_path: Path) -> None:
    given = [*documents(120), *(awkward(name) for name in (MARKED, "Zoë 🜁", "ｚ wide", "𝔄 old"))]
    names: list[Path] = []
    for address in (empty_neo4j, str(tmp_path / "graph.lbug")):
        with open_store(address) as store:
            store.load(given)
            for kind in (TiesView, EventsView):
                for chosen in (
                    Selection(status=STATUSES),
                    Selection(status=STATUSES, languages=frozenset({"fr"}), undated="drop", types=("MEETS", "VISITS")),
                    Selection(actors=frozenset({"FRA", "joe-biden"}), publishers=frozenset({"Gazette"})),
                ):
                    names.append(tmp_path / f"{len(names)}.gexf")
                    write_gexf(kind(store, chosen), names[-1])
    half = len(names) // 2
    for one, other in zip(names[:half], names[half:], strict=True):
        assert one.read_bytes() == other.read_bytes()
        assert len(elements(one, "edge")) > 5


def test_days_are_whole_days(dated: Store, tmp_path: Path) -> None:
    events = {event.id: event for event in dated.events()}
    for tie in tied(dated, tmp_path / "graph.gexf").values():
        if tie.spells and len(tie.listed("events")) == 1:
            (event,) = (events[each] for each in tie.listed("events"))
            bounds = tuple("" if day is None else iso_day(day) for day in (event.first_day, event.last_day))
            assert tie.spells == [bounds]
