"""Answers as of a day: the question is asked of the graph that the claims stated by then make."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from diplograph.graph.store import Store, open_store
from diplograph.schema.edtf import parse
from diplograph.schema.events.plans import stated
from diplograph.schema.judgements import rulings
from diplograph.schema.model import Document


@contextmanager
def as_known(store: Store, actors: Sequence[str] | None, day: int) -> Iterator[tuple[Store, int]]:
    """The graph of *day* about *actors*, all of it where None, and how many claims tell no day and are left out.

    It holds what was stated by then, so events are grouped, dated and judged as they would have been,
    and of several texts at one address the newest of that day speaks. What people decided holds whenever
    they did. It lives in a folder of its own, for as long as it is asked.
    """
    decisions = store.judgements()
    judged = rulings(decisions)
    if actors is not None:
        merged = {one for one, leader in judged.leaders.items() if leader in actors}
        actors = sorted({*actors, *merged})
    documents = store.documents_about(actors)
    live = [claim for document in documents for claim in document.claims if judged.is_live(claim)]
    undated = sum(stated(claim) is None for claim in live)
    with (
        tempfile.TemporaryDirectory(prefix="diplograph-") as folder,
        open_store(str(Path(folder) / "then.lbug")) as then,
    ):
        then.load(_by(documents, day))
        then.judge(decisions)
        yield then, undated


def _by(documents: Sequence[Document], day: int) -> Iterator[Document]:
    """The documents that were there on *day*, with the claims that were stated by then."""
    for document in documents:
        claims = tuple(claim for claim in document.claims if (said := stated(claim)) is not None and said <= day)
        printed = parse(document.source.published).first_day
        if claims or (printed is not None and printed <= day):
            source = msgspec.structs.replace(document.source, superseded_by="")
            yield Document(source, claims, document.actors if claims else ())
