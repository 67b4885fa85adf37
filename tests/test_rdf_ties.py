"""Said is not done: a plain triple between actors stands for an event that is a fact, and for nothing else."""

from __future__ import annotations

import io
from typing import get_args

import pyoxigraph
from full_graph import Held
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.graph.exports.rdf import BASE_IRI, write_dump
from diplograph.graph.exports.rdf.terms import VOCABULARY, predicate_of
from diplograph.schema.event_types import event_types
from diplograph.schema.model import FACTS, Event, Named, Status

ACTORS = ["PRK", "RUS", "USA", "kremlin", "vladimir-putin"]
RELATIONS = {f"{VOCABULARY}{predicate_of(name)}" for name in event_types()}


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(sorted(event_types().values(), key=lambda each: each.name)))
        roles = st.sampled_from([role.name for role in kind.roles])
        people = draw(st.lists(st.builds(Named, roles, st.sampled_from(ACTORS)), min_size=1, max_size=4, unique=True))
        found.append(
            Event(
                f"e{number}",
                kind.name,
                draw(st.sampled_from(get_args(Status))),
                ("c",),
                tuple(sorted(people)),
                "k",
                claim="c",
                participant_count=draw(st.sampled_from([len(people), 26])),
            )
        )
    return found


def expected(event: Event) -> set[tuple[str, str, str]]:
    """The plain triples of one event, worked out by hand: every pair of its two ends, both ways if they are alike."""
    if event.status not in FACTS or event.participant_count > 25:
        return set()
    kind = event_types()[event.type]
    ends = [
        {named.actor for named in event.participants if named.role == role}
        for role in (kind.source_role, kind.target_role)
    ]
    return {(one, predicate_of(event.type), other) for one in ends[0] for other in ends[1] if one != other}


@settings(max_examples=150, deadline=None)
@given(events())
def test_plain_triples_are_those_of_the_facts(told: list[Event]) -> None:
    out = io.BytesIO()
    write_dump(Held(event_list=told), out)
    found = set()
    for quad in pyoxigraph.parse(out.getvalue(), format=pyoxigraph.RdfFormat.N_QUADS):
        if quad.predicate.value in RELATIONS:
            assert quad.graph_name == pyoxigraph.NamedNode(f"{BASE_IRI}graph/ties")
            ends = (str(end)[1:-1].removeprefix(f"{BASE_IRI}actor/") for end in (quad.subject, quad.object))
            found.add((next(ends), quad.predicate.value.removeprefix(VOCABULARY), next(ends)))
    assert found == set().union(*map(expected, told))
