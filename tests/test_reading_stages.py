"""Each stage of reading an article by itself: words, forms, phrases, verbs, what stands around and above them."""

from __future__ import annotations

import pytest

from diplograph.loaders.articles.calendar import find_dates
from diplograph.loaders.articles.clauses import Clauses
from diplograph.loaders.articles.governing import doer_of, governor_of
from diplograph.loaders.articles.language import Language, language_of, languages
from diplograph.loaders.articles.lexing import office_words
from diplograph.loaders.articles.names import hits_in, register_of
from diplograph.loaders.articles.phrases import Context, items_of
from diplograph.loaders.articles.standing import standing_of
from diplograph.loaders.articles.verbs import Verb
from diplograph.loaders.articles.words import tokens_of
from diplograph.schema.event_types import event_type


def spoken(code: str) -> Language:
    found = language_of(code)
    assert found is not None
    return found


def parsed(code: str, text: str, day: str = "2024-05-24") -> Clauses:
    language = spoken(code)
    tokens = tokens_of(text)
    hits = hits_in(tokens, text, code, day, office_words(tokens, language))
    context = Context(language, register_of([hits]), [day])
    return Clauses(items_of(tokens, hits, find_dates(text, code), text, context), language, text)


def the_verb(clauses: Clauses, word: str) -> Verb:
    return next(verb for verb in clauses.verbs if clauses.items[verb.last].low == word)


def words_at(clauses: Clauses, place: int) -> str:
    return clauses.items[place].text if place >= 0 else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Iran n'a rien dit.", ["L’", "Iran", "n'", "a", "rien", "dit", "."]),
        ("Russia's envoy didn't speak.", ["Russia", "'s", "envoy", "did", "n't", "speak", "."]),
        ("U.S. forces; 3.5 tons; M23, F16", ["U.S.", "forces", ";", "3.5", "tons", ";", "M23", ",", "F16"]),
        ("aujourd’hui, qu'il", ["aujourd’hui", ",", "qu'", "il"]),
    ],
)
def test_words_are_what_grammar_counts(text: str, expected: list[str]) -> None:
    tokens = tokens_of(text)
    assert [token.text for token in tokens] == expected
    assert all(text[token.start : token.end] == token.text for token in tokens)


@pytest.mark.parametrize(
    ("code", "word", "verb", "form"),
    [
        ("fr", "rejettera", "rejeter", "future"),
        ("fr", "exigeait", "exiger", "past"),
        ("fr", "reçoivent", "recevoir", "present"),
        ("fr", "aurait", "avoir", "conditional"),
        ("fr", "soutenu", "soutenir", "participle"),
        ("fr", "libèrent", "libérer", "present"),
        ("en", "met", "meet", "past"),
        ("en", "denying", "deny", "gerund"),
        ("en", "expelled", "expel", "participle"),
        ("en", "reaches", "reach", "present"),
    ],
)
def test_verbs_are_known_in_all_forms_of_news(code: str, word: str, verb: str, form: str) -> None:
    assert (verb, form) in {(each.verb, each.form) for each in spoken(code).readings[word]}


@pytest.mark.parametrize(
    ("code", "text", "phrases"),
    [
        ("fr", "le ministre russe des Affaires étrangères Sergueï Lavrov", ["sergey-lavrov"]),
        ("fr", "Sergueï Lavrov, le ministre russe des Affaires étrangères,", ["sergey-lavrov"]),
        ("en", "Russian Foreign Minister Sergey Lavrov", ["sergey-lavrov"]),
        ("en", "Russia's foreign minister, Sergey Lavrov,", ["sergey-lavrov"]),
        ("en", "Hungarian and Romanian officials", ["HUN ROU"]),
        ("fr", "les autorités canadiennes", ["CAN"]),
        ("fr", "l'armée française", ["FRA"]),
        ("en", "France, Germany and Italy", ["FRA DEU ITA"]),
        ("fr", "Les Russes", ["RUS"]),
        ("en", "the US secretary of state", ["antony-blinken"]),
        ("en", "a UN report", ["united-nations"]),
        ("fr", "les présidents russe et chinois", ["~RUS ~CHN"]),
        ("en", "the Finnish defence minister, Aino Korpela,", ["Aino Korpela~FIN"]),
    ],
)
def test_a_noun_phrase_is_one_phrase_of_its_actors(code: str, text: str, phrases: list[str]) -> None:
    clauses = parsed(code, text)
    found = [
        " ".join(
            each.actor or f"{each.text if each.kind == 'person' else ''}~{each.represents}" for each in item.mentions
        )
        for item in clauses.items
        if item.kind in "PSCG"
    ]
    assert found == phrases


