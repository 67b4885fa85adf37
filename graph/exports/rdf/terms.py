"""The names that the dump is written in: other people's vocabularies where they fit, and ours for the rest.

``vocabulary.yaml`` has all of them: the ontology and the shapes are made from it, and a test holds
every property of the dump against it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

from diplograph.schema.profile import BASE_IRI, CODES, PREFIXES, VOCABULARY, iri

__all__ = [
    "BASE_IRI",
    "CODES",
    "PREFIXES",
    "VOCABULARY",
    "Class",
    "Property",
    "iri",
    "predicate_of",
    "term",
    "vocabulary",
]


@cache
def term(short: str) -> str:
    """``sem:Event`` as it stands in a line: ``<http://.../Event>``."""
    return f"<{iri(short)}>"


class Class(Struct, frozen=True, forbid_unknown_fields=True):
    """A class of ours: its English and French label, and the classes of others that it is a part of."""

    label: tuple[str, str]
    definition: str
    within: tuple[str, ...] = ()


class Property(Struct, frozen=True, forbid_unknown_fields=True):
    """A property: of which classes, with what values, and how many; see ``vocabulary.yaml``."""

    of: tuple[str, ...]
    to: str
    count: Literal["1", "?", "*", "+"]
    label: tuple[str, str] = ("", "")
    definition: str = ""
    within: tuple[str, ...] = ()
    pattern: str = ""
    least: int | None = None
    not_after: str = ""


class Vocabulary(Struct, frozen=True, forbid_unknown_fields=True):
    """Our classes and properties, and the properties that are borrowed from others, by name."""

    classes: dict[str, Class]
    properties: dict[str, Property]
    borrowed: dict[str, Property]

    def all_properties(self) -> dict[str, Property]:
        """All properties by their short names: ``dk:act``, ``sem:hasActor``."""
        return {**{f"dk:{name}": each for name, each in self.properties.items()}, **self.borrowed}


@cache
def vocabulary() -> Vocabulary:
    """What ``vocabulary.yaml`` says."""
    text = Path(__file__).with_name("vocabulary.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), Vocabulary)


@cache
def predicate_of(type_name: str) -> str:
    """The property between actors for an event type: SUPPLIES_ARMS is ``suppliesArms``."""
    first, *rest = type_name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)
