"""The mapping files that come along, on hand-made rows of POLECAT, COLT and ACLED; and one for ICEWS, on real ones.

No real row of the three was to be had: what these rows look like is taken from what others say of the data sets.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from claims import refuse

from diplograph.graph.store import Store
from diplograph.loaders import ReadOptions, extract, read
from diplograph.loaders.datasets.mapping_files import mapping_from, read_mapping
from diplograph.schema import FactRecord

ICEWS = Path(__file__).parents[2] / "shared" / "data" / "icews" / "events.2018.sample.tab"
PLOVER = Path(__file__).parents[2] / "shared" / "data" / "plover_polecat"
POLECAT_COLUMNS = (
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,"
    "Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,"
    "Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,"
    "Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,"
    "Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version"
).split(",")
COLT_COLUMNS = (
    "TripID,LeaderID,LeaderCountryOrIGO,LeaderCountryISO,LeaderRole,LeaderTitle,LeaderSurname,LeaderFullName,"
    "CountryVisited,CountryVisitedISO,CityVisited,TripYear,TripStartDate,TripEndDate,TripDuration,MetHostHoGS,"
    "HostHOGSName,AttendedMultilatEvent,NameMultilatEvent,Notes,SourceLink1"
).split(",")
ACLED_COLUMNS = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
).split(",")


def facts_of(folder: Path, name: str, columns: list[str], *rows: dict[str, str]) -> list[FactRecord]:
    """The facts in hand-made *rows* of the data set *name*; what a row does not tell is empty."""
    tabs = name == "polecat"
    out = io.StringIO()
    table = csv.DictWriter(out, columns, restval="", delimiter="\t" if tabs else ",", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    path = folder / "rows"
    path.write_text(out.getvalue(), encoding="utf-8")
    return list(extract([path], refuse, ReadOptions(mapping=read_mapping(name))))


def roles(fact: FactRecord) -> list[tuple[str, str]]:
    return [(each.role, each.actor or each.text) for each in fact.event.participants]


POLECAT_ROW = {
    "Event ID": "20230301-0007-abcd_2",
    "Event Date": "2023-03-21",
    "Event Type": "CONSULT",
    "Event Mode": "visit",
    "Actor Name": "Xi Jinping",
    "Actor Country": "CHN",
    "Primary Actor Sector": "GOV",
    "Recipient Name": "Russia",
    "Recipient Country": "RUS",
    "Primary Recipient Sector": "GOV",
    "City": "Moscow",
    "Country": "RUS",
    "Source": "The Daily",
    "Publication Date": "2023-03-22",
}


def test_a_polecat_row_is_a_claim(tmp_path: Path) -> None:
    (fact,) = facts_of(tmp_path, "polecat", POLECAT_COLUMNS, POLECAT_ROW)
    assert (fact.event.type, fact.event.date, fact.event.place) == ("VISITS", "2023-03-21", "RUS/moscow")
    assert roles(fact) == [("visitor", "xi-jinping"), ("visited", "RUS"), ("host", "government~RUS")]
    assert (fact.code, fact.rule, fact.confidence, fact.quote) == (
        "CONSULT visit",
        "polecat.CONSULT visit",
        "medium",
        "",
    )
    assert fact.record.startswith("20230301-0007-abcd_2-")
    source = (fact.source.title, fact.source.publisher, fact.source.published, fact.source.dataset)
    assert source == ("20230301-0007-abcd", "The Daily", "2023-03-22", "POLECAT")


def test_two_visits_that_mirror_each_other_are_one_event(store: Store, tmp_path: Path) -> None:
    """PLOVER names the visitor first in both; one story, one visit, two rows."""
    facts_of(tmp_path, "polecat", POLECAT_COLUMNS, POLECAT_ROW, {**POLECAT_ROW, "Event ID": "20230301-0007-abcd_3"})
    store.load(read([tmp_path / "rows"], refuse, ReadOptions(mapping=read_mapping("polecat"))))
    (visit,) = store.events()
    assert (visit.type, visit.claim_count, visit.origins, visit.status) == ("VISITS", 2, 1, "occurred")


@pytest.mark.parametrize(
    ("plover", "mode", "expected"),
    [
        ("AGREE", "", ("AGREES_WITH", "hypothetical", "")),
        ("CONSULT", "", ("SPEAKS_WITH", "actual", "")),
        ("CONSULT", "visit", ("VISITS", "actual", "")),
        ("CONSULT", "third-party", ("MEETS", "actual", "")),
        ("CONSULT", "multilateral", ("SPEAKS_WITH", "actual", "")),
        ("CONSULT", "phone", ("SPEAKS_WITH", "actual", "phone")),
        ("SUPPORT", "", ("SUPPORTS", "actual", "")),
        ("CONCEDE", "", ("CONCEDES", "actual", "")),
        ("COOPERATE", "", ("COOPERATES_WITH", "actual", "")),
        ("AID", "", ("AIDS", "actual", "")),
        ("RETREAT", "withdraw", ("WITHDRAWS", "actual", "")),
        ("RETREAT", "disarm", ("WITHDRAWS", "actual", "")),
        ("RETREAT", "release", ("RELEASES", "actual", "")),
        ("RETREAT", "return", ("RELEASES", "actual", "")),
        ("RETREAT", "ceasefire", ("OTHER", "hypothetical", "")),
        ("RETREAT", "access", ("OTHER", "hypothetical", "")),
        ("RETREAT", "resign", ("OTHER", "hypothetical", "")),
        ("REQUEST", "meet", ("DEMANDS_OF", "actual", "")),
        ("ACCUSE", "disapprove", ("CRITICISES", "actual", "")),
        ("ACCUSE", "investigate", ("ACCUSES", "actual", "")),
        ("ACCUSE", "allege", ("ACCUSES", "actual", "")),
        ("REJECT", "yield", ("REJECTS", "actual", "")),
        ("THREATEN", "violence", ("THREATENS", "actual", "")),
        ("PROTEST", "demo", ("PROTESTS_TO", "actual", "")),
        ("SANCTION", "expel", ("EXPELS_DIPLOMATS", "actual", "")),
        ("SANCTION", "withdraw", ("BREAKS_RELATIONS", "actual", "")),
        ("SANCTION", "convict", ("ACCUSES", "actual", "")),
        ("SANCTION", "discontinue", ("SANCTIONS", "actual", "")),
        ("MOBILIZE", "troops", ("MOBILISES_AGAINST", "actual", "")),
        ("COERCE", "seize", ("COERCES", "actual", "")),
        ("ASSAULT", "aerial", ("ATTACKS", "actual", "")),
        ("YIELD", "", ("CONCEDES", "actual", "")),
        ("INVESTIGATE", "", ("OTHER", "hypothetical", "")),
    ],
)
def test_what_plover_types_are_here(tmp_path: Path, plover: str, mode: str, expected: tuple[str, str, str]) -> None:
    row = {**POLECAT_ROW, "Event Type": plover, "Event Mode": mode}
    (fact,) = facts_of(tmp_path, "polecat", POLECAT_COLUMNS, row)
    assert (fact.event.type, fact.event.modality, fact.event.mode) == expected


@pytest.mark.skipif(not PLOVER.exists(), reason="the shared PLOVER tables are not beside this checkout")
def test_every_type_and_mode_of_the_codebook_is_read_and_few_have_no_home(tmp_path: Path) -> None:
    with (PLOVER / "PLOVER_structured_codebook_updated.csv").open(encoding="utf-8", newline="") as rows:
        pairs = sorted({(row["event"], row["mode"]) for row in csv.DictReader(rows)})
    told = [{**POLECAT_ROW, "Event Type": plover, "Event Mode": mode} for plover, mode in pairs]
    facts = facts_of(tmp_path, "polecat", POLECAT_COLUMNS, *told)
    homeless = [fact.code for fact in facts if fact.event.type == "OTHER"]
    assert (len({plover for plover, _ in pairs}), len(facts)) == (16, len(pairs))
    assert homeless == ["RETREAT access", "RETREAT ceasefire", "RETREAT resign"]


@pytest.mark.skipif(not PLOVER.exists(), reason="the shared PLOVER tables are not beside this checkout")
def test_what_is_an_intent_in_plover_is_one_in_cameo() -> None:
    """The crosswalk of PLOVER's makers sends exactly the CAMEO codes of intents to AGREE."""
    lines = (PLOVER / "CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("#")[0].split(":") for line in lines if line[:2].isdigit()]
    assert {code[:2] for code, plover in pairs if plover.split(",")[0].strip() == "AGREE"} == {"03"}


def test_several_actors_of_polecat_each_have_their_country(tmp_path: Path) -> None:
    row = {
        **POLECAT_ROW,
        "Event Type": "COOPERATE",
        "Event Mode": "None",
        "Actor Name": "France;Germany",
        "Actor Country": "FRA;DEU",
        "Primary Actor Sector": "MIL;None",
    }
    (fact,) = facts_of(tmp_path, "polecat", POLECAT_COLUMNS, row)
    assert roles(fact) == [
        ("participant", "military~FRA"),
        ("participant", "DEU"),
        ("participant", "government~RUS"),
    ]
    assert fact.code == "COOPERATE"


COLT_ROW = {
    "TripID": "365-PRK-1",
    "LeaderCountryOrIGO": "Russia",
    "LeaderCountryISO": "RUS",
    "LeaderTitle": "President",
    "LeaderFullName": "Vladimir Putin",
    "CountryVisited": "North Korea",
    "CountryVisitedISO": "PRK",
    "CityVisited": "Pyongyang",
    "TripStartDate": "2024-06-18",
    "TripEndDate": "2024-06-19",
    "MetHostHoGS": "Yes",
    "HostHOGSName": "Kim Jong Un",
    "SourceLink1": "https://example.org/a",
}


def test_a_colt_trip_is_a_visit_and_a_meeting_where_it_says_so(tmp_path: Path) -> None:
    visit, meeting = facts_of(tmp_path, "colt", COLT_COLUMNS, COLT_ROW)
    assert (visit.event.type, visit.event.date, visit.event.place) == (
        "VISITS",
        "2024-06-18/2024-06-19",
        "PRK/pyongyang",
    )
    assert roles(visit) == [("visitor", "vladimir-putin"), ("visited", "PRK")]
    assert (visit.source.url, visit.record, visit.code, visit.rule) == (
        "https://example.org/a",
        "365-PRK-1",
        "",
        "colt",
    )
    assert (meeting.event.type, roles(meeting)) == (
        "MEETS",
        [("participant", "vladimir-putin"), ("participant", "kim-jong-un")],
    )


def test_a_colt_trip_without_a_meeting_without_an_end_or_with_american_dates(tmp_path: Path) -> None:
    unknown = {**COLT_ROW, "MetHostHoGS": "No", "TripEndDate": "TBD", "LeaderFullName": "Jane Roe"}
    american = {**COLT_ROW, "MetHostHoGS": "", "TripStartDate": "6/18/2024", "TripEndDate": "6/19/2024"}
    one, other = facts_of(tmp_path, "colt", COLT_COLUMNS, unknown, american)
    assert (one.event.date, other.event.date) == ("2024-06-18", "2024-06-18/2024-06-19")
    leader = one.event.participants[0]
    told = (leader.actor, leader.kind, leader.office, leader.represents)
    assert told == ("jane-roe~RUS", "person", "President", "RUS")


ACLED_ROW = {
    "event_id_cnty": "ABC1",
    "event_date": "16 May 2025",
    "year": "2025",
    "time_precision": "1",
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "actor1": "Military Forces of Mali (2020-)",
    "inter1": "State forces",
    "actor2": "Civilians (Mali)",
    "inter2": "Civilians",
    "country": "Mali",
    "location": "Bamako",
    "source": "The Daily; The Weekly",
    "notes": "Soldiers are said to have shot two traders.",
    "fatalities": "2",
}


def test_an_acled_row_is_a_claim_without_a_quote(tmp_path: Path) -> None:
    (fact,) = facts_of(tmp_path, "acled", ACLED_COLUMNS, ACLED_ROW)
    assert (fact.event.type, fact.event.date, fact.event.place) == ("ATTACKS", "2025-05-16", "MLI/bamako")
    assert roles(fact) == [
        ("attacker", "military-forces-of-mali-2020~MLI"),
        ("attacked", "civilians~MLI"),
    ]
    assert [(each.kind, each.represents) for each in fact.event.participants] == [("body", "MLI"), ("collective", "")]
    assert (fact.quote, fact.record, fact.code) == ("", "ABC1", "Attack")
    assert (fact.source.title, fact.source.publisher) == ("ABC1", "The Daily; The Weekly")


@pytest.mark.parametrize(("precision", "date"), [("1", "2025-05-16"), ("2", "2025-05-12/2025-05-18"), ("3", "2025-05")])
def test_an_acled_date_is_as_exact_as_acled_says(tmp_path: Path, precision: str, date: str) -> None:
    (fact,) = facts_of(tmp_path, "acled", ACLED_COLUMNS, {**ACLED_ROW, "time_precision": precision})
    assert fact.event.date == date


@pytest.mark.parametrize(
    ("sub_event", "first", "second", "expected"),
    [
        ("Attack", "Rebel group", "Civilians", "ATTACKS"),
        ("Attack", "3", "7", "ATTACKS"),
        ("Air/drone strike", "State forces", "Civilians", "ATTACKS"),
        ("Air/drone strike", "State forces", "Rebel group", "OTHER"),
        ("Armed clash", "State forces", "Rebel group", "OTHER"),
        ("Government regains territory", "State forces", "Rebel group", "OTHER"),
        ("Excessive force against protesters", "State forces", "Protesters", "ATTACKS"),
        ("Excessive force against protesters", "Protesters", "State forces", "OTHER"),
        ("Peaceful protest", "Protesters", "", "PROTESTS_TO"),
        ("Protest with intervention", "Protesters", "State forces", "PROTESTS_TO"),
        ("Violent demonstration", "Rioters", "State forces", "PROTESTS_TO"),
        ("Mob violence", "Rioters", "Civilians", "OTHER"),
        ("Agreement", "State forces", "Rebel group", "AGREES_WITH"),
        ("Arrests", "State forces", "Civilians", "OTHER"),
        ("Looting/property destruction", "State forces", "Civilians", "OTHER"),
    ],
)
def test_which_acled_sub_events_have_a_home(
    tmp_path: Path, sub_event: str, first: str, second: str, expected: str
) -> None:
    row = {**ACLED_ROW, "sub_event_type": sub_event, "inter1": first, "inter2": second}
    (fact,) = facts_of(tmp_path, "acled", ACLED_COLUMNS, row)
    assert (fact.event.type, fact.event.modality) == (expected, "hypothetical" if expected == "OTHER" else "actual")


def test_whom_a_demonstration_was_for_acled_does_not_tell(tmp_path: Path) -> None:
    row = {
        **ACLED_ROW,
        "sub_event_type": "Protest with intervention",
        "actor1": "Protesters (Mali)",
        "inter1": "Protesters",
        "actor2": "Police Forces of Mali (2020-)",
        "inter2": "State forces",
    }
    (fact,) = facts_of(tmp_path, "acled", ACLED_COLUMNS, row)
    assert roles(fact) == [("protester", "protesters~MLI")]


def test_acled_is_read_as_json_lines_too(tmp_path: Path) -> None:
    (expected,) = facts_of(tmp_path, "acled", ACLED_COLUMNS, ACLED_ROW)
    (tmp_path / "rows.jsonl").write_text(json.dumps({**ACLED_ROW, "time_precision": 1, "fatalities": 2}))
    told = list(extract([tmp_path / "rows.jsonl"], refuse, ReadOptions(mapping=read_mapping("acled"))))
    assert told == [expected]


def actor_of_icews(role: str, side: str) -> str:
    sectors = '{bodies: [Government, Military], apart: [International Government Organization], separator: ","'
    return (
        f"  - {{role: {role}, name: {side} Name, country: {side} Country, coded: names, "
        f"sector: {sectors}, column: {side} Sectors}}}}\n"
    )


ICEWS_MAPPING = (
    """
name: by-mapping
dataset: ICEWS
separator: "\\t"
quotes: false
missing: ["", NA]
nobody: [Unspecified Actor, Unidentified State Actor]
countries:
  Congo: COG
  Holy See (Vatican City State): VAT
  Moldova, Republic of: MDA
  Occupied Palestinian Territory: PSE
  Palestinian Territory, Occupied: PSE
  the former Yugoslav Republic of Macedonia: MKD
source: {title: Story ID, publisher: Publisher}
record: {column: Event ID, unique: false}
code: CAMEO Code
type: {column: CAMEO Code, coded: cameo}
date: {column: Event Date}
place: {country: Country, town: City}
actors:
"""
    + actor_of_icews("source", "Source")
    + actor_of_icews("target", "Target")
)


@pytest.mark.skipif(not ICEWS.exists(), reason="the shared ICEWS sample is not beside this checkout")
def test_a_mapping_reads_the_real_icews_rows_as_its_own_loader_does() -> None:
    """All but the titles of sources, which no column holds as they are, and the names of extractor and rule."""
    mapping = mapping_from("icews.yaml", ICEWS_MAPPING.encode())
    expected, found = Counter[str](), Counter[str]()
    built_in = [
        msgspec.structs.replace(
            fact,
            source=msgspec.structs.replace(fact.source, title=fact.source.title.removeprefix("story ")),
            extractor="by-mapping/1",
            rule=fact.rule.replace("cameo.", "by-mapping."),
        )
        for fact in extract([ICEWS], refuse)
    ]
    by_mapping = list(extract([ICEWS], refuse, ReadOptions(mapping=mapping)))
    assert len(by_mapping) == 3705
    assert by_mapping == built_in
    list(read([ICEWS], refuse, note=lambda what: expected.update([what])))
    list(read([ICEWS], refuse, ReadOptions(mapping=mapping), note=lambda what: found.update([what])))
    assert found == expected == {"rows with one actor": 91, "same-state pairs": 1596}
