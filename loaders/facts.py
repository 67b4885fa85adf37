"""Fact records as people and programs write them: JSON lines and CSV, actors by any name we know."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from diplograph.loaders.judgements import is_judgement, is_review
from diplograph.schema.actors import actors, find
from diplograph.schema.errors import AmbiguousActorError, SchemaError, UnknownActorError
from diplograph.schema.records import FactRecord, Frame, Mention, Participant, fact_from
from diplograph.schema.text import did_you_mean, whole_number

_SOURCE = ("url", "title", "publisher", "language", "published", "licence", "dataset", "sha256")
_PLAIN = ("act", "stated_on", "record", "code", "quote", "extractor", "rule", "confidence")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(~\w+)?")


def resolved(record: FactRecord) -> FactRecord:
    """*record* with names in the place of ids ("Putin") led to their actors; an ambiguous one is a SchemaError."""
    claimant = record.claimant and _resolved(record.claimant)
    return msgspec.structs.replace(record, event=_frame(record.event), claimant=claimant)


def _frame(frame: Frame) -> Frame:
    people = tuple(_participant(each) for each in frame.participants)
    about = _frame(frame.about) if isinstance(frame.about, Frame) else frame.about
    return msgspec.structs.replace(frame, participants=people, about=about)


def _participant(each: Participant) -> Participant:
    same = _resolved(each)
    return msgspec.structs.replace(each, actor=same.actor, text=same.text)


def _resolved(mention: Mention) -> Mention:
    if not mention.actor or mention.actor in actors():
        return mention
    try:
        return msgspec.structs.replace(mention, actor=find(mention.actor), text=mention.text or mention.actor)
    except AmbiguousActorError as problem:
        raise SchemaError(str(problem)) from None
    except UnknownActorError:
        if _ID.fullmatch(mention.actor) and ("~" in mention.actor or "-" in mention.actor):
            return mention
        return msgspec.structs.replace(mention, actor="", text=mention.text or mention.actor)


def not_a_table(names: Sequence[str]) -> str:
    """Why a table with columns of these *names* holds neither facts nor judgements; "" where it may."""
    columns = dict.fromkeys(names)
    if "type" in columns or is_judgement(columns) or is_review(columns):
        return ""
    if any("type" in each.split(";") for each in names):
        return "its cells are parted by ';'; save it with commas"
    return (
        "its first line has no column 'type', so it is no table of facts; name its columns as docs/fact-record.md "
        f"does, or say what it is by --format or --mapping{did_you_mean('type', filter(None, names))}"
    )


def fact_of_row(row: Mapping[str, str]) -> FactRecord:
    """The fact record in one row of CSV (docs/fact-record.md names the columns)."""
    source = {name: row[name] for name in _SOURCE if row.get(name)}
    event = _frame_of(row, "")
    about = _frame_of(row, "about_")
    if about:
        event["about"] = about
    elif row.get("about"):
        event["about"] = row["about"]
    values: dict[str, object] = {"source": source, "event": event}
    values |= {name: row[name] for name in _PLAIN if row.get(name)}
    if row.get("claimant"):
        values["claimant"] = {"actor": row["claimant"]}
    for name in ("start", "end"):
        if row.get(name):
            if (place := whole_number(row[name])) is None:
                raise SchemaError(f"{name} '{row[name]}' is no number; give the place in the text, or nothing")
            values[name] = place
    return fact_from(values)


def _frame_of(row: Mapping[str, str], prefix: str) -> dict[str, object]:
    kind = row.get(f"{prefix}type")
    if not kind:
        if prefix:
            return {}
        raise SchemaError("has no 'type'; give an event type such as MEETS")
    frame: dict[str, object] = {"type": kind}
    frame |= {
        name: row[prefix + name] for name in ("date", "place", "mode", "name", "modality") if row.get(prefix + name)
    }
    people = []
    for column, cell in row.items():
        role = column.removeprefix(f"{prefix}role:") if column.startswith(f"{prefix}role:") else ""
        if role and cell:
            people += [{"role": role, "actor": name.strip()} for name in cell.split(";") if name.strip()]
    frame["participants"] = people
    return frame
