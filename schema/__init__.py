"""What the graph is made of: records, claims, actors, events, and the rules that join them."""

from diplograph.schema.claims import document_from, documents_from
from diplograph.schema.edtf import Span, parse
from diplograph.schema.errors import DiplographError, SchemaError
from diplograph.schema.event_types import EventType, event_type, event_types
from diplograph.schema.model import (
    FACTS,
    SCHEMA_NUMBER,
    Actor,
    ActorName,
    Claim,
    Document,
    Edge,
    Event,
    Named,
    Rejected,
    Source,
    Tie,
)
from diplograph.schema.records import (
    FactRecord,
    Frame,
    Mention,
    Participant,
    SourceRecord,
    decode_fact,
    encode_fact,
)

__all__ = [
    "FACTS",
    "SCHEMA_NUMBER",
    "Actor",
    "ActorName",
    "Claim",
    "DiplographError",
    "Document",
    "Edge",
    "Event",
    "EventType",
    "FactRecord",
    "Frame",
    "Mention",
    "Named",
    "Participant",
    "Rejected",
    "SchemaError",
    "Source",
    "SourceRecord",
    "Span",
    "Tie",
    "decode_fact",
    "document_from",
    "documents_from",
    "encode_fact",
    "event_type",
    "event_types",
    "parse",
]
