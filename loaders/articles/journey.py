"""Who is meant in a remark on a journey: offices without a state are of the country visited."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from diplograph.loaders.articles.language import Language, language_of
from diplograph.schema.actors import actors, names, offices_of, on_change, resolve, state_of
from diplograph.schema.records import Mention
from diplograph.schema.text import fold


class Journey(Struct, frozen=True):
    """A traveller with his state, in a country on some days (EDTF): what a remark takes for granted."""

    traveller: Mention
    home: str
    visited: str
    days: str


def bearer(
    named: Mention, title: str, office: str, states: Sequence[str], around: str, journey: Journey, language: Language
) -> Mention:
    """The person whom *title* and name mean; unknown ones are kept, with the state for which they speak.

    Without a state told, an office is of the country visited. Where the tables know nobody of that name in it
    there, it is that of the person named just before, who was of the state *around* ("French President A and
    Foreign Minister B"), or of the traveller's own government ("President C").
    """
    if named.office and not states:
        # A part of the sentence has told who that is.
        return named
    held: tuple[str, ...] = next((names for words, names in language.offices if words.search(title)), ())
    if named.actor and " " in fold(named.text) and (not states or state_of(named.actor) in states):
        return named
    for state in dict.fromkeys(states or (journey.visited, around, journey.home)):
        if state and (actor := _in_office(fold(named.text), state, held, journey.days)):
            return Mention(actor=actor, text=named.text)
    if not states and (actor := _anywhere(named.text, held, journey.days)):
        return Mention(actor=actor, text=named.text)
    told = states[0] if len(set(states)) == 1 else ""
    represents = told or ("" if states or language.abroad.search(title) else around or journey.visited)
    if named.actor and represents and _served(named.actor, represents, journey.days):
        return named
    return Mention(text=named.text, kind="person", office=office or named.office, represents=represents)


def person_of(title: str, name: str, state: str, days: str, code: str = "en") -> Mention:
    """Who bore *title* and *name* and came from *state*, "" unknown, on those days (EDTF); unknown ones are kept."""
    language = language_of(code)
    assert language is not None
    journey = Journey(Mention(), "", state, days)
    named = Mention(text=name, kind="person")
    return bearer(named, title, title.casefold(), (state,) if state else (), "", journey, language)


@lru_cache(maxsize=20_000)
def _in_office(name: str, state: str, held: tuple[str, ...], days: str) -> str:
    """The one person of that name who may have held the office for *state* on some of the *days*; "" for none."""
    words = set(name.split())
    found = {
        term.actor
        for office, term in offices_of(state, days)
        if (not held or office in held or office == "leader") and _bears(term.actor, words)
    }
    return min(found) if len(found) == 1 else ""


def _served(actor: str, state: str, days: str) -> bool:
    """Whether *actor* held any office of *state* then: "President Aznar" is its prime minister."""
    return any(term.actor == actor and (term.since or term.until) for _, term in offices_of(state, days))


def _bears(actor: str, words: Collection[str]) -> bool:
    """Whether *words* are part of a name of *actor*, or name him more fully than the tables do."""
    for name in actors()[actor].names:
        known = set(fold(name.text).split())
        if known >= set(words) or (len(known) > 1 and known <= set(words)):
            return True
    return False


@lru_cache(maxsize=20_000)
def _anywhere(words: str, held: tuple[str, ...], days: str) -> str:
    """The one person of that name who held the office then for any state: "Chairman Arafat" in Cairo.

    A surname that several bear says nothing without its state: "Premier Kim" in Seoul is not him of Pyongyang.
    """
    known = resolve(words)
    if len(known) > 1 and " " not in fold(words):
        return ""
    found = {
        actor
        for actor in known
        for state in [state_of(actor)]
        if state and _in_office(fold(words), state, held, days) == actor
    }
    return min(found) if held and len(found) == 1 else ""


on_change(_in_office.cache_clear)
on_change(_anywhere.cache_clear)


def is_own_side(mention: Mention, journey: Journey) -> bool:
    """Whether people of the traveller's own state are meant ("U.S. military personnel"), and not the state itself."""
    named = names().get(fold(mention.text).removeprefix("the "), ())
    return mention.actor == journey.home and all(entry.actor != mention.actor for entry in named)


def colleague(mention: Mention, journey: Journey) -> Mention:
    """Somebody whom the traveller accompanied is of his own government, where the tables do not know him."""
    own = not mention.actor and mention.represents == journey.visited
    return msgspec.structs.replace(mention, represents=journey.home) if own else mention
