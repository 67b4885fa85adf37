"""Rows that come again and again, kept once and in order, on disk: there may be as many as claims."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Self

_AT_ONCE = 10_000


class Distinct:
    """Rows of as many texts as *columns* names, in the order of their code points; the file goes with its closing."""

    def __init__(self, columns: str) -> None:
        self._names = columns.split()
        # "" is a database of SQLite's own in the folder of temporary files, which nobody else sees.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(f"CREATE TABLE row ({self._listed}, PRIMARY KEY ({self._listed})) WITHOUT ROWID")
        self._waiting: list[tuple[str, ...]] = []

    @property
    def _listed(self) -> str:
        return ", ".join(f'"{name}"' for name in self._names)

    def add(self, *row: str) -> None:
        self._waiting.append(row)
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        places = ", ".join("?" for _ in self._names)
        self._database.executemany(f"INSERT OR IGNORE INTO row VALUES ({places})", self._waiting)
        self._waiting.clear()

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        self._write()
        yield from self._database.execute(f"SELECT {self._listed} FROM row ORDER BY {self._listed}")

    def __contains__(self, row: tuple[str, ...]) -> bool:
        if self._waiting:
            self._write()
        same = " AND ".join(f'"{name}" = ?' for name in self._names)
        return self._database.execute(f"SELECT 1 FROM row WHERE {same}", row).fetchone() is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._database.close()
