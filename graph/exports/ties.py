"""The ties view: one link for each two actors and each relation between them, with all that is told of it.

Gephi merges parallel edges of one kind and keeps the attributes of the last, so a tie has the lists of its events,
claims, sources and quotes itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import cast

from diplograph.graph.exports.actors import ACTOR_COLUMNS, StatusCounts, actor_nodes, status_columns
from diplograph.graph.exports.selection import Selection
from diplograph.graph.exports.spells import united
from diplograph.graph.exports.telling import TellingTable, Told
from diplograph.graph.exports.views import Columns, Link, Node, colour_of
from diplograph.graph.store import Store
from diplograph.schema.event_types import event_types

GROUP = 20_000
"""So many edges are in memory at once, or all between two actors."""
_BETWEEN = "a.id >= $first AND a.id <= $last AND "
_TARGETS = "b.id >= $first_target AND b.id <= $last_target AND "
_ROW = (
    "a.id AS source, b.id AS target, m.type AS relation, m.event AS event, m.status AS status, "
    "m.first_day AS first_day, m.last_day AS last_day, "
    "CASE WHEN m.date = '' THEN 'unknown' ELSE m.date END AS date, m.origins AS origins, "
    "m.claim_count AS claim_count, m.claim AS claim, CASE WHEN m.url = '' THEN m.source ELSE m.url END AS told_by, "
    "m.quote AS quote"
)
_TIE, _EVENT = itemgetter(0, 1, 2), itemgetter(3)
_COLUMNS: Columns = {
    "relation": "text",
    "status": "text",
    "n_events": "number",
    "n_claims": "number",
    "n_sources": "number",
    "undated": "flag",
    "n_undated": "number",
    "date_text": "dates",
    "events": "texts",
    "claims": "texts",
    "sources": "texts",
    "quotes": "texts",
}
Row = tuple[str, str, str, str, str, int | None, int | None, str, int, int, str, str, str]


class TiesView:
    """The ties of the events that *chosen* keeps, sorted by source, target and relation; then their actors.

    With actors chosen, one end of each tie is among them. The counts by status of an actor are those of the events
    in its ties.
    """

    def __init__(self, store: Store, chosen: Selection) -> None:
        self._store = store
        self._chosen = chosen
        self.link_columns = _COLUMNS
        self.node_columns: Columns = {**ACTOR_COLUMNS, **status_columns(chosen)}
        self._values: dict[str, object] = {**chosen.parameters}
        if chosen.actors:
            self._values["actors"] = sorted(chosen.actors)

    def __iter__(self) -> Iterator[Node | Link]:
        used: set[str] = set()
        with TellingTable(self._store, self._chosen) as table:
            for values, text in self._groups():
                rows = cast(list[Row], sorted(self._ask(text, _ROW, values)))
                if self._chosen.by_source:
                    rows = [row for row in rows if _EVENT(row) in table]
                for tie, group in groupby(rows, _TIE):
                    used.update(tie[:2])
                    yield _link(tie, list(group), table)
            counts = self._counted(table)
        yield from actor_nodes(self._store, self._chosen, used, counts)

    def _ask(
        self, more: str, returned: str, values: Mapping[str, object] = MappingProxyType({}), arrow: str = "->"
    ) -> Sequence[tuple[object, ...]]:
        """What is *returned* of the chosen edges for which *more* holds."""
        kinds = "|".join(kind.edge for kind in self._chosen.kinds)
        actors = " AND (a.id IN $actors OR b.id IN $actors)" if self._chosen.actors else ""
        text = (
            f"MATCH (a:Actor)-[m:{kinds}]{arrow}(b:Actor) WHERE {more}{self._chosen.conditions('m')}{actors} "
            f"RETURN {returned}"
        )
        return self._store.query(text, {**self._values, **values}).rows

    def _groups(self) -> Iterator[tuple[dict[str, object], str]]:
        """Conditions, with their values, that part all edges into groups, sorted by source, then by target."""
        sizes = dict(cast(Iterator[tuple[str, int]], self._ask("", "a.id AS actor, count(*) AS edges")))
        for first, last in grouped(sizes):
            ends: dict[str, object] = {"first": first, "last": last}
            if first != last or sizes[first] <= GROUP:
                yield ends, _BETWEEN
                continue
            found = self._ask(_BETWEEN, "b.id AS actor, count(*) AS edges", ends)
            for begin, end in grouped(dict(cast(Sequence[tuple[str, int]], found))):
                yield {**ends, "first_target": begin, "last_target": end}, _BETWEEN + _TARGETS

    def _counted(self, table: TellingTable) -> StatusCounts:
        """How many events of each status each actor is tied by."""
        counts: StatusCounts = Counter()
        by_event = "DISTINCT a.id AS actor, m.status AS status, m.event AS event"
        in_all = "a.id AS actor, m.status AS status, count(DISTINCT m.event) AS events"
        sizes: Counter[str] = Counter()
        for end in ("a", "b"):
            # Asked of both ends at once, in no direction, the embedded engine takes as much memory as there are edges.
            sizes.update(dict(cast(Sequence[tuple[str, int]], self._ask("", f"{end}.id AS actor, count(*) AS edges"))))
        for first, last in grouped(sizes):
            ends = {"first": first, "last": last}
            if self._chosen.by_source:
                rows = self._ask(_BETWEEN, by_event, ends, "-")
                counts.update((str(actor), str(status)) for actor, status, event in rows if str(event) in table)
            else:
                for actor, status, events in self._ask(_BETWEEN, in_all, ends, "-"):
                    counts[str(actor), str(status)] = int(str(events))
        return counts


def grouped(sizes: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The first and last name of groups of names, in order, that hold no more than GROUP, or one name."""
    first = last = ""
    held = 0
    for name in sorted(sizes):
        if held and held + sizes[name] > GROUP:
            yield first, last
            held = 0
        first, last, held = (first if held else name), name, held + sizes[name]
    if held:
        yield first, last


def _link(tie: tuple[str, str, str], rows: Sequence[Row], table: TellingTable) -> Link:
    """The tie of these edges."""
    source, target, relation = tie
    _, _, _, events, statuses, firsts, lasts, dates, origins, claimed, leading, by, quotes = zip(*rows, strict=True)
    if max(claimed) > table.once:
        told = [
            table[event] if count > table.once else Told((claim,), (source,))
            for event, count, claim, source in zip(events, claimed, leading, by, strict=True)
        ]
        leading = tuple(claim for each in told for claim in each.claims)
        by = tuple(source for each in told for source in each.sources)
    claims, sources, status = distinct(leading), distinct(by), distinct(statuses)
    spells = united(list(zip(firsts, lasts, strict=True)))
    undated = 0 if spells else sum(first is last is None for first, last in zip(firsts, lasts, strict=True))
    values = (
        relation,
        "; ".join(status),
        len(events),
        len(claims),
        len(sources),
        not spells,
        undated,
        distinct(dates),
        events,
        claims,
        sources,
        tuple(filter(None, distinct(quotes))),
    )
    name = f"{source} {relation} {target}"
    weight = max(1, sum(origins))
    return Link(name, source, target, relation not in _symmetric(), relation, weight, values, spells, colour_of(status))


def distinct(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Each of *texts* once, sorted. Most ties have one event."""
    return texts if len(texts) == 1 else tuple(sorted(set(texts)))


@cache
def _symmetric() -> frozenset[str]:
    return frozenset(name for name, kind in event_types().items() if kind.symmetric)
