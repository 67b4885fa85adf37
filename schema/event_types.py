"""The event types: what may happen between actors, read once from ``event_types.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

from diplograph.schema.errors import SchemaError, UnknownTypeError
from diplograph.schema.records import Act, Modality, Mode
from diplograph.schema.text import did_you_mean


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """A part that an actor plays. Only roles with ``identity`` tell one event from another."""

    name: str
    identity: bool = True
    required: bool = True
    many: bool = False


class Speech(Struct, frozen=True, forbid_unknown_fields=True):
    """How a speech act claims its content: by which act, how sure, and who in the event speaks."""

    act: Act
    modality: Modality
    claimant_role: str


class EventType(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One entry of ``event_types.yaml``. ``cameo`` holds codes or their beginnings.

    ``cameo_reversed`` are those whose first actor plays the target's part ("host a visit"),
    ``cameo_intent`` those by which somebody only says what it means to do.
    ``plover_home`` marks the one entry for a PLOVER type whose mode no entry has; "" is no PLOVER type.
    ``plover_intent`` marks a PLOVER type by which somebody only says what it means to do.
    """

    name: str
    family: str
    roles: tuple[Role, ...]
    source_role: str
    target_role: str
    lasts: Literal["moment", "days", "open"]
    plover: str
    label_en: str
    label_fr: str
    definition: str
    example: str
    not_this: str
    edge: str = ""
    cameo: tuple[str, ...] = ()
    cameo_reversed: tuple[str, ...] = ()
    cameo_intent: tuple[str, ...] = ()
    plover_mode: str = ""
    plover_home: bool = False
    plover_intent: bool = False
    mode: Mode = ""
    acting_roles: tuple[str, ...] = ()
    speech: Speech | None = None

    @property
    def symmetric(self) -> bool:
        """Whether both ends of the edge play the same part: a meeting has no direction."""
        return self.source_role == self.target_role

    @cached_property
    def role_names(self) -> tuple[str, ...]:
        """Its roles in their order."""
        return tuple(role.name for role in self.roles)

    @cached_property
    def identity_roles(self) -> Mapping[str, int]:
        """The roles that tell one event from another, with their places."""
        return {role.name: place for place, role in enumerate(self.roles) if role.identity}


@cache
def event_types() -> Mapping[str, EventType]:
    """All event types by name, in the order of the file."""
    path = Path(__file__).with_name("event_types.yaml")
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return MappingProxyType({name: _checked(name, row) for name, row in rows.items()})


def _checked(name: str, row: dict[str, object]) -> EventType:
    try:
        kind = msgspec.convert({"name": name, "edge": name, "family": name.lower(), **row}, EventType)
    except msgspec.ValidationError as problem:
        raise SchemaError(f"event_types.yaml: {name}: {problem}; mend the entry") from None
    needed = {kind.source_role, kind.target_role, *kind.acting_roles}
    if kind.speech is not None:
        needed.add(kind.speech.claimant_role)
    absent = sorted(needed - {role.name for role in kind.roles})
    if absent:
        raise SchemaError(f"event_types.yaml: {name} has no role {', '.join(absent)}; add it to 'roles'")
    return kind


def event_type(name: str) -> EventType:
    """The event type of this name."""
    known = event_types()
    if name in known:
        return known[name]
    hint = did_you_mean(name, known)
    raise UnknownTypeError(f"unknown event type '{name}'; use one of {', '.join(sorted(known))}{hint}")


def family_of(name: str) -> str:
    """The family of an event type: only claims of one family can be one event."""
    return event_type(name).family


def type_for_cameo(code: str) -> EventType | None:
    """The event type whose CAMEO code is the longest beginning of *code*; None where none is."""
    best: tuple[int, EventType] | None = None
    for kind in event_types().values():
        for prefix in kind.cameo:
            if code.startswith(prefix) and (best is None or len(prefix) > best[0]):
                best = (len(prefix), kind)
    return best[1] if best else None


def names_target_first(code: str) -> bool:
    """Whether the first actor of a row with this CAMEO code plays the target's part: 043 names the host first."""
    kind = type_for_cameo(code)
    return kind is not None and code.startswith(kind.cameo_reversed)


def modality_for_cameo(code: str) -> Modality:
    """How a row with this CAMEO code tells its event: an intent, or a code that we cannot read, is no deed."""
    kind = type_for_cameo(code)
    return "hypothetical" if kind is None or code.startswith(kind.cameo_intent) else "actual"


def type_for_plover(plover: str, mode: str = "") -> EventType | None:
    """The event type of a PLOVER type and mode; the type's home where the mode has none of its own.

    YIELD is the old name of CONCEDE.
    """
    wanted = "CONCEDE" if plover.upper() == "YIELD" else plover.upper()
    kinds = [kind for kind in event_types().values() if wanted and kind.plover == wanted]
    exact = [kind for kind in kinds if mode and kind.plover_mode == mode.lower()]
    return next(iter([*exact, *(kind for kind in kinds if kind.plover_home)]), None)


def modality_for_plover(plover: str, mode: str = "") -> Modality:
    """How a row with this PLOVER type tells its event: an intent, or a type that we cannot read, is no deed."""
    kind = type_for_plover(plover, mode)
    return "hypothetical" if kind is None or kind.plover_intent else "actual"
