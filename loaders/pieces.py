"""A piece of the input, an article or some lines of JSON, and all that it tells: work for any process."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import msgspec
from msgspec import Struct

from diplograph.loaders.articles import Article
from diplograph.loaders.datasets import TABLES
from diplograph.loaders.datasets.rows import IDENTICAL
from diplograph.loaders.documents import article_of, article_of_row
from diplograph.loaders.extractors import Extractor, facts_in, is_below, least_of
from diplograph.loaders.facts import resolved
from diplograph.loaders.files import LARGEST_ARTICLE, File, ReadOptions
from diplograph.loaders.judgements import is_judgement, judgement_of
from diplograph.schema.claims import document_from, source_of
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Document, Prepare, Prepared, Rejected
from diplograph.schema.proof import record_of
from diplograph.schema.records import Confidence, FactRecord, SourceRecord, decode_fact


class Left(Struct, frozen=True):
    """A record that is below the confidence asked for, and left out as a whole, with what is said in it."""

    record: FactRecord


class Once(Struct, frozen=True):
    """What a coded row tells, which counts once in its file: the file's place, the row's digest, what is odd of it."""

    file: int
    digest: str
    notes: tuple[str, ...]
    told: Document | FactRecord | Rejected | Left


class Together(Struct, frozen=True):
    """What coded rows of a *piece* tell, all in one, if none of them came before: their digests, what is odd of them.

    Else the piece is to be read once more, row by row.
    """

    piece: Coded
    digests: frozenset[int]
    notes: Mapping[str, int]
    told: Prepared


Told: TypeAlias = Document | FactRecord | Judgement | Rejected | Left | Once | Together
Row: TypeAlias = tuple[int, FactRecord, str]
"""A fact record between its line's number and its line."""
Content: TypeAlias = Article | Row | Judgement | Rejected
SIGNS_OF_ROW = 70
"""A coded row takes as long to read as so many signs of an article."""
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_HALF_SIGN = re.compile("[\ud800-\udfff]")
_KEPT = 10_000
LONGEST = 50_000
"""Signs of JSON lines from which on they are a piece: some twenty articles."""


class Lines(Struct, frozen=True):
    """Lines of the JSON file *name*, each with its number."""

    name: str
    lines: tuple[tuple[int, str], ...]

    @property
    def signs(self) -> int:
        """How much text there is to read."""
        return sum(len(line) for _, line in self.lines)


class Coded(Struct, frozen=True):
    """Rows of the data set *form*, out of the file *name* that is the *file*-th of all, each with its line's number."""

    name: str
    form: str
    file: int
    rows: tuple[tuple[int, bytes], ...]

    @property
    def signs(self) -> int:
        """As long as so many signs of an article they take to read."""
        return len(self.rows) * SIGNS_OF_ROW


Piece: TypeAlias = File | Lines | Coded


