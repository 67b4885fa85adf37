"""Fact records become claims: checked, resolved, with ids that depend on what the source says."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from diplograph.schema.actors import actors, state_of
from diplograph.schema.edtf import parse
from diplograph.schema.errors import SchemaError
from diplograph.schema.event_types import EventType, event_type
from diplograph.schema.model import Actor, ActorName, Claim, Document, Named, Source, Tie
from diplograph.schema.records import Act, FactRecord, Frame, Mention, Modality, SourceRecord
from diplograph.schema.text import did_you_mean, fold, normalise, slug

_ACTOR_ID = re.compile(r"[A-Z]{3}|[^\W_A-Z]+(-[^\W_A-Z]+)*(~([A-Z]{3}|[0-9a-f]{6}|[^\W_A-Z]+(-[^\W_A-Z]+)*))?")
_MODALITY_OF_ACT: dict[Act, Modality] = {
    "accuses": "alleged",
    "rumours": "alleged",
    "cancels": "planned",
    "postpones": "planned",
}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAMED_IN_ID = 4
_SHORT, _LONG = 6, 12
"""Digits of the claim's id in an event's id."""
LONGEST_TEXT = 2**31 - 1
"""Code points: no text has more, and every store holds such a number."""


def digest(*parts: object) -> str:
    """SHA-256, in hex, of *parts* as canonical JSON: no two lists of parts share a text."""
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()


def source_of(record: SourceRecord) -> Source:
    """The source of a record: SHA-256 of its NFC text; without text of (dataset, URL) or (dataset, release)."""
    return _source_of(record) if record.text else _source_without_text(record)


@lru_cache(maxsize=1024)
def _source_without_text(record: SourceRecord) -> Source:
    # Rows of one article come one after the other.
    return _source_of(record)


def _source_of(record: SourceRecord) -> Source:
    parse(record.published)
    if record.sha256 and not _SHA256.fullmatch(record.sha256):
        raise SchemaError(
            f"sha256 '{record.sha256}' is none; give the 64 hex digits of the text's SHA-256, in lower case"
        )
    text = normalise(record.text)
    sha256 = hashlib.sha256(text.encode()).hexdigest() if text else record.sha256
    if sha256:
        identity = sha256
    elif record.url:
        identity = digest(record.dataset, record.url)
    else:
        identity = digest(record.dataset, record.publisher, record.title, record.published)
    kept = {name: getattr(record, name) for name in record.__struct_fields__ if name not in ("sha256", "text")}
    text_key = hashlib.sha256(fold(text).encode()).hexdigest() if text else ""
    return Source(id=identity, sha256=sha256, text=text, text_key=text_key, **kept)


def documents_from(records: Iterable[FactRecord]) -> Iterator[Document]:
    """Documents of *records*: each run of records with one source is a document."""
    for _, run in itertools.groupby(records, key=lambda record: record.source):
        yield document_from(list(run))


def document_from(records: Sequence[FactRecord]) -> Document:
    """The document of *records*, which all have one source."""
    source = source_of(records[0].source)
    claims: dict[str, Claim] = {}
    named: dict[str, Actor] = {}
    for record in records:
        for claim, found in claims_of(record, source):
            claims[claim.id] = better(claims.get(claim.id), claim)
            for actor in found:
                named.setdefault(actor.id, actor)
    return Document(source, tuple(claims[key] for key in sorted(claims)), tuple(sorted(named.values())))


def claims_of(record: FactRecord, source: Source) -> Iterator[tuple[Claim, tuple[Actor, ...]]]:
    """The claims of one record, each with the actors that it names.

    A speech act with a frame as content gives a claim by the source (the speech act)
    and one by each speaker (the content), by the act that the event type tells.
    """
    frame = record.event
    modality = modality_of(frame, record.act)
    claim, found = claim_of(record, source, frame, record.act, modality, record.claimant)
    yield claim, found
    content = frame.about
    if not isinstance(content, Frame):
        return
    speech = event_type(frame.type).speech
    if speech is None:
        raise SchemaError(f"{frame.type} has no content: 'about' goes with a speech act such as ACCUSES")
    if content.about is not None:
        raise SchemaError("'about' inside 'about'; a frame is at most two deep")
    # What somebody may say one day, or is denied to have said, nobody has claimed yet.
    said = modality in ("actual", "alleged") and record.act != "denies"
    content_modality = (content.modality or speech.modality) if said else "hypothetical"
    speakers = [mention for mention in frame.participants if mention.role == speech.claimant_role]
    for speaker in speakers:
        yield claim_of(record, source, content, speech.act, content_modality, speaker, claim.id)


def modality_of(frame: Frame, act: Act) -> Modality:
    """As what *act* tells the event of *frame*, where the frame leaves that to the act."""
    return frame.modality or _MODALITY_OF_ACT.get(act, "actual")


def claim_of(
    record: FactRecord,
    source: Source,
    frame: Frame,
    act: Act,
    modality: Modality,
    claimant: Mention | None,
    content_of: str = "",
) -> tuple[Claim, tuple[Actor, ...]]:
    """One claim of *record*, on the event of *frame*: the record's own, or what is said in it; and whom it names."""
    kind = event_type(frame.type)
    _check(record, frame, kind)
    found: dict[str, Actor] = {}
    # A coded row names actors in the words of its coder, whatever the language of the article.
    spoken = "" if record.code else source.language
    participants = tuple(
        Named(mention.role, _actor(mention, source, found, spoken), _words(mention), position)
        for position, mention in enumerate(frame.participants)
    )
    claimed_by = _actor(claimant, source, found, spoken) if claimant else ""
    claimant_text = _words(claimant) if claimant else ""
    via = _actor(record.via, source, found, spoken) if record.via else ""
    place = frame.place or ""
    content = frame.about if isinstance(frame.about, str) else ""
    pairs = sorted((named.role, named.text) for named in participants)
    identity = digest(
        source.id,
        frame.type,
        act,
        modality,
        [*pairs, ("claimant", claimant_text)],
        frame.date,
        place,
        frame.mode,
        frame.name,
        content,
        record.start,
        record.end,
        record.record,
    )[:32]
    claim = Claim(
        id=identity,
        source=source.id,
        type=frame.type,
        act=act,
        modality=modality,
        participants=participants,
        date=frame.date,
        place=place,
        mode=frame.mode or kind.mode,
        name=frame.name,
        claimant=claimed_by,
        claimant_text=claimant_text,
        stated_on=record.stated_on or source.published,
        quote=record.quote,
        start=-1 if record.start is None else record.start,
        end=-1 if record.end is None else record.end,
        extractor=record.extractor,
        rule=record.rule,
        confidence=record.confidence,
        record=record.record,
        code=record.code,
        content=content,
        content_of=content_of,
        via=via,
        frame=msgspec.json.encode(record.event, order="sorted").decode(),
    )
    claim = msgspec.structs.replace(claim, event_hint=event_hint(claim), key=key_of(claim))
    return claim, tuple(found.values())


