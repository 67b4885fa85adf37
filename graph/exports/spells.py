"""Spells of days: made one where they meet, and shown as texts.

The spells of a node or link are a list of structs of ``first`` and ``last`` day, counted from 1970-01-01, null where
open.
"""

from __future__ import annotations

import polars
from polars import col, lit

SPELLS = polars.List(polars.Struct({"first": polars.Int64, "last": polars.Int64}))
_BEGINNING, _END = -(2**31), 2**31
"""Before and after every day."""
_APART = 2**33


def united(days: polars.DataFrame, by: str) -> polars.DataFrame:
    """The ``spells`` of each *by*, of whose rows each is there from ``first_day`` to ``last_day``; sorted by *by*.

    Spells that overlap or touch are made one: Gephi drops the later of two that overlap. There are none at all if
    one of them is open on both sides, or they are together: it is then any time.
    """
    first, last = col("first_day").fill_null(_BEGINNING), col("last_day").fill_null(_END)
    ends = days.select(by, first=first, last=last).sort(by, "first", "last")
    # As if the days of each came long after all days of those before it: so one pass tells where a new spell begins.
    later = col(by).rle_id().cast(polars.Int64) * _APART
    begins = col("first") + later > (col("last") + later).cum_max().shift(1) + 1
    joined = (
        ends.with_columns(spell=begins.fill_null(value=True).cum_sum())
        .group_by("spell", maintain_order=True)
        .agg(col(by).first(), col("first").min(), col("last").max())
    )
    first = polars.when(col("first") != _BEGINNING).then("first")
    last = polars.when(col("last") != _END).then("last")
    spells = joined.group_by(by, maintain_order=True).agg(
        spells=polars.struct(first=first, last=last), always=(first.is_null() & last.is_null()).any()
    )
    none = lit([], dtype=SPELLS)
    return spells.select(by, spells=polars.when("always").then(none).otherwise("spells"))


def _day(number: str) -> polars.Expr:
    """``YYYY-MM-DD`` of a day of a spell that ``list.eval`` stands at; null where open."""
    return polars.element().struct.field(number).cast(polars.Date).dt.to_string("%Y-%m-%d")


FIRST, LAST = _day("first"), _day("last")


def shown(spells: polars.Expr) -> polars.Expr:
    """The spells in EDTF, ``2023-03-20/2023-03-22; 2024-06-19; 2024-10-01/..``."""
    first, last = FIRST.fill_null(".."), LAST.fill_null("..")
    one = polars.when(first == last).then(first).otherwise(polars.concat_str(first, lit("/"), last))
    return spells.list.eval(one).list.join("; ")


def intervals(spells: polars.Expr) -> polars.Expr:
    """The spells as the tables of Gephi have them: ``<[2023-03-20, 2023-03-22]; [2024-06-19, 2024-06-19];>``.

    What has none is there at all times. Gephi finds out by the first rows whether a column is one of intervals, so
    none is empty, and the last semicolon tells one interval from two moments.
    """
    first, last = FIRST.fill_null("-Infinity"), LAST.fill_null("Infinity")
    told = spells.list.eval(polars.format("[{}, {}]", first, last)).list.join("; ")
    return polars.format("<{};>", polars.when(told != "").then(told).otherwise(lit("[-Infinity, Infinity]")))
