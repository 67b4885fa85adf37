"""Verbs in all the forms that news uses, made from a language's paradigms when its folder is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

Form = Literal["present", "past", "future", "conditional", "subjunctive", "infinitive", "participle", "gerund"]
FINITE: frozenset[Form] = frozenset(["present", "past", "future", "conditional", "subjunctive"])


class Paradigm(Struct, frozen=True, forbid_unknown_fields=True):
    """Endings of the verbs that ``match``: ``drop`` letters go from the infinitive, then each ending is put on."""

    match: str
    drop: int
    endings: Mapping[Form, str]


class VerbTable(Struct, frozen=True, forbid_unknown_fields=True):
    """How a language inflects. ``irregular`` verbs name their forms; what they leave out the paradigms give."""

    paradigms: tuple[Paradigm, ...]
    irregular: Mapping[str, Mapping[Form, str]] = {}


class Reading(Struct, frozen=True):
    """What a written form may be: a form of this verb."""

    verb: str
    form: Form


def forms_of(verb: str, table: VerbTable) -> Iterator[tuple[str, Reading]]:
    """Every written form of *verb* (one word, an infinitive) with what it is; "·" in an ending adds nothing."""
    given = dict(table.irregular.get(verb, {}))
    if prefix := next((known for known in table.irregular if known.startswith("-") and verb.endswith(known[1:])), ""):
        stem = verb[: len(verb) - len(prefix) + 1]
        for form, words in table.irregular[prefix].items():
            given.setdefault(form, " ".join(stem + word for word in words.split()))
    for paradigm in table.paradigms:
        if re.search(paradigm.match, verb):
            stem = verb[: len(verb) - paradigm.drop]
            for form, endings in paradigm.endings.items():
                given.setdefault(form, " ".join(stem + ending.strip("·") for ending in endings.split()))
            break
    given.setdefault("infinitive", verb)
    for form, words in given.items():
        for word in words.split():
            yield word, Reading(verb, form)


def readings_of(verbs: Iterable[str], table: VerbTable) -> dict[str, tuple[Reading, ...]]:
    """From each written form to its readings."""
    found: dict[str, dict[Reading, None]] = {}
    for verb in verbs:
        for word, reading in forms_of(verb, table):
            found.setdefault(word, {})[reading] = None
    return {word: tuple(readings) for word, readings in found.items()}
