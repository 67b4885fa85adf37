"""From the words of a text to the actors that they can mean."""

from __future__ import annotations

from collections.abc import Mapping

from diplograph.schema.actors.tables import NameEntry, actors, last_first, media, names
from diplograph.schema.edtf import overlaps, parse
from diplograph.schema.model import Tie
from diplograph.schema.text import fold


def resolve(text: str, language: str = "", date: str = "", context: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The ids of the actors that *text* can name, sorted; exactly one means resolved.

    Names in *language* go before names in others; *date* (EDTF) keeps those in office
    where several people bear a surname; *context* maps folded mentions of the same
    document to the actors that they were found to be, and speaks first.
    """
    key = fold(text)
    if context and key in context:
        return (context[key],)
    if text in actors():
        return (text,)
    entries = [entry for entry in names().get(key, ()) if entry.kind != "code" or same_capitals(text, entry)]
    own = [entry for entry in entries if not language or entry.language in ("", language)] or entries
    found = sorted({entry.actor for entry in own})
    if date and len(found) > 1 and all(entry.kind == "surname" for entry in own):
        found = [actor for actor in found if in_office(actor, date)] or found
    return tuple(found)


def medium_of(publisher: str) -> str:
    """The agency or medium of the tables that bears this name; "" where none does."""
    found = {entry.actor for entry in names().get(fold(publisher), ()) if entry.actor in media()}
    return min(found) if len(found) == 1 else ""


def same_capitals(text: str, entry: NameEntry) -> bool:
    """Whether *text* has the capitals of a code: "US" and "U.S." are a state, "us" is a pronoun."""
    return letters(text) == letters(entry.text)


def letters(text: str) -> str:
    """The letters and digits of *text* only."""
    return "".join(sign for sign in text if sign.isalnum())


def holds(tie: Tie, date: str) -> bool:
    """Whether a dated relation may have held on *date*: an unknown bound excludes nothing."""
    since = not tie.since or overlaps(parse(f"{tie.since}/.."), parse(date))
    return since and (not tie.until or overlaps(parse(f"../{tie.until}"), parse(date)))


def in_office(actor: str, date: str) -> bool:
    """Whether the tables let *actor* hold an office on *date* (EDTF)."""
    return any(holds(tie, date) for tie in actors()[actor].represents)


def state_of(actor_id: str, date: str = "") -> str:
    """The state for which an actor speaks, itself for a state, "" for none.

    "kremlin" and "dmitry-peskov" lead to RUS, and so does ``ivan-ivanov~RUS``, the id
    of somebody whom the tables do not have.
    """
    actor = actors().get(actor_id)
    if actor is None:
        state = actor_id.rpartition("~")[2] if "~" in actor_id else ""
        return state if state in actors() and actors()[state].kind == "state" else ""
    if not date or actor.kind == "state":
        return actor.state
    for tie in last_first([tie for tie in actor.represents if holds(tie, date)] or actor.represents):
        if state := state_of(tie.actor, date):
            return state
    return ""
