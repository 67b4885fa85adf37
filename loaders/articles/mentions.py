"""Who is named in a sentence: names of the tables, joined with offices and adjectives into one actor each.

A sentence becomes a skeleton in which ``⟦P3⟧`` stands for a person, ``⟦S3⟧`` for a state,
``⟦G3⟧`` for a body, organisation or collective, ``⟦M3⟧`` for an agency or medium, ``⟦D3⟧`` for an adjective such as
"nord-coréen"; rules are patterns over the skeleton.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct

from diplograph.loaders.articles.language import Language, language_of
from diplograph.loaders.articles.offices import holder_of
from diplograph.loaders.articles.sentences import Sentence
from diplograph.schema.actors import actors, media, names, resolve, state_of
from diplograph.schema.records import ActorKind, Mention
from diplograph.schema.text import fold, slug

_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"⟦([PSGMD])(\d+)⟧")
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ]\S*(?:\s+[A-ZÀ-ÖØ-Þ]\S*)+")
_LETTER = {"person": "P", "state": "S"}


class Skeleton(Struct):
    """A sentence with its mentions taken out, by number."""

    text: str
    mentions: list[Mention]


class Register(Struct):
    """Who the article has named so far and later in full: a surname alone means one of them."""

    people: dict[str, str]
    by_state: dict[str, list[str]]


@cache
def _longest() -> int:
    return max(len(key.split()) for key in names())


def _found(text: str, language: str, register: Register | None) -> list[tuple[int, int, str, str]]:
    """Non-overlapping names, longest first at each word: start, end, actor, kind letter."""
    words = [(found.start(), found.end(), fold(found[0])) for found in _WORD.finditer(text)]
    # "le chef de la diplomatie russe" is a person: no name begins inside the words of an office.
    spoken = language_of(language)
    offices = [found.span() for found in spoken.office.finditer(text)] if spoken else []
    hits: list[tuple[int, int, str, str]] = []
    place = 0
    while place < len(words):
        step = 1
        for length in range(min(_longest(), len(words) - place), 0, -1):
            start, end = words[place][0], words[place + length - 1][1]
            entries = names().get(" ".join(word for _, _, word in words[place : place + length]))
            if not entries or any(first < start < last for first, last in offices):
                continue
            hit = _read(text[start:end], {entry.kind for entry in entries}, language, register)
            if hit is not None:
                hits.append((start, end, *hit))
                step = length
                break
        place += step
    return hits


def _read(words: str, kinds: set[str], language: str, register: Register | None) -> tuple[str, str] | None:
    if kinds <= {"demonym"} or ("demonym" in kinds and words[0].islower()):
        found = [actor for actor in resolve(words) if actors()[actor].kind == "state"]
        return (found[0], "D") if len(found) == 1 else None
    if words[0].islower() and not _is_common_noun(words, language):
        return None
    if register is not None and fold(words) in register.people:
        return register.people[fold(words)], "P"
    found = list(resolve(words, language))
    if len(found) != 1:
        found = [actor for actor in found if actors()[actor].kind == "state"]
    if len(found) != 1:
        return None
    kind = actors()[found[0]].kind
    if kinds == {"demonym"}:
        return found[0], "D"
    return found[0], "M" if found[0] in media() else _LETTER.get(kind, "G")


def _is_common_noun(words: str, language: str) -> bool:
    """Whether a name may begin with a small letter: "pays occidentaux", "département d'État"."""
    kinds = {actors()[actor].kind for actor in resolve(words, language)}
    return "collective" in kinds or (kinds == {"body"} and " " in words)


def register_of(sentences: Iterable[Sentence], language: str) -> Register:
    """The people whom the article names in full, by surname; a surname of two of them means nobody."""
    register = Register({}, {})
    bearers: dict[str, set[str]] = {}
    for sentence in sentences:
        for start, end, actor, letter in _found(sentence.text, language, None):
            if letter != "P":
                continue
            if actor not in register.by_state.setdefault(state_of(actor), []):
                register.by_state[state_of(actor)].append(actor)
            if len(sentence.text[start:end].split()) > 1:
                for name in actors()[actor].names:
                    if name.kind == "surname":
                        bearers.setdefault(fold(name.text), set()).add(actor)
    register.people = {name: min(found) for name, found in bearers.items() if len(found) == 1}
    return register


def skeleton_of(sentence: Sentence, language: Language, register: Register, days: Sequence[str] = ()) -> Skeleton:
    """The sentence as a skeleton, its noun phrases joined; *days* are those of which it speaks."""
    mentions: list[Mention] = []
    parts: list[str] = []
    last = 0
    for start, end, actor, letter in _found(sentence.text, language.code, register):
        parts += [sentence.text[last:start], f"⟦{letter}{len(mentions)}⟧"]
        mentions.append(Mention(actor=actor, text=sentence.text[start:end]))
        last = end
    skeleton = Skeleton("".join((*parts, sentence.text[last:])), mentions)
    _join(skeleton, language, register, days)
    return skeleton


def _join(skeleton: Skeleton, language: Language, register: Register, days: Sequence[str]) -> None:
    """Offices and adjectives go into the name that they stand with, or into a mention of their own."""
    for pattern in language.noun_phrases:
        skeleton.text = pattern.sub(lambda found: found["name"], skeleton.text)
    for pattern in language.unknown_people:
        skeleton.text = pattern.sub(lambda found: _unknown(skeleton, found), skeleton.text)
    for pattern in language.office_holders:
        skeleton.text = pattern.sub(
            lambda found: _office_holder(skeleton, found, language, register, days), skeleton.text
        )
    for pattern in language.state_phrases:
        skeleton.text = pattern.sub(lambda found: _of_state(skeleton, found), skeleton.text)


def _whom(skeleton: Skeleton, mark: str) -> Mention:
    found = _MARK.fullmatch(mark)
    if found is None:
        raise ValueError(mark)
    return skeleton.mentions[int(found[2])]


def _added(skeleton: Skeleton, letter: str, mention: Mention) -> str:
    skeleton.mentions.append(mention)
    return f"⟦{letter}{len(skeleton.mentions) - 1}⟧"


def _unknown(skeleton: Skeleton, found: re.Match[str]) -> str:
    """A person of no table, with the state and the office that the article gives."""
    state = state_of(_whom(skeleton, found["state"]).actor)
    kind: ActorKind = "person"
    # Capitals tell where a name ends; the patterns ignore case for the sake of headlines.
    name = _CAPITALISED.match(found["person"])
    if name is None or not slug(name[0]):
        return found[0]
    mention = Mention(text=name[0], kind=kind, office=found["office"], represents=state)
    return _added(skeleton, "P", mention) + found["person"][name.end() :]


def _office_holder(
    skeleton: Skeleton, found: re.Match[str], language: Language, register: Register, days: Sequence[str]
) -> str:
    """ "le président russe": who held the office then, or was named with it, else somebody of that state."""
    state = state_of(_whom(skeleton, found["state"]).actor)
    title = " ".join(_MARK.sub("", found[0]).split())
    actor = holder_of(title, found["office"], state, language, register.by_state.get(state, []), days)
    words = _words_of(skeleton, found[0])
    if actor:
        return _added(skeleton, "P", Mention(actor=actor, text=words))
    return _added(skeleton, "P", Mention(text=words, kind="unnamed", office=found["office"], represents=state))


def _of_state(skeleton: Skeleton, found: re.Match[str]) -> str:
    whom = _whom(skeleton, found["state"])
    return _added(skeleton, "S", Mention(actor=state_of(whom.actor) or whom.actor, text=_words_of(skeleton, found[0])))


def _words_of(skeleton: Skeleton, text: str) -> str:
    """Words of a skeleton as the article has them."""
    return _MARK.sub(lambda found: skeleton.mentions[int(found[2])].text, text).strip()


def marks_in(text: str, skeleton: Skeleton) -> Sequence[Mention]:
    """The mentions whose marks stand in *text*, in order."""
    return [skeleton.mentions[int(found[2])] for found in _MARK.finditer(text) if found[1] != "D"]
