"""What the files of a language's folder hold: grammar, governors and frames (verbs.yaml is inflection's)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from diplograph.loaders.articles.inflection import Form
from diplograph.schema.records import Act, Confidence, Modality, Mode

Make = Literal["person", "holder", "state", "group", "medium", "hosts", "others", "office"]
Effect = Literal["says", "claims", "confirms", "denies", "admits", "plans", "does", "wants", "rumours"]
"""What a verb does to the deed that it governs: it says it, denies it, plans it, does it, only wants it, ..."""
Light = Literal["claim", "do", "happen", "receive", "plan", "postpone", "cancel", "deny", "admit", "say", "want"]
"""What a verb does to an event that is its object: "paid a visit", "put off the visit", "demanded a visit"."""


class PhraseData(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of noun phrase over the letters of its words; the group ``who`` is the name in it."""

    make: Make
    tags: str


class OfficeData(Struct, frozen=True, forbid_unknown_fields=True):
    """Words for an office, and what the tables of actors call it."""

    words: str
    held: tuple[str, ...]


class UnknownData(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a word of no list is a verb: behind an item of these letters (and *words*, or helper), ending so."""

    behind: str
    ends: str
    form: Form
    words: str = ""
    helper: str = ""
    unless: str = ""


class AdverbData(Struct, frozen=True, forbid_unknown_fields=True):
    """How adverbs end; ``unless`` are nouns that end so, ``behind`` the letters behind which they stand ("" any)."""

    ends: str
    unless: str = ""
    behind: str = ""


class PluralData(Struct, frozen=True, forbid_unknown_fields=True):
    """The plural of nouns that ``match``: ``drop`` letters go, ``add`` is put on."""

    match: str
    drop: int
    add: str


class GrammarData(Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``grammar.yaml``.

    ``inflects`` tells which word of several takes the plural: "first" ("droits de douane"), or "last".
    """

    words: Mapping[str, str]
    phrases: tuple[PhraseData, ...]
    offices: tuple[OfficeData, ...]
    small: Mapping[str, str]
    plurals: tuple[PluralData, ...]
    inflects: Literal["first", "last"]
    traits: str = ""
    unknown: tuple[UnknownData, ...] = ()
    adverbs: AdverbData | None = None
    modes: Mapping[str, str] = {}
    prefixes: str = ""
    hosts: str = "(?!)"
    others: str = "(?!)"
    abroad: str = "(?!)"


class GovernorData(Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``governors.yaml``: verbs, adjectives and nouns that govern a deed, by effect; who is cited; noise."""

    verbs: Mapping[Effect, str]
    nouns: Mapping[Effect, str] = {}
    adjectives: Mapping[Effect, str] = {}
    light: Mapping[Light, str] = {}
    nominal: Mapping[str, str] = {}
    with_be: str = ""
    along: str = ""
    others: str = ""
    undated: str = "(?!)"
    citing: str = "(?!)"
    hearsay: str = "(?!)"
    noise: tuple[str, ...] = ("(?!)",)


class FrameData(Struct, frozen=True, forbid_unknown_fields=True):
    """How words tell of an event: verbs or nouns, and which place in the sentence holds which role.

    ``slots`` go from a place to a role ("_": nobody's). Places of verbs: ``subject``, ``object``, ``passive`` (the
    subject of a passive), ``that`` (the subject of what follows "that") and prepositions; of nouns: ``owner``
    ("X's visit", "visite de X"), ``adjective`` ("Israeli strikes"), ``pair`` ("A-B talks") and prepositions; with
    "~" an adjective or owner in that place. ``objects`` are nouns of which one must stand behind the verb;
    ``unless`` are words with which it means something else. ``agent`` is the role that a light verb's subject
    plays, ``patient`` that of who receives. ``content`` words bring in what is said; its doer is the actor in the
    role ``control`` ("!role": the speaker, and *role* is who would suffer); with ``only_content`` there is no event
    without it ("told X to go", not "told X that"). ``people``: one of them must be a person
    or a delegation. ``as_state``: in this role an envoy stands for the state. ``open``: the role that
    the event is aimed at may stay untold, "always", or where no actor stands behind the verb ("alone").
    ``beside``: the preposition of a noun that stands beside somebody ("X, on a visit to Y, said").
    ``alone``: without an object ("flew to
    Rome", not "flew aid to Rome"). A noun that is not ``bare`` tells of an event only with a light verb (of the
    language, or of ``light``) or in a headline without a verb. ``modals`` are the verbs of duty in a frame of what
    somebody says that another must do (``that``: the other); ``duties``: only with these verbs behind them.
    """

    id: str
    type: str
    slots: Mapping[str, str]
    verbs: str = ""
    nouns: str = ""
    objects: str = ""
    unless: str = ""
    agent: str = ""
    patient: str = ""
    content: tuple[str, ...] = ()
    control: str = ""
    only_content: bool = False
    modality: Modality = "actual"
    act: Act = "reports"
    mode: Mode = ""
    confidence: Confidence = "high"
    reciprocal: bool = False
    people: bool = False
    gathering: str = ""
    as_state: str = ""
    open: Literal["", "always", "alone"] = ""
    bare: bool = True
    beside: str = ""
    alone: bool = False
    light: str = ""
    modals: str = ""
    duties: str = ""
