"""The commands that bring something in: load, and extract to look at it first."""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click

from diplograph.graph.store import preparing
from diplograph.loaders import ReadOptions, Rejects, explain, extract, read_prepared
from diplograph.loaders.datasets.mapping_files import mapping_names, read_mapping
from diplograph.loaders.files import Format, Least, find_files
from diplograph.loaders.judgements import REVIEW_COLUMNS, review_rows
from diplograph.queries.completion import complete_file, complete_language, complete_mapping
from diplograph.queries.context import Settings, put, show, tell
from diplograph.queries.explaining import show_explained
from diplograph.queries.extracting import Chosen, choosing, tell_cost
from diplograph.queries.people import people_option
from diplograph.queries.progress import load_progress
from diplograph.schema.edtf import parse
from diplograph.schema.errors import ReadError
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Loadable, Rejected
from diplograph.schema.records import Confidence, FactRecord, encode_fact

_FORMATS = [name for name in get_args(Format) if name]


def _reading(command: click.decorators.FC) -> click.decorators.FC:
    for option in (
        click.option("--url", default="", help="The address of the article, where the file does not tell it."),
        click.option("--format", "form", type=click.Choice(_FORMATS), help="Read the files as this."),
        click.option(
            "--mapping",
            metavar="NAME|FILE",
            help=f"Read tables by a mapping file: {', '.join(mapping_names())}, or your own (docs/mappings.md).",
            shell_complete=complete_mapping,
        ),
        click.option(
            "--confidence",
            type=click.Choice(get_args(Confidence)),
            help="Leave out and count what is less sure than this; else only guesses (low) of our rules.",
        ),
        click.option(
            "--language",
            default="",
            help="The language of the articles: fr, en; es in small part.",
            shell_complete=complete_language,
        ),
        click.option(
            "--published",
            default="",
            metavar="DATE",
            help="The day of publication, for articles that do not tell it.",
        ),
        people_option,
        click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER|GLOB|-...", shell_complete=complete_file),
    ):
        command = option(command)
    return command


@click.command("load")
@_reading
@choosing
@click.option("--no-text", is_flag=True, help="Keep quotes and offsets, not the texts of the articles.")
@click.option("--strict", is_flag=True, help="Stop at the first row that cannot be read.")
@click.pass_obj
def load_command(
    settings: Settings,
    files: tuple[str, ...],
    published: str,
    language: str,
    form: str | None,
    mapping: str | None,
    url: str,
    confidence: Least | None,
    no_text: bool,
    strict: bool,
    chosen: Chosen,
) -> None:
    """Load articles, fact records and dumps into the store.

    Text, Markdown, HTML, JSON lines, CSV, RDF as export rdf writes it, and data sets: ICEWS,
    GDELT events and mentions, US travels, SIPRI arms transfers; any other table of events by a
    mapping file; all also compressed; folders as a whole. Loading the same again changes nothing.
    Rows that cannot be read are set aside in a .rejected.jsonl file beside the store, and the
    exit status is 3; so is what a model says and its text does not.

    Example: diplograph load articles/ --published 2024-05-24

    Example: diplograph load articles/ --confidence high

    Example: diplograph load press.jsonl.gz --jobs 4

    Example: diplograph load graph.nq.gz

    Example: diplograph load events.csv --mapping my-mapping.yaml
    Example: diplograph load 20150218230000.mentions.CSV.zip 20150218230000.export.CSV.zip
    """
    options = _options(published, language, form, mapping, url, no_text, confidence)
    paths = list(find_files(files))
    judgements: list[Judgement] = []
    noted: Counter[str] = Counter()
    left = _Left(options)
    with Rejects(_rejected_path(settings.address)) as rejects:
        reject = _stop_at if strict else rejects
        extractor = chosen.reader(reject)
        documents = read_prepared(
            paths,
            reject,
            options,
            judgements.append,
            lambda what: noted.update([what]),
            extractor,
            left,
            chosen.jobs,
            preparing(settings.address),
        )
        # What is wrong with the whole of the input is said before a store is made.
        documents = iter(list(documents)) if strict else _begun(documents)
        with settings.open("create") as store, load_progress(paths) as progress:
            counts = store.load(progress.documents(documents), progress.hear, chosen.jobs)
            judged = f", {store.judge(judgements)} judgements" if judgements else ""
        rejects.keep()
    odd = ", ".join(f"{count} {what}" for what, count in sorted(noted.items()))
    kept = f"; noted {odd}" if odd else ""
    left_out = f"; {left}" if left.count else ""
    set_aside = f"; {rejects.count} set aside in {rejects.path}" if rejects.count else ""
    tell(
        f"loaded {counts.sources} sources, {counts.claims} claims, {counts.events} events"
        f"{judged}{kept}{left_out}{set_aside}"
    )
    tell_cost(extractor)
    if rejects.count:
        sys.exit(3)


