"""Writing documents: sources, actors and claims that are new or better, inside one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import cast

import msgspec
from msgspec import Struct

from diplograph.graph.deriving import delete_events
from diplograph.graph.inserting import Insert, row_of, set_properties
from diplograph.graph.locking import lock
from diplograph.graph.merging import merge_actors, merge_sources
from diplograph.graph.naming import locked, naming_of, write_actors
from diplograph.graph.reading import Keys, claims_of, read_events, read_held, read_judgements, read_sources
from diplograph.graph.replacing import at_stake, changes
from diplograph.graph.rows import named_row, url_keys
from diplograph.graph.running import Row, Run, by_id
from diplograph.graph.tables import NODES, returned
from diplograph.schema.claims import better, key_of
from diplograph.schema.judgements import Rulings, rulings
from diplograph.schema.model import Actor, Claim, Document, Source


def _lock_or_make(run: Run, insert: Insert, keys: Iterable[str]) -> tuple[set[str], set[str]]:
    """As :func:`lock`; and the keys that are made here, without a mark, for nobody else sees them before the end."""
    wanted = set(keys)
    if not run.is_shared:
        return lock(run, insert, wanted), set()
    rows = run.each(
        "MERGE (k:Key {id: row.id}) ON MATCH SET k.dirty = true WITH k WHERE k.dirty IS NULL "
        "RETURN collect(k.id) AS made",
        by_id(wanted),
    )
    made = {str(key) for row in rows for key in cast(list[str], row["made"])}
    return wanted - made, made


def forget_half_claims(run: Run) -> None:
    """Take away what a killed load left of claims: those without their source."""
    run("MATCH (c:Claim) WHERE NOT EXISTS { MATCH (c)-[:STATED_IN]->(:Source) } DETACH DELETE c", {})


def forget_half_events(run: Run) -> None:
    """Take away what was left of events: those without their claims."""
    run("MATCH (e:Event) WHERE NOT EXISTS { MATCH (:Claim)-[:ABOUT]->(e) } DETACH DELETE e", {})


class Written(Struct, frozen=True):
    """What was written: the keys that must be derived, those that were *known* before, and because of what.

    ``locks`` are the keys of addresses and actors, which have no events: they are to be settled with the others.

    ``fresh`` are the claims that are new, and ``sources`` those of the documents, as they stand now. The ``restless``
    keys had claims that are gone, or whose source shows otherwise now. ``made`` are keys of a server that stood nowhere
    before and have no mark; of the ``plain`` ones among them all events follow from the fresh claims alone. Those of
    the keys ``apart`` depend on other sources, or lead to other events.

    ``actors`` are those that the documents name: they stand with at least what they have here.
    """

    keys: frozenset[str]
    locks: frozenset[str]
    known: frozenset[str]
    fresh: tuple[Claim, ...]
    changed: tuple[Claim, ...]
    sources: Mapping[str, Source]
    restless: frozenset[str]
    made: frozenset[str]
    plain: frozenset[str]
    apart: frozenset[str]
    actors: Mapping[str, Actor]

    @property
    def claims(self) -> dict[str, Claim]:
        """The claims that are new, or of a source that shows otherwise now, by id."""
        return {claim.id: claim for claim in (*self.changed, *self.fresh)}


class MoreThanAdding(Exception):
    """Documents of these *sources* take claims away, or the place of another text at their URL.

    *keys* are those of what stands that they touch.
    """

    def __init__(self, sources: Collection[str], keys: Collection[str] = ()) -> None:
        super().__init__(sources, keys)
        self.sources = frozenset(sources)
        self.keys = frozenset(keys)


def write_documents(
    run: Run,
    insert: Insert,
    documents: Sequence[Document],
    adding: bool = False,
    sure: Mapping[str, Actor] = MappingProxyType({}),
) -> Written:
    """Write sources, actors and claims that are new or better; *sure* actors stand with at least what they have there.

    *adding* raises MoreThanAdding, and may have written something, where claims or texts would have to make room.
    """
    standing_judgements = read_judgements(run)
    judged = rulings(standing_judgements)
    sources, claims, actors = united(documents, judged)
    urls = {key for source in sources.values() for key in url_keys(source)}
    keys = {claim.key for claim in claims.values()}
    naming = naming_of(run, {key: each for key, each in actors.items() if not is_told(each, sure.get(key))})
    locks = naming.locks
    # Who is the only writer takes all locks at once: two copies into a table in a transaction that is then given up
    # leave its index broken (Ladybug 0.22).
    standing_keys, made = _lock_or_make(run, insert, keys | urls | (set() if run.is_shared else locks))
    merged, known, stale = _write_sources(run, insert, sources, judged, adding)
    standing = {claim.id: claim for claim in claims_of(run, "source", at_stake(run, known, claims))}
    fresh, gone = changes(standing, claims)
    changed = claims_of(run, "source", sorted(stale))
    if adding and gone:
        moving = {claim.source for claim in gone}
        raise MoreThanAdding(moving, {claim.key for claim in (*gone, *changed) if claim.source in moving})
    touched = {claim.key for claim in (*fresh, *gone, *changed)}
    if touched - keys:
        more, new = _lock_or_make(run, insert, touched - keys)
        standing_keys, made = standing_keys | more, made | new
    said = _said_in(run, {claim.id for claim in fresh}, gone)
    _delete_claims(run, gone)
    write_actors(run, insert, locked(run, insert, naming) if run.is_shared else naming)
    _write_claims(insert, fresh)
    insert("CONTENT_OF", said)
    _write_media(run, insert, set(known), fresh, {claim.source for claim in gone})
    restless = frozenset(claim.key for claim in (*gone, *changed))
    apart = _apart(fresh, merged)
    return Written(
        frozenset(keys | touched),
        frozenset(urls | locks),
        frozenset(standing_keys),
        tuple(fresh),
        tuple(changed),
        merged,
        restless,
        frozenset(made),
        frozenset() if standing_judgements else frozenset(made & touched) - restless - apart,
        apart,
        actors,
    )


def is_told(actor: Actor, sure: Actor | None) -> bool:
    """Whether all that *actor* has stands already."""
    return sure is not None and (sure is actor or merge_actors(sure, actor) == sure)


def _apart(fresh: Sequence[Claim], sources: Mapping[str, Source]) -> frozenset[str]:
    """The keys whose events depend on other sources, or lead to other events.

    Of the texts at one address the newest speaks; and a speech act is joined to what is said in it.
    """
    speeches = {claim.content_of for claim in fresh if claim.content_of}

    def is_apart(claim: Claim) -> bool:
        return bool(claim.content_of) or claim.id in speeches or bool(sources[claim.source].sha256)

    return frozenset(claim.key for claim in fresh if is_apart(claim))


def _said_in(run: Run, fresh: Collection[str], gone: Sequence[Claim]) -> list[Row]:
    """CONTENT_OF from claims that stay to speeches of which a better telling, of the same id, takes the place."""
    leaving = {claim.id for claim in gone}
    rows = run.each(
        "MATCH (s:Claim {id: row.id})<-[:CONTENT_OF]-(c:Claim) RETURN c.id AS `from`, s.id AS `to`",
        by_id(leaving.intersection(fresh)),
    )
    return sorted(
        (row for row in rows if row["from"] not in leaving), key=lambda row: (str(row["from"]), str(row["to"]))
    )


def _delete_claims(run: Run, gone: Sequence[Claim]) -> None:
    """Take claims away, with the events that rest on them: nothing would lead to those afterwards."""
    if not gone:
        return
    ids = {claim.id for claim in gone}
    held = read_held(run, Keys(sorted({claim.key for claim in gone})))
    resting = {key: each for key, each in held.items() if not each.claims.isdisjoint(ids)}
    delete_events(run, read_events(run, resting))
    run.each("MATCH (c:Claim {id: row.id}) DETACH DELETE c", by_id(ids))


def united(
    documents: Sequence[Document], judged: Rulings
) -> tuple[dict[str, Source], dict[str, Claim], dict[str, Actor]]:
    """The sources, claims and actors of *documents* by id, of each what all of them say of it."""
    sources: dict[str, Source] = {}
    claims: dict[str, Claim] = {}
    actors: dict[str, Actor] = {}
    for document in documents:
        known = sources.get(document.source.id)
        sources[document.source.id] = document.source if known is None else merge_sources(known, document.source)
        for given in document.claims:
            claim = rekeyed(given, judged) if judged.leaders else given
            claims[claim.id] = better(claims.get(claim.id), claim)
        for actor in document.actors:
            same = actors.get(actor.id)
            actors[actor.id] = actor if same is None else merge_actors(same, actor)
    return sources, claims, actors


def rekeyed(claim: Claim, judged: Rulings) -> Claim:
    """*claim* with the key that it has after judgements on its actors."""
    return msgspec.structs.replace(claim, key=key_of(claim, judged.actor))


def _write_sources(
    run: Run, insert: Insert, sources: Mapping[str, Source], judged: Rulings, adding: bool
) -> tuple[dict[str, Source], list[str], set[str]]:
    """Write sources: as they stand now, those that stood already, those whose address, origin or standing changed."""
    known = {source.id: source for source in read_sources(run, sorted(sources))}

    def merge(keys: Iterable[str]) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for key in sorted(keys):
            whole = merge_sources(known[key], sources[key]) if key in known else sources[key]
            found[key] = msgspec.structs.replace(whole, text="") if key in judged.retracted else whole
        return found

    merged = merge(sources)
    rows = [row_of(source) for key, source in merged.items() if known.get(key) != source]
    if run.is_shared:
        met = _insert_or_meet(run, rows)
        known.update(met)
        merged.update(merge(met))
    else:
        insert("Source", [row for row in rows if row["id"] not in known])
    moved = [key for key in sorted(known) if merged[key].url != known[key].url]
    run.each("MATCH (:Source {id: row.id})-[r:AT_URL]->(:Key) DELETE r", by_id(moved))
    insert(
        "AT_URL",
        [
            {"from": key, "to": url}
            for key, source in sorted(merged.items())
            for url in url_keys(source)
            if key not in known or url not in url_keys(known[key])
        ],
    )
    changed = [key for key, source in sorted(merged.items()) if known.get(key, source) != source]
    set_properties("Source", run, [row_of(merged[key]) for key in changed])
    stale = {key for key, source in known.items() if _shown(merged[key]) != _shown(source)}
    urls = {url for source in merged.values() for url in url_keys(source)}
    revised = _revisions(run, sorted(urls))
    if adding and revised:
        moving = {url for url, _ in revised.values()}
        raise MoreThanAdding({key for key, source in merged.items() if not moving.isdisjoint(url_keys(source))})
    run.each(
        "MATCH (s:Source {id: row.id}) SET s.superseded_by = row.by",
        [{"id": key, "by": by} for key, (_, by) in sorted(revised.items())],
    )
    return merged, sorted(known), stale | revised.keys()


def _insert_or_meet(run: Run, rows: Sequence[Row]) -> dict[str, Source]:
    """Insert sources and hold them until the end; those that stand otherwise by now, as they do.

    Another writer may have made or changed one since it was looked for.
    """
    names = list(NODES["Source"])
    values = ", ".join(f"s.`{name}` = row.`{name}`" for name in names)
    differs = " OR ".join(f"s.`{name}` <> row.`{name}`" for name in names)
    found = run.each(
        f"MERGE (s:Source {{id: row.id}}) ON CREATE SET {values} ON MATCH SET s.kind = s.kind "
        f"WITH s, row WHERE {differs} RETURN {returned(names, 's')}",
        rows,
    )
    return {source.id: source for source in (msgspec.convert(row, Source) for row in found)}


def _shown(source: Source) -> tuple[str, ...]:
    return source.url, source.title, source.publisher, source.text_key


def _revisions(run: Run, urls: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Of the texts at one URL the newest speaks: by day of publication, then id.

    For whom that changes: the key of the URL, and the id of the newest, "" where it counts itself.
    """
    rows = run.each(
        "MATCH (k:Key {id: row.id})<-[:AT_URL]-(s:Source) "
        "RETURN k.id AS url, s.id AS id, s.published AS published, s.superseded_by AS superseded_by",
        by_id(urls),
    )
    newest: dict[str, tuple[str, str]] = {}
    for row in rows:
        found = (str(row["published"]), str(row["id"]))
        newest[str(row["url"])] = max(newest.get(str(row["url"]), found), found)
    changed: dict[str, tuple[str, str]] = {}
    for row in rows:
        first = newest[str(row["url"])][1]
        by = "" if first == row["id"] else first
        if by != row["superseded_by"]:
            changed[str(row["id"])] = (str(row["url"]), by)
    return changed


