"""What a language says in which words: read from ``lang/xx/rules.yaml``, once each."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from diplograph.schema.records import Act, Confidence, Modality, Mode

_ACTOR = r"⟦[PSG]\d+⟧"


class RuleData(Struct, frozen=True, forbid_unknown_fields=True):
    """One way to tell of an event. Groups of the pattern are roles, ``claimant`` or ``content``.

    ``clause`` marks a rule whose content is a deed that the claimant denies or admits;
    ``gathering`` is what the group ``body`` held, as "summit" in "the NATO summit".
    """

    id: str
    type: str
    pattern: str
    modality: Modality = "actual"
    act: Act = "reports"
    mode: Mode = ""
    confidence: Confidence = "high"
    subject: str = ""
    adjective: str = ""
    same_event: bool = False
    content: bool = False
    clause: bool = False
    gathering: str = ""


class OfficeData(Struct, frozen=True, forbid_unknown_fields=True):
    """Words for an office, and what the tables of actors call it."""

    words: str
    held: tuple[str, ...]


class Dates(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of dates: months and weekdays in order, forms as patterns with named parts."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    forms: tuple[str, ...]
    today: str
    yesterday: str
    tomorrow: str


class LanguageData(Struct, frozen=True, forbid_unknown_fields=True):
    """A language's whole file."""

    macros: dict[str, str]
    noun_phrases: tuple[str, ...]
    office_holders: tuple[str, ...]
    offices: tuple[OfficeData, ...]
    unknown_people: tuple[str, ...]
    state_phrases: tuple[str, ...]
    and_words: str
    not_facts: tuple[str, ...]
    negation: str
    unreal: str
    hearsay: str
    at_once: str
    attributions: tuple[RuleData, ...]
    citations: tuple[RuleData, ...]
    place_words: str
    dates: Dates
    rules: tuple[RuleData, ...]
    contents: tuple[RuleData, ...]


class Rule(Struct, frozen=True):
    """A rule with its pattern compiled."""

    data: RuleData
    pattern: re.Pattern[str]
    roles: tuple[str, ...]


class Language(Struct, frozen=True):
    """A language, ready to read."""

    code: str
    data: LanguageData
    noun_phrases: tuple[re.Pattern[str], ...]
    office: re.Pattern[str]
    office_holders: tuple[re.Pattern[str], ...]
    offices: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    unknown_people: tuple[re.Pattern[str], ...]
    state_phrases: tuple[re.Pattern[str], ...]
    not_facts: re.Pattern[str]
    negation: re.Pattern[str]
    unreal: re.Pattern[str]
    hearsay: re.Pattern[str]
    at_once: re.Pattern[str]
    attributions: tuple[Rule, ...]
    citations: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    contents: tuple[Rule, ...]
    dates: tuple[re.Pattern[str], ...]


@cache
def language_of(code: str) -> Language | None:
    """The language of this code; None where there is no folder for it."""
    path = Path(__file__).parent / "lang" / code / "rules.yaml"
    if not code.isalpha() or not path.exists():
        return None
    data = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), LanguageData)
    macros = {**data.macros, "and": data.and_words, "months": "|".join(data.dates.months)}
    macros["weekdays"] = "|".join(data.dates.weekdays)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(_expanded(pattern, macros), re.IGNORECASE)

    def rules(rows: tuple[RuleData, ...]) -> tuple[Rule, ...]:
        found = []
        for row in rows:
            pattern = compiled(row.pattern)
            groups = tuple(sorted(set(pattern.groupindex) - {"content", "claimant", "adjective", "via", "body"}))
            found.append(Rule(row, pattern, groups))
        return tuple(found)

    def several(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        return tuple(compiled(pattern) for pattern in patterns)

    values: dict[str, Any] = {
        name: several(getattr(data, name))
        for name in ("noun_phrases", "office_holders", "unknown_people", "state_phrases")
    }
    for name in ("negation", "unreal", "hearsay", "at_once"):
        values[name] = compiled(getattr(data, name))
    return Language(
        code=code,
        data=data,
        office=compiled(r"\b(?:{office})"),
        offices=tuple((compiled(rf"\b(?:{each.words})\b"), each.held) for each in data.offices),
        not_facts=compiled("|".join(data.not_facts)),
        attributions=rules(data.attributions),
        citations=rules(data.citations),
        rules=rules(data.rules),
        contents=rules(data.contents),
        dates=several(data.dates.forms),
        **values,
    )


def _expanded(pattern: str, macros: dict[str, str]) -> str:
    """``<role>`` is one or more actors in that role, ``{name}`` a macro of the file; a blank is any white space."""
    for _ in range(3):
        pattern = re.sub(r"\{([a-z_]+)\}", lambda found: f"(?:{macros[found[1]]})", pattern)
    actors = rf"(?:{macros['before']})?{_ACTOR}(?:(?:{macros['and']}){_ACTOR})*"
    pattern = re.sub(r"(?<!\?P)<([a-z_]+)>", lambda found: f"(?P<{found[1]}>{actors})", pattern)
    return pattern.replace(" ", r"\s+")
