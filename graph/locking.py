"""Locks on grouping keys, addresses and actors: nodes that mark what is to be derived, each held until its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplograph.graph.inserting import Insert
from diplograph.graph.running import Row, Run, by_id


def lock(run: Run, insert: Insert, keys: Iterable[str]) -> set[str]:
    """Take the locks of *keys* in sorted order, and mark that they must be derived; those that stood already."""
    rows = by_id(keys)
    known = lock_standing(run, rows)
    insert("Key", [{"id": row["id"], "dirty": True} for row in rows if row["id"] not in known])
    return known


def lock_standing(run: Run, rows: Sequence[Row]) -> set[str]:
    """Take the locks of those keys in *rows* that stand, and mark that they must be derived."""
    standing = run.each("MATCH (k:Key {id: row.id}) SET k.dirty = true RETURN k.id AS id", rows)
    return {str(row["id"]) for row in standing}
