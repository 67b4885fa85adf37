"""Deeds told by nouns: "X's visit to Y", "talks between A and B", alone or carried by a light verb."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from diplograph.loaders.articles.casting import (
    are_one_side,
    as_states,
    is_pair,
    missing_in,
    noun_roles,
    one_side_of,
    put,
    visited_there,
)
from diplograph.loaders.articles.clauses import Around
from diplograph.loaders.articles.governing import doer_of
from diplograph.loaders.articles.inflection import FINITE
from diplograph.loaders.articles.language import Frame, listed
from diplograph.loaders.articles.language_files import Effect, Light
from diplograph.loaders.articles.scene import Deed, Roles, Scene
from diplograph.loaders.articles.standing import MAY_NOT_BE, UNREAL, Standing, standing_of
from diplograph.loaders.articles.verb_deeds import content_of
from diplograph.loaders.articles.verbs import Verb
from diplograph.schema.actors import actors
from diplograph.schema.event_types import event_type

_FAR = 8
"""Items between a noun and the verb of which it is the subject, at most."""
_OF_A_NOUN: dict[Effect, Light] = {"rumours": "claim", "claims": "claim", "wants": "want", "plans": "plan"}
"""What a noun does to the event that it governs: "allegations of deliveries", "a plan for talks"."""


class Carrier(Struct):
    """What carries the noun of an event: a verb, who does it, and what the verb does to the event; all may lack."""

    verb: Verb | None = None
    doer: int = -1
    effect: Light | None = None


def of_noun(scene: Scene, place: int) -> Iterator[Deed]:
    """The deed of the noun at *place*, by the first of its frames that fits."""
    noun = scene.items[place]
    around = scene.clauses.around(place + (4 if is_pair(scene, place + 3) else 1), noun=True)
    start = scene.clauses.phrase_start(place)
    region = scene.words(start, around.end)
    for frame in scene.clauses.language.noun_frames.get(noun.value, ()):
        other = frame.unless is not None and frame.unless.search(region)
        if other or (frame.objects is not None and not frame.objects.search(region)):
            continue
        carrier = _carrier(scene, start, around, frame)
        light = carrier.verb if carrier.effect else None
        if not frame.data.bare and light is None and scene.clauses.verbs:
            scene.skip(place, frame, "a noun that tells of no new event")
            return
        gathering = _gathering(scene, place, around, frame)
        if frame.data.gathering and not gathering:
            continue
        standing = _standing(scene, place, start, around, carrier)
        company = _company(scene, start)
        roles = _roles(scene, place, start, around, frame, carrier, company)
        about = content_of(scene, frame, roles, around, place + 1) if frame.data.content else None
        if missing := missing_in(scene, frame, roles):
            scene.skip(place, frame, missing)
            continue
        ended = carrier.effect in ("postpone", "cancel") and event_type(frame.data.type).lasts == "open"
        if standing.silent or ended:
            # "suspended its aid": the verb tells of the end of it, and has a frame of its own.
            scene.skip(place, frame, standing.silent or "told to end")
            return
        if light is not None:
            scene.light.add(light.last)
        first = min(start, light.first if light else start)
        yield Deed(frame, roles, standing, place, first, around.end - 1, light or company, about, True, gathering)
        return


def _roles(
    scene: Scene, place: int, start: int, around: Around, frame: Frame, carrier: Carrier, company: Verb | None
) -> Roles:
    """The roles of the noun's own places, with whom its verb adds."""
    if _is_of_somebody_untold(scene, place, frame):
        return {}
    roles = noun_roles(scene, place, start, around, frame)
    closed = sum(map(len, roles.values())) > 1 and _names_all(scene, place, around, frame)
    if carrier.verb is not None and carrier.effect and carrier.verb.first >= around.end:
        for preposition, at in scene.clauses.around(carrier.verb.last + 1).slots:
            if frame.data.slots.get(preposition, "_") != "_":
                put(scene, roles, frame.data.slots[preposition], at)
    role = frame.data.patient if carrier.effect == "receive" else frame.data.agent
    together = event_type(frame.data.type).symmetric
    if carrier.verb is not None and any(scene.has(name, "attends") for name in carrier.verb.verbs):
        closed = False
    if role and carrier.doer >= 0 and not closed and (role not in roles or together):
        put(scene, roles, role, carrier.doer)
    if company is not None and roles:
        for at in (doer_of(scene.clauses, company), company.last + 1):
            put(scene, roles, frame.data.agent, at)
    if together and are_one_side(scene, roles, around):
        return one_side_of(roles)
    as_states(scene, frame, roles)
    if frame.data.type == "VISITS" and "visited" not in roles:
        visited_there(scene, roles, start)
    return roles


