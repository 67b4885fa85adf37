"""The life of one event: who said what, when, in which words, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from diplograph.graph.store import Standing, Store
from diplograph.queries.runner import Cell, coverage
from diplograph.schema.edtf import parse
from diplograph.schema.errors import QueryError
from diplograph.schema.events import Setting, event_of, known_on
from diplograph.schema.events.plans import stated
from diplograph.schema.judgements import rulings
from diplograph.schema.model import Claim, Event

COLUMNS = (
    "stated_on",
    "said_by",
    "via",
    "act",
    "type",
    "modality",
    "date",
    "status",
    "known",
    "confidence",
    "quote",
    "title",
    "url",
    "rule",
    "claim",
)


class Life(Struct, frozen=True):
    """An event, a row for each of its claims, and what may be the same: event id and why."""

    event: Event
    rows: tuple[tuple[Cell, ...], ...]
    near: tuple[tuple[str, str], ...]


def life(store: Store, identity: str) -> Life:
    """The life of the event with this id, or of the one that holds the claim which once gave the id.

    The id of an edge, which names the actors behind a slash, leads to its event.
    """
    current = find_event(store, identity.partition("/")[0])
    claims = store.claims_of_events([current])[current]
    standings = store.standings(claim.source for claim in claims)
    setting = Setting(rulings(store.judgements()), {key: each.origin for key, each in standings.items()})
    event = event_of(claims, setting)
    return Life(event, tuple(_rows(claims, setting, standings, _names(store, claims))), tuple(_near(store, event)))


def find_event(store: Store, identity: str) -> str:
    """The id today of the event that was printed as *identity*; a QueryError where there is none."""
    if store.query("MATCH (e:Event) WHERE e.id = $id RETURN e.id AS id ORDER BY id", {"id": identity}).rows:
        return identity
    rows = store.query(
        "MATCH (c:Claim) WHERE c.event_hint = $id OPTIONAL MATCH (c)-[:ABOUT]->(e:Event) "
        "RETURN c.id AS claim, e.id AS event ORDER BY claim",
        {"id": identity},
    ).rows
    if not rows:
        raise QueryError(f"no event '{identity}'; {coverage(store)}: copy an id from an answer's last column")
    if rows[0][1] is None:
        raise QueryError(f"event '{identity}': its claim {rows[0][0]} counts no more: {_why(store, str(rows[0][0]))}")
    return str(rows[0][1])


def _why(store: Store, claim: str) -> str:
    (source,) = store.query(
        "MATCH (c:Claim)-[:STATED_IN]->(s:Source) WHERE c.id = $id "
        "RETURN s.id AS id, s.superseded_by AS superseded_by ORDER BY id",
        {"id": claim},
    ).rows
    for judged in store.judgements():
        if judged.subject in (claim, source[0]) and judged.verdict in ("reject", "retract"):
            return f"{judged.verdict} by {judged.author}: {judged.reason}"
    return f"a newer text stands at its URL, source {source[1]}"


def _names(store: Store, claims: Sequence[Claim]) -> dict[str, str]:
    ids = sorted({actor for claim in claims for actor in (claim.claimant, claim.via) if actor})
    rows = store.query(
        "UNWIND $ids AS id MATCH (a:Actor {id: id}) RETURN a.id AS id, a.name AS name ORDER BY id", {"ids": ids}
    ).rows
    return {str(row[0]): str(row[1]) for row in rows}


def _rows(
    claims: Sequence[Claim], setting: Setting, standings: Mapping[str, Standing], names: Mapping[str, str]
) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    before = ("", "")
    for claim in sorted(
        claims, key=lambda each: (stated(each) is None, stated(each) or 0, each.act == "denies", each.id)
    ):
        day = stated(claim)
        known = event_of(known_on(claims, day) if day is not None else claims, setting)
        after = (known.status, known.date)
        source = standings[claim.source].origin
        rows.append(
            (
                claim.stated_on,
                names.get(claim.claimant, claim.claimant) or "the source",
                names.get(claim.via, claim.via),
                claim.act,
                claim.type,
                claim.modality,
                claim.date,
                after[0] if after != before else "",
                after[1] if after != before else "",
                claim.confidence,
                claim.quote,
                source.title,
                source.url,
                claim.rule,
                claim.id,
            )
        )
        before = after
    return rows


def _near(store: Store, event: Event) -> list[tuple[str, str]]:
    """Events of the same actors a few days away, and tellings of the days that name some of the actors."""
    rows = store.query(
        "MATCH (e:Event {id: $id}) UNWIND e.near AS key MATCH (o:Event {id: key}) "
        "RETURN o.id AS id, o.date AS date ORDER BY id",
        {"id": event.id},
    ).rows
    found = [(str(row[0]), f"the same actors on {row[1]}") for row in rows]
    span = parse(event.date)
    if span.first_day is not None and span.last_day is not None:
        rows = store.query(
            "MATCH (e:Event {id: $id})<-[:PARTICIPATES_IN]-(a:Actor)-[:PARTICIPATES_IN]->(o:Event) "
            "WHERE o.id <> $id AND o.type = $type AND o.first_day <= $last AND o.last_day >= $first "
            "RETURN o.id AS id, count(DISTINCT a.id) AS shared ORDER BY id",
            {"id": event.id, "type": event.type, "first": span.first_day, "last": span.last_day},
        ).rows
        known = {identity for identity, _ in found}
        found += [(str(row[0]), "some of the actors") for row in rows if int(str(row[1])) > 1 and row[0] not in known]
    return found
