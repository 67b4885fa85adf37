"""From a deed in a sentence to fact records: who plays which part, who says so, when, where and how sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from diplograph.loaders.articles.calendar import Resolved, resolve
from diplograph.loaders.articles.clauses import Clauses
from diplograph.loaders.articles.items import Item
from diplograph.loaders.articles.language import Language
from diplograph.loaders.articles.marking import parts_of
from diplograph.loaders.articles.pronouns import Memory
from diplograph.loaders.articles.scene import Deed, Roles
from diplograph.loaders.articles.sentences import Sentence
from diplograph.loaders.articles.setting import date_of, place_of
from diplograph.loaders.articles.sources import Told
from diplograph.loaders.articles.traces import Hear, Part, Trace, trace_of
from diplograph.schema.actors import actors, state_of
from diplograph.schema.event_types import event_type
from diplograph.schema.records import (
    Act,
    Confidence,
    FactRecord,
    Frame,
    Mention,
    Modality,
    Mode,
    Participant,
    SourceRecord,
)

EXTRACTOR = "rules/0.3"


class Reading(Struct):
    """What an article has told so far: later sentences may speak of "the visit", "he", "both countries".

    ``date`` and ``place`` are those of the whole, where it is a remark on a journey.
    """

    published: str
    language: Language
    memory: Memory
    hear: Hear | None
    date: str = ""
    place: str = ""
    visits: list[Frame] = []
    told: set[tuple[str, frozenset[str]]] = set()


class Said(Struct):
    """How a deed is told once the whole sentence is heard: act, modality, who says so, and why."""

    act: Act
    modality: Modality
    claimant: Mention | None
    place: int
    why: tuple[str, ...]


def facts_of(
    deed: Deed, clauses: Clauses, told: Sequence[Told], via: Mention | None, sentence: Sentence, reading: Reading
) -> Iterator[FactRecord]:
    """The fact records of *deed*: one a doer, and one a state visited."""

    def hear(why: tuple[str, ...], record: FactRecord | None = None, claimant: int = -1) -> None:
        if reading.hear is not None:
            parts = parts_of(deed, clauses, reading.memory, sentence, claimant, via)
            reading.hear(Trace(deed.frame.data.id, sentence.start, sentence.end, sentence.text, parts, why, record))

    said = _said(deed, clauses, told, reading)
    if said is None:
        hear(("only tells who says so",))
        return
    data = deed.frame.data
    dated = _dated(deed, clauses, said, reading)
    kind = event_type(data.type)
    place = (place_of(deed, clauses) or reading.place or None) if kind.family == "talks" else None
    name, mode = _mode(data.type, data.mode, _words(deed, clauses), reading.language)
    groups = list(groups_of(data.type, deed.roles))
    if not groups:
        hear(("the same actor on both sides",))
    for group in groups:
        whom = (name, frozenset(each.actor or each.text for each in group))
        if deed.nominal and deed.verb is None and not dated.text and whom in reading.told:
            # "this visit of X to Y" takes up what was told before, and tells nothing new of it.
            hear(("takes up an event told before",))
            continue
        reading.told.add(whom)
        frame = Frame(name, group, said.modality, dated.text, place, mode, deed.gathering, _about(deed))
        if name == "VISITS" and said.modality == "planned" and said.act in ("announces", "reports"):
            reading.visits.append(frame)
        record = record_of(frame, said.act, said.claimant, data.id, data.confidence, sentence, reading.published)
        record = msgspec.structs.replace(record, via=via)
        open_or_not = "date" if dated.text else "date left open"
        reason = f"{open_or_not} by the rule {dated.rule}" if dated.rule else "no date is told"
        hear((*(said.why or (_plainly(deed, clauses, said),)), reason), record, said.place)
        yield record
        if dated.text:
            reading.memory.date = dated.text


def _said(deed: Deed, clauses: Clauses, told: Sequence[Told], reading: Reading) -> Said | None:
    """None for the words that say who says so: "X announced" is no event of its own."""
    standing = deed.standing
    said = Said(standing.act, standing.modality, None, standing.claimant, standing.why)
    if standing.claimant >= 0:
        if clauses.items[standing.claimant].kind != "M":
            said.claimant = next(iter(reading.memory.whom(clauses, standing.claimant)), None)
        elif said.act == "announces" and said.modality == "actual":
            said.act = "reports"
    elif any(each.first <= deed.anchor <= each.last for each in told):
        return None
    elif told and not deed.frame.data.modals:
        by = told[0]
        if by.place >= 0 and clauses.items[by.place].kind != "M":
            said.claimant, said.place = next(iter(reading.memory.whom(clauses, by.place)), None), by.place
        if by.act == "rumours":
            said.act, said.modality = "rumours", "alleged"
        elif said.act == "reports" and said.claimant is not None:
            said.act = by.act
        said.why += (f"told by: {clauses.words(by.first, by.last + 1)}",)
    hearsay = reading.language.hearsay.search(_words(deed, clauses))
    if said.modality == "actual" and said.act != "denies" and hearsay:
        said.modality = "alleged"
        said.why += (f"hearsay: {hearsay[0]}",)
    if deed.frame.data.modality != "actual":
        said.modality = deed.frame.data.modality
        said.act = deed.frame.data.act if said.act == "reports" else said.act
    return said


def _plainly(deed: Deed, clauses: Clauses, said: Said) -> str:
    """Why a deed stands as it does, where no word but its own verb or noun decides."""
    if said.act == "reports":
        return "told as done" if said.modality == "actual" else f"told as {said.modality}"
    words = clauses.items[deed.verb.last if deed.verb is not None else deed.anchor].text
    return f"{said.act}: {words}"


def _words(deed: Deed, clauses: Clauses) -> str:
    """The words of the deed with the adverbs before them."""
    return clauses.words(clauses.skip_back(deed.first - 1, "a") + 1, deed.last + 1)


def _dated(deed: Deed, clauses: Clauses, said: Said, reading: Reading) -> Resolved:
    expression = date_of(deed, clauses)
    if expression is None:
        return Resolved(reading.date, "of the journey" if reading.date else "")
    return resolve(expression, reading.published, said.modality == "planned", reading.memory.date)


def _mode(name: str, mode: Mode, words: str, language: Language) -> tuple[str, Mode]:
    """Talks by telephone, video or letter are no meeting."""
    if name in ("MEETS", "SPEAKS_WITH"):
        for told, pattern in language.modes.items():
            if pattern.search(words):
                return "SPEAKS_WITH", msgspec.convert(told, Mode)
    return name, mode


def _about(deed: Deed) -> Frame | str | None:
    if not isinstance(deed.about, Deed):
        return deed.about
    groups = list(groups_of(deed.about.frame.data.type, deed.about.roles))
    return Frame(deed.about.frame.data.type, groups[0]) if groups else None


def groups_of(name: str, roles: Roles) -> Iterator[tuple[Participant, ...]]:
    """The participants of each event: one event a doer, all of a meeting in one, one visit a state."""
    kind = event_type(name)
    known = {role.name for role in kind.roles}
    people = list(
        {
            (role, each.actor or each.text, each.represents): Participant(
                each.actor, each.text, each.kind, each.office, each.represents, role
            )
            for role, named in roles.items()
            if role in known
            for each in named
        }.values()
    )
    if kind.symmetric:
        if len(people) > 1:
            yield tuple(people)
        return
    wanted = {role.name for role in kind.roles if role.required} - {kind.source_role}
    single = next((role.name for role in kind.roles if not role.many and role.name in wanted), "")
    for one in [each for each in people if each.role == kind.source_role]:
        others = [each for each in people if each.role != kind.source_role and not same(one, each)]
        if not wanted <= {each.role for each in others}:
            continue
        shared = [each for each in others if each.role != single]
        alone = [each for each in others if each.role == single]
        for each in alone:
            yield (one, *shared, each)
        if not single:
            yield (one, *shared)


def same(one: Mention, other: Mention) -> bool:
    """Nobody does this to himself, nor visits the state that he is of."""
    state = one.represents or state_of(one.actor)
    return one.actor == other.actor != "" or (other.actor != "" and state == other.actor and other.actor in actors())


def undated(items: Sequence[Item], sentence: Sentence, reading: Reading) -> Iterator[FactRecord]:
    """ "did not give a date for the visit": the visit told before is planned, says who does not date it."""
    found = reading.language.undated.search(sentence.text) if reading.visits else None
    if found is None:
        return
    before = [item for item in items if item.end <= found.start() and item.kind in "PG" and item.mentions]
    if before:
        rule = f"{reading.language.code}.visit.undated"
        claimant = before[-1].mentions[0]
        record = record_of(reading.visits[-1], "announces", claimant, rule, "medium", sentence, reading.published)
        if reading.hear is not None:
            trigger = Part(sentence.start + found.start(), sentence.start + found.end(), "trigger")
            why = (f"the date of the visit told before is left open: {found[0]}",)
            reading.hear(msgspec.structs.replace(trace_of(record), parts=(trigger,), why=why))
        yield record


def record_of(
    frame: Frame,
    act: Act,
    claimant: Mention | None,
    rule: str,
    confidence: Confidence,
    sentence: Sentence,
    published: str,
) -> FactRecord:
    """The fact record of a frame, quoted by its whole sentence."""
    return FactRecord(
        source=SourceRecord(),
        event=frame,
        act=act,
        claimant=claimant,
        stated_on=published,
        quote=sentence.text,
        start=sentence.start,
        end=sentence.end,
        extractor=EXTRACTOR,
        rule=rule,
        confidence=confidence,
    )
