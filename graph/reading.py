"""Reading nodes back as the values of the schema, sorted by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from diplograph.graph.running import Rows, Run, by_id, count_of
from diplograph.graph.speaking import read_pairs
from diplograph.graph.store import Standing
from diplograph.graph.tables import NODES, NUMBERS, TEXTS, returned
from diplograph.schema.actors import medium_of
from diplograph.schema.event_types import event_types
from diplograph.schema.events import OUTLINE, Kept, Origin
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Actor, ActorName, Claim, Edge, Event, Named, Source, Tie
from diplograph.schema.text import fold

Found = TypeVar("Found")


class Span(Struct, frozen=True):
    """The ids from *first* on that come before *after*, "" for no bound."""

    first: str = ""
    after: str = ""

    def ask(self, run: Callable[[str, Mapping[str, object]], Found], pattern: str, key: str, rest: str) -> Found:
        """The rows of a question on what has an id in the span as its *key*, which is ``n.id`` or the like."""
        before = f" AND {key} < $after" if self.after else ""
        given = {"first": self.first, "after": self.after} if self.after else {"first": self.first}
        return run(f"MATCH {pattern} WHERE {key} >= $first{before} {rest}", given)


ALL = Span()


class Keys(Struct, frozen=True):
    """Some grouping keys, sorted; and the *span* that holds them, if few others lie there.

    The embedded engine joins many keys with all claims, which it holds in memory, and reads of a span its own alone
    (tried: the whole claims of 8,232 keys, of 1.14 million claims: 37 s and 4.0 GB against 4.6 s and 0.8 GB).
    """

    ids: Sequence[str]
    span: Span | None = None

    def ask(self, run: Run, pattern: str, rest: str) -> Rows:
        """The rows of a question on each key ``k`` and its claims ``c``; *pattern* goes on from there.

        Of a span, rows of other keys are among them.
        """
        if self.span is None:
            one = "MATCH (k:Key {id: row.id})<-[:OF_KEY]-(c:Claim)"
            return run.each(f"{one} MATCH (c){pattern} {rest}", by_id(self.ids))
        return self.span.ask(run, f"(k:Key)<-[:OF_KEY]-(c:Claim){pattern}", "k.id", rest)


Which = Iterable[str] | Span
"""Some ids, or all of a span."""


def _nodes(run: Run, label: str, rest: str, which: Which) -> Rows:
    if isinstance(which, Span):
        return which.ask(run, f"(n:{label})", "n.id", rest)
    return run.each(f"MATCH (n:{label} {{id: row.id}}) {rest}", by_id(which))


def read_sources(run: Run, which: Which) -> list[Source]:
    """The sources of some ids."""
    rows = _nodes(run, "Source", f"RETURN {returned(NODES['Source'], 'n')}", which)
    return sorted((msgspec.convert(row, Source) for row in rows), key=lambda source: source.id)


def read_actors(run: Run, which: Which) -> list[Actor]:
    """The actors of some ids, with their names and ties."""
    rows = _nodes(run, "Actor", f"RETURN {returned(NODES['Actor'], 'n')}", which)
    names: dict[str, list[ActorName]] = {}
    found = _nodes(
        run,
        "Actor",
        "MATCH (n)-[r:NAMED]->(:Name) RETURN n.id AS id, r.text AS text, r.language AS language, r.kind AS kind",
        which,
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
            which,
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


_STATED = "-[:STATED_IN]->(s:Source)"
_CLAIMS_BY = {
    "id": f"MATCH (c:Claim {{id: row.id}}){_STATED}",
    "source": "MATCH (s:Source {id: row.id})<-[:STATED_IN]-(c:Claim)",
}


def claims_of(
    run: Run, by: Literal["span", "id", "source", "actor"], ids: Sequence[str] = (), span: Span = ALL
) -> list[Claim]:
    """The whole claims of a span or with some ids, of some sources, or that name some actors."""
    if by == "actor":
        found = run.each(
            "MATCH (:Actor {id: row.id})<-[:NAMES|CLAIMED_BY]-(c:Claim) RETURN DISTINCT c.id AS id", by_id(ids)
        )
        return claims_of(run, "id", [str(row["id"]) for row in found])

    def told(rest: str) -> Rows:
        if by == "span":
            return span.ask(run, f"(c:Claim){_STATED}", "c.id", rest)
        return run.each(f"{_CLAIMS_BY[by]} {rest}", by_id(ids))

    return _whole(told)


def claims_of_keys(run: Run, keys: Keys) -> list[Claim]:
    """The whole claims of some keys."""
    wanted = set(keys.ids)
    claims = _whole(lambda rest: keys.ask(run, _STATED, rest), ", k.id AS `key`")
    return [claim for claim in claims if claim.key in wanted]


def _whole(told: Callable[[str], Rows], with_key: str = "") -> list[Claim]:
    """The claims ``c`` with their sources ``s`` of which *told* gives what it is asked to return; sorted by id.

    *with_key* returns their keys, where these are known.
    """
    rows = told(f"RETURN {returned(NODES['Claim'], 'c')}, s.id AS source{with_key}")
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
    of_key = rows if with_key else told("MATCH (c)-[:OF_KEY]->(q:Key) RETURN c.id AS id, q.id AS `key`")
    keys = {str(row["id"]): row["key"] for row in of_key}
    claims = []
    for row in rows:
        key = str(row["id"])
        mentioned = sorted(names.get(key, []), key=lambda named: named.position)
        whole = {**row, "participants": (), "claimant": claimants.get(key, ""), "key": keys.get(key, "")}
        claims.append(msgspec.structs.replace(msgspec.convert(whole, Claim), participants=tuple(mentioned)))
    return sorted(claims, key=lambda claim: claim.id)


def claims_of_events(run: Run, events: Iterable[str]) -> dict[str, list[Claim]]:
    """The whole claims of some events, by event id."""
    rows = run.each(
        "MATCH (e:Event {id: row.id})<-[:ABOUT]-(c:Claim) RETURN e.id AS event, c.id AS claim", by_id(events)
    )
    claims = {claim.id: claim for claim in claims_of(run, "id", sorted(str(row["claim"]) for row in rows))}
    found: dict[str, list[Claim]] = {}
    for row in rows:
        found.setdefault(str(row["event"]), []).append(claims[str(row["claim"])])
    return found


def outlines_of(run: Run, keys: Keys) -> list[Claim]:
    """Of the claims of some keys that count, what grouping asks for; whole where it asks for those who take part."""
    rows = keys.ask(
        run,
        _STATED,
        f"WHERE s.superseded_by = '' RETURN c.id AS id, s.id AS source, {returned(OUTLINE, 'c')}, k.id AS `key`",
    )
    admitting = [str(row["id"]) for row in rows if row["act"] == "admits"]
    whole = {claim.id: claim for claim in claims_of(run, "id", admitting)}
    return [
        whole[key] if (key := str(row["id"])) in whole else msgspec.convert({**row, "participants": ()}, Claim)
        for row in rows
    ]


def read_standings(run: Run, which: Sequence[str] | Keys | Span) -> dict[str, Standing]:
    """The standings of some sources, or of those of some keys' or a span of claims, and perhaps of others, by id."""
    told = (
        "RETURN DISTINCT s.id AS id, s.url AS url, s.title AS title, s.text_key AS text_key, "
        "s.publisher AS publisher, s.superseded_by AS superseded_by"
    )
    if isinstance(which, Keys):
        rows = which.ask(run, _STATED, told)
    elif isinstance(which, Span):
        rows = which.ask(run, f"(c:Claim){_STATED}", "c.id", told)
    else:
        rows = run.each(f"MATCH (s:Source {{id: row.id}}) {told}", by_id(which))
    return {
        str(row["id"]): Standing(
            _origin(str(row["text_key"]), str(row["publisher"]), str(row["url"]), str(row["title"])),
            superseded_by=str(row["superseded_by"]),
        )
        for row in rows
    }


