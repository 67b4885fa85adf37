"""Read a remark on a journey: "Met with King Philippe. Attended the NATO Summit."

Its sentences have no subject: the traveller is meant. Days and place are those of the
journey, unless the words give their own; offices without a state are of the country visited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from diplograph.loaders.articles.journey import Journey
from diplograph.loaders.articles.language import language_of
from diplograph.loaders.articles.lexing import office_words
from diplograph.loaders.articles.names import Hit, hits_in, register_of
from diplograph.loaders.articles.pronouns import Memory
from diplograph.loaders.articles.reader import Parsed, read_sentence
from diplograph.loaders.articles.sentences import sentences
from diplograph.loaders.articles.telling import Reading
from diplograph.loaders.articles.traces import Hear
from diplograph.loaders.articles.words import Token, tokens_of
from diplograph.schema.actors import names, state_of
from diplograph.schema.edtf import parse
from diplograph.schema.records import FactRecord, Mention


def read_remark(
    text: str,
    traveller: Mention,
    date: str,
    place: str,
    language: str = "en",
    state: str = "",
    hear: Hear | None = None,
) -> Iterator[FactRecord]:
    """The facts of a remark, in the order of its text, as :func:`read_article` gives those of an article.

    *date* (EDTF) holds the days of the journey. *state* is the state visited, where *place* does not
    tell it: "Moscow" is a town of the Soviet Union in 1974. What was stated when stays open.
    """
    spoken = language_of(language)
    if spoken is None:
        return
    days = parse(date)
    last = days.latest.isoformat() if days.latest is not None else ""
    home = traveller.represents or state_of(traveller.actor, last)
    journey = Journey(traveller, home, state or state_of(place.partition("/")[0]), date)
    parsed = [
        Parsed(sentence, tokens, [*_of_the_hosts(tokens, hits, journey.visited), *hits])
        for sentence in sentences(text, spoken.code)
        for tokens in [tokens_of(sentence.text)]
        for hits in [hits_in(tokens, sentence.text, spoken.code, last, office_words(tokens, spoken))]
    ]
    register = register_of([each.hits for each in parsed])
    reading = Reading(last, spoken, Memory(), hear, date, place)
    for each in parsed:
        for record in read_sentence(each, register, reading, journey):
            yield msgspec.structs.replace(record, stated_on="")


def _of_the_hosts(tokens: Sequence[Token], hits: Sequence[Hit], visited: str) -> Iterator[Hit]:
    """Adjectives of two states that mean the one visited: "Korean officials" in Seoul."""
    taken = {place for hit in hits for place in range(hit.first, hit.last)}
    for place, token in enumerate(tokens):
        meant = [each.actor for each in names().get(token.folded, ()) if each.kind == "demonym"]
        if place not in taken and visited in meant and token.text[0].isupper():
            yield Hit(place, place + 1, visited, "D")
