"""Who belonged to which collective, and who held which office, on a day."""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.graph.store import Store, open_store
from diplograph.queries.runner import run_template
from diplograph.schema import FactRecord, Frame, Participant, SourceRecord, document_from
from diplograph.schema.actors import Term, actors, by_cow, members_of, memberships, office_holders
from diplograph.schema.edtf import overlaps, parse
from diplograph.schema.model import Actor, Tie

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
ATOP = SHARED / "cow" / "dyadic" / "atop_alliance_1990plus.csv.gz"
FACTBOOK = SHARED / "entities" / "factbook"
TABLE = Path(__file__).parent.parent / "schema" / "actors" / "data" / "members.csv"

COUNTS = {
    "european-union": {
        "1957-12-31": 0, "1958-01-01": 6, "1973-01-01": 9, "1981-01-01": 10, "1986-01-01": 12, "1995-01-01": 15,
        "2004-04-30": 15, "2004-05-01": 25, "2007-01-01": 27, "2015-01-01": 28, "2020-01-31": 28, "2020-02-01": 27,
        "2021-01-01": 27,
    },
    "nato": {
        "1949-08-24": 12, "1952-02-18": 14, "1955-05-06": 15, "1982-05-30": 16, "1999-03-12": 19, "2004-03-29": 26,
        "2009-04-01": 28, "2017-06-05": 29, "2021-01-01": 30, "2023-04-04": 31, "2024-06-01": 32,
    },
    "g7": {"1975-12-01": 6, "1990-01-01": 7, "2024-01-01": 7},
    "g8": {"1997-01-01": 0, "2006-07-15": 8, "2014-03-24": 8, "2014-03-25": 0},
    "g20": {"1999-01-01": 0, "2008-11-14": 20, "2023-09-08": 20, "2023-09-09": 21},
    "brics": {"2009-06-16": 4, "2011-04-14": 5, "2020-01-01": 5, "2024-01-01": 9, "2025-01-06": 10},
    "asean": {"1967-08-08": 5, "1984-01-08": 6, "1995-07-28": 7, "1997-07-23": 9, "1999-04-30": 10, "2025-10-26": 11},
    "arab-league": {"1945-03-22": 6, "1945-05-05": 7, "1962-12-31": 13, "1977-12-31": 21, "1993-11-20": 22},
    "african-union": {"2002-07-08": 0, "2002-07-09": 53, "2011-07-27": 54, "2017-01-31": 55},
    "aukus": {"2021-09-14": 0, "2021-09-15": 3},
    "quad": {"2007-06-01": 4, "2012-01-01": 0, "2020-01-01": 4},
    "gulf-cooperation-council": {"1981-05-24": 0, "1981-05-25": 6},
    "nordic-countries": {"1953-01-01": 4, "1956-01-01": 5},
    "baltic-states": {"1989-01-01": 0, "1991-08-21": 3},
    "shanghai-cooperation-organisation": {"2001-06-15": 6, "2017-06-09": 8, "2024-07-04": 10},
    "eurasian-economic-union": {"2015-01-01": 3, "2015-08-12": 5},
}  # fmt: skip


@pytest.mark.parametrize("collective", COUNTS)
def test_so_many_members_on_a_day(collective: str) -> None:
    assert {day: len(members_of(collective, day, day)) for day in COUNTS[collective]} == COUNTS[collective]


def test_every_collective_with_members_is_counted_here() -> None:
    assert set(memberships()) == set(COUNTS)


def test_the_years_of_the_united_kingdom_and_of_russia() -> None:
    assert Term("GBR", "1973-01-01", "2020-01-31") in members_of("european-union", "2015", "2024")
    assert "GBR" not in {term.actor for term in members_of("european-union", "2020-02")}
    assert [term.actor for term in members_of("g8", "2010") if term not in members_of("g7", "2010")][-2:] == [
        "RUS",
        "USA",
    ]
    assert {term.actor for term in members_of("g8")} - {term.actor for term in members_of("g7")} == {"RUS"}
    assert [term.actor for term in members_of("g20") if not term.actor.isupper()] == ["african-union", "european-union"]
    assert members_of("western-countries") == ()


