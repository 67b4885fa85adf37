"""The bytes of a file, unpacked where it is packed, with one clear line for what cannot be."""

from __future__ import annotations

import contextlib
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from diplograph.schema.errors import ReadError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LARGEST_UNZIPPED = 2_000_000_000
"""Bytes that a packed file may unpack to where it is read in one go: it is all in memory."""
MOST_PACKED = 400
"""How many times its size a file may unpack to, beyond 100 MB: tables come to 20, a bomb of zeros to 1,000."""
_ALWAYS_UNPACKED = 100_000_000
_BLOCK = 1 << 20
_PACKED = b"\x1f\x8b"
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
"""A zip archive; the second is one without files."""
_ENCRYPTED = 1
_GZIP_SIZE = 4
"""Bytes at the end of a gzip file that tell its unpacked size."""


def opened(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked where it is packed."""
    with path.open("rb") as content:
        beginning = content.read(4)
    return _unpacking(path, path, beginning, path.stat().st_size) or path.open("rb")


def content_of(path: Path) -> bytes:
    """All that a file holds, unpacked."""
    # In one go: a pipe can be opened once only.
    with told_plainly(path):
        content = path.read_bytes()
        packed = _unpacking(path, io.BytesIO(content), content[:4], len(content))
        if packed is None:
            return content
        with packed:
            told = packed.read(LARGEST_UNZIPPED + 1)
    if len(told) > LARGEST_UNZIPPED:
        raise ReadError(f"{path}: unpacks to more than {LARGEST_UNZIPPED} bytes; unpack it and load its parts")
    return told


def _unpacking(path: Path, source: Path | BinaryIO, beginning: bytes, size: int) -> BinaryIO | None:
    """What *source* of *size* bytes unpacks to; None where it is not packed, by how it begins."""
    if beginning in _ZIPPED:
        with _as_bad_zip():
            packed = _member(path, zipfile.ZipFile(source))
    elif beginning[:2] == _PACKED:
        packed = cast(IO[bytes], gzip.open(source))  # noqa: SIM115 - its reader closes it
    else:
        return None
    return cast(BinaryIO, io.BufferedReader(_Unpacking(path, packed, size), _BLOCK))


def unpacked_size(path: Path) -> int:
    """How many bytes a file unpacks to, as it says of itself: gzip counts to 4 GB and begins anew."""
    with path.open("rb") as content:
        beginning = content.read(4)
        if beginning[:2] == _PACKED:
            content.seek(-_GZIP_SIZE, io.SEEK_END)
            return int.from_bytes(content.read(_GZIP_SIZE), "little")
    if beginning not in _ZIPPED:
        return path.stat().st_size
    with _as_bad_zip(), zipfile.ZipFile(path) as archive:
        return sum(member.file_size for member in archive.infolist())


class _Unpacking(io.RawIOBase):
    """What a packed file unpacks to, however much it is; a ReadError where no text is packed so well."""

    def __init__(self, path: Path, packed: IO[bytes], size: int) -> None:
        self._path, self._packed = path, packed
        self._most = max(_ALWAYS_UNPACKED, MOST_PACKED * size)
        self._told = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._told = self._packed.seek(offset, whence)
        return self._told

    def tell(self) -> int:
        return self._told

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        with _as_bad_zip() if isinstance(self._packed, zipfile.ZipExtFile) else contextlib.nullcontext():
            told = self._packed.read(len(view))
        self._told += len(told)
        if self._told > self._most:
            raise ReadError(
                f"{self._path}: unpacks to more than {MOST_PACKED} times its size, as no text does; get it again"
            )
        view[: len(told)] = told
        return len(told)

    def close(self) -> None:
        self._packed.close()
        super().close()


@contextlib.contextmanager
def _as_bad_zip() -> Iterator[None]:
    """What else zipfile raises where offsets and sizes in an archive make no sense."""
    try:
        yield
    except (ValueError, RuntimeError, OverflowError, struct.error, zlib.error, EOFError) as problem:
        if isinstance(problem, NotImplementedError):
            raise
        raise zipfile.BadZipFile(str(problem)) from None


def _member(path: Path, archive: zipfile.ZipFile) -> IO[bytes]:
    """The one file in a zip archive: its name is not looked at, so it leads nowhere."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1:
        raise ReadError(f"{path}: has {len(members)} files, not one; unpack it and load them")
    if members[0].flag_bits & _ENCRYPTED:
        raise ReadError(f"{path}: needs a password; unpack it and load the file")
    return archive.open(members[0])


@contextlib.contextmanager
def told_plainly(path: Path) -> Iterator[None]:
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
