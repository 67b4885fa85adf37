"""Every format in, documents out: one bad row costs nobody the other 40,000."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from diplograph.loaders.articles import Article
from diplograph.loaders.articles.traces import Trace, trace_of
from diplograph.loaders.datasets import DATA_SETS, TABLES, Copies, DataSet, Mentions, Note, events_of
from diplograph.loaders.datasets.mapped import mapped_facts
from diplograph.loaders.dumps import told_by
from diplograph.loaders.extractors import RULES, Extractor, Rules, is_below, least_of, traces_in
from diplograph.loaders.facts import fact_of_row, resolved
from diplograph.loaders.files import File, ReadOptions, find_files, name_of, read_file
from diplograph.loaders.jobs import in_order
from diplograph.loaders.judgements import is_judgement, is_review, judgement_of, reviewed
from diplograph.loaders.pieces import (
    LONGEST,
    SIGNS_OF_ROW,
    Coded,
    Left,
    Lines,
    Once,
    Piece,
    Row,
    Together,
    Told,
    Work,
    aside,
    source_record,
)
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Document, Loadable, Prepare, Prepared, Rejected
from diplograph.schema.records import Confidence, FactRecord

Reject = Callable[[Rejected], None]
Leave = Callable[[FactRecord], None]


def _unheard(_: object) -> None:
    """For readers who count nothing."""


def read(
    paths: Sequence[str | Path],
    reject: Reject,
    options: ReadOptions | None = None,
    judge: Callable[[Judgement], None] | None = None,
    note: Note | None = None,
    extractor: Extractor = RULES,
    leave: Leave = _unheard,
    jobs: int = 1,
) -> Iterator[Document]:
    """The documents of all files, in order; their articles read by *extractor*.

    Rows that cannot be read go to *reject*, what people decided to *judge*; *note* hears
    what is odd of the rows of data sets that are kept, *leave* which records are below the
    confidence that *options* ask for. With several *jobs* as many processes read where there
    is much to read, and a script of your own must then begin with ``if __name__ == "__main__":``.
    """
    found = read_prepared(paths, reject, options, judge, note, extractor, leave, jobs, None)
    return (each for each in found if isinstance(each, Document))


def read_prepared(
    paths: Sequence[str | Path],
    reject: Reject,
    options: ReadOptions | None,
    judge: Callable[[Judgement], None] | None,
    note: Note | None,
    extractor: Extractor,
    leave: Leave,
    jobs: int,
    prepare: Prepare | None,
) -> Iterator[Loadable]:
    """As :func:`read`; the documents of coded rows that several processes read are made ready by *prepare* there."""
    with _told(paths, options, note or _unheard, extractor, jobs, prepare=prepare) as told:
        for each in told:
            if isinstance(each, Document | Prepared):
                yield each
            elif isinstance(each, Rejected):
                reject(each)
            elif isinstance(each, Left):
                leave(each.record)
            elif isinstance(each, Judgement) and judge is not None:
                judge(each)


def extract(
    paths: Sequence[str | Path],
    reject: Reject,
    options: ReadOptions | None = None,
    extractor: Extractor = RULES,
    leave: Leave = _unheard,
    jobs: int = 1,
) -> Iterator[FactRecord]:
    """The fact records that the files hold, or that are read from their articles."""
    with _told(paths, options, _unheard, extractor, jobs, records=True) as told:
        for each in told:
            if isinstance(each, FactRecord):
                yield each
            elif isinstance(each, Rejected):
                reject(each)
            elif isinstance(each, Left):
                leave(each.record)


def explain(
    paths: Sequence[str | Path],
    reject: Reject,
    options: ReadOptions | None = None,
    extractor: Extractor = RULES,
    leave: Leave = _unheard,
) -> Iterator[tuple[str, Iterator[Trace]]]:
    """How the records that :func:`extract` gives were read: the heading of an article or file, and its traces."""
    found = list(find_files(paths))
    work = Work(options or ReadOptions(), extractor, records=True, alone=len(found) == 1)
    for path in found:
        for piece in _pieces([path], work, _unheard, shared=False):
            contents = piece if isinstance(piece, list) else work.contents(piece)
            for content in contents:
                if isinstance(content, Article):
                    traces = traces_in(content, extractor, source_record(content, with_text=False))
                    yield _heading(name_of(path), content), _explained(traces, work.least, leave)
                elif isinstance(content, Rejected):
                    reject(content)
                elif not isinstance(content, (Judgement, Document, Once, Together)):
                    yield (
                        name_of(path),
                        _explained([trace_of(_record(content))], least_of(work.options.confidence), leave),
                    )


def _record(content: Row | FactRecord | Left) -> FactRecord:
    if isinstance(content, Left):
        return content.record
    return content if isinstance(content, FactRecord) else content[1]


def _heading(name: str, article: Article) -> str:
    """The file, and the title where it is not the beginning of the text."""
    return name if article.text.lstrip("# ").startswith(article.title) else f"{name}: {article.title}"


def _explained(traces: Iterable[Trace], least: Confidence, leave: Leave) -> Iterator[Trace]:
    for trace in traces:
        if trace.record is not None and is_below(trace.record, least):
            leave(trace.record)
            why = f"{trace.record.confidence} is below {least} confidence"
            yield msgspec.structs.replace(trace, why=(why,), record=None)
        else:
            yield trace


def _told(
    paths: Sequence[str | Path],
    options: ReadOptions | None,
    note: Note,
    extractor: Extractor,
    jobs: int,
    records: bool = False,
    prepare: Prepare | None = None,
) -> contextlib.closing[Generator[Told | Prepared]]:
    """All that the files tell, in order. Only the rules are at work in several processes: another reader may count."""
    found = list(find_files(paths))
    work = Work(options or ReadOptions(), extractor, records, len(found) == 1, prepare)
    shared = jobs if isinstance(extractor, Rules) else 1
    told = in_order(_pieces(found, work, note, shared > 1), work, shared)
    return contextlib.closing(_each_once(told, note, work))


def _each_once(told: Generator[Told], note: Note, work: Work) -> Generator[Told | Prepared]:
    """What coded rows tell, without byte-identical rows of one file."""
    copies, file = Copies(), -1
    with contextlib.closing(told):
        for each in told:
            if not isinstance(each, Once | Together):
                yield each
                continue
            of = each.file if isinstance(each, Once) else each.piece.file
            if of != file:
                copies, file = Copies(), of
            yield from _new_in(each, copies, note, work)


def _new_in(each: Once | Together, copies: Copies, note: Note, work: Work) -> Iterator[Told | Prepared]:
    rows: Iterable[Once] = [each] if isinstance(each, Once) else []
    if isinstance(each, Together):
        if copies.are_new(each.digests, each.notes, note):
            yield each.told
            return
        # All else of the piece is told already.
        told = (row for row in work.one_by_one(each.piece) if isinstance(row, Once))
        rows = (row for row in told if isinstance(row.told, Document))
    for row in rows:
        if copies.is_new(row.digest, row.notes, note):
            yield row.told


def _pieces(paths: Iterable[Path], work: Work, note: Note, shared: bool) -> Iterator[Piece | list[Told]]:
    """The files in pieces, each to be worked on by itself, and what is read of tables.

    Where the work is *shared*, coded rows are pieces too. Mentions come last: the rows of their events may stand in any
    of the files.
    """
    events: list[File] = []
    mentions: list[File] = []
    for number, path in enumerate(paths):
        try:
            file = read_file(path, work.options)
            if file.format == "gdelt":
                events.append(file)
            if work.options.mapping is not None:
                yield from _rows(file, work, note)
            elif file.format == "gdelt-mentions":
                mentions.append(file)
            elif file.format == "jsonl":
                yield from _lines(file)
            elif shared and file.format in TABLES:
                yield from _coded(file, number)
            elif file.format == "csv" or file.format in DATA_SETS:
                yield from _rows(file, work, note)
            elif file.format == "rdf":
                yield from _nodes(file, work)
            else:
                yield file
        except ReadError as problem:
            if work.alone:
                raise
            yield [aside(name_of(path), problem)]
    known = Mentions(events_of(events, mentions)) if mentions else None
    for file in mentions:
        try:
            yield from _rows(file, work, note, known)
        except ReadError as problem:
            if work.alone:
                raise
            yield [aside(file.name, problem)]


def _lines(file: File) -> Iterator[Lines]:
    """The lines of a JSON file, some at a time; of a .json file that is one value, its rows."""
    lines: list[tuple[int, str]] = []
    signs = 0
    rows = _one_value(file)
    for number, line in enumerate(file.lines() if rows is None else rows, start=1):
        if line.strip():
            lines.append((number, line))
            signs += len(line)
        if signs >= LONGEST:
            yield Lines(file.name, tuple(lines))
            lines, signs = [], 0
    if lines:
        yield Lines(file.name, tuple(lines))


def _coded(file: File, number: int) -> Iterator[Coded]:
    """The rows of a data set, some at a time."""
    rows: list[tuple[int, bytes]] = []
    for row in TABLES[file.format].lines(file):
        rows.append(row)
        if len(rows) * SIGNS_OF_ROW >= LONGEST:
            yield Coded(file.name, file.format, number, tuple(rows))
            rows = []
    if rows:
        yield Coded(file.name, file.format, number, tuple(rows))


def _one_value(file: File) -> list[str] | None:
    """The rows of a .json file that is one list or one object over many lines; None where it is not."""
    if not file.name.endswith(".json") or len(file.text.splitlines()) < 2:
        return None
    try:
        value = json.loads(file.text)
    except (ValueError, RecursionError):
        return None
    return [json.dumps(row, ensure_ascii=False) for row in (value if isinstance(value, list) else [value])]


def _rows(file: File, work: Work, note: Note, data_set: DataSet | None = None) -> Iterator[list[Told]]:
    """What each row of a table tells, the rows set aside before it with it."""
    told: list[Told] = []
    if work.options.mapping is not None:
        rows: Iterator[Row | Judgement] = mapped_facts(work.options.mapping, file, told.append, note)
    elif file.format == "csv":
        rows = _csv_rows(file, told.append)
    else:
        rows = (data_set or DATA_SETS[file.format]).facts(file, told.append, note)
    for row in rows:
        told.append(row if isinstance(row, Judgement) else work.row(file.name, *row))
        yield told[:]
        told.clear()
    yield told


def _nodes(file: File, work: Work) -> Iterator[list[Told]]:
    """What each source of a dump tells with its claims, and each judgement."""
    with file.opened() as content:
        for each in told_by(file.name, file.ending, content):
            yield list(work.archived(each)) if isinstance(each, Document) else [each]


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
