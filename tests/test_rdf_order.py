"""The lines of the dump come in the order of their bytes, each once, whatever the ids; in memory that does not grow."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator

import pyoxigraph
import pytest
from full_graph import Held
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.graph.exports.rdf import BASE_IRI, write_dump, writing
from diplograph.graph.exports.rdf.literals import Names
from diplograph.graph.exports.rdf.order import Sorter, in_order
from diplograph.graph.exports.rdf.writing import Dump
from diplograph.schema.errors import StoreError
from diplograph.schema.model import Actor, ActorName, Event, Named, Tie

IDS = st.text(st.sampled_from("a0-~é?% _z中X."), min_size=1, max_size=5)
"""What actors' and events' ids are made of: "?" and "%" come from dates of which a source is not sure."""


def dumped(graph: Held) -> list[bytes]:
    out = io.BytesIO()
    write_dump(graph, out)
    return out.getvalue().splitlines(keepends=True)


def actor(identity: str) -> Actor:
    return Actor(identity, identity, names=(ActorName("x"), ActorName("y")), represents=(Tie("z"),))


def meeting(identity: str, one: str, other: str) -> Event:
    people = (Named("participant", one), Named("participant", other))
    life = {"life_dates": (1, 2), "life_status": ("planned", "occurred"), "life_known": ("", "2024")}
    return Event(identity, "MEETS", "occurred", ("c",), people, "k", claim="c", **life)  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(st.sets(IDS, max_size=12), st.sets(IDS, max_size=12), st.data())
def test_lines_are_sorted_whatever_the_ids(actors: set[str], events: set[str], data: st.DataObject) -> None:
    ends = st.sampled_from(sorted(actors)) if actors else IDS
    graph = Held(
        actor_list=[actor(each) for each in actors],
        event_list=[meeting(each, data.draw(ends), data.draw(ends)) for each in events],
        said=data.draw(st.lists(st.tuples(*[st.sampled_from(sorted(events))] * 2), max_size=6)) if events else [],
    )
    lines = dumped(graph)
    assert lines == sorted(set(lines))
    assert len(set(pyoxigraph.parse(b"".join(lines), format=pyoxigraph.RdfFormat.N_QUADS))) == len(lines)
    flat = b"".join(Dump(graph, flat=True).pieces()).splitlines(keepends=True)
    assert flat == [line[: line.rindex(b" <")] + b" .\n" for line in lines]
    assert flat == sorted(set(flat))
    names = Names(BASE_IRI)
    said = {(names.iri("event", speech).encode(), names.iri("event", other).encode()) for speech, other in graph.said}
    told = {
        (line.split()[0], line.split()[2]) for line in lines if b" <https://w3id.org/diplograph/ns#content> " in line
    }
    assert told == said


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.sampled_from("ab\u00e9\U0001f91d"), max_size=4)), st.integers(1, 5))
def test_a_sorter_gives_each_line_once_however_little_it_may_hold(words: list[str], most: int) -> None:
    with Sorter(most) as sorter:
        for word in words:
            sorter.add([word])
        assert list(sorter) == sorted(set(words))


def test_only_what_may_still_be_preceded_is_held_back() -> None:
    def blocks() -> Iterator[tuple[str, list[str]]]:
        for number in range(100_000):
            yield f"<e{number:06}", [f"<e{number:06}.part.0>", f"<e{number:06}>"]

    tracemalloc.start()
    total = sum(len(lines) for lines in in_order(blocks()))
    assert (total, tracemalloc.get_traced_memory()[1] < 100_000) == (200_000, True)
    tracemalloc.stop()


class Endless(Held):
    """A graph of so many events, made while they are read."""

    total: int = 0

    def events(self) -> Iterator[Event]:
        return (meeting(f"e{number:09}", "a", "b") for number in range(self.total))


def peak_of(total: int) -> int:
    tracemalloc.start()
    lines = sum(piece.count(b"\n") for piece in Dump(Endless(total=total)).pieces())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lines > 20 * total
    return peak


def test_the_memory_of_the_dump_does_not_grow_with_the_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "IN_MEMORY", 1 << 18)
    assert peak_of(8_000) < 1.2 * peak_of(2_000)


@pytest.mark.parametrize("base", ["", "graph/", "https://example.org/a b/", "https://example.org/x", "https://é<>/"])
def test_a_base_that_cannot_begin_an_iri_is_refused(base: str) -> None:
    with pytest.raises(StoreError, match="cannot begin the names of things; give an absolute one"):
        Names(base)


@pytest.mark.parametrize(
    "base", ["https://example.org/graph/", "urn:example:", "tag:example.org,2026:", "http://é.fr/#"]
)
def test_a_base_may_be_any_absolute_iri(base: str) -> None:
    out = io.BytesIO()
    write_dump(Held(actor_list=[actor("a")]), out, base)
    subjects = {str(quad.subject) for quad in pyoxigraph.parse(out.getvalue(), format=pyoxigraph.RdfFormat.N_QUADS)}
    assert all(subject.startswith(f"<{base}actor/a") for subject in subjects)
