"""Finding the files of a load and reading their text, with one clear line for what cannot be read."""

from __future__ import annotations

import codecs
import contextlib
import csv
import glob
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from msgspec import Struct

from diplograph.loaders.datasets import DATA_SETS, recognised
from diplograph.loaders.datasets.mapping import RowMapping
from diplograph.loaders.dumps import ENDINGS, looks_like_rdf
from diplograph.loaders.facts import not_a_table
from diplograph.loaders.unpacking import content_of, opened, told_plainly, unpacked_size
from diplograph.schema.errors import ReadError

Format = Literal[
    "", "text", "markdown", "html", "jsonl", "csv", "icews", "gdelt", "gdelt-mentions", "travels", "sipri", "rdf"
]
Least = Literal["", "high", "medium", "low"]
LARGEST_ARTICLE = 8_000_000
"""Bytes of one article: a page of news has some 10,000; a file beyond this is something else.

A dump with texts has it as one value, with its line breaks and quotes escaped; RDF parsers take 16 MB of one.
"""
_FORMAT_OF_SUFFIX: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    **dict.fromkeys(ENDINGS, "rdf"),
}
_SUFFIXES_OF_TABLES = (".tab", ".tsv", ".xml")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class ReadOptions(Struct, frozen=True):
    """What the user knows of the files: it goes before what is found in them, for ``format`` as well.

    Records below ``confidence`` are left out, from wherever they are; "" leaves out only what our rules guess.
    With a ``mapping`` every file is a table that it describes.
    """

    published: str = ""
    language: str = ""
    format: Format = ""
    no_text: bool = False
    url: str = ""
    confidence: Least = ""
    mapping: RowMapping | None = None


class File(Struct, frozen=True):
    """A file as text: its name for complaints, its format, its content with newlines as they are.

    One of JSON lines, coded rows or RDF, maybe of millions of lines, stays where it is: it has a *path* and no text.
    """

    name: str
    format: Format
    text: str = ""
    path: Path | None = None

    @property
    def ending(self) -> str:
        """What its name ends in, without ``.gz``."""
        return _suffix(Path(self.name))

    @contextlib.contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Its bytes, unpacked, from the beginning on."""
        if self.path is None:
            yield io.BytesIO(self.text.encode())
            return
        with told_plainly(self.path), opened(self.path) as content:
            yield content

    @property
    def signs(self) -> int:
        """How much text there is to read."""
        return len(self.text)

    def lines(self) -> Iterator[str]:
        """The lines of the text, without their ends."""
        if self.path is None:
            yield from (line.rstrip("\n") for line in io.StringIO(self.text, newline=None))
            return
        with told_plainly(self.path), io.TextIOWrapper(opened(self.path), encoding="utf-8-sig") as text:
            while line := text.readline(LARGEST_ARTICLE + 1):
                yield line.rstrip("\n")
                # The rest of a line that is too long to be one is not kept.
                while len(line) > LARGEST_ARTICLE and not line.endswith("\n"):
                    line = text.readline(LARGEST_ARTICLE + 1)


def find_files(paths: Sequence[str | Path]) -> Iterator[Path]:
    """The files of the paths given: folders whole and sorted, patterns, single files; ``-`` is standard input."""
    for given in paths:
        text = str(given)
        if text.startswith(("http://", "https://")):
            raise ReadError(f"{text}: fetching is not offered yet; save the page and load the file with --url")
        path = Path(given)
        if text == "-":
            yield path
        elif path.is_dir():
            found = sorted(each for each in path.rglob("*") if each.is_file() and (_format_of(each) or _is_table(each)))
            found = [each for each in found if each.name.casefold() not in ("readme.md",)]
            if not found:
                raise ReadError(
                    f"{path}: no file to read in this folder; put .txt, .md, .html, .jsonl, .csv, .tab or .nq there"
                )
            yield from found
        elif not path.exists() and glob.has_magic(text):
            matched = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 - a pattern may begin anywhere
            if not matched:
                raise ReadError(f"{text}: matches no file; look at the pattern")
            yield from (Path(each) for each in matched if Path(each).is_file())
        elif not path.exists():
            raise ReadError(f"{path}: no such file; look at the name")
        else:
            yield path


def _suffix(path: Path) -> str:
    return (path.with_suffix("") if path.suffix.casefold() in (".gz", ".zip") else path).suffix.casefold()


def _format_of(path: Path) -> Format:
    return _FORMAT_OF_SUFFIX.get(_suffix(path), "")


def _is_table(path: Path) -> bool:
    return _suffix(path) in _SUFFIXES_OF_TABLES


def name_of(path: Path) -> str:
    """The name of a file in complaints; what of it is not UTF-8 is told by a sign that stands for it."""
    name = str(path).encode(errors="surrogateescape").decode(errors="replace")
    return "standard input" if name == "-" else name


def reckoned(path: Path) -> int:
    """About how many documents a file holds, for the time that is left: articles are one, rows as many as lines."""
    if not path.is_file() or _format_of(path) in ("text", "markdown", "html"):
        return 1
    try:
        head = _head(path)
        with told_plainly(path):
            return max(1, head.count(b"\n") * unpacked_size(path) // max(1, len(head)))
    except ReadError:
        return 1


def read_file(path: Path, options: ReadOptions) -> File:
    """The file's text and format; a ReadError for what is missing, empty, binary or not UTF-8."""
    name = name_of(path)
    if options.mapping is not None and _is_in_utf_8(path):
        return File(name, "", path=path)
    if form := _found_by_its_head(path, options):
        return File(name, form, path=path)
    if _has_lines(path, options):
        return File(name, "jsonl", path=path)
    looked_at = (options.format or _format_of(path)) == "csv" and _is_in_utf_8(path)
    if looked_at:
        # Before all of it is read, for a table of something else may be of any size.
        _check_columns(name, _head(path))
    content = sys.stdin.buffer.read() if str(path) == "-" else content_of(path)
    if not content.strip():
        raise ReadError(f"{name}: {_EMPTY}")
    text = _decoded(name, content)
    if options.mapping is not None:
        return File(name, "", text)
    known = options.format or recognised(text) or ("rdf" if looks_like_rdf(text[:_BLOCK]) else _format_of(path))
    form = known or ("" if _is_table(path) else _sniffed(text))
    if not form:
        raise ReadError(
            f"{name}: is no data set that we know; give its --format or a --mapping, or a file with its first line"
        )
    if form == "csv" and not looked_at:
        _check_columns(name, content[:_BLOCK])
    if form in ("text", "markdown", "html") and len(content) > LARGEST_ARTICLE:
        raise ReadError(f"{name}: has {len(content)} bytes; an article has at most {LARGEST_ARTICLE}")
    return File(name, form, text)


