"""Reading nodes back as the values of the schema, sorted by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from diplograph.graph.store import Run, Standing
from diplograph.graph.tables import NODES, returned
from diplograph.schema.actors import medium_of
from diplograph.schema.event_types import event_types
from diplograph.schema.events import Origin
from diplograph.schema.judgements import Judgement, Rulings
from diplograph.schema.model import Actor, ActorName, Claim, Edge, Event, Named, Source, Tie


def _matched(label: str, ids: Sequence[str] | None) -> tuple[str, dict[str, object]]:
    """The beginning of a question for all nodes of a label, or for those with these ids."""
    if ids is None:
        return f"MATCH (n:{label})", {}
    return f"UNWIND $ids AS wanted MATCH (n:{label} {{id: wanted}})", {"ids": list(ids)}


def read_sources(run: Run, ids: Sequence[str] | None = None) -> list[Source]:
    """The sources with *ids*, or all."""
    start, given = _matched("Source", ids)
    rows = run(f"{start} RETURN {returned(NODES['Source'], 'n')}", given)
    return sorted((msgspec.convert(row, Source) for row in rows), key=lambda source: source.id)


def read_actors(run: Run, ids: Sequence[str] | None = None) -> list[Actor]:
    """The actors with *ids*, or all, with their names and ties."""
    start, given = _matched("Actor", ids)
    rows = run(f"{start} RETURN {returned(NODES['Actor'], 'n')}", given)
    names: dict[str, list[ActorName]] = {}
    found = run(
        f"{start} MATCH (n)-[r:NAMED]->(:Name) "
        "RETURN n.id AS id, r.text AS text, r.language AS language, r.kind AS kind",
        given,
    )
    for row in found:
        names.setdefault(str(row.pop("id")), []).append(msgspec.convert(row, ActorName))
    ties: dict[str, dict[str, list[Tie]]] = {"REPRESENTS": {}, "MEMBER_OF": {}}
    for edge, by_actor in ties.items():
        found = run(
            f"{start} MATCH (n)-[r:{edge}]->(o:Actor) "
            "RETURN n.id AS id, o.id AS actor, r.office AS office, r.since AS since, r.until AS until",
            given,
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


_CLAIMS_BY = {
    "all": "MATCH (c:Claim)-[:STATED_IN]->(s:Source)",
    "id": "UNWIND $ids AS wanted MATCH (c:Claim {id: wanted})-[:STATED_IN]->(s:Source)",
    "source": "UNWIND $ids AS wanted MATCH (s:Source {id: wanted})<-[:STATED_IN]-(c:Claim)",
    "key": "UNWIND $ids AS wanted MATCH (:Key {id: wanted})<-[:OF_KEY]-(c:Claim) MATCH (c)-[:STATED_IN]->(s:Source)",
    "actor": (
        "UNWIND $ids AS wanted MATCH (:Actor {id: wanted})<-[:NAMES|CLAIMED_BY]-(c:Claim) WITH DISTINCT c "
        "MATCH (c)-[:STATED_IN]->(s:Source)"
    ),
}


def claims_of(run: Run, by: Literal["all", "id", "source", "key", "actor"], ids: Sequence[str] = ()) -> list[Claim]:
    """All whole claims, or those with some ids, of some sources or grouping keys, or that name some actors."""
    given: dict[str, object] = {}
    if by != "all":
        given = {"ids": list(ids)}
    start = _CLAIMS_BY[by]
    rows = run(f"{start} RETURN {returned(NODES['Claim'], 'c')}, s.id AS source", given)
    names: dict[str, list[Named]] = {}
    for row in run(
        f"{start} MATCH (c)-[r:NAMES]->(a:Actor) "
        "RETURN c.id AS id, r.role AS role, a.id AS actor, r.text AS text, r.position AS position",
        given,
    ):
        names.setdefault(str(row.pop("id")), []).append(msgspec.convert(row, Named))
    claimants = {
        str(row["id"]): row["actor"]
        for row in run(f"{start} MATCH (c)-[:CLAIMED_BY]->(a:Actor) RETURN c.id AS id, a.id AS actor", given)
    }
    keys = {
        str(row["id"]): row["key"]
        for row in run(f"{start} MATCH (c)-[:OF_KEY]->(q:Key) RETURN c.id AS id, q.id AS `key`", given)
    }
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
        "id": "UNWIND $ids AS wanted MATCH (s:Source {id: wanted})",
        "key": _CLAIMS_BY["key"],
    }[by]
    rows = run(
        f"{start} RETURN DISTINCT s.id AS id, s.url AS url, s.title AS title, s.text_key AS text_key, "
        "s.publisher AS publisher, s.superseded_by AS superseded_by",
        {"ids": list(ids)},
    )
    return {
        str(row["id"]): Standing(
            url=str(row["url"]),
            title=str(row["title"]),
            origin=Origin(str(row["text_key"]), medium_of(str(row["publisher"]))),
            superseded_by=str(row["superseded_by"]),
        )
        for row in rows
    }


def read_judgements(run: Run) -> list[Judgement]:
    """All judgements, sorted by id."""
    rows = run(f"MATCH (j:Judgement) RETURN {returned(NODES['Judgement'], 'j')}", {})
    return sorted((msgspec.convert(row, Judgement) for row in rows), key=lambda judged: judged.id)


def read_events(run: Run, keys: Sequence[str] | None = None) -> list[Event]:
    """The events of some keys, or all, with claims and participants."""
    given: dict[str, object] = {}
    start = "MATCH (k:Key)<-[:OF_KEY]-(c:Claim) MATCH (c)-[:ABOUT]->(e:Event)"
    if keys is not None:
        start = "UNWIND $ids AS wanted MATCH (k:Key {id: wanted})<-[:OF_KEY]-(c:Claim) MATCH (c)-[:ABOUT]->(e:Event)"
        given = {"ids": list(keys)}
    about: dict[str, set[str]] = {}
    key_of: dict[str, str] = {}
    for row in run(f"{start} RETURN e.id AS id, c.id AS claim, k.id AS `key`", given):
        about.setdefault(str(row["id"]), set()).add(str(row["claim"]))
        key_of[str(row["id"])] = str(row["key"])
    ids = sorted(about)
    rows = run(
        f"UNWIND $ids AS wanted MATCH (e:Event {{id: wanted}}) RETURN {returned(NODES['Event'], 'e')}",
        {"ids": ids},
    )
    named: dict[str, list[Named]] = {}
    for row in run(
        "UNWIND $ids AS wanted MATCH (a:Actor)-[r:PARTICIPATES_IN]->(e:Event {id: wanted}) "
        "RETURN e.id AS id, r.role AS role, a.id AS actor, r.text AS text",
        {"ids": ids},
    ):
        named.setdefault(str(row.pop("id")), []).append(msgspec.convert(row, Named))
    events = []
    for row in rows:
        key = str(row["id"])
        whole = {**row, "claims": (), "participants": (), "key": key_of[key]}
        for name in ("life_dates", "life_status", "life_known"):
            steps = row[name]
            whole[name] = tuple(steps) if isinstance(steps, list) else ()
        events.append(
            msgspec.structs.replace(
                msgspec.convert(whole, Event),
                claims=tuple(sorted(about[key])),
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
            "m.event AS event, m.claim AS claim, m.source AS source, m.quote AS quote, m.url AS url",
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
