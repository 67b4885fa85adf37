"""When and where: the date and the place that belong to an event, not to who tells it or to another event."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.loaders.articles.calendar import Expression
from diplograph.loaders.articles.clauses import Clauses
from diplograph.loaders.articles.governing import SPEECH, governor_of
from diplograph.loaders.articles.inflection import FINITE
from diplograph.loaders.articles.scene import Deed
from diplograph.loaders.articles.verbs import Verb
from diplograph.schema.actors import find_place


def date_of(deed: Deed, clauses: Clauses) -> Expression | None:
    """The date in the words of the event, else that of its clause; None where the sentence dates only others."""
    dates = [
        at
        for at, item in enumerate(clauses.items)
        if item.kind == "Y"
        and not 0 <= deed.said_from < at <= deed.last
        # "since last month's invasion" dates the invasion only
        and not (clauses.kind(at + 1) == "'" and not at < deed.anchor <= at + 5)
        # "the mutiny of November 2" dates the mutiny only
        and not (_is_genitive(at, clauses) and at - 1 != deed.anchor)
        # "the June 4, 1967 borders": a full date before a noun that is no event's belongs to that noun
        and not (
            clauses.kind(at + 1) == "w" and any(sign.isdigit() for sign in item.text) and clauses.kind(at - 1) in "d>"
        )
        and not (clauses.kind(at - 1) == "p" and at - 2 != deed.anchor and at - 2 not in clauses.verb_at)
    ]
    if not dates:
        return None
    inside = [at for at in dates if deed.anchor < at <= deed.last and _free(at, deed, clauses)]
    if inside and deed.about is None:
        return clauses.items[inside[0]].date
    verbs = _verbs_of(deed, clauses)
    owners = {at: owner_of(at, clauses) for at in dates}
    owned = [
        at
        for at, owner in owners.items()
        if owner is not None and (any(owner is verb for verb in verbs) or deed.anchor < owner.last <= deed.last)
    ]
    if deed.nominal and deed.verb is None:
        near = [at for at in dates if deed.first - 2 <= at < deed.first or at == deed.last + 1]
        owned = [at for at in owned if at in near] or near[:1]
    if not owned and len(dates) == 1 and (cleft := owner_of(dates[0], clauses)) is not None and "be" in cleft.verbs:
        # "It was late on 12 September when X met Y."
        subject = clauses.subject(cleft)
        owned = dates if subject >= 0 and clauses.language.has(clauses.items[subject].low, "things") else []
    if not owned:
        return None
    behind = [at for at in owned if at > deed.anchor]
    ahead = [at for at in owned if at < deed.anchor]
    # What is said in a noun keeps the dates behind it: "accused X of killings in 2017".
    first, second = (ahead, behind) if deed.about is not None else (behind, ahead)
    return clauses.items[(first or second)[0]].date


def _is_genitive(at: int, clauses: Clauses) -> bool:
    """ "Les frontières du 4 juin 1967": whether the date is that of the noun before it."""
    first = clauses.items[at].text.lower().partition(" ")[0]
    return clauses.kind(at - 1) in tuple("we") and clauses.language.has(first, "partitive")


def _free(at: int, deed: Deed, clauses: Clauses) -> bool:
    return all(place not in clauses.verb_at for place in range(deed.anchor + 1, at))


def _verbs_of(deed: Deed, clauses: Clauses) -> list[Verb]:
    """The verb of the event and those that govern it without telling it: "plans to visit", "began to attack"."""
    verb = deed.verb
    if verb is None:
        return [each for each in clauses.verbs if each.form in FINITE and _holds(each, deed, clauses)]
    found = [verb]
    while len(found) < 4:
        link = governor_of(clauses, found[-1])
        if (
            link is None
            or link.verb is None
            or link.effect in SPEECH
            or link.effect in ("wants", "if", "same", "after", "before")
        ):
            if link is not None and link.effect == "same" and link.verb is not None and found[-1].form == "gerund":
                found.append(link.verb)
            break
        found.append(link.verb)
    return found


def _holds(verb: Verb, deed: Deed, clauses: Clauses) -> bool:
    around = clauses.around(verb.last + 1)
    return verb.last < deed.anchor < around.end


def owner_of(at: int, clauses: Clauses) -> Verb | None:
    """The verb to whose clause the date at *at* belongs: the one it follows, else the one it goes before."""
    holders = [verb for verb in clauses.verbs if verb.last < at and at < clauses.around(verb.last + 1).end]
    if holders:
        return holders[-1]
    before = [verb for verb in clauses.verbs if verb.last < at]
    for verb in clauses.verbs:
        if verb.first > at and verb.form in FINITE:
            between = clauses.items[at + 1 : verb.first]
            if any(each.kind in ("tui;" if at <= 1 else "tui;:") for each in between):
                break
            return verb
    if before:
        tail = clauses.items[before[-1].last + 1 : at]
        if not any(each.kind in ";:tuir" for each in tail):
            return before[-1]
    return None


def place_of(deed: Deed, clauses: Clauses) -> str | None:
    """The town or state behind a word of place in the event's clause, the town first."""
    found = place_at(deed, clauses)
    return found[1] if found else None


def place_at(deed: Deed, clauses: Clauses) -> tuple[int, str] | None:
    """The same, with where it is named."""
    found: list[tuple[int, int, str, int]] = []
    for at in range(len(clauses.items) - 1):
        item = clauses.items[at]
        if item.kind not in "p/" or not clauses.language.has(item.value, "places"):
            continue
        behind = at + 2 if clauses.items[at + 1].kind == "d" and at + 2 < len(clauses.items) else at + 1
        named = clauses.items[behind]
        if named.kind not in "CSNPwL" or not _same_clause(at, deed, clauses):
            continue
        words = named.text.removeprefix("the ").strip()
        known = find_place(words)
        if known:
            found.append((-known.count("/"), abs(at - deed.anchor), known, behind))
    return (min(found)[3], min(found)[2]) if found else None


def _same_clause(at: int, deed: Deed, clauses: Clauses) -> bool:
    first, last = sorted((at, deed.anchor))
    own: Sequence[Verb] = [deed.verb] if deed.verb else []
    return not any(
        verb.form in FINITE and verb not in own and first < verb.last < last for verb in clauses.verbs
    ) and not any(clauses.items[each].kind in ";tu" for each in range(first + 1, last))
