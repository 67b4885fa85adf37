"""The file beside the store where rows that could not be read are kept with their reason."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from diplograph.schema.errors import ReadError
from diplograph.schema.model import Rejected


def write_rejected(path: Path, rejected: Iterable[Rejected]) -> None:
    """Append one JSON line for each row that was set aside."""
    try:
        with path.open("ab") as out:
            for row in rejected:
                out.write(msgspec.json.encode(row) + b"\n")
    except OSError as problem:
        raise ReadError(f"{path}: cannot be written ({problem.strerror}); give --store another folder") from None
