"""Verbs with their auxiliaries: tense, voice, negation and mood of each verb of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from diplograph.loaders.articles.inflection import Form
from diplograph.loaders.articles.items import Item
from diplograph.loaders.articles.language import Language


class Verb(Struct):
    """A verb with its auxiliaries: items *first* to *last*.

    ``verbs`` are the infinitives that it may be of, of a reflexive one first with "se_" before them.
    """

    first: int
    last: int
    verbs: tuple[str, ...]
    form: Form
    time: str = "past"
    passive: bool = False
    reflexive: bool = False
    negated: bool = False
    modal: str = ""


class _Group(Struct):
    """The items from the first auxiliary to the verb, and what the verb's own word may be."""

    items: Sequence[Item]
    place: int
    before: Sequence[Item]
    forms: frozenset[Form]
    helpers: Sequence[Item]
    modal: Item | None
    marked: bool


def verbs_in(items: Sequence[Item], language: Language) -> Iterator[Verb]:
    """The verbs of a sentence, in order; "be" and "have" only where they stand by themselves."""
    before: Verb | None = None
    for place, item in enumerate(items):
        if item.kind == "v" or (item.kind == "x" and item.readings and not _is_auxiliary(items, place)):
            verb = _verb(items, place, language)
            if verb is not None:
                if before is not None and _is_one_more_passive(items, before, verb):
                    verb.modal, verb.time, verb.passive, verb.negated = before.modal, before.time, True, before.negated
                yield verb
                before = verb


def _is_one_more_passive(items: Sequence[Item], before: Verb, verb: Verb) -> bool:
    """ "would be dismantled and removed": the helpers of the first serve the second."""
    joined = verb.first == before.last + 2 and items[before.last + 1].kind == "c"
    participle = any(reading.form == "participle" for reading in items[verb.last].readings)
    return joined and participle and before.passive and before.form != "participle" and verb.first == verb.last


def _is_auxiliary(items: Sequence[Item], place: int) -> bool:
    """Whether a form of "be" or "have" only helps the verb behind it."""
    after = place + 1
    while after < len(items) and items[after].kind in 'anl"':
        after += 1
    return after < len(items) and (
        items[after].kind == "x"
        or (items[after].kind == "v" and any(each.form in ("participle", "gerund") for each in items[after].readings))
    )


def _first_of(items: Sequence[Item], place: int, language: Language) -> int:
    """Where the group of the verb at *place* begins: auxiliaries, negation, adverbs, quotes, the mark "to"."""
    first = place
    while first > 0:
        before = items[first - 1]
        earlier = items[first - 2].kind if first > 1 else ""
        # "has (once again) outright rejected": one word between helper and verb is an adverb.
        helper = next((item.kind for item in reversed(items[: first - 1]) if item.kind != "a"), "")
        outright = before.kind == "w" and before.low.isalpha() and helper == "x"
        quoted = before.kind == '"' and earlier in tuple("xaw")
        if before.kind in "anlxm" or outright or quoted or language.has(before.low, "dative"):
            first -= 1
        elif before.kind == ">" and items[first].kind in "vxa":
            first -= 1
            while first > 0 and items[first - 1].kind == "n":
                first -= 1
            break
        else:
            break
    while items[first].kind in 'a"w' and first < place:
        first += 1
    return first


def _verb(items: Sequence[Item], place: int, language: Language) -> Verb | None:
    first = _first_of(items, place, language)
    before = items[first:place]
    group = _Group(
        items,
        place,
        before,
        frozenset(reading.form for reading in items[place].readings),
        [each for each in before if each.kind == "x"],
        next((each for each in before if each.kind == "m"), None),
        any(each.kind == ">" for each in before),
    )
    verb = Verb(first, place, (), "past")
    verb.negated = any(each.kind == "n" for each in before)
    verb.reflexive = any(each.kind == "l" for each in before) and "reflexive" in language.traits
    chosen = _settled(verb, group, language)
    verb.verbs = tuple(dict.fromkeys(each.verb for each in items[place].readings if each.form in chosen))
    if verb.reflexive:
        # "se negó a" is not "negó": a governor of its own goes before.
        verb.verbs = (*(f"se_{each}" for each in verb.verbs), *verb.verbs)
    return verb if verb.verbs else None


