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
    on_chain = _layers(store, asked, values)
    answers = [
        _step(store, asked, {**values, "actor": sorted(one), "other": sorted(other), "step": number})
        for number, (one, other) in enumerate(pairwise(on_chain), start=1)
    ] or [_step(store, asked, {**values, "actor": [], "other": [], "step": 0})]
    return Answer(answers[0].columns, tuple(row for answer in answers for row in answer.rows))


def _layers(store: Store, asked: Template, values: Mapping[str, object]) -> list[set[str]]:
    """Who stands where on a shortest chain, from one end to the other; empty where no chain is short enough.

    Both ends reach out, the one with fewer actors at its rim first, until they meet.
    """
    near, far = [_ids(values["actor"])], [_ids(values["other"])]
    while not near[-1] & far[-1]:
        side = near if len(near[-1]) <= len(far[-1]) else far
        new = _around(store, asked, side[-1], values) - set().union(*side)
        if not new or len(near) + len(far) - 2 >= int(str(values["hops"])):
            return []
        side.append(new)
    middle = near[-1] & far[-1]
    return [
        *reversed(_back(store, asked, near[:-1], middle, values)),
        middle,
        *_back(store, asked, far[:-1], middle, values),
    ]


def _back(
    store: Store, asked: Template, layers: list[set[str]], middle: set[str], values: Mapping[str, object]
) -> list[set[str]]:
    """Those of *layers*, from the middle to the end, from whom the middle was reached."""
    found = [middle]
    for layer in reversed(layers):
        found.append(layer & _around(store, asked, found[-1], values))
    return found[1:]


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
