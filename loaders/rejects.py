"""The file beside the store where rows that could not be read are kept with their reason."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import IO, Self

import msgspec

from diplograph.schema.errors import ReadError
from diplograph.schema.model import Rejected

IN_MEMORY = 1 << 20
"""Bytes of rows that wait in memory; more of them wait on disk."""


class Rejects:
    """Rows that are set aside, however many: one JSON line each, for the end of the file *path*.

    They wait until :meth:`keep`, for a load that does not come to its end is run again, and would tell them twice.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._waiting: IO[bytes] | None = None

    def __call__(self, row: Rejected) -> None:
        try:
            if self._waiting is None:
                self._waiting = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(self.path.parent))  # noqa: SIM115
            self._waiting.write(msgspec.json.encode(row) + b"\n")
        except OSError as problem:
            raise self._unwritten(problem) from None
        self.count += 1

    def keep(self) -> None:
        """Append them to the file."""
        if self._waiting is None:
            return
        try:
            self._waiting.seek(0)
            with self.path.open("ab") as out:
                shutil.copyfileobj(self._waiting, out)
        except OSError as problem:
            raise self._unwritten(problem) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        if self._waiting is not None:
            self._waiting.close()

    def _unwritten(self, problem: OSError) -> ReadError:
        return ReadError(f"{self.path}: cannot be written ({problem.strerror}); give --store another folder")
