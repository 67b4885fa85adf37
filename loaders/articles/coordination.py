"""Lists of actors: "A, B and C" is one phrase of three, unless a new clause begins within it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diplograph.loaders.articles.governing import SPEECH
from diplograph.loaders.articles.inflection import FINITE
from diplograph.loaders.articles.items import Item
from diplograph.loaders.articles.language import Language
from diplograph.schema.records import Mention

_LIST = re.compile(
    r"(P|Q|N(?=(?:,[PQN])*,?ca?P))((?:,[PQN])*),?ca?(?:d[jw]|h[jw]?|[SC]')?(P|Q|(?<=Pc)N)"
    r"|([SCG])((?:,[SCG])*),?ca?[hj]*([SCG])"
    r"|(?<=d)D(?:,D)*ca?d?D(?=[axm]*v)"
)
"""Persons ("X and his counterpart Y"); states and bodies ("and its European allies"); peoples that do something."""
_LIST_OF_REMARKS = re.compile(rf"{_LIST.pattern}|P(?:,P)+")
"""A remark needs no "and", and puts nobody's name between commas: "Met with A, B."."""
_MEMBERS = "PQSCGND"
_NO_VERB = 'anlY"'


def coordinated(items: list[Item], text: str, language: Language, remark: bool) -> list[Item]:
    """*items*, each list of actors one of them; persons and states are not mixed."""
    found: list[Item] = []
    place = 0
    tags = "".join("P" if _is_delegation(item) else item.kind for item in items)
    for match in (_LIST_OF_REMARKS if remark else _LIST).finditer(tags):
        for first, last in _lists(items, match.start(), match.end(), language):
            whole = _joined(items[first:last], text)
            if whole is not None:
                found += [*items[place:first], whole]
                place = last
    return _all_between(found + items[place:], text, language)


def _all_between(items: Sequence[Item], text: str, language: Language) -> list[Item]:
    """*items*, the lists behind "between" one each: "between A and B, C and D"."""
    found: list[Item] = []
    for item in items:
        found.append(item)
        while (
            len(found) > 3
            and found[-2].kind == ","
            and (item.kind == found[-3].kind == "P" or {item.kind, found[-3].kind} <= set("SGC"))
            and found[-3].plural
            and found[-4].kind in "/p"
            and language.has(found[-4].value or found[-4].low, "among")
        ):
            whole = _joined(found[-3:], text)
            if whole is None:
                break
            found[-3:] = [whole]
            item = whole
    return found


def _lists(items: Sequence[Item], first: int, last: int, language: Language) -> Iterator[tuple[int, int]]:
    """The lists among items *first* to *last*: two where a clause ends within."""
    cut = _end_of_clause(items, first, last, language)
    yield first, cut
    if cut < last:
        yield next(place for place in range(cut, last) if items[place].kind in _MEMBERS), last


def _end_of_clause(items: Sequence[Item], first: int, last: int, language: Language) -> int:
    """The comma or "and" at which a list is none, since what follows it is the subject of the verb behind.

    "When A invaded B, C and D condemned it"; "A met B and C began to arm". *last* where there is none.
    """
    verb = last
    while verb < len(items) and items[verb].kind in _NO_VERB:
        verb += 1
    if not first or items[first - 1].kind in "ui" or not _may_be_finite(items, verb):
        return last
    opening = first - 1
    finite = False
    while opening >= 0 and items[opening].kind not in ",;:.tr":
        readings = items[opening].readings
        if items[opening].kind in "xmv" and any(each.form in FINITE for each in readings):
            if any(language.governors.get(each.verb) in SPEECH for each in readings):
                break
            finite = True
        opening -= 1
    fronted = _opens_adjunct(items, opening + 1, first)
    comma = next((place for place in range(first, last) if items[place].kind == ","), last)
    if fronted and comma < last:
        return comma
    if finite and not fronted and comma == last and _must_be_finite(items, verb):
        return next((place for place in range(first, last) if items[place].kind == "c"), last)
    return last


def _opens_adjunct(items: Sequence[Item], place: int, end: int) -> bool:
    """Whether a clause begins with what only tells the circumstances: "when", "after", "in"."""
    while place < end and items[place].kind in 'ca"':
        place += 1
    return place < end and items[place].kind in "ui/p"


def _may_be_finite(items: Sequence[Item], place: int) -> bool:
    if place >= len(items):
        return False
    item = items[place]
    return item.kind in "xm" or (item.kind == "v" and any(each.form in FINITE for each in item.readings))


def _must_be_finite(items: Sequence[Item], place: int) -> bool:
    """Whether a form that may be finite is no participle: "with A and B signed on Monday" is left as it stands."""
    if items[place].kind in "xm" or all(each.form != "participle" for each in items[place].readings):
        return True
    return place + 1 < len(items) and items[place + 1].kind in ">tdhjSPCGQo"


def _joined(members: Sequence[Item], text: str) -> Item | None:
    """The list as one phrase; None where it is of one, or nothing tells that an unknown name is a person's."""
    # "China's X and Russia's Y": a state that owns is no member.
    parts = [
        each
        for each, after in zip(members, (*members[1:], None), strict=True)
        if each.kind in _MEMBERS and (after is None or after.kind != "'")
    ]
    for part in parts:
        if part.kind == "N" and len(part.text.split()) > 1:
            # An unknown name beside a known person is a person.
            part.mentions = (Mention(text=part.text, kind="person"),)
    if len(parts) < 2 or any(not part.mentions for part in parts if part.kind == "N"):
        return None
    start, end = parts[0].start, parts[-1].end
    kind = parts[0].kind if len({part.kind for part in parts}) == 1 else ("P" if parts[0].kind in "PQN" else "S")
    mentions = tuple(mention for part in parts for mention in part.mentions)
    words = text[start:end]
    return Item("S" if kind == "D" else kind, words, words.lower(), start, end, mentions=mentions, plural=True)


_DELEGATES = ("officials", "officers", "diplomats", "delegation", "representatives", "leaders", "ministers", "envoys")


def _is_delegation(item: Item) -> bool:
    """Whether people of a state are named, and not the state: "senior Russian officials" stand in a list of persons."""
    return item.kind == "S" and item.plural and item.low.endswith(_DELEGATES)
