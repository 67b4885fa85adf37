"""Spells of days: made one where they meet, and shown as texts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from diplograph.schema.edtf import iso_day

Spell = tuple[int | None, int | None]
"""First and last day, counted from 1970-01-01; null where open."""
day = lru_cache(maxsize=1 << 16)(iso_day)
"""The day ``YYYY-MM-DD`` of a day number: a graph has few days and shows each many times."""


def united(spells: Sequence[Spell]) -> tuple[Spell, ...]:
    """Spells that overlap or touch made one: Gephi drops the later of two that overlap.

    None at all if one of them is open on both sides, or they are together: it is then any time.
    """
    if len(spells) > 1:
        spells = _joined(spells)
    return () if (None, None) in spells else tuple(spells)


def _joined(spells: Sequence[Spell]) -> list[Spell]:
    found: list[Spell] = []
    for first, last in sorted(spells, key=lambda spell: -math.inf if spell[0] is None else spell[0]):
        if found and (found[-1][1] is None or first is None or first <= found[-1][1] + 1):
            end = found[-1][1]
            found[-1] = (found[-1][0], None if end is None or last is None else max(end, last))
        else:
            found.append((first, last))
    return found


def shown(spells: Sequence[Spell]) -> str:
    """The spells in EDTF, ``2023-03-20/2023-03-22; 2024-06-19; 2024-10-01/..``."""
    return "; ".join(_shown(*spell) for spell in spells)


def _shown(first: int | None, last: int | None) -> str:
    begin, end = "..", ".." if last is None else day(last)
    if first is not None:
        begin = day(first)
    return begin if begin == end else f"{begin}/{end}"


def intervals(spells: Sequence[Spell]) -> str:
    """The spells as the tables of Gephi have them: ``<[2023-03-20, 2023-03-22]; [2024-06-19, 2024-06-19];>``.

    What has none is there at all times. Gephi finds out by the first rows whether a column is one of intervals, so
    none is empty, and the last semicolon tells one interval from two moments.
    """
    told = [
        f"[{'-Infinity' if first is None else day(first)}, {'Infinity' if last is None else day(last)}]"
        for first, last in spells or [(None, None)]
    ]
    return f"<{'; '.join(told)};>"
