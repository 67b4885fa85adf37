"""GDELT rows of three layouts become claims, one a row: told by rows of our own, and counted on real ones."""

from __future__ import annotations

import gzip
import zipfile
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from claims import refuse

from diplograph.graph.store import Store
from diplograph.loaders import read
from diplograph.loaders.datasets.gdelt import LAYOUTS
from diplograph.loaders.datasets.gdelt_actors import GROUPS, STATES
from diplograph.schema import Claim, Rejected
from diplograph.schema.actors import actors
from diplograph.schema.errors import ReadError

SHARED = Path(__file__).parents[2] / "shared" / "data" / "gdelt"
V2 = (
    "v2_events/20191024143000.export.CSV",
    "v2_events/events_2015-02_english_sample.export.CSV",
    "v2_events/events_2015-02_translingual_sample.export.CSV",
)
V1 = ("v1_events/events1_daily_sample.export.CSV",)
with_rows = pytest.mark.skipif(not SHARED.exists(), reason="the shared GDELT rows are not here")
RUSSIA = {"Name": "RUSSIA", "Code": "RUS", "CountryCode": "RUS"}
NORWAY = {"Name": "NORWAY", "Code": "NORGOV", "CountryCode": "NOR", "Type1Code": "GOV"}


def row(
    code: str = "046",
    first: dict[str, str] | None = None,
    second: dict[str, str] | None = None,
    layout: tuple[str, ...] = LAYOUTS[0],
    **cells: str,
) -> str:
    told = {
        "GLOBALEVENTID": "7",
        "SQLDATE": "20191024",
        "MonthYear": "201910",
        "Year": "2019",
        "EventCode": code,
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Kirkenes, Finnmark, Norway",
        "DATEADDED": "20191025143000",
        "SOURCEURL": "https://example.org/a",
    }
    for number, actor in ((1, RUSSIA if first is None else first), (2, NORWAY if second is None else second)):
        told |= {f"Actor{number}{column}": value for column, value in actor.items()}
    told |= cells
    return "\t".join(told.get(column, "") for column in layout)


def written(folder: Path, *rows: str) -> Path:
    path = folder / "20191024.export.CSV"
    path.write_text("\n".join([*rows, ""]), encoding="utf-8")
    return path


def claims_in(path: Path) -> list[Claim]:
    return [claim for document in read([path], refuse) for claim in document.claims]


def test_a_row_is_a_claim_of_its_article(tmp_path: Path) -> None:
    (document,) = read([written(tmp_path, row())], refuse)
    (claim,) = document.claims
    assert (document.source.url, document.source.published) == ("https://example.org/a", "")
    assert [(named.role, named.actor, named.text) for named in claim.participants] == [
        ("participant", "RUS", "RUSSIA"),
        ("participant", "government~NOR", "NORWAY"),
    ]
    told = (claim.type, claim.date, claim.stated_on, claim.place, claim.record, claim.code, claim.confidence)
    assert told == ("NEGOTIATES_WITH", "2019-10-24", "2019-10-25", "NOR/kirkenes", "7", "046", "medium")
    assert (claim.quote, claim.start, claim.rule) == ("", -1, "cameo.046")


@pytest.mark.parametrize("layout", LAYOUTS, ids=[str(len(layout)) for layout in LAYOUTS])
def test_every_layout_is_known_by_its_first_line(tmp_path: Path, layout: tuple[str, ...]) -> None:
    (document,) = read([written(tmp_path, row(layout=layout, DATEADDED="20130201"))], refuse)
    assert document.source.url == ("" if len(layout) == 57 else "https://example.org/a")
    assert document.source.title == ("GDELT 1.0, 20130201" if len(layout) == 57 else "")
    assert document.claims[0].stated_on == "2013-02-01"


def test_a_file_is_read_as_it_is_packed(tmp_path: Path) -> None:
    expected = claims_in(written(tmp_path, row()))
    packed, zipped = tmp_path / "a.CSV.gz", tmp_path / "a.CSV.zip"
    packed.write_bytes(gzip.compress(f"{row()}\n".encode()))
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../a.CSV", f"{row()}\n")
    assert claims_in(packed) == claims_in(zipped) == expected


def test_a_file_in_utf_16_is_known_by_its_rows_as_well(tmp_path: Path) -> None:
    path = tmp_path / "rows.export.CSV"
    path.write_bytes(row().encode("utf-16"))
    assert len(list(read([path], refuse))) == 1


def test_an_archive_that_is_not_one_file_is_refused_in_a_line(tmp_path: Path) -> None:
    several, cut = tmp_path / "several.zip", tmp_path / "cut.zip"
    with zipfile.ZipFile(several, "w") as archive:
        archive.writestr("a", row())
        archive.writestr("b", row())
    cut.write_bytes(several.read_bytes()[:60])
    with pytest.raises(ReadError, match="has 2 files, not one"):
        list(read([several], refuse))
    with pytest.raises(ReadError, match="is cut short or no zip file"):
        list(read([cut], refuse))


