"""Deriving events and edges from the claims of keys, and writing what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from diplograph.graph.inserting import Insert, Row, plain, row_of
from diplograph.graph.reading import claims_of, read_events, read_judgements, read_standings
from diplograph.graph.store import Rows, Run
from diplograph.graph.tables import relations
from diplograph.schema.event_types import event_type
from diplograph.schema.events import Setting, derive, edges_of, supporting_claims
from diplograph.schema.judgements import rulings
from diplograph.schema.model import Event


def derive_keys(run: Run, insert: Insert, keys: Iterable[str]) -> int:
    """Make the events of *keys* anew from all their claims; only what differs is written. How many there are."""
    wanted = sorted(set(keys))
    standings = read_standings(run, "key", wanted)
    claims = {claim.id: claim for claim in claims_of(run, "key", wanted) if not standings[claim.source].superseded_by}
    urls = {source: standing.url for source, standing in standings.items()}
    origins = {source: standing.origin for source, standing in standings.items()}
    setting = Setting(rulings(read_judgements(run)), origins)
    events = {event.id: event for event in derive(claims.values(), setting)}
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
            for edge in edges_of(event, supporting_claims([claims[claim] for claim in event.claims], setting), urls)
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
    return {name: plain(getattr(event, name)) for name in names if hasattr(event, name)}


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
    insert("Event", [row_of(event) for event in events])
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
