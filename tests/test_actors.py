"""A name as people write it leads to its actor, and never to a wrong one."""

from __future__ import annotations

import re

import pytest

from diplograph.schema.actors import actors, by_cow, find, find_place, holders, names, resolve, state_of
from diplograph.schema.errors import AmbiguousActorError, UnknownActorError


@pytest.mark.parametrize(
    ("typed", "actor"),
    [
        ("putin", "vladimir-putin"),
        ("Poutine", "vladimir-putin"),
        ("Vladimir Putin", "vladimir-putin"),
        ("Q7747", "vladimir-putin"),
        ("Kim Jong-un", "kim-jong-un"),
        ("Choi Son-hee", "choe-son-hui"),
        ("Peskov", "dmitry-peskov"),
        ("Sergueï Lavrov", "sergey-lavrov"),
        ("zelensky", "volodymyr-zelenskyy"),
        ("macron", "emmanuel-macron"),
        ("DPRK", "PRK"),
        ("prk", "PRK"),
        ("Corée du Nord", "PRK"),
        ("Q423", "PRK"),
        ("ETATS-UNIS", "USA"),
        ("us", "USA"),
        ("Grande-Bretagne", "GBR"),
        ("Fédération de Russie", "RUS"),
        ("elysee", "elysee"),
        ("pays occidentaux", "western-countries"),
        ("OTAN", "nato"),
        ("ue", "european-union"),
    ],
)
def test_a_name_as_typed_finds_its_actor(typed: str, actor: str) -> None:
    assert find(typed) == actor


def test_a_shared_surname_lists_its_bearers() -> None:
    with pytest.raises(AmbiguousActorError, match=r"actor 'Kim' is ambiguous; use one of .*Kim Jong Un") as error:
        find("Kim")
    assert {"kim-jong-un", "kim-jong-il"} <= set(error.value.candidates)


def test_a_typing_mistake_gets_the_nearest_name() -> None:
    with pytest.raises(UnknownActorError, match="unknown actor 'Putni'; did you mean Putin"):
        find("Putni")


@pytest.mark.parametrize("typed", ["", "  ", "qzxwvk"])
def test_nonsense_is_nobody(typed: str) -> None:
    with pytest.raises(UnknownActorError):
        find(typed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pyongyang", ("PRK",)),
        ("Pékin", ("CHN",)),
        ("nord-coréenne", ("PRK",)),
        ("US", ("USA",)),
        ("us", ()),
        ("Bruxelles", ()),
        ("Genève", ()),
        ("congolais", ("COD", "COG")),
        ("le diplomate", ()),
    ],
)
def test_words_of_a_text_resolve_or_stay_open(text: str, found: tuple[str, ...]) -> None:
    assert resolve(text) == found


def test_the_same_document_decides_a_bare_surname() -> None:
    assert len(resolve("Kim")) > 1
    assert resolve("Kim", context={"kim": "kim-jong-un"}) == ("kim-jong-un",)


@pytest.mark.parametrize(
    ("actor", "state"),
    [
        ("kremlin", "RUS"),
        ("dmitry-peskov", "RUS"),
        ("choe-son-hui", "PRK"),
        ("kcna", "PRK"),
        ("PRK", "PRK"),
        ("ivan-ivanov~RUS", "RUS"),
        ("ivan-ivanov~a1b2c3", ""),
        ("united-nations", ""),
        ("reuters", ""),
    ],
)
def test_who_speaks_for_which_state(actor: str, state: str) -> None:
    assert state_of(actor) == state


@pytest.mark.parametrize(
    ("text", "place"),
    [("Moscou", "RUS/moscow"), ("Russie", "RUS"), ("Genève", "CHE/geneva"), ("Nulle part", "")],
)
def test_places(text: str, place: str) -> None:
    assert find_place(text) == place


def test_cow_codes_lead_to_states() -> None:
    assert (by_cow()["365"], by_cow()["cow:GMY"], by_cow()["731"]) == ("RUS", "DEU", "PRK")


def test_every_name_resolves_to_its_actor() -> None:
    lost = [
        entry
        for entries in names().values()
        for entry in entries
        if entry.actor not in resolve(entry.text, entry.language)
    ]
    assert lost == []


def test_ids_are_codes_or_slugs_and_no_name_is_empty() -> None:
    assert [actor for actor in actors() if not re.fullmatch(r"[A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*", actor)] == []
    assert "" not in names()


def test_no_table_points_to_a_missing_actor() -> None:
    ties = {tie.actor for actor in actors().values() for tie in (*actor.represents, *actor.member_of)}
    assert ties - set(actors()) == set()
    ids = [actor.wikidata for actor in actors().values() if actor.wikidata]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("state", "office", "days", "expected"),
    [
        ("FRA", "foreign minister", ["2015-04-27"], ("laurent-fabius",)),
        ("FRA", "foreign minister", ["2018-03"], ("jean-yves-le-drian",)),
        ("FRA", "foreign minister", ["2017-05-17"], ()),
        ("FRA", "foreign minister", ["2017-05"], ()),
        ("FRA", "foreign minister", ["2015-04-27", "2018-03-19"], ()),
        ("FRA", "foreign minister", [], ()),
        ("FRA", "foreign minister", ["XXXX-03"], ()),
        ("FRA", "prime minister", ["2021"], ("jean-castex",)),
        # "Until 2022" may mean its first day; and an open term may be an old one.
        ("FRA", "prime minister", ["2022-03-01"], ()),
        ("FRA", "prime minister", ["2024-03-01"], ()),
    ],
)
def test_an_office_is_held_by_him_who_surely_held_it(
    state: str, office: str, days: list[str], expected: tuple[str, ...]
) -> None:
    assert holders(state, {office}, days) == expected