@pytest.mark.parametrize(
    ("cells", "actor", "kind", "represents"),
    [
        ({"Name": "MINSK", "CountryCode": "BLR"}, "BLR", "state", ""),
        ({"Name": "ROMANIA", "CountryCode": "ROM"}, "ROU", "state", ""),
        ({"Name": "PRESIDENT", "CountryCode": "FRA", "Type1Code": "GOV"}, "government~FRA", "body", "FRA"),
        ({"Name": "TROOPS", "CountryCode": "FRA", "Type1Code": "MIL"}, "military~FRA", "body", "FRA"),
        ({"Name": "TEXTILE", "CountryCode": "FRA", "Type1Code": "BUS"}, "business~FRA", "collective", ""),
        ({"Name": "FIRM", "CountryCode": "FRA", "Type1Code": "MNC"}, "multinational-companies~FRA", "collective", ""),
        ({"Name": "VLADIMIR PUTIN", "CountryCode": "RUS", "Type1Code": "GOV"}, "vladimir-putin", "person", "RUS"),
        ({"Name": "THE EU", "CountryCode": "EUR", "KnownGroupCode": "EEC", "Type1Code": "IGO"}, "european-union",
         "organisation", ""),
        ({"Name": "WORLD BANK", "KnownGroupCode": "UNO", "Type1Code": "IGO"}, "world-bank", "organisation", ""),
        ({"Name": "AFRICA", "CountryCode": "AFR"}, "africa", "collective", ""),
    ],
)  # fmt: skip
def test_who_an_actor_is(tmp_path: Path, cells: dict[str, str], actor: str, kind: str, represents: str) -> None:
    (document,) = read([written(tmp_path, row(first=cells))], refuse)
    known = {each.id: each for each in document.actors}
    assert (document.claims[0].participants[0].actor, known[actor].kind) == (actor, kind)
    assert not represents or represents in {tie.actor for tie in known[actor].represents}


def test_an_actor_of_no_country_never_meets_one_of_another_article(tmp_path: Path) -> None:
    police = {"Name": "POLICE", "Type1Code": "COP"}
    path = written(tmp_path, row(first=police), row(first=police, GLOBALEVENTID="8", SOURCEURL="https://example.org/b"))
    one, other = (claim.participants[0].actor for claim in claims_in(path))
    assert one != other
    assert {one.partition("~")[0], other.partition("~")[0]} == {"police"}


def test_what_is_odd_is_kept_and_counted_and_what_is_bad_set_aside(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        row(),
        row(),
        row(first={}, GLOBALEVENTID="8"),
        row(second=RUSSIA, GLOBALEVENTID="9"),
        row("999", GLOBALEVENTID="10"),
        row(SQLDATE="20191324"),
        row(DATEADDED="yesterday"),
        row(code=""),
        row(first={}, second={}),
        row(GLOBALEVENTID="x7"),
        row() + "\tmore",
    )
    aside: list[Rejected] = []
    odd: Counter[str] = Counter()
    documents = list(read([path], aside.append, note=lambda what: odd.update([what])))
    assert len(documents) == 4
    assert odd == {
        "byte-identical rows": 1,
        "rows with one actor": 1,
        "same-state pairs": 1,
        "codes without a home": 1,
    }
    assert [(each.line, each.reason.partition(";")[0]) for each in aside] == [
        (6, "date '2019-13-24' has no such month"),
        (7, "DATEADDED 'yesterday' is no day or second"),
        (8, "has no EventCode"),
        (9, "names nobody"),
        (10, "GLOBALEVENTID 'x7' is no number"),
        (11, "has 62 cells, not 61 or 58 or 57"),
    ]


def test_mirrored_rows_are_one_event(store: Store, tmp_path: Path) -> None:
    going = row("042", RUSSIA, NORWAY)
    hosting = row("043", NORWAY, RUSSIA, GLOBALEVENTID="8")
    store.load(read([written(tmp_path, going, hosting)], refuse))
    (visit,) = store.events()
    assert (visit.type, visit.claim_count, visit.origins, visit.status) == ("VISITS", 2, 1, "occurred")
    assert {(named.role, named.actor) for named in visit.participants} == {
        ("visitor", "RUS"),
        ("visited", "NOR"),
        ("host", "government~NOR"),
    }


def test_the_codes_lead_to_actors_of_the_tables() -> None:
    assert {*GROUPS.values(), *STATES.values()} <= set(actors())


@with_rows
@pytest.mark.parametrize("name", [*V2, *V1])
def test_every_real_row_is_a_claim(name: str) -> None:
    noted: Counter[str] = Counter()
    documents = list(read([SHARED / name], refuse, note=lambda what: noted.update([what])))
    lines = pl.DataFrame({"line": (SHARED / name).read_text(encoding="utf-8").splitlines()})
    cells = lines.unique(maintain_order=True)["line"].str.split("\t")
    # Where the cells of both actors stand is the same in all layouts: ten each from the sixth and the sixteenth on.
    rows = pl.DataFrame(
        {
            "id": cells.list.get(0),
            "code": cells.list.get(26),
            "day": cells.list.get(1).str.to_date("%Y%m%d").dt.to_string("%Y-%m-%d"),
            "first": cells.list.slice(5, 10).list.join("").str.strip_chars() != "",
            "second": cells.list.slice(15, 10).list.join("").str.strip_chars() != "",
        }
    )
    claims = [claim for document in documents for claim in document.claims]
    assert [(claim.record, claim.code, claim.date) for claim in claims] == rows.select("id", "code", "day").rows()
    assert noted["rows with one actor"] == rows.filter(pl.col("first") != pl.col("second")).height
    assert noted["byte-identical rows"] == lines.height - rows.height
    assert not noted["codes without a home"]
    urls = cells.list.get(60 if name in V2 else 57, null_on_oob=True).drop_nulls()
    assert {document.source.url for document in documents} - {""} == set(urls.filter(urls.str.starts_with("http")))
