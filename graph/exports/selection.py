"""Which events an export tells of: one set of filters for every view and every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from diplograph.schema.actors import ALWAYS
from diplograph.schema.event_types import EventType, event_types
from diplograph.schema.model import FACTS

if TYPE_CHECKING:
    import polars

Undated = Literal["keep", "drop"]


class Selection(Struct, frozen=True):
    """What is told of. A filter that is empty leaves nothing out.

    ``first_day`` and ``last_day`` count from 1970-01-01 and choose as the query templates do: an event is kept
    if it may lie in them, one without any date is in all of them. ``types`` are names of event types, ``actors``
    ids. An event is kept for a language, or for one of ``sources`` (ids) and ``publishers`` (as stored), if at
    least one source tells of it that fits all of these.
    """

    status: tuple[str, ...] = FACTS
    first_day: int = ALWAYS[0]
    last_day: int = ALWAYS[1]
    types: tuple[str, ...] = ()
    actors: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    publishers: frozenset[str] = frozenset()
    undated: Undated = "keep"

    @property
    def kinds(self) -> list[EventType]:
        """The event types that are told of."""
        return [kind for kind in event_types().values() if not self.types or kind.name in self.types]

    @property
    def by_source(self) -> bool:
        """Whether it matters who tells of an event."""
        return bool(self.languages or self.sources or self.publishers)

    def tells(self) -> polars.Expr:
        """Whether an event is kept of which a source tells, a row of ``source``, ``publisher`` and ``language``."""
        # Here, for every command knows these filters, and Polars takes a while to be read.
        from polars import col

        named = col("source").is_in(self.sources) | col("publisher").is_in(self.publishers)
        spoken = col("language").is_in(self.languages)
        return (named | (not (self.sources or self.publishers))) & (spoken | (not self.languages))

    def conditions(self, name: str) -> str:
        """Cypher that keeps an edge or event called *name* by status, days and type, as the templates write it."""
        text = (
            f"{name}.status IN $status AND ({name}.last_day IS NULL OR {name}.last_day >= $from) "
            f"AND ({name}.first_day IS NULL OR {name}.first_day <= $to)"
        )
        if self.undated == "drop":
            text += f" AND ({name}.first_day IS NOT NULL OR {name}.last_day IS NOT NULL)"
        return text + f" AND {name}.type IN $types" if self.types else text

    @property
    def parameters(self) -> Mapping[str, object]:
        """The values that the conditions ask for."""
        types = {"types": list(self.types)} if self.types else {}
        return {"status": list(self.status), "from": self.first_day, "to": self.last_day, **types}
