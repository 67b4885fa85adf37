"""GDELT mentions become claims of their articles, with the frame of an event that stands in any file of the load."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from claims import refuse
from test_gdelt import row

from diplograph.graph.store import Store, open_store
from diplograph.loaders import extract, read
from diplograph.loaders.datasets.gdelt import LAYOUTS
from diplograph.loaders.datasets.gdelt_mentions import COLUMNS, LANGUAGES
from diplograph.schema import Claim, Document, Rejected

SHARED = Path(__file__).parents[2] / "shared" / "data" / "gdelt"
with_rows = pytest.mark.skipif(not SHARED.exists(), reason="the shared GDELT rows are not here")
HEADED = SHARED / "v2_mentions" / "mentionssamp_2017_with_header.csv"


def mention(**cells: str) -> list[str]:
    told = {
        "GLOBALEVENTID": "7",
        "EventTimeDate": "20191025143000",
        "MentionTimeDate": "20191026001500",
        "MentionType": "1",
        "MentionSourceName": "example.net",
        "MentionIdentifier": "https://example.net/b",
        "SentenceID": "3",
        "Confidence": "80",
    }
    told |= cells
    return [told.get(column, "") for column in COLUMNS]


def written(folder: Path, *rows: list[str], name: str = "20191026.mentions.CSV") -> Path:
    path = folder / name
    path.write_text("".join("\t".join(each) + "\n" for each in rows), encoding="utf-8")
    return path


def events_in(folder: Path, *rows: str, name: str = "20191025.export.CSV") -> Path:
    path = folder / name
    path.write_text("\n".join([*(rows or (row(),)), ""]), encoding="utf-8")
    return path


def told_by(url: str, *paths: Path) -> Document:
    (document,) = (each for each in read(paths, refuse) if each.source.url == url)
    return document


def dump(store: Store) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def test_a_mention_is_a_claim_of_its_article_with_the_frame_of_its_event(tmp_path: Path) -> None:
    files = (written(tmp_path, mention()), events_in(tmp_path))
    (event,) = told_by("https://example.org/a", *files).claims
    document = told_by("https://example.net/b", *files)
    (claim,) = document.claims
    assert (claim.frame, claim.record, claim.code, claim.rule) == (event.frame, "7", "046", "cameo.046")
    assert (claim.stated_on, claim.confidence, event.stated_on) == ("2019-10-26", "medium", "2019-10-25")
    source = document.source
    assert (source.publisher, source.published, source.language, source.dataset) == ("example.net", "", "", "GDELT")


@pytest.mark.parametrize(("percent", "confidence"), [("0", "low"), ("49", "low"), ("50", "medium"), ("100", "medium")])
def test_the_percentage_is_never_high(tmp_path: Path, percent: str, confidence: str) -> None:
    (claim,) = told_by(
        "https://example.net/b", written(tmp_path, mention(Confidence=percent)), events_in(tmp_path)
    ).claims
    assert claim.confidence == confidence


def test_a_translated_article_keeps_its_language_and_the_words_of_the_coder_none(tmp_path: Path) -> None:
    police = {"Name": "POLICE", "Type1Code": "COP"}
    translated = mention(MentionDocTranslationInfo="srclc:spa;eng:GT-SPA 1.0")
    document = told_by("https://example.net/b", written(tmp_path, translated), events_in(tmp_path, row(first=police)))
    (known,) = (each for each in document.actors if each.id.startswith("police~"))
    assert (document.source.language, [name.language for name in known.names]) == ("es", [""])


def test_a_language_without_a_code_of_two_letters_stays_untold(tmp_path: Path) -> None:
    files = (written(tmp_path, mention(MentionDocTranslationInfo="srclc:xyz;eng:x")), events_in(tmp_path))
    assert told_by("https://example.net/b", *files).source.language == ""


@pytest.mark.parametrize("kind", ["2", "6"])
def test_what_has_no_address_is_known_by_what_stands_for_it(tmp_path: Path, kind: str) -> None:
    cited = mention(MentionType=kind, MentionSourceName="BBC Monitoring", MentionIdentifier="Radio Example/b 26 Oct")
    documents = list(read([written(tmp_path, cited), events_in(tmp_path)], refuse))
    assert {(each.source.url, each.source.title) for each in documents} == {
        ("https://example.org/a", ""),
        ("", "Radio Example/b 26 Oct"),
    }


def test_mentions_and_events_give_one_graph_in_any_order(tmp_path: Path) -> None:
    """Also of two mentions by one article, and of the article that the events file names itself."""
    own = mention(MentionIdentifier="https://example.org/a", MentionTimeDate="20191025143000", Confidence="20")
    files = (
        written(tmp_path, mention(), mention(SentenceID="9", Confidence="30")),
        events_in(tmp_path, row(), row("042", GLOBALEVENTID="8")),
        written(tmp_path, own, mention(GLOBALEVENTID="8"), name="other.mentions.CSV"),
    )
    dumps = set()
    for number, order in enumerate(itertools.permutations(files)):
        with open_store(str(tmp_path / f"{number}.lbug")) as store:
            store.load(read(order, refuse))
            dumps.add(dump(store))
    assert len(dumps) == 1
    with open_store(str(tmp_path / "parts.lbug")) as store:
        store.load(read(files[1:2], refuse))
        store.load(read(files[1:], refuse))
        store.load(read(files[:2], refuse))
        assert dump(store) in dumps


def test_an_article_says_an_event_once(store: Store, tmp_path: Path) -> None:
    own = mention(MentionIdentifier="https://example.org/a", MentionTimeDate="20191025143000", Confidence="20")
    again = mention(SentenceID="9", Confidence="30")
    store.load(read([written(tmp_path, own, mention(), again), events_in(tmp_path)], refuse))
    (event,) = store.events()
    assert (event.claim_count, event.origins, event.status) == (2, 2, "occurred")
    # Where one article is told with two confidences, the lesser one holds.
    assert [claim.confidence for claim in store.claims()] == ["low", "low"]


def test_a_mention_without_its_event_is_set_aside_with_the_file_to_load(tmp_path: Path) -> None:
    path = written(tmp_path, mention(GLOBALEVENTID="8"), mention())
    aside: list[Rejected] = []
    claims = [claim for document in read([path, events_in(tmp_path)], aside.append) for claim in document.claims]
    assert len(claims) == 2
    (row_aside,) = aside
    assert (row_aside.line, row_aside.reason) == (
        1,
        "event 8 is in no events file of this load; load 20191025143000.export.CSV or "
        "20191025143000.translation.export.CSV together with this file",
    )


def test_events_of_gdelt_1_are_not_those_that_mentions_mean(tmp_path: Path) -> None:
    aside: list[Rejected] = []
    older = events_in(tmp_path, row(layout=LAYOUTS[1], DATEADDED="20191025"))
    assert len(list(read([written(tmp_path, mention()), older], aside.append))) == 1
    assert [each.reason.partition(" of ")[0] for each in aside] == ["event 7 is in no events file"]


def test_bad_mentions_are_set_aside_and_equal_ones_counted(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        mention(),
        mention(),
        mention(MentionTimeDate="yesterday"),
        mention(MentionTimeDate="20191326001500"),
        mention(Confidence="101"),
        mention(Confidence=""),
        mention(MentionIdentifier=""),
        mention(MentionType="9"),
        [*mention(), "more"],
        mention(GLOBALEVENTID="9"),
    )
    aside: list[Rejected] = []
    noted: Counter[str] = Counter()
    events = events_in(tmp_path, row(), row("", GLOBALEVENTID="9"))
    documents = list(read([path, events], aside.append, note=lambda what: noted.update([what])))
    assert (len(documents), noted) == (2, {"byte-identical rows": 1})
    assert [(each.line, each.reason.partition(";")[0]) for each in aside if each.file == str(path)] == [
        (3, "MentionTimeDate 'yesterday' is no second"),
        (4, "date '2019-13-26' has no such month"),
        (5, "Confidence '101' is no percentage"),
        (6, "Confidence '' is no percentage"),
        (7, "has no MentionIdentifier"),
        (8, "MentionType '9' is unknown"),
        (9, "has 17 cells, not 16"),
        (10, "the row of event 9 cannot be read: has no EventCode"),
    ]


def test_a_table_with_a_line_of_names_is_known_by_it(tmp_path: Path) -> None:
    out = io.StringIO(newline="")
    address = "https://example.net/b?a,b"
    csv.writer(out).writerows([[column.lower() for column in COLUMNS], mention(MentionIdentifier=address)])
    path = tmp_path / "some.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    assert told_by(address, path, events_in(tmp_path)).claims[0].record == "7"


def test_extract_finds_the_events_too(tmp_path: Path) -> None:
    records = list(extract([written(tmp_path, mention()), events_in(tmp_path)], refuse))
    assert [record.source.url for record in records] == ["https://example.org/a", "https://example.net/b"]


@with_rows
@pytest.mark.parametrize("name", ["english", "translingual"])
def test_every_real_mention_is_a_claim_or_set_aside(name: str) -> None:
    path = SHARED / "v2_mentions" / f"mentions_2015-02_{name}_sample.mentions.CSV"
    events = SHARED / "v2_events" / f"events_2015-02_{name}_sample.export.CSV"
    aside: list[Rejected] = []
    claims: list[Claim] = []
    languages: set[str] = set()
    for document in read([path, events], aside.append):
        claims += document.claims
        languages.add(document.source.language)
    rows = pl.read_csv(
        path, separator="\t", has_header=False, infer_schema=False, quote_char=None, new_columns=list(COLUMNS)
    )
    lines = pl.DataFrame({"line": events.read_text(encoding="utf-8").splitlines()})
    known = lines.select(GLOBALEVENTID=pl.col("line").str.split("\t").list.get(0))
    found = rows.join(known, on="GLOBALEVENTID", how="semi")
    assert len(aside) == rows.height - found.height
    assert len(claims) == known.height + found.height
    # All mentions whose events are here are by the articles that the events name: nothing is told twice.
    assert len({claim.id for claim in claims}) == known.height
    told = Counter((claim.record, claim.stated_on.replace("-", "")) for claim in claims[known.height :])
    assert told == Counter(found.select("GLOBALEVENTID", pl.col("MentionTimeDate").str.head(8)).rows())
    low = found.filter(pl.col("Confidence").cast(pl.Int64) < 50).height
    assert sum(claim.confidence == "low" for claim in claims) == low
    spoken = found["MentionDocTranslationInfo"].drop_nulls().str.extract(r"srclc:(\w+)").drop_nulls().unique()
    assert languages - {""} == {LANGUAGES[each] for each in spoken}
    assert (found.height, low) == {"english": (52, 34), "translingual": (37, 9)}[name]


@with_rows
def test_every_language_of_the_real_mentions_is_known() -> None:
    cells = pl.read_csv(HEADED, infer_schema=False)["mentiondoctranslationinfo"].str.extract(r"srclc:(\w+)")
    assert set(cells.drop_nulls()) <= set(LANGUAGES)


@with_rows
def test_the_table_with_a_line_of_names_is_read_to_its_end() -> None:
    aside: list[Rejected] = []
    assert list(read([HEADED], aside.append)) == []
    rows = pl.read_csv(HEADED, infer_schema=False)
    named = Counter(each.reason.partition(" is ")[0].removeprefix("event ") for each in aside)
    assert named == dict(rows.group_by("globaleventid").len().iter_rows())
