"""Who counts for whom in a question: ``SPEAKS_FOR``, derived from ``REPRESENTS``.

An actor speaks for itself, and for whom it represents, however far: a spokesman of the Kremlin
speaks for Russia too. So a question about a state begins at one key, not at a hundred names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from diplograph.graph.inserting import Insert
from diplograph.graph.running import Run, by_id
from diplograph.schema.actors import actors as table_actors

SPOKEN_FOR = ("state", "body", "organisation")
"""The kinds of actors that others represent."""
Pair = tuple[str, str]


def refresh_speakers(run: Run, insert: Insert, changed: Iterable[str] | None = None) -> None:
    """Write who speaks for those who are *changed*, new or newly tied, and for whom they represent; for all where None.

    What stands is read before that from which it follows: another writer may be at work, and ties only come.
    """
    given = {str(row["id"]) for row in run("MATCH (a:Actor) RETURN a.id AS id")} if changed is None else set(changed)
    roots = given if changed is None else _with_represented(run, given)
    standing = read_pairs(run, roots)
    wanted = pairs_of(run, roots)
    insert("SPEAKS_FOR", [{"from": one, "to": whom} for one, whom in sorted(wanted - standing)])
    run.each(
        "MATCH (:Actor {id: row.`from`})-[r:SPEAKS_FOR]->(:Actor {id: row.`to`}) DELETE r",
        [{"from": one, "to": whom} for one, whom in sorted(standing - wanted)],
    )


def read_pairs(run: Run, roots: Iterable[str]) -> set[Pair]:
    """Who stands as speaking for each of *roots*: pairs of a speaker and a root."""
    rows = run.each(
        "MATCH (b:Actor {id: row.id})<-[:SPEAKS_FOR]-(a:Actor) RETURN a.id AS speaker, b.id AS whom", by_id(roots)
    )
    return {(str(row["speaker"]), str(row["whom"])) for row in rows}


def pairs_of(run: Run, roots: Iterable[str]) -> set[Pair]:
    """The pairs of a speaker and a root that follow from who represents whom."""
    asked = set(roots)
    direct, bodies = _representatives(run, {root for root in asked if may_be_spoken_for(root)})
    found = {(root, root) for root in asked}
    for root in asked:
        reached = [root] if may_be_spoken_for(root) else []
        while reached:
            new = {each for each in direct[reached.pop()] if (each, root) not in found}
            found |= {(each, root) for each in new}
            reached += new & bodies
    return found


def _representatives(run: Run, roots: Iterable[str]) -> tuple[Mapping[str, set[str]], set[str]]:
    """Who represents each of *roots*, and each state, body and organisation among those, however far; and these."""
    found: dict[str, set[str]] = {}
    bodies: set[str] = set()
    waiting = set(roots)
    while waiting:
        found.update((whom, set()) for whom in waiting)
        rows = run.each(
            "MATCH (b:Actor {id: row.id})<-[:REPRESENTS]-(a:Actor) "
            "RETURN DISTINCT b.id AS whom, a.id AS speaker, a.kind AS kind",
            by_id(waiting),
        )
        for row in rows:
            found[str(row["whom"])].add(str(row["speaker"]))
        bodies |= {str(row["speaker"]) for row in rows if row["kind"] in SPOKEN_FOR}
        waiting = bodies - set(found)
    return found, bodies


def _with_represented(run: Run, actors: Iterable[str]) -> set[str]:
    """*actors* and all whom they represent, however far."""
    found: set[str] = set()
    waiting = set(actors)
    while waiting:
        found |= waiting
        rows = run.each(
            "MATCH (a:Actor {id: row.id})-[:REPRESENTS]->(b:Actor) RETURN DISTINCT b.id AS whom", by_id(waiting)
        )
        waiting = {str(row["whom"]) for row in rows} - found
    return found


def may_be_spoken_for(actor: str) -> bool:
    """Whether those who represent *actor* count for it: of whom no table has we do not know the kind for sure."""
    known = table_actors().get(actor)
    return known is None or known.kind in SPOKEN_FOR