def _is_of_somebody_untold(scene: Scene, place: int, frame: Frame) -> bool:
    """ "Morozov's threats": those of somebody named, whom nothing tells; nobody else has made them."""
    left = scene.clauses.skip_back(place - 1, "j#w")
    return (
        "owner" in frame.data.slots and scene.clauses.kind(left) == "'" and scene.clauses.kind(left - 1) in ("N", "Q")
    )


def _names_all(scene: Scene, place: int, around: Around, frame: Frame) -> bool:
    """ "The Israeli-Syrian agreement", "talks between A and B": whose they are is told, whoever brought them about."""
    left = scene.clauses.skip_back(place - 1, "j#w")
    pair = "pair" in frame.data.slots and (is_pair(scene, left) or is_pair(scene, place + 3))
    return pair or any(scene.has(preposition, "among") for preposition, _ in around.slots)


def _company(scene: Scene, start: int) -> Verb | None:
    """The verb of "accompanied X to talks": X behind it and who accompanies him both take part in the talks."""
    clauses = scene.clauses
    place = clauses.skip_back(start - 1, "adj")
    if place <= 0 or clauses.kind(place) not in "/>":
        return None
    with_whom = clauses.skip_back(place - 1, "aY")
    verb = clauses.verb_at.get(with_whom - 1)
    if verb is None or clauses.kind(with_whom) != "P" or standing_of(clauses, verb).silent:
        return None
    return verb if any(name in clauses.language.along for name in verb.verbs) else None


def _gathering(scene: Scene, place: int, around: Around, frame: Frame) -> str:
    """The name of a gathering, the same in all languages: "NATO summit"; "" where it is nobody's."""
    if not frame.data.gathering:
        return ""
    bodies = [place - 1] if scene.clauses.kind(place - 1) in tuple("SG") else []
    bodies += [
        at for _, at in around.slots if scene.items[at].kind in "SG" and scene.clauses.governed_by_preposition(at) >= 0
    ]
    named = [mention.actor for at in bodies for mention in scene.items[at].mentions if mention.actor]
    return f"{actors()[named[0]].name} {frame.data.gathering}" if named else ""


def _standing(scene: Scene, place: int, start: int, around: Around, carrier: Carrier) -> Standing:
    """How the event of a noun stands, by its adjectives and by the verb of which it is object or subject."""
    language, effect = scene.clauses.language, carrier.effect
    if "z" in (scene.clauses.kind(start), scene.clauses.kind(start - 1)):
        return Standing(silent="no such event")
    if effect == "want":
        return Standing(silent="only wanted, asked for or refused")
    if other := _not_told(scene, start, around, carrier):
        return Standing(silent=other)
    found = standing_of(scene.clauses, carrier.verb) if carrier.verb is not None else Standing()
    if found.silent:
        return found
    near = [each.low for each in scene.items[start : min(place + 3, around.end + 1)]]
    nominal = next((language.nominal[word] for word in near if word in language.nominal), "")
    if nominal == "unreal":
        return Standing(silent="only possible")
    if effect == "postpone" or effect == "cancel":
        found.modality, found.act = "planned", "postpones" if effect == "postpone" else "cancels"
    elif effect in ("deny", "admit"):
        found.act, found.claimant = ("denies" if effect == "deny" else "admits"), carrier.doer
    planned = effect == "plan" or (nominal == "planned" and effect != "do")
    if found.modality == "actual" and planned:
        found.modality, found.act = "planned", "announces"
    elif found.modality == "actual" and (effect == "claim" or nominal == "alleged"):
        found.modality = "alleged"
    return found


