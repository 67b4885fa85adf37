"""Whom a reader sees in a sentence: capitals, small letters, and phrases in which a name names nobody."""

from __future__ import annotations

import pytest

from diplograph.loaders.articles.language import language_of
from diplograph.loaders.articles.lexing import office_words
from diplograph.loaders.articles.names import hits_in
from diplograph.loaders.articles.words import tokens_of


def marks(text: str, language: str) -> list[str]:
    """The actors that a reader of the sentence sees."""
    spoken = language_of(language)
    assert spoken is not None
    tokens = tokens_of(text)
    return [hit.actor for hit in hits_in(tokens, text, language, "", office_words(tokens, spoken))]


def test_the_reader_takes_capitals_for_names_and_small_letters_for_words() -> None:
    assert marks("Turkey met China and Poles in Chad, said the Swiss.", "en") == ["TUR", "CHN", "POL", "TCD", "CHE"]
    assert marks("We ate turkey from a china bowl, and who would polish a chad?", "en") == []
    assert marks("Les talibans et les pasdarans ont vu la Douma, puis l'île Maurice.", "fr") == [
        "taliban",
        "irgc",
        "state-duma",
        "MUS",
    ]
    assert marks("Maurice et Dominique ont lancé une grenade. Réunion ce soir.", "fr") == []


@pytest.mark.parametrize(
    ("text", "language", "seen"),
    [
        ("Tension rises in the South China Sea and in Latin America", "en", []),
        ("The Minsk agreements were signed by Russia", "en", ["RUS"]),
        ("L'accord de Paris et les accords d'Alger lient la France", "fr", ["FRA"]),
        ("Le président sud-américain a traversé la mer de Chine méridionale", "fr", []),
        ("The National Security Council met", "en", []),
        ("Latin American countries met", "en", ["latin-american-countries"]),
        ("South Ossetia and Northern Ireland are not at the table", "en", []),
        ("Le Conseil de sécurité de l'ONU a condamné le M23", "fr", ["un-security-council", "m23"]),
        ("les gardiens de la révolution et Tsahal", "fr", ["irgc", "idf"]),
        ("US forces struck the Houthis", "en", ["USA", "houthis"]),
        ("RSF condemns", "en", []),
        ("La réunion de lundi a plu.", "fr", []),
        ("La Réunion et Mayotte sont des îles.", "fr", ["REU", "MYT"]),
        ("El salvador visitó El Salvador.", "es", ["SLV"]),
    ],
)
def test_the_reader_sees_whom_a_sentence_names(text: str, language: str, seen: list[str]) -> None:
    assert marks(text, language) == seen
