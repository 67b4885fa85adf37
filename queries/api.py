"""The way in for Python: a graph that is opened, loaded and asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from diplograph.graph.exports.networks import to_networkx, to_rdflib
from diplograph.graph.store import LoadCounts, Store, open_store, preparing
from diplograph.loaders import ReadOptions, read_prepared
from diplograph.loaders.datasets.mapping_files import read_mapping
from diplograph.loaders.extractors import RULES, Extractor
from diplograph.loaders.files import Least
from diplograph.queries.runner import Cell, run_template
from diplograph.schema.judgements import Judgement
from diplograph.schema.model import Rejected
from diplograph.schema.records import FactRecord

if TYPE_CHECKING:
    import networkx
    import polars
    import rdflib


class Graph:
    """A store with the questions and exports that a notebook wants; use it in ``with``."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.rejected: list[Rejected] = []
        self.left_out = 0

    def load(
        self,
        *paths: str | Path,
        published: str = "",
        language: str = "",
        extractor: Extractor = RULES,
        confidence: Least = "",
        jobs: int = 1,
        mapping: str | Path = "",
    ) -> LoadCounts:
        """Load files as ``diplograph load`` does, articles read by *extractor*; rows set aside are in ``rejected``.

        Records below *confidence* are left out, and counted in ``left_out``. Several *jobs* are processes that
        read; a script must then begin with ``if __name__ == "__main__":``. With a *mapping*, a name or a file, the
        files are tables that it describes.
        """
        told = read_mapping(mapping) if mapping else None
        options = ReadOptions(published=published, language=language, confidence=confidence, mapping=told)
        judged: list[Judgement] = []
        documents = read_prepared(
            paths,
            self.rejected.append,
            options,
            judged.append,
            None,
            extractor,
            self._count_left_out,
            jobs,
            preparing(self.store.address),
        )
        counts = self.store.load(documents, jobs=jobs)
        if judged:
            self.store.judge(judged)
        return counts

    def _count_left_out(self, _: FactRecord) -> None:
        self.left_out += 1

    def query(
        self,
        name: str,
        *,
        exact: bool = False,
        expand: bool = False,
        as_of: str = "",
        names_in: str = "",
        **parameters: str,
    ) -> list[dict[str, Cell]]:
        """The rows of a template. ``from`` is a word of Python: write ``from_``."""
        given = {parameter.rstrip("_"): str(value) for parameter, value in parameters.items()}
        return run_template(self.store, name, given, exact, names_in, as_of=as_of, expand=expand).records()

    def cypher(self, question: str, **parameters: Any) -> list[dict[str, object]]:
        """The rows of a question in Cypher, for reading only."""
        return self.store.query(question, parameters).records()

    def to_networkx(self, statuses: Sequence[str] = ("occurred", "admitted")) -> networkx.MultiDiGraph[str]:
        """Actors as nodes, and an edge for each pair and event; facts, unless *statuses* says more."""
        return to_networkx(self.store, statuses)

    def to_rdflib(self) -> rdflib.Dataset:
        """The canonical dump as an rdflib dataset."""
        return to_rdflib(self.store)

    def to_polars(self, name: str, **parameters: Any) -> polars.DataFrame:
        """The rows of a template as a Polars data frame."""
        import polars

        return polars.DataFrame(self.query(name, **parameters))

    def close(self) -> None:
        """Let the store go."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()


def open_graph(address: str | Path, database: str = "") -> Graph:
    """The graph at *address*: a file, which is made if it is not there, or a Neo4j server."""
    return Graph(open_store(str(address), database=database))
