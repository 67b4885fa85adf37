"""From an article to its fact records: sentence by sentence, frame by frame, silent where unsure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from diplograph.loaders.articles.article import Article
from diplograph.loaders.articles.calendar import Expression, find_dates, resolve
from diplograph.loaders.articles.clauses import Clauses
from diplograph.loaders.articles.deeds import deeds_in
from diplograph.loaders.articles.journey import Journey
from diplograph.loaders.articles.language import language_of, languages
from diplograph.loaders.articles.lexing import office_words
from diplograph.loaders.articles.marking import trigger_of
from diplograph.loaders.articles.names import Hit, Register, hits_in, register_of, surnames_settled
from diplograph.loaders.articles.phrases import Context, items_of
from diplograph.loaders.articles.pronouns import Memory
from diplograph.loaders.articles.scene import Scene
from diplograph.loaders.articles.sentences import Sentence, sentences
from diplograph.loaders.articles.sources import attributions, cited
from diplograph.loaders.articles.subjects import done_there, with_traveller
from diplograph.loaders.articles.telling import EXTRACTOR, Reading, facts_of, undated
from diplograph.loaders.articles.traces import Hear, Part, Trace
from diplograph.loaders.articles.words import Token, tokens_of
from diplograph.schema.edtf import parse
from diplograph.schema.records import FactRecord

_UNREAD = frozenset(["caption", "boilerplate", "dateline"])
LONGEST_SENTENCE = 5_000
"""Signs of a sentence that is read: of the longest in our examples 762; reading takes the square of its names."""


class Parsed(Struct):
    """A sentence with its tokens and names."""

    sentence: Sentence
    tokens: Sequence[Token]
    hits: Sequence[Hit]


def read_article(article: Article, hear: Hear | None = None) -> Iterator[FactRecord]:
    """The facts of *article*, in the order of its text; none where its language has no folder.

    *hear* is told how each was read, and why what may have told of an event gave nothing.
    """
    spoken = language_of(article.language)
    if spoken is None:
        if hear is not None:
            unknown = f"the language is unknown; give --language {' or '.join(languages())}"
            why = f"no rules for the language '{article.language}'" if article.language else unknown
            hear(Trace("", 0, 0, "", (), (why,)))
        return
    day = article.published if parse(article.published).precision == "day" else ""
    worded = [
        (sentence, tokens_of(sentence.text))
        for sentence in sentences(article.text, spoken.code)
        if sentence.kind not in _UNREAD and not _too_long(sentence, hear)
    ]
    hits = [
        hits_in(tokens, sentence.text, spoken.code, day, office_words(tokens, spoken)) for sentence, tokens in worded
    ]
    parsed = [
        Parsed(sentence, tokens, named)
        for (sentence, tokens), named in zip(worded, surnames_settled(hits, day), strict=True)
    ]
    register = register_of([each.hits for each in parsed])
    reading = Reading(article.published, spoken, Memory(), hear)
    for each in parsed:
        yield from read_sentence(each, register, reading)


def read_sentence(
    parsed: Parsed, register: Register, reading: Reading, journey: Journey | None = None
) -> Iterator[FactRecord]:
    """The facts of one sentence, of an article or of a remark on a *journey*."""
    sentence, language = parsed.sentence, reading.language
    triggered = not language.triggers.isdisjoint([token.low for token in parsed.tokens])
    if not triggered and not parsed.hits:
        return
    dates = find_dates(sentence.text, language.code)
    context = Context(language, register, _days(dates, reading), reading.memory.subject, journey)
    items = items_of(parsed.tokens, parsed.hits, dates, sentence.text, context)
    if journey is not None:
        items = with_traveller(items, journey, language)
    if triggered:
        silent = _silent(sentence, reading) if journey is None else ""
        if not silent:
            yield from _told(Clauses(items, language, sentence.text), sentence, reading, journey)
        elif reading.hear is not None:
            parts = [_trigger(sentence, token) for token in parsed.tokens if token.low in language.triggers]
            reading.hear(Trace("", sentence.start, sentence.end, sentence.text, tuple(parts), (silent,)))
    yield from undated(items, sentence, reading)
    reading.memory.hear(items)


def _too_long(sentence: Sentence, hear: Hear | None) -> bool:
    """Whether a piece of text without a full stop is a list or a fault rather than a sentence."""
    if len(sentence.text) <= LONGEST_SENTENCE:
        return False
    if hear is not None:
        why = f"{len(sentence.text)} signs without an end; a sentence has at most {LONGEST_SENTENCE}"
        hear(Trace("", sentence.start, sentence.start + 80, sentence.text[:80], (), (why,)))
    return True


def _silent(sentence: Sentence, reading: Reading) -> str:
    """Why a sentence tells nothing: a question, or one of sport or fiction, whose words are those of diplomacy."""
    if sentence.text.rstrip("»”\"’' ").endswith("?"):
        return "a question"
    noise = reading.language.noise.search(sentence.text)
    return f"another matter: {noise[0]}" if noise else ""


def _trigger(sentence: Sentence, token: Token) -> Part:
    return Part(sentence.start + token.start, sentence.start + token.end, "trigger")


def _told(clauses: Clauses, sentence: Sentence, reading: Reading, journey: Journey | None) -> Iterator[FactRecord]:
    scene = Scene(clauses, lambda place: reading.memory.whom(clauses, place))
    told = attributions(clauses)
    via = cited(clauses)
    for deed in deeds_in(scene):
        if journey is not None and not done_there(deed, clauses):
            continue
        yield from facts_of(deed, clauses, told, via, sentence, reading)
    if reading.hear is not None:
        for skipped in scene.skipped:
            part = trigger_of(skipped.anchor, clauses, sentence)
            reading.hear(Trace(skipped.frame, sentence.start, sentence.end, sentence.text, (part,), (skipped.why,)))


def _days(dates: Sequence[Expression], reading: Reading) -> list[str]:
    """The days of which a sentence speaks: an office is read as that of who held it on all of them."""
    published = reading.published
    return [day for day in (published, *(resolve(date, published).text for date in dates)) if day]


__all__ = ["EXTRACTOR", "read_article"]
