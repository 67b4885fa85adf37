"""Lines of N-Quads from values: IRIs that hold any id, literals escaped as canonical N-Triples asks."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from diplograph.graph.exports.rdf.terms import CODES, VOCABULARY, term
from diplograph.schema.edtf import parse
from diplograph.schema.errors import StoreError

_ESCAPED = str.maketrans(
    {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
    | {chr(code): f"\\u{code:04X}" for code in (*range(0, 8), 11, *range(14, 32), 127)}
)
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_ENCODED = re.compile(r"[^\w.~!$&'()*+,;=:@/?-]")
_BASE = re.compile(r"[a-z][a-z0-9+.-]*:[\w.~!$&'()*+,;=:@/?-]*[/:#?=]")
_SIGN = r"(?:[\w~!$&'()*+,;=:@-]|%[0-9A-F]{2})"
_SEGMENT = rf"{_SIGN}(?:{_SIGN}|\.)*"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_REST = rf"(?:{_SIGN}|[./?])*"
_ADDRESS = re.compile(
    rf"https?://(?:{_LABEL}\.)+(?![0-9]){_LABEL}(?:/(?:{_SEGMENT}(?:/{_SEGMENT})*/?)?)?(?:\?{_REST})?(?:#{_REST})?",
    re.ASCII,
)
_PRECISE = {"day": "date", "month": "gYearMonth", "year": "gYear"}
_INTEGER = f'"^^{term("xsd:integer")}'
_OFFSET = f'"^^{term("xsd:nonNegativeInteger")}'
_EDTF = f'"^^{term("edtf:EDTF")}'
_DAY = f'"^^{term("xsd:date")}'
_MONTH = f'"^^{term("xsd:gYearMonth")}'


def path_of(identity: str) -> str:
    """*identity* as a part of an IRI: only what no IRI may hold is percent-encoded.

    Letters of all scripts stay as they are, so that ids and IRIs have one order. Of the signs that ids
    may have, only the blank and "%" are encoded, and both begin before and after the same signs as ever.
    """
    plain = identity.isalnum() or identity.replace("-", "").isalnum()
    return identity if plain else _encoded(identity)


@lru_cache(maxsize=1 << 16)
def _encoded(identity: str) -> str:
    return _ENCODED.sub(_percent, identity)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


class Names(Struct, frozen=True):
    """The IRIs of things under a base. *flat* lines have no graph."""

    base: str
    flat: bool = False

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise StoreError(
                f"base IRI '{self.base}' cannot begin the names of things; "
                "give an absolute one that ends in '/', ':' or '#', such as https://example.org/graph/"
            )

    def iri(self, kind: str, identity: str) -> str:
        """``<base/kind/identity>``; a kind is ``actor``, ``claim``, ``event``, ``source``, ..."""
        return f"<{self.base}{kind}/{path_of(identity)}>"

    def end(self, graph: str) -> str:
        """What ends a line of this graph."""
        return " .\n" if self.flat else f" <{self.base}graph/{path_of(graph)}> .\n"


def escaped(text: str) -> str:
    """*text* as it stands between the quotes of a literal."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if '"' in text:
        text = text.replace('"', '\\"')
    if text.isprintable() or not _CONTROL.search(text):
        return text
    return text.translate(_ESCAPED)


def literal(text: str, datatype: str = "", language: str = "") -> str:
    """A literal; *datatype* as ``xsd:date``."""
    if language:
        return f'"{escaped(text)}"@{language}'
    return f'"{escaped(text)}"^^{term(datatype)}' if datatype else f'"{escaped(text)}"'


def number(value: int) -> str:
    return f'"{value}{_INTEGER}'


def offset(value: int) -> str:
    """A place in a text, as the Web Annotation model types it."""
    return f'"{value}{_OFFSET}'


def edtf(text: str) -> str:
    return f'"{escaped(text)}{_EDTF}'


def day(text: str) -> str:
    return f'"{text}{_DAY}'


def month(text: str) -> str:
    return f'"{text}{_MONTH}'


@lru_cache(maxsize=1 << 16)
def typed_date(text: str) -> str:
    """A date of XSD with the precision of the EDTF *text*; "" where XSD has no type for it: an interval, "2023?"."""
    kind = _PRECISE.get(parse(text).precision)
    return f'"{text}"^^{term(f"xsd:{kind}")}' if kind and text.replace("-", "").isdigit() else ""


def address(url: str) -> str:
    """*url* as an IRI, "" where it cannot be one as it stands."""
    return f"<{url}>" if _ADDRESS.fullmatch(url) else ""


@lru_cache(maxsize=4096)
def code(scheme: str, word: str) -> str:
    """The concept of a word of ours: ``<.../code/act/reports>``."""
    return f"<{CODES}{scheme}/{path_of(word)}>"


@lru_cache(maxsize=4096)
def own(name: str) -> str:
    """A class or property of ours: ``<.../ns#act>``."""
    return f"<{VOCABULARY}{name}>"
