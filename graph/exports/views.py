"""What a view gives and a format writes: nodes and links, one after the other, with columns that are told before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, Protocol

from msgspec import Struct

from diplograph.graph.exports.spells import Spell
from diplograph.schema.model import Status

Kind = Literal["text", "texts", "dates", "number", "flag"]
Value = str | int | bool | tuple[str, ...]
"""What a column of any kind holds; "" where it holds nothing."""
Columns = Mapping[str, Kind]

COLOURS: Mapping[Status, str] = {
    "occurred": "#0072b2",
    "admitted": "#56b4e9",
    "contested": "#e69f00",
    "alleged": "#d55e00",
    "planned": "#009e73",
    "postponed": "#8fc9b5",
    "cancelled": "#8c8c8c",
    "denied": "#cc79a7",
    "hypothetical": "#c8c8c8",
}
"""By status, from a palette that people with colour blindness can tell apart (Okabe and Ito)."""


ACTOR_COLOUR = "#d0d0d0"
"""Light, so that a name can be read on it; who wants colours by kind or state has them as values."""


class Node(Struct, frozen=True):
    """A node; ``values`` are in the order of the view's columns. Without spells it is there at all times."""

    id: str
    label: str
    values: tuple[Value, ...]
    spells: tuple[Spell, ...] = ()
    colour: str = ""


class Link(Struct, frozen=True):
    """An edge. ``kind`` keeps apart those between the same two nodes. Without spells it is there at all times."""

    id: str
    source: str
    target: str
    directed: bool
    kind: str
    weight: int
    values: tuple[Value, ...]
    spells: tuple[Spell, ...] = ()
    colour: str = ""


class View(Protocol):
    """Nodes and links as a stream, each kind in an order of its own that the graph alone decides."""

    node_columns: Columns
    link_columns: Columns

    def __iter__(self) -> Iterator[Node | Link]: ...


class Counts(Struct):
    """How many nodes and links were written."""

    nodes: int = 0
    links: int = 0


@lru_cache
def colour_of(status: tuple[str, ...]) -> str:
    """The colour of what has these statuses: that of the one that comes first in the list above."""
    return next((colour for known, colour in COLOURS.items() if known in status), "")
