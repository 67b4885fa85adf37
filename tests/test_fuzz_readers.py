"""Any bytes at all, and good files with a fault in them, are read or refused: nothing else is ever raised."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bad_files import ARTICLE, EVENTS, LINES, PAGE, SENTENCE, TABLE, fact, gdelt, icews, visit, visits, zipped
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from diplograph.graph.exports.rdf import write_rdf
from diplograph.graph.store import open_store
from diplograph.loaders import ReadOptions, read, read_people
from diplograph.loaders.files import Format
from diplograph.queries.template import read_template, templates
from diplograph.schema.errors import QueryError, ReadError
from diplograph.schema.model import Rejected

GOOD: dict[str, bytes] = {
    "a.txt": f"Talks\n\nGENEVA, 16 June 2021 - {SENTENCE} « Oui », a dit Macron.\n".encode(),
    "a.md": f"---\ntitle: Talks\ndate: 2021-06-17\nlanguage: en\n---\n# Talks\n\n- {SENTENCE}\n".encode(),
    "a.html": PAGE.encode(),
    "a.jsonl": f"{LINES}{ARTICLE}\n".encode(),
    "a.json": b"[\n" + LINES.strip().replace("\n", ",\n").encode() + b"\n]",
    "a.csv": TABLE.encode(),
    "judged.csv": b"verdict,subject,object,reason,author\nreject,0123456789abcdef0123456789abcdef,,why,A. Reader\n",
    "icews.tab": f"{EVENTS}{icews(Event_ID='2', CAMEO_Code='0252')}\n".encode(),
    "gdelt.csv": f"{gdelt()}\n{gdelt(GLOBALEVENTID='2', EventCode='190')}\n".encode(),
    "visits.xml": visits(visit(1), visit(2, more="<description>Met with President Biden.</description>")).encode(),
    "packed.jsonl.gz": gzip.compress(LINES.encode()),
    "packed.tab.zip": zipped(("a.tab", EVENTS.encode())),
}
OPTIONS: dict[str, ReadOptions] = {
    "icews.tab": ReadOptions(format="icews"),
    "gdelt.csv": ReadOptions(format="gdelt"),
    "visits.xml": ReadOptions(format="travels"),
}
RDF: tuple[str, ...] = ("nq", "nt", "ttl", "trig", "jsonld")
PIECES = [
    *(b"", b"\x00", b"\xff", b"\n", b"\r", b'"', b"'", b",", b";", b"\t", b"{", b"}", b"[", b"<", b">", b"&x;", b"]]>"),
    *("\u2028".encode(), "\u0301".encode(), "\u202e".encode(), "²".encode(), b"\xed\xa0\x80", b"\\ud800", b"\\u0000"),
    *(b"99999999999999999999", b"0000-00-00", b"-1", b"1e400", b"NaN", b"null", b"<!DOCTYPE a [", b"a" * 300),
]
FAULTS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.sampled_from(PIECES), st.binary(max_size=8))),
    min_size=1,
    max_size=6,
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def with_faults(whole: bytes, faults: list[tuple[float, int, bytes]]) -> bytes:
    """*whole* with some bytes taken out, and others put in their place."""
    for where, length, piece in faults:
        place = int(where * len(whole))
        whole = whole[:place] + piece + whole[place + length :]
    return whole


def read_all(name: str, content: bytes, options: ReadOptions | None = None) -> tuple[int, list[Rejected]]:
    """How many documents and judgements are read, and what is set aside; a ReadError is an answer as well."""
    rejected: list[Rejected] = []
    judged: list[object] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            kept = sum(1 for _ in read([path], rejected.append, options, judged.append))
        except ReadError as problem:
            assert "\n" not in str(problem)
            return 0, []
    assert all(row.reason for row in rejected)
    return kept + len(judged), rejected


@pytest.mark.parametrize("name", GOOD)
def test_the_good_file_is_read(name: str) -> None:
    kept, rejected = read_all(name, GOOD[name], OPTIONS.get(name))
    assert kept and not rejected


@pytest.mark.parametrize("name", GOOD)
@FEW
@given(faults=FAULTS)
@example(faults=[(0.0, 32, b""), (0.5, 0, b"[")])
def test_a_good_file_with_faults(name: str, faults: list[tuple[float, int, bytes]]) -> None:
    read_all(name, with_faults(GOOD[name], faults), OPTIONS.get(name))


@pytest.mark.parametrize("form", ["text", "markdown", "html", "jsonl", "csv", "icews", "gdelt", "travels", "rdf"])
@FEW
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_in_any_format(form: Format, content: bytes) -> None:
    read_all("any", content, ReadOptions(format=form))


@FEW
@given(st.lists(st.tuples(st.booleans(), st.text(st.characters(exclude_characters="\r\n"), max_size=60)), max_size=8))
@example([(False, "{"), (True, ""), (False, '{"text": "\\ud800"}'), (False, "[" * 5000), (False, '{"text": "x"}')])
def test_each_line_of_json_is_read_or_set_aside(lines: list[tuple[bool, str]]) -> None:
    told = [fact(number=number) if good else text for number, (good, text) in enumerate(lines)]
    kept, rejected = read_all("a.jsonl", "\n".join(told).encode(errors="replace"))
    if any("\x00" in text for text in told):
        return
    assert kept + len(rejected) == sum(bool(text.strip()) for text in told)
    assert {row.line for row in rejected}.isdisjoint({number for number, (good, _) in enumerate(lines, 1) if good})


@pytest.mark.parametrize(("name", "good"), [("icews.tab", icews), ("gdelt.csv", gdelt)])
@FEW
@given(
    rows=st.lists(
        st.tuples(st.booleans(), st.text(st.characters(exclude_characters="\r\n\x00"), max_size=60)), max_size=8
    )
)
def test_each_row_of_a_data_set_is_read_or_set_aside(
    name: str, good: Callable[..., str], rows: list[tuple[bool, str]]
) -> None:
    key = "Event_ID" if good is icews else "GLOBALEVENTID"
    told = [good(**{key: str(number)}) if fine else text for number, (fine, text) in enumerate(rows, 1)]
    head = f"{EVENTS.splitlines()[0]}\n" if good is icews else f"{gdelt(GLOBALEVENTID='0')}\n"
    kept, rejected = read_all(name, (head + "\n".join(told)).encode(errors="replace"), OPTIONS[name])
    # A line is blank by its bytes: one that holds another sign, even one that cannot be seen, is no row.
    wrong = {text.encode(errors="replace") for (fine, _), text in zip(rows, told, strict=True) if not fine}
    assert {row.row for row in rejected} == {raw.decode() for raw in wrong if raw.strip()}
    assert kept == sum(fine for fine, _ in rows) + (good is gdelt)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["MEETS", "ACCUSES", "2024-01", "0000", "²", "-1", "9" * 40, "=1", "putin", "Kim", "accept", "\ud800"]
    ),
)
COLUMNS = st.sampled_from(
    (
        "type date place mode name modality role:participant role:accuser about_type about_date url title published "
        "sha256 act claimant stated_on record code quote start end extractor confidence verdict subject reason author "
        "revision"
    ).split()
)


@FEW
@given(st.dictionaries(COLUMNS, CELLS, max_size=10))
def test_any_cells_under_known_columns(row: dict[str, str]) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in cells) for cells in (row, row.values())]
    read_all("a.csv", "\r\n".join(quoted).encode(errors="surrogatepass"))


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), CELLS), lambda inner: st.lists(inner, max_size=3)
)


@FEW
@given(
    st.dictionaries(
        st.sampled_from("text title url published date language event source quote start end".split()), VALUES
    )
)
def test_any_values_under_known_keys(row: dict[str, object]) -> None:
    kept, rejected = read_all("a.jsonl", json.dumps(row).encode())
    assert kept + len(rejected) == 1


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dump in every syntax."""
    folder = tmp_path_factory.mktemp("dumps")
    with open_store(str(folder / "graph.lbug")) as store:
        (folder / "a.jsonl").write_bytes(GOOD["a.jsonl"])
        store.load(read([folder / "a.jsonl"], lambda _: None))
        for form in RDF:
            write_rdf(store, folder / f"graph.{form}")
    return folder


