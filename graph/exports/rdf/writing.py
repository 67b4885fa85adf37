"""The dump: one pass over each kind of node, the lines in their order; and the files of other formats, from it."""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from diplograph.graph.exports.files import written_aside
from diplograph.graph.exports.rdf.actors import actor_lines
from diplograph.graph.exports.rdf.claims import claim_lines
from diplograph.graph.exports.rdf.events import event_lines, tie_lines
from diplograph.graph.exports.rdf.judgements import judgement_lines
from diplograph.graph.exports.rdf.literals import Names, path_of
from diplograph.graph.exports.rdf.order import Sorter, in_order
from diplograph.graph.exports.rdf.places import place_code, place_lines, reading_lines
from diplograph.graph.exports.rdf.sources import source_lines
from diplograph.graph.exports.rdf.terms import BASE_IRI, PREFIXES
from diplograph.graph.store import Readable
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
_PIECE = 1 << 19
"""So many signs are written at once."""
IN_MEMORY = 1 << 24
"""So many bytes of events wait in memory before they wait in a file."""


class Dump:
    """The canonical dump of a store, to be read once. A *flat* one has the same lines without their graphs."""

    def __init__(
        self,
        store: Readable,
        base_iri: str = BASE_IRI,
        with_text: bool = False,
        rdf12: bool = False,
        flat: bool = False,
    ) -> None:
        self._store = store
        self._names = Names(base_iri, flat)
        self._with_text = with_text
        self._rdf12 = rdf12
        self._places: set[str] = set()
        self._extractors: set[str] = set()

    def pieces(self) -> Iterator[bytes]:
        """Each line once, in the order of the bytes, many at a time: the sources alone decide what they say.

        Nodes stand under their base by kind, and so in the order actor, claim, event, judgement, place,
        reading, source. The plain triples that events give have actors as subjects and come first;
        so events are read before all else, and their lines wait in a file.
        """
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as waiting, Sorter() as ties:
            # Piece by piece: writelines() would look only at its end whether it holds too much.
            for piece in _gathered(self._events(ties)):
                waiting.write(piece)
            waiting.seek(0)
            yield from _gathered(chain(self._actors(ties), self._claims()))
            while piece := waiting.read(_PIECE) + waiting.readline():
                yield piece
        yield from _gathered(chain(self._judgements(), self._shared(), self._sources()))

    def _events(self, ties: Sorter) -> Iterator[str]:
        names, end = self._names, self._names.end("events")
        said = groupby(self._store.contents(), key=lambda pair: pair[0])
        speech, pairs = next(said, ("", iter(())))

        def blocks() -> Iterator[tuple[str, list[str]]]:
            nonlocal speech, pairs
            for event in self._store.events():
                while speech and speech < event.id:
                    speech, pairs = next(said, ("", iter(())))
                content = [other for _, other in pairs] if speech == event.id else []
                ties.add(tie_lines(names, event))
                if place_code(event.place):
                    self._places.add(event.place)
                yield f"<{names.base}event/{path_of(event.id)}", event_lines(names, event, content)

        for lines in in_order(blocks()):
            yield _ended(lines, end)

    def _actors(self, ties: Sorter) -> Iterator[str]:
        names, end, end_of_tie = self._names, self._names.end("actors"), self._names.end("ties")
        blocks = ((f"<{names.base}actor/{path_of(each.id)}", actor_lines(names, each)) for each in self._store.actors())
        told = (line + end for lines in in_order(blocks) for line in lines)
        return heapq.merge(told, (line + end_of_tie for line in ties))

    def _claims(self) -> Iterator[str]:
        for claim in self._store.claims():
            if claim.extractor:
                self._extractors.add(claim.extractor)
            yield _ended(claim_lines(self._names, claim, self._rdf12), self._names.end(f"source/{claim.source}"))

    def _judgements(self) -> Iterator[str]:
        for judged in sorted(self._store.judgements(), key=lambda judged: judged.id):
            yield _ended(judgement_lines(self._names, judged), self._names.end("judgements"))

    def _shared(self) -> Iterator[str]:
        yield _ended(place_lines(self._names, self._places), self._names.end("places"))
        yield _ended(reading_lines(self._names, self._extractors), self._names.end("readings"))

    def _sources(self) -> Iterator[str]:
        for source in self._store.sources():
            yield _ended(source_lines(self._names, source, self._with_text), self._names.end(f"source/{source.id}"))


def _ended(lines: Sequence[str], end: str) -> str:
    """Triples made lines: all of one graph, so what was sorted stays so."""
    return end.join(lines) + end if lines else ""


def _gathered(texts: Iterable[str]) -> Iterator[bytes]:
    """Texts joined to pieces of some size, as UTF-8."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()


def _write(pieces: Iterable[bytes], out: BinaryIO) -> int:
    """Write *pieces*; how many lines there were."""
    lines = 0
    for piece in pieces:
        out.write(piece)
        lines += piece.count(b"\n")
    return lines


def write_dump(store: Readable, out: BinaryIO, base_iri: str = BASE_IRI, with_text: bool = False) -> int:
    """Write the canonical dump: each line once, in the order of its bytes; how many there are."""
    return _write(Dump(store, base_iri, with_text).pieces(), out)


def digest_of(store: Readable) -> str:
    """The SHA-256 of the canonical dump, in hex; the dump itself is kept nowhere."""
    digest = hashlib.sha256()
    for piece in Dump(store).pieces():
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
    format = FORMATS[ending]
    pieces = Dump(store, base_iri, with_text, rdf12, flat=not format.supports_datasets).pieces()
    with written_aside(path) as out:
        if ending in WITH_RDF12:
            return _write(pieces, out)
        counted = Counted(pieces)
        pyoxigraph.serialize(_statements(counted), out, format=format, prefixes=_prefixes(base_iri))
        return counted.lines


def format_of(path: Path) -> str:
    """The ending that tells the format of *path*, ``.gz`` left aside."""
    ending = (path.with_suffix("") if path.suffix == ".gz" else path).suffix.casefold()
    if ending not in FORMATS:
        raise StoreError(f"{path}: the ending '{ending}' is no RDF format; use one of {', '.join(FORMATS)}")
    return ending


class Counted:
    """Pieces, and how many lines they had."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.lines = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.lines += piece.count(b"\n")
            yield piece


def _statements(pieces: Iterable[bytes]) -> Iterator[pyoxigraph.Quad]:
    """The quads of lines, read piece by piece: no blank node makes one piece depend on another."""
    for piece in pieces:
        yield from pyoxigraph.parse(piece, format=pyoxigraph.RdfFormat.N_QUADS)


def _prefixes(base_iri: str) -> dict[str, str]:
    used = ("dk", "rdf", "rdfs", "xsd", "prov", "oa", "org", "sem", "foaf", "skos", "schema", "dc", "dcterms")
    return {**{prefix: PREFIXES[prefix] for prefix in used}, "base": base_iri}
