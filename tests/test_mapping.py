"""Any table of events is read by a mapping file: each row a claim, counted, or set aside with its reason."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
import yaml
from claims import refuse

import diplograph
from diplograph.graph.store import Store
from diplograph.loaders import ReadOptions, extract, read
from diplograph.loaders.datasets.mapped_dates import EXAMPLES, date_in
from diplograph.loaders.datasets.mapping import RowMapping
from diplograph.loaders.datasets.mapping_files import mapping_from, mapping_names, read_mapping
from diplograph.loaders.datasets.table_rows import rows_in
from diplograph.schema import Claim, FactRecord, Rejected, SourceRecord
from diplograph.schema.errors import ReadError, SchemaError

Run = Callable[..., tuple[int, str, str]]
VISITS = """
name: visits
dataset: Our visits
source: {url: link, title: id, publisher: paper, language: language, published: {column: printed}}
record: id
code: what
type: {column: what, coded: names}
date: {column: from, end: to}
place: {country: land, town: town}
actors:
  - {role: source, name: who, country: home, kind: person, office: title, speaks_for_state: true, separator: ";"}
  - {role: target, country: land}
quote: words
confidence: high
"""
"""Hand-made, as all tables and mapping files in this module are."""
ROW = {
    "link": "https://example.org/a",
    "id": "7",
    "paper": "The Daily",
    "language": "en",
    "printed": "2024-06-20",
    "what": "VISITS",
    "from": "2024-06-18",
    "to": "2024-06-19",
    "who": "Vladimir Putin",
    "home": "RUS",
    "title": "president",
    "land": "PRK",
    "town": "Pyongyang",
    "words": "Putin, on a visit, went to Pyongyang.",
}


def mapped(text: str = VISITS, **keys: object) -> RowMapping:
    """A mapping of *text*, with some of its keys in another way."""
    return mapping_from("m.yaml", json.dumps({**yaml.load(text, yaml.BaseLoader), **keys}).encode())


def table(*rows: dict[str, str], separator: str = ",") -> str:
    """A table with quoted cells."""
    lines = [list(ROW), *([{**ROW, **row}[column] for column in ROW] for row in rows)]
    return "".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in line) + "\n" for line in lines)


def written(folder: Path, content: str, name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8", newline="")
    return path


def facts_in(path: Path, mapping: RowMapping) -> list[FactRecord]:
    return list(extract([path], refuse, ReadOptions(mapping=mapping)))


def claim_of(folder: Path, mapping: RowMapping | None = None, /, **cells: str) -> Claim:
    path = written(folder, table(cells))
    (document,) = read([path], refuse, ReadOptions(mapping=mapping or mapped()))
    (claim,) = document.claims
    return claim


def test_a_row_is_a_claim_with_what_its_columns_tell(tmp_path: Path) -> None:
    (fact,) = facts_in(written(tmp_path, table({})), mapped())
    assert fact.source == SourceRecord(
        url="https://example.org/a",
        title="7",
        publisher="The Daily",
        language="en",
        published="2024-06-20",
        dataset="Our visits",
        kind="event-data",
    )
    assert (fact.record, fact.code, fact.rule, fact.extractor, fact.confidence) == (
        "7",
        "VISITS",
        "visits.VISITS",
        "visits/1",
        "high",
    )
    assert (fact.quote, fact.start, fact.act, fact.claimant, fact.stated_on) == (
        ROW["words"],
        None,
        "reports",
        None,
        "",
    )
    assert (fact.event.date, fact.event.place, fact.event.modality) == (
        "2024-06-18/2024-06-19",
        "PRK/pyongyang",
        "actual",
    )
    assert [(each.role, each.actor, each.text) for each in fact.event.participants] == [
        ("visitor", "vladimir-putin", "Vladimir Putin"),
        ("visited", "PRK", "PRK"),
    ]


def test_what_the_file_does_not_map_is_not_told(tmp_path: Path) -> None:
    bare = mapped(source={}, record="", code="", place={}, quote="", confidence="low", date={"column": "from"})
    (fact,) = facts_in(written(tmp_path, table({})), bare)
    assert fact.source == SourceRecord(dataset="Our visits", kind="event-data")
    assert (len(fact.record), fact.code, fact.rule, fact.quote, fact.event.place) == (12, "", "visits", "", None)
    assert (fact.event.date, fact.confidence) == ("2024-06-18", "low")


@pytest.mark.parametrize("name", ["rows.other", "rows.csv"])
@pytest.mark.parametrize("packing", ["plain", "gzip", "zip", "windows", "utf-16"])
def test_a_table_is_read_as_it_is_packed(tmp_path: Path, packing: str, name: str) -> None:
    text = table({}, {"id": "8", "words": "first line\nsecond, with a comma"})
    plain = written(tmp_path, text)
    expected = facts_in(plain, mapped())
    path = tmp_path / name
    if packing == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("rows.csv", text)
    else:
        path.write_bytes(
            {
                "plain": text.encode(),
                "gzip": gzip.compress(text.encode()),
                "windows": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
                "utf-16": text.encode("utf-16"),
            }[packing]
        )
    assert facts_in(path, mapped()) == expected
    assert expected[1].quote == "first line\nsecond, with a comma"


def test_tabs_and_json_lines_tell_the_same(tmp_path: Path) -> None:
    comma = facts_in(written(tmp_path, table({})), mapped())
    tabs = table({}, separator="\t").replace('"', "")
    objects = json.dumps({**ROW, "who": ["Vladimir Putin"], "extra": {"a": 1}}) + "\n"
    by_tabs = facts_in(written(tmp_path, tabs, "rows.tsv"), mapped(separator="\t", quotes=False))
    by_objects = facts_in(written(tmp_path, objects, "rows.jsonl"), mapped())
    assert comma == by_tabs == by_objects


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "is not JSON"),
        ("[1]", "is no JSON object"),
        ('{"who": {"a": 1}}', "'who' is no plain value"),
        ('{"who": "\\ud800"}', "lone surrogate"),
        ('{"who": "\\u0000"}', "has a NUL"),
        ('{"what": ' + "[" * 5000 + "]" * 5000 + "}", ""),
        ("{}", "has no 'what'"),
    ],
)
def test_a_bad_object_is_set_aside(tmp_path: Path, line: str, reason: str) -> None:
    path = written(tmp_path, f"{json.dumps(ROW)}\n{line}\n", "rows.jsonl")
    aside: list[Rejected] = []
    assert len(list(read([path], aside.append, ReadOptions(mapping=mapped())))) == 1
    (row,) = aside
    assert (row.line, reason in row.reason, bool(row.reason)) == (2, True, True)


def test_a_number_of_json_is_kept_as_it_is_written(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(ROW).replace('"7"', "7.0") + "\n", "rows.jsonl")
    assert [fact.record for fact in facts_in(path, mapped())] == ["7.0"]


def test_what_is_odd_is_kept_and_counted_and_what_is_bad_set_aside(tmp_path: Path) -> None:
    rows = [
        {},
        {},
        {"who": "", "home": ""},
        {"id": "8", "land": "RUS"},
        {"id": "9", "what": "OTHER"},
        {"id": "10", "paper": "Rumours"},
        {"what": "VISIT"},
        {"what": ""},
        {"from": "18 June"},
        {"from": "2024-06-20"},
        {"printed": "June"},
        {"who": "", "home": "", "land": ""},
    ]
    path = written(tmp_path, table(*rows) + '"short"\n')
    aside: list[Rejected] = []
    odd: Counter[str] = Counter()
    mapping = mapped(leave_out=[{"column": "paper", "values": ["Rumours"]}])
    documents = list(read([path], aside.append, ReadOptions(mapping=mapping), note=lambda what: odd.update([what])))
    assert len(documents) == 4
    assert odd == {
        "byte-identical rows": 1,
        "rows with one actor": 1,
        "same-state pairs": 1,
        "codes without a home": 1,
        "rows left out by the mapping file": 1,
    }
    assert [(each.line, each.reason.partition(";")[0]) for each in aside] == [
        (8, "unknown event type 'VISIT'"),
        (9, "has no 'what'"),
        (10, "from '18 June' is no date"),
        (11, "date '2024-06-20/2024-06-19' ends before it begins"),
        (12, "printed 'June' is no date"),
        (13, "names nobody"),
        (14, "has 1 cells, not 14"),
    ]


def test_a_quote_that_is_never_closed_costs_its_own_line_only(tmp_path: Path) -> None:
    lines = table({}, {"id": "8"}, {"id": "9"}).splitlines(keepends=True)
    lines[2] = '"never closed,\n'
    aside: list[Rejected] = []
    path = written(tmp_path, "".join(lines))
    found = [fact.record for fact in extract([path], aside.append, ReadOptions(mapping=mapped()))]
    assert (found, [(row.line, row.row) for row in aside]) == (["7", "9"], [(3, '"never closed,')])


def test_bytes_that_are_no_text_cost_their_own_row_only(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(table({}).encode() + b'"\xff"\n' + b"\0\n" + table({"id": "9"}).encode().split(b"\n", 1)[1])
    aside: list[Rejected] = []
    found = [fact.record for fact in extract([path], aside.append, ReadOptions(mapping=mapped()))]
    assert (found, [row.line for row in aside]) == (["7", "9"], [3, 4])


class Endless:
    """A file without an end, whose lines are read one by one or never."""

    name = "endless"

    def __init__(self, *lines: bytes) -> None:
        self._lines = itertools.chain(lines, itertools.repeat(lines[-1]))

    @contextlib.contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        yield self  # type: ignore[misc]

    def readline(self, _: int) -> bytes:
        return next(self._lines)


@pytest.mark.parametrize(
    ("first", "line", "quotes"),
    [(b"id,b\n", b"1,2\n", True), (b"id,b\n", b"1,2\n", False), (b'{"id": "1"}\n', b'{"id": "1"}\n', True)],
)
def test_rows_are_read_one_by_one(first: bytes, line: bytes, quotes: bool) -> None:
    rows = rows_in(Endless(first, line), ["id"], ",", quotes, "", refuse)
    assert [next(rows).cells["id"] for _ in range(3)] == ["1", "1", "1"]


def test_a_quote_that_is_never_closed_takes_in_no_more_than_a_row_may_hold() -> None:
    aside: list[Rejected] = []
    endless = Endless(b"id,b\n", b'1,"never\n', b"2," + b"x" * 1000 + b"\n")
    rows = rows_in(endless, ["id"], ",", True, "", aside.append)
    assert (next(rows).cells["id"], [row.line for row in aside]) == ("2", [2])
    assert aside[0].reason == "has a quoted cell that does not end within 100 lines; close its quotes"
    endless = Endless(b"id,b\n", b'1,"never\n', b"2," + b"x" * 10_000 + b"\n")
    next(rows_in(endless, ["id"], ",", True, "", aside.append))
    assert "field larger than field limit (131072)); quote cells that hold quotes, and close them" in aside[1].reason


@pytest.mark.parametrize(
    ("form", "cell", "date"),
    [
        ("iso", "2018-06-01", "2018-06-01"),
        ("iso", "2018-06", "2018-06"),
        ("iso", "2018", "2018"),
        ("iso", "2018-06-01T12:00:00Z", "2018-06-01"),
        ("iso", "2018-06-01 00:00:00", "2018-06-01"),
        ("yyyymmdd", "20180601", "2018-06-01"),
        ("d month y", "1 June 2018", "2018-06-01"),
        ("d month y", "01-Jun-2018", "2018-06-01"),
        ("d month y", "1 août 2018", "2018-08-01"),
        ("d/m/y", "1/6/2018", "2018-06-01"),
        ("m/d/y", "6/1/2018", "2018-06-01"),
        (("iso", "m/d/y"), "6/1/2018", "2018-06-01"),
        *((form, example, "2018-06-01") for form, example in EXAMPLES.items()),
    ],
)
def test_a_date_is_read_in_its_form(form: object, cell: str, date: str) -> None:
    assert date_in(cell, form, "day") == date  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "cell", "reason"),
    [
        ("d/m/y", "6/13/2018", "has no such month"),
        ("iso", "2018-02-30", "names no day that exists"),
        ("iso", "1 June 2018", "day '1 June 2018' is no date; write 2018-06-01"),
        (("iso", "m/d/y"), "x", "write 2018-06-01 or 6/1/2018"),
        ("d month y", "1 Juni 2018", "is no date; write 1 June 2018"),
        ("yyyymmdd", "２０１８０６０１", "is no date"),
    ],
)
def test_a_date_in_no_form_is_told(form: object, cell: str, reason: str) -> None:
    with pytest.raises(SchemaError, match=reason):
        date_in(cell, form, "day")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "first", "last", "date"),
    [
        ("1", "2024-06-18", "", "2024-06-18"),
        ("1", "2024-06-18", "2024-06-19", "2024-06-18"),
        ("2", "2024-06-18", "", "2024-06-17/2024-06-23"),
        ("2", "2024-06-18", "2024-06-20", "2024-06-18/2024-06-20"),
        ("2", "2024-06", "", "2024-06"),
        ("3", "2024-06-18", "", "2024-06"),
        ("3", "2024-06-18", "2024-06-19", "2024-06"),
        ("3", "2024-06-18", "2024-07-19", "2024-06/2024-07"),
        ("4", "2024-06-18", "", "2024"),
        ("5", "2024-06-18", "2024-06-19", "2024-06-18/2024-06-19"),
        ("6", "2024-06-18", "", ""),
    ],
)
def test_a_date_is_no_more_exact_than_its_precision(
    tmp_path: Path, word: str, first: str, last: str, date: str
) -> None:
    words = {"1": "day", "2": "week", "3": "month", "4": "year", "5": "interval", "6": "unknown"}
    precision = {"column": "title", "table": words}
    mapping = mapped(date={"column": "from", "end": "to", "precision": precision})
    assert claim_of(tmp_path, mapping, title=word, **{"from": first, "to": last}).date == date


@pytest.mark.parametrize(
    ("year", "month", "day", "date"),
    [
        ("2024", "6", "18", "2024-06-18"),
        ("2024", "06", "", "2024-06"),
        ("2024", "6", "-9", "2024-06"),
        ("2024", "0", "18", "2024"),
        ("987", "", "", "0987"),
    ],
)
def test_a_date_may_stand_in_three_columns(tmp_path: Path, year: str, month: str, day: str, date: str) -> None:
    mapping = mapped(date={"year": "paper", "month": "town", "day": "title"}, source={}, place={})
    assert claim_of(tmp_path, mapping, paper=year, town=month, title=day).date == date


@pytest.mark.parametrize(
    ("coded", "cell", "actor"),
    [
        ("any", "PRK", "PRK"),
        ("any", "North Korea", "PRK"),
        ("any", "Congo-Kinshasa", "COD"),
        ("iso3", "PRK", "PRK"),
        ("cow", "731", "PRK"),
        ("cow", "PRK", "PRK"),
        ("names", "North Korea", "PRK"),
    ],
)
def test_a_country_is_found_by_code_or_name(tmp_path: Path, coded: str, cell: str, actor: str) -> None:
    actors = [{"role": "visitor", "name": "who"}, {"role": "visited", "country": "land", "coded": coded}]
    mapping = mapped(type={"always": "VISITS"}, actors=actors, countries={"Congo-Kinshasa": "COD"})
    assert claim_of(tmp_path, mapping, land=cell).participants[1].actor == actor


SECTOR = {"column": "title", "separator": ",", "bodies": ["GOV"], "apart": ["IGO"], "words": {"GOV": "government"}}


@pytest.mark.parametrize(
    ("name", "home", "sector", "actor", "kind", "represents"),
    [
        ("Vladimir Putin", "RUS", "", "vladimir-putin", "person", {"RUS"}),
        ("Ministry of Roads", "FRA", "GOV", "ministry-of-roads~FRA", "body", {"FRA"}),
        ("Ministry of Roads", "FRA", "BUS", "ministry-of-roads~FRA", "organisation", set()),
        ("Ministry of Roads", "FRA", "GOV,IGO", "ministry-of-roads~FRA", "organisation", set()),
        ("", "FRA", "GOV", "government~FRA", "body", {"FRA"}),
        ("France", "FRA", "GOV", "government~FRA", "body", {"FRA"}),
        ("France", "FRA", "", "FRA", "state", set()),
        ("France", "", "GOV", "FRA", "state", set()),
        ("", "FRA", "BUS", "FRA", "state", set()),
        ("European Union", "", "", "european-union", "organisation", set()),
    ],
)
def test_who_an_actor_is(
    tmp_path: Path, name: str, home: str, sector: str, actor: str, kind: str, represents: set[str]
) -> None:
    actors = [
        {"role": "source", "name": "who", "country": "home", "sector": SECTOR},
        {"role": "target", "country": "land"},
    ]
    path = written(tmp_path, table({"who": name, "home": home, "title": sector}))
    (document,) = read([path], refuse, ReadOptions(mapping=mapped(actors=actors)))
    known = {each.id: each for each in document.actors}
    named = document.claims[0].participants[0]
    assert (named.actor, known[named.actor].kind) == (actor, kind)
    assert represents <= {tie.actor for tie in known[actor].represents}
    assert represents or not known[actor].represents


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Protesters (France)", "protesters~FRA"),
        ("Police Forces of Somalia (2012-2017)", "police-forces-of-somalia-2012-2017~SOM"),
        (
            "Military Forces of Iran (1989-) Revolutionary Guards",
            "military-forces-of-iran-1989-revolutionary-guards~IRN",
        ),
        ("Military Forces of the United States", "military-forces-of-the-united-states~USA"),
    ],
)
def test_a_state_may_stand_in_a_name(tmp_path: Path, name: str, actor: str) -> None:
    actors = [{"role": "source", "name": "who", "country_in_name": True}, {"role": "target", "country": "land"}]
    assert claim_of(tmp_path, mapped(actors=actors), who=name).participants[0].actor == actor


def test_two_rows_never_meet_in_a_name_of_no_country(tmp_path: Path) -> None:
    cells = {"who": "Jane Roe", "home": ""}
    one, other = (claim_of(tmp_path, link=f"https://example.org/{page}", **cells) for page in "ab")
    assert one.participants[0].actor != other.participants[0].actor


def test_cells_hold_several_actors_each_with_the_country_at_its_place(tmp_path: Path) -> None:
    several = {"what": "MEETS", "who": "Jane Roe; John Roe", "home": "FRA; MLT", "land": "PRK"}
    found = [named.actor for named in claim_of(tmp_path, **several).participants]
    assert found == ["jane-roe~FRA", "john-roe~MLT", "PRK"]
    one_for_both = {**several, "home": "FRA"}
    assert [named.actor for named in claim_of(tmp_path, **one_for_both).participants][1] == "john-roe~FRA"
    not_one_each = {**several, "who": "Jane Roe; John Roe; Vladimir Putin"}
    found = [named.actor for named in claim_of(tmp_path, **not_one_each).participants]
    assert [name.partition("~")[0] for name in found] == ["jane-roe", "john-roe", "vladimir-putin", "PRK"]
    assert "~FRA" not in found[0]


def test_a_visit_goes_to_the_state_of_its_host_and_to_one_only(tmp_path: Path) -> None:
    actors = [
        {"role": "source", "name": "who", "country": "home"},
        {"role": "target", "name": "title", "country": "land", "separator": ";"},
    ]
    mapping = mapped(actors=actors)
    claim = claim_of(tmp_path, mapping, title="Jane Roe;John Roe")
    assert [(named.role, named.actor) for named in claim.participants] == [
        ("visitor", "vladimir-putin"),
        ("visited", "PRK"),
        ("host", "jane-roe~PRK"),
        ("host", "john-roe~PRK"),
    ]
    aside: list[Rejected] = []
    path = written(tmp_path, table({"title": "Jane Roe;John Roe", "land": "PRK;CHN"}))
    assert list(read([path], aside.append, ReadOptions(mapping=mapping))) == []
    assert "visits several states" in aside[0].reason


@pytest.mark.parametrize(
    ("type_keys", "what", "expected"),
    [
        ({"coded": "cameo"}, "036", ("AGREES_WITH", "hypothetical", "", "participant")),
        ({"coded": "cameo"}, "041", ("SPEAKS_WITH", "actual", "phone", "participant")),
        ({"coded": "cameo"}, "112", ("ACCUSES", "actual", "", "accuser")),
        ({"coded": "cameo"}, "190", ("ATTACKS", "actual", "", "attacker")),
        ({"coded": "plover"}, "AGREE", ("AGREES_WITH", "hypothetical", "", "participant")),
        ({"coded": "plover"}, "accuse", ("ACCUSES", "actual", "", "accuser")),
        ({"coded": "plover"}, "DANCE", ("OTHER", "hypothetical", "", "source")),
        ({"table": {"row": "CRITICISES"}}, "Row", ("CRITICISES", "actual", "", "critic")),
        ({"table": {"row": "CRITICISES"}}, "dance", ("OTHER", "hypothetical", "", "source")),
        ({"table": {"hit": {"type": "ATTACKS", "reversed": True}}}, "hit", ("ATTACKS", "actual", "", "attacked")),
        ({"table": {"talk": {"type": "MEETS", "modality": "planned", "mode": "video"}}}, "talk",
         ("MEETS", "planned", "video", "participant")),
    ],
)  # fmt: skip
def test_a_word_or_code_gives_type_modality_and_role(
    tmp_path: Path, type_keys: dict[str, object], what: str, expected: tuple[str, ...]
) -> None:
    (fact,) = facts_in(written(tmp_path, table({"what": what})), mapped(type={"column": "what", **type_keys}))
    role = next(each.role for each in fact.event.participants if each.actor == "vladimir-putin")
    assert (fact.event.type, fact.event.modality, fact.event.mode, role) == expected


def test_a_condition_decides_whether_a_word_has_a_home(tmp_path: Path) -> None:
    meaning = {"type": "ATTACKS", "when": {"column": "title", "values": ["civilians"]}}
    mapping = mapped(type={"column": "what", "table": {"strike": meaning}})
    assert claim_of(tmp_path, mapping, what="strike", title="civilians").type == "ATTACKS"
    assert claim_of(tmp_path, mapping, what="strike", title="rebels").type == "OTHER"


def test_a_plan_is_a_plan_and_an_intent_stays_one(tmp_path: Path) -> None:
    modality = {"column": "title", "table": {"announced": "planned", "held": "actual"}}
    assert claim_of(tmp_path, mapped(modality=modality), title="announced").modality == "planned"
    cameo = mapped(modality=modality, type={"column": "what", "coded": "cameo"})
    assert claim_of(tmp_path, cameo, title="held", what="036").modality == "hypothetical"
    aside: list[Rejected] = []
    path = written(tmp_path, table({"title": "perhaps"}))
    list(read([path], aside.append, ReadOptions(mapping=mapped(modality=modality))))
    assert aside[0].reason == "title 'perhaps' has no meaning in the mapping file; it knows 'announced', 'held'"


def test_a_row_may_tell_another_event_where_a_condition_holds(tmp_path: Path) -> None:
    meeting = {
        "when": {"column": "language", "values": ["Yes"]},
        "type": "MEETS",
        "actors": [{"role": "participant", "name": "who"}, {"role": "participant", "name": "title", "country": "land"}],
    }
    mapping = mapped(also=[meeting])
    met = [
        fact.event for fact in facts_in(written(tmp_path, table({"language": "Yes", "title": "Kim Jong Un"})), mapping)
    ]
    assert [(each.type, each.date) for each in met] == [(kind, "2024-06-18/2024-06-19") for kind in ("VISITS", "MEETS")]
    assert [each.actor for each in met[1].participants] == ["vladimir-putin", "kim-jong-un"]
    nameless = facts_in(written(tmp_path, table({"language": "Yes", "title": ""})), mapping)
    assert [each.actor for each in nameless[1].event.participants] == ["vladimir-putin", "PRK"]
    alone = facts_in(written(tmp_path, table({"language": "Yes", "who": ""})), mapping)
    other = facts_in(written(tmp_path, table({"title": "Kim Jong Un"})), mapping)
    assert [[fact.event.type for fact in facts] for facts in (alone, other)] == [["VISITS"], ["VISITS"]]


def test_mirrored_rows_are_one_event(store: Store, tmp_path: Path) -> None:
    there = {"what": "042", "id": "1"}
    here = {"what": "043", "id": "2", "who": "Jane Roe", "home": "PRK", "title": "Vladimir Putin", "land": "RUS"}
    guest = {"role": "target", "name": "title", "country": "land"}
    mapping = mapped(
        type={"column": "what", "coded": "cameo"}, actors=[{"role": "source", "name": "who", "country": "home"}, guest]
    )
    path = written(tmp_path, table({**there, "title": "Jane Roe"}, here))
    store.load(read([path], refuse, ReadOptions(mapping=mapping)))
    (visit,) = store.events()
    assert (visit.type, visit.claim_count) == ("VISITS", 2)
    assert {(named.role, named.actor) for named in visit.participants} == {
        ("visitor", "vladimir-putin"), ("visited", "PRK"), ("host", "jane-roe~PRK")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (b"name: [", "m.yaml:1: is not YAML"),
        (b"\xff", "m.yaml: byte 0 is not UTF-8"),
        (b"- a", "m.yaml: Expected `object`, got `array`"),
        (b"a: &x [1]\nb: *x", "has an alias (*); write the values out"),
        (b"[" * 3000, "is more than 20 levels deep"),
        (b"a: 1\nb:\n  c: 1\n  c: 2", "line 4 has the key 'c' again; keep one"),
        (b"", "Expected `object`, got `null`"),
        (b"x" * (1 << 21), "has more than 100000 bytes; is this a mapping file?"),
        ({"name": "No\nWord"}, "name 'No Word' is no plain word"),
        ({"version": "0"}, "version 0 is none"),
        ({"dataset": ""}, "'dataset' is empty"),
        ({"colour": "red"}, "Object contains unknown field `colour`"),
        ({"separator": "ab"}, "separator 'ab' is not one sign"),
        ({"countries": {"Ruritania": "RUR"}}, "countries: 'Ruritania' is to be 'RUR', which is no state"),
        ({"type": {}}, "'type' needs either 'always', or 'column'"),
        ({"type": {"column": "what"}}, "the type in 'what' needs 'coded'"),
        ({"type": {"always": "VISITS", "coded": "cameo"}}, "'always' goes with no other key"),
        ({"type": {"always": "VISIT"}}, "unknown event type 'VISIT'"),
        ({"type": {"column": "a", "table": {"b": "MET"}}}, "unknown event type 'MET'"),
        ({"date": {}}, "'date' needs either 'column' or 'year'"),
        ({"date": {"year": "a", "day": "b"}}, "'day' with 'month'"),
        ({"date": {"column": "a", "form": "dd.mm"}}, "Invalid enum value 'dd.mm'"),
        ({"actors": []}, "'actors' is empty"),
        ({"actors": [{"role": "source"}]}, "the actor in the role 'source' needs 'name' or 'country'"),
        ({"type": {"always": "VISITS"}, "actors": [{"role": "visiter", "name": "a"}]},
         "VISITS has no role 'visiter'; use one of source, target, visitor, visited, host; did you mean visitor?"),
        ({"leave_out": [{"column": "a"}]}, "the condition on 'a' needs either 'values' or 'unless'"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_mapping_file_is_told_in_a_line(change: object, told: str) -> None:
    with pytest.raises(ReadError) as problem:
        if isinstance(change, dict):
            mapped(**change)
        else:
            assert isinstance(change, bytes)
            mapping_from("m.yaml", change)
    assert str(problem.value).startswith("m.yaml:") and told in str(problem.value)
    assert len(str(problem.value).splitlines()) == 1


def test_words_of_a_mapping_file_stay_words() -> None:
    conditions = mapping_from("m.yaml", VISITS.encode() + b"leave_out: [{column: a, values: [No, 042, 2018-06-01]}]")
    assert conditions.leave_out[0].values == ("No", "042", "2018-06-01")


def test_a_mapping_file_runs_nothing() -> None:
    with pytest.raises(ReadError):
        mapping_from("m.yaml", VISITS.encode() + b"quote: !!python/object/apply:os.getcwd []")


def test_a_table_without_a_column_of_the_mapping_is_told(run_cli: Run, tmp_path: Path) -> None:
    path = written(tmp_path, table({}).replace('"what"', '"waht"'))
    mapping = written(tmp_path, VISITS, "visits.yaml")
    store = tmp_path / "graph.lbug"
    code, _, said = run_cli("--store", str(store), "load", str(path), "--mapping", str(mapping))
    complaint = f"Error: {path}: has no column 'what'; the mapping file names it; did you mean waht?\n"
    assert (code, said, store.exists()) == (1, complaint, False)
    twice = written(tmp_path, table({}).replace('"town"', '"what"'), "twice.csv")
    assert "has two columns 'what'" in run_cli("load", str(twice), "--mapping", str(mapping))[2]


def test_the_command_line_loads_extracts_and_says_what_it_counted(run_cli: Run, tmp_path: Path) -> None:
    path = written(tmp_path, table({}, {}, {"id": "8", "from": "x"}))
    mapping = str(written(tmp_path, VISITS, "visits.yaml"))
    store = str(tmp_path / "graph.lbug")
    code, _, said = run_cli("--store", store, "load", str(path), "--mapping", mapping)
    aside = tmp_path / "graph.rejected.jsonl"
    told = f"loaded 1 sources, 1 claims, 1 events; noted 1 byte-identical rows; 1 set aside in {aside}\n"
    assert (code, said) == (3, told)
    assert json.loads(aside.read_text(encoding="utf-8"))["line"] == 4
    code, text, said = run_cli("extract", str(path), "--mapping", mapping)
    assert (code, said) == (3, f"{path}:4: from 'x' is no date; write 2018-06-01\n")
    assert json.loads(text)["event"]["type"] == "VISITS"
    code, text, _ = run_cli("extract", "-", "--mapping", mapping, text=table({}))
    assert (code, json.loads(text)["record"]) == (0, "7")
    code, _, said = run_cli("load", "--strict", str(path), "--mapping", mapping)
    assert (code, "rows.csv:4: from 'x' is no date" in said) == (1, True)


def test_a_wrong_word_for_a_mapping_is_told(run_cli: Run, tmp_path: Path) -> None:
    path = str(written(tmp_path, table({})))
    code, _, said = run_cli("load", path, "--mapping", "polcat")
    assert (code, "use one of acled, colt, polecat, or a file; did you mean polecat?" in said) == (1, True)
    code, _, said = run_cli("load", path, "--mapping", "polecat", "--format", "icews")
    assert (code, "--mapping goes without --format." in said) == (2, True)


def test_python_takes_a_mapping_too(tmp_path: Path) -> None:
    path, mapping = written(tmp_path, table({})), written(tmp_path, VISITS, "visits.yaml")
    with diplograph.open(tmp_path / "graph.lbug") as graph:
        assert graph.load(path, mapping=mapping).claims == 1


def test_the_mapping_files_that_come_along_are_sound() -> None:
    assert mapping_names() == ["acled", "colt", "polecat"]
    assert [read_mapping(name).name for name in mapping_names()] == mapping_names()


def test_a_code_that_the_tables_lack_may_be_told_in_the_file(tmp_path: Path) -> None:
    actors = [{"role": "visitor", "name": "who"}, {"role": "visited", "country": "land", "coded": "cow"}]
    mapping = mapped(type={"always": "VISITS"}, actors=actors, countries={"816": "VNM"})
    assert claim_of(tmp_path, mapping, land="816").participants[1].actor == "VNM"
