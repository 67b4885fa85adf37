"""Finding the files of a load and reading their text, with one clear line for what cannot be read."""

from __future__ import annotations

import codecs
import contextlib
import glob
import gzip
import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal, cast

from msgspec import Struct

from diplograph.loaders.datasets import recognised
from diplograph.loaders.dumps import ENDINGS, looks_like_rdf
from diplograph.schema.errors import ReadError

Format = Literal["", "text", "markdown", "html", "jsonl", "csv", "icews", "gdelt", "travels", "rdf"]
Least = Literal["", "high", "medium", "low"]
LARGEST_ARTICLE = 20_000_000
"""Bytes of one article: a page of news has some 10,000; a file beyond this is something else."""
LARGEST_UNZIPPED = 2_000_000_000
"""Bytes that a packed file may unpack to: a day of coded events has some 20 million; it is all in memory."""
MOST_PACKED = 400
"""How many times its size a file may unpack to, beyond 100 MB: tables come to 20, a bomb of zeros to 1,000."""
_ALWAYS_UNPACKED = 100_000_000
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
    """

    published: str = ""
    language: str = ""
    format: Format = ""
    no_text: bool = False
    url: str = ""
    confidence: Least = ""


class File(Struct, frozen=True):
    """A file as text: its name for complaints, its format, its content with newlines as they are.

    One of JSON lines or RDF, of which there may be millions, stays where it is: it has a *path* and no text.
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
        with _told_plainly(self.path), _opened(self.path) as content:
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
        with _told_plainly(self.path), io.TextIOWrapper(_opened(self.path), encoding="utf-8-sig") as text:
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


def read_file(path: Path, options: ReadOptions) -> File:
    """The file's text and format; a ReadError for what is missing, empty, binary or not UTF-8."""
    name = name_of(path)
    if _is_dump(path, options):
        return File(name, "rdf", path=path)
    if _has_lines(path, options):
        return File(name, "jsonl", path=path)
    content = sys.stdin.buffer.read() if str(path) == "-" else _content(path)
    if not content.strip():
        raise ReadError(f"{name}: {_EMPTY}")
    text = _decoded(name, content)
    known = options.format or recognised(text) or ("rdf" if looks_like_rdf(text[:_BLOCK]) else _format_of(path))
    form = known or ("" if _is_table(path) else _sniffed(text))
    if not form:
        raise ReadError(f"{name}: is no data set that we know; give its --format, or a file with its first line")
    if form in ("text", "markdown", "html") and len(content) > LARGEST_ARTICLE:
        raise ReadError(f"{name}: has {len(content)} bytes; an article has at most {LARGEST_ARTICLE}")
    return File(name, form, text)


_EMPTY = "is empty; give a file with text"
_BINARY = "is binary; give text, Markdown, HTML, JSON lines or CSV"
_BLOCK = 1 << 20
_PACKED = b"\x1f\x8b"
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
"""A zip archive; the second is one without files."""
_ENCRYPTED = 1


def _is_dump(path: Path, options: ReadOptions) -> bool:
    """Whether *path* is a file of RDF, by what it begins with or by its name."""
    if options.format not in ("", "rdf") or not path.is_file():
        return False
    with _told_plainly(path), _opened(path) as content:
        head = content.read(_BLOCK)
    if not head.strip() or head.startswith(_ZIPPED):
        return False
    return "rdf" in (options.format, _format_of(path)) or looks_like_rdf(head.decode(errors="replace"))


def _has_lines(path: Path, options: ReadOptions) -> bool:
    """Whether *path* is a file of JSON lines that may be read line by line; all of it is text then, or a ReadError."""
    if (options.format or _format_of(path)) != "jsonl" or path.suffix == ".json" or not path.is_file():
        return False
    with _told_plainly(path), _opened(path) as content:
        block = content.read(_BLOCK)
        head = block.partition(b"\n")[0].decode(errors="replace")
        if block[:2] in _UTF_16 or block[:4] in _ZIPPED or (not options.format and recognised(head)):
            return False
        decoder = codecs.getincrementaldecoder("utf-8")()
        blank, before = True, 0
        while block:
            if b"\x00" in block:
                raise ReadError(f"{path}: {_BINARY}")
            if before > max(_ALWAYS_UNPACKED, MOST_PACKED * path.stat().st_size):
                raise _too_packed(path)
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


def _opened(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked where it is packed."""
    with path.open("rb") as content:
        packed = content.read(2) == _PACKED
    return cast(BinaryIO, gzip.open(path)) if packed else path.open("rb")


def _content(path: Path) -> bytes:
    # In one go: a pipe can be opened once only.
    with _told_plainly(path):
        content = path.read_bytes()
        if content[:4] in _ZIPPED:
            return _unzipped(path, content)
        if content[:2] == _PACKED:
            with gzip.open(io.BytesIO(content)) as packed:
                return _unpacked(path, cast(BinaryIO, packed), len(content))
        return content


@contextlib.contextmanager
def _as_bad_zip() -> Iterator[None]:
    """What else zipfile raises where offsets and sizes in an archive make no sense."""
    try:
        yield
    except (ValueError, RuntimeError, OverflowError, struct.error, zlib.error, EOFError) as problem:
        if isinstance(problem, NotImplementedError):
            raise
        raise zipfile.BadZipFile(str(problem)) from None


def _unpacked(path: Path, packed: BinaryIO, size: int) -> bytes:
    """All that *packed*, of *size* bytes on disk, unpacks to; a ReadError where that is more than a text can be."""
    told = bytearray()
    while block := packed.read(_BLOCK):
        told += block
        _check_unpacked(path, len(told), size)
    return bytes(told)


def _check_unpacked(path: Path, unpacked: int, size: int) -> None:
    if unpacked > LARGEST_UNZIPPED:
        raise ReadError(f"{path}: unpacks to more than {LARGEST_UNZIPPED} bytes; unpack it and load its parts")
    if unpacked > max(_ALWAYS_UNPACKED, MOST_PACKED * size):
        raise _too_packed(path)


def _too_packed(path: Path) -> ReadError:
    return ReadError(f"{path}: unpacks to more than {MOST_PACKED} times its size, as no text does; get it again")


def _unzipped(path: Path, content: bytes) -> bytes:
    """The one file in a zip archive: its name is not looked at, so it leads nowhere."""
    with _as_bad_zip(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) != 1:
            raise ReadError(f"{path}: has {len(members)} files, not one; unpack it and load them")
        if members[0].flag_bits & _ENCRYPTED:
            raise ReadError(f"{path}: needs a password; unpack it and load the file")
        with archive.open(members[0]) as packed:
            return _unpacked(path, cast(BinaryIO, packed), len(content))


@contextlib.contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    """What goes wrong while a file is read, in a line."""
    try:
        yield
    except UnicodeDecodeError:
        raise ReadError(f"{path}: has changed while it was read; load it again") from None
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; look at the name") from None
    except PermissionError:
        raise ReadError(f"{path}: no right to read it; ask its owner") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise ReadError(f"{path}: is cut short or no gzip file; get it again") from None
    except (zipfile.BadZipFile, NotImplementedError):
        raise ReadError(f"{path}: is cut short or no zip file that we can unpack; get it again") from None
    except OSError as problem:
        raise ReadError(f"{path}: cannot be read ({problem.strerror}); give another file") from None


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
