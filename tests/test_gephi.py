"""Gephi's own importer takes our files without a complaint, and its timeline keeps what the questions give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars
import pytest
from claims import refuse
from gephi_client import in_gephi
from graph_of_dates import ACTORS, WINDOWS, documents
from hypothesis import HealthCheck, given, settings
from test_gexf import AWKWARD, EXAMPLES, MARKED, awkward

from diplograph.graph.exports.csv_tables import write_tables
from diplograph.graph.exports.gexf import write_gexf
from diplograph.graph.exports.participations import EventsView
from diplograph.graph.exports.selection import Selection
from diplograph.graph.exports.signs import clean
from diplograph.graph.exports.ties import TiesView
from diplograph.graph.exports.views import Links, View
from diplograph.graph.store import Store, open_store
from diplograph.loaders import read
from diplograph.queries.runner import STATUSES, run_template
from diplograph.schema.edtf import parse

pytestmark = [pytest.mark.gephi, pytest.mark.xdist_group("gephi")]


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


def views(store: Store) -> list[View]:
    every = Selection(status=STATUSES)
    return [
        TiesView(store, Selection()),
        EventsView(store, Selection()),
        TiesView(store, every),
        EventsView(store, every),
        TiesView(store, Selection(undated="drop")),
        EventsView(store, Selection(types=("MEETS", "VISITS"), languages=frozenset({"fr"}))),
    ]


@pytest.mark.parametrize("name", ["examples", "dated"])
def test_gephi_has_nothing_to_complain_of(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    store = request.getfixturevalue(name)
    written, paths = [], []
    for number, view in enumerate(views(store)):
        paths += [tmp_path / f"view-{number}.gexf.gz", tmp_path / f"tables-{number}"]
        written += [write_gexf(view, paths[-2]), write_tables(view, paths[-1], bom=number % 2 == 1)]
    for counts, told in zip(written, in_gephi(*paths), strict=True):
        assert (told["nodes"], told["edges"]) == (counts.nodes, counts.links)
        assert counts.links > 5


@pytest.mark.parametrize(("right", "wrong"), [('weight="1"', 'weight="0"'), ('end="2023', 'end="1923')])
def test_a_file_that_gephi_complains_of_fails(right: str, wrong: str, examples: Store, tmp_path: Path) -> None:
    write_gexf(TiesView(examples, Selection()), tmp_path / "graph.gexf")
    text = (tmp_path / "graph.gexf").read_text(encoding="utf-8")
    assert right in text
    (tmp_path / "wrong.gexf").write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(AssertionError, match=r"wrong\.gexf"):
        in_gephi(tmp_path / "wrong.gexf")


def test_gephi_holds_the_same_from_a_file_and_from_tables(dated: Store, tmp_path: Path) -> None:
    view = TiesView(dated, Selection(status=STATUSES))
    write_gexf(view, tmp_path / "graph.gexf")
    write_tables(view, tmp_path / "tables")
    of_file, of_tables = in_gephi(tmp_path / "graph.gexf", tmp_path / "tables", listing=True, windows=WINDOWS)
    assert of_file["kinds"] == of_tables["kinds"]
    edges = {edge["id"]: edge for edge in of_tables["edge_list"]}
    for edge in of_file["edge_list"]:
        edge.setdefault("timeset", "<[-Infinity, Infinity]>")
        for column in ("source", "target", "directed", "kind", "timeset", "weight", "relation", "n_events", "status"):
            assert edge[column] == edges[edge["id"]][column], (edge["id"], column)
    assert {name: set(kept) for name, kept in of_file["windows"].items()} == {
        name: set(kept) for name, kept in of_tables["windows"].items()
    }


def test_lists_names_and_quotes_arrive_in_gephi_as_they_are(tmp_path: Path) -> None:
    names: list[str] = [MARKED, "=1+1", "-", 'O\'Neil, "Jr"', "\\", "[x]", "null", "<[2024-01-01]>", "Ünïcode 🜁"]

    @settings(max_examples=60, database=None, suppress_health_check=list(HealthCheck))
    @given(AWKWARD)
    def collect(name: str) -> None:
        names.append(name)

    collect()
    with open_store(str(tmp_path / "graph.lbug")) as store:
        store.load([awkward(name) for name in names if any(sign.isalnum() for sign in name)])
        for view, name in ((TiesView, "ties"), (EventsView, "events")):
            write_gexf(view(store, Selection()), tmp_path / f"{name}.gexf")
            write_tables(view(store, Selection()), tmp_path / name)
        links = [each.frame for each in TiesView(store, Selection()) if isinstance(each, Links)]
    quotes = polars.concat(links)["quotes"].explode()
    expected = set(polars.select(clean(polars.lit(quotes))).to_series())
    paths = [tmp_path / name for name in ("ties.gexf", "events.gexf", "ties", "events")]
    of_ties = in_gephi(*paths, listing=True)[0]
    told = {quote for edge in of_ties["edge_list"] for quote in edge["quotes"]}
    # A text that is just "null" is none for Gephi's lists.
    assert told == expected - {"null"} | {None}


def network(store: Store, window: str) -> set[str]:
    """The ties that ``diplograph query network`` gives for a window."""
    first, last = window.split("/")
    rows = run_template(store, "network", {"from": first, "to": last}).records()
    return {f"{row['source_id']} {row['type']} {row['target_id']}" for row in rows}


def timelines(store: Store, window: str) -> dict[str, str]:
    """The events that ``diplograph query timeline`` gives of all actors for a window, with their dates."""
    first, last = window.split("/")
    given = [{"actor": actor, "from": first, "to": last} for actor in ACTORS]
    rows = [row for each in given for row in run_template(store, "timeline", each, exact=True).records()]
    return {str(row["event"]): str(row["date"]) for row in rows}


def test_the_timeline_keeps_the_ties_that_the_questions_give(dated: Store, tmp_path: Path) -> None:
    write_gexf(TiesView(dated, Selection()), tmp_path / "graph.gexf")
    (told,) = in_gephi(tmp_path / "graph.gexf", windows=WINDOWS)
    expected = {window: network(dated, window) for window in WINDOWS}
    assert {window: set(kept) for window, kept in told["windows"].items()} == expected
    assert len({len(kept) for kept in expected.values()}) > 4


def test_the_timeline_keeps_the_events_that_the_questions_give(dated: Store, tmp_path: Path) -> None:
    write_gexf(EventsView(dated, Selection()), tmp_path / "graph.gexf")
    (told,) = in_gephi(tmp_path / "graph.gexf", windows=WINDOWS)
    kept = {window: {edge.split()[-1] for edge in edges} for window, edges in told["windows"].items()}
    assert kept == {window: set(timelines(dated, window)) for window in WINDOWS}


def test_with_undated_events_dropped_the_timeline_keeps_what_the_questions_date(dated: Store, tmp_path: Path) -> None:
    write_gexf(TiesView(dated, Selection(undated="drop")), tmp_path / "graph.gexf")
    (told,) = in_gephi(tmp_path / "graph.gexf", windows=WINDOWS)
    for window in WINDOWS:
        known = {event for event, date in timelines(dated, window).items() if not parse(date).unknown}
        ties = [edge for edge in dated.edges() if edge.event in known]
        assert set(told["windows"][window]) == {f"{tie.source_actor} {tie.type} {tie.target_actor}" for tie in ties}
