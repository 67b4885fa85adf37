"""What a language says in which words: read from the files of ``lang/xx/``, once each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml
from msgspec import Struct

from diplograph.loaders.articles.inflection import Reading, VerbTable, readings_of
from diplograph.loaders.articles.language_files import (
    AdverbData,
    Effect,
    FrameData,
    GovernorData,
    GrammarData,
    Light,
    Make,
    UnknownData,
)
from diplograph.loaders.articles.words import tokens_of

_FOLDER = Path(__file__).parent / "lang"
_T = TypeVar("_T")

# The letter of each kind of word, in which the phrases of grammar.yaml are written.
LETTERS: Mapping[str, str] = {
    "det": "d",
    "possessive": "h",
    "no": "z",
    "prep": "/",
    "and": "c",
    "but": "k",
    "that": "t",
    "when": "u",
    "if": "i",
    "who": "r",
    "he": "o",
    "clitic": "l",
    "be": "x",
    "have": "x",
    "do": "x",
    "modal": "m",
    "to": ">",
    "not": "n",
    "adverb": "a",
    "adjective": "j",
    "title": "T",
    "office": "O",
    "field": "F",
    "agent": "A",
    "group": "B",
    "outlet": "K",
}
_OF = frozenset(["of", "for", "de"])
Entry = tuple[tuple[str, ...], str, str]
"""The words behind the first one, the letter of their kind, the plain form."""


class Frame(Struct, frozen=True):
    """A frame ready to match: the nouns behind the verb, and words that rule it out, as patterns."""

    data: FrameData
    objects: re.Pattern[str] | None
    unless: re.Pattern[str] | None


class VerbSense(Struct, frozen=True):
    """A frame of a verb: reflexive or not, and the words that must follow ("mettre en garde", "call on")."""

    frame: Frame
    reflexive: bool
    rest: tuple[str, ...]


class Unknown(Struct, frozen=True):
    """Where a word of no list is a verb, ready to match."""

    data: UnknownData
    ends: re.Pattern[str]
    unless: re.Pattern[str]
    words: frozenset[str]


class Language(Struct, frozen=True):
    """A language, ready to read. ``small`` are its small words by what they do; "" for none."""

    code: str
    lexicon: Mapping[str, tuple[Entry, ...]]
    alternatives: Mapping[str, str]
    phrases: tuple[tuple[Make, re.Pattern[str]], ...]
    offices: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    small: Mapping[str, frozenset[str]]
    traits: frozenset[str]
    unknown: tuple[Unknown, ...]
    adverbs: AdverbData | None
    modes: Mapping[str, re.Pattern[str]]
    prefixes: Mapping[str, str]
    readings: Mapping[str, tuple[Reading, ...]]
    senses: Mapping[str, tuple[VerbSense, ...]]
    duties: tuple[Frame, ...]
    noun_frames: Mapping[str, tuple[Frame, ...]]
    governors: Mapping[str, Effect]
    governing_nouns: Mapping[str, Effect]
    governing_adjectives: Mapping[str, Effect]
    light: Mapping[str, Light]
    happens: frozenset[str]
    nominal: Mapping[str, str]
    with_be: frozenset[str]
    along: frozenset[str]
    hosts: re.Pattern[str]
    others: re.Pattern[str]
    abroad: re.Pattern[str]
    undated: re.Pattern[str]
    citing: re.Pattern[str]
    hearsay: re.Pattern[str]
    noise: re.Pattern[str]
    triggers: frozenset[str]

    def has(self, word: str, what: str) -> bool:
        """Whether *word* is one of the small words that do *what*."""
        return word in self.small.get(what, ())


def listed(words: str) -> tuple[str, ...]:
    """The words of a list with commas."""
    return tuple(word.strip() for word in words.split(",") if word.strip())


def languages() -> list[str]:
    """The codes of the languages that have a folder."""
    return sorted(path.parent.name for path in _FOLDER.glob("*/frames.yaml"))


@cache
def language_of(code: str) -> Language | None:
    """The language of this code; None where there is no folder for it."""
    if code not in languages():
        return None
    grammar = _read(code, "grammar", GrammarData)
    governors = _read(code, "governors", GovernorData)
    frames = [_frame(data) for data in _read(code, "frames", tuple[FrameData, ...])]
    senses = list(_senses(frames))
    nouns = [(noun, frame) for frame in frames for noun in listed(frame.data.nouns)]
    noun_forms = {form: noun for noun, _ in nouns for form in plurals(noun, grammar)}
    readings = readings_of(sorted(_verbs(senses, frames, grammar, governors)), _read(code, "verbs", VerbTable))
    duties = tuple(frame for frame in frames if frame.data.modals)
    modals = {verb for frame in duties for verb in listed(frame.data.modals)}
    told = {verb for verb, _ in senses} | modals
    light: dict[Light, str] = {light: words for light, words in governors.light.items() if light != "happen"}
    return Language(
        code=code,
        lexicon=_lexicon(grammar, noun_forms),
        alternatives=_alternatives(grammar),
        phrases=tuple((each.make, re.compile(each.tags.replace(" ", ""))) for each in grammar.phrases),
        offices=tuple((re.compile(rf"\b(?:{each.words})\b", re.IGNORECASE), each.held) for each in grammar.offices),
        small={what: frozenset(listed(words)) for what, words in grammar.small.items()},
        traits=frozenset(listed(grammar.traits)),
        unknown=tuple(_unknown(each) for each in grammar.unknown),
        adverbs=grammar.adverbs,
        modes={mode: re.compile(words, re.IGNORECASE) for mode, words in grammar.modes.items()},
        prefixes=dict(each.split(": ") for each in listed(grammar.prefixes)),
        readings=readings,
        senses=_grouped(senses),
        duties=duties,
        noun_frames=_grouped(nouns),
        governors=_by_word(governors.verbs),
        governing_nouns={
            form: effect for noun, effect in _by_word(governors.nouns).items() for form in plurals(noun, grammar)
        },
        governing_adjectives=_by_word(governors.adjectives),
        light=_by_word(light),
        happens=frozenset(listed(governors.light.get("happen", ""))),
        nominal=_by_word(governors.nominal),
        with_be=frozenset(listed(governors.with_be)),
        along=frozenset(listed(governors.along)),
        hosts=re.compile(grammar.hosts, re.IGNORECASE),
        others=re.compile(grammar.others, re.IGNORECASE),
        abroad=re.compile(grammar.abroad, re.IGNORECASE),
        undated=re.compile(governors.undated, re.IGNORECASE),
        citing=re.compile(rf"\b(?:{governors.citing})\s*$", re.IGNORECASE),
        hearsay=re.compile(rf"\b(?:{governors.hearsay})\b", re.IGNORECASE),
        noise=re.compile("|".join(governors.noise), re.IGNORECASE),
        triggers=frozenset(word for word, found in readings.items() if any(each.verb in told for each in found))
        | frozenset(_split(form)[0] for form in noun_forms)
        | modals,
    )


def _read(code: str, name: str, kind: type[_T]) -> _T:
    return msgspec.convert(yaml.safe_load((_FOLDER / code / f"{name}.yaml").read_text(encoding="utf-8")), kind)


def _verbs(
    senses: Iterable[tuple[str, VerbSense]], frames: Iterable[Frame], grammar: GrammarData, governors: GovernorData
) -> set[str]:
    """The infinitives, of one word, that the language knows; auxiliaries are verbs too ("had talks")."""
    rest = (governors.others, governors.with_be, governors.along)
    owed = {verb.removeprefix("se_") for frame in frames for verb in listed(frame.data.duties)}
    lists = (*governors.verbs.values(), *governors.light.values(), *rest)
    return (
        {verb for verb, _ in senses}
        | owed
        | {verb.split()[0].removeprefix("se_") for words in lists for verb in listed(words)}
    )


def _frame(data: FrameData) -> Frame:
    def pattern(words: str) -> re.Pattern[str] | None:
        return re.compile(rf"\b(?:{words})\b", re.IGNORECASE) if words else None

    return Frame(data, pattern(data.objects), pattern(data.unless))


def _unknown(data: UnknownData) -> Unknown:
    unless = re.compile(f"(?:{data.unless})$" if data.unless else "(?!)")
    return Unknown(data, re.compile(f"(?:{data.ends})$"), unless, frozenset(listed(data.words)))


def _senses(frames: Iterable[Frame]) -> Iterator[tuple[str, VerbSense]]:
    for frame in frames:
        for words in listed(frame.data.verbs):
            reflexive = words.startswith("se_")
            first, *rest = words.removeprefix("se_").split()
            yield first, VerbSense(frame, reflexive, tuple(rest))


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    found: dict[str, list[_T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _by_word(table: Mapping[_T, str]) -> dict[str, _T]:
    return {word: effect for effect, words in table.items() for word in listed(words)}


def plurals(noun: str, grammar: GrammarData) -> Iterator[str]:
    """A noun and its plural; of several words one is inflected, and an adjective with it ("exercices communs")."""
    yield noun
    words = noun.split()
    at = 0 if grammar.inflects == "first" else len(words) - 1
    yield " ".join((*words[:at], _plural(words[at], grammar), *words[at + 1 :]))
    if grammar.inflects == "first" and len(words) == 2:
        yield " ".join(_plural(word, grammar) for word in words)


def _plural(word: str, grammar: GrammarData) -> str:
    for each in grammar.plurals:
        if re.search(each.match, word):
            return word[: len(word) - each.drop] + each.add
    return word


def _lexicon(grammar: GrammarData, nouns: Mapping[str, str]) -> dict[str, tuple[Entry, ...]]:
    """From a first word to the phrases that begin so, longest first."""
    found: dict[str, list[Entry]] = {}

    def enter(words: str, letter: str, value: str) -> None:
        first, *rest = _split(words)
        found.setdefault(first, []).append((tuple(rest), letter, value))

    for words, noun in nouns.items():
        enter(words, "e", noun)
    for kind, entries in grammar.words.items():
        for entry in listed(entries):
            words, _, plain = (part.strip() for part in entry.partition(":"))
            value = kind if kind in ("be", "have", "do") else plain or words
            enter(words, "p" if LETTERS[kind] == "/" and value in _OF else LETTERS[kind], value)
    for both in ("both_people", "both_states"):
        for words in listed(grammar.small.get(both, "")):
            enter(words, "o", words)
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in found.items()}


def _alternatives(grammar: GrammarData) -> dict[str, str]:
    """Adjectives that are nouns too, where no noun follows them: "official"; with the letter of that noun."""
    adjectives = set(listed(grammar.words.get("adjective", "")))
    return {
        word: LETTERS[kind]
        for kind in ("office", "agent", "group")
        for word in listed(grammar.words.get(kind, ""))
        if word in adjectives
    }


def _split(words: str) -> list[str]:
    """The words as tokens_of() splits them; an elided word at the end stands before another one there."""
    if words.endswith("'"):
        return [token.low for token in tokens_of(words + "a")][:-1]
    return [token.low for token in tokens_of(words)]
