"""All nodes and edges of a store, a page at a time: a graph of any size is read in the same memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diplograph.graph.reading import (
    Keys,
    Span,
    claims_of,
    content_pairs,
    read_actors,
    read_edges,
    read_events,
    read_held,
    read_sources,
    read_standings,
)
from diplograph.graph.running import Run
from diplograph.graph.wide import Wide
from diplograph.schema.events import Origin
from diplograph.schema.judgements import Rulings
from diplograph.schema.model import Actor, Claim, Edge, Event, Source

PAGE_NODES = 20_000
"""Nodes of a page, which are held as values."""
WIDE = 3
"""Pages of an embedded store that are read together, as columns: it reads a whole table each time."""
PAGE_SIGNS = 20_000_000
"""Signs of the texts of a page of sources, about."""


def spans(run: Run, label: str, nodes: int = 0) -> Iterator[Span]:
    """Spans of ids that hold PAGE_NODES nodes each, or *nodes*, and together all nodes of *label*."""
    size = nodes or PAGE_NODES
    if label in _HASHED:
        yield from _even(-(-_total(run, label, "") // size))
        return
    first = ""
    # The embedded engine may crash where SKIP goes beyond the last row: so they are counted before.
    while _total(run, label, first) > size:
        (row,) = run(
            f"MATCH (n:{label}) WHERE n.id >= $first RETURN n.id AS id ORDER BY id SKIP {int(size)} LIMIT 1",
            {"first": first},
        )
        yield Span(first, str(row["id"]))
        first = str(row["id"])
    yield Span(first)


_HASHED = ("Source", "Claim")
"""Labels whose ids are hashes in hex: every span of them holds its share."""


def _even(count: int) -> Iterator[Span]:
    edges = [f"{0x10000 * place // count:04x}" for place in range(1, count)]
    yield from (Span(first, after) for first, after in zip(["", *edges], [*edges, ""], strict=True))


def _pages(run: Run, label: str, nodes: int = PAGE_NODES) -> Iterator[tuple[Run, Span]]:
    """Spans of *nodes* nodes each, together all of *label*, each with what is to be asked about it."""
    if run.columns is None:
        yield from ((run, span) for span in spans(run, label, nodes))
        return
    for span in spans(run, label, WIDE * nodes):
        wide = Wide(run, run.columns, span)
        yield from ((wide, part) for part in wide.parts(label, nodes))


def _total(run: Run, label: str, first: str) -> int:
    (row,) = run(f"MATCH (n:{label}) WHERE n.id >= $first RETURN count(*) AS total", {"first": first})
    return int(str(row["total"]))


def share_of(run: Run, keys: Iterable[str]) -> float:
    """What part of all claims *keys* have."""
    totals = _claims_by_key(run)
    return sum(totals.get(key, 0) for key in set(keys)) / max(1, sum(totals.values()))


def _claims_by_key(run: Run) -> dict[str, int]:
    counted = run("MATCH (c:Claim)-[:OF_KEY]->(k:Key) RETURN k.id AS id, count(*) AS total")
    return {str(row["id"]): int(str(row["total"])) for row in counted}


def parts_of(run: Run, keys: Iterable[str], claims: int) -> Iterator[Keys]:
    """*keys* in parts of so many *claims*, or of one key; each with its span where few others lie there."""
    totals = _claims_by_key(run)
    wanted = set(keys)
    part: list[str] = []
    held = others = between = 0
    for key in sorted(totals.keys() | wanted):
        total = totals.get(key, 0)
        if key not in wanted:
            between += total
            continue
        if part and held + total > claims:
            yield Keys(part, Span(part[0], key) if others + between <= held else None)
            part, held, others = [], 0, 0
        elif part:
            others += between
        part.append(key)
        held, between = held + total, 0
    if part:
        yield Keys(part, Span(part[0]) if others + between <= held else None)


def all_sources(run: Run) -> Iterator[Source]:
    """All sources, sorted by id."""
    for asked, span in _pages(run, "Source", sources_of_page(run, PAGE_NODES, PAGE_SIGNS)):
        yield from read_sources(asked, span)


def sources_of_page(run: Run, nodes: int, signs: int) -> int:
    """How many sources a page has, at most *nodes*, whose texts have *signs* together, about."""
    (row,) = run("MATCH (s:Source) RETURN count(*) AS total, sum(size(s.text)) AS signs")
    each = int(str(row["signs"] or 0)) // max(1, int(str(row["total"])))
    return max(1, min(nodes, signs // max(1, each)))


def all_claims(run: Run) -> Iterator[Claim]:
    """All whole claims, sorted by id."""
    for asked, span in _pages(run, "Claim"):
        yield from claims_of(asked, "span", span=span)


def all_counting(run: Run) -> Iterator[tuple[Claim, Origin]]:
    """All whole claims of texts that speak, each with the origin of its source."""
    for asked, span in _pages(run, "Claim"):
        standings = read_standings(asked, span)
        for claim in claims_of(asked, "span", span=span):
            if not standings[claim.source].superseded_by:
                yield claim, standings[claim.source].origin


def all_events(run: Run) -> Iterator[Event]:
    """All events that have claims, sorted by id."""
    for asked, span in _pages(run, "Event"):
        yield from read_events(asked, read_held(asked, span), span)


def all_edges(run: Run) -> Iterator[Edge]:
    """All edges that events gave, sorted by event, then by their ends."""
    for asked, span in _pages(run, "Event"):
        yield from read_edges(asked, span)


def all_contents(run: Run) -> Iterator[tuple[str, str]]:
    """All speech acts and what is said in them, as event ids, sorted."""
    for asked, span in _pages(run, "Event"):
        yield from content_pairs(asked, span)


def all_speakers(run: Run) -> Iterator[tuple[str, str]]:
    """Pairs of an actor and of one who speaks for it, all of them, sorted."""
    for asked, span in _pages(run, "Actor"):
        pattern = "(a:Actor)-[:SPEAKS_FOR]->(b:Actor)"
        rows = span.ask(asked, pattern, "b.id", "RETURN b.id AS whom, a.id AS speaker")
        yield from sorted((str(row["whom"]), str(row["speaker"])) for row in rows)


def named_actors(run: Run, judged: Rulings) -> Iterator[Actor]:
    """The actors of :func:`named_ids`, by id."""
    wanted = named_ids(run, judged)
    for asked, span in _pages(run, "Actor"):
        yield from (actor for actor in read_actors(asked, span) if actor.id in wanted)


def named_ids(run: Run, judged: Rulings) -> set[str]:
    """The actors that a claim names, those that stand for them, and whom they represent, however far."""
    asked = (
        "MATCH (:Claim)-[:NAMES]->(a:Actor) RETURN DISTINCT a.id AS id",
        "MATCH (:Claim)-[:CLAIMED_BY]->(a:Actor) RETURN DISTINCT a.id AS id",
        "MATCH (c:Claim) WHERE c.via <> '' RETURN DISTINCT c.via AS id",
    )
    wanted = {str(row["id"]) for text in asked for row in run(text)}
    wanted |= {judged.actor(actor) for actor in wanted}
    ties = _ties(run)
    waiting = list(wanted)
    while waiting:
        new = ties.get(waiting.pop(), set()) - wanted
        wanted |= new
        waiting += new
    return wanted


def _ties(run: Run) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for edge in ("REPRESENTS", "MEMBER_OF"):
        for row in run(f"MATCH (a:Actor)-[:{edge}]->(b:Actor) RETURN DISTINCT a.id AS id, b.id AS whom"):
            found.setdefault(str(row["id"]), set()).add(str(row["whom"]))
    return found
