"""Names of the tables in a text: an automaton over words, and who bears a surname in this article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from msgspec import Struct

from diplograph.loaders.articles.words import Token
from diplograph.schema.actors import (
    actors,
    may_be_written,
    media,
    names,
    names_in,
    not_actors,
    on_change,
    resolve,
    state_of,
)
from diplograph.schema.records import Mention
from diplograph.schema.text import fold

_LETTER = {"person": "P", "state": "S"}
_ARTICLES = frozenset(["el", "la", "las", "le", "les", "los", "the"])


class Hit(Struct, frozen=True):
    """Words *first* to *last* (not included) name *actors*; ``letter`` is the kind of phrase.telling."""

    first: int
    last: int
    actor: str
    letter: str


class Register(Struct):
    """Who the article has named in full so far and later: a surname alone means one of them.

    ``people`` goes from a folded surname to its bearer, ``by_state`` from a state to the people named of it.
    """

    people: dict[str, Mention]
    by_state: dict[str, list[str]]


@cache
def _automaton() -> Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]:
    """From the first and the second word of a name ("" for none) to the words behind the first, longest first."""
    found: dict[str, dict[str, set[tuple[str, ...]]]] = {}
    for key in (*names(), *not_actors()):
        first, *rest = key.split()
        found.setdefault(first, {}).setdefault(rest[0] if rest else "", set()).add(tuple(rest))
    return MappingProxyType(
        {
            first: {second: tuple(sorted(rests, key=lambda rest: (-len(rest), rest))) for second, rests in each.items()}
            for first, each in found.items()
        }
    )


def hits_in(tokens: Sequence[Token], text: str, language: str, day: str = "", taken: Collection[int] = ()) -> list[Hit]:
    """Names that do not overlap, in order, the longest at each place; none begins at one of the tokens *taken*."""
    # Marks inside a name ("Son-hee", "U. S.") do not count; the words do.
    words = [place for place, token in enumerate(tokens) if token.folded]
    automaton = _automaton()
    found: list[Hit] = []
    place = 0
    while place < len(words):
        first = tokens[words[place]]
        step = 1
        parts = first.folded.split(" ")
        known = automaton.get(parts[0])
        if known is None or words[place] in taken:
            place += 1
            continue
        second = parts[1] if len(parts) > 1 else _first_word(tokens, words, place + 1)
        for rest in (*known.get(second, ()), *known.get("", ())) if second else known.get("", ()):
            length = _length(tokens, words, place, parts, rest)
            if not length:
                continue
            last = words[place + length - 1]
            if " ".join((parts[0], *rest)) in not_actors():
                step = length
                break
            if first.text[0].isdigit() and text[first.start : tokens[last].end] not in _spelled(parts, rest):
                # "5.1 million" names no group of five and one.
                continue
            if first.low in _ARTICLES and _goes_on(tokens, last):
                # "the West Bank" is not of "the West".
                continue
            told = read_name(text[first.start : tokens[last].end], language, day)
            if told is not None:
                found.append(Hit(words[place], last + 1, *told))
                step = length
                break
        place += step
    return found


def _spelled(parts: Sequence[str], rest: Sequence[str]) -> set[str]:
    """How the tables write the name that is folded to these words."""
    return {entry.text for entry in names().get(" ".join((parts[0], *rest)), ())}


def _goes_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether a word with a capital follows the token at *last*, with nothing but a blank between them."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return after is not None and after.text[0].isupper() and after.start == tokens[last].end + 1


def _first_word(tokens: Sequence[Token], words: Sequence[int], place: int) -> str:
    """The first of the words that the token at *place* is folded to; "" behind the last."""
    return tokens[words[place]].folded.partition(" ")[0] if place < len(words) else ""


def _length(
    tokens: Sequence[Token], words: Sequence[int], place: int, parts: Sequence[str], rest: tuple[str, ...]
) -> int:
    """How many tokens from *place* on spell the name that goes on with *rest*; 0 where they do not."""
    wanted = (parts[0], *rest)
    spelled = list(parts)
    length = 1
    while len(spelled) < len(wanted) and place + length < len(words):
        before, after = tokens[words[place + length - 1]], tokens[words[place + length]]
        if words[place + length] - words[place + length - 1] > 2 or after.start - before.end > 3:
            return 0
        spelled += after.folded.split(" ")
        length += 1
    return length if tuple(spelled) == wanted else 0


@lru_cache(maxsize=50_000)
def read_name(words: str, language: str, day: str) -> tuple[str, str] | None:
    """The actor and the letter of *words*, a name of the tables; None where it is not sure or not a name here."""
    entries = names_in(fold(words), language)
    kinds = {entry.kind for entry in entries}
    if words.split()[0].lower() in _ARTICLES and not any(_capitals(words, entry.text) for entry in entries):
        # "La réunion a eu lieu" is not about La Réunion.
        return None
    if kinds <= {"demonym"} or ("demonym" in kinds and words[0].islower()):
        peoples = {entry.actor for entry in entries if may_be_written(words, entry)}
        found = [actor for actor in sorted(peoples) if actors()[actor].kind == "state"]
        return (found[0], "D") if len(found) == 1 else None
    if words[0].islower() and not _is_common_noun(words, language) and not any(each.text == words for each in entries):
        return None
    found = list(resolve(words, language, day))
    if words in actors() and not entries:
        return None
    if len(found) != 1:
        found = [actor for actor in found if actors()[actor].kind == "state"]
    if len(found) != 1:
        return None
    actor = found[0]
    if kinds == {"demonym"}:
        return actor, "D"
    if actor in media():
        # "visited Russia today" names no broadcaster.
        spelled = any(_capitals(words, entry.text) for entry in entries if entry.actor == actor)
        return (actor, "M") if spelled else None
    own = {entry.kind for entry in entries if entry.actor == actor}
    if own <= {"capital", "demonym"}:
        return actor, "C"
    if own == {"surname"}:
        return actor, "~"
    return actor, _LETTER.get(actors()[actor].kind, "G")


def _capitals(words: str, name: str) -> bool:
    """Whether *words* have a capital wherever the *name* of the table has one."""
    return all(
        one[0].isupper() or not other[0].isupper() for one, other in zip(words.split(), name.split(), strict=False)
    )


def _is_common_noun(words: str, language: str) -> bool:
    """Whether a name may begin with a small letter: "pays occidentaux", "département d'État"."""
    kinds = {actors()[actor].kind for actor in resolve(words, language)}
    return "collective" in kinds or (kinds == {"body"} and " " in words)


on_change(_automaton.cache_clear)
on_change(read_name.cache_clear)


def surnames_settled(sentences: Iterable[Sequence[Hit]], day: str) -> list[list[Hit]]:
    """The names of each sentence without the surnames that stand alone and need not be those of the tables.

    An article of a known *day* can mean who had come into office by then; one of no known day
    only somebody whose state it names as well: "Castro" in Angola is not the president of Honduras.
    """
    found = [list(hits) for hits in sentences]
    named = {hit.actor for hits in found for hit in hits if hit.letter in "SDC"}

    def may_be_meant(hit: Hit) -> bool:
        held = actors()[hit.actor].represents
        if day:
            return any(tie.since and tie.since[:10] <= day for tie in held)
        return any(tie.actor in named for tie in held)

    return [[hit for hit in hits if hit.letter != "~" or may_be_meant(hit)] for hits in found]


def register_of(sentences: Iterable[Sequence[Hit]]) -> Register:
    """The people whom the article names in full, by surname; a surname of two of them means nobody."""
    register = Register({}, {})
    bearers: dict[str, set[str]] = {}
    for hits in sentences:
        for hit in hits:
            if hit.letter != "P":
                continue
            named = register.by_state.setdefault(state_of(hit.actor), [])
            if hit.actor not in named:
                named.append(hit.actor)
            for name in actors()[hit.actor].names:
                if name.kind == "surname":
                    bearers.setdefault(fold(name.text), set()).add(hit.actor)
    for surname, found in bearers.items():
        if len(found) == 1:
            register.people[surname] = Mention(actor=min(found))
    return register
