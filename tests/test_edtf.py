"""A date is read as its source gives it, and never made more precise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.schema.edtf import Span, contains, day_number, from_bounds, iso_day, overlaps, parse
from diplograph.schema.errors import DateError

YEARS = st.integers(1, 9998).map(lambda year: f"{year:04}")
MONTHS = st.integers(1, 12).map(lambda month: f"{month:02}")
PARTS = st.one_of(
    st.dates().map(date.isoformat),
    st.builds("{}-{}".format, YEARS, MONTHS),
    st.builds("{}-{}-XX".format, YEARS, MONTHS),
    st.builds("{}-{}".format, YEARS, st.integers(21, 24)),
    YEARS,
    YEARS.map("{}-XX".format),
    st.integers(0, 999).map(lambda decade: f"{decade:03}X"),
)
QUALIFIED = st.builds("{}{}".format, PARTS, st.sampled_from(["", "~", "?", "%"]))
DAYS = st.tuples(st.dates(), st.dates()).map(sorted)
INTERVALS = st.one_of(
    DAYS.map(lambda days: f"{days[0]}/{days[1]}"),
    QUALIFIED.map("{}/..".format),
    QUALIFIED.map("../{}".format),
)
PARTIAL = st.one_of(MONTHS.map("XXXX-{}".format), st.builds("XXXX-{}-{:02}".format, MONTHS, st.integers(1, 29)))
SPANS = st.one_of(QUALIFIED, INTERVALS, PARTIAL, st.sampled_from(["", "XXXX"])).map(parse)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2024-05-24", date(2024, 5, 24), date(2024, 5, 24), "day"),
        ("2024-05-24~", date(2024, 5, 24), date(2024, 5, 24), "day"),
        ("2023-09", date(2023, 9, 1), date(2023, 9, 30), "month"),
        ("2024-02-XX", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "year"),
        ("2023-XX", date(2023, 1, 1), date(2023, 12, 31), "year"),
        ("202X", date(2020, 1, 1), date(2029, 12, 31), "decade"),
        ("2023-21", date(2023, 3, 1), date(2023, 5, 31), "season"),
        ("2023-22", date(2023, 6, 1), date(2023, 8, 31), "season"),
        ("2023-23", date(2023, 9, 1), date(2023, 11, 30), "season"),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29), "season"),
        ("2024-06-18/2024-06-19", date(2024, 6, 18), date(2024, 6, 19), "interval"),
        ("2024-05-24/..", date(2024, 5, 24), None, "interval"),
        ("../2024-05-24", None, date(2024, 5, 24), "interval"),
        ("2023-09/2023-10", date(2023, 9, 1), date(2023, 10, 31), "interval"),
        ("XXXX-01", None, None, "partial"),
        ("XXXX-01-05", None, None, "partial"),
        ("XXXX", None, None, "unknown"),
        ("", None, None, "unknown"),
    ],
)
def test_bounds(text: str, earliest: date | None, latest: date | None, precision: str) -> None:
    span = parse(text)
    assert (span.text, span.earliest, span.latest, span.precision) == (text, earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sept. 2023", "date 'sept. 2023' is not EDTF; write 2023-09"),
        ("14 juillet 2023", "date '14 juillet 2023' is not EDTF; write 2023-07-14"),
        ("2023/9", "date '2023/9' is not EDTF; write 2023-09"),
        ("2023.9.5", "date '2023.9.5' is not EDTF; write 2023-09-05"),
        (
            "31 février 2023",
            "date '31 février 2023' is not EDTF; write 2023-09-15, 2023-09, 2023, or 2023-09-15/2023-09-17",
        ),
        ("2023-02-29", "date '2023-02-29' names no day that exists; 2023-02 has 28 days"),
        ("2024-02/2023-01", "date '2024-02/2023-01' ends before it begins; write the earlier date first"),
    ],
)
def test_a_wrong_date_is_told_what_would_be_right(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    [
        "0000",
        "2023-13",
        "2023-XX-05",
        "XXXX-XX-05",
        "XXXX-13",
        "202X-05",
        "9999-24",
        "../..",
        "٢٠٢٣",
        "2023-9",
        "XXXX-01/2024",
    ],
)
def test_no_date(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "occurrence"),
    [
        ("2024-05-24", True),
        ("2024-06-18/2024-06-19", True),
        ("2024-01-01/2024-01-31", True),
        ("2024-01-01/2024-02-01", False),
        ("2024-01", False),
        ("2024-01/2024-01", False),
        ("2024-05-24/..", False),
        ("XXXX-01-05", False),
        ("", False),
    ],
)
def test_an_occurrence_is_known_to_the_day(text: str, occurrence: bool) -> None:
    assert parse(text).is_occurrence is occurrence


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2023-09", "2023-09"),
        ("2023-09-05/2023-09-07", "2023-09"),
        ("2023-09-30/2023-10-01", "2023-09"),
        ("2023-09-30/2023-11-15", ""),
        ("2023-09-30/..", ""),
        ("2023", ""),
        ("XXXX-01", ""),
    ],
)
def test_a_month_stays_a_month(text: str, month: str) -> None:
    assert parse(text).month == month


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("XXXX-01", "2024-01-16", True),
        ("XXXX-01", "2024-02", False),
        ("XXXX-01", "2023-12-30/2024-01-01", True),
        ("XXXX-01", "2024", True),
        ("XXXX-01", "2024-05-24/..", True),
        ("XXXX-01", "XXXX-01-05", True),
        ("XXXX-01", "XXXX-02", False),
        ("XXXX-01-05", "2024-01-05", True),
        ("XXXX-01-05", "2024-01-06", False),
        ("XXXX-01-05", "XXXX-01-06", False),
        ("XXXX-02-29", "2023", False),
        ("XXXX-02-29", "2020/2029", True),
        ("2023-09", "2023-09-13", True),
        ("2023-09", "2023-10", False),
        ("2024-05-24/..", "2024-05-23", False),
        ("", "XXXX-01", True),
    ],
)
def test_overlaps(one: str, other: str, expected: bool) -> None:
    assert overlaps(parse(one), parse(other)) is expected


@given(SPANS)
def test_bounds_are_ordered_and_the_text_reads_as_itself(span: Span) -> None:
    assert parse(span.text) == span
    assert span.earliest is None or span.latest is None or span.earliest <= span.latest


@given(st.one_of(st.text(), st.text("0123456789X-/.~?% ", max_size=24), QUALIFIED))
def test_parse_raises_nothing_but_date_errors(text: str) -> None:
    try:
        parse(text)
    except DateError as problem:
        assert "; " in str(problem) or "names no day" in str(problem) or "ends after" in str(problem)


@given(st.dates())
def test_a_day_number_leads_back_to_its_day(day: date) -> None:
    assert iso_day(day_number(day)) == day.isoformat()


def test_days_count_from_1970() -> None:
    assert (day_number(date(1970, 1, 1)), day_number(date(1969, 12, 31))) == (0, -1)


@given(SPANS, SPANS)
def test_overlaps_is_symmetric(one: Span, other: Span) -> None:
    assert overlaps(one, other) is overlaps(other, one)


@given(SPANS, SPANS)
def test_what_lies_inside_overlaps(outer: Span, inner: Span) -> None:
    assert overlaps(outer, inner) or not contains(outer, inner)


@given(SPANS)
def test_no_date_is_made_more_precise(span: Span) -> None:
    """The bounds written out again hold the same days, neither fewer nor more."""
    again = parse(from_bounds(span.earliest, span.latest))
    assert (again.earliest, again.latest) == (span.earliest, span.latest)


@given(DAYS)
def test_an_unqualified_day_or_interval_comes_back_as_it_was(days: list[date]) -> None:
    first, last = days
    text = first.isoformat() if first == last else f"{first}/{last}"
    assert from_bounds(parse(text).earliest, parse(text).latest) == text
