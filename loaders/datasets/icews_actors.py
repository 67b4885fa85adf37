"""Who the actors of ICEWS are: "Foreign Affairs (Bangladesh)", "Vladimir Putin", "Russia", with sectors and country."""

from __future__ import annotations

import re
from functools import lru_cache

from diplograph.loaders.datasets.cameo import Party
from diplograph.loaders.datasets.rows import MISSING
from diplograph.schema.actors import NameEntry, actors, names, on_change, state_of
from diplograph.schema.records import ActorKind, Participant
from diplograph.schema.text import fold, slug

_NOBODY = frozenset(["Unspecified Actor", "Unidentified State Actor"])
_STATES = {
    "Congo": "COG",
    "Holy See (Vatican City State)": "VAT",
    "Moldova, Republic of": "MDA",
    "Occupied Palestinian Territory": "PSE",
    "Palestinian Territory, Occupied": "PSE",
    "the former Yugoslav Republic of Macedonia": "MKD",
}
"""Names of states as ICEWS writes them, where the tables have none or several."""
_SPEAKS_FOR_STATE = frozenset(["Government", "Military"])
_INTERNATIONAL = "International Government Organization"
_GENERIC = re.compile(r"(?P<part>.+?) \((?P<whole>.+)\)")
_PATRONYMIC = re.compile(r"(?<=\w )\w+(?:ovich|evich|ovna|evna) (?=\w)")
_ORGANISATION = re.compile(
    r"\b(?:Academy|Agency|Air Force|Army|Assembly|Association|Authority|Bank|Board|Brigades?|Bureau|Cabinet|Center"
    r"|Centre|Chamber|Commission|Committee|Company|Conference|Congress|Corporation|Council|Court|Dal|Department"
    r"|Federation|Forces?|Foundation|Front|Government|Guards?|Group|House|Institute|Janata|Jihad|League|Ministry"
    r"|Movement|Navy|Office|Organi[sz]ations?|Parliament|Part(?:y|ies)|Police|President of|Sabha|Sangh|Sena|Senate"
    r"|Service|Society|State of|Union|University)\b"
)


@lru_cache(maxsize=65_536)
def party_of(name: str, sectors: str, country: str) -> Party | None:
    """The actor that the three cells mean; None where they name nobody.

    One of the tables where exactly one of that country bears the name. Else the id is
    ``slug~ISO3``, so that rows meet in one actor; without a country only the words are
    kept. Only who is of the government or the forces represents the state: a protester
    (India) is of India and does not speak for it; nor does a Portuguese who is of the UN.
    """
    if name in MISSING or name in _NOBODY:
        return None
    state = state_named(country)
    known = known_actor(name, state)
    if known:
        return Party(Participant(actor=known, text=name, kind=actors()[known].kind), state_of(known))
    told = frozenset(sectors.split(","))
    of_state = bool(told & _SPEAKS_FOR_STATE) and _INTERNATIONAL not in told
    generic = _GENERIC.fullmatch(name)
    kind = _kind_of(name, generic is not None, of_state)
    if not state:
        return Party(Participant(text=name, kind=kind))
    whole = generic is not None and state_named(generic["whole"]) == state
    part = generic["part"] if generic is not None and whole else name
    mention = Participant(actor=f"{slug(part)}~{state}", text=name, kind=kind, represents=state if of_state else "")
    return Party(mention, "" if _INTERNATIONAL in told else state)


def _kind_of(name: str, generic: bool, of_state: bool) -> ActorKind:
    """ICEWS does not tell people from organisations: the words do, as far as they go."""
    if generic:
        return "body" if of_state else "collective"
    if _ORGANISATION.search(name):
        return "body" if of_state else "organisation"
    return "person" if " " in name else "unnamed"


def known_actor(name: str, state: str) -> str:
    """The actor of the tables, "" where none or several of that state bear the name."""
    if state and state_named(name) == state:
        return state
    for words in dict.fromkeys((name, _PATRONYMIC.sub("", name))):
        found = {entry.actor for entry in names().get(fold(words), ()) if _is_whole_name(entry, words)}
        fitting = [actor for actor in sorted(found) if not state or _may_be_of(actor, state)]
        if len(fitting) == 1:
            return fitting[0]
    return ""


def _is_whole_name(entry: NameEntry, words: str) -> bool:
    """Not a surname, a demonym or a seat; a code ("G7") only in its capitals."""
    return entry.kind in ("name", "alias") or (entry.kind == "code" and entry.text == words)


def _may_be_of(actor: str, state: str) -> bool:
    """Whether an actor of the tables speaks for *state*, or for none: the president of France is Andorra's too."""
    return state_of(actor) in ("", state) or state in {tie.actor for tie in actors()[actor].represents}


on_change(party_of.cache_clear)


@lru_cache(maxsize=4096)
def state_named(text: str) -> str:
    """The state that a Country cell names, as ISO 3166 alpha-3; "" for none."""
    if text in MISSING:
        return ""
    if text in _STATES:
        return _STATES[text]
    entries = names().get(fold(text), ())
    found = {each.actor for each in entries if _is_whole_name(each, text) and actors()[each.actor].kind == "state"}
    return found.pop() if len(found) == 1 else ""
