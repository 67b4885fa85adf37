"""The nodes and edges of the graph, as plain values.

None can hold itself, so the collector of cycles need not look at the millions of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

from diplograph.schema.records import Act, ActorKind, Confidence, Modality, Mode

SCHEMA_NUMBER = 5
"""Counts the changes of the frozen model (fact record, Claim fields, event ids) and of what a store derives from it."""

Status = Literal[
    "occurred",
    "admitted",
    "contested",
    "alleged",
    "cancelled",
    "postponed",
    "planned",
    "denied",
    "hypothetical",
]
FACTS: tuple[Status, ...] = ("occurred", "admitted")


class Source(Struct, frozen=True, order=True, gc=False):
    """A document. ``id``: SHA-256 of the text, else of (dataset, URL), else of (dataset, release).

    ``text_key`` is the SHA-256 of the text without case, accents, signs and blanks: equal
    for copies. ``superseded_by`` is the newest source of the same URL, "" for that itself.
    """

    id: str
    url: str = ""
    title: str = ""
    publisher: str = ""
    language: str = ""
    published: str = ""
    sha256: str = ""
    licence: str = ""
    dataset: str = ""
    kind: str = "article"
    text: str = ""
    text_key: str = ""
    superseded_by: str = ""


class ActorName(Struct, frozen=True, order=True, gc=False):
    """One name of an actor. ``kind``: name, alias, surname, demonym, capital, seat, code."""

    text: str
    language: str = ""
    kind: str = "name"


class Tie(Struct, frozen=True, order=True, gc=False):
    """A dated relation to another actor. ``since`` and ``until`` are EDTF, "" unknown."""

    actor: str
    office: str = ""
    since: str = ""
    until: str = ""


class Actor(Struct, frozen=True, order=True, gc=False):
    """A state, body, person, organisation, collective, or somebody whom a source does not name.

    ``state`` is the id of the state for which it speaks, its own for a state, "" for none:
    what tables of pairs of states count it for.
    """

    id: str
    name: str
    kind: ActorKind = "unnamed"
    iso3: str = ""
    cow: str = ""
    wikidata: str = ""
    state: str = ""
    names: tuple[ActorName, ...] = ()
    represents: tuple[Tie, ...] = ()
    member_of: tuple[Tie, ...] = ()


class Named(Struct, frozen=True, order=True, gc=False):
    """A claim's mention of an actor, in a role of the event."""

    role: str
    actor: str
    text: str = ""
    position: int = 0


class Claim(Struct, frozen=True, order=True, gc=False):
    """What one source says about one event, and where it says it.

    ``date`` is EDTF and only as precise as the source: "en septembre 2023" is
    ``2023-09``, never ``2023-09-01``. ``start`` and ``end`` count Unicode code
    points in the stored text, so ``text[start:end] == quote``; -1 where there is
    no span. ``stated_on`` is the day of the statement, else of publication, else "".
    ``claimant`` is an actor's id, "" where the source speaks. ``content_of`` is the
    claim of the speech act whose content this is. ``key`` is the grouping key. ``via`` is
    the agency or medium that the source has it from, an actor's id.
    """

    id: str
    source: str
    type: str
    act: Act
    modality: Modality
    participants: tuple[Named, ...]
    date: str = ""
    place: str = ""
    mode: Mode = ""
    name: str = ""
    claimant: str = ""
    claimant_text: str = ""
    stated_on: str = ""
    quote: str = ""
    start: int = -1
    end: int = -1
    extractor: str = "hand/1"
    rule: str = ""
    confidence: Confidence = "high"
    record: str = ""
    code: str = ""
    content: str = ""
    content_of: str = ""
    frame: str = ""
    event_hint: str = ""
    key: str = ""
    via: str = ""


class Event(Struct, frozen=True, order=True, gc=False):
    """What the live claims of one event say together; derived, never written by hand.

    ``first_day`` and ``last_day`` count from 1970-01-01, null where a bound is open
    or unknown. The three ``life_`` lists are parallel: the day of a step, the status
    from then on, the EDTF date as known then. ``claim`` is the leading claim: highest
    confidence, then earliest stated, then smallest id; ``source`` to ``title`` are its own.
    ``disagreements`` names what its sources tell differently (date, mode, place, role);
    ``near`` are events of the same actors and kind at most three days away.
    """

    id: str
    type: str
    status: Status
    claims: tuple[str, ...]
    participants: tuple[Named, ...]
    key: str
    mode: str = ""
    name: str = ""
    date: str = ""
    earliest: str = ""
    latest: str = ""
    first_day: int | None = None
    last_day: int | None = None
    month: str = ""
    place: str = ""
    basis: str = ""
    claim_count: int = 0
    origins: int = 0
    content: str = ""
    life_dates: tuple[int, ...] = ()
    life_status: tuple[str, ...] = ()
    life_known: tuple[str, ...] = ()
    claim: str = ""
    source: str = ""
    quote: str = ""
    url: str = ""
    title: str = ""
    participant_count: int = 0
    disagreements: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class Edge(Struct, frozen=True, order=True, gc=False):
    """An actor's relation to another in one event; what else it holds is the event's own.

    ``directed`` is yes or no. The states are those for which the ends speak, "" for none; where
    the type has no direction the smaller id comes first, so that a pair of states is always the same.
    """

    id: str
    type: str
    source_actor: str
    target_actor: str
    event: str
    directed: str = ""
    source_state: str = ""
    target_state: str = ""


class Document(Struct, frozen=True, gc=False):
    """The unit of writing: a source, all its claims, and the actors that they name."""

    source: Source
    claims: tuple[Claim, ...] = ()
    actors: tuple[Actor, ...] = ()


class Prepared(Struct, frozen=True, gc=False):
    """Documents in the form in which a store takes many, made where they were read; what it holds the store knows.

    ``sources`` are the ids of their sources, ``claims`` how many claims they have.
    """

    sources: tuple[str, ...]
    claims: int
    content: bytes


Loadable: TypeAlias = Document | Prepared
Prepare: TypeAlias = Callable[[Iterable[Document]], tuple[Prepared | None, list[Document]]]
"""What makes documents ready for a store, and gives back those that it leaves as they are."""


class Rejected(Struct, frozen=True, gc=False):
    """A row that could not be read: where it stands, what it says, why it was set aside."""

    file: str
    line: int
    row: str
    reason: str
