"""What a store answers, as frames; by pages, where it may be much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import polars

from diplograph.graph.store import Store

PAGE = 20_000
"""Nodes that are asked for at once."""


def frame_of(store: Store, cypher: str, parameters: Mapping[str, object], kinds: Mapping[str, str]) -> polars.DataFrame:
    """The rows of *cypher*, whose columns have these names and types, in their order."""
    return cast(polars.DataFrame, polars.from_arrow(store.columns(cypher, parameters, kinds)))


def pages(
    store: Store, cypher: str, parameters: Mapping[str, object], kinds: Mapping[str, str]
) -> Iterator[polars.DataFrame]:
    """The rows of *cypher*, whose first column is an ``id`` above ``$after``, by pages in the order of ids."""
    after = ""
    while True:
        page = frame_of(store, f"{cypher} ORDER BY id LIMIT {PAGE}", {**parameters, "after": after}, kinds)
        if len(page):
            yield page
            after = str(page["id"][-1])
        if len(page) < PAGE:
            return


def distinct(rows: polars.DataFrame, by: str, column: str, name: str) -> polars.DataFrame:
    """The values of a column in the rows of each *by*, each once, sorted, as a list called *name*; sorted by *by*.

    All at once, for most lists are short, and one that is sorted by itself takes longer than a row.
    """
    once = rows.select(by, column).unique().sort(by, column)
    return once.group_by(by, maintain_order=True).agg(polars.col(column).alias(name))
