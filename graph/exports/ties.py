"""The ties view: one link for each two actors and each relation between them, with all that is told of it.

Gephi merges parallel edges of one kind and keeps the attributes of the last, so a tie has the lists of its events,
claims, sources and quotes itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import polars
from polars import col

from diplograph.graph.exports.actors import ACTOR_COLUMNS, COUNTED, actor_nodes, counted_in, status_columns
from diplograph.graph.exports.frames import distinct, frame_of
from diplograph.graph.exports.selection import Selection
from diplograph.graph.exports.spells import united
from diplograph.graph.exports.telling import TellingTable
from diplograph.graph.exports.views import Columns, Links, Nodes, colour_of
from diplograph.graph.store import Store
from diplograph.schema.event_types import event_types

GROUP = 20_000
"""So many edges are made ties together, and asked for together, unless one actor has more."""
BUSY = 10 * GROUP
"""So many edges of one actor are asked for together, or all between two actors.

Asked for an actor's edges to some others, the embedded engine keeps memory until the file is closed, and each
question takes longer (tried with Ladybug 0.22: edges of 35 types, seven questions for 121,038 of them).
"""
_BETWEEN = "a.id >= $first AND a.id <= $last AND "
_TARGETS = "b.id >= $first_target AND b.id <= $last_target AND "
_EDGE: Mapping[str, tuple[str, str]] = {
    "source": ("a.id", "STRING"),
    "target": ("b.id", "STRING"),
    "relation": ("m.type", "STRING"),
    "event": ("m.event", "STRING"),
    "status": ("m.status", "STRING"),
    "first_day": ("m.first_day", "INT64"),
    "last_day": ("m.last_day", "INT64"),
    "date": ("CASE WHEN m.date = '' THEN 'unknown' ELSE m.date END", "STRING"),
    "origins": ("m.origins", "INT64"),
    "claim_count": ("m.claim_count", "INT64"),
    "claim": ("m.claim", "STRING"),
    "told_by": ("CASE WHEN m.url = '' THEN m.source ELSE m.url END", "STRING"),
    "quote": ("m.quote", "STRING"),
}
_TIE = ("source", "target", "relation")
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


class TiesView:
    """The ties of the events that *chosen* keeps, sorted by source, target and relation, and before them their actors.

    With actors chosen, one end of each tie is among them. The counts by status of an actor are those of the events
    in its ties.
    """

    nodes_first = True

    def __init__(self, store: Store, chosen: Selection) -> None:
        self._store = store
        self._chosen = chosen
        self.link_columns = _COLUMNS
        self.node_columns: Columns = {**ACTOR_COLUMNS, **status_columns(chosen)}
        self._values: dict[str, object] = {**chosen.parameters}
        if chosen.actors:
            self._values["actors"] = sorted(chosen.actors)

    def __iter__(self) -> Iterator[Nodes | Links]:
        with TellingTable(self._store, self._chosen) as table:
            of_sources = self._sizes("a")
            yield actor_nodes(self._store, self._chosen, self._counted(of_sources, table))
            for values, where in self._groups(of_sources):
                edges = self._ask(where, _EDGE, values)
                for part in _parts(edges):
                    told = table.among(part.filter(col("claim_count") > table.once)["event"])
                    if self._chosen.by_source:
                        part = part.join(told, on="event", how="semi", maintain_order="left")
                    if len(part):
                        yield Links(_ties(part, told))

    def _ask(
        self, where: str, asked: Mapping[str, tuple[str, str]], values: Mapping[str, object], arrow: str = "->"
    ) -> polars.DataFrame:
        """What is *asked*, of a name and type each, of the chosen edges for which *where* holds."""
        kinds = "|".join(kind.edge for kind in self._chosen.kinds)
        actors = " AND (a.id IN $actors OR b.id IN $actors)" if self._chosen.actors else ""
        returned = ", ".join(f"{value} AS {name}" for name, (value, _) in asked.items())
        text = (
            f"MATCH (a:Actor)-[m:{kinds}]{arrow}(b:Actor) WHERE {where}{self._chosen.conditions('m')}{actors} "
            f"RETURN {returned}"
        )
        return frame_of(
            self._store, text, {**self._values, **values}, {name: kind for name, (_, kind) in asked.items()}
        )

    def _sizes(self, end: str, where: str = "", values: Mapping[str, object] = {}) -> dict[str, int]:
        """How many edges each actor has at this *end*."""
        asked = {"actor": (f"{end}.id", "STRING"), "edges": ("count(*)", "INT64")}
        return dict(self._ask(where, asked, values).iter_rows())

    def _groups(self, of_sources: Mapping[str, int]) -> Iterator[tuple[dict[str, object], str]]:
        """Conditions, with their values, that part all edges into groups, sorted by source, then by target."""
        for first, last in grouped(of_sources, GROUP):
            ends: dict[str, object] = {"first": first, "last": last}
            if first != last or of_sources[first] <= BUSY:
                yield ends, _BETWEEN
                continue
            for begin, end in grouped(self._sizes("b", _BETWEEN, ends), BUSY):
                yield {**ends, "first_target": begin, "last_target": end}, _BETWEEN + _TARGETS

    def _counted(self, of_sources: Mapping[str, int], table: TellingTable) -> polars.DataFrame:
        """How many events of each status each actor is tied by: columns of COUNTED."""
        # Asked of both ends at once, in no direction, the embedded engine takes as much memory as there are edges.
        sizes = Counter(of_sources)
        sizes.update(self._sizes("b"))
        ends_of = {"actor": ("a.id", "STRING"), "status": ("m.status", "STRING")}
        by_event = {**ends_of, "event": ("m.event", "STRING")}
        in_all = {**ends_of, "events": ("count(DISTINCT m.event)", "INT64")}
        found = [polars.DataFrame(schema=COUNTED)]
        for first, last in grouped(sizes, BUSY):
            ends = {"first": first, "last": last}
            if self._chosen.by_source:
                edges = self._ask(_BETWEEN, by_event, ends, "-")
                found.append(counted_in(edges.join(table.among(edges["event"]), on="event", how="semi")))
            else:
                found.append(self._ask(_BETWEEN, in_all, ends, "-"))
        return polars.concat(found)


def grouped(sizes: Mapping[str, int], most: int) -> Iterator[tuple[str, str]]:
    """The first and last name of groups of names, in order, that hold no more than *most*, or one name."""
    first = last = ""
    held = 0
    for name in sorted(sizes):
        if held and held + sizes[name] > most:
            yield first, last
            held = 0
        first, last, held = (first if held else name), name, held + sizes[name]
    if held:
        yield first, last


def _parts(edges: polars.DataFrame) -> Iterator[polars.DataFrame]:
    """The edges, sorted and numbered by ``tie``, in parts of GROUP, about, with no tie in two of them."""
    edges = edges.sort(*_TIE, "event").with_row_index("row").with_columns(tie=polars.struct(_TIE).rle_id())
    edges = edges.with_columns(part=col("row").first().over("tie") // GROUP)
    yield from edges.partition_by("part", maintain_order=True, include_key=False)


def _ties(edges: polars.DataFrame, told: polars.DataFrame) -> polars.DataFrame:
    """The ties of these edges, and of what is *told* of those of their events that have more claims than one."""
    several = edges.select("tie", "event").join(told, on="event")
    once = edges.join(told, on="event", how="anti")
    claims = polars.concat([once.select("tie", "claim", "told_by"), several.select("tie", "claim", "told_by")])
    ties = edges.group_by("tie", maintain_order=True).agg(
        *(col(name).first() for name in _TIE),
        events="event",
        n_events=polars.len(),
        weight=col("origins").sum(),
        undated=(col("first_day").is_null() & col("last_day").is_null()).sum(),
    )
    for more in (
        united(edges, "tie"),
        distinct(edges, "tie", "status", "statuses"),
        distinct(edges, "tie", "date", "date_text"),
        distinct(claims, "tie", "claim", "claims"),
        distinct(claims, "tie", "told_by", "sources"),
        distinct(edges.filter(col("quote") != ""), "tie", "quote", "quotes"),
    ):
        ties = ties.join(more, on="tie", how="left", maintain_order="left")
    undated = col("spells").list.len() == 0
    return ties.select(
        *_TIE,
        *("spells", "n_events", "date_text", "events", "claims", "sources", "quotes"),
        id=polars.concat_str("source", "relation", "target", separator=" "),
        directed=~col("relation").is_in(_symmetric()),
        kind="relation",
        weight=polars.max_horizontal("weight", 1),
        colour=colour_of(col("statuses")),
        status=col("statuses").list.join("; "),
        n_claims=col("claims").list.len(),
        n_sources=col("sources").list.len(),
        undated=undated,
        n_undated=polars.when(undated).then("undated").otherwise(0),
    )


@cache
def _symmetric() -> tuple[str, ...]:
    return tuple(name for name, kind in event_types().items() if kind.symmetric)
