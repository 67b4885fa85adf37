"""What other processes do to the file of an embedded store: whether they wrote to it, and whether one holds it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

if sys.platform != "win32":
    import fcntl

State = tuple[int, int, int]
HELD_SECONDS = 0.5
"""For so long a file must be free: a load lets go of it for a moment between its parts."""


def state_of(path: Path) -> State:
    """Something that differs once a checkpoint has written to the file at *path*; zeros where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns


def is_held(path: Path) -> bool:
    """Whether another process has the file open to write, or has again within a moment."""
    until = time.monotonic() + HELD_SECONDS
    while True:
        if _is_locked(path):
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.05)


def _is_locked(path: Path) -> bool:
    """Whether the engine's lock is on the file; Windows lets nobody else open it then, which shows by itself."""
    if sys.platform == "win32":
        return False
    with path.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
