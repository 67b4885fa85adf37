"""Reading nodes back as the values of the schema, sorted by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from diplograph.graph.running import Rows, Run, by_id
from diplograph.graph.speaking import read_pairs
from diplograph.graph.store import Standing
from diplograph.graph.tables import NODES, NUMBERS, TEXTS, returned
from diplograph.schema.actors import medium_of
from diplograph.schema.event_types import event_types
from diplograph.schema.events import Kept, Origin
from diplograph.schema.judgements import Judgement, Rulings
from diplograph.schema.model import Actor, ActorName, Claim, Edge, Event, Named, Source, Tie


def _asked(run: Run, all_of: str, by: str, rest: str, ids: Iterable[str] | None) -> Rows:
    """The rows of a question on all nodes, or for each of *ids*."""
    return run(f"{all_of} {rest}") if ids is None else run.each(f"{by} {rest}", by_id(ids))


def _nodes(run: Run, label: str, rest: str, ids: Iterable[str] | None) -> Rows:
    return _asked(run, f"MATCH (n:{label})", f"MATCH (n:{label} {{id: row.id}})", rest, ids)


def read_sources(run: Run, ids: Iterable[str] | None = None) -> list[Source]:
    """The sources with *ids*, or all."""
    rows = _nodes(run, "Source", f"RETURN {returned(NODES['Source'], 'n')}", ids)
    return sorted((msgspec.convert(row, Source) for row in rows), key=lambda source: source.id)


def read_actors(run: Run, ids: Sequence[str] | None = None) -> list[Actor]:
    """The actors with *ids*, or all, with their names and ties."""
    rows = _nodes(run, "Actor", f"RETURN {returned(NODES['Actor'], 'n')}", ids)
    names: dict[str, list[ActorName]] = {}
    found = _nodes(
        run,
        "Actor",
        "MATCH (n)-[r:NAMED]->(:Name) RETURN n.id AS id, r.text AS text, r.language AS language, r.kind AS kind",
        ids,
    )
    for row in found:
        names.setdefault(str(row.pop("id")), []).append(msgspec.convert(row, ActorName))
    ties: dict[str, dict[str, list[Tie]]] = {"REPRESENTS": {}, "MEMBER_OF": {}}
    for edge, by_actor in ties.items():
        found = _nodes(
            run,
            "Actor",
            f"MATCH (n)-[r:{edge}]->(o:Actor) "
            "RETURN n.id AS id, o.id AS actor, r.office AS office, r.since AS since, r.until AS until",
            ids,
        )
        for row in found:
            by_actor.setdefault(str(row.pop("id")), []).append(msgspec.convert(row, Tie))
    actors = []
    for row in rows:
        key = str(row["id"])
        actor = msgspec.convert(row, Actor)
        actors.append(
            msgspec.structs.replace(
                actor,
                names=tuple(sorted(names.get(key, []))),
                represents=tuple(sorted(ties["REPRESENTS"].get(key, []))),
                member_of=tuple(sorted(ties["MEMBER_OF"].get(key, []))),
            )
        )
    return sorted(actors, key=lambda actor: actor.id)


_ALL_CLAIMS = "MATCH (c:Claim)-[:STATED_IN]->(s:Source)"
_CLAIMS_BY = {
    "id": "MATCH (c:Claim {id: row.id})-[:STATED_IN]->(s:Source)",
    "source": "MATCH (s:Source {id: row.id})<-[:STATED_IN]-(c:Claim)",
    "key": "MATCH (k:Key {id: row.id})<-[:OF_KEY]-(c:Claim) MATCH (c)-[:STATED_IN]->(s:Source)",
}


def claims_of(run: Run, by: Literal["all", "id", "source", "key", "actor"], ids: Sequence[str] = ()) -> list[Claim]:
    """All whole claims, or those with some ids, of some sources or grouping keys, or that name some actors."""
    if by == "actor":
        found = run.each(
            "MATCH (:Actor {id: row.id})<-[:NAMES|CLAIMED_BY]-(c:Claim) RETURN DISTINCT c.id AS id", by_id(ids)
        )
        return claims_of(run, "id", [str(row["id"]) for row in found])

    def told(rest: str) -> Rows:
        return run(f"{_ALL_CLAIMS} {rest}") if by == "all" else run.each(f"{_CLAIMS_BY[by]} {rest}", by_id(ids))

    key_too = ", k.id AS `key`" if by == "key" else ""
    rows = told(f"RETURN {returned(NODES['Claim'], 'c')}, s.id AS source{key_too}")
    if not rows:
        return []
    names: dict[str, list[Named]] = {}
    for row in told(
        "MATCH (c)-[r:NAMES]->(a:Actor) "
        "RETURN c.id AS id, r.role AS role, a.id AS actor, r.text AS text, r.position AS position"
    ):
        names.setdefault(str(row.pop("id")), []).append(msgspec.convert(row, Named))
    claimants = {
        str(row["id"]): row["actor"]
        for row in told("MATCH (c)-[:CLAIMED_BY]->(a:Actor) RETURN c.id AS id, a.id AS actor")
    }
    with_key = rows if by == "key" else told("MATCH (c)-[:OF_KEY]->(q:Key) RETURN c.id AS id, q.id AS `key`")
    keys = {str(row["id"]): row["key"] for row in with_key}
    claims = []
    for row in rows:
        key = str(row["id"])
        mentioned = sorted(names.get(key, []), key=lambda named: named.position)
        whole = {**row, "participants": (), "claimant": claimants.get(key, ""), "key": keys.get(key, "")}
        claims.append(msgspec.structs.replace(msgspec.convert(whole, Claim), participants=tuple(mentioned)))
    return sorted(claims, key=lambda claim: claim.id)


def read_standings(run: Run, by: Literal["id", "key"], ids: Sequence[str]) -> dict[str, Standing]:
    """The standings of some sources, or of those of some keys' claims, by source id."""
    start = {
        "id": "MATCH (s:Source {id: row.id})",
        "key": _CLAIMS_BY["key"],
    }[by]
    rows = run.each(
        f"{start} RETURN DISTINCT s.id AS id, s.url AS url, s.title AS title, s.text_key AS text_key, "
        "s.publisher AS publisher, s.superseded_by AS superseded_by",
        by_id(ids),
    )
    return {
        str(row["id"]): Standing(
            origin=Origin(
                str(row["text_key"]), medium_of(str(row["publisher"])), url=str(row["url"]), title=str(row["title"])
            ),
            superseded_by=str(row["superseded_by"]),
        )
        for row in rows
    }


