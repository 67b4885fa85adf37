"""Who is meant by "he", "its", "both countries", "the two leaders": only where one reading fits."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from diplograph.loaders.articles.clauses import Clauses
from diplograph.loaders.articles.governing import doer_of, governor_of
from diplograph.loaders.articles.inflection import FINITE
from diplograph.loaders.articles.items import Item, tags_of
from diplograph.loaders.articles.sources import attributions
from diplograph.schema.actors import actors
from diplograph.schema.records import Mention

_SOMEBODY = Mention(text="?")
"""Whom "the president" means, where nothing tells which."""


class Memory(Struct):
    """Who was named in the sentence before: people, and whom it was about; ``date`` is that of the last event.

    ``subject`` is the first phrase without a preposition: what a text is about goes on to be meant by "he" and
    "the president" (the preferred center of centering theory: Grosz, Joshi and Weinstein 1995).
    """

    people: list[Mention] = []
    subject: tuple[Mention, ...] = ()
    date: str = ""
    both_people: tuple[Mention, ...] = ()
    both_states: tuple[Mention, ...] = ()

    def hear(self, items: Sequence[Item]) -> None:
        """Keep whom a sentence has named, in order; a sentence that names nobody leaves the memory as it is."""
        people, states = _people_in(items, self.people), _distinct(items, "SGC")
        if people:
            self.people = people
        if people or states:
            self.subject = _subject(items)
        self.both_people = _both(people, self.both_people)
        alike = len({actors()[each.actor].kind for each in states if each.actor}) == 1
        self.both_states = _both(states, self.both_states) if alike or len(states) != 2 else self.both_states

    def whom(self, clauses: Clauses, place: int) -> tuple[Mention, ...]:
        """The actors at *place*: a phrase's own, or those that a pronoun can only mean."""
        if place < 0 or place >= len(clauses.items):
            return ()
        item = clauses.items[place]
        if item.kind in "PSCGM":
            return item.mentions
        if item.kind in "oh":
            return self._meant(clauses, place, item.low)
        return ()

    def _meant(self, clauses: Clauses, place: int, word: str) -> tuple[Mention, ...]:
        has = clauses.language.has
        before = clauses.items[:place]
        if has(word, "speaker"):
            return _who_speaks(clauses, place)
        if has(word, "no_one") or _stands_for_nothing(clauses, place):
            return ()
        if has(word, "both_people"):
            return _two(_distinct(before, "P"), self.both_people)
        if has(word, "both_states"):
            return _two(_distinct(before, "SG"), self.both_states)
        if clauses.items[place].kind == "h" and (owner := self._owner(clauses, place)):
            return owner
        people, states = _people_in(before, self.people), _distinct(before, "SG")
        if has(word, "many"):
            groups = [
                item.mentions for item in before if item.kind in "PSG" and (item.plural or len(item.mentions) > 1)
            ]
            return groups[0] if len(groups) == 1 else ()
        if has(word, "things"):
            return self._thing(clauses, place, states, [] if people else self._states_before())
        if not people and not has(word, "someone") and (speaker := self._speaker(clauses, place, "SGC")):
            # "Eritrea denied that it", whoever was named before.
            return speaker
        found = people or self.people
        if len(found) == 1:
            return _one(found) if not people or _is_topic(before, found[0]) else ()
        if speaker := self._speaker(clauses, place):
            return speaker
        if not found and not has(word, "someone"):
            return self._thing(clauses, place, states, self._states_before())
        return ()

    def _thing(
        self, clauses: Clauses, place: int, states: Sequence[Mention], before: Sequence[Mention]
    ) -> tuple[Mention, ...]:
        """ "It": the only state named, the capital that speaks ("Moscow denied that it"), or the state before."""
        if states:
            return _one(states) if _is_topic(clauses.items[:place], states[0]) else ()
        return self._speaker(clauses, place, "C") or _one(before)

    def _states_before(self) -> Sequence[Mention]:
        """The state or body that the sentence before was about; none where it was about a person."""
        known = [each for each in self.subject if each.actor and actors()[each.actor].kind != "person"]
        return known if len(known) == len(self.subject) else ()

    def _owner(self, clauses: Clauses, place: int) -> tuple[Mention, ...]:
        """ "his visit": the subject of the verb around it, or of the main verb where it goes before."""
        around = [each for each in clauses.verbs if each.last < place < clauses.around(each.last + 1).end]
        later = [each for each in clauses.verbs if each.first > place and each.form in FINITE]
        for verb in around[-1:] or later[:1]:
            subject = doer_of(clauses, verb)
            if subject >= 0 and clauses.items[subject].kind in "PSG":
                return clauses.items[subject].mentions
        return ()

    def _speaker(self, clauses: Clauses, place: int, kinds: str = "P") -> tuple[Mention, ...]:
        """ "X said he would go": he is X, who is of one of *kinds*."""
        for verb in clauses.verbs:
            if verb.first > place and clauses.subject(verb) == place:
                link = governor_of(clauses, verb)
                if link is not None and link.doer >= 0 and clauses.kind(link.doer) in kinds:
                    speaker = clauses.items[link.doer]
                    return speaker.mentions if len(speaker.mentions) == 1 and _agree(clauses, place, speaker) else ()
                return ()
        return ()


