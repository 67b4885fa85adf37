"""What a language's texts look like, beside what they tell: read from ``lang/xx/text.yaml``, once each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec
import yaml
from msgspec import Struct

_LANG = Path(__file__).parent / "lang"


class Abbreviations(Struct, frozen=True, forbid_unknown_fields=True):
    """Words with a full stop that ends no sentence.

    ``always``: "Mr."; ``before_number``: "No. 10", "Jan. 3"; ``unless_starter``: "U.S." ends a
    sentence only before a word of ``starters``; ``unless_time``: "p.m." does not before "Moscow time".
    """

    always: frozenset[str]
    before_number: frozenset[str]
    unless_starter: frozenset[str]
    unless_time: frozenset[str]


class Cues(Struct, frozen=True, forbid_unknown_fields=True):
    """Words in lower case: a whole line, the beginning of a line or sentence, or anywhere in a sentence.

    ``stubs`` begin a short line that has no full stop: "Published on", which may also begin a sentence.
    """

    lines: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    stubs: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """A language's whole file.

    ``common`` words tell the language of a text; ``biography`` is looked for at the end of an article only.
    """

    common: frozenset[str]
    abbreviations: Abbreviations
    starters: frozenset[str]
    times: frozenset[str]
    agencies: frozenset[str]
    bylines: tuple[str, ...]
    caption: Cues
    boilerplate: Cues
    biography: tuple[str, ...]


@cache
def _wordings() -> Mapping[str, Wording]:
    """The wordings of all languages, by code."""
    return MappingProxyType(
        {
            path.parent.name: msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Wording)
            for path in sorted(_LANG.glob("*/text.yaml"))
        }
    )


def common_words() -> Mapping[str, frozenset[str]]:
    """The common words of each language, by its code, in the order of codes."""
    return {language: wording.common for language, wording in _wordings().items()}


@cache
def wording_of(language: str = "") -> Wording:
    """The wording of *language*; of a language that has none, all that we know together.

    Agencies are the same in all languages.
    """
    known = _wordings()
    together = _together(list(known.values()))
    if language not in known:
        return together
    return msgspec.structs.replace(known[language], agencies=together.agencies)


def _together(all_of: list[Wording]) -> Wording:
    def cues(several: list[Cues]) -> Cues:
        return Cues(
            lines=frozenset().union(*(each.lines for each in several)),
            starts=tuple(cue for each in several for cue in each.starts),
            stubs=tuple(cue for each in several for cue in each.stubs),
            within=tuple(cue for each in several for cue in each.within),
        )

    def words(several: list[frozenset[str]]) -> frozenset[str]:
        return frozenset[str]().union(*several)

    return Wording(
        common=words([each.common for each in all_of]),
        abbreviations=Abbreviations(
            always=words([each.abbreviations.always for each in all_of]),
            before_number=words([each.abbreviations.before_number for each in all_of]),
            unless_starter=words([each.abbreviations.unless_starter for each in all_of]),
            unless_time=words([each.abbreviations.unless_time for each in all_of]),
        ),
        starters=words([each.starters for each in all_of]),
        times=words([each.times for each in all_of]),
        agencies=words([each.agencies for each in all_of]),
        bylines=tuple(cue for each in all_of for cue in each.bylines),
        caption=cues([each.caption for each in all_of]),
        boilerplate=cues([each.boilerplate for each in all_of]),
        biography=tuple(cue for each in all_of for cue in each.biography),
    )
