"""Writing judgements: what people decided, and the claims that it gives another key, or another life."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.graph.inserting import Insert, row_of
from diplograph.graph.locking import lock
from diplograph.graph.naming import locked, naming_of, write_actors
from diplograph.graph.reading import claims_of, read_actors, read_judgements
from diplograph.graph.running import Run, by_id
from diplograph.graph.writing import rekeyed
from diplograph.schema.actors import actors as table_actors
from diplograph.schema.judgements import Judgement, Rulings, rulings
from diplograph.schema.model import Claim


def write_judgements(run: Run, insert: Insert, judgements: Sequence[Judgement]) -> set[str]:
    """Write the judgements that are new; the keys that must be derived."""
    standing = {judged.id: judged for judged in read_judgements(run)}
    new = {judged.id: judged for judged in judgements if judged.id not in standing}
    before, after = rulings(standing.values()), rulings([*standing.values(), *new.values()])
    insert("Judgement", [row_of(judged) for _, judged in sorted(new.items())])
    locks = _write_leaders(run, insert, after)
    claims = {claim.id: claim for claim in _touched(run, before, after)}
    keys = {claim.key for claim in claims.values()}
    moved = [each for claim in claims.values() if (each := rekeyed(claim, after)).key != claim.key]
    keys |= {claim.key for claim in moved}
    lock(run, insert, keys)
    _move(run, insert, moved)
    _drop_texts(run, sorted(after.retracted - before.retracted))
    return keys | locks


def _touched(run: Run, before: Rulings, after: Rulings) -> list[Claim]:
    """The claims for which the new rulings may change something."""
    members = {*before.leaders, *after.leaders}
    actors = {actor for actor in members if before.actor(actor) != after.actor(actor)}
    found = claims_of(run, "source", sorted(before.retracted ^ after.retracted))
    ids = {
        claim
        for pairs in (before.together ^ after.together, before.apart ^ after.apart)
        for pair in pairs
        for claim in pair
    }
    found += claims_of(run, "id", sorted(ids | (before.rejected ^ after.rejected)))
    return found + claims_of(run, "actor", sorted(actors))


def _write_leaders(run: Run, insert: Insert, judged: Rulings) -> set[str]:
    """Whoever stands for merged actors is a node, also where no claim names him; the keys of the locks taken."""
    wanted = sorted(set(judged.leaders.values()))
    known = {actor.id for actor in read_actors(run, wanted)}
    naming = naming_of(run, {key: table_actors()[key] for key in wanted if key not in known and key in table_actors()})
    write_actors(run, insert, locked(run, insert, naming))
    return naming.locks


def _move(run: Run, insert: Insert, claims: Sequence[Claim]) -> None:
    """Give claims their new keys."""
    run.each("MATCH (:Claim {id: row.id})-[r:OF_KEY]->(:Key) DELETE r", by_id(claim.id for claim in claims))
    insert("OF_KEY", [{"from": claim.id, "to": claim.key} for claim in claims])


def _drop_texts(run: Run, sources: Sequence[str]) -> None:
    run.each("MATCH (s:Source {id: row.id}) SET s.text = ''", by_id(sources))
