"""The words of a sentence that made a claim, each with its part in it: for whoever asks how it was read."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.loaders.articles.clauses import Clauses
from diplograph.loaders.articles.pronouns import Memory
from diplograph.loaders.articles.scene import Deed
from diplograph.loaders.articles.sentences import Sentence
from diplograph.loaders.articles.setting import date_of, place_at
from diplograph.loaders.articles.traces import Part
from diplograph.schema.event_types import event_type
from diplograph.schema.records import Mention


def trigger_of(anchor: int, clauses: Clauses, sentence: Sentence, label: str = "trigger") -> Part:
    """The verb with its auxiliaries, or the noun, at *anchor*."""
    verb = clauses.verb_at.get(anchor)
    return _part(verb.first if verb else anchor, anchor, clauses, sentence, label)


def parts_of(
    deed: Deed, clauses: Clauses, memory: Memory, sentence: Sentence, claimant: int = -1, via: Mention | None = None
) -> tuple[Part, ...]:
    """The parts of *deed* in the order of the text; *claimant* is the place of who says so, -1 for the source."""
    found = {(at, label) for at, label in _roles(deed, clauses, memory, "")}
    if isinstance(deed.about, Deed):
        found |= {(at, label) for at, label in _roles(deed.about, clauses, memory, "about.")}
    date = date_of(deed, clauses)
    place = place_at(deed, clauses) if event_type(deed.frame.data.type).family == "talks" else None
    for at, item in enumerate(clauses.items):
        if date is not None and item.date is date:
            found.add((at, "date"))
        if place is not None and at == place[0] and not any(at == other for other, _ in found):
            found.add((at, "place"))
        if via is not None and any(mention is via for mention in item.mentions):
            found.add((at, "via"))
    if claimant >= 0:
        found.add((claimant, "claimant"))
    parts = [_part(at, at, clauses, sentence, label) for at, label in found]
    parts += _triggers(deed, clauses, sentence, parts)
    return tuple(sorted(parts, key=lambda part: (part.start, part.end, "about." in part.label, part.label)))


def _triggers(deed: Deed, clauses: Clauses, sentence: Sentence, parts: list[Part]) -> Iterator[Part]:
    """The verb or noun of the deed, and of what is said; of a verb around another part only its last word."""
    for each, label in ((deed, "trigger"), (deed.about, "about.trigger")):
        if isinstance(each, Deed):
            whole = trigger_of(each.anchor, clauses, sentence, label)
            around = any(part.start < whole.end and whole.start < part.end for part in parts)
            yield _part(each.anchor, each.anchor, clauses, sentence, label) if around else whole


def _roles(deed: Deed, clauses: Clauses, memory: Memory, before: str) -> Iterator[tuple[int, str]]:
    """The places of those who take part: of several that name one, that nearest to the verb or noun.

    "His visit" names a visitor, "restored their relations" names nobody whom the subject does not.
    """
    owned = [not deed.nominal and item.kind == "h" for item in clauses.items]
    spelled = [
        {mention.text for mention in (*clauses.items[at].mentions, *memory.whom(clauses, at))}
        for at in range(len(clauses.items))
    ]
    for role, named in deed.roles.items():
        for mention in named:
            places = [at for at, texts in enumerate(spelled) if mention.text in texts and at != deed.anchor]
            if places:
                yield min(places, key=lambda at: (owned[at], abs(at - deed.anchor), at)), before + role


def _part(first: int, last: int, clauses: Clauses, sentence: Sentence, label: str) -> Part:
    return Part(sentence.start + clauses.items[first].start, sentence.start + clauses.items[last].end, label)