_EMPTY = "is empty; give a file with text"
_BINARY = "is binary; give text, Markdown, HTML, JSON lines or CSV"
_BLOCK = 1 << 20


def _head(path: Path) -> bytes:
    with told_plainly(path), opened(path) as content:
        return content.read(_BLOCK)


def _found_by_its_head(path: Path, options: ReadOptions) -> Format:
    """The data set, or "rdf", that *path* is by what it begins with or by its name, and can be read in parts."""
    if options.format not in ("", "rdf", *DATA_SETS) or not path.is_file():
        return ""
    head = _head(path)
    if not head.strip() or head[:2] in _UTF_16:
        return ""
    text = head.decode("utf-8-sig", "replace")
    if options.format:
        return options.format
    is_rdf = _format_of(path) == "rdf" or looks_like_rdf(text)
    return recognised(text) or ("rdf" if is_rdf else "")


def _is_in_utf_8(path: Path) -> bool:
    """Whether *path* is a file with something in it that need not be decoded as a whole."""
    if not path.is_file():
        return False
    head = _head(path)
    return bool(head.strip()) and head[:2] not in _UTF_16


def _has_lines(path: Path, options: ReadOptions) -> bool:
    """Whether *path* is a file of JSON lines that may be read line by line; all of it is text then, or a ReadError."""
    if (options.format or _format_of(path)) != "jsonl" or path.suffix == ".json" or not path.is_file():
        return False
    with told_plainly(path), opened(path) as content:
        block = content.read(_BLOCK)
        head = block.partition(b"\n")[0].decode(errors="replace")
        if block[:2] in _UTF_16 or (not options.format and recognised(head)):
            return False
        decoder = codecs.getincrementaldecoder("utf-8")()
        blank, before = True, 0
        while block:
            if b"\x00" in block:
                raise ReadError(f"{path}: {_BINARY}")
            blank = blank and not block.strip()
            kept = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as problem:
                raise ReadError(f"{path}: {_not_utf_8(before - kept + problem.start)}") from None
            before += len(block)
            block = content.read(_BLOCK)
    if blank:
        raise ReadError(f"{path}: {_EMPTY}")
    if kept := len(decoder.getstate()[0]):
        raise ReadError(f"{path}: {_not_utf_8(before - kept)}")
    return True


def _check_columns(name: str, head: bytes) -> None:
    """A ReadError for a table that begins with *head* and, by its columns, is of no kind that we know."""
    encoding = "utf-16" if head[:2] in _UTF_16 else "utf-8-sig"
    # What is no text, or no table, is told by who reads all of it.
    with contextlib.suppress(UnicodeDecodeError, csv.Error):
        text = codecs.getincrementaldecoder(encoding)().decode(head)
        names = next(csv.reader(io.StringIO(text, newline=""), strict=True), [])
        if names and "\0" not in text and (reason := not_a_table(names)):
            raise ReadError(f"{name}: {reason}")


def _decoded(name: str, content: bytes) -> str:
    if content[:2] in _UTF_16:
        encoding = "utf-16"
    elif b"\x00" in content:
        raise ReadError(f"{name}: {_BINARY}")
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise ReadError(f"{name}: {_not_utf_8(problem.start)}") from None


def _not_utf_8(place: int) -> str:
    return f"byte {place} is not UTF-8; save the file as UTF-8"


def _sniffed(text: str) -> Format:
    """The format where the name does not tell it: by the first sign that is not blank."""
    start = text.lstrip()[:200].casefold()
    if start.startswith("{"):
        return "jsonl"
    if start.startswith(("<!doctype html", "<html", "<?xml")):
        return "html"
    return "markdown" if start.startswith("---\n") else "text"
