"""What other tools read back: rdflib and pyoxigraph the RDF, whatever the strings hold."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from claims import refuse
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.graph.exports.rdf import BASE_IRI, literal, write_rdf
from diplograph.graph.store import Store, open_store
from diplograph.loaders import read
from diplograph.schema import FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.model import Document

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("examples") / "graph.lbug")) as opened:
        opened.load(read([EXAMPLES], refuse))
        yield opened


def test_plain_triples_between_actors_are_facts_alone(examples: Store, tmp_path: Path) -> None:
    write_rdf(examples, tmp_path / "graph.nq")
    graph = rdflib.Dataset(default_union=True)
    graph.parse(tmp_path / "graph.nq", format="nquads")
    supplies = rdflib.URIRef(f"{BASE_IRI}ns#suppliesArms")
    actor = f"{BASE_IRI}actor/"
    admitted = (rdflib.URIRef(f"{actor}IRN"), rdflib.URIRef(f"{actor}RUS"))
    assert list(graph.subject_objects(supplies)) == [admitted]
    meets = rdflib.URIRef(f"{BASE_IRI}ns#meets")
    assert len(list(graph.subject_objects(meets))) == 16


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("g.nq", pyoxigraph.RdfFormat.N_QUADS),
        ("g.trig", pyoxigraph.RdfFormat.TRIG),
        ("g.nt", pyoxigraph.RdfFormat.N_TRIPLES),
        ("g.ttl", pyoxigraph.RdfFormat.TURTLE),
    ],
)
def test_a_file_holds_as_many_statements_as_we_say(
    examples: Store, tmp_path: Path, name: str, format: pyoxigraph.RdfFormat
) -> None:
    told = write_rdf(examples, tmp_path / name)
    assert len(set(pyoxigraph.parse(path=str(tmp_path / name), format=format))) == told


def awkward(name: str) -> Document:
    people = (
        Participant("RUS", role="participant"),
        Participant(text=name, kind="person", represents="PRK", role="participant"),
    )
    source = SourceRecord(url=f"https://example.org/{name}", title=name)
    return document_from([FactRecord(source, Frame("MEETS", people, date="2024-01"), quote=name)])


STRINGS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(
    lambda text: any(sign.isalnum() for sign in text)
)


@settings(max_examples=60, deadline=None)
@given(STRINGS)
def test_a_literal_comes_back_as_it_was(text: str) -> None:
    line = f"<urn:a> <urn:b> {literal(text)} <urn:g> ."
    (quad,) = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert quad.object.value == text


@settings(max_examples=8, deadline=None)
@given(STRINGS)
def test_any_name_survives_every_export(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/graph.lbug") as store:
        store.load([awkward(name)])
        write_rdf(store, Path(folder) / "graph.nq")
        graph = rdflib.Dataset(default_union=True)
        graph.parse(Path(folder) / "graph.nq", format="nquads")
        quotes = [str(value) for value in graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/oa#exact"))]
        assert quotes == [name]


def test_a_failed_export_leaves_the_old_file(examples: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write_rdf(examples, path)
    assert [each.name for each in tmp_path.iterdir()] == ["graph.nq"]
    assert path.read_text(encoding="utf-8") == "old"
