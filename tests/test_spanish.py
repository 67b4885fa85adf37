"""Spanish, which has a small folder of its own: how far it is read, and that French and English stay as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from babel import Locale
from msgspec import Struct
from sentence_pairs import FRIDAY, claims_in, told, wanted

from diplograph.loaders.articles.language import LETTERS, language_of, languages
from diplograph.loaders.articles.names import hits_in
from diplograph.loaders.articles.words import tokens_of
from diplograph.loaders.documents import guess_language
from diplograph.schema.actors import actors, resolve

PAGE = Path(__file__).parent.parent / "docs" / "languages.md"
FILE = Path(__file__).parent / "sentences_es.yaml"


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A Spanish text and what it tells."""

    id: str
    about: str
    es: str
    claims: list[dict[str, Any]]
    published: str = FRIDAY


ENTRIES = [msgspec.convert(row, Entry) for row in yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_spanish_text_tells_what_a_careful_reader_reads(entry: Entry) -> None:
    claims = claims_in(entry.es, "es", entry.published)
    assert told(claims, entry.claims) == wanted(entry.claims)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El presidente de Francia viajó a Pekín para reunirse con Xi Jinping, según las autoridades chinas.", "es"),
        ("La ministra se reunió con su homólogo. También visitó el país hasta el lunes.", "es"),
        ("Hakan Fidan aurait rencontré Bachar el-Assad le 12 mai.", "fr"),
        ("The envoy from Los Angeles flew to Las Vegas.", "en"),
        ("Il presidente francese ha incontrato a Roma la presidente del Consiglio con una delegazione.", ""),
        ("O presidente brasileiro viajou para Pequim, e os ministros falaram sobre a guerra na Ucrânia.", ""),
    ],
)
def test_a_text_is_known_by_its_common_words(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("actor", "names"),
    [
        ("RUS", "Rusia, Moscú, ruso, rusa, rusos, rusas"),
        ("FRA", "Francia, París, francés, francesa, franceses, francesas"),
        ("USA", "Estados Unidos, EE.UU., EE. UU., EEUU, estadounidense, norteamericanos"),
        ("PRK", "Corea del Norte, Pyongyang, norcoreano"),
        ("KOR", "Corea del Sur, Seúl, surcoreanas"),
        ("GBR", "Reino Unido, Londres, británica"),
        ("DEU", "Alemania, Berlín, alemanes"),
        ("CHN", "China, Pekín, china, chinos"),
        ("SAU", "Arabia Saudí, Arabia Saudita, saudíes"),
        ("UKR", "Ucrania, ucraniano"),
        ("european-union", "Unión Europea, UE"),
        ("white-house", "Casa Blanca"),
    ],
)
def test_spanish_names_lead_to_their_actors(actor: str, names: str) -> None:
    assert {name: resolve(name, "es") for name in names.split(", ")} == dict.fromkeys(names.split(", "), (actor,))


def test_spanish_names_of_states_are_those_of_cldr() -> None:
    found = [
        name.text
        for actor in actors().values()
        if actor.kind == "state"
        for name in actor.names
        if (name.language, name.kind) == ("es", "name")
    ]
    assert len(found) >= 40
    assert set(found) <= set(Locale("es").territories.values())


@pytest.mark.parametrize(
    ("text", "language", "seen"),
    [
        ("Acusó a China y a la diplomacia china.", "es", ["CHN", "CHN"]),
        ("El presidente ruso viajó a Roma.", "es", ["RUS", "ITA"]),
        ("We ate from a china bowl in a Roma village.", "en", []),
        ("Francia Marquez and Italia Ricci sang with Victoria Siria.", "en", []),
        ("Un air de Polonia, un vase de Noruega et une robe georgiana.", "fr", []),
        ("Le café Colombia, la chanteuse Rosa Suiza et le groupe Sueco.", "fr", ["COL"]),
    ],
)
def test_spanish_names_count_in_spanish_only(text: str, language: str, seen: list[str]) -> None:
    assert [hit.actor for hit in hits_in(tokens_of(text), text, language)] == seen


def test_the_page_on_languages_names_every_letter_trait_and_small_word() -> None:
    page = PAGE.read_text(encoding="utf-8")
    spoken = [found for found in map(language_of, languages()) if found is not None]
    assert sorted(found.code for found in spoken) == ["en", "es", "fr"]
    words = {word for found in spoken for word in (*found.traits, *found.small)} | set(LETTERS)
    assert {word for word in words if f"`{word}`" not in page} == set()
    assert {kind: letter for kind, letter in LETTERS.items() if f"`{letter}` | `" not in page} == {}


@pytest.mark.parametrize("file", ["frames", "governors", "grammar", "verbs", "dates", "text"])
def test_a_language_is_a_folder_of_files_that_the_page_names(file: str) -> None:
    assert f"`{file}.yaml`" in PAGE.read_text(encoding="utf-8")
    folder = Path(__file__).parent.parent / "loaders" / "articles" / "lang"
    assert {path.parent.name for path in folder.glob(f"*/{file}.yaml")} == {"en", "es", "fr"}
