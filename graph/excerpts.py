"""Documents taken out of a store again: those that tell of some actors, with all that bears on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplograph.graph.paging import all_claims, all_sources
from diplograph.graph.reading import Keys, claims_of, claims_of_keys, read_actors, read_sources
from diplograph.graph.running import Run, by_id
from diplograph.schema.model import Claim, Document, Source


def documents_about(run: Run, actors: Sequence[str] | None) -> list[Document]:
    """The documents of all claims of the keys in which *actors* are named or claim something; of all where None.

    With what is said in these claims, and where; and with the other texts at their addresses, without
    claims where those tell of something else: the newest of them speaks.
    """
    claims = list(all_claims(run)) if actors is None else _bearing_on(run, actors)
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.source, []).append(claim)
    named = read_actors(run, sorted({actor for claim in claims for actor in _named(claim)}))
    known = {actor.id: actor for actor in named}
    return [
        Document(
            source,
            tuple(told.get(source.id, ())),
            tuple(
                known[actor] for actor in sorted({one for claim in told.get(source.id, ()) for one in _named(claim)})
            ),
        )
        for source in (all_sources(run) if actors is None else _sources(run, told))
    ]


def _sources(run: Run, ids: Iterable[str]) -> list[Source]:
    """The sources of some ids, and the other texts at their addresses."""
    known = set(ids)
    rows = run.each(
        "MATCH (:Source {id: row.id})-[:AT_URL]->(:Key)<-[:AT_URL]-(s:Source) RETURN DISTINCT s.id AS id", by_id(known)
    )
    return read_sources(run, known.union(str(row["id"]) for row in rows))


def _named(claim: Claim) -> Iterable[str]:
    yield from (named.actor for named in claim.participants)
    yield from (actor for actor in (claim.claimant, claim.via) if actor)


def _bearing_on(run: Run, actors: Sequence[str]) -> list[Claim]:
    """All claims of the keys of what names *actors*, of what is said in it, and of where it is said."""
    naming = claims_of(run, "actor", actors)
    ids = {claim.content_of for claim in naming if claim.content_of}
    inside = run.each(
        "MATCH (s:Claim {id: row.id})<-[:CONTENT_OF]-(c:Claim) RETURN c.id AS id", by_id(claim.id for claim in naming)
    )
    ids.update(str(row["id"]) for row in inside)
    keys = {claim.key for claim in (*naming, *claims_of(run, "id", sorted(ids)))}
    return claims_of_keys(run, Keys(sorted(keys)))
