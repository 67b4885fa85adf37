"""Who headed states and organisations, and who their foreign ministers were: every row has its source."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from diplograph.schema.actors import Term, actors, find, holders, office_holders, resolve
from diplograph.schema.edtf import parse

DATA = Path(__file__).parent.parent / "schema" / "actors" / "data"
DAY = timedelta(days=1)
SOURCES = (
    "Archigos 4.1",
    "CIA World Factbook (CC0)",
    "CountryInfo (openeventdata)",
    "Office of the Historian (CC0)",
    "Phoenix (MIT)",
    "REIGN",
    "Wikidata Q",
    "article",
    "every-politician-scrapers (Wikidata): ",
    "everypolitician (Wikidata)",
    "world-leaders-current",
)
HEADS = {
    "president", "prime minister", "premier", "chancellor", "federal chancellor", "king", "emir", "sultan", "monarch",
    "emperor", "supreme leader", "leader", "chairman",
}  # fmt: skip
MINISTERS = {"foreign minister", "foreign secretary", "secretary of state"}
ONE_AT_A_TIME = HEADS - {"leader", "chairman", "monarch", "king", "emir", "sultan"} | MINISTERS
IN_THE_NEWS = """
USA RUS CHN FRA GBR DEU ITA ESP POL HUN NLD GRC UKR BLR SRB ARM AZE GEO TUR IRN IRQ ISR PSE SYR LBN JOR EGY SAU QAT ARE
YEM AFG PAK IND JPN KOR PRK IDN AUS CAN MEX BRA ARG VEN CUB NIC ZAF RWA COD SEN MLI NER BFA TCD SDN ETH NGA KEN DZA MAR
TUN LBY KAZ
""".split()


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


OFFICES = [row for row in rows("offices") if actors()[row["actor"]].kind == "person"]


def test_every_row_has_a_source_that_can_be_looked_up() -> None:
    told = [row for row in OFFICES if not all(part.startswith(SOURCES) for part in row["source"].split("; "))]
    assert told == []


def test_no_row_that_rests_on_an_id_alone_tells_a_date() -> None:
    assert [row for row in OFFICES if row["source"].startswith("Wikidata Q") and (row["since"] or row["until"])] == []
    ids = {row["actor"]: row["source"].removeprefix("Wikidata ") for row in OFFICES if "Wikidata Q" in row["source"]}
    assert ids == {actor: actors()[actor].wikidata for actor in ids}


@pytest.mark.parametrize("table", ["actors", "names", "offices"])
def test_the_tables_are_sorted_and_tell_nothing_twice(table: str) -> None:
    lines = [tuple(row.values()) for row in rows(table)]
    assert lines == sorted(set(lines))


def test_dates_are_edtf_and_no_term_ends_before_it_begins() -> None:
    for row in OFFICES:
        term = Term(row["actor"], row["since"], row["until"])
        assert (row, term.possible[0] <= term.possible[1]) == (row, True)


@pytest.mark.parametrize("state", IN_THE_NEWS)
def test_a_state_in_the_news_has_heads_and_a_foreign_minister(state: str) -> None:
    offices = {row["office"] for row in OFFICES if row["represents"] == state}
    assert (state, bool(offices & HEADS), bool(offices & MINISTERS)) == (state, True, True)


def test_so_many_states_and_organisations() -> None:
    states = Counter(row["represents"] for row in OFFICES if len(row["represents"]) == 3 and row["since"])
    bodies = {row["represents"] for row in OFFICES if actors()[row["represents"]].kind in ("organisation", "body")}
    assert len([state for state, count in states.items() if count >= 3]) >= 100
    assert len(bodies) >= 20


def sure(row: dict[str, str]) -> tuple[date, date] | None:
    """The days on which a term was held whatever its bounds mean, without the days of handing over."""
    begin, end = parse(row["since"]).latest, parse(row["until"]).earliest
    return (begin + DAY, end - DAY) if begin and end and begin + 2 * DAY <= end else None


def test_no_two_people_hold_one_office_of_a_state_on_a_sure_day() -> None:
    held: dict[tuple[str, str], list[tuple[str, tuple[date, date]]]] = defaultdict(list)
    for row in OFFICES:
        # San Marino has two captains, Switzerland seven councillors, Bosnia and Herzegovina three presidents.
        if row["office"] in ONE_AT_A_TIME and row["represents"] not in ("SMR", "CHE", "BIH") and (days := sure(row)):
            held[row["represents"], row["office"]].append((row["actor"], days))
    both = [
        (office, one, other)
        for office, terms in held.items()
        for (one, first), (other, second) in combinations(terms, 2)
        if one != other and first[0] <= second[1] and second[0] <= first[1]
    ]
    assert both == []


@pytest.mark.parametrize(
    ("state", "office", "day", "holder"),
    [
        ("UKR", "president", "2005-06-01", "viktor-yushchenko"),
        ("TUR", "foreign minister", "2012-01-01", "ahmet-davutoglu"),
        ("IRN", "foreign minister", "2015-07-14", "mohammad-javad-zarif"),
        ("SYR", "foreign minister", "2012", "walid-muallem"),
        ("KOR", "foreign minister", "2018-06-12", "kang-kyung-wha"),
        ("PRK", "foreign minister", "2018-06-12", "ri-yong-ho"),
        ("GBR", "foreign secretary", "2003-03-20", "jack-straw"),
        ("FRA", "foreign minister", "2003-02-14", "dominique-de-villepin"),
        ("DEU", "foreign minister", "2007", "frank-walter-steinmeier"),
        ("united-nations", "secretary-general", "2010", "ban-ki-moon"),
        ("nato", "secretary general", "2002-11-21", "george-robertson"),
        ("iaea", "director general", "2003-03-07", "mohamed-elbaradei"),
    ],
)
def test_who_surely_held_an_office(state: str, office: str, day: str, holder: str) -> None:
    assert holders(state, {office}, [day]) == (holder,)


def test_who_may_have_held_an_office_of_an_organisation() -> None:
    found = {term.actor for term in office_holders("african-union", "chairperson of the commission", "2025-06-01")}
    assert "mahamoud-ali-youssouf" in found


@pytest.mark.parametrize(
    ("actor", "spellings"),
    [
        ("viktor-yanukovych", ["Viktor Ianoukovitch", "Viktor Yanukovich", "Віктор Янукович", "Ianoukovitch"]),
        ("yulia-tymoshenko", ["Ioulia Timochenko", "Yulia Timoshenko", "Timochenko"]),
        ("mikheil-saakashvili", ["Mikheïl Saakachvili", "Mikhail Saakashvili", "Saakachvili"]),
        ("walid-muallem", ["Walid al-Mouallem", "Walid Moallem", "وليد المعلم"]),
        ("mohammad-javad-zarif", ["Mohammad Djavad Zarif", "Javad Zarif", "Zarif"]),
        ("hosni-mubarak", ["Hosni Moubarak", "Moubarak", "حسني مبارك"]),
        ("ri-yong-ho", ["Ri Yong Ho", "리용호"]),
        ("wen-jiabao", ["Wen Jiabao", "温家宝"]),
        ("ban-ki-moon", ["Ban Ki-Moon", "반기문"]),
        ("jeyhun-bayramov", ["Djeyhoun Baïramov", "Ceyhun Bayramov", "Baïramov"]),
        ("ararat-mirzoyan", ["Ararat Mirzoïan", "Արարատ Միրզոյան"]),
        ("sameh-shoukry", ["Sameh Choukri", "Sameh Shukri", "Choukri"]),
        ("dominique-de-villepin", ["Villepin", "de Villepin", "Dominique de Villepin"]),
        ("mevlut-cavusoglu", ["Mevlut Cavusoglu", "Mevlüt Çavuşoğlu", "Çavuşoğlu"]),
        ("vladimir-makei", ["Vladimir Makeï", "Владимир Макей"]),
    ],
)
def test_spellings_lead_to_one_person(actor: str, spellings: list[str]) -> None:
    assert {text: (find(text), resolve(text)) for text in spellings} == dict.fromkeys(spellings, (actor, (actor,)))
