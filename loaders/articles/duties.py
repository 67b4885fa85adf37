"""Demands told as a duty: "Paris said that Moscow must withdraw", "a déclaré que Moscou devait retirer".

PLOVER counts them as demands (its gold standard records have six in twenty-five).
"""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.loaders.articles.governing import Link, governor_of
from diplograph.loaders.articles.language import Frame, listed
from diplograph.loaders.articles.scene import Deed, Scene
from diplograph.loaders.articles.sources import attributions
from diplograph.loaders.articles.standing import Standing, standing_of
from diplograph.loaders.articles.verb_deeds import content_end, deed_within, free_text
from diplograph.loaders.articles.verbs import Verb
from diplograph.schema.actors import actors, members_of, state_of
from diplograph.schema.records import Mention


def of_duty(scene: Scene, verb: Verb) -> Iterator[Deed]:
    """The demand of who says that another must do what *verb* tells; none of oneself, or of a body that one is in."""
    for frame in scene.clauses.language.duties:
        duty = _duty(scene, verb, frame)
        if duty is None:
            continue
        link = governor_of(scene.clauses, duty)
        speaker, last = _speaker(scene, link)
        roles = {
            frame.data.slots["subject"]: tuple(scene.whom(speaker)),
            frame.data.slots["that"]: tuple(scene.whom(scene.clauses.subject(duty))),
        }
        said = link.verb if link is not None else None
        standing = standing_of(scene.clauses, said) if said is not None else Standing()
        if not all(roles.values()) or standing.silent or _is_own_side(*roles.values()):
            continue
        begins = duty.first if duty.negated else verb.last
        about = deed_within(scene, verb) or free_text(scene, begins, last)
        end = content_end(scene, verb)
        scene.inside |= set(range(verb.first, end)) - {verb.last}
        scene.within |= {verb.last, duty.last}
        yield Deed(frame, roles, standing, verb.last, duty.first, end - 1, said, about, said_from=duty.first)
        return


def _duty(scene: Scene, verb: Verb, frame: Frame) -> Verb | None:
    """The verb that tells of a duty: *verb* with "must", or the "devoir" that governs it."""
    if verb.modal in listed(frame.data.modals):
        return verb
    link = governor_of(scene.clauses, verb) if verb.form == "infinitive" else None
    duty = link.verb if link is not None else None
    if duty is None or duty.time not in ("present", "past") or duty.negated:
        return None
    owed = any(name in listed(frame.data.duties) for name in verb.verbs)
    return duty if owed and any(name in listed(frame.data.modals) for name in duty.verbs) else None


def _speaker(scene: Scene, link: Link | None) -> tuple[int, int]:
    """Who says so, in whatever way, and where what is said must have ended; -1 for nobody, or for a mere claim."""
    last = len(scene.items)
    if link is not None:
        return (link.doer if link.effect == "says" else -1), last
    told = [each for each in attributions(scene.clauses) if each.act == "announces"]
    return (told[0].place, told[0].first) if len(told) == 1 else (-1, last)


def _is_own_side(speakers: tuple[Mention, ...], whom: tuple[Mention, ...]) -> bool:
    """Whether somebody speaks of his own state, or of a body of which it is a member."""
    own = {each.represents or state_of(each.actor) or each.actor for each in speakers} - {""}
    for each in whom:
        if (each.represents or state_of(each.actor) or each.actor) in own:
            return True
        if each.actor in actors() and any(term.actor in own for term in members_of(each.actor)):
            return True
    return False
