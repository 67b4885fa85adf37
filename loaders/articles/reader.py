"""From an article to its fact records: sentence by sentence, rule by rule, silent where unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from diplograph.loaders.articles.article import Article
from diplograph.loaders.articles.dates import Found, dates_in
from diplograph.loaders.articles.language import Language, Rule, language_of
from diplograph.loaders.articles.mentions import Register, Skeleton, marks_in, register_of, skeleton_of
from diplograph.loaders.articles.sentences import Sentence, sentences
from diplograph.schema.actors import actors, find_place, state_of
from diplograph.schema.event_types import event_type
from diplograph.schema.records import Act, FactRecord, Frame, Mention, Modality, Participant, SourceRecord

EXTRACTOR = "rules/0.1"


class Reading(Struct):
    """What an article has told so far: later sentences may speak of "the visit"."""

    article: Article
    language: Language
    register: Register
    visits: list[Frame]


def read_article(article: Article) -> Iterator[FactRecord]:
    """The facts of *article*, in the order of its text; none where its language has no folder."""
    spoken = language_of(article.language)
    if spoken is None:
        return
    told = list(sentences(article.text))
    reading = Reading(article, spoken, register_of(told, spoken.code), [])
    for sentence in told:
        if sentence.text.rstrip('»”" ').endswith("?") or spoken.not_facts.search(sentence.text):
            continue
        yield from _read(sentence, reading)


def _read(sentence: Sentence, reading: Reading) -> Iterator[FactRecord]:
    skeleton = skeleton_of(sentence, reading.language, reading.register, _days(sentence, reading))
    told = _without_attributions(skeleton.text, reading.language)
    taken: list[tuple[int, int, str]] = []
    for rule in reading.language.rules:
        for match in rule.pattern.finditer(told):
            family = event_type(rule.data.type).family
            overlapping = {told for start, end, told in taken if match.start() < end and start < match.end()}
            if not overlapping.isdisjoint((family, "")):
                continue
            if not _is_real(rule, match, skeleton, reading.language):
                continue
            if rule.data.clause:
                # What is denied is not told: no other rule may read these words.
                taken.append((match.start(), match.end(), ""))
                yield from _clause(rule, match, skeleton, sentence, reading)
                continue
            records = list(_records(rule, match, skeleton, sentence, reading))
            if records:
                taken.append((match.start(), match.end(), family))
            yield from records


def _days(sentence: Sentence, reading: Reading) -> list[str]:
    """For a sentence that speaks of an office: the day of publication and its own dates, on all of which it is held."""
    if not reading.language.office.search(sentence.text):
        return []
    published = reading.article.published
    found = dates_in(sentence.text, reading.language, published, planned=False)
    return [day for day in (published, *(one.text for one in found)) if day]


def _without_attributions(text: str, spoken: Language) -> str:
    """*text* with the words that say who says so blotted out: "according to X, Y met Z" is no meeting of X."""
    for each in (*spoken.attributions, *spoken.citations):
        text = each.pattern.sub(lambda found: "·" * len(found[0]), text)
    return text


def _is_real(rule: Rule, match: re.Match[str], skeleton: Skeleton, spoken: Language) -> bool:
    """No negation in the words of the event, and no "if" or "could" before them in the clause.

    Where the date alone is not given ("did not give a date for the visit") the event is not denied.
    """
    content = match.groupdict().get("content") or ""
    words = match[0][: len(match[0]) - len(content)]
    before = re.split(r"[;:]", skeleton.text[: match.start()])[-1]
    negated = not rule.data.same_event and spoken.negation.search(words)
    return not negated and not spoken.unreal.search(before + words)


def _records(
    rule: Rule, match: re.Match[str], skeleton: Skeleton, sentence: Sentence, reading: Reading
) -> Iterator[FactRecord]:
    modality: Modality = rule.data.modality
    if modality == "actual" and reading.language.hearsay.search(match[0]):
        modality = "alleged"
    claimant, act = _attributed(rule, match, skeleton, reading.language)
    via = next((each for cited in reading.language.citations for each in _cited(cited, skeleton)), None)
    date = _date(match, skeleton, reading, modality == "planned")
    if rule.data.same_event:
        frame = reading.visits[-1] if reading.visits else None
        if frame is not None and claimant is not None:
            yield _record(frame, act, claimant, rule, sentence, reading)
        return
    people = _participants(rule, match, skeleton)
    if people is None:
        return
    place = _place(match, skeleton, reading.language) if event_type(rule.data.type).family == "talks" else None
    name = _gathering(rule, match, skeleton)
    frames = [Frame(rule.data.type, group, modality, date, place, rule.data.mode, name) for group in people]
    for frame in frames:
        whole = frame
        if rule.data.content:
            whole = _with_content(frame, match, skeleton, reading.language)
        if whole.type == "VISITS" and modality == "planned":
            reading.visits.append(whole)
        record = _record(whole, act, claimant, rule, sentence, reading)
        yield msgspec.structs.replace(record, via=via)


def _clause(
    rule: Rule, match: re.Match[str], skeleton: Skeleton, sentence: Sentence, reading: Reading
) -> Iterator[FactRecord]:
    """What the claimant denies or admits: a deed of his own ("having met X"), or one of others ("that X met Y")."""
    claimant = marks_in(match["claimant"], skeleton)[0]
    date = _date(match, skeleton, reading, planned=False, within=match.span("content"))
    for told in (*reading.language.contents, *reading.language.rules):
        found = None if told.data.clause or told.data.act != "reports" else told.pattern.search(match["content"])
        if found is None:
            continue
        people = [_as_participant(claimant, told.data.subject)] if told.data.subject else []
        groups = _participants(told, found, skeleton, people)
        for group in groups or []:
            frame = Frame(told.data.type, group, "actual", date, mode=told.data.mode)
            yield _record(frame, rule.data.act, claimant, rule, sentence, reading)
        if groups:
            return


def _cited(rule: Rule, skeleton: Skeleton) -> Iterator[Mention]:
    """The media that the sentence cites: they tell it and take no part, so they are no claimants."""
    for found in rule.pattern.finditer(skeleton.text):
        yield from marks_in(found["via"], skeleton)


def _record(
    frame: Frame, act: Act, claimant: Mention | None, rule: Rule, sentence: Sentence, reading: Reading
) -> FactRecord:
    return FactRecord(
        source=SourceRecord(),
        event=frame,
        act=act,
        claimant=claimant,
        stated_on=reading.article.published,
        quote=sentence.text,
        start=sentence.start,
        end=sentence.end,
        extractor=EXTRACTOR,
        rule=rule.data.id,
        confidence=rule.data.confidence,
    )


def _attributed(rule: Rule, match: re.Match[str], skeleton: Skeleton, spoken: Language) -> tuple[Mention | None, Act]:
    """Who says so: named by the rule itself, or by the words before or behind ("... , selon X")."""
    if match.groupdict().get("claimant"):
        return marks_in(match["claimant"], skeleton)[0], rule.data.act
    for attribution in spoken.attributions:
        for found in attribution.pattern.finditer(skeleton.text):
            apart = found.end() <= match.start() + 1 or found.start() >= match.end() - 1
            if apart:
                act = attribution.data.act if rule.data.act == "reports" else rule.data.act
                return marks_in(found["claimant"], skeleton)[0], act
    return None, rule.data.act


def _participants(
    rule: Rule, match: re.Match[str], skeleton: Skeleton, known: Sequence[Participant] = ()
) -> list[tuple[Participant, ...]] | None:
    """The actors of each event that the match tells, with *known*: one event a speaker, all of a meeting in one."""
    kind = event_type(rule.data.type)
    people = list(known)
    for name in rule.roles:
        role = name.rstrip("_") if name.endswith("_") else name
        for mention in marks_in(match[name] or "", skeleton):
            people.append(_as_participant(mention, role))
    if rule.data.adjective:
        found = re.search(r"⟦D(\d+)⟧", match[0])
        if found is None:
            return None
        adjective = skeleton.mentions[int(found[1])]
        people.append(_as_participant(adjective, rule.data.adjective))
    people = list({(each.role, each.actor or each.text): each for each in people}.values())
    wanted = {role.name for role in kind.roles if role.required}
    if not wanted <= {each.role for each in people}:
        return None
    if kind.symmetric:
        return [tuple(people)] if len(people) > 1 or rule.data.gathering else None
    sources = [each for each in people if each.role == kind.source_role]
    others = [each for each in people if each.role != kind.source_role]
    if any(_same(one, other) for one in sources for other in others):
        return None
    return [(one, *others) for one in sources]


def _same(one: Participant, other: Participant) -> bool:
    """Nobody does this to himself, nor visits the state that he is of."""
    return one.actor == other.actor != "" or (other.actor != "" and state_of(one.actor) == other.actor)


def _as_participant(mention: Mention, role: str) -> Participant:
    return Participant(mention.actor, mention.text, mention.kind, mention.office, mention.represents, role)


def _with_content(frame: Frame, match: re.Match[str], skeleton: Skeleton, spoken: Language) -> Frame:
    """The speech act with what it says: the deed's subject is the one spoken of (accuser X de V)."""
    speech = event_type(frame.type)
    spoken_of = [each for each in frame.participants if each.role == speech.target_role]
    for rule in spoken.contents:
        found = rule.pattern.search(match["content"]) if rule.data.subject else None
        if found is None or not spoken_of or not spoken.at_once.fullmatch(match["content"][: found.start()]):
            continue
        people = [_as_participant(each, rule.data.subject) for each in spoken_of]
        for role in rule.roles:
            people += [_as_participant(each, role) for each in marks_in(found[role] or "", skeleton)]
        said = Frame(rule.data.type, tuple(people))
        return Frame(frame.type, frame.participants, frame.modality, frame.date, about=said)
    words = re.sub(r"⟦[A-Z](\d+)⟧", lambda mark: skeleton.mentions[int(mark[1])].text, match["content"])
    return Frame(frame.type, frame.participants, frame.modality, frame.date, about=words.strip(" .,;") or None)


