"""Every field of the model is in the dump, where docs/linked-data.md says, with the value that the store has."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pyoxigraph
import pytest
from full_graph import fill
from msgspec import Struct

from diplograph.graph.exports.rdf import BASE_IRI, write_dump
from diplograph.graph.exports.rdf.terms import PREFIXES, VOCABULARY, iri, predicate_of, vocabulary
from diplograph.graph.store import Store, open_store
from diplograph.schema import model
from diplograph.schema.event_types import event_types
from diplograph.schema.events.edges import edges_of
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Actor, ActorName, Claim, Edge, Event, Named, Source, Tie

PAGE = Path(__file__).parent.parent / "docs" / "linked-data.md"
NODES: dict[str, type[Struct]] = {
    "source": Source,
    "claim": Claim,
    "actor": Actor,
    "event": Event,
    "judgement": Judgement,
}
PARTS: dict[tuple[type[Struct], str], type[Struct]] = {
    (Claim, "participants"): Named,
    (Event, "participants"): Named,
    (Actor, "names"): ActorName,
    (Actor, "represents"): Tie,
    (Actor, "member_of"): Tie,
}
LISTS = {(Event, field) for field in ("claims", "disagreements", "near")}
STEPS = {(Event, field) for field in ("life_dates", "life_status", "life_known")}
ABSENT: dict[tuple[type[Struct], str], object] = {
    (Claim, "start"): -1,
    (Claim, "end"): -1,
    (Event, "first_day"): None,
    (Event, "last_day"): None,
    (Named, "position"): 0,
}
NOT_STORED = {
    "Document": "the unit of writing",
    "Prepared": "documents on their way to a store",
    "Rejected": "a row that was not read",
}

Triples = Mapping[str, Mapping[str, list[pyoxigraph.NamedNode | pyoxigraph.Literal]]]


def section(name: str) -> dict[str, tuple[str, ...]]:
    """The rows of a section's table: the path of properties for each field, empty for the IRI itself."""
    text = PAGE.read_text(encoding="utf-8")
    (body,) = re.findall(rf"^### {name}\b.*?\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    rows = {}
    for field, path in re.findall(r"^\| `(\w+)` \| ([^|]*) \|", body, re.MULTILINE):
        rows[field] = tuple(re.findall(r"`(\w+:\w+)`", path))
    return rows


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("full") / "graph.lbug")) as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="module")
def triples(store: Store) -> Triples:
    out = io.BytesIO()
    write_dump(store, out, with_text=True)
    found: dict[str, dict[str, list[pyoxigraph.NamedNode | pyoxigraph.Literal]]] = {}
    for quad in pyoxigraph.parse(out.getvalue(), format=pyoxigraph.RdfFormat.N_QUADS):
        assert isinstance(quad.subject, pyoxigraph.NamedNode)
        assert isinstance(quad.object, pyoxigraph.NamedNode | pyoxigraph.Literal)
        found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return found


def by_number(node: pyoxigraph.NamedNode | pyoxigraph.Literal) -> int:
    """Where a part stands: the number at the end of its IRI."""
    tail = node.value.rpartition(".")[2]
    return int(tail) if tail.isdigit() else 0


def follow(triples: Triples, node: str, path: tuple[str, ...]) -> list[pyoxigraph.NamedNode | pyoxigraph.Literal]:
    ends: list[pyoxigraph.NamedNode | pyoxigraph.Literal] = [pyoxigraph.NamedNode(node)]
    for short in path:
        prefix, _, name = short.partition(":")
        step = PREFIXES[prefix] + name
        ends = [other for end in ends for other in sorted(triples[end.value].get(step, []), key=by_number)]
    return ends


def plain(value: pyoxigraph.NamedNode | pyoxigraph.Literal) -> str:
    """A literal's text, or the id in an IRI of ours."""
    if isinstance(value, pyoxigraph.Literal):
        return value.value
    found = re.fullmatch(rf"{BASE_IRI}(?:code/[\w-]+|\w+)/(.*)", value.value)
    assert found, value
    return unquote(found[1])