@pytest.mark.parametrize(
    ("code", "text", "word", "subject", "object_"),
    [
        ("en", "France, to the dismay of Italy, has accused Turkey.", "accused", "France", "Turkey"),
        ("en", "The king, who met Iran in May, praised Oman.", "praised", "The king", "Oman"),
        ("fr", "La Pologne a expulsé deux Russes et convoqué la Chine.", "convoqué", "La Pologne", "la Chine"),
        ("fr", "L'Italie, que la France soutient, critique Malte.", "critique", "L' Italie", "Malte"),
        ("en", "In Rome on Monday, Spain criticised Portugal.", "criticised", "Spain", "Portugal"),
        ("en", "Japan – so says Peru – thanked Chile.", "thanked", "Japan", "Chile"),
    ],
)
def test_a_verb_finds_its_subject_and_object(code: str, text: str, word: str, subject: str, object_: str) -> None:
    clauses = parsed(code, text)
    verb = the_verb(clauses, word)
    assert words_at(clauses, clauses.subject(verb)) == subject
    assert words_at(clauses, clauses.around(verb.last + 1).object) == object_


@pytest.mark.parametrize(
    ("code", "text", "word", "told"),
    [
        ("en", "Iran was attacked.", "attacked", {"passive": True}),
        ("en", "Iran will not attack.", "attack", {"negated": True, "time": "future"}),
        ("en", "Iran may have attacked Iraq.", "attacked", {"modal": "hearsay"}),
        ("en", "Iran could attack Iraq.", "attack", {"modal": "unreal"}),
        ("fr", "L'Iran aurait attaqué l'Irak.", "attaqué", {"time": "conditional", "passive": False}),
        ("fr", "L'Iran a été attaqué.", "attaqué", {"passive": True}),
        ("fr", "Le roi s'est rendu à Rome.", "rendu", {"passive": False, "reflexive": True}),
        ("fr", "Le roi est arrivé à Rome.", "arrivé", {"passive": False}),
    ],
)
def test_a_verb_has_tense_voice_and_mood(code: str, text: str, word: str, told: dict[str, object]) -> None:
    verb = the_verb(parsed(code, text), word)
    assert {name: getattr(verb, name) for name in told} == told


@pytest.mark.parametrize(
    ("code", "text", "word", "effect", "doer"),
    [
        ("en", "The Kremlin said that Putin met Xi.", "met", "says", "Putin"),
        ("en", "The Kremlin said Putin met Xi.", "met", "says", "Putin"),
        ("en", "Putin plans to visit China.", "visit", "plans", "Putin"),
        ("en", "France urged Iran to release Spain.", "release", "wants", "Iran"),
        ("fr", "La France a appelé l'Iran à libérer l'Espagne.", "libérer", "wants", "l' Iran"),
        ("fr", "L'Iran nie avoir attaqué l'Irak.", "attaqué", "denies", "L' Iran"),
        ("en", "Rwanda is suspected of supplying arms.", "supplying", "alleged", "Rwanda"),
        ("en", "If Russia attacks Poland, NATO acts.", "attacks", "if", "Russia"),
        ("fr", "Après avoir rencontré Xi, Poutine est parti.", "rencontré", "after", "Poutine"),
        ("en", "Orban to meet Putin", "meet", "plans", "Orban"),
    ],
)
def test_what_governs_a_verb_tells_how_it_is_meant(code: str, text: str, word: str, effect: str, doer: str) -> None:
    clauses = parsed(code, text)
    verb = the_verb(clauses, word)
    link = governor_of(clauses, verb)
    assert link is not None
    assert (link.effect, words_at(clauses, doer_of(clauses, verb))) == (effect, doer)


@pytest.mark.parametrize(
    ("code", "text", "word", "standing"),
    [
        ("en", "Iran attacked Iraq.", "attacked", ("reports", "actual", "")),
        ("fr", "L'Iran attaquera l'Irak.", "attaquera", ("announces", "planned", "")),
        ("fr", "Rome affirme que l'Iran attaquerait l'Irak.", "attaquerait", ("announces", "planned", "Rome")),
        ("fr", "L'Iran attaquerait l'Irak.", "attaquerait", ("reports", "alleged", "")),
        ("en", "Rome admitted that Italy had attacked Iraq.", "attacked", ("admits", "actual", "Rome")),
    ],
)
def test_a_deed_stands_as_its_words_tell(code: str, text: str, word: str, standing: tuple[str, str, str]) -> None:
    clauses = parsed(code, text)
    found = standing_of(clauses, the_verb(clauses, word))
    assert found.silent == ""
    assert (found.act, found.modality, words_at(clauses, found.claimant)) == standing


@pytest.mark.parametrize("code", languages())
def test_the_files_of_a_language_agree_with_the_event_types(code: str) -> None:
    """Every frame names a type and its roles; ids are the language's own, and unique."""
    language = spoken(code)
    frames = {sense.frame.data.id: sense.frame.data for senses in language.senses.values() for sense in senses}
    frames |= {frame.data.id: frame.data for frames in language.noun_frames.values() for frame in frames}
    for name, frame in frames.items():
        roles = {role.name for role in event_type(frame.type).roles}
        assert name.startswith(f"{code}.")
        assert set(frame.slots.values()) - {"_"} <= roles, name
        assert {frame.agent, frame.patient, frame.as_state, frame.control.lstrip("!")} - {""} <= roles, name
        assert frame.verbs or frame.nouns, name
