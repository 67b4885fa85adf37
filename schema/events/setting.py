"""What the functions of events need to know beside the claims."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from diplograph.schema.judgements import Rulings


class Origin(Struct, frozen=True, gc=False):
    """What events need of a source: where it has its words from, and how it is shown.

    ``text_key`` is equal for copies, ``agency`` an actor's id or "".
    """

    text_key: str = ""
    agency: str = ""
    url: str = ""
    title: str = ""


class Setting(Struct, frozen=True):
    """What people judged, and the origins of sources by source id."""

    rulings: Rulings = Rulings()
    origins: Mapping[str, Origin] = MappingProxyType({})
