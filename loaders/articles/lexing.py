"""From tokens to items: names, dates, words of the lexicon, verbs, and words of no list where one kind can stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diplograph.loaders.articles.calendar import Expression
from diplograph.loaders.articles.inflection import Reading
from diplograph.loaders.articles.items import Item
from diplograph.loaders.articles.language import Language
from diplograph.loaders.articles.names import Hit
from diplograph.loaders.articles.words import Token
from diplograph.schema.actors import find_place
from diplograph.schema.records import Mention

_MARKS = {",": ",", ";": ";", ":": ":", "(": "(", "[": "(", ")": ")", "]": ")", "'s": "'", "’s": "'"}
_STOPS = frozenset(".!?…")
_DASHES = frozenset("—–-")
_QUOTES = frozenset("\"«»“”‘’'`{}")
_SHOUTED = 0.8
"""The share of words with capitals above which capitals tell nothing."""


def items_in(
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    dates: Sequence[Expression],
    text: str,
    language: Language,
    may_shout: bool = True,
) -> list[Item]:
    """The sentence word by word, each with the letter of its kind; headlines may have capitals everywhere."""
    by_place = {hit.first: hit for hit in hits}
    days = {date.start: date for date in dates}
    shouted = may_shout and _title_case(tokens)
    items: list[Item] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if (date := days.get(token.start)) is not None:
            if items and items[-1].kind in "/d" and language.has(items[-1].low, "before_dates"):
                items.pop()
            items.append(Item("Y", text[date.start : date.end], "", date.start, date.end, date=date))
            while place < len(tokens) and tokens[place].start < date.end:
                place += 1
            continue
        if token.text == "." and items and items[-1].kind == "T" and items[-1].end == token.start:
            # "Gen. Smith"
            items[-1].end = token.end
            place += 1
            continue
        named = _named(tokens, place, by_place, text, language)
        if named is not None:
            items.append(named[0])
            place = named[1]
            continue
        length, letter, value = phrase_at(tokens, place, language)
        if letter in ("", "d") and _is_initial(tokens, place):
            length, letter = 1, "N"
        length = max(length, 1)
        if letter in ("", "/") and length == 1 and place not in by_place:
            length = _hyphenated(tokens, place, by_place)
            letter = letter if length == 1 else "w"
        end = tokens[place + length - 1].end
        words = text[token.start : end]
        readings = language.readings.get(token.low, ()) if length == 1 else ()
        if not letter and not readings:
            readings = _unknown_verb(token, items, language)
            letter = "a" if not readings and _is_adverb(token, items, language) else ""
        kind = letter or _kind_of(token, readings, shouted, first=not items)
        low = token.low if length == 1 else words.lower().replace("’", "'")
        item = Item(kind, words, low, token.start, end, value, (), readings)
        if kind == "N" and (place_name := find_place(words)):
            # A town is no actor, but who goes there visits its state.
            item.kind, item.mentions = "L", (Mention(actor=place_name.partition("/")[0], text=words),)
        items.append(item)
        place += length
    return items


def _named(
    tokens: Sequence[Token], place: int, by_place: Mapping[int, Hit], text: str, language: Language
) -> tuple[Item, int] | None:
    """The name at *place* with the place behind it: of the tables, or the first part of "russo-ukrainien"."""
    token = tokens[place]
    prefix = language.prefixes.get(token.folded)
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if prefix and after is not None and after.text[0] in _DASHES and after.start == token.end:
        mention = Mention(actor=prefix, text=token.text)
        return Item("D", token.text, token.low, token.start, token.end, mentions=(mention,)), place + 1
    hit = by_place.get(place)
    if hit is None:
        return None
    length, letter, _ = phrase_at(tokens, place, language)
    known = hit.last - hit.first
    # "King" is an office before it is somebody's surname.
    if known < length or (letter in "OAT" and length == known and hit.letter in "~D"):
        return None
    end = tokens[hit.last - 1].end
    mention = Mention(actor=hit.actor, text=text[token.start : end])
    return Item(hit.letter, mention.text, mention.text.lower(), token.start, end, mentions=(mention,)), hit.last


def _is_initial(tokens: Sequence[Token], place: int) -> bool:
    """The first letter of a name: "A. B. Smith"."""
    return (
        place + 2 < len(tokens)
        and len(tokens[place].text) == 1
        and tokens[place].text.isupper()
        and tokens[place + 1].text == "."
        and tokens[place + 1].start == tokens[place].end
        and tokens[place + 2].text[0].isupper()
    )


def _hyphenated(tokens: Sequence[Token], place: int, by_place: Mapping[int, Hit]) -> int:
    """How many tokens a word with hyphens is: "sous-marins", "cease-fire"; a name behind a hyphen is its own."""
    length = 1
    while (
        place + length + 1 < len(tokens)
        and tokens[place + length].text == "-"
        and tokens[place + length].start == tokens[place + length - 1].end
        and tokens[place + length + 1].start == tokens[place + length].end
        and tokens[place + length + 1].text[0].islower()
        and place + length + 1 not in by_place
    ):
        length += 2
    return length


def office_words(tokens: Sequence[Token], language: Language) -> set[int]:
    """The tokens inside the words of an office: "diplomatie" in "chef de la diplomatie" begins no name."""
    found: set[int] = set()
    for place, token in enumerate(tokens):
        rows = language.lexicon.get(token.low)
        if rows is None or not rows[0][0]:
            # No phrase of several words begins so.
            continue
        length, letter, _ = phrase_at(tokens, place, language)
        if letter == "O" and length > 1:
            found.update(range(place + 1, place + length))
    return found


def phrase_at(tokens: Sequence[Token], place: int, language: Language) -> tuple[int, str, str]:
    """The longest phrase of the lexicon at *place*: how many tokens, its letter, its plain form."""
    rows = language.lexicon.get(tokens[place].low)
    if rows is None:
        return 0, "", ""
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    for rest, letter, value in rows:
        if not rest:
            return 1, letter, value
        if rest[0] == following and rest == tuple([token.low for token in tokens[place + 1 : place + 1 + len(rest)]]):
            return len(rest) + 1, letter, value
    return 0, "", ""


def _kind_of(token: Token, readings: tuple[Reading, ...], shouted: bool, first: bool) -> str:
    if token.low in _MARKS:
        return _MARKS[token.low]
    if token.text in _STOPS:
        return "."
    if token.text[0] in _DASHES:
        return "-"
    if token.text in _QUOTES or token.text.startswith("&"):
        return '"'
    if token.text[0].isdigit():
        return "#"
    if readings:
        return "v"
    return "N" if token.text[0].isupper() and not shouted and not (first and len(token.text) < 3) else "w"


def _unknown_verb(token: Token, items: Sequence[Item], language: Language) -> tuple[Reading, ...]:
    """A verb of no list, where only a verb can stand: "to mend", "de mentir", "by lying"."""
    before = items[-1] if items else None
    if before is None or not token.text[0].islower():
        return ()
    helper = before if before.kind != "a" or len(items) < 2 else items[-2]
    for unknown in language.unknown:
        behind = helper if unknown.data.behind == "x" else before
        if behind.kind not in unknown.data.behind or (unknown.words and behind.low not in unknown.words):
            continue
        if behind.kind == "x" and (behind.value == "do" or unknown.data.helper not in ("", behind.value)):
            continue
        if unknown.ends.search(token.low) and not unknown.unless.search(token.low):
            return (Reading(token.low, unknown.data.form),)
    return ()


def _is_adverb(token: Token, items: Sequence[Item], language: Language) -> bool:
    """A word in "-ly", or in "-ment" where no noun stands: "flatly rejected", "a sèchement rejeté"."""
    rule = language.adverbs
    if rule is None or not token.text[0].islower() or len(token.low) < 5 or not token.low.endswith(rule.ends):
        return False
    if rule.unless and re.search(f"(?:{rule.unless})$", token.low):
        return False
    return not rule.behind or (bool(items) and items[-1].kind in rule.behind)


def _title_case(tokens: Sequence[Token]) -> bool:
    """Whether nearly all words have capitals, as in headlines: then a capital is no sign of a name."""
    long = [token for token in tokens if len(token.text) > 3 and token.text[0].isalpha()]
    return len(long) > 4 and sum(token.text[0].isupper() for token in long) > _SHOUTED * len(long)