@pytest.mark.parametrize("form", RDF)
@settings(FEW, max_examples=15)
@given(faults=FAULTS)
def test_a_dump_with_faults(dumps: Path, form: str, faults: list[tuple[float, int, bytes]]) -> None:
    read_all(f"graph.{form}", with_faults((dumps / f"graph.{form}").read_bytes(), faults))


PEOPLE = b"name,represents,office,since,until\nZo Thein,PRK,minister of rain,2020-01-01,2021\n"


@FEW
@given(st.one_of(st.binary(max_size=200), FAULTS.map(lambda faults: with_faults(PEOPLE, faults))))
def test_any_table_of_people(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        path.write_bytes(content)
        try:
            read_people(path)
        except ReadError as problem:
            assert "\n" not in str(problem)


OURS = sorted((Path(__file__).parent.parent / "queries" / "templates").glob("*.cypher"))


@FEW
@given(
    st.one_of(
        st.binary(max_size=200),
        st.builds(with_faults, st.sampled_from([path.read_bytes() for path in OURS]), FAULTS),
        st.text(max_size=120).map(lambda text: f"// summary: any\n{text}".encode(errors="replace")),
    )
)
def test_any_template_is_read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.cypher"
        path.write_bytes(content)
        try:
            asked = read_template(path)
        except QueryError as problem:
            assert str(problem).startswith("own.cypher: ")
        else:
            assert asked.name == "own" and asked.statements
            assert templates([folder])["own"] == asked
