"""SIPRI's trade registers become supplies, year by year: told by rows of our own, and counted on the real ones."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from claims import refuse

from diplograph.graph.store import Store
from diplograph.loaders import ReadOptions, extract, read
from diplograph.loaders.datasets.sipri import BY_DEAL, BY_DELIVERY
from diplograph.schema import Claim, Rejected
from diplograph.schema.errors import ReadError
from diplograph.schema.events import derive
from diplograph.schema.records import encode_fact

SHARED = Path(__file__).parents[2] / "shared" / "data" / "sipri"
ALL, UKRAINE = SHARED / "trade-register_all.csv.gz", SHARED / "trade-register_ukraine_2000-2024.csv"
TIV = SHARED / "importer-exporter_tiv_ukraine_2021-2025.csv"
with_rows = pytest.mark.skipif(not SHARED.exists(), reason="the shared SIPRI registers are not here")
PREAMBLE = "A register of examples\nFigures are made up; none is SIPRI's\n\nData generated: 3 Mar 2024 1:02:03 PM\n"
AGGREGATE = "Volume of transfers of major arms\n\nSupplier,2021,2022\nNorway,1,2\n"


def deal(years: str = "2019", **cells: str) -> list[str]:
    """A row of the full register."""
    told = {
        "Recipient": "Ghana",
        "Supplier": "Norway",
        "Year of order": "2018",
        "Weapon designation": "Tern",
        "Weapon description": "patrol boat",
        "Number delivered": "2" if years else "0",
        "Year(s) of delivery": years,
    }
    told |= cells
    return [told.get(column, "") for column in BY_DEAL]


def delivery(year: str = "2019", **cells: str) -> list[str]:
    """A row of the export by delivery."""
    told = {
        "SIPRI AT Database ID": "41",
        "Supplier": "Norway",
        "Recipient": "Ghana",
        "Designation": "Tern",
        "Description": "patrol boat",
        "Numbers delivered": "2",
        "Delivery year": year,
        "Delivery year is estimate": "No",
    }
    told |= cells
    return [told.get(column, "") for column in BY_DELIVERY]


def written(
    folder: Path, columns: tuple[str, ...], *rows: list[str], preamble: str = "", name: str = "arms.csv"
) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    path = folder / name
    path.write_text(preamble + out.getvalue(), encoding="utf-8")
    return path


def claims_in(path: Path) -> list[Claim]:
    return [claim for document in read([path], refuse) for claim in document.claims]


def who(claim: Claim) -> tuple[str, ...]:
    return tuple(named.actor for named in claim.participants)


def test_a_deal_is_a_supply_in_each_year_of_its_deliveries(tmp_path: Path) -> None:
    path = written(tmp_path, BY_DEAL, deal("2019; 2020; 2022", Comments="For the coast guard"))
    claims = claims_in(path)
    assert [claim.date for claim in claims] == ["2019", "2020", "2022"]
    first = claims[0]
    assert [(named.role, named.actor, named.text) for named in first.participants] == [
        ("supplier", "NOR", "Norway"),
        ("recipient", "GHA", "Ghana"),
    ]
    assert (first.type, first.act, first.modality, first.claimant) == ("SUPPLIES_ARMS", "reports", "actual", "")
    assert (first.code, first.quote, first.via, first.stated_on) == (
        "Tern, patrol boat",
        "For the coast guard",
        "sipri",
        "",
    )
    assert (first.confidence, first.rule, len({claim.record for claim in claims})) == ("high", "sipri.delivery", 1)


def test_an_order_is_a_plan_for_no_day(tmp_path: Path) -> None:
    (claim,) = claims_in(written(tmp_path, BY_DEAL, deal("")))
    assert (claim.modality, claim.date, claim.rule) == ("planned", "", "sipri.order")


def test_a_delivery_in_no_year_told_is_a_supply_all_the_same(tmp_path: Path) -> None:
    (claim,) = claims_in(written(tmp_path, BY_DEAL, deal("", **{"Number delivered": "3"})))
    assert (claim.modality, claim.date) == ("actual", "")


def test_both_layouts_tell_the_same_supply(tmp_path: Path) -> None:
    (one,) = claims_in(written(tmp_path, BY_DEAL, deal()))
    (other,) = claims_in(written(tmp_path, BY_DELIVERY, delivery(), preamble=PREAMBLE))
    assert (one.frame, one.code) == (other.frame, other.code)
    assert (other.record, one.stated_on, other.stated_on) == ("41", "", "2024-03-03")


def test_the_full_register_may_have_a_preamble(tmp_path: Path) -> None:
    (document,) = read([written(tmp_path, BY_DEAL, deal(), preamble=PREAMBLE)], refuse)
    source = document.source
    assert (source.title, source.published) == ("SIPRI Arms Transfers Database", "2024-03-03")
    assert source.licence.startswith("© SIPRI")


def test_an_estimated_year_is_uncertain_and_less_sure(tmp_path: Path) -> None:
    (claim,) = claims_in(written(tmp_path, BY_DELIVERY, delivery(**{"Delivery year is estimate": "Yes"})))
    assert (claim.date, claim.confidence) == ("2019?", "medium")


def test_a_remark_may_hold_commas_quotes_and_newlines(tmp_path: Path) -> None:
    remark = 'For the "Swift" class,\nsecond batch'
    path = written(tmp_path, BY_DEAL, deal(Comments=remark), deal("2020"))
    assert [claim.quote for claim in claims_in(path)] == [remark, ""]


@pytest.mark.parametrize(
    ("name", "actor", "kind"),
    [
        ("Soviet Union", "SUN", "state"),
        ("East Germany (GDR)", "DDR", "state"),
        ("Turkiye", "TUR", "state"),
        ("Congo", "COG", "state"),
        ("DR Congo", "COD", "state"),
        ("South Yemen", "south-yemen", "state"),
        ("Biafra", "biafra~sipri", "state"),
        ("United Nations**", "united-nations", "organisation"),
        ("NATO**", "nato", "organisation"),
        ("Hezbollah (Lebanon)*", "hezbollah", "organisation"),
        ("PRC (Israel/Palestine)*", "prc-israel-palestine~sipri", "organisation"),
        ("Syria rebels*", "syria-rebels~sipri", "collective"),
        ("unknown supplier(s)", "unknown-supplier-s~sipri", "unnamed"),
        ("unknown rebel group*", "unknown-rebel-group~sipri", "unnamed"),
    ],
)
def test_who_an_actor_is(tmp_path: Path, name: str, actor: str, kind: str) -> None:
    (document,) = read([written(tmp_path, BY_DEAL, deal(Supplier=name))], refuse)
    known = {each.id: each for each in document.actors}
    assert (who(document.claims[0])[0], known[actor].kind) == (actor, kind)
    facts = tmp_path / "facts.jsonl"
    facts.write_text("\n".join(map(encode_fact, extract([tmp_path / "arms.csv"], refuse))), encoding="utf-8")
    assert list(read([facts], refuse)) == [document]
    if kind != "state":
        # Arms for rebels are not arms for the state that they fight.
        assert known[actor].state == ""


def test_bad_rows_are_set_aside_and_cost_no_other_row(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        BY_DEAL,
        deal("2001"),
        deal("2002", Recipient=""),
        deal("2003-2004"),
        ["", "0.5"],
        deal("2005", **{"Weapon designation": "Tern"}),
    )
    lines = path.read_text(encoding="utf-8").splitlines()
    shifted = lines[1].replace("Norway,2018,,", "Norway,2018,7,")
    open_quote = lines[1].replace("Tern", '"Tern')
    path.write_text("\n".join([*lines[:5], open_quote, shifted, lines[5], lines[1], ""]), encoding="utf-8")
    aside: list[Rejected] = []
    noted: Counter[str] = Counter()
    documents = list(read([path], aside.append, note=lambda what: noted.update([what])))
    assert [claim.date for document in documents for claim in document.claims] == ["2001", "2005"]
    assert [(each.line, each.reason.partition(";")[0]) for each in aside] == [
        (3, "names no recipient or no supplier"),
        (4, "Year(s) of delivery '2003-2004' is no year"),
        (5, "has 2 cells, not 16"),
        (6, "is not CSV (unexpected end of data)"),
        (7, "has '7' where only ? may stand, after Year of order"),
    ]
    assert noted == {"byte-identical rows": 1}


def test_a_quote_that_is_never_closed_swallows_no_row(tmp_path: Path) -> None:
    years = [str(year) for year in range(1850, 2000)]
    path = written(tmp_path, BY_DEAL, deal("1849"), *(deal(year) for year in years))
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("Tern", '"Tern')
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    aside: list[Rejected] = []
    told = [claim.date for document in read([path], aside.append) for claim in document.claims]
    assert (told, [each.line for each in aside]) == (years, [2])
    assert "has a quoted cell that does not end within 100 lines" in aside[0].reason


def test_a_row_that_is_not_utf_8_is_set_aside(tmp_path: Path) -> None:
    path = written(tmp_path, BY_DEAL, deal("2001"), deal("2002", Comments="café"))
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    aside: list[Rejected] = []
    assert len(list(read([path], aside.append))) == 1
    assert [(each.line, each.reason.partition(";")[1:]) for each in aside] == [(3, (";", " save the file as UTF-8"))]


def test_a_table_of_indicator_values_is_refused_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "tiv.csv"
    path.write_text(AGGREGATE, encoding="utf-8")
    with pytest.raises(ReadError, match=r"download the trade register from armstransfers\.sipri\.org as CSV"):
        list(read([path], refuse))


def test_a_file_without_the_names_of_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "arms.csv"
    path.write_text("Ghana,Norway,2018\n", encoding="utf-8")
    with pytest.raises(ReadError, match="has no line with the names of a trade register's columns"):
        list(read([path], refuse, ReadOptions(format="sipri")))


def test_deals_of_a_year_are_one_supply_and_releases_one_origin(store: Store, tmp_path: Path) -> None:
    full = written(tmp_path, BY_DEAL, deal("2019; 2020"), deal("2019", **{"Weapon designation": "Gull"}), deal(""))
    newer = written(tmp_path, BY_DELIVERY, delivery(), preamble=PREAMBLE, name="newer.csv")
    store.load(read([newer, full], refuse))
    told = sorted((event.date, event.status, event.claim_count, event.origins) for event in store.events())
    assert told == [("", "planned", 1, 1), ("2019", "occurred", 3, 1), ("2020", "occurred", 1, 1)]
    # Two years that follow each other are not one event that its sources date differently.
    assert {event.near for event in store.events()} == {()}


@with_rows
def test_every_deal_of_the_full_register_is_accounted_for() -> None:
    aside: list[Rejected] = []
    noted: Counter[str] = Counter()
    documents = list(read([ALL], aside.append, note=lambda what: noted.update([what])))
    raw = gzip.decompress(ALL.read_bytes()).decode("utf-8-sig")
    lines = pl.DataFrame({"line": raw.splitlines()[1:]})
    names = [column or f"estimate {place}" for place, column in enumerate(BY_DEAL)]
    rows = pl.read_csv(io.StringIO(raw), infer_schema=False, new_columns=names).fill_null("")
    assert rows.height == lines.height == 29_507
    broken = rows.filter(pl.col("Recipient") == "").height
    assert (len(aside), broken) == (4, 4)
    twice = lines.height - lines.n_unique()
    assert (noted, twice) == ({"byte-identical rows": twice}, 9)
    deals = rows.filter(pl.col("Recipient") != "").unique()
    years = deals.select(
        recipient="Recipient", supplier="Supplier", year=pl.col("Year(s) of delivery").str.split("; ").list.unique()
    ).explode("year")
    claims = [claim for document in documents for claim in document.claims]
    assert len({claim.id for claim in claims}) == len(claims) == years.height
    assert Counter(claim.date for claim in claims) == dict(years.group_by("year").len().iter_rows())
    planned = deals.filter(pl.col("Year(s) of delivery") == "").height
    assert sum(claim.modality == "planned" for claim in claims) == planned
    assert (years.height, planned, deals.height - planned) == (61_195, 1_154, 28_340)
    events = Counter(event.status for event in derive(claims))
    dyads = years.unique()
    assert events == {
        "occurred": dyads.filter(pl.col("year") != "").height,
        "planned": dyads.filter(pl.col("year") == "").height,
    }
    assert events == {"occurred": 23_300, "planned": 486}


@with_rows
def test_every_delivery_of_the_newer_export_is_a_claim() -> None:
    (released,) = {document.source.published for document in read([UKRAINE], refuse)}
    rows = pl.read_csv(UKRAINE, skip_rows=11, infer_schema=False)
    uncertain = pl.when(pl.col("Delivery year is estimate") == "Yes").then(pl.lit("?")).otherwise(pl.lit(""))
    told = rows.select("SIPRI AT Database ID", pl.col("Delivery year") + uncertain).rows()
    claims = claims_in(UKRAINE)
    assert [(claim.record, claim.date) for claim in claims] == told
    assert (len(claims), sum(claim.date.endswith("?") for claim in claims), released) == (382, 46, "2025-02-17")


@with_rows
def test_the_events_of_a_dyad_are_its_years(store: Store) -> None:
    store.load(read([UKRAINE], refuse))
    rows = pl.read_csv(UKRAINE, skip_rows=11, infer_schema=False)
    years = rows.select("Supplier", "Delivery year", "Delivery year is estimate").n_unique()
    assert (len(list(store.events())), years) == (105, 105)


@with_rows
def test_the_real_table_of_indicator_values_is_refused() -> None:
    with pytest.raises(ReadError, match="is a table of trend-indicator values"):
        list(read([TIV], refuse))
