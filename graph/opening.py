"""How the engine of an embedded store is opened: how much memory it may take, and why it does not open."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
from pathlib import Path

from diplograph.schema.errors import StoreError, StoreLockedError

SCAN_POOL = 1 << 28
"""Bytes that the engine may keep while a store is read once, whatever its size."""


def buffer_pool() -> int:
    """Bytes that the engine may keep in memory: half of the machine's. By itself it takes four fifths; we need some.

    0, which leaves it to the engine, where the system does not tell its memory.
    """
    known = getattr(os, "sysconf_names", {})
    if not {"SC_PAGE_SIZE", "SC_PHYS_PAGES"} <= known.keys():
        return 0
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2


def let_memory_go() -> None:
    """Give back to the system what is free: the C library keeps it where small values lie in between.

    Tried with the engine's answers of 60,000 rows, 240,000 in all: 612 MB at most, and 643 without, and growing; and in
    a load of 300,000 coded rows, after the file was closed: 512 MB instead of 1,442.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def checked_path(address: str) -> Path:
    """The file of an embedded store; a StoreError where there can be none."""
    path = Path(address)
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; a store is a file such as diplograph.lbug")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: its folder does not exist; make it, or give another --store")
    if path.exists() and not path.stat().st_size:
        raise StoreError(f"{path}: is empty and no store; give another --store")
    return path


def why_not_open(path: Path, problem: str) -> StoreError:
    """What the engine's *problem* with the file means."""
    if "Could not set lock" in problem:
        holder = re.search(r"PID (\d+)", problem)
        who = f"process {holder[1]}" if holder else "another process"
        return StoreLockedError(f"{path}: {who} is using it; wait until that is done, or give another --store")
    if "ermission denied" in problem:
        return StoreError(f"{path}: no right to open it; ask its owner, or give another --store")
    first = problem.strip().splitlines()[0] if problem.strip() else "unknown reason"
    return StoreError(f"{path}: cannot be opened as a store ({first}); give another --store")
