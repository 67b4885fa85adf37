"""What several tell of one source, or of one actor, as one: the order of telling cannot show."""

from __future__ import annotations

import msgspec

from diplograph.schema.actors import actors as table_actors
from diplograph.schema.model import Actor, Source


def merge_sources(one: Source, other: Source) -> Source:
    """Of each field the smallest value that is not empty: the order of loading cannot show."""
    if one == other:
        return one
    fields = {
        name: min((value for value in (getattr(one, name), getattr(other, name)) if value), default="")
        for name in one.__struct_fields__
    }
    return Source(**fields)


def merge_actors(one: Actor, other: Actor) -> Actor:
    """What both say of an actor that no table has."""
    if one == other:
        return one
    if one.id in table_actors():
        return table_actors()[one.id]
    kinds = sorted({one.kind, other.kind} - {"unnamed"}) or ["unnamed"]
    return msgspec.structs.replace(
        one,
        # The fuller name: "Ronald Reagan", not "Reagan".
        name=min(one.name, other.name, key=lambda name: (-len(name), name)),
        kind=kinds[0],
        names=tuple(sorted({*one.names, *other.names})),
        represents=tuple(sorted({*one.represents, *other.represents})),
    )
