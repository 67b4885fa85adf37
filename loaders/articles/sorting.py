"""Nouns or verbs: which of the words that may be both are which here, by what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.loaders.articles.inflection import FINITE
from diplograph.loaders.articles.items import Item
from diplograph.loaders.articles.language import Language


def sort_out(items: list[Item], language: Language) -> None:
    """Settle the letters of words that may be of several kinds, from left to right."""
    for place, item in enumerate(items):
        before = items[place - 1] if place else None
        after = items[place + 1] if place + 1 < len(items) else None
        if item.kind == "j" and item.low in language.alternatives and (after is None or after.kind not in "weONAjB"):
            item.kind = language.alternatives[item.low]
        if item.kind == "~":
            # "Ron Johnson" is not the Johnson of the tables.
            strange = (before is not None and before.kind == "N") or (after is not None and after.kind == "N")
            item.kind, item.mentions = ("N", ()) if strange else ("P", item.mentions)
        elif item.kind in "vwjTxm" and _is_surname(items, place):
            item.kind, item.readings = "N", ()
        elif item.kind in "OABj" and item.readings and _is_verb(item, before, after):
            item.kind = "v"
        elif item.kind == "v" and _cannot_be_verb(items, place, language):
            item.kind = "w"
        elif (
            item.kind == "d" and before is not None and after is not None and before.kind in "mx" and after.kind == "v"
        ):
            # "could both contain X and negotiate"
            item.kind = "a"
        elif item.kind == "p" and _is_article(item, before, after, items, language):
            item.kind = "d"
        elif item.kind == "a" and language.has(item.low, "either") and after is not None and after.kind in "SCd":
            item.kind, item.value = "/", item.low
        elif item.kind == "e" and item.readings and not _is_noun(items, place, language):
            item.kind = "v"
        elif item.kind == "v" and _is_noun(items, place, language, sure=True):
            item.kind = "w"


def _is_surname(items: Sequence[Item], place: int) -> bool:
    """ "Prime Minister Major": a word with a capital behind an office, and nothing behind it, is a name."""
    office = place - 1
    while office >= 0 and items[office].kind == "N":
        office -= 1
    titled = office >= 0 and items[office].kind == "O" and items[office].text[0].isupper()
    alone = place + 1 == len(items) or items[place + 1].kind in ",.;:c"
    return titled and alone and items[place].text[0].isupper()


def _is_verb(item: Item, before: Item | None, after: Item | None) -> bool:
    """ "has sent" where "sent" is an office too ("envoyé"), "Yonhap reported.", "Russia planned to"."""
    if before is None:
        return False
    alone = item.kind == "j" and before.kind in "PSGMCo" and (after is None or after.kind in ',.;t"Y>')
    return before.kind == "x" or alone


def _is_article(item: Item, before: Item | None, after: Item | None, items: Sequence[Item], language: Language) -> bool:
    """ "des" behind a verb is an article; at the beginning "du" and "de l'" are too."""
    if not language.has(item.low, "partitive") or after is None or after.kind in "SCGPD":
        return False
    if before is None:
        return len(items) > 2
    return item.low.endswith("s") and before.kind in "v,:.p/tuik"


def _cannot_be_verb(items: Sequence[Item], place: int, language: Language) -> bool:
    forms = {reading.form for reading in items[place].readings}
    behind_verb = place > 0 and items[place - 1].kind == "v"
    if "no_verb_behind_verb" in language.traits and behind_verb and forms <= FINITE:
        return True
    if "one_verb" not in language.traits or not forms <= {"present", "infinitive"}:
        return False
    return _is_plural(items, place) or _is_second(items, place)


def _is_second(items: Sequence[Item], place: int) -> bool:
    """ "delivered a million shells": one clause has one full verb, so the second such form is a noun."""
    if place and items[place - 1].kind in "PSCGMo>mnx":
        return False
    for before in range(place - 1, -1, -1):
        item = items[before]
        if item.kind in ',;:."cktuir-(>':
            return False
        if item.kind == "v":
            return any(reading.form in ("past", "present", "gerund") for reading in item.readings)
    return False


def _is_plural(items: Sequence[Item], place: int) -> bool:
    """ "supplying shells", "rumours say": what looks like a verb in the present is a noun beside another verb."""
    if place == 0:
        return len(items) > 1 and items[1].kind in "vx"
    if items[place].low.endswith("s") and place + 1 < len(items) and items[place + 1].low == "of":
        return True
    return items[place - 1].kind == "v" and items[place].low.endswith("s")


def _is_noun(items: Sequence[Item], place: int, language: Language, sure: bool = False) -> bool:
    """Whether a form that may be a noun is one: behind an article or adjective yes, behind a subject or "to" no."""
    before = next((items[at] for at in range(place - 1, -1, -1) if items[at].kind not in 'a"'), None)
    after = items[place + 1] if place + 1 < len(items) else None
    forms = {reading.form for reading in items[place].readings}
    if before is None:
        return not sure and "participle" not in forms
    if before.kind == "j" and place > 1 and items[place - 2].kind in "PSG":
        return False
    if before.kind == "D" and "adjective_behind" in language.traits and sure:
        return False
    if before.kind in "dh" and after is not None and after.kind == "D" and "adjective_behind" in language.traits:
        # "trois entreprises chinoises"
        return True
    if before.kind in "dhz'Dj#":
        return forms.isdisjoint({"participle", "gerund"}) or not sure
    if before.kind in "p/":
        if "infinitive" in forms and "infinitive_behind" in language.traits:
            return False
        return not sure or "gerund" not in forms
    if sure:
        return False
    if before.kind == ">" and forms == {"gerund"}:
        # "to meetings", "accompanied him to meeting with X"
        return True
    if before.kind in ">mloxnrtu":
        return before.kind == "x" and "participle" not in forms and "gerund" not in forms
    if before.kind in "PSCGMN":
        # "US strikes on Iran" and "US strikes Iran".
        pair = place > 2 and items[place - 2].kind == "-" and items[place - 3].kind in "PSCGD"
        if forms == {"gerund"}:
            return pair
        attributive = pair or (before.kind in "SGN" and before.text.isupper())
        return attributive and (after is None or after.kind in "p/>,.:;v")
    if before.kind in "OAB":
        return after is not None and after.kind in "p/"
    if before.kind in ",:.":
        return "present" in forms and (after is None or after.kind in "p/>D")
    return "participle" not in forms