def _check(record: FactRecord, frame: Frame, kind: EventType) -> None:
    parse(frame.date)
    parse(record.stated_on)
    given = [mention.role for mention in frame.participants]
    for role in given:
        if role not in kind.role_names:
            names = kind.role_names
            raise SchemaError(
                f"{kind.name} has no role '{role}'; use one of {', '.join(names)}{did_you_mean(role, names)}"
            )
    for part in kind.roles:
        if not part.many and given.count(part.name) > 1:
            raise SchemaError(f"{kind.name} has {given.count(part.name)} of the role '{part.name}'; give one")
    if not given and not frame.name:
        raise SchemaError(f"{kind.name} names nobody; give at least one participant")
    if (record.start is None) != (record.end is None):
        raise SchemaError("'start' without 'end', or the reverse; give both or neither")
    if record.start is not None and record.end is not None and not 0 <= record.start <= record.end:
        raise SchemaError(f"span {record.start} to {record.end} is no span; give 0 <= start <= end")
    if record.end is not None and record.end > LONGEST_TEXT:
        raise SchemaError(f"span {record.start} to {record.end} ends beyond any text; count its Unicode code points")


def _words(mention: Mention) -> str:
    """What the source calls the actor; the id where the record gives only that."""
    return mention.text or mention.actor


