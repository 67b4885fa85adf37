"""Who is meant by an office: "la ministre française des Affaires étrangères"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from diplograph.loaders.articles.language import Language
from diplograph.schema.actors import actors, holders
from diplograph.schema.text import fold


def holder_of(
    title: str, office: str, state: str, language: Language, named: Sequence[str], days: Collection[str]
) -> str:
    """The one person whom *title*, an office of *state*, means; "" where that is not sure.

    The tables speak first, of all *days* at once: the day of publication and those of the
    sentence. Where they do not know, it is the one of those *named* in the article who may hold it.
    """
    held = next((names for words, names in language.offices if words.search(title)), ())
    sure = holders(state, held, days)
    fitting = sure or [actor for actor in named if _may_hold(actor, office)]
    return fitting[0] if len(fitting) == 1 else ""


def _may_hold(actor: str, office: str) -> bool:
    """Whether the tables do not speak against it: an office of the same first letters, or none told."""
    told = [fold(tie.office) for tie in actors()[actor].represents if tie.office]
    return not told or any(fold(office)[:5] in each for each in told)