def read_speakers(run: Run, actors: Iterable[str]) -> dict[str, set[str]]:
    """Each of *actors* with all who speak for it."""
    found = {whom: {whom} for whom in actors}
    for speaker, whom in read_pairs(run, found):
        found[whom].add(speaker)
    return found


def read_coverage(run: Run) -> tuple[int, str, str]:
    """How many sources there are, and the first and last day of publication, "" where none tells one."""
    (total,) = run("MATCH (s:Source) RETURN count(*) AS total")
    days = "MATCH (s:Source) WHERE s.published > '' RETURN s.published AS day"
    ends = [run(f"{days} ORDER BY day {way} LIMIT 1") for way in ("ASC", "DESC")]
    first, last = (str(rows[0]["day"]) if rows else "" for rows in ends)
    return int(str(total["total"])), first, last


def read_judgements(run: Run) -> list[Judgement]:
    """All judgements, sorted by id."""
    rows = run(f"MATCH (j:Judgement) RETURN {returned(NODES['Judgement'], 'j')}", {})
    return sorted((msgspec.convert(row, Judgement) for row in rows), key=lambda judged: judged.id)


class Held(Struct, frozen=True):
    """An event as it stands, with what says whether it can stay."""

    key: str
    claims: frozenset[str]
    kept: Kept


