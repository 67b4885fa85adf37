"""Who is meant by an office: "la ministre française des Affaires étrangères"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from diplograph.loaders.articles.language import Language
from diplograph.schema.actors import actors, holders
from diplograph.schema.text import fold

_PARTS = re.compile(r"[\s-]+")
_GENERIC = 3
"""A word for more offices than these, as "leader", tells nobody by itself."""


def holder_of(
    title: str,
    office: str,
    state: str,
    language: Language,
    named: Sequence[str],
    days: Collection[str],
    other: str = "",
) -> str:
    """The one person whom *title*, an office of *state*, means; "" where that is not sure.

    The tables speak first, of all *days* at once: the day of publication and those of the
    sentence. Where they do not know, it is the one of those *named* in the article who may hold it.
    A counterpart holds the office of the *other* person, whom the text has named before.
    """
    if any(f" {word} " in f" {title.lower()} " for word in language.small.get("counterparts", ())):
        held = tuple(tie.office for tie in actors()[other].represents if tie.office) if other in actors() else ()
        office = held[-1] if held else office
    else:
        if any(language.has(word, "deputies") for word in _PARTS.split(title.lower())):
            return ""
        held = next((names for words, names in language.offices if words.search(title)), ())
    sure = holders(state, held, days)
    fitting = sure or [actor for actor in named if _may_hold(actor, office, held)]
    return fitting[0] if len(fitting) == 1 else ""


def may_be(actor: str, title: str, language: Language) -> bool:
    """Whether the tables tell that *actor* holds, or once held, the office of *title*."""
    held = next((names for words, names in language.offices if words.search(title)), ())
    if len(held) > _GENERIC:
        return False
    return any(tie.office in held for tie in actors()[actor].represents)


def _may_hold(actor: str, office: str, held: Collection[str]) -> bool:
    """Whether the tables do not speak against it: such an office, one of the same first letters, or none told."""
    told = [fold(tie.office) for tie in actors()[actor].represents if tie.office]
    return not told or any(each in held or fold(office)[:5] in each for each in told)
