"""Deriving events and edges from the claims of keys, and writing what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from diplograph.graph.event_tables import rows_of_events
from diplograph.graph.inserting import Insert, insert_all
from diplograph.graph.reading import (
    Keys,
    Span,
    claims_of,
    claims_of_keys,
    outlines_of,
    read_events,
    read_held,
    read_judgements,
    read_standings,
)
from diplograph.graph.running import Row, Run, by_id
from diplograph.schema.event_types import event_type
from diplograph.schema.events import Origin, Setting, derive, derive_changed, events_of, pairs_of
from diplograph.schema.judgements import rulings
from diplograph.schema.model import Claim, Event


class News(Struct, frozen=True):
    """The claims of which something is new, as they stand now, by id, and the origins of their sources."""

    claims: Mapping[str, Claim]
    origins: Mapping[str, Origin]


def derive_keys(
    run: Run,
    insert: Insert,
    keys: Iterable[str],
    clean: bool = False,
    news: News | None = None,
    span: Span | None = None,
    anew: bool = False,
) -> int:
    """Make the events of *keys* anew from all their claims; only what differs is written. How many there are.

    The keys are still to be settled then.

    *clean* takes away first what a killed derivation may have left of them, and *anew* all that stands. Where *news*
    tells all that is new, an event that rests on the same claims, none of them new, is kept, and claims are read whole
    for the others alone. *span* holds many keys.
    """
    wanted = Keys(sorted(set(keys)), span)
    judged = rulings(read_judgements(run))
    held = read_held(run, wanted)
    keeping = [] if news is None else [each for each in held.values() if each.claims.isdisjoint(news.claims)]
    claims: dict[str, Claim] = dict(news.claims) if news else {}
    origins: dict[str, Origin] = dict(news.origins) if news else {}

    def make(groups: Sequence[Sequence[Claim]]) -> list[Event]:
        """Of groups of outlines the claims are still to be read whole."""
        absent = {claim.id for told in groups for claim in told} - claims.keys()
        claims.update((claim.id, claim) for claim in claims_of(run, "id", sorted(absent)))
        sources = {claims[claim.id].source for told in groups for claim in told} - origins.keys()
        standings = read_standings(run, sorted(sources))
        origins.update((source, standing.origin) for source, standing in standings.items())
        whole = [[claims[claim.id] for claim in told] for told in groups]
        return events_of(whole, Setting(judged, origins))

    if news is not None:
        counting = outlines_of(run, wanted)
    else:
        standings = read_standings(run, wanted)
        origins = {source: standing.origin for source, standing in standings.items()}
        counting = [each for each in claims_of_keys(run, wanted) if not standings[each.source].superseded_by]
        claims = {claim.id: claim for claim in counting}
    derived = derive_changed(counting, judged, {each.claims: each.kept for each in keeping}, make)
    events = {event.id: event for event in derived.made}
    left = {key: each for key, each in held.items() if key not in derived.kept}
    standing = {event.id: event for event in read_events(run, left)}
    same = set() if anew else {key for key, event in events.items() if standing.get(key) == event}
    delete_events(run, [event for key, event in sorted(standing.items()) if key not in same], turned=anew)
    fresh = [event for key, event in sorted(events.items()) if key not in same]
    if clean:
        delete_events(run, fresh)
    rows = rows_of_events(fresh)
    about = rows.pop("ABOUT")
    insert_all(run, insert, rows)
    _join_contents(run, insert, wanted, [claims[claim] for event in fresh for claim in event.claims], fresh)
    insert("ABOUT", about)
    return len(events) + len(derived.kept)


def derive_plain(run: Run, insert: Insert, claims: Iterable[Claim], origins: Mapping[str, Origin]) -> int:
    """Make the events of keys that have no claims but these, and nothing to do with others. How many there are."""
    events = derive(claims, Setting(origins=origins))
    insert_all(run, insert, rows_of_events(events))
    return len(events)


def settle(run: Run, keys: Iterable[str]) -> None:
    """Take the mark from *keys*: their events are whole."""
    run.each("MATCH (k:Key {id: row.id}) SET k.dirty = NULL", by_id(keys))


def delete_events(run: Run, events: Sequence[Event], turned: bool = False) -> None:
    """Take events away, with the edges between actors that they gave, and any *turned* round since."""
    by_type: dict[str, list[Row]] = {}
    for event in events:
        pairs = set(pairs_of(event))
        if turned:
            pairs |= {(other, one) for one, other in pairs}
        rows: list[Row] = [{"from": one, "to": other, "event": event.id} for one, other in sorted(pairs)]
        by_type.setdefault(event_type(event.type).edge, []).extend(rows)
    for edge, rows in sorted(by_type.items()):
        run.each(
            f"MATCH (a:Actor {{id: row.`from`}})-[m:{edge}]->(b:Actor {{id: row.`to`}}) "
            "WHERE m.event = row.event DELETE m",
            rows,
        )
    run.each("MATCH (e:Event {id: row.id}) DETACH DELETE e", by_id(event.id for event in events))


def _join_contents(run: Run, insert: Insert, keys: Keys, claims: Sequence[Claim], events: Sequence[Event]) -> None:
    """CONTENT from the event of a speech act to the event that is said; *events* are new and have none yet."""
    said = [claim.id for claim in claims if claim.content_of]
    speech = [claim.id for claim in claims if event_type(claim.type).speech is not None]
    told = "RETURN c.id AS one, o.id AS other"
    pairs: set[tuple[str, str]] = set()
    for new, forth in ((said, True), (speech, False)):
        if not new:
            continue
        arrow = "-[:CONTENT_OF]->" if forth else "<-[:CONTENT_OF]-"
        if keys.span is None:
            rows = run.each(f"MATCH (c:Claim {{id: row.id}}){arrow}(o:Claim) {told}", by_id(new))
        else:
            fresh = set(new)
            rows = [row for row in keys.ask(run, f"{arrow}(o:Claim)", told) if row["one"] in fresh]
        found = {(str(row["one"]), str(row["other"])) for row in rows}
        pairs |= {(other, one) for one, other in found} if forth else found
    _insert_contents(run, insert, pairs, {claim: event.id for event in events for claim in event.claims})


def join_all_contents(run: Run, insert: Insert) -> None:
    """CONTENT from the event of each speech act to the event that is said, where none is yet."""
    rows = run("MATCH (c:Claim)-[:CONTENT_OF]->(o:Claim) RETURN c.id AS said, o.id AS speech")
    _insert_contents(run, insert, {(str(row["speech"]), str(row["said"])) for row in rows}, {})


def _insert_contents(run: Run, insert: Insert, pairs: Collection[tuple[str, str]], known: Mapping[str, str]) -> None:
    """CONTENT between the events of *pairs* of claims, speech first; *known* are the events of some claims."""
    event_of = dict(known)
    absent = by_id({claim for pair in pairs for claim in pair} - set(event_of))
    if absent:
        # In one question with the pairs, the embedded engine would cross all events with all events.
        rows = run.each("MATCH (c:Claim {id: row.id})-[:ABOUT]->(e:Event) RETURN c.id AS id, e.id AS event", absent)
        event_of |= {str(row["id"]): str(row["event"]) for row in rows}
    joined = sorted({(event_of[one], event_of[other]) for one, other in pairs if one in event_of and other in event_of})
    insert("CONTENT", [{"from": one, "to": other} for one, other in joined])
