"""Articles come as text, Markdown, HTML, JSON and by standard input, and give the same facts."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from claims import refuse

from diplograph.loaders import ReadOptions, read
from diplograph.schema import Document, Rejected

Run = Callable[..., tuple[int, str, str]]
TITLE = "Leaders at the lake"
TEXT = (
    "Joe Biden met Vladimir Putin in Geneva on 16 June 2021. The two presidents had asked for a villa by the lake, "
    "and for a long table.\n\nThe talks went on for some hours, and nobody spoke of them afterwards to the press."
)
PAGE = f"""<!doctype html><html lang="en"><head><title>{TITLE}</title>
<meta property="article:published_time" content="2021-06-17T08:00:00Z">
<link rel="canonical" href="https://example.org/lake"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>{TITLE}</h1>{"".join(f"<p>{part}</p>" for part in TEXT.split(chr(10) * 2))}</article>
<footer>All rights</footer></body></html>"""
ROW = {"text": TEXT, "title": TITLE, "url": "https://example.org/lake", "date": "2021-06-17", "language": "en"}
FRONT = f"---\ntitle: {TITLE}\nurl: https://example.org/lake\ndate: 2021-06-17\nlanguage: en\n---\n{TEXT}\n"


def only(path: Path, options: ReadOptions | None = None) -> Document:
    (document,) = read([path], refuse, options)
    return document


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", PAGE),
        ("a.md", FRONT),
        ("a.jsonl", json.dumps(ROW)),
        ("a.json", json.dumps([ROW], indent=1)),
        ("without-ending", PAGE),
    ],
)
def test_a_format_gives_the_meeting_and_what_is_known_of_its_source(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    document = only(tmp_path / name)
    (claim,) = document.claims
    source = document.source
    assert (claim.type, claim.date, claim.quote) == ("MEETS", "2021-06-16", TEXT.split(". ")[0] + ".")
    assert (source.title, source.url, source.published, source.language) == (
        TITLE,
        "https://example.org/lake",
        "2021-06-17",
        "en",
    )
    assert source.text[claim.start : claim.end] == claim.quote
    assert "Home" not in source.text


def test_a_text_takes_what_the_user_knows_of_it(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.txt.gz", "wb") as out:
        out.write(TEXT.replace("\n", "\r\n").encode())
    source = only(tmp_path / "a.txt.gz", ReadOptions(published="2021-06-17", url="https://example.org/lake")).source
    assert (source.url, source.published, source.language) == ("https://example.org/lake", "2021-06-17", "en")
    assert "\r" not in source.text


def test_without_text_the_quote_and_the_source_stay_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    whole, bare = only(tmp_path / "a.txt"), only(tmp_path / "a.txt", ReadOptions(no_text=True))
    assert (bare.source.text, bare.source.id, bare.claims) == ("", whole.source.id, whole.claims)


def test_an_article_comes_by_standard_input(run_cli: Run, tmp_path: Path) -> None:
    store = str(tmp_path / "graph.lbug")
    assert run_cli("--store", store, "load", "-", text=TEXT) == (0, "", "loaded 1 sources, 1 claims, 1 events\n")


def test_a_folder_gives_what_can_be_read_and_sets_the_rest_aside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    (tmp_path / "c.html").write_text("<html><body></body></html>", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\x00")
    rejected: list[Rejected] = []
    assert len(list(read([tmp_path], rejected.append))) == 1
    assert [(Path(row.file).name, row.reason.split(";")[0]) for row in rejected] == [
        ("b.txt", "is empty"),
        ("c.html", "no article found in this page"),
    ]
