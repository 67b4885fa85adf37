"""From any quote one comes back to its place in the file, through tags, entities, newlines and accents."""

from __future__ import annotations

import gzip
import html
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from diplograph.loaders import article_in
from diplograph.loaders.articles import TextMap
from diplograph.loaders.articles.sentences import sentences
from diplograph.schema.errors import ReadError
from diplograph.schema.text import normalise

PAGES = Path(__file__).parents[2] / "shared" / "data" / "news_html"
"""Saved pages of newspapers, which cannot be part of the project: a folder with their manifest.jsonl."""


def words_of(piece: str) -> str:
    """What a piece of a page says, worked out otherwise than the map does: NFC, without blanks and invisible signs."""
    bare = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", "", piece, flags=re.DOTALL | re.IGNORECASE)
    bare = html.unescape(re.sub(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", "", bare))
    seen = "".join(sign for sign in bare if sign.isprintable() and not sign.isspace())
    return unicodedata.normalize("NFC", seen)


PARTS: list[tuple[str, str, str]] = [
    # what the page has, the stored text, the piece of the page for all of the text
    ("<p>Ils se voient.</p>", "Ils se voient.", "Ils se voient."),
    ("<p>L&#39;&eacute;t&eacute;&nbsp;: fin</p>", "L'été : fin", "L&#39;&eacute;t&eacute;&nbsp;: fin"),
    ("<p>e\u0301te\u0301</p>", "été", "e\u0301te\u0301"),
    ("<p>e&#769;t&#xE9;</p>", "été", "e&#769;t&#xE9;"),
    ("<p>He <a href='/b'>met <b>Xi</b></a>.</p>", "He met Xi.", "He <a href='/b'>met <b>Xi</b></a>."),
    ("<p>He <!-- 3 > 2 -->met<br>Xi</p>", "He met Xi", "He <!-- 3 > 2 -->met<br>Xi"),
    ("<p>He <script>if (a<b) {'</p>'}</script>met</p>", "He met", "He <script>if (a<b) {'</p>'}</script>met"),
    ('<p title="a > b">R&amp;D &lt; 3 < 5</p>', "R&D < 3 < 5", "R&amp;D &lt; 3 < 5"),
    ("<p>so\u00adlu\u200btion</p>", "solution", "so\u00adlu\u200btion"),
    ("<title>Xi</title><p>Xi</p>", "Xi", "Xi"),
    ("<p>a\r\n  b</p>", "a b", "a\r\n  b"),
    ("<ul><li>one thing</li></ul>", "- one thing", "one thing"),
]


@pytest.mark.parametrize(("page", "text", "piece"), PARTS)
def test_a_text_has_its_place_in_the_page(page: str, text: str, piece: str) -> None:
    start = 2 if text.startswith("- ") else 0
    place = TextMap(text, page, markup=True).original(start, len(text))
    assert place is not None
    assert page[slice(*place)] == piece


def test_a_part_of_a_text_has_its_own_place() -> None:
    page, text = "<p>D&eacute;but des <i>n&eacute;go</i>ciations</p>", "Début des négociations"
    origin = TextMap(text, page, markup=True)
    found = [origin.original(start, end) for start, end in ((0, 2), (1, 2), (6, 9), (10, 14), (13, 16))]
    assert [page[slice(*each)] for each in found if each] == [
        "D&eacute;",
        "&eacute;",
        "des",
        "n&eacute;go",
        "o</i>ci",
    ]


def test_what_the_page_does_not_have_has_no_place() -> None:
    page = "<p>They met in the spring of that year.</p><p>Advertisement</p><p>They left in the autumn of it.</p>"
    text = "They met in the spring of that year.\nNobody knows of it, or will.\nThey left in the autumn of it."
    origin = TextMap(text, page, markup=True)
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text)]
    assert [origin.original(*line) is None for line in lines] == [False, True, False]
    # Between the two is a word that the text does not have.
    assert origin.original(0, len(text)) is None
    assert [origin.original(*bounds) for bounds in ((5, 5), (-3, 0), (200, 300), (36, 37))] == [None] * 4
    assert 0.6 < origin.share < 0.9


def test_a_paragraph_with_words_left_out_is_found_in_parts() -> None:
    page = "<p>The two ministers met in Oslo. <button>Follow this story</button> They spoke of fish until noon.</p>"
    text = "The two ministers met in Oslo. They spoke of fish until noon."
    origin = TextMap(text, page, markup=True)
    pieces = [origin.original(each.start, each.end) for each in sentences(text)]
    assert [page[slice(*each)] for each in pieces if each] == [
        "The two ministers met in Oslo.",
        "They spoke of fish until noon.",
    ]
    assert origin.original(0, len(text)) is None


def test_a_short_line_is_looked_for_near_its_neighbours() -> None:
    long = "The talks between the two ministers went on until midnight."
    page = f"<a>Oslo</a><a>Home</a><h2>Oslo</h2><p>{long}</p><h2>Oslo</h2><p>{long[::-1]}</p><a>Oslo</a>"
    text = f"Oslo\n{long}\nOslo\n{long[::-1]}"
    origin = TextMap(text, page, markup=True)
    assert origin.original(0, 4) == (page.index("<h2>") + 4, page.index("<h2>") + 8)
    second = text.index("\nOslo") + 1
    assert origin.original(second, second + 4) == (page.rindex("<h2>") + 4, page.rindex("<h2>") + 8)