def read_held(run: Run, keys: Sequence[str] | None = None) -> dict[str, Held]:
    """The events of some keys, or all, by id."""
    rest = (
        "<-[:OF_KEY]-(c:Claim) MATCH (c)-[:ABOUT]->(e:Event) RETURN e.id AS id, c.id AS claim, k.id AS `key`, "
        "e.first_day AS first_day, e.last_day AS last_day, e.near AS near"
    )
    about: dict[str, set[str]] = {}
    rows = _asked(run, f"MATCH (k:Key){rest}", f"MATCH (k:Key {{id: row.id}}){rest}", "", keys)
    for row in rows:
        about.setdefault(str(row["id"]), set()).add(str(row["claim"]))
    # The embedded engine gives null for an empty list.
    return {
        str(row["id"]): Held(
            str(row["key"]),
            frozenset(about[str(row["id"])]),
            msgspec.convert({**row, "near": row["near"] or []}, Kept),
        )
        for row in rows
    }


def read_events(run: Run, held: Mapping[str, Held] | None = None) -> list[Event]:
    """The events that are *held*, or all, with claims and participants."""
    known = read_held(run) if held is None else held
    ids = None if held is None else sorted(held)
    rows = _nodes(run, "Event", f"RETURN {returned(NODES['Event'], 'n')}", ids)
    named: dict[str, list[Named]] = {}
    for row in _nodes(
        run,
        "Event",
        "MATCH (a:Actor)-[r:PARTICIPATES_IN]->(n) RETURN n.id AS id, r.role AS role, a.id AS actor, r.text AS text",
        ids,
    ):
        named.setdefault(str(row.pop("id")), []).append(msgspec.convert(row, Named))
    events = []
    for row in rows:
        key = str(row["id"])
        if key not in known:
            continue
        whole = {**row, "claims": (), "participants": (), "key": known[key].key}
        for name, kind in NODES["Event"].items():
            if kind in (TEXTS, NUMBERS):
                # The embedded engine gives null for an empty list.
                listed = row[name]
                whole[name] = tuple(listed) if isinstance(listed, list) else ()
        events.append(
            msgspec.structs.replace(
                msgspec.convert(whole, Event),
                claims=tuple(sorted(known[key].claims)),
                participants=tuple(sorted(named.get(key, []))),
            )
        )
    return sorted(events, key=lambda event: event.id)


def read_edges(run: Run) -> list[Edge]:
    """All edges that events gave, sorted by id."""
    edges = []
    for kind in event_types().values():
        rows = run(
            f"MATCH (a:Actor)-[m:{kind.edge}]->(b:Actor) "
            "RETURN m.id AS id, a.id AS source_actor, b.id AS target_actor, "
            "m.event AS event, m.directed AS directed, m.source_state AS source_state, m.target_state AS target_state",
            {},
        )
        edges += [msgspec.convert({**row, "type": kind.edge}, Edge) for row in rows]
    return sorted(edges, key=lambda edge: edge.id)


def content_pairs(run: Run) -> list[tuple[str, str]]:
    """The speech acts and what is said in them, as event ids."""
    rows = run("MATCH (s:Event)-[:CONTENT]->(e:Event) RETURN s.id AS speech, e.id AS said", {})
    return sorted((str(row["speech"]), str(row["said"])) for row in rows)


def named_only(actors: Sequence[Actor], claims: Sequence[Claim], judged: Rulings) -> list[Actor]:
    """The actors that a claim names, those that stand for them, and whom they represent, however far."""
    by_id: Mapping[str, Actor] = {actor.id: actor for actor in actors}
    wanted = {named.actor for claim in claims for named in claim.participants}
    wanted |= {actor for claim in claims for actor in (claim.claimant, claim.via) if actor}
    wanted |= {judged.actor(actor) for actor in wanted}
    waiting = sorted(wanted)
    while waiting:
        actor = by_id.get(waiting.pop())
        for tie in (*actor.represents, *actor.member_of) if actor else ():
            if tie.actor not in wanted:
                wanted.add(tie.actor)
                waiting.append(tie.actor)
    return [actor for actor in actors if actor.id in wanted]
