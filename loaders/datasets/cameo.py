"""From a CAMEO code and two actors to a frame: what ICEWS and GDELT have in common."""

from __future__ import annotations

from functools import lru_cache

import msgspec
from msgspec import Struct

from diplograph.loaders.datasets.rows import NO_HOME, ONE_ACTOR, Note
from diplograph.schema.actors import actors, find_place
from diplograph.schema.errors import SchemaError
from diplograph.schema.event_types import (
    EventType,
    event_type,
    modality_for_cameo,
    names_target_first,
    type_for_cameo,
)
from diplograph.schema.records import Frame, Modality, Mode, Participant

_PHONE = "041"


class Party(Struct, frozen=True):
    """An actor of a row, and the state for which it speaks: "" for none, as the staff of the UN."""

    mention: Participant
    state: str = ""


class Reading(Struct, frozen=True):
    """What a CAMEO code means here."""

    kind: EventType
    has_home: bool
    target_first: bool
    modality: Modality
    mode: Mode


@lru_cache(maxsize=4096)
def reading_of(code: str) -> Reading:
    """What *code* means; OTHER, which is never a fact, where it has no home among the event types."""
    kind = type_for_cameo(code)
    return Reading(
        kind=kind or event_type("OTHER"),
        has_home=kind is not None,
        target_first=names_target_first(code),
        modality=modality_for_cameo(code),
        mode="phone" if code.startswith(_PHONE) else "",
    )


def frame_of(code: str, first: Party | None, second: Party | None, date: str, place: str, note: Note) -> Frame:
    """The frame of a row; *first* is the actor that the data set calls the source of the event.

    A mirrored pair of rows (A makes a visit to B, B hosts a visit of A) gives one frame twice.
    """
    reading = reading_of(code)
    source, target = (second, first) if reading.target_first else (first, second)
    kind = reading.kind
    participants = [] if source is None else [_in_role(source.mention, kind.source_role)]
    if target is not None:
        participants += (
            _visited(source, target) if kind.name == "VISITS" else [_in_role(target.mention, kind.target_role)]
        )
    if first is None and second is None:
        raise SchemaError("names nobody; give at least one actor")
    if first is None or second is None:
        note(ONE_ACTOR)
    if not reading.has_home:
        note(NO_HOME)
    return Frame(kind.name, tuple(participants), reading.modality, date, place or None, reading.mode)


def _visited(visitor: Party | None, host: Party) -> list[Participant]:
    """A visit goes to the state of its host; one at home goes to the host, for no state is visited."""
    at_home = visitor is not None and visitor.state == host.state
    if not host.state or at_home or host.mention.actor == host.state:
        return [_in_role(host.mention, "visited")]
    state = actors()[host.state]
    visited = Participant(actor=state.id, text=state.name, kind="state", role="visited")
    return [visited, _in_role(host.mention, "host")]


def place_in(state: str, town: str, words: str) -> str:
    """The town where the gazetteer has it in *state*, else the state, else the words for it."""
    if not state:
        return words
    found = find_place(town) if town else ""
    return found if found.startswith(f"{state}/") else state


def _in_role(mention: Participant, role: str) -> Participant:
    return msgspec.structs.replace(mention, role=role)