def _actor(mention: Mention, source: Source, found: dict[str, Actor], spoken: str) -> str:
    """The id of the actor that *mention* means; the actor, and whom it represents, go into *found*.

    *spoken* is the language of its words.

    People of no table are ``slug~STATE``, or ``slug~hhhhhh`` of the source where no
    state is known: two sources never merge on a bare name.
    """
    represents = mention.represents
    if mention.actor:
        identity = mention.actor
        if not _ACTOR_ID.fullmatch(identity):
            raise SchemaError(
                f"actor '{identity}' is not an id; write RUS, vladimir-putin, or leave it out and give 'text'"
            )
    else:
        name = slug(mention.text)
        if not name:
            raise SchemaError("a participant without 'actor' and 'text'; give one of them")
        identity = f"{name}~{represents or source.id[:6]}"
    known = actors().get(identity)
    if known is None:
        words = _words(mention)
        known = Actor(
            id=identity,
            name=words,
            kind=mention.kind,
            names=(ActorName(words, spoken, "name"),),
            represents=(Tie(represents, mention.office),) if represents else (),
            state=state_of(identity),
        )
    found.setdefault(identity, known)
    for tie in (*known.represents, *known.member_of):
        if tie.actor not in found and tie.actor in actors():
            found[tie.actor] = actors()[tie.actor]
    return identity


def key_of(claim: Claim, actor: Callable[[str], str] = str) -> str:
    """The grouping key: family, and the actors by role; only claims of one key can be one event.

    *actor* leads merged actors to the one that stands for them. A named gathering goes
    by its name and year instead, whoever a source says was there.
    """
    kind = event_type(claim.type)
    if claim.name:
        day = parse(claim.date).earliest or parse(claim.stated_on).earliest
        return f"{kind.family}|{slug(claim.name)}|{day.year if day else ''}"
    counted = kind.identity_roles
    pairs = sorted({f"{named.role}={actor(named.actor)}" for named in claim.participants if named.role in counted})
    return "|".join((kind.family, *pairs))


def event_hint(claim: Claim) -> str:
    """The id of the event that *claim* would be alone: ``type-participants-date-hhhhhh``."""
    kind = event_type(claim.type)
    order = kind.identity_roles
    ranked = sorted({(order[named.role], named.actor) for named in claim.participants if named.role in order})
    names = [slug(actor) for _, actor in ranked]
    if claim.name:
        names = [slug(claim.name)]
    elif len(names) > _NAMED_IN_ID:
        names = [*names[:_NAMED_IN_ID], "and", str(len(names) - _NAMED_IN_ID), "more"]
    date = claim.date.replace("/", "_").replace("..", "open") or "undated"
    return "-".join((slug(claim.type), *names, date, claim.id[:_SHORT]))


def longer_hint(claim: Claim) -> str:
    """The event hint of *claim* with twelve digits of its id, for where six do not tell two events apart."""
    return claim.event_hint.removesuffix(claim.id[:_SHORT]) + claim.id[:_LONG]


def better(known: Claim | None, other: Claim) -> Claim:
    """Of two claims with one id, the one that any order of reading would keep: one that tells its day first."""
    if known is None:
        return other
    return min(known, other, key=lambda claim: (not claim.stated_on, msgspec.json.encode(claim, order="sorted")))
