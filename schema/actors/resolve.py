"""From the words of a text to the actors that they can mean."""

from __future__ import annotations

from collections.abc import Mapping

from diplograph.schema.actors.tables import NameEntry, actors, last_first, media, names
from diplograph.schema.edtf import overlaps, parse
from diplograph.schema.model import Tie
from diplograph.schema.text import fold

_EVERYWHERE = frozenset(["", "en", "fr"])
"""The languages of the tables: texts in other languages use their names too."""


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
    entries = [entry for entry in names_in(key, language) if may_be_written(text, entry)]
    own = [entry for entry in entries if not language or entry.language in ("", language)] or entries
    found = sorted({entry.actor for entry in own})
    if date and len(found) > 1 and all(entry.kind == "surname" for entry in own):
        found = [actor for actor in found if in_office(actor, date)] or found
    return tuple(found)


def medium_of(publisher: str) -> str:
    """The agency or medium of the tables that bears this name; "" where none does."""
    found = {entry.actor for entry in names().get(fold(publisher), ()) if entry.actor in media()}
    return min(found) if len(found) == 1 else ""


def names_in(key: str, language: str = "") -> list[NameEntry]:
    """The names folded to *key* that a text in *language* can mean.

    People are called the same everywhere, and English and French names are known to all. Any other
    name counts in its own language only: "Roma" is Rome in Spanish, and a people or a club in English.
    """
    entries = names().get(key, ())
    if not language:
        return list(entries)
    spoken = _EVERYWHERE | {language}
    return [entry for entry in entries if entry.language in spoken or actors()[entry.actor].kind == "person"]


def may_be_written(text: str, entry: NameEntry) -> bool:
    """Whether the capitals of *text* allow the name.

    A code needs those of the table: "US" and "U.S." are a state, "us" is a pronoun. A demonym
    that the table writes with a capital needs one: to "polish" is not Polish; "polonais" may have none.
    """
    if entry.kind == "code":
        return letters(text) == letters(entry.text)
    return entry.kind != "demonym" or entry.text[0].islower() or not text[0].islower()


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
