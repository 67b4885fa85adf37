"""The fact record: what loaders give, what people write, what ``load`` takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec
from msgspec import Struct

from diplograph.schema.errors import SchemaError

Act = Literal["reports", "announces", "confirms", "accuses", "denies", "admits", "cancels", "postpones", "rumours"]
Modality = Literal["actual", "planned", "alleged", "hypothetical"]
Confidence = Literal["high", "medium", "low"]
ActorKind = Literal["state", "body", "person", "organisation", "collective", "unnamed"]
Mode = Literal["", "in-person", "phone", "video", "letter", "unknown"]


class SourceRecord(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Where a fact was read. ``sha256`` is of the NFC text, in UTF-8; ``published`` is EDTF, a day at best."""

    url: str = ""
    title: str = ""
    publisher: str = ""
    language: str = ""
    published: str = ""
    licence: str = ""
    dataset: str = ""
    kind: str = "article"
    sha256: str = ""
    text: str = ""


class Mention(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """An actor as a source names it.

    ``actor`` is an actor's id, or empty where the tables have no single answer;
    then ``text`` (the words), ``kind``, ``office`` and ``represents`` (an actor's
    id, a state as a rule) say what is known.
    """

    actor: str = ""
    text: str = ""
    kind: ActorKind = "unnamed"
    office: str = ""
    represents: str = ""


class Participant(Mention, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A mention in a role of its event: ``visitor``, ``accuser``, ``participant``, ..."""

    role: str = ""


class Frame(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """An event as one source tells it. ``date`` is EDTF, "" unknown; ``name`` is a named gathering's."""

    type: str
    participants: tuple[Participant, ...] = ()
    modality: Modality | None = None
    date: str = ""
    place: str | None = None
    mode: Mode = ""
    name: str = ""
    about: Frame | str | None = None


class FactRecord(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """One thing that one source says, with the words that say it.

    ``start`` and ``end`` count Unicode code points in the stored text, so
    ``text[start:end] == quote``; both are null where there is no span.
    ``stated_on`` is EDTF; "" means the day of publication. ``via`` is the agency or medium
    that the source has it from ("selon KCNA"): no claimant, but no origin of its own either.
    """

    source: SourceRecord
    event: Frame
    act: Act = "reports"
    claimant: Mention | None = None
    via: Mention | None = None
    stated_on: str = ""
    record: str = ""
    code: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    extractor: str = "hand/1"
    rule: str = ""
    confidence: Confidence = "high"

    def __reduce__(self) -> tuple[Callable[[str], FactRecord], tuple[str]]:
        # As JSON: a default that pickle copies is no default any more to the encoder, which then writes it.
        return decode_fact, (encode_fact(self),)


_decoder = msgspec.json.Decoder(FactRecord)
_encoder = msgspec.json.Encoder()


def decode_fact(line: bytes | str) -> FactRecord:
    """The fact record in one JSON line; a SchemaError says what is wrong with it."""
    try:
        return _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
        raise SchemaError(f"{problem}; see docs/fact-record.schema.json") from None


def fact_from(values: dict[str, Any]) -> FactRecord:
    """The fact record in plain dictionaries and lists, checked as :func:`decode_fact` checks."""
    try:
        return msgspec.convert(values, FactRecord)
    except msgspec.MsgspecError as problem:
        raise SchemaError(f"{problem}; see docs/fact-record.schema.json") from None


def encode_fact(record: FactRecord) -> str:
    """One JSON line, without the newline; fields that hold their default are left out."""
    return _encoder.encode(record).decode()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a fact record, as published in docs/fact-record.schema.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "diplograph fact record",
        **msgspec.json.schema(FactRecord),
    }
