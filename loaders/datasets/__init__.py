"""Data sets of events that others coded: each row is a document with one claim."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from diplograph.loaders.datasets import icews
from diplograph.loaders.datasets.rows import DataSet, DataSetName, Note, facts_of

__all__ = ["DATA_SETS", "DataSet", "DataSetName", "Note", "facts_of", "recognised"]

DATA_SETS: Mapping[str, DataSet] = MappingProxyType({icews.ICEWS.name: icews.ICEWS})
"""Every data set that can be read, by the word that ``--format`` takes."""


def recognised(text: str) -> DataSetName | None:
    """The data set whose first line *text* has; None where it has none of them."""
    first = text[: text.find("\n")] if "\n" in text else text
    return next((each.name for each in DATA_SETS.values() if each.is_header(first.rstrip("\r"))), None)
