"""What a Neo4j database needs beside its nodes and edges: constraints, indexes, and what the importer cannot write."""

from __future__ import annotations

from diplograph.graph.tables import NODES
from diplograph.schema.event_types import event_types

_INDEXED = (("Key", "dirty"), ("Claim", "event_hint"), ("Source", "published"))
"""What is looked up by another property than the id; only keys that must be derived have ``dirty`` at all."""
CONSTRAINTS = (
    *(
        f"CREATE CONSTRAINT diplograph_{label.lower()} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in NODES
    ),
    *(
        f"CREATE INDEX diplograph_{label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
        for label, name in _INDEXED
    ),
)
"""What a new database is given, in Cypher."""
IMPORTED = "imported"
"""The property of the ``Diplograph`` node that says: these files went through the importer, and are to be completed."""
_AT_ONCE = 20_000


def completions() -> tuple[str, ...]:
    """Texts that put right what the importer cannot write, some nodes or edges each time, until they return 0.

    Of a list it makes null where its only text is empty: a life with one step whose date is unknown.
    """
    ties = "|".join(sorted({kind.edge for kind in event_types().values()}))
    return tuple(
        f"MATCH {place} WHERE x.life_known IS NULL AND size(x.life_dates) = 1 WITH x LIMIT {_AT_ONCE} "
        "SET x.life_known = [''] RETURN count(*) AS done"
        for place in ("(x:Event)", f"()-[x:{ties}]->()")
    )
