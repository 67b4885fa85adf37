"""Who an actor of a row is: one of the tables, or whoever of a state bears these words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from diplograph.schema.actors import NameEntry, actors, names, on_change, state_of
from diplograph.schema.errors import SchemaError
from diplograph.schema.records import ActorKind, Participant
from diplograph.schema.text import fold, slug

_GENERIC = re.compile(r"(?P<part>.+?) \((?P<whole>.+)\)")
_PATRONYMIC = re.compile(r"(?<=\w )\w+(?:ovich|evich|ovna|evna) (?=\w)")
_ORGANISATION = re.compile(
    r"\b(?:Academy|Agency|Air Force|Army|Assembly|Association|Authority|Bank|Board|Brigades?|Bureau|Cabinet|Center"
    r"|Centre|Chamber|Commission|Committee|Company|Conference|Congress|Corporation|Council|Court|Dal|Department"
    r"|Federation|Forces?|Foundation|Front|Government|Guards?|Group|House|Institute|Janata|Jihad|League|Ministry"
    r"|Movement|Navy|Office|Organi[sz]ations?|Parliament|Part(?:y|ies)|Police|President of|Sabha|Sangh|Sena|Senate"
    r"|Service|Society|State of|Union|University)\b"
)


class Party(Struct, frozen=True):
    """An actor of a row, and the state for which it speaks: "" for none, as the staff of the UN."""

    mention: Participant
    state: str = ""


class Standing(Struct, frozen=True):
    """How an actor stands to its state: a *body* of it speaks for it, one *apart* (the staff of the UN) is not its."""

    body: bool = False
    apart: bool = False


def of_tables(actor: str, text: str) -> Party:
    """An actor of the tables, as *text* names it."""
    return Party(Participant(actor, text, actors()[actor].kind), state_of(actor))


def state_called(text: str) -> str:
    """The state that bears the whole name *text*, as ISO 3166 alpha-3; "" for none or several."""
    entries = names().get(fold(text), ())
    found = {each.actor for each in entries if _is_whole_name(each, text) and actors()[each.actor].kind == "state"}
    return found.pop() if len(found) == 1 else ""


def named_party(
    name: str,
    state: str,
    standing: Standing,
    called: Callable[[str], str] = state_called,
    kind: ActorKind | None = None,
    office: str = "",
) -> Party:
    """The actor that bears *name* and is of *state*, "" where that is unknown.

    One of the tables where exactly one of that state bears the name. Else the id is ``slug~ISO3``, so that rows
    meet in one actor; without a state only the words are kept. *called* tells the state that a name of a state means.
    """
    if state and called(name) == state:
        return of_tables(state, name)
    known = known_actor(name, state)
    if known:
        return of_tables(known, name)
    generic = _GENERIC.fullmatch(name)
    kind = kind or _kind_of(name, generic is not None, standing.body)
    if not state:
        return Party(Participant(text=name, kind=kind, office=office))
    whole = generic is not None and called(generic["whole"]) == state
    part = slug(generic["part"] if generic is not None and whole else name)
    if not part:
        raise SchemaError(f"'{name}' is no name of an actor; give one with letters")
    represents = state if standing.body else ""
    mention = Participant(f"{part}~{state}", name, kind, office, represents)
    return Party(mention, "" if standing.apart else state)


def sector_party(text: str, state: str, sector: str, standing: Standing) -> Party:
    """The body or people of *state* that *sector* names: ``government~USA``."""
    kind: ActorKind = "body" if standing.body else "collective"
    represents = state if standing.body else ""
    return Party(Participant(f"{slug(sector)}~{state}", text, kind, represents=represents), state)


@lru_cache(maxsize=65_536)
def known_actor(name: str, state: str) -> str:
    """The actor of the tables, "" where none or several of that state bear the name."""
    if state and state_called(name) == state:
        return state
    for words in dict.fromkeys((name, _PATRONYMIC.sub("", name))):
        found = {entry.actor for entry in names().get(fold(words), ()) if _is_whole_name(entry, words)}
        fitting = [actor for actor in sorted(found) if not state or _may_be_of(actor, state)]
        if len(fitting) == 1:
            return fitting[0]
    return ""


on_change(known_actor.cache_clear)


def _kind_of(name: str, generic: bool, of_state: bool) -> ActorKind:
    """Data sets seldom tell people from organisations: the words do, as far as they go."""
    if generic:
        return "body" if of_state else "collective"
    if _ORGANISATION.search(name):
        return "body" if of_state else "organisation"
    return "person" if " " in name else "unnamed"


def _is_whole_name(entry: NameEntry, words: str) -> bool:
    """Not a surname, a demonym or a seat; a code ("G7") only in its capitals."""
    return entry.kind in ("name", "alias") or (entry.kind == "code" and entry.text == words)


def _may_be_of(actor: str, state: str) -> bool:
    """Whether an actor of the tables speaks for *state*, or for none: the president of France is Andorra's too."""
    return state_of(actor) in ("", state) or state in {tie.actor for tie in actors()[actor].represents}