def _not_told(scene: Scene, start: int, around: Around, carrier: Carrier) -> str:
    """Why a noun names no event: it is what something is likened to, is promised for, or would be; "" for none."""
    clauses = scene.clauses
    before = clauses.skip_back(start - 1, 'aY"')
    word = scene.items[before].low if before >= 0 else ""
    if scene.has(word, "returns"):
        return "promised for something else"
    if not _is_vague(scene, start):
        return ""
    if scene.has(word, "likens"):
        return "only likened to it"
    behind = next((each for each in clauses.verbs if each.first >= around.end and each.form in FINITE), None)
    if behind is not None and start <= clauses.subject(behind) < around.end:
        # "talks would be held": how they stand is told by the verb that carries them.
        return MAY_NOT_BE if behind is not carrier.verb and _is_unreal(behind) else ""
    # "would serve as a prelude to talks": nothing carries the talks, and their clause tells of what may be.
    ahead = clauses.verb_before(start, finite=True) if carrier.verb is None and carrier.doer < 0 else None
    if (
        ahead is not None
        and _is_unreal(ahead)
        and all(each.kind not in "tui;:." or scene.has(each.low, "likens") for each in scene.items[ahead.last : start])
    ):
        return MAY_NOT_BE
    return ""


def _is_unreal(verb: Verb) -> bool:
    """Whether a verb tells what could, should or would be."""
    return verb.modal in UNREAL or verb.form == "conditional"


def _is_vague(scene: Scene, start: int) -> bool:
    """Whether the phrase that begins at *start* is indefinite: "an attack", "attacks", "any attack"."""
    return scene.items[start].kind != "d" or scene.has(scene.items[start].low, "indefinite")


def _carrier(scene: Scene, start: int, around: Around, frame: Frame) -> Carrier:
    """What carries the noun whose phrase begins at *start*: a participle behind it, a verb before or behind it."""
    for find in (_participle, _verb_before, _beside_somebody, _beside_main_verb, _verb_behind):
        found = find(scene, start, around, frame)
        if found is not None:
            return found
    return Carrier()


def _participle(scene: Scene, start: int, around: Around, frame: Frame) -> Carrier | None:
    """ "The contract signed on Monday between A and B." """
    signed = scene.clauses.verb_at.get(around.end)
    if signed is None or signed.form != "participle" or _light_of(scene, signed) != "do":
        return None
    return Carrier(signed, _agent(scene, signed), "do")


def _verb_before(scene: Scene, start: int, around: Around, frame: Frame) -> Carrier | None:
    """The verb of which the noun is the object, or stands behind a preposition: "is on a visit", "called for talks"."""
    before = scene.clauses.skip_back(start - 1, 'aY"')
    verb = scene.clauses.verb_at.get(before)
    if verb is None and before > 0 and scene.items[before].kind in "p/>":
        apart = scene.has(scene.items[before].low, "apart")
        nouns, noun = scene.clauses.language.governing_nouns, scene.items[before - 1].low
        effect = nouns.get(f"{noun} {scene.items[before].value or scene.items[before].low}") or nouns.get(noun)
        if effect in _OF_A_NOUN:
            return Carrier(effect=_OF_A_NOUN[effect])
        if scene.items[before - 1].kind == "e" and not apart:
            # "talks on a treaty between A and B": the treaty is not there yet.
            return Carrier(effect="want")
        earlier = scene.clauses.skip_back(before - 1, 'aYnjw"')
        verb = None if apart else scene.clauses.verb_at.get(earlier)
    if verb is None:
        return None
    own = any(name in listed(frame.data.light) for name in verb.verbs)
    light = "do" if own else _light_of(scene, verb)
    if light is not None and verb.form != "participle" and not verb.passive:
        return Carrier(verb, doer_of(scene.clauses, verb), light)
    if _is_vague(scene, start) and standing_of(scene.clauses, verb).silent:
        # "would not involve a withdrawal": no such withdrawal is told; "did not condemn the attack": one is.
        return Carrier(effect="want")
    return None


