"""The shortest chains between actors, layer by layer: the same steps on both stores.

The engines' own shortest paths differ: where several are equally short each gives another
one, and with parallel edges a list of all grows without bound. So the actors on some shortest
chain are found here, and the template is asked for the edges of each step.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from diplograph.graph.store import Answer, Store
from diplograph.queries.filling import ask_statement
from diplograph.queries.fitting import Spoken, fitted
from diplograph.queries.template import Template


class Side:
    """What was reached from one end of the search: layer by layer, and from whom each one was reached."""

    def __init__(self, end: object) -> None:
        self.end = end
        self.layers = [_ids(end)]
        self.reached_from: list[dict[str, set[str]]] = []

    def rim(self) -> object:
        """Whom the next layer is reached from, as it is best asked."""
        return self.end if len(self.layers) == 1 else sorted(self.layers[-1])

    def reach(self, pairs: set[tuple[str, str]]) -> bool:
        """One more layer, of those who are new in *pairs*; whether there are any."""
        known = set().union(*self.layers)
        by: dict[str, set[str]] = {}
        for one, other in pairs:
            if other not in known:
                by.setdefault(other, set()).add(one)
        self.layers.append(set(by))
        self.reached_from.append(by)
        return bool(by)

    def back_from(self, middle: set[str]) -> list[set[str]]:
        """Those from whom *middle* was reached, from there to the end."""
        found = [middle]
        for by in reversed(self.reached_from):
            found.append({one for each in found[-1] for one in by[each]})
        return found[1:]


def shortest(store: Store, asked: Template, values: Mapping[str, object]) -> Answer:
    """The rows of *asked* for each step of the shortest chains from ``actor`` to ``other``, of up to ``hops`` steps."""
    on_chain = _layers(store, asked, values)
    answers = [
        _step(store, asked, {**values, "actor": one, "other": other, "step": number})
        for number, (one, other) in enumerate(pairwise(on_chain), start=1)
    ] or [_step(store, asked, {**values, "actor": [], "other": [], "step": 0})]
    return Answer(answers[0].columns, tuple(row for answer in answers for row in answer.rows))


def _layers(store: Store, asked: Template, values: Mapping[str, object]) -> list[object]:
    """Who stands where on a shortest chain, from one end to the other; empty where no chain is short enough.

    Both ends reach out, the one with fewer actors at its rim first, until they meet.
    """
    near, far = Side(values["actor"]), Side(values["other"])
    while not near.layers[-1] & far.layers[-1]:
        side = near if len(near.layers[-1]) <= len(far.layers[-1]) else far
        if len(near.layers) + len(far.layers) - 2 >= int(str(values["hops"])):
            return []
        if not side.reach(_around(store, asked, side.rim(), values)):
            return []
    middle = near.layers[-1] & far.layers[-1]
    on_chain: list[object] = [
        sorted(layer) for layer in (*reversed(near.back_from(middle)), middle, *far.back_from(middle))
    ]
    # An end that has a step of its own may be asked for as a whole: nobody else there has an edge to the next layer
    if len(near.layers) > 1:
        on_chain[0] = near.end
    if len(far.layers) > 1:
        on_chain[-1] = far.end
    return on_chain


def _ids(value: object) -> set[str]:
    listed = value.ids() if isinstance(value, Spoken) else value
    return {str(each) for each in listed} if isinstance(listed, list) else set()


def _step(store: Store, asked: Template, values: Mapping[str, object]) -> Answer:
    return ask_statement(store, asked.statements[0], values)


def _around(store: Store, asked: Template, actors: object, values: Mapping[str, object]) -> set[tuple[str, str]]:
    """Pairs of one of *actors* and somebody whom an edge of the template's types joins to it."""
    text = (
        f"MATCH (a:Actor)-[m:{asked.search}]-(b:Actor) WHERE a.id IN $actor AND m.status IN $status "
        "RETURN DISTINCT a.id AS one, b.id AS other ORDER BY one, other"
    )
    given = {"actor": actors, "status": values["status"]}
    return {(str(row[0]), str(row[1])) for row in store.query(*fitted(text, given)).rows}
