"""Trips and visits of the Office of the Historian's layout, told by rows of our own: who went where and met whom."""

from __future__ import annotations

import collections
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from claims import refuse
from pages import answer_of, sessions

from diplograph.graph.store import Store, open_store
from diplograph.loaders import ReadOptions, read
from diplograph.loaders.datasets.travels_people import president_on, state_named, visitors_in
from diplograph.schema import Claim, Document, Rejected
from diplograph.schema.errors import ReadError

Run = Callable[..., tuple[int, str, str]]
DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "travels.md"
DATASETS = (DOCS / "datasets.md").read_text(encoding="utf-8").partition("## US travels")[2].partition("\n## ")[0]
SHARED = Path(__file__).parents[2] / "shared" / "data" / "travel" / "us_history_state_gov"
with_travels = pytest.mark.skipif(not SHARED.exists(), reason="the shared data set is not here")


def trip(number: int, remarks: str, country: str = "Norway", locale: str = "Oslo", **fields: str) -> str:
    told = {"role": "secretary", "name": "John Forbes Kerry", "start-date": "2015-06-01", "end-date": "2015-06-04"}
    told |= {name.replace("_", "-"): value for name, value in fields.items()}
    cells = "".join(f"<{name}>{value}</{name}>" for name, value in told.items() if value)
    place = f'<country id="there">{country}</country><locale>{locale}</locale>'
    return f'<trip who="kerry-john"><id>{number}</id>{cells}{place}<remarks>{remarks}</remarks></trip>'


def visit(number: int, visitor: str, country: str, description: str, start: str, end: str = "") -> str:
    days = f"<start-date>{start}</start-date><end-date>{end or start}</end-date>"
    who = f'<visitor>{visitor}</visitor><from id="there">{country}</from>'
    return f"<visit><id>{number}</id>{days}{who}<description>{description}</description></visit>"


def written(folder: Path, kind: str, *rows: str) -> Path:
    path = folder / f"{kind}.xml"
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind}>\n' + "\n".join(rows) + f"\n</{kind}>\n")
    return path


def claims_in(path: Path) -> list[Claim]:
    return [claim for document in read([path], refuse) for claim in document.claims]


def line(claim: Claim) -> str:
    return f"{claim.type} {' + '.join(sorted(named.actor for named in claim.participants))} {claim.date} {claim.place}"


def test_a_trip_is_a_visit_and_what_its_remark_tells(tmp_path: Path) -> None:
    told = claims_in(written(tmp_path, "trips", trip(7, "Met with Prime Minister Erna\n  Solberg. Visited Bergen.")))
    assert [line(claim) for claim in told] == [
        "VISITS NOR + john-kerry 2015-06-01/2015-06-04 NOR/oslo",
        "MEETS erna-solberg~NOR + john-kerry 2015-06-01/2015-06-04 NOR/oslo",
    ]
    assert [claim.quote for claim in told] == ["", "Met with Prime Minister Erna Solberg."]
    assert {claim.record for claim in told} == {"trip-secretary-7"}
    # Offsets would count in a remark that is no text of its own; no day of writing is told.
    assert {(claim.start, claim.end, claim.stated_on) for claim in told} == {(-1, -1, "")}


def test_a_visit_goes_to_the_united_states_and_its_older_hosts_are_known(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "visits",
        visit(1, "King Hussein", "Jordan", "Met with President Reagan. Afterwards visited Boston.", "1984-02-13"),
        visit(2, "President Jan Berg and Prime Minister Ola Lund", "Norway", "Working visit.", "2001-05-01"),
        visit(3, "Premier and Prince Lund", "Norway", "Private visit.", "1960-05-01", "1960-05-03"),
    )
    assert [line(claim) for claim in claims_in(path)] == [
        "VISITS USA + hussein~JOR 1984-02-13 USA",
        "MEETS hussein~JOR + ronald-reagan~USA 1984-02-13 USA",
        "VISITS USA + jan-berg~NOR + ola-lund~NOR 2001-05-01 USA",
        "VISITS USA + lund~NOR 1960-05-01/1960-05-03 USA",
    ]


def test_a_president_is_one_actor_whether_he_travels_or_receives(tmp_path: Path) -> None:
    trips = written(
        tmp_path,
        "trips",
        trip(
            1,
            "State visit.",
            "France",
            "Paris",
            role="president",
            name="Ronald Reagan",
            start_date="1982-06-02",
            end_date="1982-06-05",
        ),
    )
    visits = written(
        tmp_path, "visits", visit(1, "President Berg", "Norway", "Met with President Reagan.", "1984-02-13")
    )
    named = [{each.actor for each in claim.participants} for path in (trips, visits) for claim in claims_in(path)]
    assert [("ronald-reagan~USA" in each) for each in named] == [True, False, True]


@pytest.mark.parametrize(
    ("name", "days", "president"),
    [
        ("Reagan", "1984-02-13", "Ronald Reagan"),
        ("Roosevelt", "1907-01-01", "Theodore Roosevelt"),
        ("Roosevelt", "1939-06-08/1939-06-11", "Franklin D. Roosevelt"),
        ("Eisenhower", "1952-12-17", "Dwight D. Eisenhower"),
        ("Eisenhower", "1952-06-17", ""),
        ("Bush", "1990-08-16", "George H.W. Bush"),
        ("Bush", "2003-09-24", ""),
        ("Reagan", "", ""),
    ],
)
def test_a_surname_is_that_of_the_president_of_those_days(name: str, days: str, president: str) -> None:
    assert president_on(name, days) == president


