"""Every format in, documents out: one bad row costs nobody the other 40,000."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from diplograph.loaders.articles import Article, read_article
from diplograph.loaders.datasets import DATA_SETS, Note, facts_of
from diplograph.loaders.documents import article_of, article_of_row
from diplograph.loaders.facts import fact_of_row, resolved
from diplograph.loaders.files import File, ReadOptions, find_files, read_file
from diplograph.loaders.judgements import is_judgement, is_review, judgement_of, reviewed
from diplograph.schema.claims import document_from, source_of
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Claim, Document, Rejected
from diplograph.schema.records import FactRecord, SourceRecord, decode_fact

Reject = Callable[[Rejected], None]


def read(
    paths: Sequence[str | Path],
    reject: Reject,
    options: ReadOptions | None = None,
    judge: Callable[[Judgement], None] | None = None,
    note: Note | None = None,
) -> Iterator[Document]:
    """The documents of all files, in order.

    Rows that cannot be read go to *reject*, what people decided to *judge*; *note* hears
    what is odd of the rows of data sets that are kept.
    """
    chosen = options or ReadOptions()
    for name, content in _all_contents(paths, reject, chosen, note or _unheard):
        if isinstance(content, Judgement):
            if judge is not None:
                judge(content)
        elif isinstance(content, Article):
            yield _document_of(content, chosen)
        else:
            yield from _checked(content, name, reject)


def extract(paths: Sequence[str | Path], reject: Reject, options: ReadOptions | None = None) -> Iterator[FactRecord]:
    """The fact records that the files hold, or that are read from their articles."""
    for _, content in _all_contents(paths, reject, options or ReadOptions(), _unheard):
        if isinstance(content, Article):
            bare = source_record(content, with_text=False)
            for record in read_article(content):
                yield msgspec.structs.replace(record, source=bare)
        elif not isinstance(content, Judgement):
            yield content[1]


Row = tuple[int, FactRecord, str]


def _unheard(_: str) -> None:
    """For readers who count nothing."""


def _all_contents(
    paths: Sequence[str | Path], reject: Reject, options: ReadOptions, note: Note
) -> Iterator[tuple[str, Article | Row | Judgement]]:
    """What the files hold, each with its file's name. Of several files, one that cannot be read is set aside."""
    found = list(find_files(paths))
    for path in found:
        try:
            file = read_file(path, options)
            for content in _contents(file, reject, options, note):
                yield file.name, content
        except ReadError as problem:
            if len(found) == 1:
                raise
            reject(Rejected(str(path), 0, "", str(problem).removeprefix(f"{path}: ")))


def _contents(file: File, reject: Reject, options: ReadOptions, note: Note) -> Iterator[Article | Row | Judgement]:
    if file.format == "jsonl":
        yield from _json_lines(file, reject, options)
    elif file.format == "csv":
        yield from _csv_rows(file, reject)
    elif file.format in DATA_SETS:
        yield from facts_of(DATA_SETS[file.format], file.name, file.text, reject, note)
    else:
        yield article_of(file, options)


def _json_lines(file: File, reject: Reject, options: ReadOptions) -> Iterator[Article | Row | Judgement]:
    lines = file.text.splitlines()
    if file.name.endswith(".json") and len(lines) > 1:
        lines = _one_value(file.text) or lines
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise SchemaError("is no JSON object; write one object a line")
            if is_judgement(row):
                yield judgement_of(row)
            elif "event" in row:
                yield number, resolved(decode_fact(line)), line
            else:
                yield article_of_row(f"{file.name}:{number}", row, options)
        except json.JSONDecodeError as problem:
            reason = f"is not JSON ({problem.msg} at column {problem.colno}); write one object a line"
            reject(Rejected(file.name, number, line, reason))
        except (SchemaError, RecursionError) as problem:
            reject(Rejected(file.name, number, line, str(problem) or "is nested too deep"))


def _one_value(text: str) -> list[str]:
    """The rows of a .json file that is one list or one object over many lines; none where it is not."""
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return []
    return [json.dumps(row, ensure_ascii=False) for row in (value if isinstance(value, list) else [value])]


def _csv_rows(file: File, reject: Reject) -> Iterator[Row | Judgement]:
    rows = csv.DictReader(io.StringIO(file.text, newline=""), strict=True)
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows, None)
            if row is None:
                return
            if None in row or None in row.values():
                raise SchemaError("has another number of cells than the first line; quote cells that hold commas")
            if is_judgement(row):
                yield judgement_of(row)
                continue
            told = reviewed(row) if is_review(row) else resolved(fact_of_row(row))
            yield told if isinstance(told, Judgement) else (rows.line_num, told, _as_line(row))
        except SchemaError as problem:
            reject(Rejected(file.name, rows.line_num, _as_line(row or {}), str(problem)))
        except csv.Error as problem:
            reject(Rejected(file.name, number, "", f"is not CSV ({problem}); quote cells that hold quotes"))


def _as_line(row: dict[str, str]) -> str:
    return json.dumps({str(key): value for key, value in row.items()}, ensure_ascii=False)


def _checked(row: Row, name: str, reject: Reject) -> Iterator[Document]:
    number, record, line = row
    try:
        yield document_from([record])
    except SchemaError as problem:
        reject(Rejected(name, number, line, str(problem)))


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


def _document_of(article: Article, options: ReadOptions) -> Document:
    """An article with all its claims; one that says nothing we read is kept as a source all the same."""
    record = source_record(article)
    records = [msgspec.structs.replace(fact, source=record) for fact in read_article(article)]
    claims: tuple[Claim, ...] = ()
    if not records:
        document = Document(source_of(record), claims)
    else:
        document = document_from(records)
    if options.no_text:
        bare = msgspec.structs.replace(document.source, text="")
        return msgspec.structs.replace(document, source=bare)
    return document
