"""A claim put right by hand, as a new claim of the same sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from diplograph.graph.store import Store
from diplograph.schema.actors import find
from diplograph.schema.claims import document_from
from diplograph.schema.errors import QueryError
from diplograph.schema.model import Claim, Document, Source
from diplograph.schema.records import FactRecord, Frame, Mention, Participant, SourceRecord, fact_from
from diplograph.schema.text import did_you_mean

_OF_EVENT = ("type", "date", "place", "mode", "modality", "name")
_OF_RECORD = ("act", "stated_on")


def corrected(store: Store, claim: str, values: Mapping[str, str], author: str) -> Document:
    """The document that holds the corrected claim alone; a QueryError where nothing would change."""
    told = next((each for each in store.claims() if each.id == claim), None)
    if told is None:
        raise QueryError(f"no claim '{claim}'; copy it from diplograph explain")
    source = next(each for each in store.sources() if each.id == told.source)
    written = msgspec.to_builtins(_record_of(told, source))
    for field, value in values.items():
        _set(written, field, value)
    document = document_from([fact_from(written)])
    if document.source.id != source.id:
        raise QueryError(f"claim '{claim}': its source cannot be written again; load the corrected fact as a file")
    (new,) = document.claims
    if new.id == claim:
        raise QueryError(f"claim '{claim}' says that already; there is nothing to correct")
    return msgspec.structs.replace(document, source=source)


def _set(written: dict[str, Any], field: str, value: str) -> None:
    role = field.removeprefix("role:")
    if field in _OF_EVENT:
        written["event"][field] = value
    elif field in _OF_RECORD:
        written[field] = value
    elif role != field:
        kept = [each for each in written["event"]["participants"] if each.get("role") != role]
        named = [{"role": role, "actor": find(name), "text": name.strip()} for name in value.split(";") if name.strip()]
        written["event"]["participants"] = kept + named
    else:
        known = (*_OF_EVENT, *_OF_RECORD)
        raise QueryError(f"'{field}' cannot be set; use {', '.join(known)} or role:ROLE{did_you_mean(field, known)}")


def _record_of(claim: Claim, source: Source) -> FactRecord:
    """The record that would give this claim, signed by hand."""
    fields = {name: getattr(source, name) for name in SourceRecord.__struct_fields__ if name != "text"}
    frame = Frame(
        type=claim.type,
        participants=tuple(Participant(named.actor, named.text, role=named.role) for named in claim.participants),
        modality=claim.modality,
        date=claim.date,
        place=claim.place or None,
        mode=claim.mode,
        name=claim.name,
        about=claim.content or None,
    )
    return FactRecord(
        source=SourceRecord(**fields),
        event=frame,
        act=claim.act,
        claimant=Mention(claim.claimant, claim.claimant_text) if claim.claimant else None,
        via=Mention(claim.via) if claim.via else None,
        stated_on=claim.stated_on,
        record=claim.record,
        code=claim.code,
        quote=claim.quote,
        start=claim.start if claim.start >= 0 else None,
        end=claim.end if claim.end >= 0 else None,
        extractor="hand/1",
        rule="correction",
    )
