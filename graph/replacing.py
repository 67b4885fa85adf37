"""Which claims take the place of others: a better one of the same id, and those of a newer version of their reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from diplograph.graph.running import Run, by_id
from diplograph.schema.claims import better
from diplograph.schema.model import Claim


def at_stake(run: Run, known: Sequence[str], given: Mapping[str, Claim]) -> Sequence[str]:
    """Of the *known* sources those of which a claim may have to make room: one with a given id, or of another version.

    On a server, where a load tells of one source in several batches, whole claims are read of no others.
    """
    if not run.is_shared:
        return known
    rows = run.each(
        "MATCH (s:Source {id: row.id})<-[:STATED_IN]-(c) RETURN s.id AS source, c.id AS id, c.extractor AS extractor",
        by_id(known),
    )
    told = [(str(row["source"]), str(row["extractor"])) for row in rows]
    told += [(claim.source, claim.extractor) for claim in given.values()]
    versions: dict[tuple[str, str], set[tuple[int, ...]]] = {}
    for source, extractor in set(told):
        versions.setdefault((source, _family(extractor)), set()).add(_version(extractor))
    staked = {source for (source, _), found in versions.items() if len(found) > 1}
    staked |= {str(row["source"]) for row in rows if row["id"] in given}
    return [source for source in known if source in staked]


@lru_cache(maxsize=4096)
def _family(extractor: str) -> str:
    """What stands before the version: "rules", "llm/MODEL"."""
    name, slash, last = extractor.rpartition("/")
    return name if slash else last


@lru_cache(maxsize=4096)
def _version(extractor: str) -> tuple[int, ...]:
    name, _, version = extractor.rpartition("/")
    return tuple(int(part) for part in version.split(".") if part.isdigit()) if name else ()


def are_of_one_version(extractors: Iterable[str]) -> bool:
    """Whether no two of *extractors* are of one family, so that no claim of theirs makes room for another."""
    families = [_family(each) for each in extractors]
    return len(set(families)) == len(families)


def changes(standing: Mapping[str, Claim], given: Mapping[str, Claim]) -> tuple[list[Claim], list[Claim]]:
    """Claims to write and claims to take away.

    Claims of one source by one extractor family are replaced as a whole by a higher
    version of that family (DESIGN section 5).
    """
    newest: dict[tuple[str, str], tuple[int, ...]] = {}
    for claim in (*standing.values(), *given.values()):
        family = claim.source, _family(claim.extractor)
        newest[family] = max(newest.get(family, ()), _version(claim.extractor))

    def is_outdated(claim: Claim) -> bool:
        return _version(claim.extractor) < newest[claim.source, _family(claim.extractor)]

    gone = {key: claim for key, claim in standing.items() if is_outdated(claim)}
    fresh: list[Claim] = []
    for key, claim in sorted(given.items()):
        if is_outdated(claim):
            continue
        known = None if key in gone else standing.get(key)
        best = better(known, claim)
        if known is None or best != known:
            fresh.append(best)
            if key in standing:
                gone[key] = standing[key]
    return fresh, [gone[key] for key in sorted(gone)]
