"""A sentence as phrases: names joined with offices, adjectives and armies into one actor each, the rest word by word.

The noun phrases of grammar.yaml are patterns over the letters of items, tried in turn: a cascade of finite-state
chunkers (Abney 1996).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from diplograph.loaders.articles.calendar import Expression
from diplograph.loaders.articles.coordination import coordinated
from diplograph.loaders.articles.items import ACTORS, Item, tags_of
from diplograph.loaders.articles.joining import names_joined
from diplograph.loaders.articles.journey import Journey, bearer
from diplograph.loaders.articles.language import Language
from diplograph.loaders.articles.language_files import Make
from diplograph.loaders.articles.lexing import items_in
from diplograph.loaders.articles.names import Hit, Register
from diplograph.loaders.articles.offices import holder_of, may_be
from diplograph.loaders.articles.sorting import sort_out
from diplograph.loaders.articles.words import Token
from diplograph.schema.actors import actors, state_of
from diplograph.schema.records import Mention
from diplograph.schema.text import fold, slug


class Context(Struct):
    """What the phrases of a sentence are read with: the article's names, and the days of which it speaks.

    ``journey`` is that of which a remark tells.
    """

    language: Language
    register: Register
    days: Sequence[str]
    subject: Sequence[Mention] = ()
    journey: Journey | None = None


def items_of(
    tokens: Sequence[Token], hits: Sequence[Hit], dates: Sequence[Expression], text: str, context: Context
) -> list[Item]:
    """The sentence as items, noun phrases joined."""
    # Remarks are full of offices, whose capitals make no headline of them.
    items = items_in(tokens, hits, dates, text, context.language, may_shout=context.journey is None)
    sort_out(items, context.language)
    items = names_joined(items, text, context.language)
    tags = tags_of(items)
    for make, pattern in context.language.phrases:
        joined = _joined(items, tags, make, pattern, text, context)
        if joined is not items:
            items, tags = joined, tags_of(joined)
    return coordinated(_people_of(items, context), text, context.language, context.journey is not None)


def _joined(
    items: list[Item], tags: str, make: Make, pattern: re.Pattern[str], text: str, context: Context
) -> list[Item]:
    found: list[Item] = []
    place = 0
    for match in pattern.finditer(tags):
        made = _made(make, items, match, [*found, *items[place : match.start()]], text, context)
        if made is not None:
            found += items[place : match.start()]
            found.append(made)
            place = match.end()
    return found + items[place:] if place else items


def _made(
    make: Make, items: Sequence[Item], match: re.Match[str], before: Sequence[Item], text: str, context: Context
) -> Item | None:
    parts = items[match.start() : match.end()]
    while parts and parts[-1].kind == ",":
        parts = parts[:-1]
    start, end = parts[0].start, parts[-1].end
    words = text[start:end]
    item = Item("P", words, words.lower(), start, end)
    who = range(*match.span("who")) if "who" in match.re.groupindex else range(0)
    named = [items[place] for place in who if items[place].kind in "PN"]
    others = [each for each in parts if each not in named]
    small = context.language.has
    indefinite = parts[0].kind == "d" and small(parts[0].low, "indefinite")
    if make == "person" and indefinite and all(each.kind != "," for each in parts):
        # "according to an aide X will go": no apposition follows an indefinite article.
        return None
    states = _states(others)
    title = " ".join(each.text for each in others if each.kind in "OFpd" or small(each.low, "deputies"))
    office = " ".join(each.low for each in others if each.kind == "O") or ""
    if make == "person":
        # "King Hussein and Rabin": the second is no king; he is somebody where a table or his full name tells.
        alone = len(named) == 2 and _is_of_one(others)
        named = [each for each in named if not alone or each is named[0] or each.mentions or " " in each.text]
        item.mentions = tuple(
            _named(
                each, *(("", "", []) if alone and each is not named[0] else (title, office, states)), before, context
            )
            for each in named
        )
    elif make == "holder":
        told = words if len(set(states)) < 2 else " ".join(each.text for each in others if each.kind in "OF")
        item.mentions = tuple(_holder(title, office, state, told, before, context) for state in dict.fromkeys(states))
    elif make == "state":
        inside = next((each for each in parts if each.kind == "/"), None)
        if inside is not None and not (small(inside.low, "inside") and small(parts[-1].low.split()[-1], "forces")):
            return None
        item.kind = "S"
        item.mentions = tuple(Mention(actor=state, text=words) for state in dict.fromkeys(states))
        item.plural = True
    elif make in ("others", "hosts"):
        item = _people_met(make, item, states, context)
    elif make == "medium":
        item.kind = "M"
        item.mentions = next(each.mentions for each in parts if each.kind == "M")
    elif make == "group":
        item.kind = "G"
        item.plural = True
        own = [each for each in others if each.kind == "G"]
        item.mentions = own[0].mentions if own else (Mention(text=words),)
    elif context.journey is not None:
        item.mentions = (_holder(title, office, context.journey.visited, words, before, context),)
        item.plural = parts[-1].low.endswith("s")
    else:
        mention = _named_before(title, context)
        item.kind = "P" if mention else "Q"
        item.mentions = (msgspec.structs.replace(mention, text=words),) if mention else ()
    return item if item.mentions or make == "office" else None


def _named(each: Item, title: str, office: str, states: list[str], before: Sequence[Item], context: Context) -> Mention:
    """Who bears the name *each*, in an article or on a journey."""
    if context.journey is None:
        return _person(each, states, office, context)
    return bearer(_as_told(each), title, office, states, _state_around(before), context.journey, context.language)


def _is_of_one(parts: Sequence[Item]) -> bool:
    """Whether the offices of a phrase stand in the singular, and are not held by several: "kings", "ministers of X"."""
    words = [word for each in parts if each.kind == "O" for word in each.low.split()]
    return bool(words) and not any(word.endswith(("s", "x")) for word in words)


def _states(parts: Sequence[Item]) -> list[str]:
    """The states or organisations that adjectives, names and owners in a phrase stand for."""
    found: list[str] = []
    for part in parts:
        for mention in part.mentions:
            if not mention.actor:
                continue
            state = state_of(mention.actor)
            if part.kind in "DSCP" or (part.kind == "G" and state):
                found += [state] if state else []
            elif part.kind == "G":
                found.append(mention.actor)
    return found


def _people_met(make: Make, item: Item, states: Sequence[str], context: Context) -> Item:
    """People whom only remarks name so: "senior officials" of the country visited, "religious leaders" of no state."""
    language, item.plural = context.language, True
    hosts = language.hosts.fullmatch(item.text) is not None
    if context.journey is not None and make == "hosts" and hosts:
        item.kind, item.mentions = "S", (Mention(actor=context.journey.visited, text=item.text),)
    elif context.journey is not None and make == "others" and not hosts and language.others.search(item.text):
        item.mentions = (Mention(text=item.text, represents=states[0] if len(set(states)) == 1 else ""),)
    return item


def _as_told(each: Item) -> Mention:
    """Who is named, as the tables and the words alone have him."""
    return each.mentions[0] if each.mentions else Mention(text=each.text)


def _state_around(before: Sequence[Item]) -> str:
    """The state of the person to whom the next one is joined by "and" or a comma; "" for none."""
    place = len(before) - 1
    while place >= 0 and before[place].kind in ",ca":
        place -= 1
    if place == len(before) - 1 or place < 0 or before[place].kind != "P" or len(before[place].mentions) != 1:
        return ""
    mention = before[place].mentions[0]
    state = mention.represents or state_of(mention.actor)
    return state if state in actors() and actors()[state].kind == "state" else ""


def _person(each: Item, states: Sequence[str], office: str, context: Context) -> Mention:
    """Somebody named: of the tables, or unknown, with the state and the office that the article gives."""
    if each.mentions:
        return each.mentions[0]
    surname = fold(each.text).split()[-1] if fold(each.text) else ""
    known = context.register.people.get(surname)
    if known is not None and (len(each.text.split()) == 1 or fold(known.text) == fold(each.text)):
        return msgspec.structs.replace(known, text=each.text) if known.actor else known
    represents = states[0] if len(set(states)) == 1 else ""
    mention = Mention(text=each.text, kind="person", office=office, represents=represents)
    if surname and len(each.text.split()) > 1 and slug(each.text):
        context.register.people.setdefault(surname, mention)
    return mention


def _holder(title: str, office: str, state: str, words: str, before: Sequence[Item], context: Context) -> Mention:
    """ "le président russe": who held the office then, or was named with it, else somebody of that state."""
    named = context.register.by_state.get(state, [])
    last = next((mention for item in reversed(before) for mention in item.mentions if item.kind == "P"), None)
    actor = holder_of(title, office, state, context.language, named, context.days, last.actor if last else "")
    if actor:
        return Mention(actor=actor, text=words)
    return Mention(text=words, kind="unnamed", office=office, represents=state)


def _named_before(title: str, context: Context) -> Mention | None:
    """ "the president": whom the sentence before was about, if he may hold that office; None else."""
    found = [each.actor for each in context.subject if each.actor and may_be(each.actor, title, context.language)]
    return Mention(actor=found[0]) if len(found) == 1 == len(context.subject) else None


def _live_elsewhere(items: Sequence[Item], place: int, language: Language) -> bool:
    """Whether a people is told to live in another state: "the Serbs of northern Kosovo"."""
    behind = place + 2
    while behind < len(items) and items[behind].kind in "dj":
        behind += 1
    return (
        behind < len(items)
        and items[place + 1].kind in "p/"
        and items[behind].kind in "SC"
        and language.has(items[place + 1].value, "lives_in")
    )


def _tells_where(before: Sequence[Item], after: Sequence[Item], language: Language) -> bool:
    """Whether a state between commas, the last of *before*, tells where the town before it is."""
    if len(before) < 3 or before[-1].kind != "," or before[-2].kind not in "NL":
        return False
    to_or_in = before[-3].kind == ">" or (before[-3].kind in "/p" and language.has(before[-3].value, "places"))
    return to_or_in and all(each.kind in ",.;)" for each in after)


def _people_of(items: list[Item], context: Context) -> list[Item]:
    """ "les Russes", "the Russians": a people is its state; articles go into the name that they stand with."""
    traits, register = context.language.traits, context.register
    found: list[Item] = []
    for place, item in enumerate(items):
        before = found[-1] if found else None
        if item.kind == "N" and (known := register.people.get(fold(item.text))) is not None:
            item.kind = "P"
            item.mentions = (msgspec.structs.replace(known, text=item.text) if known.actor else known,)
        if item.kind == "D" and item.text[0].isupper():
            after = items[place + 1].kind if place + 1 < len(items) else "."
            if _live_elsewhere(items, place, context.language):
                # "the Albanians of Serbia" are not Albania.
                found.append(msgspec.structs.replace(item, kind="w", mentions=()))
                continue
            plural = item.low[-1] == "s" and item.low[-2:] not in ("ss", "us")
            article = "people_behind_article" not in traits or (before is not None and before.kind in "dp/")
            if plural and article and after not in "eAOBwNj'":
                item.kind, item.plural = "S", True
        while item.kind in ACTORS and found and found[-1].kind == "d":
            before = found.pop()
            item.start, item.text = before.start, before.text + " " + item.text
        if item.kind == "S" and _tells_where(found, items[place + 1 : place + 2], context.language):
            # "to Olomouc, the Czech Republic"
            town = found[-2]
            del found[-2:]
            item.start, item.text = town.start, f"{town.text}, {item.text}"
        found.append(item)
    return found
