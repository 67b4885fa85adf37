"""Who supplies and receives arms by SIPRI: states, also former ones; organisations (**); groups of no state (*)."""

from __future__ import annotations

import re
from functools import lru_cache

from diplograph.loaders.datasets.parties import known_actor
from diplograph.schema.actors import actors, on_change
from diplograph.schema.records import ActorKind, Participant
from diplograph.schema.text import slug

_STATES = {
    "Biafra": "biafra~sipri",
    "Congo": "COG",
    "East Germany (GDR)": "DDR",
    "Katanga": "katanga~sipri",
    "North Yemen": "north-yemen",
    "Northern Cyprus": "northern-cyprus",
    "Saint Vincent": "VCT",
    "South Vietnam": "south-vietnam",
    "South Yemen": "south-yemen",
    "Yemen Arab Republic (North Yemen)": "yemen-arab-republic",
}
"""States under SIPRI's names, where the tables have none or several; slugs where they have no code.

None succeeds another, and the two for North Yemen are kept apart as SIPRI does. A slug of one word would be taken for
a name where a fact record is read back.
"""
_UNKNOWN = re.compile(r"unknown\b")
_REBELS = re.compile(r"\brebels?\b", re.IGNORECASE)
_OF = re.compile(r"(?P<group>.+?) \(.+\)")


@lru_cache(maxsize=4096)
def participant_of(name: str, role: str) -> Participant:
    """The actor that SIPRI calls *name*, in *role*.

    A state, or an organisation of the tables. A group without a home there is ``slug~sipri``, known by its words within
    SIPRI alone, in all its releases. It is of no state, for it was armed against one as a rule. So are unknown
    suppliers, who are nobody in particular.
    """
    text, is_group = name.rstrip("*").strip(), name.endswith("*")
    known = _STATES.get(text) or _known(text, is_group)
    if known in actors():
        return Participant(known, text, actors()[known].kind, role=role)
    if known:
        return Participant(known, text, "state", role=role)
    return Participant(f"{slug(text)}~sipri", text, _kind_of(text, is_group), role=role)


def _known(text: str, is_group: bool) -> str:
    """The actor of the tables: of a group also by its name without the country in brackets, if that is no state."""
    named = _OF.fullmatch(text)
    for words in (text, named["group"]) if named else (text,):
        found = known_actor(words, "")
        if found and (actors()[found].kind in ("organisation", "collective")) == is_group:
            return found
    return ""


def _kind_of(text: str, is_group: bool) -> ActorKind:
    if not is_group or _UNKNOWN.match(text):
        return "unnamed"
    return "collective" if _REBELS.search(text) else "organisation"


on_change(participant_of.cache_clear)
