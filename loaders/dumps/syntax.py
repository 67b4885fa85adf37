"""RDF in any syntax that we write, known by a file's ending or by how it begins, as a stream of statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import pyoxigraph

from diplograph.schema.errors import ReadError

_IRI = r"<[^<>\"{}|^`\\\x00-\x20]+:[^<>\"{}|^`\\\x00-\x20]*>"
_LINE = re.compile(rf"{_IRI}[ \t]+{_IRI}[ \t]+[<\"_]")
_PROLOGUE = re.compile(r"(?:@?prefix[ \t]+[\w.-]*:|@?base)[ \t]*<|@?version[ \t]+\"", re.IGNORECASE)
_BY_ENDING = {
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".nt": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".ttl": pyoxigraph.RdfFormat.TRIG,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
"""N-Triples are N-Quads that name no graph, and Turtle is TriG that names none."""
ENDINGS = tuple(_BY_ENDING)
_HEAD = 1 << 13
"""Bytes that are looked at to tell a syntax."""


def looks_like_rdf(head: str) -> bool:
    """Whether a text that begins with *head* is N-Quads, N-Triples, TriG or Turtle."""
    first = _first_line(head)
    return bool(_LINE.match(first) or _PROLOGUE.match(first))


def _first_line(head: str) -> str:
    """The first line that is neither blank nor a comment."""
    lines = (line.strip() for line in head.lstrip("\ufeff").splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")


def _syntax(ending: str, head: str) -> pyoxigraph.RdfFormat:
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if _LINE.match(_first_line(head)):
        return pyoxigraph.RdfFormat.N_QUADS
    return pyoxigraph.RdfFormat.JSON_LD if _first_line(head)[:1] in "[{" else pyoxigraph.RdfFormat.TRIG


def statements(name: str, ending: str, content: BinaryIO) -> Iterator[tuple[int, pyoxigraph.Quad]]:
    """The statements of a file with their lines, 0 where a syntax has several a line or one on several.

    A ReadError tells the line that breaks the syntax.
    """
    syntax = _syntax(ending, content.read(_HEAD).decode(errors="replace"))
    content.seek(0)
    by_line = syntax == pyoxigraph.RdfFormat.N_QUADS
    try:
        for number, quad in enumerate(pyoxigraph.parse(content, format=syntax), start=1):
            yield (number if by_line else 0), quad
    except SyntaxError as problem:
        where = f"{name}:{problem.lineno}" if problem.lineno else name
        # What it quotes of the file may have newlines.
        reason = " ".join(problem.msg.split())
        raise ReadError(f"{where}: is no {syntax.name} ({reason}); get the file again") from None
    except MemoryError:
        # The parser's word for a name or value of more than 16 MB, and no want of memory.
        raise ReadError(
            f"{name}: has a value of more than 16 MB, which no dump of ours holds; get the file again"
        ) from None