class Work(Struct, frozen=True):
    """What is done with each piece: documents are made, or the bare *records* are wanted.

    A file that cannot be read ends all where it is *alone*, and is set aside where it is one of several. The documents
    of coded rows are told together, if there is somebody to *prepare* them.
    """

    options: ReadOptions
    extractor: Extractor
    records: bool = False
    alone: bool = True
    prepare: Prepare | None = None

    def __call__(self, piece: Piece) -> Iterator[Told]:
        if isinstance(piece, Coded):
            yield from self.one_by_one(piece) if self.prepare is None else self._together(piece, self.prepare)
            return
        for content in self.contents(piece):
            if isinstance(content, Article):
                yield from self._article(content)
            elif isinstance(content, tuple):
                yield self.row(piece.name, *content)
            else:
                yield content

    def one_by_one(self, piece: Coded) -> Iterator[Once | Rejected]:
        """What each row tells."""
        table = TABLES[piece.form]
        for number, raw in piece.rows:
            row = table.read(piece.name, number, raw)
            if isinstance(row, Rejected):
                yield row
            else:
                told = self.row(piece.name, number, row.fact, row.line)
                yield Once(piece.file, row.digest, row.notes, told)

    def _together(self, piece: Coded, prepare: Prepare) -> Iterator[Told]:
        rows: list[Once] = []
        documents: dict[int, Document] = {}
        notes: Counter[str] = Counter()
        for row in self.one_by_one(piece):
            if isinstance(row, Rejected) or not isinstance(row.told, Document):
                yield row
                continue
            rows.append(row)
            if documents.setdefault(int(row.digest, 16), row.told) is row.told:
                notes.update(row.notes)
            else:
                notes[IDENTICAL] += 1
        ready, others = prepare(documents.values())
        if ready is not None and not others:
            yield Together(piece, frozenset(documents), notes, ready)
        else:
            yield from rows

    def contents(self, piece: Piece) -> Iterator[Content]:
        """What is in *piece*, not yet read."""
        if isinstance(piece, Coded):
            for number, raw in piece.rows:
                row = TABLES[piece.form].read(piece.name, number, raw)
                yield row if isinstance(row, Rejected) else (row.number, row.fact, row.line)
            return
        if isinstance(piece, Lines):
            for number, line in piece.lines:
                yield self._content(piece.name, number, line)
            return
        try:
            yield article_of(piece, self.options)
        except ReadError as problem:
            if self.alone:
                raise
            yield aside(piece.name, problem)

    def row(self, name: str, number: int, record: FactRecord, line: str) -> Document | FactRecord | Rejected | Left:
        """A fact record of a row as it is wanted."""
        document: Document | None = None
        if not self.records:
            try:
                document = document_from([record])
            except SchemaError as problem:
                return Rejected(name, number, line, str(problem))
        return Left(record) if is_below(record, least_of(self.options.confidence)) else document or record

    def archived(self, document: Document) -> Iterator[Told]:
        """A document of a dump as it is wanted: what a record gave, and what is said in it, stays together."""
        least = least_of(self.options.confidence)
        source = document.source
        for claim in document.claims:
            # What is said in a speech act is as sure as that, and comes with its record.
            if not claim.content_of and is_below(claim, least):
                yield Left(record_of(claim, source))
            elif not claim.content_of and self.records:
                yield record_of(claim, source)
        if not self.records:
            kept = tuple(claim for claim in document.claims if not is_below(claim, least))
            bare = msgspec.structs.replace(source, text="") if self.options.no_text else source
            yield msgspec.structs.replace(document, source=bare, claims=kept)

    @property
    def least(self) -> Confidence:
        """The confidence that records read from articles must have."""
        return least_of(self.options.confidence, self.extractor)

    def _content(self, name: str, number: int, line: str) -> Content:
        if len(line) > LARGEST_ARTICLE:
            reason = f"has more than {LARGEST_ARTICLE} signs, of which the first are kept here; write shorter lines"
            return Rejected(name, number, line[:_KEPT], reason)
        try:
            row = json.loads(line)
            if _HALF.search(line) and _HALF_SIGN.search(json.dumps(row, ensure_ascii=False)):
                raise SchemaError("holds half of a sign, such as \\ud83d alone; write both halves, or the sign")
            if not isinstance(row, dict):
                raise SchemaError("is no JSON object; write one object a line")
            if is_judgement(row):
                return judgement_of(row)
            if "event" in row:
                return number, resolved(decode_fact(line)), line
            return article_of_row(f"{name}:{number}", row, self.options)
        except json.JSONDecodeError as problem:
            reason = f"is not JSON ({problem.msg} at column {problem.colno}); write one object a line"
            return Rejected(name, number, line, reason)
        except RecursionError:
            return Rejected(name, number, line, "is nested too deep; write one record, or one article, a line")
        except SchemaError as problem:
            return Rejected(name, number, line, str(problem))
        except ValueError:
            # What is left is Python's own bound on the digits of a number.
            return Rejected(name, number, line, "holds a number of thousands of digits; write one that can be")

    def _article(self, article: Article) -> Iterator[Told]:
        """An article with all its claims; one that says nothing we read is kept as a source all the same."""
        record = source_record(article, with_text=not self.records)
        facts = self._sure(facts_in(article, self.extractor, record))
        if self.records:
            yield from facts
            return
        found: list[FactRecord] = []
        for fact in facts:
            if isinstance(fact, Left):
                yield fact
            else:
                found.append(fact)
        document = document_from(found) if found else Document(source_of(record), ())
        if self.options.no_text:
            bare = msgspec.structs.replace(document.source, text="")
            document = msgspec.structs.replace(document, source=bare)
        yield document

    def _sure(self, records: Iterable[FactRecord]) -> Iterator[FactRecord | Left]:
        for record in records:
            yield Left(record) if is_below(record, self.least) else record


def aside(name: str, problem: ReadError) -> Rejected:
    """A file that cannot be read, among others."""
    return Rejected(name, 0, "", str(problem).removeprefix(f"{name}: "))


def source_record(article: Article, with_text: bool = True) -> SourceRecord:
    """The article as the source of its facts; without text it keeps the text's SHA-256."""
    record = SourceRecord(
        url=article.url,
        title=article.title,
        publisher=article.publisher,
        language=article.language,
        published=article.published,
        licence=article.licence,
        dataset=article.dataset,
        text=article.text,
    )
    if with_text:
        return record
    return msgspec.structs.replace(record, text="", sha256=source_of(record).sha256)
