"""Who says so: "..., a annoncé X", "according to X", and the agency or medium that is cited."""

from __future__ import annotations

from msgspec import Struct

from diplograph.loaders.articles.clauses import Clauses, effect_of
from diplograph.loaders.articles.governing import governor_of
from diplograph.loaders.articles.items import ACTORS
from diplograph.schema.records import Act, Mention

_ACTS: dict[str, Act] = {"says": "announces", "confirms": "confirms", "admits": "admits"}


class Told(Struct, frozen=True):
    """An attribution: by the actor at *place*, in the act *act*; its words are items *first* to *last*."""

    place: int
    act: Act
    first: int
    last: int


def attributions(clauses: Clauses) -> list[Told]:
    """The attributions of a sentence that stand apart from what is said."""
    found: list[Told] = []
    items = clauses.items
    for at, item in enumerate(items):
        if item.kind in "p/" and clauses.language.has(item.value, "according"):
            behind = at + 1
            while clauses.kind(behind) in tuple("dhjp"):
                behind += 1
            rumour = clauses.items[behind].low if behind < len(items) else ""
            act: Act = "rumours" if clauses.language.governing_nouns.get(rumour) == "rumours" else "reports"
            found.append(Told(behind if clauses.kind(behind) in ACTORS else -1, act, at, behind))
    governing = {
        link.verb.last
        for verb in clauses.verbs
        if (link := governor_of(clauses, verb)) is not None and link.verb is not None
    }
    for verb in clauses.verbs:
        effect = effect_of(verb.verbs, clauses.language)
        if effect not in _ACTS or verb.last in governing or verb.negated or verb.passive:
            continue
        before = clauses.skip_back(verb.first - 1, "anlY")
        around = clauses.around(verb.last + 1)
        if around.content[1] >= 0:
            continue
        if clauses.kind(before) in tuple(',"-') or before < 0:
            # inverted: "..., a annoncé le Kremlin", "..., said a diplomat"
            found.append(Told(around.object, _ACTS[effect], verb.first, around.end))
        elif clauses.kind(before) in ACTORS | set("wOQo"):
            start = before if clauses.kind(before) in ACTORS | set("Qo") else clauses.phrase_start(before)
            opening = clauses.skip_back(start - 1, "dhj")
            if clauses.kind(opening) in tuple(',"-') and around.object < 0:
                found.append(
                    Told(before if clauses.kind(before) in ACTORS | set("o") else -1, _ACTS[effect], start, around.end)
                )
    return found


def cited(clauses: Clauses) -> Mention | None:
    """The agency or medium that the sentence cites."""
    for at, item in enumerate(clauses.items):
        if item.kind == "M" and clauses.language.citing.search(clauses.text[: item.start]):
            return item.mentions[0]
        if item.kind == "M":
            for verb in clauses.verbs:
                said = effect_of(verb.verbs, clauses.language) in ("says", "confirms", "claims")
                if said and (clauses.subject(verb) == at or clauses.around(verb.last + 1).object == at):
                    return item.mentions[0]
    return None
