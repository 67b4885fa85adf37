"""The dump: one pass over each kind of node, the lines in their order; and the files of other formats, from it."""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph

from diplograph.graph.exports.files import written_aside
from diplograph.graph.exports.rdf.actors import actor_lines
from diplograph.graph.exports.rdf.claims import claim_lines
from diplograph.graph.exports.rdf.events import event_lines, tie_lines
from diplograph.graph.exports.rdf.judgements import judgement_lines
from diplograph.graph.exports.rdf.literals import Names, path_of
from diplograph.graph.exports.rdf.order import Sorter, in_order
from diplograph.graph.exports.rdf.places import place_lines, reading_lines
from diplograph.graph.exports.rdf.sources import source_lines
from diplograph.graph.exports.rdf.terms import BASE_IRI, PREFIXES
from diplograph.graph.exports.readable import Readable
from diplograph.schema.errors import StoreError

FORMATS = {
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
"""The formats by the ending of a file's name."""
WITH_RDF12 = (".nq", ".nt")
_LINES_AT_ONCE = 2_000
_IN_MEMORY = 1 << 26


class Dump:
    """The canonical dump of a store, to be read once, in as many pieces as there are kinds of node."""

    def __init__(self, store: Readable, base_iri: str = BASE_IRI, with_text: bool = False, rdf12: bool = False) -> None:
        self._store = store
        self._names = Names(base_iri)
        self._with_text = with_text
        self._rdf12 = rdf12
        self._places: set[str] = set()
        self._extractors: set[str] = set()

    def lines(self) -> Iterator[str]:
        """Each line once, in the order of the bytes: no time of recording, no path, the sources alone decide.

        Nodes stand under their base by kind, and so in the order actor, claim, event, judgement, place,
        reading, source. The plain triples that events give have actors as subjects and come first;
        so events are read before all else, and their lines wait in a file.
        """
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as waiting, Sorter() as ties:
            _write(self._events(ties), cast(BinaryIO, waiting))
            yield from heapq.merge(self._actors(), ties)
            yield from self._claims()
            waiting.seek(0)
            for line in waiting:
                yield line.decode()
        for judged in sorted(self._store.judgements(), key=lambda judged: judged.id):
            yield from judgement_lines(self._names, judged)
        yield from place_lines(self._names, self._places)
        yield from reading_lines(self._names, self._extractors)
        for source in self._store.sources():
            yield from source_lines(self._names, source, self._with_text)

    def _events(self, ties: Sorter) -> Iterator[str]:
        said = groupby(self._store.contents(), key=lambda pair: pair[0])
        speech, pairs = next(said, ("", iter(())))

        def blocks() -> Iterator[tuple[str, list[str]]]:
            nonlocal speech, pairs
            for event in self._store.events():
                while speech and speech < event.id:
                    speech, pairs = next(said, ("", iter(())))
                content = [other for _, other in pairs] if speech == event.id else []
                ties.add(tie_lines(self._names, event))
                if event.place:
                    self._places.add(event.place)
                yield f"<{self._names.base}event/{path_of(event.id)}", event_lines(self._names, event, content)

        return in_order(blocks())

    def _actors(self) -> Iterator[str]:
        names = self._names
        return in_order(
            (f"<{names.base}actor/{path_of(each.id)}", actor_lines(names, each)) for each in self._store.actors()
        )

    def _claims(self) -> Iterator[str]:
        for claim in self._store.claims():
            if claim.extractor:
                self._extractors.add(claim.extractor)
            yield from claim_lines(self._names, claim, self._rdf12)


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Some thousand lines at a time, as UTF-8."""
    stream = iter(lines)
    while piece := "".join(islice(stream, _LINES_AT_ONCE)):
        yield piece.encode()


def _write(lines: Iterable[str], out: BinaryIO) -> int:
    """Write *lines*; how many there were."""
    counted = Counted(lines)
    out.writelines(_pieces(counted))
    return counted.total


def write_dump(store: Readable, out: BinaryIO, base_iri: str = BASE_IRI, with_text: bool = False) -> int:
    """Write the canonical dump: each line once, in the order of its bytes; how many there are."""
    return _write(Dump(store, base_iri, with_text).lines(), out)


def digest_of(store: Readable) -> str:
    """The SHA-256 of the canonical dump, in hex; the dump itself is kept nowhere."""
    digest = hashlib.sha256()
    for piece in _pieces(Dump(store).lines()):
        digest.update(piece)
    return digest.hexdigest()


def write_rdf(
    store: Readable, path: Path, base_iri: str = BASE_IRI, with_text: bool = False, rdf12: bool = False
) -> int:
    """Write the graph to *path* in the format of its ending, aside first; how many statements it has."""
    ending = format_of(path)
    if rdf12 and ending not in WITH_RDF12:
        raise StoreError(
            f"{path}: --rdf12 goes with {' and '.join(WITH_RDF12)} only; take another ending, or leave it out"
        )
    lines = Dump(store, base_iri, with_text, rdf12).lines()
    if not FORMATS[ending].supports_datasets:
        lines = flat(lines)
    with written_aside(path) as out:
        if ending in WITH_RDF12:
            return _write(lines, out)
        counted = Counted(lines)
        pyoxigraph.serialize(_statements(counted), out, format=FORMATS[ending], prefixes=_prefixes(base_iri))
        return counted.total


def format_of(path: Path) -> str:
    """The ending that tells the format of *path*, ``.gz`` left aside."""
    ending = (path.with_suffix("") if path.suffix == ".gz" else path).suffix.casefold()
    if ending not in FORMATS:
        raise StoreError(f"{path}: the ending '{ending}' is no RDF format; use one of {', '.join(FORMATS)}")
    return ending


def flat(lines: Iterable[str]) -> Iterator[str]:
    """The lines without their graphs, each once: what is left has the same order."""
    for line, _ in groupby(f"{line[: line.rindex(' <')]} .\n" for line in lines):
        yield line


class Counted:
    """Lines, and how many there were."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self.total = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.total += 1
            yield line


def _statements(lines: Iterable[str]) -> Iterator[pyoxigraph.Quad]:
    """The quads of lines, read piece by piece: no blank node makes one piece depend on another."""
    for piece in _pieces(lines):
        yield from pyoxigraph.parse(piece, format=pyoxigraph.RdfFormat.N_QUADS)


def _prefixes(base_iri: str) -> dict[str, str]:
    used = ("dk", "rdf", "rdfs", "xsd", "prov", "oa", "org", "sem", "foaf", "skos", "schema", "dc", "dcterms")
    return {**{prefix: PREFIXES[prefix] for prefix in used}, "base": base_iri}