@pytest.mark.parametrize(
    ("country", "state"),
    [
        ("Korea, Republic of", "KOR"),
        ("German Democratic Republic", "DDR"),
        ("Union of Soviet Socialist Republics", "SUN"),
        ("Siam (Thailand)", "THA"),
        ("Atlantis", ""),
    ],
)
def test_a_country_is_a_state_as_these_files_call_it(country: str, state: str) -> None:
    assert state_named(country) == state


def test_visitors_are_parted_at_titles_alone() -> None:
    assert list(visitors_in("President Jan Berg, Jr. and Prime Minister Ola Lund")) == [
        "President Jan Berg, Jr.",
        "Prime Minister Ola Lund",
    ]
    assert list(visitors_in("President Ana Berg & Prince Lund")) == ["President Ana Berg", "Prince Lund"]


def test_bad_rows_are_set_aside_and_the_others_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "trips",
        trip(1, "", start_date="1 June 2015"),
        trip(2, "", start_date="2015-06-05"),
        trip(3, "", role="governor"),
        trip(4, "", name=""),
        trip(5, "", country="Atlantis", locale=""),
        trip(5, "", country="Atlantis", locale=""),
    )
    aside: list[Rejected] = []
    odd: collections.Counter[str] = collections.Counter()
    documents = list(read([path], aside.append, note=lambda what: odd.update([what])))
    assert [(row.line, row.reason) for row in aside] == [
        (3, "'1 June 2015' is no day; write 2021-06-09"),
        (4, "ends on 2015-06-04, before it begins on 2015-06-05; give the days in order"),
        (5, "role 'governor' is unknown; give one of president, secretary"),
        (6, "has no <name>; give one"),
    ]
    assert odd == {"countries that no table knows": 1, "byte-identical rows": 1}
    (document,) = documents
    assert {named.text for named in document.claims[0].participants} == {"John Forbes Kerry", "Atlantis"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<!DOCTYPE trips [<!ENTITY a "b">]><trips></trips>', "has a document type"),
        ('<!DOCTYPE trips SYSTEM "http://127.0.0.1:9/x"><trips></trips>', "has a document type"),
        ("<trips><trip></trips>", "is not XML"),
        ("<trip></trip>", "its outermost element is <trip>"),
    ],
)
def test_a_file_that_is_another_thing_is_refused_in_a_line(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "trips.xml"
    path.write_text(text)
    with pytest.raises(ReadError, match=problem):
        list(read([path], refuse, ReadOptions(format="travels")))


def test_a_meeting_told_by_two_rows_is_one_event(store: Store, tmp_path: Path) -> None:
    remark = "Met with President Jan Berg."
    day = {"start_date": "1984-06-02", "end_date": ""}
    trips = written(
        tmp_path,
        "trips",
        trip(1, remark, role="president", name="Ronald Reagan", **day),
        trip(2, f"Accompanied the President. {remark}", role="president", name="Ronald Reagan", **day),
    )
    store.load(read([trips], refuse))
    (meeting,) = [event for event in store.events() if event.type == "MEETS"]
    assert (meeting.date, meeting.claim_count, meeting.origins) == ("1984-06-02", 2, 1)
    assert {named.actor for named in meeting.participants} == {"ronald-reagan~USA", "jan-berg~NOR"}


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    folders = [SHARED / "travels" / "president-travels", SHARED / "travels" / "secretary-travels", SHARED / "visits"]
    return list(read(folders, refuse))


@pytest.fixture(scope="module")
def real(documents: list[Document]) -> list[Claim]:
    return [claim for document in documents for claim in document.claims]


@with_travels
def test_every_real_row_is_one_visit_with_its_days(real: list[Claim]) -> None:
    rows = collections.Counter[tuple[str, str]]()
    for path in sorted(SHARED.rglob("*.xml")):
        for row in ElementTree.parse(path).getroot():
            if row.tag in ("trip", "visit"):
                start, end = (row.findtext(name, "") for name in ("start-date", "end-date"))
                kind = f"trip-{row.findtext('role')}" if row.tag == "trip" else "visit"
                rows[f"{kind}-{row.findtext('id')}", start if end in ("", start) else f"{start}/{end}"] += 1
    visits = [claim for claim in real if claim.rule.startswith("travels.")]
    assert collections.Counter((claim.record, claim.date) for claim in visits) == rows
    assert sum(rows.values()) == 7_535
    assert {claim.type for claim in visits} == {"VISITS"}


@with_travels
def test_the_page_of_ten_questions_tells_what_is_answered(
    documents: list[Document], run_cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    with open_store("diplograph.lbug") as store:
        store.load(documents)
    questions = [(command, told) for command, told in sessions(PAGE) if told]
    assert len(questions) == 10
    for command, told in questions:
        assert [line.rstrip() for line in answer_of(run_cli, command)] == told, command


@with_travels
def test_the_counts_of_the_page_are_those_of_the_files(real: list[Claim]) -> None:
    counts = collections.Counter(claim.type for claim in real)
    told = {kind: int(total.replace(",", "")) for kind, total in re.findall(r"\| (\w+) \| ([\d,]+) \|", DATASETS)}
    assert {kind: told[kind] for kind in counts} == counts
