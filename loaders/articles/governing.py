"""What governs a verb: "said that", "plans to", "accused of", "before leaving"; and who then does the deed."""

from __future__ import annotations

from msgspec import Struct

from diplograph.loaders.articles.clauses import Clauses, effect_of
from diplograph.loaders.articles.inflection import FINITE
from diplograph.loaders.articles.items import ACTORS
from diplograph.loaders.articles.verbs import Verb

_DEPTH = 4
_ANSWERS = frozenset(["confirms", "denies", "admits"])
"""Effects of verbs on what a noun says: "denied reports that" denies what is reported."""
_HEARERS = frozenset("dhjwDSCGPMLNQoAOTFBe#/pYan")
"""The letters of phrases between a verb of speech and what is said: hearers, places, days."""
SPEECH = frozenset(["says", "claims", "confirms", "denies", "admits", "rumours"])
"""Effects by which somebody tells of the deed."""


class Link(Struct):
    """The verb or noun that governs a verb, what it does to the deed, and who then is the doer.

    The effect is one of ``language_files.Effect``, or "if", "purpose", "same" (joined to the verb, as it stands),
    "before", "after", "alleged" (only said to be so).
    """

    effect: str
    verb: Verb | None = None
    doer: int = -1
    noun: int = -1


def governor_of(clauses: Clauses, verb: Verb) -> Link | None:
    """What governs *verb*; None for a verb of a main clause."""
    if verb.form == "infinitive":
        return _of_infinitive(clauses, verb)
    if verb.form == "gerund":
        return _of_gerund(clauses, verb)
    if verb.form == "participle":
        return None
    place = clauses.skip_back(verb.first - 1, 'anlY"')
    if clauses.kind(place) in "ck" and place > 0:
        earlier = clauses.verb_before(place)
        return Link("same", earlier) if earlier else None
    subject = clauses.subject(verb)
    start = subject if subject >= 0 else place
    if subject >= 0 and clauses.kind(subject) not in ACTORS | set("oQ"):
        start = clauses.phrase_start(subject)
    before = clauses.skip_back(start - 1, 'adhjY"')
    if clauses.kind(before) == "," and before > 0 and clauses.kind(before - 1) in "Yt":
        before = clauses.skip_back(before - 1, 'Ya",')
    if before < 0:
        return None
    kind = clauses.kind(before)
    if kind == "c" and clauses.kind(before - 1) != ",":
        # "If A denied it and B apologised": both are conditions.
        earlier = clauses.verb_before(before, finite=True)
        link = governor_of(clauses, earlier) if earlier is not None else None
        return link if link is not None and link.effect == "if" else None
    if kind == "t":
        return _of_complement(clauses, before, verb)
    if kind == "i" or _is_inverted(clauses, before):
        return Link("if")
    if kind == "u":
        return Link("before") if clauses.language.has(clauses.items[before].low, "before") else None
    if "said_without_that" in clauses.language.traits:
        if before in clauses.verb_at:
            told = clauses.verb_at[before]
            effect = effect_of(told.verbs, clauses.language)
            if effect in SPEECH or effect == "wants":
                return Link(effect, told, clauses.subject(told))
        return _of_told(clauses, before)
    return None


def _of_told(clauses: Clauses, place: int) -> Link | None:
    """The verb of speech whose hearers or object end at *place*: "told reporters (that)", "a dit à la presse que"."""
    start = place
    while start >= 0 and clauses.kind(start) in _HEARERS:
        start -= 1
    if start == place or start not in clauses.verb_at:
        return None
    verb = clauses.verb_at[start]
    dismissed = any(clauses.language.has(each, "dismissals") for each in verb.verbs)
    effect = "denies" if dismissed else effect_of(verb.verbs, clauses.language)
    return Link(effect, verb, clauses.subject(verb)) if effect in SPEECH else None


