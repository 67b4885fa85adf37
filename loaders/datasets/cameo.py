"""From a CAMEO code and two actors to a frame: what ICEWS and GDELT have in common."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from diplograph.loaders.datasets.parties import Party
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


class Reading(Struct, frozen=True):
    """What a code of a data set means here."""

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
    if first is None and second is None:
        raise SchemaError("names nobody; give at least one actor")
    if first is None or second is None:
        note(ONE_ACTOR)
    if not reading.has_home:
        note(NO_HOME)
    sources, targets = ([] if party is None else [party] for party in (first, second))
    return framed(reading, sources, targets, date, place)


def framed(reading: Reading, first: Sequence[Party], second: Sequence[Party], date: str, place: str) -> Frame:
    """The frame of an event between those whom a data set calls its sources, *first*, and its targets."""
    sources, targets = (second, first) if reading.target_first else (first, second)
    kind = reading.kind
    participants = [in_role(party.mention, kind.source_role) for party in sources]
    if targets and kind.name == "VISITS":
        participants += _visited(sources, targets)
    else:
        participants += [in_role(party.mention, kind.target_role) for party in targets]
    return Frame(kind.name, tuple(participants), reading.modality, date, place or None, reading.mode)


def _visited(visitors: Sequence[Party], hosts: Sequence[Party]) -> list[Participant]:
    """A visit goes to the state of its hosts; one at home goes to the host, for no state is visited."""
    state = hosts[0].state
    at_home = any(visitor.state == state for visitor in visitors)
    if not state or at_home or any(host.state != state for host in hosts):
        if len(hosts) > 1:
            raise SchemaError("visits several states or people at once; give a row for each")
        return [in_role(hosts[0].mention, "visited")]
    named = next((host.mention for host in hosts if host.mention.actor == state), None)
    visited = named or Participant(actor=state, text=actors()[state].name, kind="state")
    return [
        in_role(visited, "visited"),
        *(in_role(host.mention, "host") for host in hosts if host.mention.actor != state),
    ]


def place_in(state: str, town: str, words: str) -> str:
    """The town where the gazetteer has it in *state*, else the state, else the words for it."""
    if not state:
        return words
    found = find_place(town) if town else ""
    return found if found.startswith(f"{state}/") else state


def in_role(mention: Participant, role: str) -> Participant:
    """The actor as one who plays *role*."""
    return msgspec.structs.replace(mention, role=role)
