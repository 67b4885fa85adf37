"""The rows that values put into the tables of edges, wherever they are written: into a store, or into files."""

from __future__ import annotations

from diplograph.graph.running import Row
from diplograph.schema.claims import digest
from diplograph.schema.edtf import parse
from diplograph.schema.model import ActorName, Claim, Named, Source, Tie
from diplograph.schema.text import fold


def named_row(claim: Claim, named: Named) -> Row:
    """NAMES from a claim to an actor."""
    return {"from": claim.id, "to": named.actor, "role": named.role, "text": named.text, "position": named.position}


def name_row(actor: str, name: ActorName) -> Row:
    """NAMED from an actor to one of its names."""
    return {"from": actor, "to": fold(name.text), "text": name.text, "language": name.language, "kind": name.kind}


def tie_row(actor: str, tie: Tie) -> Row:
    """REPRESENTS or MEMBER_OF from an actor to another."""
    return {
        "from": actor,
        "to": tie.actor,
        "office": tie.office,
        "since": tie.since,
        "until": tie.until,
        "first_day": parse(tie.since).first_day,
        "last_day": parse(tie.until).last_day,
    }


def url_keys(source: Source) -> list[str]:
    """The lock of a text's URL: another text there is a revision of it (DESIGN section 5)."""
    return [f"url|{digest(source.dataset, source.url)}"] if source.url and source.sha256 else []
