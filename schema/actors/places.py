"""The small gazetteer: states, capitals and the towns where diplomats meet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from diplograph.schema.actors.tables import actors, rows
from diplograph.schema.model import ActorName
from diplograph.schema.text import fold


@cache
def places() -> Mapping[str, str]:
    """Folded names of places, each with its ``ISO3`` or ``ISO3/slug``.

    A name of a state and of its town is the state ("Mexico"), another word for it that names a part of it
    is the part ("West Bank"); names shared otherwise are left out.
    """
    found: dict[str, set[str]] = {}
    states: dict[str, set[str]] = {}
    for row in rows("places"):
        found.setdefault(fold(row["text"]), set()).add(row["place"])
    for actor in actors().values():
        if actor.kind != "state":
            continue
        for text in (
            actor.name,
            *(
                name.text
                for name in actor.names
                if name.kind in ("name", "alias", "code") and not _is_part(actor.id, name, found)
            ),
        ):
            states.setdefault(fold(text), set()).add(actor.id)
    merged = found | states
    return MappingProxyType({key: min(merged[key]) for key in sorted(merged) if _in_one(merged[key])})


@cache
def place_names() -> Mapping[str, str]:
    """The English name of each town of the gazetteer, by ``ISO3/slug``; of several the first in the table."""
    found: dict[str, str] = {}
    for row in sorted(rows("places"), key=lambda row: row["language"] != "en"):
        found.setdefault(row["place"], row["text"])
    return MappingProxyType(found)


def _is_part(state: str, name: ActorName, towns: Mapping[str, set[str]]) -> bool:
    """Whether another word for a state is the name of a part of it."""
    return name.kind == "alias" and any(place.startswith(f"{state}/") for place in towns.get(fold(name.text), ()))


def _in_one(found: set[str]) -> bool:
    """Whether the places are one, or a state and its town."""
    whole = min(found)
    return all(place == whole or place.startswith(f"{whole}/") for place in found)


def find_place(text: str) -> str:
    """The place that *text* names: "Moscou" is ``RUS/moscow``, "Russie" is ``RUS``; "" if unknown."""
    if text in actors() and actors()[text].kind == "state":
        return text
    return places().get(fold(text), "")
