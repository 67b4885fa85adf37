"""Who plays which role: the places of a frame, filled from what stands around its verb or noun."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplograph.loaders.articles.clauses import Around, effect_of
from diplograph.loaders.articles.items import ACTORS
from diplograph.loaders.articles.language import Frame
from diplograph.loaders.articles.scene import Deed, Roles, Scene
from diplograph.loaders.articles.verbs import Verb
from diplograph.schema.actors import actors, names, state_of
from diplograph.schema.event_types import event_type
from diplograph.schema.records import Mention
from diplograph.schema.text import fold

_ARTICLE = re.compile(r"^(?:the|le|la|les|l['’]|el|los|las)\s*", re.IGNORECASE)
_OF_TOWNS = frozenset(["visited", "attacked"])
"""Roles in which a town stands for its state: who goes there goes to it, who shells it shells it."""


def verb_roles(
    scene: Scene, verb: Verb, frame: Frame, around: Around, subject: int, doer: tuple[Mention, ...] | None
) -> Roles:
    """Who has which role in the deed of *verb*: its subject, what stands around it, or a *doer* told elsewhere."""
    slots = frame.data.slots
    roles: Roles = {}
    if "adjective_behind" in scene.clauses.language.traits and scene.clauses.kind(subject) == "D" and not verb.passive:
        # "Un touriste allemand a visité": what a noun of no list does, its state has not done.
        subject = -1
    if verb.passive:
        agents = [at for preposition, at in around.slots if scene.has(preposition, "agents")]
        if "subject" in slots and agents:
            put(scene, roles, slots["subject"], agents[0])
        if "passive" in slots:
            put(scene, roles, slots["passive"], subject)
        if "object" in slots:
            put(scene, roles, slots["object"], subject)
            if "object~" in slots and slots["object"] not in roles and subject >= 0:
                for at in _adjectives(scene, subject):
                    put(scene, roles, slots["object~"], at)
        if subject >= 0:
            for preposition, at in scene.clauses.around(subject + 1, noun=True).slots:
                if at < verb.first and slots.get(preposition, "_") != "_" and not scene.has(preposition, "agents"):
                    put(scene, roles, slots[preposition], at)
    else:
        if "subject" in slots:
            if doer is not None:
                roles[slots["subject"]] = doer
            else:
                put(scene, roles, slots["subject"], subject)
        if "object" in slots and around.object >= 0:
            put(scene, roles, slots["object"], around.object)
    filled: dict[str, str] = {}
    for preposition, at in around.slots:
        role = slots.get(preposition) or slots.get(_personal(scene, around, preposition, at), "_")
        if _of_another(scene, verb, frame, preposition, at):
            continue
        if scene.items[at].kind == "C" and scene.has(preposition, "places") and event_type(frame.data.type).symmetric:
            # "se sont entretenus au Caire": where they talked is none of them.
            continue
        if role != "_" and (role not in roles or not preposition.endswith("~")):
            # "to Russia ... in Ukraine": the first place that fits holds the role.
            if scene.has(preposition, "places") and role in roles and role != slots.get("subject"):
                continue
            if filled.setdefault(role, preposition) == preposition:
                put(scene, roles, role, at)
    if event_type(frame.data.type).symmetric and _meets_somebody_unread(scene, verb, frame, around, roles):
        return one_side_of(roles)
    if "that" in slots and around.content[0] == "that":
        first = around.content[1]
        while first < len(scene.items) and scene.items[first].kind in "dhjaY,":
            first += 1
        if scene.clauses.kind(first) in ACTORS | set("o") and scene.clauses.kind(first + 1) != "'":
            put(scene, roles, slots["that"], first)
    if frame.data.control.startswith("!") and frame.data.control[1:] not in roles and around.content[1] >= 0:
        _aimed_at(scene, roles, frame.data.control[1:], around.content[1])
    as_states(scene, frame, roles)
    return roles


def _meets_somebody_unread(scene: Scene, verb: Verb, frame: Frame, around: Around, roles: Roles) -> bool:
    """ "A and B met with world leaders": they met the leaders, whom nothing names, and not each other.

    The other way round, "The mayor met with A and B" does not say that A met B.
    """
    sides = [at for preposition, at in around.slots if preposition == "object" or scene.has(preposition, "one_side")]
    if sides or around.object >= 0:
        return _all_stand_at(scene, roles, (*sides, around.object))
    if event_type(frame.data.type).family != "talks":
        # "restored relations with China's help", "agreed with a view to peace"
        return False
    for at in range(verb.last + 1, around.end):
        item = scene.items[at]
        if item.kind in "/p" and scene.has(item.value or item.low, "one_side"):
            behind = scene.words(at + 1, at + 3)
            return not scene.has(behind, "each_other") and not scene.has(behind, "with_what")
    return False


def _personal(scene: Scene, around: Around, preposition: str, place: int) -> str:
    """ "object" for a name behind the "a" of "acusó a Rusia"; "" where an object stands between them."""
    between = any(0 <= each < place for each in (around.object, around.noun))
    return "object" if scene.has(preposition, "personal") and not between else ""


def _of_another(scene: Scene, verb: Verb, frame: Frame, preposition: str, place: int) -> bool:
    """ "agreed to mediation in talks with X": X belongs to the talks, a noun of events behind a preposition."""
    if not scene.has(preposition, "company"):
        return False
    for at in range(place - 1, verb.last, -1):
        if scene.items[at].kind == "e":
            if frame.objects is not None and frame.objects.search(scene.items[at].low):
                return False
            start = scene.clauses.phrase_start(at)
            frames = scene.clauses.language.noun_frames.get(scene.items[at].value, ())
            own = any(preposition in each.data.slots for each in frames)
            return own and start > 0 and scene.items[start - 1].kind in "p/>" and start - 1 > verb.last
    return False


def _aimed_at(scene: Scene, roles: Roles, role: str, content: int) -> None:
    """Who would suffer what is threatened: the first actor behind the verb of the threat."""
    verb = scene.clauses.verb_at.get(content)
    if verb is None or effect_of(verb.verbs, scene.clauses.language) is not None:
        # "threatened to ask the Council for sanctions": the Council is not threatened.
        return
    around = scene.clauses.around(verb.last + 1)
    places = [
        around.object,
        *(
            at
            for preposition, at in around.slots
            if preposition.rstrip("~") == "object" or scene.has(preposition.rstrip("~"), "aims")
        ),
    ]
    known = {mention.actor for each in roles.values() for mention in each}
    for at in places:
        if at >= 0 and all(mention.actor not in known for mention in scene.whom(at)):
            put(scene, roles, role, at)
            return


def noun_roles(scene: Scene, place: int, start: int, around: Around, frame: Frame) -> Roles:
    """Who has which role in the deed that the noun at *place* names; empty where somebody untold does it."""
    slots = frame.data.slots
    roles: Roles = {}
    left = scene.clauses.skip_back(place - 1, "j#w")
    if scene.clauses.kind(left) == "'" and scene.clauses.kind(left - 1) in ACTORS and "owner" in slots:
        put(scene, roles, slots["owner"], left - 1)
    elif scene.clauses.kind(place - 1) in "hjD" and "owner" in slots:
        possessive = scene.clauses.skip_back(place - 1, "jD#")
        if scene.clauses.kind(possessive) == "h":
            put(scene, roles, slots["owner"], possessive)
            if slots["owner"] not in roles:
                # "our deals with A and B" are those of somebody whom nothing tells.
                return {}
    if "pair" in slots:
        _pair(scene, roles, slots["pair"], left)
        if "adjective_behind" in scene.clauses.language.traits:
            _pair(scene, roles, slots["pair"], place + 3)
    if "adjective" in slots:
        for at in (*range(max(start, place - 3), place), place + 1, place + 2):
            if 0 <= at < len(scene.items) and (
                scene.items[at].kind == "D"
                or (at == place - 1 and scene.items[at].kind in "SG" and scene.items[at].text.isupper())
            ):
                if at > place and scene.items[place + 1].kind not in "jDw":
                    break
                put(scene, roles, slots["adjective"], at, adjective=True)
    for preposition, at in around.slots:
        role = slots.get(preposition, "_")
        if role == "_" and preposition.startswith("object"):
            continue
        if role != "_":
            put(scene, roles, role, at, adjective=preposition.endswith("~"))
    return roles


def _pair(scene: Scene, roles: Roles, role: str, last: int) -> None:
    """ "A-B talks" and "entretien A-B": two names with a hyphen between them."""
    if is_pair(scene, last):
        put(scene, roles, role, last - 2, adjective=True)
        put(scene, roles, role, last, adjective=True)


def are_one_side(scene: Scene, roles: Roles, around: Around) -> bool:
    """ "Talks with A and B": those behind "with" are one side, so that nothing tells who the other is."""
    with_whom = [at for preposition, at in around.slots if scene.has(preposition, "one_side")]
    return any(scene.whom(at) for at in with_whom) and _all_stand_at(scene, roles, with_whom)


def _all_stand_at(scene: Scene, roles: Roles, places: Sequence[int]) -> bool:
    """Whether nobody has a role but those whom the items at *places* name."""
    there = [mention for at in places for mention in scene.whom(at)]
    return all(mention in there for named in roles.values() for mention in named)


def one_side_of(roles: Roles) -> Roles:
    """Those of an event of two sides of whom only one is told: one participant, which makes no event."""
    return {role: named[:1] for role, named in roles.items()}


def is_pair(scene: Scene, last: int) -> bool:
    """ "A-B": whether the last of two names with a hyphen between them is at *last*."""
    return (
        2 <= last < len(scene.items)
        and scene.items[last].kind in "PSCGD"
        and scene.items[last - 1].kind == "-"
        and scene.items[last - 2].kind in "PSCGD"
    )


def visited_there(scene: Scene, roles: Roles, start: int) -> None:
    """ "signed in Moscow during the visit of X": where it was signed is where X was."""
    if start == 0 or not scene.has(scene.items[start - 1].value, "during"):
        return
    for at in range(start - 2, 0, -1):
        if at in scene.clauses.verb_at:
            return
        if scene.items[at].kind in "CS" and scene.has(scene.items[at - 1].value, "places"):
            put(scene, roles, "visited", at)
            return


def put(scene: Scene, roles: Roles, role: str, place: int, adjective: bool = False) -> None:
    """Give *role* to those whom the item at *place* names, beside whom it has already."""
    if place < 0 or place >= len(scene.items):
        return
    item = scene.items[place]
    mentions = item.mentions if adjective or item.kind in "DL" else scene.whom(place)
    if item.kind == "M" or (item.kind == "L" and role not in _OF_TOWNS):
        return
    known = roles.get(role, ())
    fresh = tuple(each for each in mentions if each not in known)
    if fresh:
        roles[role] = (*known, *fresh)


def as_states(scene: Scene, frame: Frame, roles: Roles) -> None:
    """Put states for their people in the role that the frame wants states in."""
    role = frame.data.as_state
    if role in roles:
        roles[role] = tuple(
            dict.fromkeys(
                Mention(actor=state, text=each.text)
                if (state := each.represents or state_of(each.actor)) and state != each.actor
                else each
                for each in roles[role]
            )
        )


def _adjectives(scene: Scene, subject: int) -> list[int]:
    start = scene.clauses.phrase_start(subject)
    return [at for at in range(start, subject + 1) if scene.items[at].kind in "DSCG"]


def missing_in(scene: Scene, frame: Frame, roles: Roles, named: bool = True) -> str:
    """Why the roles do not make an event of *frame*, "" where they do; *named*: actors stand behind the verb."""
    kind = event_type(frame.data.type)
    for role in kind.roles:
        aimed = role.name == kind.target_role and role.name != kind.source_role
        untold = frame.data.open == "always" or (frame.data.open == "alone" and not named)
        if (role.required or (aimed and not untold)) and not roles.get(role.name):
            return f"no {role.name} is named"
    if kind.symmetric and sum(map(len, roles.values())) < 2:
        return "only one participant is named"
    if frame.data.people and not any(_person(each) for each in roles.get(kind.acting_roles[0], ())):
        return "no person and no delegation is named"
    return ""


def phrase_words(scene: Scene, place: int) -> str:
    """The words of the noun phrase that ends at *place*."""
    return scene.words(scene.clauses.phrase_start(place), place + 1) if place >= 0 else ""


def _person(mention: Mention) -> bool:
    """Whether people are meant: somebody, or "Russian officials", but not "Russia"."""
    if not mention.actor or actors()[mention.actor].kind == "person":
        return True
    named = names().get(fold(_ARTICLE.sub("", mention.text)), ())
    return all(entry.actor != mention.actor for entry in named)


def does_to_itself(deed: Deed) -> bool:
    """Whether somebody would do it to himself."""
    kind = event_type(deed.frame.data.type)
    if kind.symmetric:
        return False
    others = {
        each.actor for role, named in deed.roles.items() if role != kind.source_role for each in named if each.actor
    }
    return any(each.actor in others for each in deed.roles.get(kind.source_role, ()) if each.actor)
