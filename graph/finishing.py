"""From the claims of whole keys to finished tables: what another process can do while the store copies."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from diplograph.graph.columns import packed
from diplograph.graph.event_tables import tables_of_events
from diplograph.graph.spill import told_in
from diplograph.schema.events import Origin, Setting, derive
from diplograph.schema.judgements import Rulings
from diplograph.schema.model import Claim


class Finished(Struct, frozen=True):
    """Tables of events and their edges, packed, by label or type; the keys they are of; how much that is."""

    keys: tuple[str, ...]
    claims: int
    events: int
    tables: dict[str, bytes]


def finished(part: bytes, without: Collection[str], judged: Rulings) -> Finished:
    """The events of the claims in *part* (:mod:`spill`), but for those of the keys *without*, as people *judged*."""
    claims: list[Claim] = []
    origins: dict[str, Origin] = {}
    total = 0
    for claim, origin in told_in(part):
        total += 1
        if claim.key not in without:
            claims.append(claim)
            origins[claim.source] = origin
    events = derive(claims, Setting(judged, origins))
    keys = tuple(sorted({claim.key for claim in claims}))
    tables = {name: packed(table) for name, table in tables_of_events(events).items() if table.num_rows}
    return Finished(keys, total, len(events), tables)
