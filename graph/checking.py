"""What is wrong with a graph that was meddled with, or that was written by a program with a fault."""

from __future__ import annotations

from diplograph.graph.running import Run
from diplograph.graph.speaking import pairs_of, read_pairs
from diplograph.graph.store import Readable
from diplograph.schema.judgements import rulings


def problems_in(store: Readable, run: Run) -> list[str]:
    """One line for each; *run* asks the same *store*."""
    problems: list[str] = []
    claims = {claim.id: claim for claim in store.claims()}
    texts: dict[str, str] = {}
    superseded: dict[str, str] = {}
    for source in store.sources():
        texts[source.id], superseded[source.id] = source.text, source.superseded_by
    judged = rulings(store.judgements())
    owners: dict[str, list[str]] = {}
    leading: dict[str, str] = {}
    for event in store.events():
        leading[event.id] = event.claim
        for held in event.claims:
            owners.setdefault(held, []).append(event.id)
    for key, claim in claims.items():
        text = texts.get(claim.source, "")
        if text and claim.start >= 0 and text[claim.start : claim.end] != claim.quote:
            problems.append(f"claim {key}: its quote does not stand at {claim.start}..{claim.end}; load the text again")
        wanted = 1 if judged.is_live(claim) and not superseded[claim.source] else 0
        if len(owners.get(key, [])) != wanted:
            problems.append(
                f"claim {key}: is in {len(owners.get(key, []))} events, not in {wanted}; run diplograph rebuild"
            )
    event_of = {key: events[0] for key, events in owners.items()}
    said = {
        (event_of[claim.content_of], event_of[key])
        for key, claim in claims.items()
        if key in event_of and claim.content_of in event_of
    }
    for speech, content in sorted(said.symmetric_difference(store.contents())):
        problems.append(f"event {speech}: whether {content} is said in it has changed; run diplograph rebuild")
    for edge in store.edges():
        if leading.get(edge.event) not in claims:
            problems.append(f"edge {edge.id}: its event or claim is gone; run diplograph rebuild")
    ids = [str(row["id"]) for row in run("MATCH (a:Actor) RETURN a.id AS id")]
    for one, whom in sorted(pairs_of(run, ids) ^ read_pairs(run, ids)):
        problems.append(f"actor {one}: whether it speaks for {whom} has changed; run diplograph rebuild")
    return problems
