"""Answers kept by what was asked: the same text, model, prompt and address cost nothing twice."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import msgspec
from msgspec import Struct

from diplograph.schema.claims import digest
from diplograph.schema.errors import ExtractorError


class Kept(Struct, frozen=True):
    """An answer, and the digest of what was asked: an entry under a wrong name is no answer."""

    asked: str
    answer: str


class Cache:
    """A folder of answers, one file each; it may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, asked: str) -> str | None:
        """The answer to what has the digest *asked*; None where there is none, or the file is damaged."""
        try:
            kept = msgspec.json.decode(self._path(asked).read_bytes(), type=Kept)
        except (FileNotFoundError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        except OSError as problem:
            raise self._unusable(problem) from None
        return kept.answer if kept.asked == asked else None

    def keep(self, asked: str, answer: str) -> None:
        """Write the answer aside, then rename it: whoever reads meanwhile sees all of it or nothing."""
        path = self._path(asked)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, aside = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(msgspec.json.encode(Kept(asked, answer)))
                Path(aside).replace(path)
            finally:
                Path(aside).unlink(missing_ok=True)
        except OSError as problem:
            raise self._unusable(problem) from None

    def _path(self, asked: str) -> Path:
        return self.folder / f"{asked}.json"

    def _unusable(self, problem: OSError) -> ExtractorError:
        return ExtractorError(
            f"{self.folder}: cannot be used as a cache ({problem.strerror}); give --cache another folder"
        )


def asked_digest(base_url: str, prompt_version: str, body: bytes) -> str:
    """The name of an answer; *body* holds the text, the model, the prompt and the schema, and no key."""
    return digest(base_url, prompt_version, body.decode())


def user_folder() -> Path:
    """Where this user's programs keep what they can make again."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / "diplograph"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "diplograph"
    if local := os.environ.get("LOCALAPPDATA"):
        return Path(local) / "diplograph" / "cache"
    return Path.home() / ".cache" / "diplograph"
