"""GEXF 1.3 for Gephi: one tie for each pair of actors and relation, with all its days.

Gephi merges parallel edges of one kind and keeps the attributes of the last, so the
ties carry the lists of their events, claims and sources themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

import msgspec
from msgspec import Struct

from diplograph.graph.exports.files import written_aside
from diplograph.graph.exports.readable import Readable
from diplograph.schema.actors import state_of
from diplograph.schema.edtf import iso_day
from diplograph.schema.event_types import event_types
from diplograph.schema.model import FACTS, Actor, Edge, Event

_NODE = {"kind": "string", "state": "string", "iso3": "string", "cow": "string", "wikidata": "string"}
_EDGE = {
    "relation": "string",
    "status": "string",
    "events": "liststring",
    "claims": "liststring",
    "sources": "liststring",
    "quotes": "liststring",
    "n_events": "integer",
    "n_sources": "integer",
    "undated": "boolean",
    "date_text": "string",
}


class Tie(Struct, frozen=True):
    """All events of one type between two actors. ``spells`` are day numbers, apart from each other."""

    source: str
    target: str
    relation: str
    spells: tuple[tuple[int, int], ...]
    weight: int
    values: dict[str, object]


def ties(edges: Iterable[Edge], events: Iterable[Event], status: Sequence[str]) -> list[Tie]:
    """The ties of the events with these statuses, sorted by source, target and relation."""
    known = {event.id: event for event in events if event.status in status}
    groups: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in edges:
        if edge.event in known:
            groups.setdefault((edge.source_actor, edge.target_actor, edge.type), []).append(edge)
    return [_tie(key, groups[key], known) for key in sorted(groups)]


def _tie(key: tuple[str, str, str], edges: Sequence[Edge], known: dict[str, Event]) -> Tie:
    events = [known[edge.event] for edge in edges]
    dated = [(event.first_day, event.last_day) for event in events]
    spells = united((first, last) for first, last in dated if first is not None and last is not None)
    sources = sorted({event.url or event.source for event in events})
    values: dict[str, object] = {
        "relation": key[2],
        "status": "; ".join(sorted({event.status for event in events})),
        "events": sorted(event.id for event in events),
        "claims": sorted({claim for event in events for claim in event.claims}),
        "sources": sources,
        "quotes": sorted({event.quote for event in events if event.quote}),
        "n_events": len(events),
        "n_sources": len(sources),
        "undated": not spells,
        "date_text": "; ".join(sorted({event.date or "unknown" for event in events})),
    }
    return Tie(*key, spells, max(1, sum(event.origins for event in events)), values)


def united(spells: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spells that overlap or touch made one: Gephi drops the later of two that overlap."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spells):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def write_gexf(store: Readable, path: Path, status: Sequence[str] = FACTS) -> tuple[int, int]:
    """Write the ties of *store* to *path* (``.gz`` compresses); how many actors and ties it has."""
    found = ties(store.edges(), store.events(), status)
    used = {tie.source for tie in found} | {tie.target for tie in found}
    actors = [actor for actor in store.actors() if actor.id in used]
    with written_aside(path) as out:
        for line in _lines(actors, found):
            out.write(line.encode())
    return len(actors), len(found)


def _lines(actors: Sequence[Actor], found: Sequence[Tie]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    # Without defaultedgetype Gephi takes the type of each edge; with it, it drops the others.
    yield ' <graph mode="dynamic" timeformat="date" timerepresentation="interval" timezone="UTC">\n'
    yield from _columns("node", _NODE)
    yield from _columns("edge", _EDGE)
    yield "  <nodes>\n"
    for actor in actors:
        values: dict[str, object] = {"kind": actor.kind, "state": state_of(actor.id)}
        values |= {"iso3": actor.iso3, "cow": actor.cow, "wikidata": actor.wikidata}
        yield f"   <node id={_attribute(actor.id)} label={_attribute(actor.name or actor.id)}>\n"
        yield from _values(values)
        yield "   </node>\n"
    yield "  </nodes>\n  <edges>\n"
    for tie in found:
        yield from _edge(tie)
    yield "  </edges>\n </graph>\n</gexf>\n"


def _columns(of: str, columns: dict[str, str]) -> Iterator[str]:
    yield f'  <attributes class="{of}" mode="static">\n'
    for name, kind in columns.items():
        yield f'   <attribute id="{name}" title="{name}" type="{kind}"/>\n'
    yield "  </attributes>\n"


def _edge(tie: Tie) -> Iterator[str]:
    symmetric = event_types()[tie.relation].symmetric
    name = _attribute(f"{tie.source} {tie.relation} {tie.target}")
    yield (
        f"   <edge id={name} source={_attribute(tie.source)} target={_attribute(tie.target)} "
        f'type="{"undirected" if symmetric else "directed"}" kind="{tie.relation}" label="{tie.relation}" '
        f'weight="{tie.weight}">\n'
    )
    yield from _values(tie.values)
    if tie.spells:
        yield "    <spells>\n"
        for first, last in tie.spells:
            yield f'     <spell start="{iso_day(first)}" end="{iso_day(last)}"/>\n'
        yield "    </spells>\n"
    yield "   </edge>\n"


def _values(values: dict[str, object]) -> Iterator[str]:
    yield "    <attvalues>\n"
    for name, value in values.items():
        if isinstance(value, list):
            text = msgspec.json.encode(value).decode()
        elif isinstance(value, bool):
            text = str(value).lower()
        else:
            text = str(value)
        if text:
            yield f'     <attvalue for="{name}" value={_attribute(text)}/>\n'
    yield "    </attvalues>\n"


def _attribute(text: str) -> str:
    """*text* as an XML attribute, without the signs that XML 1.0 cannot hold."""
    kept = "".join(
        sign
        for sign in text
        if sign in "\t\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
    )
    return quoteattr(kept.replace("\n", " "))
