"""The unspoken subject of a remark: "Met with King Philippe" means that the traveller met him."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from diplograph.loaders.articles.clauses import Clauses
from diplograph.loaders.articles.items import Item
from diplograph.loaders.articles.journey import Journey, colleague, is_own_side
from diplograph.loaders.articles.language import Language
from diplograph.loaders.articles.scene import Deed

_BEFORE_A_VERB = frozenset(",;:.-c")
_BEFORE_A_NOUN = frozenset(";:.")
_STILL_OPEN = frozenset('aYdj#w"N/DS')
"""What may stand between the opening of a clause and its verb or noun: "Also", "On May 3", "Informal"."""


def with_traveller(items: Sequence[Item], journey: Journey, language: Language) -> list[Item]:
    """*items* with the traveller, who takes no room in the text, where a clause has no subject of its own.

    Before a verb in the past he is the one who does it; before a noun of an event that opens
    a clause ("Audience with Pope Paul VI") it is his.
    """
    found: list[Item] = []
    verb_may_open = noun_may_open = True
    verbless = False
    opening = 0
    items = [_without_own_side(item, journey) for item in items]
    for place, item in enumerate(items):
        if verb_may_open and _told_as_done(items, place):
            found.append(_unspoken("P", item, journey))
            verb_may_open = noun_may_open = verbless = False
        elif noun_may_open and item.kind == "e":
            first = found[opening] if opening < len(found) else item
            found[opening:opening] = [_unspoken("P", first, journey), _unspoken("'", first, journey)]
            verb_may_open = noun_may_open = False
            verbless = True
        elif item.kind in _BEFORE_A_VERB:
            verb_may_open = True
            noun_may_open = item.kind in _BEFORE_A_NOUN or verbless
            opening = len(found) + 1
        elif item.kind not in _STILL_OPEN:
            verb_may_open = noun_may_open = False
        found.append(item)
    return _with_colleagues(found, journey, language)


def done_there(deed: Deed, clauses: Clauses) -> bool:
    """Whether a deed belongs to the journey, and is not only spoken of ("briefed him on the talks in Moscow").

    That is so where a verb tells it, and where its noun is the traveller's own.
    """
    return deed.verb is not None or any(not item.text for item in clauses.items[deed.first : deed.anchor])


def _told_as_done(items: Sequence[Item], place: int) -> bool:
    """Whether the verb at *place* tells what somebody did: "signed", and not "signed by"."""
    item = items[place]
    if item.kind != "v" or not any(reading.form == "past" for reading in item.readings):
        return False
    return place + 1 == len(items) or items[place + 1].low != "by"


def _unspoken(kind: str, before: Item, journey: Journey) -> Item:
    mentions = (journey.traveller,) if kind == "P" else ()
    return Item(kind, "", "", before.start, before.start, mentions=mentions)


def _without_own_side(item: Item, journey: Journey) -> Item:
    """Officials and soldiers of one's own state are no other party: one does not meet one's own state."""
    others = tuple(each for each in item.mentions if not is_own_side(each, journey))
    if others == item.mentions or item.kind not in "PS":
        return item
    return msgspec.structs.replace(item, mentions=others, kind=item.kind if others else "w")


def _with_colleagues(items: Sequence[Item], journey: Journey, language: Language) -> list[Item]:
    """*items*, the person whom the traveller accompanied being of his own government."""
    found: list[Item] = []
    for item in items:
        behind = found and any(reading.verb in language.along for reading in found[-1].readings)
        if behind and item.kind == "P":
            mentions = tuple(colleague(each, journey) for each in item.mentions)
            item = msgspec.structs.replace(item, mentions=mentions)
        found.append(item)
    return found
