"""What comes back from an archive is made anew from its own parts, and must be what the archive says it is."""

from __future__ import annotations

import msgspec

from diplograph.schema.claims import claim_of, modality_of, source_of
from diplograph.schema.errors import SchemaError
from diplograph.schema.event_types import event_type
from diplograph.schema.model import Actor, Claim, Source
from diplograph.schema.records import FactRecord, Frame, Mention, SourceRecord

_FRAMES = msgspec.json.Decoder(Frame)


def proved_source(told: Source) -> Source:
    """*told* as it is loaded; a SchemaError where its id, or the digest of its text, is not that of what it holds."""
    fields = {name: getattr(told, name) for name in SourceRecord.__struct_fields__}
    made = source_of(SourceRecord(**fields))
    if told.text and (made.sha256, made.text_key, made.text) != (told.sha256, told.text_key, told.text):
        raise SchemaError(f"source {told.id}: its text is not the one that was hashed; take it from the archive again")
    if made.id != told.id:
        raise SchemaError(f"source {told.id}: its id is not the hash of what it holds; take it from the archive again")
    return msgspec.structs.replace(made, text_key=told.text_key)


def proved_claim(told: Claim, source: Source) -> tuple[Claim, tuple[Actor, ...]]:
    """*told* made again from its frame, with the actors that this names; a SchemaError where another claim comes of it.

    Its grouping key is that before all judgements. A quote is held against the text where there is one, and else
    against the length of its span.
    """
    made, found = _made(told, source)
    if made.id != told.id:
        raise SchemaError(f"claim {told.id}: its id is not the hash of what it says; take it from the archive again")
    fields = [name for name in told.__struct_fields__ if name != "key" and getattr(made, name) != getattr(told, name)]
    if fields:
        raise SchemaError(
            f"claim {told.id}: its frame tells another {', '.join(fields)}; take it from the archive again"
        )
    if told.start >= 0 and not _fits(told, source.text):
        raise SchemaError(f"claim {told.id}: its quote does not stand at {told.start}..{told.end} of its source")
    return made, found


def _fits(told: Claim, text: str) -> bool:
    if text:
        return text[told.start : told.end] == told.quote
    return not told.quote or len(told.quote) == told.end - told.start


def record_of(claim: Claim, source: Source) -> FactRecord:
    """The record that gives *claim*, and what is said in it; a SchemaError where its frame is none."""
    try:
        frame = _FRAMES.decode(claim.frame)
    except msgspec.MsgspecError as problem:
        raise SchemaError(f"claim {claim.id}: its frame is none ({problem})") from None
    fields = {name: getattr(source, name) for name in SourceRecord.__struct_fields__ if name != "text"}
    speaks = claim.claimant or claim.claimant_text
    return FactRecord(
        SourceRecord(**fields),
        frame,
        act=claim.act,
        claimant=Mention(claim.claimant, claim.claimant_text) if speaks else None,
        via=Mention(claim.via) if claim.via else None,
        stated_on=claim.stated_on,
        record=claim.record,
        code=claim.code,
        quote=claim.quote,
        start=None if claim.start < 0 else claim.start,
        end=None if claim.end < 0 else claim.end,
        extractor=claim.extractor,
        rule=claim.rule,
        confidence=claim.confidence,
    )


def _made(told: Claim, source: Source) -> tuple[Claim, tuple[Actor, ...]]:
    record = record_of(told, source)
    # The day of publication may have come later than the claim: who states it when is as told.
    undated = msgspec.structs.replace(source, published="")
    if told.content_of:
        return _content(told, record, undated)
    modality = modality_of(record.event, told.act)
    return claim_of(record, undated, record.event, told.act, modality, record.claimant)


def _content(told: Claim, record: FactRecord, source: Source) -> tuple[Claim, tuple[Actor, ...]]:
    """What is said in the speech act of the frame, by that one of its speakers to whom it is laid."""
    content, speech = record.event.about, event_type(record.event.type).speech
    if not isinstance(content, Frame) or speech is None:
        raise SchemaError(f"claim {told.id}: its frame has no content, though it is told as what is said in another")
    modality = content.modality or speech.modality
    if told.modality == "hypothetical":
        modality = told.modality
    made = [
        claim_of(record, source, content, speech.act, modality, mention, told.content_of)
        for mention in record.event.participants
        if mention.role == speech.claimant_role
    ]
    if not made:
        raise SchemaError(f"claim {told.id}: nobody speaks in its frame")
    return next((each for each in made if each[0].id == told.id), made[0])
