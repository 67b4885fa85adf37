"""Writing documents and deriving events, in Cypher that both stores run, inside one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from diplograph.graph.reading import claims_of, read_actors, read_events, read_sources, urls_of
from diplograph.graph.store import Rows, Run
from diplograph.graph.tables import NODES, property_map, relations
from diplograph.schema.actors import actors as table_actors
from diplograph.schema.claims import better
from diplograph.schema.event_types import event_type
from diplograph.schema.events import derive, edges_of, supporting_claims
from diplograph.schema.model import Actor, Claim, Document, Event, Source
from diplograph.schema.text import fold

Row = dict[str, object]
Insert = Callable[[str, Sequence[Row]], None]


def inserting(run: Run, merge: bool, casts: bool) -> Insert:
    """The plain way to insert rows of a label or an edge type.

    *merge* takes nodes that stand already (a server has other writers); *casts* names
    types in the text.
    """

    def insert(name: str, rows: Sequence[Row]) -> None:
        if not rows:
            return
        if name in NODES:
            run(_node_text(name, merge, casts), {"rows": list(rows)})
            return
        relation = relations()[name]
        run(
            f"UNWIND $rows AS row MATCH (a:{relation.source} {{id: row.`from`}}), "
            f"(b:{relation.target} {{id: row.`to`}}) "
            f"CREATE (a)-[:{name} {property_map(relation.properties, casts)}]->(b)",
            {"rows": list(rows)},
        )

    return insert


def _node_text(label: str, merge: bool, casts: bool) -> str:
    if merge:
        values = ", ".join(f"n.`{name}` = row.`{name}`" for name in NODES[label] if name != "id")
        return f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}})" + (f" SET {values}" if values else "")
    return f"UNWIND $rows AS row CREATE (:{label} {property_map(NODES[label], casts)})"


def lock(run: Run, keys: Iterable[str]) -> None:
    """Take the locks of *keys* in sorted order, and mark that they must be derived."""
    rows = [{"id": key} for key in sorted(set(keys))]
    if rows:
        run("UNWIND $rows AS row MERGE (k:Key {id: row.id}) SET k.dirty = true", {"rows": rows})


def forget_half_written(run: Run) -> None:
    """Take away what a killed load left: claims without their source, events without their claims."""
    run("MATCH (c:Claim) WHERE NOT EXISTS { MATCH (c)-[:STATED_IN]->(:Source) } DETACH DELETE c", {})
    run("MATCH (e:Event) WHERE NOT EXISTS { MATCH (:Claim)-[:ABOUT]->(e) } DETACH DELETE e", {})


def write_documents(run: Run, insert: Insert, documents: Sequence[Document]) -> set[str]:
    """Write sources, actors and claims that are new or better; the keys that must be derived."""
    sources, claims, actors = _united(documents)
    lock(run, {claim.key for claim in claims.values()})
    stale = _write_sources(run, insert, sources)
    standing = {claim.id: claim for claim in claims_of(run, "source", sorted(sources))}
    fresh, gone = _changes(standing, claims)
    touched = {claim.key for claim in (*fresh, *gone)} | {
        claim.key for claim in standing.values() if claim.source in stale
    }
    lock(run, touched)
    _delete_claims(run, gone)
    _write_actors(run, insert, actors)
    _write_claims(insert, fresh)
    return touched | {claim.key for claim in claims.values()}


def _delete_claims(run: Run, gone: Sequence[Claim]) -> None:
    """Take claims away, with the events that rest on them: nothing would lead to those afterwards."""
    if not gone:
        return
    ids = {claim.id for claim in gone}
    standing = read_events(run, sorted({claim.key for claim in gone}))
    delete_events(run, [event for event in standing if ids.intersection(event.claims)])
    run("UNWIND $ids AS id MATCH (c:Claim {id: id}) DETACH DELETE c", {"ids": sorted(ids)})


def _united(documents: Sequence[Document]) -> tuple[dict[str, Source], dict[str, Claim], dict[str, Actor]]:
    sources: dict[str, Source] = {}
    claims: dict[str, Claim] = {}
    actors: dict[str, Actor] = {}
    for document in documents:
        known = sources.get(document.source.id)
        sources[document.source.id] = document.source if known is None else merge_sources(known, document.source)
        for claim in document.claims:
            claims[claim.id] = better(claims.get(claim.id), claim)
        for actor in document.actors:
            same = actors.get(actor.id)
            actors[actor.id] = actor if same is None else merge_actors(same, actor)
    return sources, claims, actors


def merge_sources(one: Source, other: Source) -> Source:
    """Of each field the smallest value that is not empty: the order of loading cannot show."""
    fields = {
        name: min((value for value in (getattr(one, name), getattr(other, name)) if value), default="")
        for name in one.__struct_fields__
    }
    return Source(**fields)


def merge_actors(one: Actor, other: Actor) -> Actor:
    """What both say of an actor that no table has."""
    if one.id in table_actors():
        return table_actors()[one.id]
    kinds = sorted({one.kind, other.kind} - {"unnamed"}) or ["unnamed"]
    return msgspec.structs.replace(
        one,
        name=min(one.name, other.name),
        kind=kinds[0],
        names=tuple(sorted({*one.names, *other.names})),
        represents=tuple(sorted({*one.represents, *other.represents})),
    )


def _family(claim: Claim) -> tuple[str, str]:
    return claim.source, claim.extractor.partition("/")[0]


def _version(claim: Claim) -> tuple[int, ...]:
    return tuple(int(part) for part in claim.extractor.partition("/")[2].split(".") if part.isdigit())


def _changes(standing: Mapping[str, Claim], given: Mapping[str, Claim]) -> tuple[list[Claim], list[Claim]]:
    """Claims to write and claims to take away.

    Claims of one source by one extractor family are replaced as a whole by a higher
    version of that family (DESIGN section 5).
    """
    newest: dict[tuple[str, str], tuple[int, ...]] = {}
    for claim in (*standing.values(), *given.values()):
        newest[_family(claim)] = max(newest.get(_family(claim), ()), _version(claim))
    gone = {key: claim for key, claim in standing.items() if _version(claim) < newest[_family(claim)]}
    fresh: list[Claim] = []
    for key, claim in sorted(given.items()):
        if _version(claim) < newest[_family(claim)]:
            continue
        known = None if key in gone else standing.get(key)
        best = better(known, claim)
        if known is None or best != known:
            fresh.append(best)
            if key in standing:
                gone[key] = standing[key]
    return fresh, [gone[key] for key in sorted(gone)]


def _write_sources(run: Run, insert: Insert, sources: Mapping[str, Source]) -> set[str]:
    """The sources whose address changed, so that the edges that show it must be made again."""
    known = {source.id: source for source in read_sources(run, sorted(sources))}
    insert("Source", [_row(source) for key, source in sorted(sources.items()) if key not in known])
    changed = []
    moved = set()
    for key, source in sorted(known.items()):
        merged = merge_sources(source, sources[key])
        if merged != source:
            changed.append(_row(merged))
        if merged.url != source.url:
            moved.add(key)
    _set("Source", run, changed)
    return moved


def _set(label: str, run: Run, rows: Sequence[Row]) -> None:
    if rows:
        values = ", ".join(f"n.`{name}` = row.`{name}`" for name in NODES[label] if name != "id")
        run(f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET {values}", {"rows": list(rows)})


def _row(value: Source | Actor | Claim | Event) -> Row:
    """The properties of a node, as its table has them."""
    return {name: _plain(getattr(value, name)) for name in NODES[type(value).__name__]}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _write_actors(run: Run, insert: Insert, actors: Mapping[str, Actor]) -> None:
    wanted = dict(actors)
    for actor in actors.values():
        for tie in (*actor.represents, *actor.member_of):
            target = table_actors().get(tie.actor) or Actor(tie.actor, tie.actor)
            wanted.setdefault(tie.actor, target)
    known = {actor.id: actor for actor in read_actors(run, sorted(wanted))}
    merged = {key: merge_actors(known[key], actor) if key in known else actor for key, actor in wanted.items()}
    new = [merged[key] for key in sorted(merged) if key not in known]
    insert("Actor", [_row(actor) for actor in new])
    _set("Actor", run, [_row(merged[key]) for key in sorted(known) if merged[key] != known[key]])
    _write_names(run, insert, merged, known)
    for edge, field in (("REPRESENTS", "represents"), ("MEMBER_OF", "member_of")):
        rows: list[Row] = []
        for key, actor in sorted(merged.items()):
            old = set(getattr(known[key], field)) if key in known else set()
            for tie in sorted(set(getattr(actor, field)) - old):
                rows.append(
                    {
                        "from": key,
                        "to": tie.actor,
                        "office": tie.office,
                        "since": tie.since,
                        "until": tie.until,
                    }
                )
        insert(edge, rows)


def _write_names(run: Run, insert: Insert, merged: Mapping[str, Actor], known: Mapping[str, Actor]) -> None:
    rows: list[Row] = []
    for key, actor in sorted(merged.items()):
        old = set(known[key].names) if key in known else set()
        for name in sorted(set(actor.names) - old):
            folded = fold(name.text)
            rows.append({"from": key, "to": folded, "text": name.text, "language": name.language, "kind": name.kind})
    folded_names = sorted({str(row["to"]) for row in rows})
    found = run("UNWIND $ids AS id MATCH (n:Name {id: id}) RETURN n.id AS id", {"ids": folded_names})
    standing = {row["id"] for row in found}
    insert("Name", [{"id": name} for name in folded_names if name not in standing])
    insert("NAMED", rows)


def _write_claims(insert: Insert, claims: Sequence[Claim]) -> None:
    """STATED_IN comes last: a claim without it was cut short, and is written again."""
    insert("Claim", [_row(claim) for claim in claims])
    insert(
        "NAMES",
        [
            {
                "from": claim.id,
                "to": named.actor,
                "role": named.role,
                "text": named.text,
                "position": named.position,
            }
            for claim in claims
            for named in claim.participants
        ],
    )
    insert("CLAIMED_BY", [{"from": claim.id, "to": claim.claimant} for claim in claims if claim.claimant])
    insert("OF_KEY", [{"from": claim.id, "to": claim.key} for claim in claims])
    insert("STATED_IN", [{"from": claim.id, "to": claim.source} for claim in claims])


def derive_keys(run: Run, insert: Insert, keys: Iterable[str]) -> int:
    """Make the events of *keys* anew from all their claims; only what differs is written. How many there are."""
    wanted = sorted(set(keys))
    claims = {claim.id: claim for claim in claims_of(run, "key", wanted)}
    urls = urls_of(run, wanted)
    events = {event.id: event for event in derive(claims.values())}
    standing = {event.id: event for event in read_events(run, wanted)}
    edges = {
        key: [
            {
                **_edge_row(event),
                "id": edge.id,
                "claim": edge.claim,
                "source": edge.source,
                "quote": edge.quote,
            }
            | {"url": edge.url, "from": edge.source_actor, "to": edge.target_actor, "event": event.id}
            for edge in edges_of(event, supporting_claims([claims[claim] for claim in event.claims]), urls)
        ]
        for key, event in events.items()
    }
    same = {key for key, event in events.items() if standing.get(key) == event and _edges_stand(run, event, edges[key])}
    delete_events(run, [event for key, event in sorted(standing.items()) if key not in same])
    fresh = [event for key, event in sorted(events.items()) if key not in same]
    _write_events(insert, fresh, edges)
    _join_contents(run, [claim for event in fresh for claim in event.claims])
    run("UNWIND $keys AS key MATCH (k:Key {id: key}) SET k.dirty = false", {"keys": wanted})
    return len(events)


def _edge_row(event: Event) -> Row:
    names = relations()["MEETS"].properties
    return {name: _plain(getattr(event, name)) for name in names if hasattr(event, name)}


def _edges_stand(run: Run, event: Event, rows: Sequence[Row]) -> bool:
    found = _edges_of_event(run, event)
    wanted = sorted((str(row["id"]), str(row["claim"]), str(row["url"]), str(row["quote"])) for row in rows)
    return wanted == sorted((str(r["id"]), str(r["claim"]), str(r["url"]), str(r["quote"])) for r in found)


def _edges_of_event(run: Run, event: Event) -> Rows:
    edge = event_type(event.type).edge
    return run(
        f"MATCH (e:Event {{id: $id}})<-[:PARTICIPATES_IN]-(a:Actor)-[m:{edge}]->(:Actor) WHERE m.event = $id "
        "RETURN DISTINCT m.id AS id, m.claim AS claim, m.url AS url, m.quote AS quote",
        {"id": event.id},
    )


def delete_events(run: Run, events: Sequence[Event]) -> None:
    """Take events away, with the edges between actors that they gave."""
    for event in events:
        edge = event_type(event.type).edge
        run(
            f"MATCH (e:Event {{id: $id}})<-[:PARTICIPATES_IN]-(a:Actor)-[m:{edge}]->(:Actor) WHERE m.event = $id "
            "DELETE m",
            {"id": event.id},
        )
        run("MATCH (e:Event {id: $id}) DETACH DELETE e", {"id": event.id})


def _write_events(insert: Insert, events: Sequence[Event], edges: Mapping[str, list[Row]]) -> None:
    insert("Event", [_row(event) for event in events])
    insert("ABOUT", [{"from": claim, "to": event.id} for event in events for claim in event.claims])
    insert(
        "PARTICIPATES_IN",
        [
            {"from": named.actor, "to": event.id, "role": named.role, "text": named.text}
            for event in events
            for named in event.participants
        ],
    )
    by_type: dict[str, list[Row]] = {}
    for event in events:
        by_type.setdefault(event_type(event.type).edge, []).extend(edges[event.id])
    for edge, rows in sorted(by_type.items()):
        insert(edge, rows)


def _join_contents(run: Run, claims: Sequence[str]) -> None:
    """CONTENT from the event of a speech act to the event that is said, whichever was derived last."""
    if not claims:
        return
    run(
        "UNWIND $claims AS id MATCH (c:Claim {id: id}) WHERE c.content_of <> '' "
        "MATCH (s:Claim {id: c.content_of})-[:ABOUT]->(speech:Event), (c)-[:ABOUT]->(said:Event) "
        "MERGE (speech)-[:CONTENT]->(said)",
        {"claims": list(claims)},
    )
    run(
        "UNWIND $claims AS id MATCH (s:Claim {id: id})-[:STATED_IN]->(:Source)<-[:STATED_IN]-(c:Claim) "
        "WHERE c.content_of = id MATCH (s)-[:ABOUT]->(speech:Event), (c)-[:ABOUT]->(said:Event) "
        "MERGE (speech)-[:CONTENT]->(said)",
        {"claims": list(claims)},
    )