def _of_complement(clauses: Clauses, that: int, verb: Verb) -> Link | None:
    place = clauses.skip_back(that - 1, ',aYn"')
    if place < 0:
        return None
    if clauses.kind(place) == "o" and clauses.language.has(clauses.items[place].low, "things"):
        # "Rumour has it that"
        place -= 1
    if place in clauses.verb_at:
        above = clauses.verb_at[place]
        subject = doer_of(clauses, above)
        rumour = subject >= 0 and clauses.language.governing_nouns.get(clauses.items[subject].low) == "rumours"
        if rumour:
            return Link("rumours", above)
        return Link(effect_of(above.verbs, clauses.language) or "wants", above, subject)
    if clauses.kind(place) in ACTORS | set("Qo"):
        # "told Putin that", "a déclaré à Putin que", "announced in Moscow that"
        earlier = clauses.verb_before(place)
        if earlier is not None:
            return Link(effect_of(earlier.verbs, clauses.language) or "wants", earlier, clauses.subject(earlier))
        return None
    noun = clauses.items[place]
    if clauses.kind(clauses.skip_back(place - 1, "j")) == "z":
        # "no proof that"
        return Link("wants", noun=place)
    if (pronoun := _expletive(clauses, place)) >= 0:
        # "it is regrettable that" tells of a fact, "it is not true that" of none
        sure = all(item.kind not in "nm" for item in clauses.items[pronoun:place])
        return None if sure and clauses.language.has(noun.low, "factive") else Link("wants", noun=place)
    told = _of_told(clauses, place)
    effect = clauses.language.governing_nouns.get(noun.low)
    if told is not None and (effect is None or (told.effect in _ANSWERS and effect in SPEECH)):
        return told
    effect = effect or ("wants" if noun.kind == "e" else None)
    behind = clauses.around(verb.last + 1)
    if effect is None and noun.kind == "w" and max(behind.object, behind.noun) >= 0:
        # "the notion that X attacked Y": nothing of the clause stands for the noun, so that it is no relative clause.
        effect = None if clauses.language.has(noun.low, "factive") else "wants"
    return Link(effect, None, _owner(clauses, place), place) if effect else None


def _is_inverted(clauses: Clauses, place: int) -> bool:
    """ "Had X attacked Y", "Were X to attack Y": a helper that opens a clause is a condition."""
    opens = place == 0 or clauses.kind(place - 1) in tuple(",;:.")
    return place >= 0 and opens and clauses.language.has(clauses.items[place].low, "inverted")


def _expletive(clauses: Clauses, place: int) -> int:
    """The pronoun of "it is likely that", "il est faux que", of which the word at *place* is said; -1 for none."""
    be = clauses.skip_back(place - 1, "anjw")
    pronoun = clauses.skip_back(be - 1, "anm")
    said = clauses.kind(be) == "x" and clauses.items[be].value == "be"
    return pronoun if said and pronoun >= 0 and clauses.language.has(clauses.items[pronoun].low, "expletive") else -1


def _owner(clauses: Clauses, noun: int) -> int:
    before = clauses.skip_back(noun - 1, "jD")
    if clauses.kind(before) == "'" and clauses.kind(before - 1) in ACTORS:
        return before - 1
    return -1


def _of_infinitive(clauses: Clauses, verb: Verb) -> Link | None:
    items, small = clauses.items, clauses.language.has
    place = clauses.skip_back(verb.first - 1, 'anlY"')
    if clauses.kind(place) in "p/":
        preposition = items[place].value
        earlier = clauses.skip_back(place - 1, 'anlY"')
        if small(preposition, "purpose"):
            return Link("purpose", clauses.verb_before(place))
        if small(preposition, "after") or small(preposition, "without"):
            return Link("after" if small(preposition, "after") else "wants", clauses.main_verb(place))
        if clauses.kind(earlier) == "/" and small(items[earlier].value, "before"):
            return Link("before", clauses.main_verb(earlier))
        place = earlier
        if clauses.kind(place) == "," and clauses.kind(place - 1) == "Y":
            place = clauses.skip_back(place - 1, "Ya,")
    if place < 0:
        return Link("wants")
    kind = clauses.kind(place)
    if kind in "ck":
        first = clauses.verb_before(place)
        if first is not None and first.form in FINITE and not first.modal:
            # "could (do what no list has) and negotiate": the first verb governs it.
            return Link(effect_of(first.verbs, clauses.language) or "wants", first, clauses.subject(first))
        return Link("same", first)
    if place in clauses.verb_at:
        governing = clauses.verb_at[place]
        effect: str | None = effect_of(governing.verbs, clauses.language)
        if governing.verbs == ("be",):
            effect = "plans"
        if governing.passive and effect in ("says", "claims", "rumours"):
            effect = "alleged"
        return Link(effect or "wants", governing, clauses.subject(governing))
    if kind == "x" and items[place].value == "be":
        return Link("plans", None, clauses.subject(Verb(place, place, (), "past")))
    if ranked := _of_rank(clauses, place, verb.first):
        return ranked
    governed = clauses.governed_by_preposition(place) if kind in ACTORS else -1
    if governed > 0 and clauses.language.governing_nouns.get(items[governed - 1].low):
        # "efforts in the Council to adopt": the efforts govern it.
        place = governed - 1
    elif kind in ACTORS | set("Qo"):
        # "for persuading X to act": whatever its form, the verb right before the actor governs
        governing_verb = clauses.verb_at.get(clauses.skip_back(place - 1, "dhj")) or clauses.verb_before(place)
        if _is_inverted(clauses, place - 1):
            return Link("if")
        if governing_verb is None and "infinitive_mark" in clauses.language.traits and clauses.kind(place) in ACTORS:
            # A headline: "Orban to meet Putin".
            return Link("plans", None, place)
        effect = effect_of(governing_verb.verbs, clauses.language) if governing_verb else None
        return Link(effect if effect == "plans" else "wants", governing_verb, place)
    word = items[place].low
    effect = clauses.language.governing_adjectives.get(word)
    if effect:
        main = clauses.verb_before(place)
        doer = clauses.subject(main) if main else -1
        if main is None:
            helper = clauses.skip_back(place, "jwvan")
            doer = clauses.subject(Verb(helper, helper, (), "past")) if clauses.kind(helper) == "x" else -1
        return Link(effect, main, doer)
    effect = clauses.language.governing_nouns.get(word)
    main = clauses.verb_before(place)
    owner = _owner(clauses, place)
    if clauses.kind(clauses.skip_back(place - 1, "j")) == "z":
        return Link("wants", main, noun=place)
    if main is not None and effect == "wants" and small(word, "offers"):
        effect = "plans" if effect_of(main.verbs, clauses.language) == "plans" else effect
    return Link(effect or "wants", main, owner if owner >= 0 or main is None else clauses.subject(main), place)


