"""A remark on a journey: the traveller is its subject, its days and place are those of the journey."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from remark_sample import TRAVELS, journey_of, sample, trips

from diplograph.loaders.articles import read_remark
from diplograph.loaders.articles.traces import Trace
from diplograph.schema import Claim, document_from
from diplograph.schema.records import FactRecord, Mention

KERRY = Mention(actor="john-kerry", text="John Kerry")
DAYS = "2015-06-01/2015-06-04"
JUDGED = Path(__file__).parent / "remarks" / "judged.csv"
with_travels = pytest.mark.skipif(not TRAVELS.exists(), reason="the shared data set is not here")


def told(
    text: str, place: str = "NOR/oslo", traveller: Mention = KERRY, date: str = DAYS, state: str = ""
) -> list[str]:
    """What a remark tells, one line a claim: type, who takes part besides the traveller, and a date of its own."""
    claims = claims_of(read_remark(text, traveller, date, place, state=state))
    return [line(claim, traveller) + (f" {claim.date}" if claim.date != date else "") for claim in claims]


def claims_of(records: Iterable[FactRecord]) -> list[Claim]:
    found = list(records)
    return sorted(document_from(found).claims if found else (), key=lambda claim: claim.start)


def line(claim: Claim, traveller: Mention) -> str:
    assert traveller.text in {person.text for person in claim.participants}
    others = [person.actor for person in claim.participants if person.text != traveller.text]
    # Somebody of no known state bears a piece of the source's id.
    others = sorted(re.sub(r"~[0-9a-f]{6}$", "~?", actor) for actor in others)
    return f"{claim.type} {' + '.join(others)}"


REMARKS: list[tuple[str, list[str]]] = [
    # The traveller is the unspoken subject, of each verb in turn.
    ("Met with Prime Minister Erna Solberg.", ["MEETS erna-solberg~NOR"]),
    ("Also met briefly with Bjarne Lund, chairman of a trust.", []),
    (
        "Official visit; met with King Harald V and signed a treaty with Estonia.",
        ["MEETS harald-v-of-norway", "AGREES_WITH EST"],
    ),
    ("Addressed students, visited Sweden, met with Foreign Minister Lund.", ["MEETS lund~NOR", "VISITS SWE"]),
    ("Audience with Bishop Lund. Working lunch with President Berg.", ["MEETS berg~NOR"]),
    # A list needs no "and", and may end in officials.
    ("Met with President Berg, Prime Minister Lund.", ["MEETS berg~NOR + lund~NOR"]),
    ("Met with President Berg, Premier Lund, and senior officials.", ["MEETS NOR + berg~NOR + lund~NOR"]),
    ("Met with President Berg, and with NATO and Swedish officials.", ["MEETS SWE + berg~NOR + nato"]),
    # Offices without a state are of the country visited, or of the state told just before.
    ("Met with the Prime Minister.", ["MEETS the-prime-minister~NOR"]),
    ("Met with Foreign Minister Lavrov.", ["MEETS sergey-lavrov"]),
    ("Met with Danish President Holm and Foreign Minister Friis.", ["MEETS friis~DNK + holm~DNK"]),
    ("Met with President Hu of China.", ["MEETS hu~CHN"]),
    ("Met with the Foreign and Defense Ministers.", ["MEETS the-foreign-and-defense-ministers~NOR"]),
    (
        "Met with the Finance Ministers of Chile, Peru, and Cuba.",
        ["MEETS finance-ministers~CHL + finance-ministers~CUB + finance-ministers~PER"],
    ),
    # Nobody knows for whom an envoy speaks unless the words tell it.
    ("Met with Special Envoy Hallvard Moe.", ["MEETS hallvard-moe~?"]),
    ("Met with UN Special Envoy Hallvard Moe.", ["MEETS hallvard-moe~united-nations"]),
    ("Met with civic and religious leaders.", ["MEETS civic-and-religious-leaders~?"]),
    # Names as they are written.
    ("Met with President de la Cruz.", ["MEETS de-la-cruz~NOR"]),
    ("Met with Prime Minister Major and Minister of Foreign Affairs A. B. Lund.", ["MEETS a-b-lund~NOR + major~NOR"]),
    ("Met with Gen. Lund and Sheikh Omar bin Nasser al-Aziz.", ["MEETS lund~NOR + omar-bin-nasser-al-aziz~NOR"]),
    # A talk of which nobody says that it was a meeting.
    ("Discussed the war with Prime Minister Lund.", ["SPEAKS_WITH lund~NOR"]),
    ("Briefed King Olav on his visit to Moscow and on the Polish-Czech talks.", ["SPEAKS_WITH olav~NOR"]),
    ("Conferred with President Berg.", ["SPEAKS_WITH berg~NOR"]),
    # Dates and gatherings.
    ("Met with President Berg on June 3.", ["MEETS berg~NOR 2015-06-03"]),
    ("Attended a summit meeting with President Berg.", ["MEETS berg~NOR"]),
    ("Attended the NATO Summit. Addressed Parliament.", []),
    # Going along is no meeting; going along to a meeting is.
    ("Accompanied President Obama.", []),
    ("Accompanied President Obama to the Economic Summit Meeting.", []),
    ("Accompanied President Obama to meetings with King Harald V.", ["MEETS barack-obama + harald-v-of-norway"]),
    ("Accompanied President Quill to a meeting with Premier Lund.", ["MEETS lund~NOR + quill~USA"]),
    # No meeting at all.
    ("Attended the funeral of President Berg.", []),
    ("Met with U.S. military personnel.", []),
    ("Vacation.", []),
    ("Was to have met with President Berg.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), REMARKS)
def test_a_remark_tells_whom_the_traveller_met(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_the_place_of_a_meeting_is_the_journeys_unless_the_words_give_their_own() -> None:
    (oslo, bergen) = read_remark(
        "Met with Prime Minister Lund. Met with President Berg in Stockholm.", KERRY, DAYS, "NOR/oslo"
    )
    assert (oslo.event.place, bergen.event.place) == ("NOR/oslo", "SWE/stockholm")


def test_a_remark_is_no_article_of_a_day() -> None:
    (record,) = read_remark("Met with Prime Minister Lund.", KERRY, "2015-06-01", "NOR/oslo")
    assert (record.stated_on, record.act, record.event.modality) == ("", "reports", "actual")
    assert record.event.date == "2015-06-01"


def test_a_town_may_have_been_of_another_state_then() -> None:
    assert told("Met with Premier Lund.", "RUS/moscow", state="SUN") == ["MEETS lund~SUN"]


def test_the_office_tells_who_bore_the_name_then() -> None:
    assert told("Met with President Assad.", "SYR/damascus", date="1994-04-29") == ["MEETS hafez-al-assad"]
    assert told("Met with President Assad.", "SYR/damascus", date="2003-05-03") == ["MEETS bashar-al-assad"]
    assert told("Met with King Abdullah.", "SAU/riyadh", date="2009-06-03") == ["MEETS abdullah-of-saudi-arabia"]
    assert told("Met with King Abdullah.", "JOR/amman", date="2009-06-03") == ["MEETS abdullah-ii-of-jordan"]


def test_a_traveller_whom_the_tables_do_not_know_is_kept_with_his_state() -> None:
    colby = Mention(text="Bainbridge Colby", kind="person", office="secretary of state", represents="USA")
    (claim,) = claims_of(read_remark("Met with President Berg.", colby, "1920-12-10", "NOR"))
    assert {person.actor for person in claim.participants} == {"bainbridge-colby~USA", "berg~NOR"}


def test_what_was_passed_over_is_heard_with_its_reason() -> None:
    heard: list[Trace] = []
    assert list(read_remark("Met with the workers.", KERRY, DAYS, "NOR", hear=heard.append)) == []
    assert [(trace.rule, trace.why) for trace in heard] == [("en.meet", ("only one participant is named",))]


def test_a_language_without_a_folder_tells_nothing() -> None:
    assert list(read_remark("Met with President Berg.", KERRY, DAYS, "NOR", language="xx")) == []


@with_travels
def test_all_remarks_are_read_and_every_quote_stands_at_its_offsets() -> None:
    kinds: Counter[str] = Counter()
    journeys = list(trips())
    for trip in journeys:
        for record in read_remark(trip["remarks"], **journey_of(trip)):
            assert trip["remarks"][record.start : record.end] == record.quote != ""
            kinds[record.event.type] += 1
    assert len(journeys) == 4271
    assert 2500 < kinds["MEETS"] < 2700
    assert 350 < kinds["SPEAKS_WITH"] < 420
    # Little else is told in remarks.
    assert sum(kinds.values()) - kinds["MEETS"] - kinds["SPEAKS_WITH"] < 60


# What the reader does not find of what a person reads in the judged remarks.
MISSED = {
    ("president-2574", "MEETS presidents-of-the-central-american-republics~?"),
    ("secretary-1798", "MEETS seato-council-of-ministers~?"),
    ("secretary-328", "MEETS POL + leaders-of-solidarity~?"),
    ("secretary-3985", "MEETS AFG + taliban"),
}


@with_travels
def test_the_judged_remarks_are_read_as_a_person_reads_them() -> None:
    with JUDGED.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    wanted = {(row["trip"], f"{row['type']} {row['with']}") for row in rows if row["type"]}
    found = set()
    for trip in sample(7):
        journey = journey_of(trip)
        claims = claims_of(read_remark(trip["remarks"], **journey))
        found |= {(f"{trip['role']}-{trip['id']}", line(claim, journey["traveller"])) for claim in claims}
    assert {row["trip"] for row in rows} == {f"{trip['role']}-{trip['id']}" for trip in sample(7)}
    assert wanted - found == MISSED
    assert found - wanted == {("secretary-328", "MEETS POL")}