def test_the_table_is_sound() -> None:
    with TABLE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    keys = [(row["member_of"], row["actor"], row["since"]) for row in rows]
    assert keys == sorted(set(keys))
    assert {row["actor"] for row in rows} | {row["member_of"] for row in rows} <= set(actors())
    assert [row for row in rows if not row["source"] or not row["since"]] == []
    terms = [(row["member_of"], Term(row["actor"], row["since"], row["until"])) for row in rows]
    assert [term for _, term in terms if term.possible[0] > term.possible[1]] == []
    twice = [
        (one, other)
        for (whole, one), (same, other) in combinations(terms, 2)
        if whole == same
        and one.actor == other.actor
        and one.possible[0] <= other.possible[1]
        and other.possible[0] <= one.possible[1]
    ]
    assert twice == []


@pytest.mark.skipif(not ATOP.exists(), reason="the alliances of ATOP are not beside this checkout")
@pytest.mark.parametrize("year", [1990, 1995, 2001, 2006, 2011, 2015, 2018])
def test_nato_is_the_common_allies_of_canada_and_belgium(year: int) -> None:
    """ATOP counts from the protocol, so no year of accession is asked; West Germany is 260 until 1990."""
    allies: dict[str, set[str]] = defaultdict(set)
    with gzip.open(ATOP, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["year"] == str(year) and row["atop_defense"] == "1":
                allies[row["ccode1"]].add(row["ccode2"])
    common = (allies["20"] & allies["211"]) - {"260"}
    found = {by_cow()[code] for code in common} | {"CAN", "BEL"}
    assert found == {term.actor for term in members_of("nato", f"{year}-07-01", f"{year}-07-01")}


def factbook() -> Iterator[tuple[str, str]]:
    """States of the excerpt, by name, with the line of organisations in which they take part."""
    by_name = {actor.name: actor.id for actor in actors().values() if actor.kind == "state"}
    for path in sorted(FACTBOOK.glob("*_*.json")):
        government = json.loads(path.read_text(encoding="utf-8"))["Government"]
        name = government.get("Country name", {}).get("conventional short form", {}).get("text", "")
        line = government.get("International organization participation", {}).get("text", "")
        if name in by_name and line:
            yield by_name[name], line


NOT_UP_TO_DATE = [
    ("european-union", "GBR"),
    ("shanghai-cooperation-organisation", "IND"),
    ("shanghai-cooperation-organisation", "IRN"),
]
"""Lines of the Factbook that still tell of the years before."""


@pytest.mark.skipif(not FACTBOOK.exists(), reason="the excerpt of the Factbook is not beside this checkout")
@pytest.mark.parametrize(
    ("listed", "collective"),
    [
        ("EU", "european-union"),
        ("NATO", "nato"),
        ("G-20", "g20"),
        ("AU", "african-union"),
        ("ASEAN", "asean"),
        ("LAS", "arab-league"),
        ("BRICS", "brics"),
        ("SCO", "shanghai-cooperation-organisation"),
        ("EAEU", "eurasian-economic-union"),
        ("GCC", "gulf-cooperation-council"),
    ],
)
def test_the_factbook_lists_the_same_members(listed: str, collective: str) -> None:
    lines = dict(factbook())
    assert len(lines) >= 12
    told = {state for state, line in lines.items() if {listed, f"{listed} (suspended)"} & set(line.split(", "))}
    told ^= {state for whole, state in NOT_UP_TO_DATE if whole == collective}
    assert told == {term.actor for term in members_of(collective, "2024-02", "2024-02")} & set(lines)


@pytest.mark.parametrize(
    ("state", "office", "day", "holders"),
    [
        ("FRA", "president", "2020-06-01", ["emmanuel-macron"]),
        ("GBR", "leader", "2019-07-31", ["theresa-may"]),
        ("GBR", "leader", "2019-08-01", []),
        ("IRN", "Foreign Minister", "2024-01-01", ["hossein-amir-abdollahian"]),
        ("RUS", "spokesperson", "2024-01-01", ["dmitry-peskov"]),
        ("PRK", "leader", "2011-12", ["kim-jong-il"]),
        ("PRK", "leader", "2012-01", []),
        ("nato", "secretary general", "", ["george-robertson", "jens-stoltenberg", "mark-rutte"]),
        ("FRA", "emperor", "", []),
    ],
)
def test_who_held_an_office_on_a_day(state: str, office: str, day: str, holders: list[str]) -> None:
    assert [term.actor for term in office_holders(state, office, day)] == holders


BOUNDS = ["", "2015", "2015-06", "2015-06-15", "2015~", "2015-22", "201X", "2014-12-31", "2016-01-01", "2016"]


@given(since=st.sampled_from(BOUNDS), until=st.sampled_from(BOUNDS), asked=st.sampled_from(BOUNDS[1:]))
def test_a_term_takes_in_a_day_as_edtf_has_it(since: str, until: str, asked: str) -> None:
    term, (first, last) = Term("RUS", since, until), Term("", asked, asked).possible
    begun = not since or overlaps(parse(f"{since}/.."), parse(asked))
    not_over = not until or overlaps(parse(f"../{until}"), parse(asked))
    assert (term.possible[0] <= last and first <= term.possible[1]) == (begun and not_over)
    assert term.certain[0] >= term.possible[0]
    assert term.certain[1] <= term.possible[1]


def test_the_offices_of_a_store_are_those_of_the_tables(store: Store) -> None:
    envoys = [
        Actor(f"envoy-{number}~RUS", f"Envoy {number}", "person", represents=(Tie("RUS", "envoy", since, until),))
        for number, (since, until) in enumerate((one, other) for one in BOUNDS for other in BOUNDS)
    ]
    known = [
        "jacques-chirac",
        "theresa-may",
        "elizabeth-ii",
        "sergey-lavrov",
        "hassan-rouhani",
        "kim-jong-il",
        "mark-rutte",
    ]
    record = FactRecord(
        source=SourceRecord(url="https://example.org/all"),
        event=Frame("MEETS", tuple(Participant(each, role="participant") for each in known)),
        act="reports",
    )
    made = document_from([record])
    store.load([msgspec.structs.replace(made, actors=(*made.actors, *envoys))])
    ties = [(actor.id, tie) for actor in (*envoys, *(actors()[each] for each in known)) for tie in actor.represents]
    for day in ("2014", "2015", "2015-07", "2015-06-15", "2016-01-01", "2019-07", "2022-12-31", "1952"):
        rows = run_template(store, "offices", {"date": day}).records()
        expected = sorted(
            (actor, tie.office, tie.since, tie.until)
            for actor, tie in ties
            if tie.office and tie in ties_on(actor, tie, day)
        )
        found = sorted((str(row["id"]), str(row["office"]), str(row["since"]), str(row["until"])) for row in rows)
        assert (day, found) == (day, expected)


def ties_on(actor: str, tie: Tie, day: str) -> list[Tie]:
    """The tie, if it may have held on the day."""
    term, (first, last) = Term(actor, tie.since, tie.until), Term("", day, day).possible
    return [tie] if term.possible[0] <= last and first <= term.possible[1] else []


@pytest.mark.parametrize(
    ("actor", "what", "told"),
    [
        ("Royaume-Uni", "member of", ["aukus 2021-09-15/..", "european-union 1973-01-01/2020-01-31"]),
        ("AUKUS", "member", ["AUS 2021-09-15/..", "GBR 2021-09-15/..", "USA 2021-09-15/.."]),
        ("Union européenne", "member of", ["g20 1999-12-15/.."]),
        ("pays occidentaux", "member", []),
        ("Theresa May", "represents", ["GBR leader 2016-07-13/2019-07", "GBR prime minister 2016-07-13/2019-07-24"]),
    ],
)
def test_show_tells_memberships_and_members(
    run_cli: Callable[..., tuple[int, str, str]], tmp_path: Path, actor: str, what: str, told: list[str]
) -> None:
    path = str(tmp_path / "graph.lbug")
    with open_store(path):
        pass
    code, text, _ = run_cli("--store", path, "show", actor, "--format", "jsonl")
    rows = [json.loads(line) for line in text.splitlines()]
    found = [row["value"] for row in rows if row["what"] == what]
    assert (code, found[: len(told)] if actor == "Royaume-Uni" else found) == (0, told)


@pytest.mark.parametrize(
    ("state", "day", "office", "holder"),
    [
        ("France", "2015-06-01", "foreign minister", "laurent-fabius 2012-05-16/2016"),
        ("Ukraine", "2017", "foreign minister", "pavlo-klimkin ../2019-08-29"),
        ("USA", "2022", "secretary of state", "antony-blinken 2021-01-26/2025-01-20"),
    ],
)
def test_show_tells_who_held_an_office_on_a_day(
    run_cli: Callable[..., tuple[int, str, str]], tmp_path: Path, state: str, day: str, office: str, holder: str
) -> None:
    path = str(tmp_path / "graph.lbug")
    with open_store(path):
        pass
    code, text, _ = run_cli("--store", path, "show", state, "--on", day, "--format", "jsonl")
    rows = [json.loads(line) for line in text.splitlines()]
    assert (code, [row["value"] for row in rows if row["what"] == office]) == (0, [holder])