def rebuilt(triples: Triples, node: str, kind: type[Struct]) -> dict[str, object]:
    """The fields of a node, from the dump alone, along the paths that the page tells."""
    values: dict[str, object] = {}
    for field, path in section(kind.__name__).items():
        if not path:
            values[field] = plain(pyoxigraph.NamedNode(node))
            continue
        ends = follow(triples, node, path)
        if (kind, field) in PARTS:
            values[field] = [rebuilt(triples, end.value, PARTS[kind, field]) for end in ends]
        elif (kind, field) in LISTS:
            values[field] = sorted(map(plain, ends))
        elif (kind, field) in STEPS:
            steps = follow(triples, node, path[:1])
            values[field] = [
                plain(ends[0]) if (ends := follow(triples, step.value, path[1:])) else "" for step in steps
            ]
        else:
            assert len(ends) <= 1, (node, field)
            values[field] = plain(ends[0]) if ends else ABSENT.get((kind, field), "")
    return values


def held(store: Store, kind: str) -> list[Struct]:
    return sorted(getattr(store, f"{kind}s")(), key=identity)


def identity(value: Struct) -> str:
    return str(msgspec.structs.asdict(value)["id"])


@pytest.mark.parametrize("kind", NODES)
def test_each_node_can_be_told_from_the_dump_as_the_page_says(store: Store, triples: Triples, kind: str) -> None:
    marked = f"{VOCABULARY}{NODES[kind].__name__}"
    nodes = [
        node
        for node, told in sorted(triples.items())
        if any(each.value == marked for each in told.get(f"{PREFIXES['rdf']}type", []))
    ]
    found = [msgspec.convert(rebuilt(triples, node, NODES[kind]), NODES[kind], strict=False) for node in nodes]
    assert sorted(found, key=identity) == held(store, kind)


def structs() -> dict[str, type[Struct]]:
    """Every kind of value of the model."""
    kinds = {name: kind for name, kind in vars(model).items() if isinstance(kind, type) and issubclass(kind, Struct)}
    del kinds["Struct"]
    return {**kinds, "Judgement": Judgement}


@pytest.mark.parametrize("kind", sorted(structs().keys() - NOT_STORED.keys()))
def test_the_page_has_every_field_of_the_model(kind: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    (body,) = re.findall(rf"^### {kind}\b.*?\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    first_cells = " ".join(re.findall(r"^\|([^|]*)\|", body, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", first_cells)) == set(structs()[kind].__struct_fields__)


@pytest.mark.parametrize("kind", NODES)
def test_no_field_is_empty_in_all_of_the_graph_that_is_compared(store: Store, kind: str) -> None:
    values = held(store, kind)
    defaults = dict(zip(NODES[kind].__struct_fields__[::-1], NODES[kind].__struct_defaults__[::-1], strict=False))
    for field in NODES[kind].__struct_fields__:
        assert any(getattr(value, field) != defaults.get(field, "") for value in values), field


def test_the_edges_follow_from_the_events_of_the_dump(store: Store, triples: Triples) -> None:
    found: list[Edge] = []
    for event in store.events():
        values = rebuilt(triples, f"{BASE_IRI}event/{event.id}", Event)
        found += edges_of(msgspec.convert(values, Event, strict=False))
    assert sorted(found) == sorted(store.edges())


def test_the_dump_has_every_property_of_the_vocabulary_and_no_other(triples: Triples) -> None:
    """Those between actors are one for each event type; the others are a table."""
    used = {predicate for told in triples.values() for predicate in told} - {f"{PREFIXES['rdf']}type"}
    ties = {f"{VOCABULARY}{predicate_of(name)}" for name in event_types()}
    assert used - ties == {iri(short) for short in vocabulary().all_properties()}
