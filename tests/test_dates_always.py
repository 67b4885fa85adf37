"""What holds of dates in any text, on any day."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st
from test_dates_in_words import WEDNESDAY

from diplograph.loaders.articles.calendar import find_dates, resolve
from diplograph.schema.edtf import parse

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
LANGUAGES = st.sampled_from(["fr", "en", "es"])


@given(DAYS)
def test_a_full_date_is_that_day(day: date) -> None:
    last = day + timedelta(days=2)
    month, mois = format_date(day, "MMMM", "en"), format_date(day, "MMMM", "fr")
    for text, language in (
        (f"on {day.day} {month} {day.year}", "en"),
        (f"on {month} {day.day}, {day.year}", "en"),
        (f"on {format_date(day, 'full', 'en')}, he", "en"),
        (f"on the {day.day} of {month}, {day.year}", "en"),
        (f"le {day.day} {mois} {day.year}", "fr"),
        (f"ce {format_date(day, 'full', 'fr')} à Paris", "fr"),
        (f"le {day:%d/%m/%Y}", "fr"),
        (f"el {format_date(day, 'full', 'es')}", "es"),
        (f"({day.isoformat()})", "en"),
    ):
        assert [resolve(one, "").text for one in find_dates(text, language)] == [day.isoformat()], text
    days = [(format_date(each, "d MMMM y", "fr"), format_date(each, "MMMM d, y", "en")) for each in (day, last)]
    texts = ((f"du {days[0][0]} au {days[1][0]}", "fr"), (f"from {days[0][1]} to {days[1][1]}", "en"))
    for text, language in texts:
        assert [resolve(one, "").text for one in find_dates(text, language)] == [f"{day}/{last}"], text


UNDATED = {
    "fr": ["lundi", "ce jeudi", "dimanche soir", "en mars", "fin août", "jeudi et vendredi", "de mardi à jeudi"],
    "en": ["Monday", "this Thursday", "Sunday night", "in March", "late August", "Thursday and Friday"],
    "es": ["lunes", "en marzo", "martes y miércoles"],
}


@given(DAYS, st.sampled_from([(each, code) for code, texts in UNDATED.items() for each in texts]), st.booleans())
def test_what_was_is_not_after_and_what_will_be_not_before(day: date, case: tuple[str, str], planned: bool) -> None:
    (found,) = find_dates(*case)
    span = parse(resolve(found, day.isoformat(), planned).text)
    assert planned or span.earliest is None or span.earliest <= day
    assert not planned or span.latest is None or span.latest >= day


@given(DAYS, DAYS, st.booleans())
def test_a_day_without_a_year_keeps_to_its_side(said: date, day: date, planned: bool) -> None:
    for text, language in ((f"le {format_date(day, 'd MMMM', 'fr')}", "fr"), (format_date(day, "MMMM d", "en"), "en")):
        (found,) = find_dates(text, language)
        span = parse(resolve(found, said.isoformat(), planned).text)
        if span.earliest is not None:
            assert (span.earliest.month, span.earliest.day) == (day.month, day.day)
            assert span.earliest >= said if planned else span.earliest <= said


PIECES = st.sampled_from(
    "le la l' du au de et en à il y a entre ce cette depuis jusqu' avant fin mi - – , ( ) . 's ' ’ 1er 5 05 17 31 2024 "
    "1999 12/13/2024 2024-02-30 mars Mars mai May March Sept. lundi Monday and to from in on the last next this week "
    "jours semaine mois an été automne summer hier aujourd'hui yesterday today veille lendemain ago later deux two "
    "dernier prochain matin morning every chaque İ ª ﬁ février 30 29 hiver winter nuit night".split(" ")
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=9).map("".join))
KNOWN = st.sampled_from(["", "2024-02-29", "2024-02", "2024", "2023-12-30/2024-01-02", "2024/..", "XXXX-05", "202X"])
PUBLISHED = st.one_of(st.dates().map(date.isoformat), st.sampled_from(["", "2024-03", "2024", "no date", "2024-21"]))


@given(TEXTS, LANGUAGES, PUBLISHED, st.booleans(), KNOWN)
def test_any_text_is_read(text: str, language: str, published: str, planned: bool, known: str) -> None:
    before = 0
    for one in find_dates(text, language):
        assert before <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end] != ""
        before = one.end
        answer = resolve(one, published, planned, known)
        assert parse(answer.text).text == answer.text
        assert answer.rule


@given(st.lists(st.tuples(TEXTS, LANGUAGES), max_size=6))
def test_a_batch_is_read_as_each_alone(texts: list[tuple[str, str]]) -> None:
    together = [find_dates(*each) for each in texts]
    assert together == [find_dates(*each) for each in reversed(texts)][::-1]


@given(
    st.sampled_from(["Il a dit : ", "« ", "Paris, ", "🙂 İ "]), st.sampled_from(["le 3 mars 2024", "hier", "en 2022"])
)
def test_what_stands_before_moves_only_the_offsets(before: str, words: str) -> None:
    (alone,) = find_dates(words, "fr")
    (moved,) = find_dates(before + words, "fr")
    assert (moved.start, moved.end) == (alone.start + len(before), alone.end + len(before))
    assert resolve(moved, WEDNESDAY) == resolve(alone, WEDNESDAY)
