"""The labels, properties and edges of the graph, as both stores have them (DESIGN section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from diplograph.schema.event_types import event_types

TEXT, NUMBER, TEXTS, NUMBERS, FLAG = "STRING", "INT64", "STRING[]", "INT64[]", "BOOLEAN"


class Relation(Struct, frozen=True):
    """An edge table: the labels it joins and the properties it has.

    ``shared`` edges belong to no key, so two writers may come to the same one. ``order`` are the columns by which
    its rows are sorted where they are copied: ``from``, ``to`` and properties.
    """

    source: str
    target: str
    properties: Mapping[str, str]
    shared: bool = False
    order: tuple[str, ...] = ("from", "to")


def _texts(names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), TEXT)


_LIFE = {"life_dates": NUMBERS, "life_status": TEXTS, "life_known": TEXTS}
_WHEN = {**_texts("date earliest latest"), "first_day": NUMBER, "last_day": NUMBER, "month": TEXT}
_COUNTS = {"claim_count": NUMBER, "origins": NUMBER}
_LEAD = _texts("claim source quote url title")

NODES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Source": _texts(
            "id url title publisher language published sha256 licence dataset kind text text_key superseded_by"
        ),
        "Actor": _texts("id name kind iso3 cow wikidata state"),
        "Name": _texts("id"),
        "Claim": {
            **_texts("id type act modality date place mode name claimant_text stated_on quote"),
            "start": NUMBER,
            "end": NUMBER,
            **_texts("extractor rule confidence record code content content_of frame event_hint via"),
        },
        "Event": {
            **_texts("id type status mode name place basis content"),
            **_WHEN,
            **_COUNTS,
            **_LIFE,
            **_LEAD,
            "participant_count": NUMBER,
            "disagreements": TEXTS,
            "near": TEXTS,
        },
        "Judgement": {**_texts("id verdict subject object reason author made_on"), "revision": NUMBER},
        "Key": {"id": TEXT, "dirty": FLAG},
        "Load": {**_texts("id at command version"), "sources": NUMBER, "claims": NUMBER},
        "Diplograph": {**_texts("id package base_iri"), "schema_number": NUMBER},
    }
)
"""Properties by label; ``id`` is the key of each."""

_EDGE_OF_EVENT = {
    **_texts("id event directed source_state target_state type status mode place"),
    **_WHEN,
    **_LIFE,
    **_COUNTS,
    **_LEAD,
}
"""An edge holds what answers show of its event: no question has to go from the edge to the event and its source."""
PART_OF_EVENT: Mapping[str, str] = MappingProxyType(
    {
        **_texts("type status name"),
        **dict.fromkeys(("first_day", "last_day", "origins", "participant_count"), NUMBER),
    }
)
"""What questions choose events by stands beside the role: those of an actor are read in one go, events one by one."""
COUNTED_OF_EVENT: Mapping[str, str] = MappingProxyType({"disagreement_count": "disagreements", "near_count": "near"})
"""Of lists of the event the role has how many are in them: to copy lists of edges takes the embedded engine the square
of their number, for it makes room for each anew (Ladybug 0.22)."""


@cache
def relations() -> Mapping[str, Relation]:
    """All edges by type: those of provenance, then one for each event type."""
    tie = {**_texts("office since until"), "first_day": NUMBER, "last_day": NUMBER}
    tied = ("from", "to", "office", "since", "until")
    found = {
        "STATED_IN": Relation("Claim", "Source", {}),
        "CLAIMED_BY": Relation("Claim", "Actor", {}),
        "NAMES": Relation("Claim", "Actor", {**_texts("role text"), "position": NUMBER}, order=("from", "position")),
        "REPORTED_VIA": Relation("Source", "Actor", {}),
        "AT_URL": Relation("Source", "Key", {}),
        "ABOUT": Relation("Claim", "Event", {}, order=("to", "from")),
        "CONTENT_OF": Relation("Claim", "Claim", {}),
        "OF_KEY": Relation("Claim", "Key", {}),
        "PARTICIPATES_IN": Relation(
            "Actor",
            "Event",
            {**_texts("role text"), **PART_OF_EVENT, **dict.fromkeys(COUNTED_OF_EVENT, NUMBER)},
            order=("to", "role", "from", "text"),
        ),
        "CONTENT": Relation("Event", "Event", {}),
        "NAMED": Relation("Actor", "Name", _texts("text language kind"), order=("from", "text", "language", "kind")),
        "REPRESENTS": Relation("Actor", "Actor", tie, order=tied),
        "MEMBER_OF": Relation("Actor", "Actor", tie, order=tied),
        "SPEAKS_FOR": Relation("Actor", "Actor", {}, shared=True, order=("to", "from")),
    }
    for kind in event_types().values():
        found[kind.edge] = Relation("Actor", "Actor", _EDGE_OF_EVENT, order=("event", "from", "to"))
    return MappingProxyType(found)


@cache
def derived() -> tuple[str, ...]:
    """What is made of claims, edges first: events, their edges, and those between actors that they give."""
    kinds = {kind.edge for kind in event_types().values()}
    edges = [name for name, each in relations().items() if name in kinds or "Event" in (each.source, each.target)]
    return (*edges, "Event")


def property_map(properties: Mapping[str, str], casts: bool = False) -> str:
    """``{`a`: row.`a`, ...}`` for a pattern in Cypher; names come from this module, never from input.

    *casts* names the type of numbers and lists: Ladybug takes a column of nulls for text.
    """
    return "{" + ", ".join(f"`{name}`: {_value(name, kind, casts)}" for name, kind in properties.items()) + "}"


def _value(name: str, kind: str, casts: bool) -> str:
    return f"CAST(row.`{name}` AS {kind})" if casts and kind != TEXT else f"row.`{name}`"


def returned(properties: Iterable[str], variable: str) -> str:
    """``n.`a` AS `a`, ...`` for a RETURN clause."""
    return ", ".join(f"{variable}.`{name}` AS `{name}`" for name in properties)
