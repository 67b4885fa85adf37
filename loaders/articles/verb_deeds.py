"""Deeds told by verbs, and what is said in them: "accused X of sending arms to Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplograph.loaders.articles.casting import (
    does_to_itself,
    missing_in,
    noun_roles,
    phrase_words,
    verb_roles,
)
from diplograph.loaders.articles.clauses import Around
from diplograph.loaders.articles.governing import doer_of
from diplograph.loaders.articles.inflection import FINITE
from diplograph.loaders.articles.language import Frame
from diplograph.loaders.articles.scene import Deed, Roles, Scene, Skipped
from diplograph.loaders.articles.standing import Standing, standing_of
from diplograph.loaders.articles.verbs import Verb
from diplograph.schema.records import Mention


def of_verb(scene: Scene, verb: Verb) -> Iterator[Deed]:
    """The deed that *verb* tells, by the first of its frames that fits; why the others do not is kept."""
    told: list[Skipped] = []
    for frame, start in _frames(scene, verb):
        deed = _matched(scene, verb, frame, start, told)
        if deed is not None:
            if deed.standing.silent:
                told.append(Skipped(verb.last, frame.data.id, deed.standing.silent))
                break
            yield deed
            return
    scene.skipped += told[:1]


def _frames(scene: Scene, verb: Verb) -> Iterator[tuple[Frame, int]]:
    """The frames of the verb whose further words follow, each with the item behind them."""
    found: list[tuple[int, Frame, int]] = []
    for name in verb.verbs:
        for sense in scene.clauses.language.senses.get(name, ()):
            if sense.reflexive != verb.reflexive:
                continue
            start = _behind(scene, verb.last + 1, sense.rest)
            if start >= 0:
                found.append((-len(sense.rest), sense.frame, start))
    found.sort(key=lambda each: each[0])
    for _, frame, start in found:
        scene.within |= {each.last for each in scene.clauses.verbs if verb.last < each.last < start}
        yield frame, start


def _behind(scene: Scene, start: int, rest: Sequence[str]) -> int:
    """The item behind the words *rest*, which follow at *start* but for adverbs and dates; -1 where they do not."""
    place = start
    wanted = " ".join(rest).replace("' ", "'")
    if not wanted:
        return place
    while (
        place < len(scene.items) and scene.items[place].kind in "aYn" and not wanted.startswith(scene.items[place].low)
    ):
        place += 1
    spelled = ""
    while place < len(scene.items) and len(spelled) < len(wanted):
        spelled = f"{spelled} {scene.items[place].low}".strip().replace("' ", "'")
        place += 1
    return place if spelled == wanted else -1


def _matched(
    scene: Scene, verb: Verb, frame: Frame, start: int, told: list[Skipped], doer: tuple[Mention, ...] | None = None
) -> Deed | None:
    around = scene.clauses.around(start)
    subject = doer_of(scene.clauses, verb)
    said = scene.clauses.verb_at.get(around.content[1])
    region = scene.words(verb.first, max(around.end, said.last + 1 if said is not None else 0))
    subject_words = phrase_words(scene, subject)
    objects = f"{subject_words} {scene.words(verb.last + 1, around.end)}"
    if frame.objects is not None and not frame.objects.search(objects):
        return None
    if frame.data.alone and not verb.passive and (around.object >= 0 or around.noun >= 0):
        return None
    if frame.unless is not None and frame.unless.search(region):
        told.append(Skipped(verb.last, frame.data.id, "another sense of the words"))
        return None
    roles = verb_roles(scene, verb, frame, around, subject, doer)
    missing = missing_in(scene, frame, roles, _names_somebody(scene, verb, around))
    if missing:
        told.append(Skipped(verb.last, frame.data.id, missing))
        return None
    about = content_of(scene, frame, roles, around, start)
    if about is None and frame.data.only_content:
        told.append(Skipped(verb.last, frame.data.id, "no content is told"))
        return None
    standing = standing_of(scene.clauses, verb)
    said_from = scene.said_from if about is not None else -1
    return Deed(frame, roles, standing, verb.last, verb.first, around.end - 1, verb, about, said_from=said_from)


def _names_somebody(scene: Scene, verb: Verb, around: Around) -> bool:
    """Whether an actor or a pronoun stands behind the verb, at whom the deed may be aimed."""
    return any(item.mentions or item.kind in "oQN" for item in scene.items[verb.last + 1 : around.end])


def content_of(scene: Scene, frame: Frame, roles: Roles, around: Around, start: int) -> Deed | str | None:
    """What is said or asked for in the deed: another deed, or words; None where nothing is."""
    mark, place = around.content
    if not frame.data.content:
        return None
    if place < 0:
        # "accuse X d'ingérence": what follows the first mark is said in a noun.
        for at in range(start, around.end):
            if scene.items[at].kind in "p/>" and (scene.items[at].value or scene.items[at].low) in frame.data.content:
                behind = scene.items[at + 1].start if at + 1 < len(scene.items) else -1
                named = {each for _, each in around.slots} | {around.object}
                if behind >= 0 and at + 1 not in named:
                    scene.inside |= set(range(at + 1, around.end))
                    scene.said_from = -1
                    return free_text(scene, at + 1)
        return None
    if mark not in frame.data.content:
        return None
    verb = scene.clauses.verb_at.get(place) or next((each for each in scene.clauses.verbs if each.first >= place), None)
    text = free_text(scene, place if verb is None or mark == "that" else verb.first)
    if verb is None:
        return text
    scene.inside |= set(range(verb.first, content_end(scene, verb)))
    scene.said_from = verb.first
    control = roles.get(frame.data.control.lstrip("!"), ()) if mark != "that" else None
    if mark == "that":
        control = None
    if frame.data.control.startswith("!"):
        control = roles.get(frame.data.slots["subject"], ())
    for candidate in _contents(scene, verb):
        if (deed := deed_within(scene, candidate, control)) is not None:
            return deed
        for at in range(candidate.last + 1, scene.clauses.around(candidate.last + 1).end):
            if scene.items[at].kind == "e" and (told := _noun_content(scene, at, control)) is not None:
                return told
    return text


def deed_within(scene: Scene, verb: Verb, control: tuple[Mention, ...] | None = None) -> Deed | None:
    """The deed that *verb* tells inside what somebody says; *control* does it, where it has no subject of its own."""
    for frame, start in _frames(scene, verb):
        deed = _matched(scene, verb, frame, start, [], control)
        if deed is not None and not verb.negated and not does_to_itself(deed):
            deed.about = None
            return deed
    return None


def _noun_content(scene: Scene, place: int, control: tuple[Mention, ...] | None) -> Deed | None:
    """What is said of a noun with a light verb: "threatened to impose sanctions on X"."""
    around = scene.clauses.around(place + 1, noun=True)
    start = scene.clauses.phrase_start(place)
    for frame in scene.clauses.language.noun_frames.get(scene.items[place].value, ()):
        roles = noun_roles(scene, place, start, around, frame)
        if control and frame.data.agent:
            roles.setdefault(frame.data.agent, control)
        deed = Deed(frame, roles, Standing(), place, start, around.end - 1, nominal=True)
        if not missing_in(scene, frame, roles) and not does_to_itself(deed):
            return deed
    return None


def content_end(scene: Scene, verb: Verb) -> int:
    """Where what is said ends: at the end of the clause of its last verb before the next full one."""
    end = scene.clauses.around(verb.last + 1).end
    for each in scene.clauses.verbs:
        if verb.last < each.first <= end + 2 and (each.form not in FINITE or scene.clauses.kind(end) in "turc"):
            end = max(end, scene.clauses.around(each.last + 1).end)
    return end


def _contents(scene: Scene, verb: Verb) -> Iterator[Verb]:
    """The verb of the content, and where it only says by what means, the one behind "by" ("by sending")."""
    yield verb
    later = [each for each in scene.clauses.verbs if each.first > verb.last]
    for each in later:
        before = scene.clauses.skip_back(each.first - 1, "a")
        kind, word = scene.clauses.kind(before), scene.items[before].low if before >= 0 else ""
        joined = kind in "p/>" and scene.clauses.kind(before - 1) == "c"
        if kind == "c" or joined or scene.has(word, "means"):
            yield each
            return


def free_text(scene: Scene, place: int, last: int = -1) -> str | None:
    """The words from the item at *place* to a stop, a semicolon or the item *last*; None for none."""
    end = next(
        (at for at in range(place, len(scene.items)) if scene.items[at].kind in ";." or scene.items[at].text in ".;"),
        len(scene.items),
    )
    end = min(end, last) if last > place else end
    if place >= end:
        return None
    return scene.source(scene.items[place].start, scene.items[end - 1].end).strip(' .,;"»”') or None