FRONT = "---\r\ntitle: Début\r\ndate: 2024-05-03\r\n---\r\n\r\nDe\u0301but.\r\nFin de l’été.\r\n"


def test_text_and_markdown_lead_back_to_their_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(FRONT.encode())
    article = article_in(path)
    assert article.text == "Début.\nFin de l’été."
    assert article.origin is not None
    first, second = article.origin.original(0, 6), article.origin.original(7, 20)
    assert first and second
    assert (FRONT[slice(*first)], FRONT[slice(*second)]) == ("De\u0301but.", "Fin de l’été.")
    assert article.origin.share == 1


def test_a_page_leads_back_to_its_file(tmp_path: Path) -> None:
    body = "".join(f"<p>Visit n&#176; {number} of the <em>foreign</em> minister was short.</p>" for number in range(9))
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><nav>Home</nav><article>{body}</article></body></html>", encoding="utf-8")
    article = article_in(path)
    raw = path.read_text(encoding="utf-8")
    for each in sentences(article.text):
        assert article.origin is not None
        place = article.origin.original(each.start, each.end)
        assert place and words_of(raw[slice(*place)]) == words_of(each.text)


def test_rows_are_no_article_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "They met."}), encoding="utf-8")
    with pytest.raises(ReadError, match="give one article as text, Markdown or HTML"):
        article_in(path)


def written(sign: str) -> some.SearchStrategy[str]:
    """The ways in which a page may write *sign*."""
    ways = [html.escape(sign), f"&#{ord(sign)};", f"&#x{ord(sign):X};"]
    apart = unicodedata.normalize("NFD", sign)
    if len(apart) == 2:
        ways += [apart, f"{apart[0]}&#{ord(apart[1])};"]
    return some.sampled_from(ways)


BETWEEN = some.sampled_from(
    [
        "",
        "",
        "",
        "<b>",
        "</b>",
        "<br/>",
        "\u200b",
        "&shy;",
        "<!-- x > y -->",
        "<script>if (a<b) {}</script>",
        "<a t='>'>",
    ]
)


@given(some.text(some.sampled_from("aé &<ñ»ô’1Å한"), min_size=1, max_size=40), some.data())
@settings(deadline=None, max_examples=300)
def test_a_piece_of_the_page_says_what_the_text_says(text: str, data: some.DataObject) -> None:
    page = "".join(data.draw(BETWEEN) + data.draw(written(sign)) for sign in text)
    origin = TextMap(text, f"<p>{page}</p>", markup=True)
    assert origin.share == 1
    start, end = sorted(data.draw(some.tuples(*[some.integers(0, len(text))] * 2)))
    place = origin.original(start, end)
    assert (place is None) == (not text[start:end].strip())
    if place is not None:
        assert words_of(f"<p>{page}</p>"[slice(*place)]) == words_of(html.escape(text[start:end]))


@given(some.text(max_size=200), some.text(max_size=100), some.booleans(), some.data())
@settings(deadline=None, max_examples=200)
def test_nothing_that_a_page_holds_is_an_error(page: str, text: str, markup: bool, data: some.DataObject) -> None:
    origin = TextMap(normalise(text), page, markup)
    start, end = data.draw(some.tuples(some.integers(-5, 110), some.integers(-5, 110)))
    place = origin.original(start, end)
    assert place is None or 0 <= place[0] < place[1] <= len(page)
    assert 0 <= origin.share <= 1


@given(some.text(max_size=60), some.data())
@settings(deadline=None, max_examples=200)
def test_a_plain_text_says_the_same_in_its_file(raw: str, data: some.DataObject) -> None:
    text = normalise(raw)
    origin = TextMap(text, raw)
    start, end = sorted(data.draw(some.tuples(*[some.integers(0, len(text))] * 2)))
    place = origin.original(start, end)
    if place is not None:
        piece = normalise(raw[slice(*place)])
        assert words_of(html.escape(text[start:end])) in words_of(html.escape(piece))


def saved_pages() -> list[str]:
    manifest = PAGES / "manifest.jsonl"
    if not manifest.exists():
        return []
    return [json.loads(line)["file"] for line in manifest.read_text(encoding="utf-8").splitlines()]


def test_saved_pages_of_newspapers_are_found_again() -> None:
    if not saved_pages():
        pytest.skip("the saved pages of newspapers are not beside this checkout")
    found = whole = 0.0
    told = lost = 0
    for name in saved_pages():
        content = (PAGES / name).read_bytes()
        try:
            raw = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        article = article_in(PAGES / name)
        assert article.origin is not None
        whole += len(article.text)
        found += len(article.text) * article.origin.share
        for each in sentences(article.text, article.language):
            told += 1
            place = article.origin.original(each.start, each.end)
            if place is None:
                lost += 1
                continue
            assert words_of(raw[slice(*place)]) == words_of(each.text), name
    shares = {"of the signs": found / whole, "of the sentences": 1 - lost / told}
    assert min(shares.values()) > 0.99, shares
