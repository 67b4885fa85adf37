"""From a name as people type it to one actor, or to an error that says what would do."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from diplograph.schema.actors.tables import actors, from_tables, names
from diplograph.schema.errors import AmbiguousActorError, UnknownActorError
from diplograph.schema.text import fold, slug

STRENGTH = {"name": 0, "code": 0, "alias": 0, "seat": 1, "capital": 1, "demonym": 2, "surname": 3}


def find(name: str) -> str:
    """The id of the actor that *name* means: an id, ISO3, Wikidata id, or any name in any case."""
    found = find_known(name)
    if found is None:
        raise unknown(name.strip())
    return found


def find_known(name: str) -> str | None:
    """As :func:`find`, but None for a name that nobody bears: what was perhaps meant takes long to find out."""
    word = name.strip()
    if known := identifiers().get(word.casefold()):
        return known
    entries = names().get(fold(word), ())
    if not entries:
        return None
    strongest = min(STRENGTH[entry.kind] for entry in entries)
    found = sorted({entry.actor for entry in entries if STRENGTH[entry.kind] == strongest})
    if len(found) > 1:
        listed = ", ".join(f"{actors()[actor].name} ({actor})" for actor in found)
        raise AmbiguousActorError(f"actor {name!r} is ambiguous; use one of {listed}", found)
    return found[0]


@from_tables
def identifiers() -> Mapping[str, str]:
    """Ids and Wikidata ids, in lower case, with the actor of each."""
    found = {actor.wikidata.casefold(): actor.id for actor in actors().values() if actor.wikidata}
    return found | {actor.casefold(): actor for actor in actors()}


def unknown(name: str) -> UnknownActorError:
    """The error for a name that nobody bears, with the names nearest to it."""
    near = difflib.get_close_matches(fold(name), list(names()), n=5, cutoff=0.75)
    near += list(difflib.get_close_matches(slug(name), list(actors()), n=2, cutoff=0.8))
    best: dict[str, str] = {}
    for key in near:
        for entry in names().get(key, ()):
            best.setdefault(entry.actor, entry.text)
    hint = (
        f"; did you mean {', '.join(dict.fromkeys(best.values()))}?" if best else "; give an id, an ISO code or a name"
    )
    return UnknownActorError(f"unknown actor {name!r}{hint}", tuple(best))
