"""Whatever stands in a table and in a mapping file: no traceback, and every row is a claim, counted or set aside."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.loaders.datasets.mapped import mapped_facts
from diplograph.loaders.datasets.mapping import RowMapping
from diplograph.loaders.datasets.mapping_files import mapping_from
from diplograph.loaders.files import File
from diplograph.schema import Rejected, document_from
from diplograph.schema.errors import ReadError, SchemaError

COLUMNS = ["a", "b", "c", "d", "e"]
column = st.sampled_from(COLUMNS)
words = st.sampled_from(["", "x", "Yes", "042", "CONSULT", "VISITS", "GOV"])
kinds = st.sampled_from(["VISITS", "MEETS", "ACCUSES", "ATTACKS", "MEDIATES", "OTHER"])
condition = st.one_of(
    st.builds(lambda name, cells: {"column": name, "values": cells}, column, st.lists(words, min_size=1, max_size=2)),
    st.builds(lambda name, cells: {"column": name, "unless": cells}, column, st.lists(words, min_size=1, max_size=2)),
)
meaning = st.one_of(
    kinds,
    st.fixed_dictionaries(
        {"type": kinds},
        optional={
            "modality": st.sampled_from(["actual", "planned", "alleged", "hypothetical"]),
            "mode": st.sampled_from(["", "phone", "video"]),
            "reversed": st.booleans(),
            "only": st.sampled_from(["", "source", "target"]),
            "when": condition,
        },
    ),
)
happening = st.one_of(
    st.builds(lambda kind: {"always": kind}, kinds),
    st.fixed_dictionaries(
        {"column": column, "coded": st.sampled_from(["names", "cameo", "plover"])}, optional={"mode": column}
    ),
    st.fixed_dictionaries({"column": column, "table": st.dictionaries(words.filter(bool), meaning, min_size=1)}),
)
form = st.sampled_from(["iso", "yyyymmdd", "d month y", "d/m/y", "m/d/y"])
precision = st.sampled_from(["day", "interval", "week", "month", "year", "unknown"])
dates = st.one_of(
    st.fixed_dictionaries(
        {"column": column, "form": st.lists(form, min_size=1, max_size=3)},
        optional={
            "end": column,
            "precision": st.fixed_dictionaries({"column": column, "table": st.dictionaries(words, precision)}),
        },
    ),
    st.fixed_dictionaries({"year": column, "month": column}, optional={"day": column}),
)
actor = st.fixed_dictionaries(
    {"role": st.sampled_from(["source", "target", "visitor", "visited", "participant"]), "name": column},
    optional={
        "country": column,
        "coded": st.sampled_from(["any", "iso3", "cow", "names"]),
        "country_in_name": st.booleans(),
        "separator": st.sampled_from([";", " of "]),
        "kind": st.sampled_from(["person", "body"]),
        "office": column,
        "speaks_for_state": st.booleans(),
        "sector": st.fixed_dictionaries(
            {"column": column, "bodies": st.lists(words), "apart": st.lists(words)},
            optional={"separator": st.just(","), "words": st.dictionaries(words, words)},
        ),
    },
)
mappings = st.fixed_dictionaries(
    {
        "name": st.just("any"),
        "dataset": st.just("Any"),
        "type": happening,
        "actors": st.lists(actor, min_size=1, max_size=3),
    },
    optional={
        "missing": st.lists(words),
        "nobody": st.lists(words),
        "countries": st.dictionaries(words, st.sampled_from(["FRA", "PRK"])),
        "source": st.fixed_dictionaries(
            {}, optional={"url": column, "title": column, "published": st.fixed_dictionaries({"column": column})}
        ),
        "record": st.one_of(column, st.builds(lambda name: {"column": name, "unique": False}, column)),
        "code": st.lists(column, min_size=1, max_size=2),
        "date": dates,
        "place": st.fixed_dictionaries({}, optional={"country": column, "town": column}),
        "quote": column,
        "leave_out": st.lists(condition, max_size=2),
        "also": st.lists(
            st.fixed_dictionaries({"when": condition, "type": kinds, "actors": st.lists(actor, min_size=1)}), max_size=1
        ),
    },
)
codes = "VISITS MEETS 042 036 CONSULT visit 2024-06-18 18/6/2024 20240618 2024 6 FRA PRK France GOV 365 Yes x NA"
names = ["Vladimir Putin", "Protesters (France)", "Military Forces of Mali (2020-)", "1 June 2018", "a;b", "***", ""]
telling = st.sampled_from([*codes.split(), *names])
cells = st.one_of(telling, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
whole_row = st.lists(telling, min_size=5, max_size=5)
rows = st.lists(st.one_of(whole_row, whole_row, st.lists(cells, min_size=4, max_size=6)), max_size=8)


def checked(given_mapping: dict[str, object]) -> RowMapping | None:
    """The mapping; None where it does not fit together, which must be told in a line."""
    try:
        return mapping_from("m.yaml", json.dumps(given_mapping).encode())
    except ReadError as problem:
        assert len(str(problem).splitlines()) == 1
        return None


def accounted(mapping: RowMapping, text: str) -> tuple[int, set[int], list[Rejected]]:
    """How many rows of *text* are counted only, the lines of those that give facts, and those that are set aside."""
    counted: Counter[str] = Counter()
    aside: list[Rejected] = []
    found: set[int] = set()
    file = File("rows", "", text)
    for number, fact, _ in mapped_facts(mapping, file, aside.append, lambda what: counted.update([what])):
        found.add(number)
        try:
            document_from([fact])
        except SchemaError as problem:
            assert str(problem)
    assert all(row.reason for row in aside)
    return counted["byte-identical rows"] + counted["rows left out by the mapping file"], found, aside


@settings(deadline=None, max_examples=80)
@given(mappings, rows)
def test_every_row_of_any_table_is_accounted_for(given_mapping: dict[str, object], given_rows: list[list[str]]) -> None:
    mapping = checked(given_mapping)
    if mapping is None:
        return
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([COLUMNS, *given_rows])
    counted, found, aside = accounted(mapping, out.getvalue())
    bad = {row.line for row in aside}
    assert found.isdisjoint(bad)
    # A NUL or an end of line that csv does not know may cost a row each of its lines.
    whole = not any("\0" in cell or "\n" in cell for row in given_rows for cell in row)
    assert not whole or counted + len(found) + len(aside) == len(given_rows)
    assert counted + len(found) + len(aside) >= len(given_rows)


@settings(deadline=None, max_examples=60)
@given(
    mappings, st.lists(st.dictionaries(column, st.one_of(cells, st.none(), st.integers(), st.lists(cells))), min_size=1)
)
def test_every_object_of_any_json_lines_is_accounted_for(
    given_mapping: dict[str, object], objects: list[dict[str, object]]
) -> None:
    mapping = checked(given_mapping)
    if mapping is not None:
        text = "".join(json.dumps(each) + "\n" for each in objects)
        counted, found, aside = accounted(mapping, text)
        assert counted + len(found) + len(aside) == len(objects)


@settings(deadline=None, max_examples=60)
@given(mappings, st.text(st.sampled_from('",;\n\r\tabx\0é2')))
def test_any_text_behind_the_names_of_columns_is_read_or_set_aside(given_mapping: dict[str, object], text: str) -> None:
    mapping = checked(given_mapping)
    if mapping is not None:
        _, found, aside = accounted(mapping, f"{','.join(COLUMNS)}\n{text}")
        lines = text.count("\n") + 2
        assert {*found, *(row.line for row in aside)} <= set(range(2, lines + 1))


@settings(deadline=None, max_examples=100)
@given(st.binary())
def test_any_bytes_are_a_mapping_file_or_told_in_a_line(content: bytes) -> None:
    try:
        mapping_from("m.yaml", content)
    except ReadError as problem:
        assert len(str(problem).splitlines()) == 1


trees = st.recursive(words, lambda inner: st.one_of(st.lists(inner), st.dictionaries(words, inner)), max_leaves=8)
KEYS = list(RowMapping.__struct_fields__)


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(st.sampled_from(KEYS), trees))
def test_any_values_of_the_keys_are_a_mapping_or_told_in_a_line(keys: dict[str, object]) -> None:
    plain = {"name": "any", "dataset": "Any", "type": {"always": "VISITS"}, "actors": [{"role": "source", "name": "a"}]}
    checked({**plain, **keys})
