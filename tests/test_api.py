"""The way in for Python: a graph in a notebook."""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest
import rdflib

import diplograph
from diplograph.schema.errors import QueryError

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with diplograph.open(tmp_path / "graph.lbug") as graph:
        counts = graph.load(EXAMPLES)
        assert (counts.sources, graph.rejected) == (26, [])
    return tmp_path / "graph.lbug"


def test_rows_of_a_template_are_dictionaries(path: Path) -> None:
    with diplograph.open(path) as graph:
        rows = graph.query("who-met-whom", actor="Putin", from_="2024")
        assert [(row["date"], row["met"]) for row in rows] == [("2024-06-19", "Kim Jong Un")]
        assert rows[0]["quote"] == "Kim Jong Un a reçu Vladimir Poutine le 19 juin 2024 à Pyongyang."


def test_a_question_in_cypher(path: Path) -> None:
    with diplograph.open(path) as graph:
        text = "MATCH (e:Event) WHERE e.type = $type RETURN count(e.id) AS total ORDER BY total"
        assert graph.cypher(text, type="MEETS") == [{"total": 10}]
        with pytest.raises(QueryError):
            graph.cypher("MATCH (n) DETACH DELETE n")


def test_a_network_has_facts_unless_asked_for_more(path: Path) -> None:
    with diplograph.open(path) as graph:
        network = graph.to_networkx()
        assert isinstance(network, networkx.MultiDiGraph)
        assert network.nodes["vladimir-putin"]["label"] == "Vladimir Putin"
        facts = {values["relation"] for _, _, values in network.edges(data=True)}
        assert facts == {
            "ACCUSES",
            "AGREES_WITH",
            "INVITES",
            "LIFTS_SANCTIONS",
            "MEETS",
            "RESTORES_RELATIONS",
            "SANCTIONS",
            "SPEAKS_WITH",
            "SUPPLIES_ARMS",
            "VISITS",
        }
        alleged = graph.to_networkx(["alleged"])
        assert [(one, other) for one, other in alleged.edges()] == [("PRK", "RUS")]


def test_rdflib_and_polars_hold_the_same_rows(path: Path) -> None:
    with diplograph.open(path) as graph:
        dataset = graph.to_rdflib()
        events = set(dataset.subjects(rdflib.RDF.type, rdflib.URIRef("http://semanticweb.cs.vu.nl/2009/11/sem/Event")))
        assert len(events) == 36
        frame = graph.to_polars("who-met-whom", actor="Putin")
        assert frame.columns[:3] == ["date", "actor", "met"]
        assert frame.height == 5