def _date(
    match: re.Match[str], skeleton: Skeleton, reading: Reading, planned: bool, within: tuple[int, int] | None = None
) -> str:
    """The date in the words of the event, else the nearest of the sentence, or of its part *within*.

    "announced on Friday that" dates what is said, not what it is about.
    """
    first, last = within or (0, len(skeleton.text))
    said = [found.span() for each in reading.language.attributions for found in each.pattern.finditer(skeleton.text)]
    found = [
        one
        for one in dates_in(skeleton.text, reading.language, reading.article.published, planned)
        if first <= one.start < last and not any(begin <= one.start < end for begin, end in said)
    ]

    def away(one: Found) -> tuple[int, int]:
        inside = match.start() <= one.start < match.end()
        return (0 if inside else min(abs(one.start - match.end()), abs(match.start() - one.end)), one.start)

    return min(found, key=away).text if found else ""


def _gathering(rule: Rule, match: re.Match[str], skeleton: Skeleton) -> str:
    """The name of a gathering, the same in all languages: "NATO summit"; "" where the rule tells of none."""
    if not rule.data.gathering:
        return ""
    body = marks_in(match["body"], skeleton)[0]
    return f"{actors()[body.actor].name} {rule.data.gathering}"


def _place(match: re.Match[str], skeleton: Skeleton, spoken: Language) -> str | None:
    """The town or state behind a word of place, the town first."""
    found = []
    for place in re.finditer(
        rf"(?:{spoken.data.place_words})\s*(⟦S(\d+)⟧|[A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w-]+)?)", skeleton.text
    ):
        words = skeleton.mentions[int(place[2])].text if place[2] else place[1]
        known = find_place(words)
        if known:
            found.append((-known.count("/"), abs(place.start() - match.start()), known))
    return min(found)[2] if found else None