def _settled(verb: Verb, group: _Group, language: Language) -> tuple[Form, ...]:
    """The forms that the verb's own word can be here, with the form and time of the whole set on *verb*."""
    forms, helpers, modal = group.forms, group.helpers, group.modal
    if helpers and not forms.isdisjoint({"participle", "gerund"}):
        return _with_helpers(verb, group, language)
    if modal is not None and "infinitive" in forms:
        verb.modal = modal.value
        verb.time = "future" if modal.value == "future" else "present"
        return ("infinitive",)
    if group.marked and "infinitive" in forms:
        verb.form = "infinitive"
        return ("infinitive",)
    if helpers and helpers[-1].value == "do" and "infinitive" in forms:
        return ("infinitive",)
    for form in ("future", "conditional"):
        if form in forms:
            verb.form = verb.time = form
            return (form,)
    if "past" in forms or "present" in forms:
        return _finite(verb, group, language)
    for form in ("subjunctive", "infinitive"):
        if form in forms:
            verb.form = form
            return (form,)
    if "participle" in forms:
        if _shares_helper(group):
            return ("participle",)
        verb.form, verb.passive = "participle", True
        return ("participle",)
    verb.form = "gerund"
    return ("gerund",)


def _with_helpers(verb: Verb, group: _Group, language: Language) -> tuple[Form, ...]:
    first = frozenset(reading.form for reading in group.helpers[0].readings)
    be = [each for each in group.helpers if each.value == "be"]
    gerund = "participle" not in group.forms
    readings = group.items[group.place].readings
    active_with_be = verb.reflexive or any(each.verb in language.with_be for each in readings)
    verb.passive = bool(be) and not gerund and not active_with_be
    if group.marked or (first == {"infinitive"} and group.modal is None):
        verb.form = "infinitive"
    if first == {"gerund"}:
        verb.form = "gerund"
    if "future" in first:
        verb.time = "future"
    elif "conditional" in first:
        verb.time = "conditional"
    elif be and gerund and "present" in first:
        verb.time = "present"
    if group.modal is not None:
        have = any(each.value == "have" for each in group.helpers)
        verb.form = "past"
        # "may have gone" is hearsay; "would have gone" has not
        past = {"perhaps": "hearsay", "would": "unreal"} if have else {}
        verb.modal = past.get(group.modal.value, group.modal.value)
    return ("gerund",) if gerund else ("participle", "gerund")


def _finite(verb: Verb, group: _Group, language: Language) -> tuple[Form, ...]:
    after = group.items[group.place + 1] if group.place + 1 < len(group.items) else None
    opens = group.place == 0 and any(language.has(each.value, "agents") for each in group.items)
    if "participle" in group.forms and (opens or (after is not None and language.has(after.value, "agents"))):
        # "Accused by X", "Received in Paris by X, Y said"
        verb.form, verb.passive = "participle", True
        return ("participle",)
    behind_preposition = group.place > 0 and group.items[group.place - 1].kind in "p/"
    if "infinitive" in group.forms and "past" not in group.forms and behind_preposition:
        return ()
    verb.form = "past" if "past" in group.forms else "present"
    verb.time = verb.form
    return (verb.form, "present")


def _shares_helper(group: _Group) -> bool:
    """ "a expulsé deux diplomates et convoqué l'ambassadeur": the helper of the first verb serves the second."""
    before = group.items[group.place - 1].kind if group.place else ""
    return before in ("c", "a") and any(
        each.kind == "x" and each.value == "have" for each in group.items[: group.place]
    )
