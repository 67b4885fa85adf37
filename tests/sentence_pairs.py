"""The body of labelled sentences: entries in ``sentences/*.yaml``, each in English and French, with its claims.

An entry is a short text in both languages and all that it tells. A claim names its type, its
roles (one actor's id or a list), its act, modality, date and claimant, which are always compared;
``place``, ``mode`` and ``via`` are compared where they are given. ``~TUR`` stands for somebody of
Turkey whom the text does not name. Of several who do a thing each does it: one claim for each;
those to whom it is done, and those who do it with one another, stand in one claim.
``apart: true`` marks a text that speaks of what went before: it cannot stand beside others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from diplograph.loaders.articles import Article, read_article
from diplograph.schema import Claim, document_from
from diplograph.schema.actors import state_of
from diplograph.schema.event_types import event_type

FOLDER = Path(__file__).parent / "sentences"
LANGUAGES = ("en", "fr")
FRIDAY = "2024-05-24"
_COMPARED = ("type", "act", "modality", "date", "claimant")
_IF_GIVEN = ("place", "mode", "via")


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A text in two languages, and what it tells; ``topic`` is its file's name."""

    id: str
    about: str
    en: str
    fr: str
    claims: list[dict[str, Any]]
    published: str = FRIDAY
    apart: bool = False
    topic: str = ""

    def text(self, language: str) -> str:
        return self.en if language == "en" else self.fr


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, file by file in the order of their lines."""
    found: list[Entry] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        # Dates stay the words they are: a YAML reader would make days of them.
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        found += [msgspec.convert(row | {"topic": path.stem}, Entry, strict=False) for row in rows]
    return tuple(found)


def claims_in(text: str, language: str, published: str = FRIDAY) -> tuple[Claim, ...]:
    """The claims that the reader finds in *text*."""
    records = list(read_article(Article(text, language=language, published=published)))
    return document_from(records).claims if records else ()


def told(claims: Iterable[Claim], expected: Iterable[Mapping[str, Any]] | None = None) -> set[str]:
    """*claims* as lines to compare with those of :func:`wanted` for the same *expected*; without it, all they say."""
    rows = list(expected or ())
    unnamed = {actor[1:] for row in rows for actors in roles_of(row).values() for actor in actors if actor[0] == "~"}
    unnamed |= {row["claimant"][1:] for row in rows if row.get("claimant", "").startswith("~")}
    asked: dict[str, set[str]] = {}
    for row in rows:
        asked.setdefault(_line(row), set()).update(name for name in _IF_GIVEN if name in row)
    lines = set()
    for claim in claims:
        roles: dict[str, list[str]] = {}
        for named in claim.participants:
            roles.setdefault(named.role, []).append(_of_state(named.actor, unnamed))
        row = {name: getattr(claim, name) for name in (*_COMPARED, *_IF_GIVEN)} | roles
        row["claimant"] = _of_state(claim.claimant, unnamed)
        lines.add(_line(row, _IF_GIVEN if expected is None else asked.get(_line(row), ())))
    return lines


def wanted(expected: Iterable[Mapping[str, Any]]) -> set[str]:
    """The *expected* claims of an entry as lines."""
    return {_line(row, [name for name in _IF_GIVEN if name in row]) for row in expected}


def actors_of(row: Mapping[str, Any]) -> list[str]:
    """The ids of all who play a part in an expected claim, or make it."""
    named = [actor for actors in roles_of(row).values() for actor in actors]
    return named + [row[name] for name in ("claimant", "via") if row.get(name)]


def roles_of(row: Mapping[str, Any]) -> dict[str, list[str]]:
    """The ids in each role of an expected claim."""
    names = [role.name for role in event_type(row["type"]).roles]
    return {name: [row[name]] if isinstance(row[name], str) else row[name] for name in names if name in row}


def _of_state(actor: str, unnamed: set[str]) -> str:
    """*actor*, or ``~TUR`` for one of Turkey where such are expected."""
    state = state_of(actor) if actor else ""
    return f"~{state}" if state in unnamed and actor != state else actor


def _line(row: Mapping[str, Any], asked: Iterable[str] = ()) -> str:
    roles = (f"{name}={'+'.join(sorted(set(actors)))}" for name, actors in sorted(roles_of(row).items()))
    said = [row["type"], row.get("act", "reports"), row.get("modality", "actual"), *roles]
    said += [f"{name}={row[name]}" for name in ("date", "claimant", *sorted(asked)) if row.get(name)]
    return " ".join(said)
