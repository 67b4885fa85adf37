"""Judgements and reviews in files: a team's decisions come in as they were written out."""

from __future__ import annotations

from collections.abc import Mapping

from diplograph.schema.claims import document_from
from diplograph.schema.errors import SchemaError
from diplograph.schema.judgements import Judgement, judgement
from diplograph.schema.records import FactRecord, decode_fact, encode_fact
from diplograph.schema.text import whole_number

COLUMNS = ("verdict", "subject", "object", "reason", "author", "revision", "made_on")
REVIEW_COLUMNS = (
    "claim",
    "verdict",
    "note",
    "reviewer",
    "sentence",
    "type",
    "who",
    "date",
    "modality",
    "act",
    "claimant",
    "rule",
    "source",
    "record",
)


def is_judgement(row: Mapping[str, object]) -> bool:
    """Whether a row of CSV or JSON is a judgement."""
    return "verdict" in row and "subject" in row


def is_review(row: Mapping[str, object]) -> bool:
    """Whether a row of CSV is a reviewed claim."""
    return "verdict" in row and "record" in row and "claim" in row


def judgement_of(row: Mapping[str, object]) -> Judgement:
    """The judgement in a row; a SchemaError says what is wrong with it."""
    values = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    revision = values.pop("revision") or "1"
    if (number := whole_number(revision)) is None:
        raise SchemaError(f"revision '{revision}' is no number; count from 1")
    return judgement(**values, revision=number)


def reviewed(row: Mapping[str, str]) -> FactRecord | Judgement:
    """What a reviewed row means: the fact of an accepted claim, the rejection of another."""
    verdict = row["verdict"].strip().casefold()
    if verdict == "accept":
        return decode_fact(row["record"])
    if verdict == "reject":
        reason = row.get("note", "").strip() or "rejected in review"
        return judgement("reject", row["claim"], "", reason, row.get("reviewer", "").strip())
    raise SchemaError(f"verdict '{row['verdict']}' is none; write accept or reject")


def review_rows(record: FactRecord) -> list[dict[str, str]]:
    """The rows to review of one record: one a claim, its sentence first, verdict and note left to people."""
    rows = []
    for claim in document_from([record]).claims:
        who = "; ".join(f"{named.role}: {named.actor or named.text}" for named in claim.participants)
        rows.append(
            {
                "claim": claim.id,
                "verdict": "",
                "note": "",
                "reviewer": "",
                "sentence": claim.quote,
                "type": claim.type,
                "who": who,
                "date": claim.date,
                "modality": claim.modality,
                "act": claim.act,
                "claimant": claim.claimant,
                "rule": claim.rule,
                "source": record.source.url or record.source.title,
                "record": encode_fact(record),
            }
        )
    return rows