def origin_of(source: Source) -> Origin:
    """What events need of *source*."""
    return _origin(source.text_key, source.publisher, source.url, source.title)


def _origin(text_key: str, publisher: str, url: str, title: str) -> Origin:
    return Origin(text_key, medium_of(publisher), url, title)


def read_named(run: Run, names: Iterable[str]) -> dict[str, list[str]]:
    """The actor with each of *names* as its id, else all that have it as a name, sorted."""
    wanted = set(names)
    ids = {str(row["id"]) for row in run.each("MATCH (a:Actor {id: row.id}) RETURN a.id AS id", by_id(wanted))}
    folded = {name: fold(name) for name in wanted - ids}
    called: dict[str, set[str]] = {}
    text = "MATCH (a:Actor)-[:NAMED]->(n:Name {id: row.id}) RETURN n.id AS name, a.id AS id"
    for row in run.each(text, by_id(folded.values())):
        called.setdefault(str(row["name"]), set()).add(str(row["id"]))
    return {name: [name] if name in ids else sorted(called.get(folded[name], ())) for name in wanted}


def read_speakers(run: Run, actors: Iterable[str]) -> dict[str, set[str]]:
    """Each of *actors* with all who speak for it."""
    found = {whom: {whom} for whom in actors}
    for speaker, whom in read_pairs(run, found):
        found[whom].add(speaker)
    return found


