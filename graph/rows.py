"""The rows that values put into the tables of edges, wherever they are written: into a store, or into files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from diplograph.graph.inserting import plain, row_of
from diplograph.graph.running import Row
from diplograph.graph.tables import COUNTED_OF_EVENT, PART_OF_EVENT, relations
from diplograph.schema.claims import digest
from diplograph.schema.edtf import parse
from diplograph.schema.events import edges_of
from diplograph.schema.model import ActorName, Claim, Event, Named, Source, Tie
from diplograph.schema.text import fold

_OF_EDGE = ("id", "event", "directed", "source_state", "target_state")
"""What an edge does not have from its event."""


def named_row(claim: Claim, named: Named) -> Row:
    """NAMES from a claim to an actor."""
    return {"from": claim.id, "to": named.actor, "role": named.role, "text": named.text, "position": named.position}


def name_row(actor: str, name: ActorName) -> Row:
    """NAMED from an actor to one of its names."""
    return {"from": actor, "to": fold(name.text), "text": name.text, "language": name.language, "kind": name.kind}


def tie_row(actor: str, tie: Tie) -> Row:
    """REPRESENTS or MEMBER_OF from an actor to another."""
    return {
        "from": actor,
        "to": tie.actor,
        "office": tie.office,
        "since": tie.since,
        "until": tie.until,
        "first_day": parse(tie.since).first_day,
        "last_day": parse(tie.until).last_day,
    }


def rows_of_events(events: Iterable[Event]) -> dict[str, list[Row]]:
    """What *events* put into the tables, in the order in which it is written.

    ABOUT comes last: an event without a claim was cut short, and is made again.
    """
    edges: dict[str, list[Row]] = {}
    nodes: list[Row] = []
    parts: list[Row] = []
    about: list[Row] = []
    for event in events:
        nodes.append(row_of(event))
        parts += _part_rows(event)
        about += [{"from": claim, "to": event.id} for claim in event.claims]
        for name, row in _edge_rows(event):
            edges.setdefault(name, []).append(row)
    return {**dict(sorted(edges.items())), "Event": nodes, "PARTICIPATES_IN": parts, "ABOUT": about}


def _part_rows(event: Event) -> list[Row]:
    """PARTICIPATES_IN from each actor to an event, with the part of the event that it holds."""
    part: Row = {name: getattr(event, name) for name in PART_OF_EVENT}
    part |= {name: len(getattr(event, counted)) for name, counted in COUNTED_OF_EVENT.items()}
    return [
        {"from": named.actor, "to": event.id, "role": named.role, "text": named.text, **part}
        for named in event.participants
    ]


def _edge_rows(event: Event) -> list[tuple[str, Row]]:
    """The edges between actors that an event gives, by type: what is their own, and all that they hold of the event."""
    edges = edges_of(event)
    held = {name: plain(getattr(event, name)) for name in _held_by(edges[0].type)} if edges else {}
    found: list[tuple[str, Row]] = []
    for edge in edges:
        own = {name: getattr(edge, name) for name in _OF_EDGE}
        found.append((edge.type, {"from": edge.source_actor, "to": edge.target_actor, **own, **held}))
    return found


@cache
def _held_by(name: str) -> tuple[str, ...]:
    return tuple(each for each in relations()[name].properties if each not in _OF_EDGE)


def url_keys(source: Source) -> list[str]:
    """The lock of a text's URL: another text there is a revision of it (DESIGN section 5)."""
    return [f"url|{digest(source.dataset, source.url)}"] if source.url and source.sha256 else []
