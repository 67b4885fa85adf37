"""The codebook page: every event type with its roles, codes, definition and example."""

from __future__ import annotations

from diplograph.schema.event_types import EventType, event_types

_INTRODUCTION = """# Event types

Made by `make docs` from `schema/event_types.yaml`; edit that file.

A type says what happens, never how sure it is: "announced" and "alleged" are said
by claims and by an event's status.
Roles in *italics* need not be named. A role marked "apart" does not tell one event from another.
"""
_LASTS = {"moment": "a moment", "days": "some days", "open": "until told otherwise"}


def codebook_page() -> str:
    """The text of docs/event-types.md, in the order of ``event_types.yaml``."""
    kinds = event_types().values()
    overview = ["| type | English | français | family |", "| --- | --- | --- | --- |"]
    for kind in kinds:
        link = f"[{kind.name}](#{kind.name.lower()})"
        overview.append(f"| {link} | {kind.label_en} | {kind.label_fr} | {kind.family} |")
    sections = [_INTRODUCTION, "\n".join(overview) + "\n", *map(_section, kinds)]
    return "\n".join(sections)


def _section(kind: EventType) -> str:
    direction = "both ways" if kind.symmetric else f"from {kind.source_role} to {kind.target_role}"
    lines = [
        f"## {kind.name}",
        "",
        kind.definition,
        "",
        f"- Example: {kind.example}",
        f"- Not this: {kind.not_this}",
        f"- Roles: {', '.join(_roles(kind))}",
        f"- Edge: `{kind.edge}`, {direction}; lasts {_LASTS[kind.lasts]}",
    ]
    if kind.mode:
        lines.append(f"- Mode where none is given: {kind.mode}")
    if kind.speech:
        by, act, modality = kind.speech.claimant_role, kind.speech.act, kind.speech.modality
        lines.append(f"- Content: claimed by the {by}, by the act `{act}`; {modality} unless the source tells")
    if kind.plover:
        lines.append(f"- PLOVER: {kind.plover} {kind.plover_mode}".rstrip())
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
