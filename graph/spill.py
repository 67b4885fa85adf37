"""Claims put aside, by grouping key, until their events are derived: on disk, however many they are."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias, get_type_hints

import msgspec

from diplograph.schema.events import Origin
from diplograph.schema.model import Claim

PARTS = 1024
"""All claims of a key are in one of so many parts: of 50 million claims one has 50,000."""
CHUNK = 1 << 16
"""Bytes of a part that wait in memory until they are written."""
TOGETHER = 8 << 20
"""Bytes of the parts that are given out together: some 10,000 claims."""
_LENGTH = 4
_FIELDS = tuple(get_type_hints(Claim)[name] for name in Claim.__struct_fields__)
_DECODER = msgspec.msgpack.Decoder(tuple[tuple.__class_getitem__(_FIELDS), Origin])  # type: ignore[misc]
"""Claims go without the names of their fields, which would be half of them."""


Spilled: TypeAlias = tuple[int, bytes]
"""The part to which a claim belongs, and the claim as it is put aside."""


def spilled(claim: Claim, origin: Origin) -> Spilled:
    """A claim with the origin of its source, as it is put aside."""
    raw = msgspec.msgpack.encode((msgspec.structs.astuple(claim), origin))
    return zlib.crc32(claim.key.encode()) % PARTS, len(raw).to_bytes(_LENGTH, "big") + raw


class Spill:
    """Claims, each with the origin of its source, in a file that nobody else sees and that ends with the process."""

    def __init__(self, folder: Path) -> None:
        self.claims = 0
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - it is open until close()
        self._end = 0
        self._waiting = [bytearray() for _ in range(PARTS)]
        self._chunks: list[list[tuple[int, int]]] = [[] for _ in range(PARTS)]

    def add(self, part: int, raw: bytes) -> None:
        """Put a claim aside, as :func:`spilled` gives it."""
        waiting = self._waiting[part]
        waiting += raw
        self.claims += 1
        if len(waiting) >= CHUNK:
            self._file.seek(self._end)
            self._file.write(waiting)
            self._chunks[part].append((self._end, len(waiting)))
            self._end += len(waiting)
            waiting.clear()

    def parts(self) -> Iterator[bytes]:
        """All claims, some parts at a time; those of a key together."""
        given = bytearray()
        for part, waiting in enumerate(self._waiting):
            for start, length in self._chunks[part]:
                self._file.seek(start)
                given += self._file.read(length)
            given += waiting
            if len(given) >= TOGETHER:
                yield bytes(given)
                given.clear()
        if given:
            yield bytes(given)

    def close(self) -> None:
        """Forget them."""
        self._file.close()


def told_in(part: bytes) -> Iterator[tuple[Claim, Origin]]:
    """The claims of a part with the origins of their sources."""
    place = 0
    while place < len(part):
        begin = place + _LENGTH
        place = begin + int.from_bytes(part[place:begin], "big")
        fields, origin = _DECODER.decode(part[begin:place])
        yield Claim(*fields), origin
