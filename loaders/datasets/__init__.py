"""Data sets of events that others coded: each row is a document of its source."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from diplograph.loaders.datasets.gdelt import GDELT
from diplograph.loaders.datasets.gdelt_mentions import MENTIONS, Mentions, events_of
from diplograph.loaders.datasets.icews import ICEWS
from diplograph.loaders.datasets.rows import Copies, DataSet, DataSetName, Note, Table
from diplograph.loaders.datasets.sipri import SIPRI
from diplograph.loaders.datasets.travels import TRAVELS

__all__ = [
    "DATA_SETS",
    "TABLES",
    "Copies",
    "DataSet",
    "DataSetName",
    "Mentions",
    "Note",
    "events_of",
    "recognised",
]

DATA_SETS: Mapping[str, DataSet] = MappingProxyType(
    {each.name: each for each in (ICEWS, GDELT, MENTIONS, TRAVELS, SIPRI)}
)
"""Every data set that can be read, by the word that ``--format`` takes."""
TABLES: Mapping[str, Table] = MappingProxyType(
    {name: each for name, each in DATA_SETS.items() if isinstance(each, Table)}
)
"""Those whose rows can be read one by one, in any process."""


def recognised(text: str) -> DataSetName | None:
    """The data set whose files begin as *text* does; None where it is none of them."""
    return next((each.name for each in DATA_SETS.values() if each.begins(text)), None)