@click.command("extract")
@_reading
@choosing
@click.option(
    "--review",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a CSV file for reviewers, a row a claim; load it when its verdicts are filled in.",
)
@click.option("--explain", "explaining", is_flag=True, help="Print how each claim was read, not the fact records.")
@click.option("--verbose", "-v", is_flag=True, help="With --explain: what was passed over too, and why.")
@click.pass_obj
def extract_command(
    settings: Settings,
    files: tuple[str, ...],
    published: str,
    language: str,
    form: str | None,
    mapping: str | None,
    url: str,
    confidence: Least | None,
    review: Path | None,
    explaining: bool,
    verbose: bool,
    chosen: Chosen,
) -> None:
    """Print the fact records that files hold or that are read from articles, one JSON object a line.

    Nothing is stored: look at them, take lines out, and load the rest.

    Example: diplograph extract article.txt --published 2024-05-24 > facts.jsonl

    Example: diplograph extract article.txt --explain --verbose

    \b
    Example: diplograph extract article.txt --extractor llm \\
        --model llama3.1 --base-url http://localhost:11434/v1 > facts.jsonl
    """
    if verbose and not explaining:
        raise click.UsageError("--verbose goes with --explain.")
    rejected: list[Rejected] = []
    extractor = chosen.reader(rejected.append)
    options = _options(published, language, form, mapping, url, False, confidence)
    left = _Left(options)
    if explaining:
        traces = explain(files, rejected.append, options, extractor, left)
        records = iter(list(show_explained(traces, verbose)))
    else:
        records = extract(files, rejected.append, options, extractor, left, chosen.jobs)
    if review is not None:
        rows = [tuple(row[column] for column in REVIEW_COLUMNS) for record in records for row in review_rows(record)]
        show(REVIEW_COLUMNS, rows, "csv", review)
        tell(f"wrote {len(rows)} claims to {review}")
    for record in () if explaining else records:
        put(f"{encode_fact(record)}\n")
    if left.count:
        tell(left)
    for row in rejected:
        tell(f"{row.file}:{row.line}: {row.reason}")
    tell_cost(extractor)
    if rejected:
        sys.exit(3)


def _stop_at(row: Rejected) -> None:
    raise ReadError(f"{row.file}:{row.line}: {row.reason}")


def _begun(documents: Iterator[Loadable]) -> Iterator[Loadable]:
    """The same documents, the first of them read: a file that cannot be read is found out now."""
    return itertools.chain(list(itertools.islice(documents, 1)), documents)


class _Left:
    """Counts the records that are left out, for the line at the end."""

    def __init__(self, options: ReadOptions) -> None:
        self.count = 0
        self._least = options.confidence or "medium"

    def __call__(self, _: FactRecord) -> None:
        self.count += 1

    def __str__(self) -> str:
        return f"left out {self.count} record{'s' * (self.count != 1)} below {self._least} confidence"


def _options(
    published: str,
    language: str,
    form: str | None,
    mapping: str | None,
    url: str,
    no_text: bool,
    confidence: Least | None,
) -> ReadOptions:
    if form and mapping:
        raise click.UsageError("--mapping goes without --format.")
    parse(published)
    told = read_mapping(mapping) if mapping else None
    return ReadOptions(published, language, form or "", no_text, url, confidence or "", told)  # type: ignore[arg-type]


def _rejected_path(address: str) -> Path:
    return Path("diplograph.rejected.jsonl") if "://" in address else Path(address).with_suffix(".rejected.jsonl")
