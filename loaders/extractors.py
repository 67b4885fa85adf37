"""Who turns an article into fact records: the rules, or any other reader that keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, get_args

import msgspec

from diplograph.loaders.articles import EXTRACTOR, Article, read_article
from diplograph.loaders.articles.traces import Hear, Trace, trace_of
from diplograph.loaders.files import Least
from diplograph.schema.model import Claim
from diplograph.schema.records import Confidence, FactRecord, SourceRecord

_SURENESS: tuple[Confidence, ...] = get_args(Confidence)
"""The surest first."""


class Extractor(Protocol):
    """A reader of articles.

    ``name`` is the family of its claims and ``version`` numbers joined by dots: of one
    source the claims of a family are replaced as a whole by those of a higher version,
    and those of other families stay (docs/extractors.md).
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, article: Article) -> Iterator[FactRecord]:
        """The facts of *article*; where a record has a span, ``article.text[start:end] == quote``."""
        ...


class Rules:
    """The default: deterministic, offline, without a model."""

    name, _, version = EXTRACTOR.partition("/")

    def read(self, article: Article, hear: Hear | None = None) -> Iterator[FactRecord]:
        """The facts that a rule reads; *hear* is told how."""
        return read_article(article, hear)


RULES = Rules()


def facts_in(article: Article, extractor: Extractor, source: SourceRecord) -> Iterator[FactRecord]:
    """The facts that *extractor* reads in *article*, under its name and with their source."""
    for fact in extractor.read(article):
        yield _signed(fact, extractor, source)


def traces_in(article: Article, extractor: Extractor, source: SourceRecord) -> Iterator[Trace]:
    """How those facts were read, and what was passed over; of readers that do not tell, where their words stand."""
    if not isinstance(extractor, Rules):
        yield from map(trace_of, facts_in(article, extractor, source))
        return
    heard: list[Trace] = []
    for _ in extractor.read(article, heard.append):
        yield from _all_signed(heard, extractor, source)
        heard.clear()
    yield from _all_signed(heard, extractor, source)


def _all_signed(traces: Sequence[Trace], extractor: Extractor, source: SourceRecord) -> Iterator[Trace]:
    for trace in traces:
        record = _signed(trace.record, extractor, source) if trace.record is not None else None
        yield msgspec.structs.replace(trace, record=record)


def _signed(fact: FactRecord, extractor: Extractor, source: SourceRecord) -> FactRecord:
    return msgspec.structs.replace(fact, source=source, extractor=f"{extractor.name}/{extractor.version}")


def least_of(asked: Least, extractor: Extractor | None = None) -> Confidence:
    """The least confidence of claims that are wanted.

    Where nobody asks, the guesses of our rules are left out, and all else is kept: who has a model read, or loads
    records, has chosen them.
    """
    return asked or ("medium" if isinstance(extractor, Rules) else "low")


def is_below(record: FactRecord | Claim, least: Confidence) -> bool:
    """Whether a record, or a claim, is less sure than *least*."""
    return _SURENESS.index(record.confidence) > _SURENESS.index(least)