def read_coverage(run: Run) -> tuple[int, str, str]:
    """How many sources there are, and the first and last day of publication, "" where none tells one."""
    days = "MATCH (s:Source) WHERE s.published > '' RETURN s.published AS day"
    ends = [run(f"{days} ORDER BY day {way} LIMIT 1") for way in ("ASC", "DESC")]
    first, last = (str(rows[0]["day"]) if rows else "" for rows in ends)
    return count_of(run, "Source"), first, last


def read_judgements(run: Run) -> list[Judgement]:
    """All judgements, sorted by id."""
    rows = run(f"MATCH (j:Judgement) RETURN {returned(NODES['Judgement'], 'j')}", {})
    return sorted((msgspec.convert(row, Judgement) for row in rows), key=lambda judged: judged.id)


class Held(Struct, frozen=True):
    """An event as it stands, with what says whether it can stay."""

    key: str
    claims: frozenset[str]
    kept: Kept


def read_held(run: Run, which: Keys | Span) -> dict[str, Held]:
    """The events of some keys, or of a span of event ids, by id."""
    told = (
        "RETURN e.id AS id, c.id AS claim, k.id AS `key`, e.first_day AS first_day, e.last_day AS last_day, "
        "e.near AS near"
    )
    if isinstance(which, Span):
        rows = which.ask(run, "(e:Event)<-[:ABOUT]-(c:Claim)-[:OF_KEY]->(k:Key)", "e.id", told)
    else:
        wanted = set(which.ids)
        rows = [row for row in which.ask(run, "-[:ABOUT]->(e:Event)", told) if row["key"] in wanted]
    about: dict[str, set[str]] = {}
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


def read_events(run: Run, held: Mapping[str, Held], span: Span | None = None) -> list[Event]:
    """The events that are *held*, with claims and participants; *span* is where their ids lie, if they are many."""
    which: Which = sorted(held) if span is None else span
    rows = _nodes(run, "Event", f"RETURN {returned(NODES['Event'], 'n')}", which)
    named: dict[str, list[Named]] = {}
    for row in _nodes(
        run,
        "Event",
        "MATCH (a:Actor)-[r:PARTICIPATES_IN]->(n) RETURN n.id AS id, r.role AS role, a.id AS actor, r.text AS text",
        which,
    ):
        named.setdefault(str(row.pop("id")), []).append(msgspec.convert(row, Named))
    events = []
    for row in rows:
        key = str(row["id"])
        if key not in held:
            continue
        whole = {**row, "claims": (), "participants": (), "key": held[key].key}
        for name, kind in NODES["Event"].items():
            if kind in (TEXTS, NUMBERS):
                # The embedded engine gives null for an empty list.
                listed = row[name]
                whole[name] = tuple(listed) if isinstance(listed, list) else ()
        events.append(
            msgspec.structs.replace(
                msgspec.convert(whole, Event),
                claims=tuple(sorted(held[key].claims)),
                participants=tuple(sorted(named.get(key, []))),
            )
        )
    return sorted(events, key=lambda event: event.id)


def read_edges(run: Run, span: Span = ALL) -> list[Edge]:
    """The edges that the events of a span gave, sorted by event, then by their ends."""
    edges = []
    for kind in event_types().values():
        rows = span.ask(
            run,
            f"(a:Actor)-[m:{kind.edge}]->(b:Actor)",
            "m.event",
            "RETURN m.id AS id, a.id AS source_actor, b.id AS target_actor, "
            "m.event AS event, m.directed AS directed, m.source_state AS source_state, m.target_state AS target_state",
        )
        edges += [msgspec.convert({**row, "type": kind.edge}, Edge) for row in rows]
    return sorted(edges, key=lambda edge: (edge.event, edge.source_actor, edge.target_actor))


def content_pairs(run: Run, span: Span = ALL) -> list[tuple[str, str]]:
    """The speech acts of a span and what is said in them, as event ids, sorted."""
    rows = span.ask(run, "(s:Event)-[:CONTENT]->(e:Event)", "s.id", "RETURN s.id AS speech, e.id AS said")
    return sorted((str(row["speech"]), str(row["said"])) for row in rows)
