"""Every export chooses its events by the same options, and these choose as the questions do."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest
from graph_of_dates import WINDOWS, documents
from test_gexf import MARKED, awkward, elements

from diplograph.graph.store import open_store
from diplograph.queries.runner import run_template
from diplograph.schema.model import FACTS

Run = Callable[..., tuple[int, str, str]]
Row = dict[str, str]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with every kind of date."""
    found = str(tmp_path_factory.mktemp("dated") / "graph.lbug")
    with open_store(found) as opened:
        opened.load(documents())
    return found


@pytest.fixture
def tables(run_cli: Run, path: str, tmp_path: Path) -> Callable[..., tuple[list[Row], list[Row]]]:
    """The rows of nodes and edges that ``export csv`` writes with some options."""

    def export(*words: str) -> tuple[list[Row], list[Row]]:
        code, _, told = run_cli("--store", path, "export", "csv", str(tmp_path / "tables"), *words)
        assert code == 0, told
        nodes, edges = (rows(tmp_path / "tables" / name) for name in ("nodes.csv", "edges.csv"))
        assert told == f"wrote {len(nodes)} nodes and {len(edges)} edges to {tmp_path / 'tables'}\n"
        return nodes, edges

    return export


Tables = Callable[..., tuple[list[Row], list[Row]]]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def events_of(edges: list[Row]) -> set[str]:
    return {event for edge in edges for event in json.loads(edge["events"])}


def network(path: str, **given: str) -> dict[str, int]:
    """How many events each tie has, by ``diplograph query network``."""
    with open_store(path, "read") as store:
        found = run_template(store, "network", given).records()
    return {f"{row['source_id']} {row['type']} {row['target_id']}": int(str(row["events"])) for row in found}


def counted(edges: list[Row]) -> dict[str, int]:
    return {edge["Id"]: int(edge["n_events"]) for edge in edges}


@pytest.mark.parametrize("window", WINDOWS)
def test_a_period_keeps_the_events_that_the_questions_give(window: str, path: str, tables: Tables) -> None:
    first, last = window.split("/")
    _, edges = tables("--from", first, "--to", last)
    assert counted(edges) == network(path, **{"from": first, "to": last})


def test_a_month_and_a_year_are_days_as_in_questions(path: str, tables: Tables) -> None:
    _, edges = tables("--from", "2022-06", "--to", "2022", "--status", "all")
    assert counted(edges) == network(path, **{"from": "2022-06", "to": "2022", "status": "all"})


@pytest.mark.parametrize("name", ["France", "emmanuel-macron", "Poutine"])
def test_an_actor_is_named_as_people_type_it(name: str, path: str, tables: Tables) -> None:
    nodes, edges = tables("--actor", name)
    assert counted(edges) == network(path, actor=name) | network(path, other=name)
    assert {node["Id"] for node in nodes} == {end for edge in edges for end in (edge["Source"], edge["Target"])}


def test_several_actors_are_any_of_them_and_exact_is_without_speakers(path: str, tables: Tables) -> None:
    ties = [network(path, actor=name) | network(path, other=name) for name in ("Macron", "PRK")]
    assert counted(tables("--actor", "Macron", "--actor", "DPRK")[1]) == ties[0] | ties[1]
    exact = counted(tables("--actor", "France", "--exact")[1])
    assert exact == {name: count for name, count in network(path).items() if "FRA" in name.split()}
    assert any("emmanuel-macron" in name for name in counted(tables("--actor", "France")[1]))
    assert not any("emmanuel-macron MEETS joe-biden" in name for name in exact)


def test_types_are_types_or_families(path: str, tables: Tables) -> None:
    assert counted(tables("--type", "talks,VISITS")[1]) == network(path, type="talks,VISITS")


@pytest.mark.parametrize("view", ["ties", "events"])
@pytest.mark.parametrize(
    "words", [["--language", "fr"], ["--source", "the post"], ["--language", "fr", "--source", "Gazette"]]
)
def test_a_language_or_source_keeps_what_one_such_source_tells_of(
    words: list[str], view: str, path: str, tables: Tables
) -> None:
    nodes, edges = tables(*words, "--view", view, "--status", "all")
    given = dict(zip(words[::2], words[1::2], strict=True))
    with open_store(path, "read") as store:
        sources = {
            source.id
            for source in store.sources()
            if given.get("--language", source.language) == source.language
            and given.get("--source", source.publisher).casefold() == source.publisher.casefold()
        }
        telling = {claim.id for claim in store.claims() if claim.source in sources}
        kept = {event.id for event in store.events() if telling & set(event.claims)}
        tied = {edge.event for edge in store.edges()}
    assert 0 < len(kept) < 200
    if view == "ties":
        assert events_of(edges) == kept & tied
    else:
        assert {node["Id"] for node in nodes if node["kind"] == "event"} == kept


def test_a_source_may_be_named_by_address_or_id(path: str, tables: Tables) -> None:
    with open_store(path, "read") as store:
        source = next(each for each in store.sources() if each.url == "https://example.org/7")
    by_address = tables("--source", source.url, "--status", "all")
    assert by_address == tables("--source", source.id, "--status", "all")
    assert len(events_of(by_address[1])) == 1


