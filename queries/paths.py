"""The shortest chains between actors, layer by layer: the same steps on both stores.

The engines' own shortest paths differ: where several are equally short each gives another
one, and with parallel edges a list of all grows without bound. So the actors on some shortest
chain are found here, and the template is asked for the edges of each step.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from diplograph.graph.store import Answer, Store
from diplograph.queries.template import Template, fitted


def shortest(store: Store, asked: Template, values: Mapping[str, object]) -> Answer:
    """The rows of *asked* for each step of the shortest chains from ``actor`` to ``other``, of up to ``hops`` steps."""
    first, goal = _ids(values["actor"]), _ids(values["other"])
    layers, seen = [first], set(first)
    while not layers[-1] & goal and len(layers) <= int(str(values["hops"])) and layers[-1]:
        layers.append(_around(store, asked, layers[-1], values) - seen)
        seen |= layers[-1]
    on_chain = [layers[-1] & goal]
    for layer in reversed(layers[:-1] if on_chain[0] else []):
        on_chain.insert(0, layer & _around(store, asked, on_chain[0], values))
    answers = [
        _step(store, asked, {**values, "actor": sorted(one), "other": sorted(other), "step": number})
        for number, (one, other) in enumerate(pairwise(on_chain), start=1)
    ] or [_step(store, asked, {**values, "actor": [], "other": [], "step": 0})]
    return Answer(answers[0].columns, tuple(row for answer in answers for row in answer.rows))


def _ids(value: object) -> set[str]:
    return {str(each) for each in value} if isinstance(value, list) else set()


def _step(store: Store, asked: Template, values: Mapping[str, object]) -> Answer:
    return store.query(*fitted(asked.statements[0].text, values))


def _around(store: Store, asked: Template, actors: set[str], values: Mapping[str, object]) -> set[str]:
    """Whom an edge of the template's types joins to *actors*."""
    text = (
        f"MATCH (a:Actor)-[m:{asked.search}]-(b:Actor) WHERE a.id IN $ids AND m.status IN $status "
        "RETURN DISTINCT b.id AS id ORDER BY id"
    )
    given = {"ids": sorted(actors), "status": values["status"]}
    return {str(row[0]) for row in store.query(*fitted(text, given)).rows}
