"""One person, many spellings: French, English, other transliterations and the person's own script."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diplograph.schema.actors import actors, find, names, resolve, state_of
from diplograph.schema.errors import AmbiguousActorError, UnknownActorError

SPELLINGS = Path(__file__).parent / "spellings.csv"
with SPELLINGS.open(encoding="utf-8") as _lines:
    PAIRS = [(row["text"], row["language"], row["actor"]) for row in csv.DictReader(_lines)]
BODIES = """
RUS | kremlin | fr Kremlin | en the Kremlin
FRA | elysee | fr l'Élysée | fr Elysée | en Elysee
FRA | matignon | fr Matignon | en Matignon
FRA | quai-d-orsay | fr Quai d'Orsay | en French Foreign Ministry
USA | white-house | fr Maison-Blanche | fr Maison Blanche | en White House
USA | pentagon | fr Pentagone | en Pentagon
USA | state-department | fr département d'État | en Foggy Bottom | en State Department
GBR | downing-street | fr Downing Street | en Number 10
GBR | foreign-office | fr Foreign Office | en FCDO
KOR | blue-house | fr Maison Bleue | en Cheong Wa Dae
CHN | zhongnanhai | fr Zhongnanhai | en Zhongnanhai
JPN | japanese-foreign-ministry | fr Gaimusho | en Gaimushō
JPN | kantei | fr Kantei | en Kantei
ITA | palazzo-chigi | fr palais Chigi | en Palazzo Chigi
ITA | quirinale | fr Quirinal | en Quirinale
BRA | planalto | fr palais du Planalto | en Planalto
BRA | itamaraty | fr Itamaraty | en Brazilian Foreign Ministry
ESP | moncloa | fr Moncloa | en Moncloa Palace
DEU | auswaertiges-amt | fr diplomatie allemande | en German Foreign Office
UKR | bankova | fr présidence ukrainienne | en Bankova
RUS | russian-defence-ministry | fr ministère russe de la Défense | en Russian Defense Ministry
"""


def test_the_table_is_long_enough_to_tell() -> None:
    assert len(PAIRS) >= 250


@pytest.mark.parametrize(("text", "language", "actor"), PAIRS)
def test_every_spelling_leads_to_its_person(text: str, language: str, actor: str) -> None:
    assert (find(text), resolve(text, language)) == (actor, (actor,))


@pytest.mark.parametrize("line", BODIES.strip().splitlines())
def test_a_body_has_names_in_two_languages_and_a_state(line: str) -> None:
    state, body, *spellings = (part.strip() for part in line.split("|"))
    assert (actors()[body].kind, state_of(body)) == ("body", state)
    for spelling in spellings:
        language, _, text = spelling.partition(" ")
        bare = text.removeprefix("l'").removeprefix("the ")
        assert (find(bare), resolve(bare, language)) == (body, (body,))


def test_every_body_speaks_for_a_state_and_has_names_in_both_languages() -> None:
    bodies = [actor for actor in actors().values() if actor.kind == "body"]
    assert len(bodies) >= 50
    assert [body.id for body in bodies if not state_of(body.id)] == []
    assert [body.id for body in bodies if not {"en", "fr"} <= {name.language for name in body.names}] == []


@pytest.mark.parametrize("surname", ["Kim", "Japarov", "Zhaparov", "Berdymukhamedov", "Berdimuhamedow"])
def test_a_surname_of_two_stays_open(surname: str) -> None:
    assert len(resolve(surname)) > 1
    with pytest.raises(AmbiguousActorError):
        find(surname)


@pytest.mark.parametrize("surname", ["Wang", "Li", "Lee", "Park", "Hu", "Singh", "Al Thani", "Al-Sabah", "bin Zayed"])
def test_a_surname_of_many_leads_to_nobody(surname: str) -> None:
    """The tables have one Wang, but the world has many: no table entry, no guess."""
    assert resolve(surname) == ()
    with pytest.raises(UnknownActorError):
        find(surname)


def is_person(actor: str) -> bool:
    return actors()[actor].kind == "person"


def test_no_full_name_is_borne_by_two_people() -> None:
    shared = {
        key: sorted({entry.actor for entry in entries})
        for key, entries in names().items()
        if len(
            {
                entry.actor
                for entry in entries
                if entry.kind in ("name", "alias") and actors()[entry.actor].kind == "person"
            }
        )
        > 1
    }
    assert shared == {}
