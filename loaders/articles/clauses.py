"""What stands around a verb or noun: its subject, its objects, and what is joined to it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from diplograph.loaders.articles.inflection import FINITE
from diplograph.loaders.articles.items import ACTORS, Item
from diplograph.loaders.articles.language import Language
from diplograph.loaders.articles.language_files import Effect
from diplograph.loaders.articles.verbs import Verb, verbs_in

_NOMINAL = frozenset("dhjwe#FNLOABDzT'")
_LONGEST_NOUN_PHRASE = 14


class Around(Struct):
    """What stands behind a verb or noun: the object, actors by preposition ("~" for an adjective in them), content."""

    object: int = -1
    noun: int = -1
    nouns: tuple[int, ...] = ()
    slots: tuple[tuple[str, int], ...] = ()
    content: tuple[str, int] = ("", -1)
    end: int = 0


class Clauses:
    """A sentence's items with its verbs; answers are places of items, -1 for none."""

    def __init__(self, items: Sequence[Item], language: Language, text: str = "") -> None:
        self.items = items
        self.text = text
        self.language = language
        self.verbs = list(verbs_in(items, language))
        self.verb_at = {place: verb for verb in self.verbs for place in range(verb.first, verb.last + 1)}

    def kind(self, place: int) -> str:
        """The letter of the item at *place*; "" outside the sentence."""
        return self.items[place].kind if 0 <= place < len(self.items) else ""

    def words(self, first: int, last: int) -> str:
        """The words of items *first* to *last*, which is not included, as the text has them."""
        first, last = max(first, 0), min(last, len(self.items))
        return self.text[self.items[first].start : self.items[last - 1].end] if first < last else ""

    def skip_back(self, place: int, kinds: str) -> int:
        """The first place from *place* to the left whose letter is none of *kinds*."""
        while place >= 0 and self.items[place].kind in kinds:
            place -= 1
        return place

    def governed_by_preposition(self, place: int) -> int:
        """The place of the preposition that governs the phrase at *place*; -1 for none."""
        before = place - 1
        while before >= 0 and self.items[before].kind in "dhj#D":
            before -= 1
        if self.items[place].text and self.kind(before) == "c" and self.kind(before - 1) in ("N", "L"):
            # "signed by Morozov and X": what no table knows is in the same phrase.
            return self.governed_by_preposition(before - 1)
        return before if before >= 0 and self.items[before].kind in "p/>" else -1

    def phrase_start(self, place: int) -> int:
        """The first item of the noun phrase without an actor as its head that ends at *place*."""
        start = place
        while start > 0 and place - start < _LONGEST_NOUN_PHRASE:
            before = self.items[start - 1]
            joined = before.kind == "c" and self.items[start].kind == "j" and self.kind(start - 2) == "j"
            # "the proposed Israeli-Lebanese agreement"
            pair = self.kind(start - 2) in tuple("DSCG") and self.items[start].kind in "DSCG"
            joined = joined or (before.kind == "-" and pair and self._tight(start - 1))
            if (before.kind == '"' and place - start < 6) or joined:
                start -= 1
                continue
            possessor = before.kind in ACTORS and self.items[start].kind in "'w"
            attribute = before.kind in "SGC" and self.items[start].kind in "we"
            told = (
                before.kind == "v"
                and start > 1
                and self.items[start - 2].kind in "dh"
                and self.items[start].kind not in "p/"
            )
            if before.kind not in _NOMINAL and not possessor and not attribute and not told:
                break
            start -= 1
            if before.kind in "dhz":
                break
        return start

    def subject(self, verb: Verb, depth: int = 0) -> int:
        """The place of the actor, pronoun or noun that does what a finite verb tells; -1 where none is sure."""
        place = verb.first - 1
        if depth > 3:
            return -1
        while place >= 0:
            kind = self.items[place].kind
            if kind in 'anlY"':
                place -= 1
            elif kind == ",":
                place = self._before_insertion(place)
            elif kind == ")":
                while place >= 0 and self.items[place].kind != "(":
                    place -= 1
                place -= 1
            elif kind in ACTORS or kind in "oQ":
                governed = self.governed_by_preposition(place)
                if governed < 0 or kind == "o":
                    return place
                place = governed - 1
            elif kind == "r":
                return self._antecedent(place)
            elif kind == "-":
                opening = place - 1
                while opening >= 0 and self.items[opening].kind not in "-.;:":
                    opening -= 1
                if self.kind(opening) != "-":
                    return -1
                place = opening - 1
            elif kind in "ck":
                earlier = self.verb_before(place, finite=verb.form in FINITE)
                return self.subject(earlier, depth + 1) if earlier else -1
            elif kind in _NOMINAL:
                start = self.phrase_start(place)
                governed = start - 1 if start and self.items[start - 1].kind in "p/>" else -1
                if governed < 0:
                    return place
                place = governed - 1
            else:
                return -1
        return -1

    def _before_insertion(self, comma: int) -> int:
        """The place before what stands between two commas; the comma itself goes where nothing is inserted."""
        otherwise = comma - 1 if self.items[comma - 1].kind in ACTORS and self._may_be_subject(comma - 1) else -1
        opening = comma - 1
        holds_clause = False
        while opening >= 0 and self.items[opening].kind not in ",.;:":
            holds_clause = holds_clause or (self.items[opening].kind in "tui" and self.kind(opening - 1) != ",")
            opening -= 1
        # ", worried that A would help B, urged": only behind a participle does a clause belong to an insertion.
        attached = holds_clause and self.kind(opening + 1) in tuple("vjw") and self.kind(opening - 1) in ACTORS
        if holds_clause and not attached:
            return otherwise
        inside = self.items[opening + 1 : comma]
        if opening <= 0 or self.items[opening].kind != "," or not inside:
            return otherwise
        clause = attached or inside[0].kind in "rtu"
        if not clause and any(verb.form in FINITE and opening < verb.last < comma for verb in self.verbs):
            return otherwise
        if len(inside) == 1 and self.items[comma - 1].kind == "P":
            return comma - 1
        return opening - 1

    def _may_be_subject(self, place: int) -> bool:
        """Whether the actor at *place* is not the object of a verb or the end of a preposition's phrase."""
        return self.kind(self.skip_back(place - 1, "dhj#")) not in tuple("v/p>")

    def _antecedent(self, relative: int) -> int:
        place = self.skip_back(relative - 1, ',"aY')
        if place < 0:
            return -1
        if self.items[place].kind in ACTORS:
            governed = self.governed_by_preposition(place)
            of = governed > 0 and self.items[governed].kind == "p" and self.items[governed - 1].kind in "we"
            return governed - 1 if of and self.items[place].kind != "P" else place
        return place if self.items[place].kind in _NOMINAL else -1

    def verb_before(self, place: int, finite: bool = False) -> Verb | None:
        """The verb to which a verb behind "and" is joined: the nearest one of a full clause."""
        for verb in reversed(self.verbs):
            if verb.last < place and (verb.form in FINITE or (verb.form == "infinitive" and not finite)):
                return verb
        return None

    def main_verb(self, place: int) -> Verb | None:
        """The full verb before *place*, else the first one behind it."""
        return self.verb_before(place) or next(
            (verb for verb in self.verbs if verb.first > place and verb.form in FINITE), None
        )

    def around(self, start: int, noun: bool = False) -> Around:
        """What stands behind the verb or noun whose last item is before *start*, up to the end of its clause."""
        found = Around(end=start)
        slots: list[tuple[str, int]] = []
        nouns: list[int] = []
        preposition = ""
        used: set[str] = set()
        joined = filled = False
        place = start
        last = ""
        while place < len(self.items):
            item = self.items[place]
            kind = item.kind
            if place in self.verb_at and kind in "vx>mnlx":
                verb = self.verb_at[place]
                if verb.form in ("infinitive", "gerund"):
                    mark = ">" if kind == ">" and not preposition else (preposition or last or ">")
                    found.content = (mark, place)
                break
            if kind in 'aYn"' or kind in "l":
                place += 1
                continue
            if kind in "p/>":
                filled = False
                preposition = item.value or item.low
                if preposition in used and not joined:
                    preposition = f"{preposition} again"
                joined = False
                place += 1
                continue
            if kind == "(":
                while place < len(self.items) and self.items[place].kind != ")":
                    place += 1
                place += 1
                continue
            if kind in ACTORS or kind == "Q":
                if self.kind(place - 1) == "," and self._begins_clause(place):
                    break
                if filled and item.mentions and not item.text.startswith(item.mentions[0].text):
                    # "abattu par erreur l'avion", "remis en mains propres le message": an article begins a new phrase.
                    preposition = ""
                filled = False
                after = self.kind(place + 1)
                if after == "j" and item.text.isupper():
                    # "U.S. military personnel", "U.S. financial, material and political support"
                    noun_at = place + 2
                    while self.kind(noun_at) in tuple(",cj"):
                        noun_at += 1
                    after = self.kind(noun_at)
                if after == "'" or (kind in "SCG" and (after == "e" or (after == "w" and item.text.isupper()))):
                    slots.append((f"{preposition or 'object'}~", place))
                    used |= {preposition} if preposition and after == "'" else set()
                elif preposition:
                    slots.append((preposition, place))
                    used.add(preposition)
                elif noun:
                    break
                elif found.object < 0 and found.noun < 0:
                    found.object = place
                else:
                    break
                last, preposition = preposition, ""
                place += 1
                if self.kind(place) == "'":
                    place += 1
                continue
            if kind in "dh" and preposition and filled:
                preposition, filled = "", False
            if kind in _NOMINAL:
                filled = filled or (bool(preposition) and kind in "weABON")
                if kind == "D":
                    slots.append((f"{preposition or 'object'}~", place))
                elif kind == "L":
                    slots.append((preposition or "object", place))
                if kind in "weBA" and not noun and not preposition and found.noun < 0:
                    found.noun = place
                if kind in "weBAO":
                    nouns.append(place)
                # "a summit with A and events with B": B belongs to the other noun.
                joined = joined and not (noun and kind in "weN")
                place += 1
                behind = place
                while self.kind(behind) == "a":
                    # "on a previously unannounced visit"
                    behind += 1
                if self.kind(behind) not in _NOMINAL and self.kind(behind) not in ACTORS:
                    last, preposition = preposition, ""
                continue
            if kind == "c":
                if not self._goes_on(place + 1):
                    break
                place += 1
                joined = True
                preposition = preposition or (last if self.kind(place) in ACTORS | set("dhj") else "")
                continue
            if kind == ",":
                closing = self._closing(place)
                if closing < 0:
                    break
                place = closing + 1
                continue
            if kind == "-" and self._tight(place):
                place += 1
                continue
            if kind == "t":
                found.content = ("that", place + 1)
            break
        # A sentence may break off in the middle of what is passed over.
        found.end = min(place, len(self.items))
        found.slots = tuple(slots)
        found.nouns = tuple(nouns)
        return found

    def _begins_clause(self, place: int) -> bool:
        """Whether the actor at *place* has a full verb behind it: "in Denver, for instance, Russia joined"."""
        behind = place + 1
        while self.kind(behind) in tuple("anlY"):
            behind += 1
        verb = self.verb_at.get(behind)
        return verb is not None and verb.form in FINITE

    def _tight(self, place: int) -> bool:
        """Whether a dash is a hyphen: "Haut-Karabakh"."""
        last = len(self.items) - 1
        return (
            0 < place < last and self.items[place - 1].end == self.items[place].start == self.items[place + 1].start - 1
        )

    def _goes_on(self, place: int) -> bool:
        """Whether what follows "and" is one more object, and not a new clause."""
        if self.kind(place) in "p/":
            return True
        while place < len(self.items) and self.items[place].kind in "dhj#waeD'FNOABp/":
            place += 1
        if place < len(self.items) and self.items[place].kind in ACTORS:
            place += 1
        while place < len(self.items) and self.items[place].kind in "anlY":
            place += 1
        verb = self.verb_at.get(place)
        return verb is None or verb.form not in FINITE

    def _closing(self, comma: int) -> int:
        """The comma that closes an insertion without a verb (", on Monday,"); -1 for none."""
        for place in range(comma + 1, min(comma + 9, len(self.items))):
            if self.items[place].kind == ",":
                inside = self.items[comma + 1 : place]
                free = all(each.kind not in "vxm;:." for each in inside)
                return place if free and inside and inside[0].kind in "Y/paj" else -1
        behind = comma + (2 if self.kind(comma + 1) == "c" else 1)
        if self.kind(behind) in "/" and self.kind(behind + 1) in ACTORS:
            return comma
        return -1


def effect_of(verbs: Sequence[str], language: Language) -> Effect | None:
    """What a governing verb does to its deed, where one of its readings is known."""
    return next((language.governors[verb] for verb in verbs if verb in language.governors), None)