def _beside_somebody(scene: Scene, start: int, around: Around, frame: Frame) -> Carrier | None:
    """ "X, on a visit to Y, said" and "En visite à Y, X a dit": X is on it."""
    clauses = scene.clauses
    before = clauses.skip_back(start - 1, "a")
    if (
        not frame.data.beside
        or clauses.kind(before) not in tuple("p/")
        or scene.items[before].value != frame.data.beside
    ):
        return None
    left = clauses.skip_back(before - 1, 'aY"')
    if left < 0:
        main = clauses.main_verb(before)
        return None if main is None or main.form not in FINITE else Carrier(doer=clauses.subject(main))
    left -= clauses.kind(left) == ","
    return Carrier(doer=left) if clauses.kind(left) == "P" else None


def _beside_main_verb(scene: Scene, start: int, around: Around, frame: Frame) -> Carrier | None:
    """ "During talks with X, Y spoke of Z": the talks are Y's too."""
    before = scene.clauses.skip_back(start - 1, 'aY"')
    if before < 0 or scene.items[before].kind not in "p/":
        return None
    word = scene.items[before].value
    main = scene.clauses.main_verb(before)
    if main is None or main.form not in FINITE or not (scene.has(word, "during") or scene.has(word, "apart")):
        return None
    return None if standing_of(scene.clauses, main).silent else Carrier(doer=scene.clauses.subject(main))


def _verb_behind(scene: Scene, start: int, around: Around, frame: Frame) -> Carrier | None:
    """The verb of which the noun is the subject: "talks were held", "the visit was put off", "began on Monday"."""
    verb = next((each for each in scene.clauses.verbs if each.first >= around.end), None)
    if verb is None or verb.first - around.end > _FAR:
        return None
    attached = verb.form == "participle" and verb.first <= around.end + 1
    if not start <= scene.clauses.subject(verb) < around.end and not attached:
        return None
    after = scene.items[verb.last + 1].low if verb.last + 1 < len(scene.items) else ""
    happening = scene.clauses.language.happens
    behind = scene.clauses.around(verb.last + 1)
    # "The talks opened the way to a treaty between A and B": they did not open between A and B.
    alone = behind.object < 0 and behind.noun < 0
    happens = any((alone and name in happening) or f"{name} {after}" in happening for name in verb.verbs)
    if not verb.passive and happens:
        return Carrier(verb, _agent(scene, verb), "do")
    light = _light_of(scene, verb)
    if verb.passive and light in ("postpone", "cancel", "plan", "do"):
        return Carrier(verb, _agent(scene, verb), light)
    return None


def _agent(scene: Scene, verb: Verb) -> int:
    """The actor behind "by", -1 for none."""
    slots = scene.clauses.around(verb.last + 1).slots
    return next((at for preposition, at in slots if scene.has(preposition, "agents")), -1)


def _light_of(scene: Scene, verb: Verb) -> Light | None:
    """What the verb does to an event that is its object; "call off" goes before "call"."""
    light = scene.clauses.language.light
    after = scene.items[verb.last + 1].low if verb.last + 1 < len(scene.items) else ""
    for name in verb.verbs:
        if found := light.get(f"{name} {after}") or light.get(name):
            return found
    return None