def _of_rank(clauses: Clauses, place: int, infinitive: int) -> Link | None:
    """ "X became the first president to visit Y": X visited it."""
    small = clauses.language.has
    verb = clauses.verb_before(clauses.phrase_start(place), finite=True)
    if verb is None or not any(small(each, "becomes") for each in verb.verbs):
        return None
    words = [word for item in clauses.items[verb.last + 1 : infinitive] for word in item.low.split()]
    return Link("same", verb, clauses.subject(verb)) if any(small(word, "ranks") for word in words) else None


def _of_gerund(clauses: Clauses, verb: Verb) -> Link | None:
    place = clauses.skip_back(verb.first - 1, 'anlY"')
    kind = clauses.kind(place)
    if place < 0 or kind == "t":
        return Link("wants")
    if kind == "u":
        before = clauses.language.has(clauses.items[place].low, "before")
        return Link("before" if before else "after", clauses.main_verb(place))
    if kind in "p/":
        return _behind_preposition(clauses, place)
    if place in clauses.verb_at:
        governing = clauses.verb_at[place]
        return Link(effect_of(governing.verbs, clauses.language) or "wants", governing, clauses.subject(governing))
    if kind in ACTORS and clauses.kind(place + 1) != "'" and clauses.governed_by_preposition(place) < 0:
        # "Russia supplying arms": a deed with its own subject
        return Link("after", None, place)
    says = clauses.language.governing_nouns.get(clauses.items[place].low) == "says"
    if kind in "weABND" and not says:
        # "an insurgency threatening the state": the noun does it; "a statement condemning X" is its author's.
        return Link("after", None, place)
    return Link("same", clauses.verb_before(place))


def _behind_preposition(clauses: Clauses, place: int) -> Link:
    """ "by sending" is done as its main verb is; "is suspected of sending" is alleged; else it is only spoken of."""
    main = clauses.main_verb(place)
    earlier = clauses.skip_back(place - 1, 'anY"')
    governing = clauses.verb_at.get(earlier)
    if governing is not None and governing.passive and effect_of(governing.verbs, clauses.language) == "claims":
        around = clauses.around(governing.last + 1)
        if not any(clauses.language.has(each, "agents") for each, _ in around.slots):
            return Link("alleged", governing, clauses.subject(governing))
    word = clauses.items[place].value
    if clauses.language.has(word, "inside") and clauses.kind(earlier) in tuple("we"):
        # "its involvement in supporting X" is no means of the main verb.
        return Link("wants", main)
    return Link("same" if clauses.language.has(word, "means") else "wants", main)


def doer_of(clauses: Clauses, verb: Verb, depth: int = 0) -> int:
    """Who does what *verb* tells, be it finite or not."""
    if verb.form in FINITE:
        return clauses.subject(verb)
    if depth > _DEPTH:
        return -1
    if verb.form == "participle":
        place = clauses.skip_back(verb.first - 1, 'a,Y"')
        if place < 0:
            main = clauses.main_verb(verb.last)
            return clauses.subject(main) if main is not None else -1
        return (
            place
            if clauses.kind(place) in ACTORS | set("o")
            else (place if place >= 0 and clauses.kind(place) in "weBAN" else -1)
        )
    link = governor_of(clauses, verb)
    if link is None:
        return -1
    if link.doer >= 0:
        return link.doer
    return doer_of(clauses, link.verb, depth + 1) if link.verb is not None else -1