def test_the_events_view_of_an_actor_has_everybody_in_its_events(path: str, tables: Tables) -> None:
    nodes, edges = tables("--view", "events", "--actor", "joe-biden")
    with open_store(path, "read") as store:
        events = [
            event
            for event in store.events()
            if event.status in FACTS and any(named.actor == "joe-biden" for named in event.participants)
        ]
    assert {(edge["Source"], edge["Target"]) for edge in edges} == {
        (named.actor, event.id) for event in events for named in event.participants
    }
    biden = next(node for node in nodes if node["Id"] == "joe-biden")
    assert int(biden["n_occurred"]) + int(biden["n_admitted"]) == len(events)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--language", "xx"], "no source in the language 'xx'; there are en, fr"),
        (["--source", "The Pots"], "no source 'The Pots'; give a publisher, a URL or an id"),
        (["--source", "The Pots"], "did you mean The Post?"),
        (["--actor", "Kim"], "is ambiguous"),
        (["--type", "MEET"], "did you mean MEETS?"),
        (["--from", "sept. 2023"], "write 2023-09"),
    ],
)
def test_a_mistake_gets_one_line(words: list[str], told: str, run_cli: Run, path: str, tmp_path: Path) -> None:
    code, _, complaint = run_cli("--store", path, "export", "gexf", str(tmp_path / "graph.gexf"), *words)
    assert (code, told in complaint, len(complaint.splitlines())) == (1, True, 1), complaint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("view", ["ties", "events"])
def test_networkx_reads_back_the_graph_with_parallel_edges(view: str, run_cli: Run, path: str, tmp_path: Path) -> None:
    for name in ("graphml", "gexf"):
        words = ["export", name, str(tmp_path / f"graph.{name}"), "--view", view, "--status", "all"]
        assert run_cli("--store", path, *words)[0] == 0
    graph = networkx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert isinstance(graph, networkx.MultiDiGraph)
    nodes, edges = elements(tmp_path / "graph.gexf", "node"), elements(tmp_path / "graph.gexf", "edge")
    assert set(graph.nodes) == set(nodes)
    assert {node: values["label"] for node, values in graph.nodes(data=True)} == {
        name: node.own["label"] for name, node in nodes.items()
    }
    found = {key: (source, target, values) for source, target, key, values in graph.edges(data=True, keys=True)}
    assert set(found) == set(edges)
    for name, edge in edges.items():
        source, target, values = found[name]
        assert (source, target) == (edge.own["source"], edge.own["target"])
        assert (values["label"], values["weight"]) == (edge.own["kind"], int(edge.own["weight"]))
        assert values["directed"] is (edge.own["type"] == "directed")
        for column, text in edge.values.items():
            shown = values[column]
            assert (str(shown).lower() if isinstance(shown, bool) else str(shown)) == text
    if view == "ties":
        assert max(graph.number_of_edges(*ends) for ends in graph.edges()) > 2
        days = {values["days"] for _, _, values in found.values() if "days" in values}
        assert {"2023-05-01/.."} & {part for each in days for part in each.split("; ")}


def test_nothing_in_a_table_can_run_and_all_else_can_be_read_back(tmp_path: Path, run_cli: Run) -> None:
    store = str(tmp_path / "graph.lbug")
    with open_store(store) as opened:
        opened.load([awkward(name) for name in (MARKED, "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-2 x")])
    assert run_cli("--store", store, "export", "csv", str(tmp_path / "t"))[0] == 0
    nodes, edges = rows(tmp_path / "t" / "nodes.csv"), rows(tmp_path / "t" / "edges.csv")
    cells = [cell for row in (*nodes, *edges) for cell in row.values()]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert "'=cmd|' /C calc'!A0" in {node["Label"] for node in nodes}
    quotes = {quote for edge in edges for quote in json.loads(edge["quotes"])}
    assert quotes == {'a"b\\c&d<e>f ,[g];h', "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-2 x"}
    assert list(edges[0])[:8] == ["Source", "Target", "Type", "Id", "Label", "Kind", "Weight", "Timeset"]
    assert {edge["Timeset"] for edge in edges} == {"<[2024-01-01, 2024-01-31];>"}
    assert {edge["date_text"] for edge in edges} == {"2024-01;"}


def test_a_byte_order_mark_stands_where_it_was_asked_for(tmp_path: Path, run_cli: Run, path: str) -> None:
    mark = "\ufeff".encode()
    for name, words in (("without", []), ("with", ["--bom"])):
        assert run_cli("--store", path, "export", "csv", str(tmp_path / name), *words)[0] == 0
    for name in ("nodes.csv", "edges.csv"):
        plain, marked = (tmp_path / folder / name for folder in ("without", "with"))
        assert marked.read_bytes() == mark + plain.read_bytes()
        assert not plain.read_bytes().startswith(mark)


def test_a_failed_export_leaves_the_old_file(tmp_path: Path, run_cli: Run, path: str) -> None:
    old = tmp_path / "graph.gexf"
    old.write_text("old", encoding="utf-8")
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert run_cli("--store", path, "export", "csv", str(tmp_path / "taken"))[0] in (1, 2)
    code, _, told = run_cli("--store", path, "export", "gexf", str(tmp_path / "no" / "graph.gexf"))
    assert (code, "cannot be written" in told) == (1, True)
    assert old.read_text(encoding="utf-8") == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["graph.gexf", "taken"]
