"""Turtle as people write it: one block for each thing, its properties below each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplograph.graph.exports.rdf.literals import escaped
from diplograph.graph.exports.rdf.terms import PREFIXES
from diplograph.schema.labels import Label

Pairs = Iterable[tuple[str, str]]


def header(comment: str, prefixes: Sequence[str]) -> str:
    """The comment at the top of a file, and the prefixes that it uses."""
    lines = [f"# {line}" for line in comment.splitlines()]
    return "\n".join([*lines, *(f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in prefixes)]) + "\n"


def block(subject: str, pairs: Pairs) -> str:
    """All that is said of *subject*; a pair without a value says nothing."""
    return f"\n{subject}\n    " + " ;\n    ".join(f"{name} {value}" for name, value in pairs if value) + " .\n"


def nested(pairs: Pairs) -> str:
    """A thing without a name, inside another."""
    return "[ " + " ; ".join(f"{name} {value}" for name, value in pairs if value) + " ]"


def text(words: str, language: str = "") -> str:
    """A literal, "" where there are no words."""
    return f'"{escaped(words)}"' + (f"@{language}" if language else "") if words else ""


def both(label: Label | tuple[str, str]) -> str:
    """A label in its two languages."""
    english, french = label if isinstance(label, tuple) else (label.en, label.fr)
    return f"{text(english, 'en')} , {text(french, 'fr')}"


def listed(values: Iterable[str]) -> str:
    """Several values of one property, "" for none."""
    return " , ".join(values)
