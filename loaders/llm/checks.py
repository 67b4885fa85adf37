"""A claim of a model becomes a fact record, or is refused: every word of it must stand in its quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from diplograph.loaders.articles import Article
from diplograph.loaders.llm.prompt import PROMPT_VERSION, Told, ToldActor, ToldEvent
from diplograph.loaders.llm.quotes import shortened, stands_in
from diplograph.loaders.llm.refused import Refused
from diplograph.schema.actors import actors, find_place, media, resolve, state_of
from diplograph.schema.claims import document_from
from diplograph.schema.edtf import parse
from diplograph.schema.errors import SchemaError
from diplograph.schema.event_types import event_type
from diplograph.schema.records import FactRecord, Frame, Mention, Modality, Participant, SourceRecord
from diplograph.schema.text import fold

_DETERMINER = re.compile(r"(?:(?:the|an?|les?|la|une?|des|du)\s+|l['’])", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-\d\d)?(?:-(\d\d))?")
_SAID = ("accuses", "rumours", "cancels", "postpones")
"""Acts that say of themselves how an event is told: "actual" beside them is too much."""
_OF_SOMEBODY = ("accuses", "denies", "admits")
"""Acts that no article does by itself."""

Surnames = Mapping[str, str]


def surnames_in(told: Iterable[Told], article: Article) -> Surnames:
    """The people whom the article names in full, by folded surname; one that two of them bear is left out."""
    bearers: dict[str, set[str]] = {}
    texts = {each.text for fact in told for event in (fact.event, fact.about) if event for each in event.participants}
    for text in texts | {fact.claimant for fact in told}:
        found = resolve(text, article.language)
        if len(text.split()) < 2 or len(found) != 1 or not stands_in(text, article.text):
            continue
        for name in actors()[found[0]].names:
            if name.kind == "surname":
                bearers.setdefault(fold(name.text), set()).add(found[0])
    return {surname: min(found) for surname, found in bearers.items() if len(found) == 1}


def checked(told: Told, quote: str, start: int, article: Article, surnames: Surnames) -> FactRecord:
    """The fact record of *told*, whose *quote* stands at *start*; a Refused tells what cannot be believed."""
    frame = _frame(told.event, quote, article, surnames)
    if told.act in _SAID and frame.modality == "actual":
        frame = msgspec.structs.replace(frame, modality=None)
    if told.about is not None:
        content = _frame(told.about, quote, article, surnames)
        # Said is not done: the type of the speech act tells how sure its content is.
        modality: Modality | None = None if content.modality == "actual" else content.modality
        frame = msgspec.structs.replace(frame, about=msgspec.structs.replace(content, modality=modality))
    claimant = _claimant(told.claimant, quote, article, surnames)
    if told.act in _OF_SOMEBODY and claimant is None:
        raise Refused("nobody who says so", f"act '{told.act}' without claimant; name who says so, or give 'reports'")
    # A medium that is cited tells it and takes no part.
    cited = claimant is not None and claimant.actor in media()
    record = FactRecord(
        source=SourceRecord(),
        event=frame,
        act=told.act,
        claimant=None if cited else claimant,
        via=claimant if cited else None,
        stated_on=article.published,
        quote=quote,
        start=start,
        end=start + len(quote),
        rule=f"prompt.{PROMPT_VERSION}",
        confidence="low",
    )
    try:
        document_from([record])
    except SchemaError as problem:
        raise Refused("against the schema", str(problem)) from None
    return record


def _frame(told: ToldEvent, quote: str, article: Article, surnames: Surnames) -> Frame:
    try:
        kind = event_type(told.type)
        parse(told.date)
    except SchemaError as problem:
        raise Refused("against the schema", str(problem)) from None
    _check_date(told, quote, article)
    people = tuple(_participant(each, quote, article, surnames) for each in told.participants)
    absent = [role.name for role in kind.roles if role.required and role.name not in {each.role for each in people}]
    if absent or (kind.symmetric and len(people) < 2):
        lacking = ", ".join(absent) or f"second {kind.source_role}"
        raise Refused("against the schema", f"{kind.name} without {lacking}; give all who take part")
    doers = [each.actor for each in people if each.role == kind.source_role and each.actor]
    others = [each.actor for each in people if each.role != kind.source_role]
    if any(doer in others or state_of(doer) in others for doer in doers) or len(set(doers)) < len(doers):
        raise Refused(
            "one actor on both sides", f"{kind.name} of an actor with itself, or its own state; look at roles"
        )
    if told.place and not stands_in(told.place, quote):
        raise Refused("place not in the quote", f"place '{shortened(told.place)}' is not in its quote; leave it out")
    place = find_place(told.place) or told.place or None
    return Frame(told.type, people, told.modality, told.date, place, told.mode if kind.family == "talks" else "")


def _check_date(told: ToldEvent, quote: str, article: Article) -> None:
    """As precise as the words of the quote, no more; what they leave out only the day of publication can tell."""
    if not told.date:
        return
    words = told.date_words
    if not stands_in(words, quote):
        raise Refused("date not in the quote", f"date '{told.date}' has no words in its quote; leave it out")
    numbers = {int(number) for number in re.findall(r"\d+", words)}
    has_year = any(number > 999 for number in numbers)
    for year, day in _DAY.findall(told.date):
        if int(year) not in numbers if has_year else not article.published:
            raise Refused("date not in the quote", f"date '{told.date}' is not what '{shortened(words)}' says")
        if has_year and day and int(day) not in numbers:
            raise Refused("date not in the quote", f"date '{told.date}' tells more than '{shortened(words)}'")


def _participant(told: ToldActor, quote: str, article: Article, surnames: Surnames) -> Participant:
    same = _mention(told, quote, article, surnames)
    return Participant(same.actor, same.text, same.kind, same.office, same.represents, told.role)


def _claimant(text: str, quote: str, article: Article, surnames: Surnames) -> Mention | None:
    return _mention(ToldActor("", text, "unnamed", "", ""), quote, article, surnames) if text else None


def _mention(told: ToldActor, quote: str, article: Article, surnames: Surnames) -> Mention:
    """The actor whom the tables know by these words; else what the text says of somebody whom they do not know."""
    if not stands_in(told.text, quote):
        raise Refused("actor not in the quote", f"actor '{shortened(told.text)}' is not in its quote; name who is")
    found = _resolved(told.text, article, surnames)
    if len(found) > 1:
        listed = ", ".join(f"{actors()[actor].name} ({actor})" for actor in found)
        raise Refused("ambiguous actor", f"actor '{told.text}' is ambiguous; it could be {listed}")
    if found:
        return Mention(actor=found[0], text=told.text)
    if told.kind != "unnamed" and told.text == told.text.lower() != told.text.upper():
        raise Refused("names nobody", f"actor '{shortened(told.text)}' is no name; give the name, or kind 'unnamed'")
    state = _resolved(told.state, article, surnames) if stands_in(told.state, article.text) else ()
    office = told.office if stands_in(told.office, quote) else ""
    return Mention("", told.text, told.kind, office, state_of(state[0]) if len(state) == 1 else "")


def _resolved(text: str, article: Article, surnames: Surnames) -> tuple[str, ...]:
    """The actors that *text* can name, as the rules resolve it; with its article ("les États-Unis") or without."""
    found = resolve(text, article.language, article.published, surnames)
    bare = _DETERMINER.match(text)
    return (
        found if found or bare is None else resolve(text[bare.end() :], article.language, article.published, surnames)
    )
