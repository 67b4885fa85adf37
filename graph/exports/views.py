"""What a view gives and a format writes: nodes and links, frame after frame, with columns that are told before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, Protocol

import polars
from msgspec import Struct

from diplograph.schema.model import Status

Kind = Literal["text", "texts", "dates", "number", "flag"]
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


class Nodes(Struct, frozen=True):
    """Some nodes: ``id``, ``label``, ``colour``, ``spells`` (see :mod:`spells`) and the view's columns.

    A value that is not there is null, or its column is missing. A node without spells is there at all times.
    """

    frame: polars.DataFrame


class Links(Struct, frozen=True):
    """Some edges: ``id``, ``source``, ``target``, ``directed``, ``kind``, ``weight``, and what nodes have too.

    ``kind`` keeps apart those between the same two nodes.
    """

    frame: polars.DataFrame


class View(Protocol):
    """Nodes and links as a stream of frames, each kind in an order of its own that the graph alone decides."""

    node_columns: Columns
    link_columns: Columns
    nodes_first: bool
    """Whether all nodes come before the first link."""

    def __iter__(self) -> Iterator[Nodes | Links]: ...


class Counts(Struct):
    """How many nodes and links were written."""

    nodes: int = 0
    links: int = 0


def colour_of(statuses: polars.Expr) -> polars.Expr:
    """The colour of what has these statuses, a list: that of the one that comes first in the list above."""
    return polars.coalesce(
        polars.when(statuses.list.contains(status)).then(polars.lit(colour)) for status, colour in COLOURS.items()
    )


def there(text: polars.Expr) -> polars.Expr:
    """*text*, null where it is empty."""
    return polars.when(text != "").then(text)