def _write_claims(insert: Insert, claims: Sequence[Claim]) -> None:
    """STATED_IN comes last: a claim without it was cut short, and is written again."""
    insert("Claim", [row_of(claim) for claim in claims])
    insert("NAMES", [named_row(claim, named) for claim in claims for named in claim.participants])
    insert("CLAIMED_BY", [{"from": claim.id, "to": claim.claimant} for claim in claims if claim.claimant])
    insert("CONTENT_OF", [{"from": claim.id, "to": claim.content_of} for claim in claims if claim.content_of])
    insert("OF_KEY", [{"from": claim.id, "to": claim.key} for claim in claims])
    insert("STATED_IN", [{"from": claim.id, "to": claim.source} for claim in claims])


def _write_media(
    run: Run, insert: Insert, known: Collection[str], fresh: Sequence[Claim], robbed: Collection[str]
) -> None:
    """REPORTED_VIA from a source to each agency or medium that its claims cite.

    *known* sources had claims before, and *robbed* ones have lost some of them.
    """
    found = run.each(
        "MATCH (s:Source {id: row.id})<-[:STATED_IN]-(c:Claim) WHERE c.via <> '' "
        "RETURN DISTINCT s.id AS id, c.via AS via",
        by_id(robbed),
    )
    cited = {(claim.source, claim.via) for claim in fresh if claim.via}
    touched = {source for source, _ in cited if source in known} | set(robbed)
    cited |= {(str(row["id"]), str(row["via"])) for row in found}
    found = run.each(
        "MATCH (s:Source {id: row.id})-[:REPORTED_VIA]->(a:Actor) RETURN s.id AS id, a.id AS via", by_id(touched)
    )
    standing = {(str(row["id"]), str(row["via"])) for row in found}
    insert("REPORTED_VIA", [{"from": source, "to": via} for source, via in sorted(cited - standing)])
    for source, via in sorted(standing - cited):
        if source in robbed:
            run(
                "MATCH (s:Source {id: $source})-[r:REPORTED_VIA]->(a:Actor {id: $via}) DELETE r",
                {"source": source, "via": via},
            )