def _agree(clauses: Clauses, place: int, speaker: Item) -> bool:
    """Whether the article of *speaker* has no other gender than the pronoun: "la Russie" is not "il"."""
    has, article, pronoun = clauses.language.has, speaker.low.split()[0], clauses.items[place].low
    return not (
        (has(article, "feminine") and has(pronoun, "masculine"))
        or (has(article, "masculine") and has(pronoun, "feminine"))
    )


def _one(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """The only one of *found*, if the text tells who it is."""
    return (found[0],) if len(found) == 1 and found[0] != _SOMEBODY else ()


def _people_in(items: Sequence[Item], known: Sequence[Mention]) -> list[Mention]:
    """The people of the phrases; an unknown name that does or owns something, or beside a person, may be a person's.

    A part of the name of somebody *known* is no stranger's: "Saddam" beside "Saddam Hussein".
    """
    found = _distinct(items, "PQ")
    if all(item.kind != "N" for item in items):
        return found
    parts = {word for mention in (*found, *known) for word in mention.text.split()}
    tags = tags_of(items)
    for place, item in enumerate(items):
        after = items[place + 1] if place + 1 < len(items) else item
        acts = after.kind in "xm'" or (after.kind == "v" and any(each.form in FINITE for each in after.readings))
        beside = tags[max(0, place - 2) : place] in ("Pc", "Qc")
        if item.kind == "N" and (acts or beside) and not parts.issuperset(item.text.split()):
            return [*found, _SOMEBODY]
    return found


def _is_topic(items: Sequence[Item], mention: Mention) -> bool:
    """Whether a phrase with *mention* may be a subject: "during X's campaign, she" speaks of somebody else."""
    for place, item in enumerate(items):
        before = place - 1
        while before >= 0 and items[before].kind in "dhj#":
            before -= 1
        governed = before >= 0 and items[before].kind in "vx"
        owner = place + 1 < len(items) and items[place + 1].kind == "'"
        if mention in item.mentions and not governed and not owner:
            return True
    return False


def _who_speaks(clauses: Clauses, place: int) -> tuple[Mention, ...]:
    """ "We" that does something in a quote whose speaker the sentence names: "We condemn it", said X.

    Not in what others say of us ("They say that we attacked"), nor where the quote has a condition.
    """
    quoted = sum(item.kind == '"' for item in clauses.items[:place]) % 2 == 1
    own = [verb for verb in clauses.verbs if clauses.subject(verb) == place]
    embedded = any((link := governor_of(clauses, verb)) is not None and link.effect != "same" for verb in own)
    if not quoted or not own or embedded or any(item.kind == "i" for item in clauses.items):
        return ()
    speakers = {each.place for each in attributions(clauses)}
    speaker = clauses.items[speakers.pop()] if len(speakers) == 1 else None
    return speaker.mentions if speaker is not None and speaker.kind in "PSG" and len(speaker.mentions) == 1 else ()


def _stands_for_nothing(clauses: Clauses, place: int) -> bool:
    """ "It was time for X to leave", "il est important que": the pronoun means nobody."""
    behind = place + 1
    if clauses.kind(behind) != "x" or clauses.items[behind].value != "be":
        return False
    behind += 1
    while clauses.kind(behind) in tuple("an"):
        behind += 1
    if clauses.kind(behind) not in tuple("jw"):
        return False
    after = clauses.items[behind + 1] if behind + 1 < len(clauses.items) else None
    return after is not None and (after.kind in ">t" or clauses.language.has(after.low, "behind_it"))


def _subject(items: Sequence[Item]) -> tuple[Mention, ...]:
    """The actors of the first phrase of the main clause that no preposition governs."""
    if items and items[0].kind in "ui":
        comma = next((place for place, item in enumerate(items) if item.kind == ","), -1)
        items = items[comma + 1 :] if comma > 0 else items
    behind = ""
    for item in items:
        if item.kind in "PSGCQ" and behind not in ("p", "/", ">"):
            return item.mentions
        if item.kind not in "dhj#":
            behind = item.kind
    return ()


def _both(named: Sequence[Mention], before: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The two of whom "both" may speak from now on: those just named, or those before, if nobody else was named."""
    if len(named) == 2:
        return tuple(named)
    known = {each.actor or each.text for each in before}
    return before if all((each.actor or each.text) in known for each in named) else ()


def _two(found: Sequence[Mention], named: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """ "The two countries": the two that the sentence has named, else the last two named together."""
    if len(found) == 2:
        return tuple(found)
    return () if found else named


def _distinct(items: Sequence[Item], kinds: str) -> list[Mention]:
    """The actors of the phrases of these kinds, each once; somebody whom nothing tells is one too."""
    found: dict[str, Mention] = {}
    for item in items:
        if item.kind in kinds:
            for mention in item.mentions or (_SOMEBODY,):
                found.setdefault(mention.actor or mention.text, mention)
    return list(found.values())
