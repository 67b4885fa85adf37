"""Writing actors, with their names and ties: each with all that is told of it, and nothing taken away."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from diplograph.graph.inserting import Insert, row_of, set_properties
from diplograph.graph.locking import lock
from diplograph.graph.merging import merge_actors
from diplograph.graph.reading import read_actors
from diplograph.graph.rows import name_row, tie_row
from diplograph.graph.running import Row, Run, by_id
from diplograph.graph.speaking import refresh_speakers
from diplograph.schema.actors import actors as table_actors
from diplograph.schema.model import Actor


class Naming(Struct, frozen=True):
    """Actors that are to be written: those that are *known*, and all of them with what they have and had."""

    known: Mapping[str, Actor]
    merged: Mapping[str, Actor]

    @property
    def moving(self) -> list[str]:
        """Those that are new or will change, sorted."""
        return sorted(key for key, actor in self.merged.items() if self.known.get(key) != actor)

    @property
    def locks(self) -> set[str]:
        """The keys that whoever writes them locks, which have no events and are to be settled with all others."""
        return {f"actor|{key}" for key in self.moving}


def naming_of(run: Run, actors: Mapping[str, Actor]) -> Naming:
    """*actors* with those to whom they are tied, however far: a spokesman's state is a member too."""
    wanted = _with_tied(actors)
    known = {actor.id: actor for actor in read_actors(run, sorted(wanted))}
    return Naming(known, _merged(known, wanted))


def locked(run: Run, insert: Insert, naming: Naming) -> Naming:
    """The same with locks taken, as it stands then: another writer may give an actor a name at the same time."""
    lock(run, insert, naming.locks)
    known = {**naming.known, **{actor.id: actor for actor in read_actors(run, naming.moving)}}
    return Naming(known, _merged(known, naming.merged))


def _with_tied(actors: Mapping[str, Actor]) -> dict[str, Actor]:
    wanted = dict(actors)
    waiting = list(actors.values())
    while waiting:
        actor = waiting.pop()
        for tie in (*actor.represents, *actor.member_of):
            if tie.actor not in wanted:
                wanted[tie.actor] = table_actors().get(tie.actor) or Actor(tie.actor, tie.actor)
                waiting.append(wanted[tie.actor])
    return wanted


def write_actors(run: Run, insert: Insert, naming: Naming) -> None:
    """Write actors whose locks are held."""
    known, merged = naming.known, naming.merged
    new = [merged[key] for key in sorted(merged) if key not in known]
    insert("Actor", [row_of(actor) for actor in new])
    set_properties("Actor", run, [row_of(merged[key]) for key in sorted(known) if merged[key] != known[key]])
    _write_names(run, insert, merged, known)
    for edge, field in (("REPRESENTS", "represents"), ("MEMBER_OF", "member_of")):
        rows: list[Row] = []
        for key, actor in sorted(merged.items()):
            old = set(getattr(known[key], field)) if key in known else set()
            rows += [tie_row(key, tie) for tie in sorted(set(getattr(actor, field)) - old)]
        insert(edge, rows)
    refresh_speakers(
        run, insert, [key for key, actor in merged.items() if _standing_of(known.get(key)) != _standing_of(actor)]
    )


def _merged(known: Mapping[str, Actor], given: Mapping[str, Actor]) -> dict[str, Actor]:
    return {key: merge_actors(known[key], actor) if key in known else actor for key, actor in given.items()}


def _standing_of(actor: Actor | None) -> tuple[object, ...]:
    """What an actor has that says who speaks for whom."""
    return () if actor is None else (actor.kind, actor.represents)


def _write_names(run: Run, insert: Insert, merged: Mapping[str, Actor], known: Mapping[str, Actor]) -> None:
    rows: list[Row] = []
    for key, actor in sorted(merged.items()):
        old = set(known[key].names) if key in known else set()
        rows += [name_row(key, name) for name in sorted(set(actor.names) - old)]
    folded_names = sorted({str(row["to"]) for row in rows})
    standing = {row["id"] for row in run.each("MATCH (n:Name {id: row.id}) RETURN n.id AS id", by_id(folded_names))}
    insert("Name", [{"id": name} for name in folded_names if name not in standing])
    insert("NAMED", rows)
