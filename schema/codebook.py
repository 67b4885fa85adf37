"""The codebook pages: the words of the model, and every event type with roles, codes, definition and example."""

from __future__ import annotations

from collections.abc import Mapping

from diplograph.schema import meanings
from diplograph.schema.edtf import parse
from diplograph.schema.event_types import EventType, event_types
from diplograph.schema.model import FACTS

_TYPES = """# Event types

Made by `make docs` from `schema/event_types.yaml`; edit that file.

A type says what happens, never how sure it is: "announced" and "alleged" are said
by claims and by an event's status ([codebook](codebook.md)).
Roles in *italics* need not be named. A role marked "apart" does not tell one event from another.
Who acts is whose admission counts, and whose confirmation makes an event occurred.
PLOVER is the codebook of POLECAT, CAMEO that of ICEWS and GDELT; the longest code that fits a row decides its type.
"""
_WORDS = """# Codebook

Made by `make docs` from `schema/meanings.py` and `schema/event_types.yaml`; edit those.

What the words in columns and exports mean. [The event types](event-types.md) have a page of their own; how a status
follows from claims is [in a table of cases](status.md).

A **claim** is what one source says about one event: an act, by somebody, with a modality. An **event** is what all
claims about it say together: its status is derived, never typed in.
"""
_DATES = """## Dates: `date`

EDTF (ISO 8601-2), as precise as the source and no more. The bounds are the columns `earliest` and `latest`; in the
graph `first_day` and `last_day` count them in days from 1970-01-01. `month` is the month in which the date lies; days
that reach into a second month are counted in the first, and what is known only to a season or year has no month.

| date | earliest | latest | what it says |
| --- | --- | --- | --- |
"""
_TIME = """
A question about a time has three answers. The column `time` says `certain` where both bounds lie inside the days that
were asked for, `possible` where the event may lie outside, or its date is open; an event whose bounds lie outside is
excluded, and has no row.
"""
_LASTS = {"moment": "a moment", "days": "some days", "open": "until told otherwise"}


def codebook_page() -> str:
    """The text of docs/codebook.md: the words that are the same for all types."""
    facts = " and ".join(f"`{status}`" for status in FACTS)
    parts = [
        _WORDS,
        _words("Acts: `act` of a claim", meanings.ACTS),
        _words("Modalities: `modality` of a claim", meanings.MODALITIES),
        _words("Statuses: `status` of an event", meanings.STATUSES),
        f"Facts, which questions and exports show unless asked for more, are {facts}. `lapsed` is a word of answers,\n"
        "not of the store: a plan whose time is over and of which no source tells the outcome.\n",
        _words("Confidence: `confidence` of a claim", meanings.CONFIDENCES),
        _words("Modes: `mode` of talks", meanings.MODES),
        _words("Kinds of actors: `kind`", meanings.ACTOR_KINDS),
        _DATES + "\n".join(_date(text, meaning) for text, meaning in meanings.DATES.items()) + "\n" + _TIME,
    ]
    return "\n".join(parts)


def _words(title: str, words: Mapping[str, str]) -> str:
    rows = "\n".join(f"| {word} | {meaning} |" for word, meaning in words.items())
    return f"## {title}\n\n| word | meaning |\n| --- | --- |\n{rows}\n"


def _date(text: str, meaning: str) -> str:
    span = parse(text)
    return f"| {f'`{text}`' if text else '(empty)'} | {span.earliest or ''} | {span.latest or ''} | {meaning} |"


def event_types_page() -> str:
    """The text of docs/event-types.md, in the order of ``event_types.yaml``."""
    kinds = event_types().values()
    overview = ["| type | English | français | family |", "| --- | --- | --- | --- |"]
    for kind in kinds:
        link = f"[{kind.name}](#{kind.name.lower()})"
        overview.append(f"| {link} | {kind.label_en} | {kind.label_fr} | {kind.family} |")
    sections = [_TYPES, "\n".join(overview) + "\n", *map(_section, kinds)]
    return "\n".join(sections)


def _section(kind: EventType) -> str:
    direction = "both ways" if kind.symmetric else f"from {kind.source_role} to {kind.target_role}"
    lines = [
        f"## {kind.name}",
        "",
        kind.definition,
        "",
        f"- Labels: {kind.label_en}; {kind.label_fr}",
        f"- Example: {kind.example}",
        f"- Not this: {kind.not_this}",
        f"- Roles: {', '.join(_roles(kind))}",
    ]
    if kind.acting_roles:
        lines.append(f"- Who acts: {', '.join(kind.acting_roles)}")
    lines.append(f"- Edge: `{kind.edge}`, {direction}; lasts {_LASTS[kind.lasts]}")
    kin = [other.name for other in event_types().values() if other.family == kind.family and other != kind]
    if kin:
        lines.append(f"- Of one family with {', '.join(kin)}: a telling by one of these types can be the same event")
    if kind.mode:
        lines.append(f"- Mode where none is given: {kind.mode}")
    if kind.speech:
        by, act, modality = kind.speech.claimant_role, kind.speech.act, kind.speech.modality
        lines.append(f"- Content: claimed by the {by}, by the act `{act}`; {modality} unless the source tells")
    if kind.plover:
        intent = " (intent)" if kind.plover_intent else ""
        lines.append(f"- PLOVER: {kind.plover} {kind.plover_mode}".rstrip() + intent)
    if kind.cameo:
        lines.append(f"- CAMEO: {', '.join(_cameo(kind))}")
    return "\n".join([*lines, ""])


def _cameo(kind: EventType) -> list[str]:
    words = []
    for code in kind.cameo:
        notes = [(kind.cameo_reversed, "target first"), (kind.cameo_intent, "intent")]
        told = [note for codes, note in notes if code in codes]
        words.append(f"{code} ({', '.join(told)})" if told else code)
    return words


def _roles(kind: EventType) -> list[str]:
    words = []
    for role in kind.roles:
        word = role.name if role.required else f"*{role.name}*"
        notes = [note for note, holds in (("one", not role.many), ("apart", not role.identity)) if holds]
        words.append(f"{word} ({', '.join(notes)})" if notes else word)
    return words
