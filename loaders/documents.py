"""Articles out of text, Markdown, HTML and JSON: the text that is stored, and what is known of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import trafilatura

from diplograph.loaders.articles import Article, TextMap
from diplograph.loaders.articles.wording import common_words
from diplograph.loaders.files import File, ReadOptions, read_file
from diplograph.schema.edtf import parse
from diplograph.schema.errors import ReadError, SchemaError
from diplograph.schema.text import normalise

MOST_TAGS = 100_000
"""Tags of a page: one of news has some 5,000; a million keep the reader of pages busy for minutes."""
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FIELDS = {
    "title": ("title", "headline"),
    "url": ("url", "link"),
    "published": ("published", "date", "published_at", "publication_date"),
    "publisher": ("publisher", "source", "site", "outlet"),
    "language": ("language", "lang"),
    "licence": ("licence", "license"),
    "dataset": ("dataset",),
}


def article_in(path: str | Path, options: ReadOptions | None = None) -> Article:
    """The article in the text, Markdown or HTML file at *path*, with the way back into the file."""
    chosen = options or ReadOptions()
    file = read_file(Path(path), chosen)
    if file.format not in ("text", "markdown", "html"):
        raise ReadError(f"{file.name}: is {file.format}; give one article as text, Markdown or HTML")
    return article_of(file, chosen)


def article_of(file: File, options: ReadOptions) -> Article:
    """The article in a text, Markdown or HTML file; a ReadError where there is none, or what is told of it is wrong."""
    try:
        return _html(file, options) if file.format == "html" else _plain(file, options)
    except SchemaError as problem:
        raise ReadError(f"{file.name}: {problem}") from None


def _plain(file: File, options: ReadOptions) -> Article:
    text = normalise(file.text)
    known: dict[str, str] = {}
    if file.format == "markdown":
        front = _FRONT.match(text)
        if front:
            text = text[front.end() :]
            for line in front[1].splitlines():
                name, colon, value = line.partition(":")
                if colon:
                    known[name.strip().casefold()] = value.strip().strip("\"'")
    text = text.strip("\n")
    return _article(file.name, text, known, options, TextMap(text, file.text))


def article_of_row(name: str, row: Mapping[str, object], options: ReadOptions) -> Article:
    """The article in one JSON object; a SchemaError where it has no text."""
    text = next((row[key] for key in ("text", "content", "body") if isinstance(row.get(key), str)), None)
    if not isinstance(text, str) or not text.strip():
        raise SchemaError("has no 'text'; give the article's text there")
    known = {key.casefold(): value for key, value in row.items() if isinstance(value, str)}
    return _article(name, normalise(text), known, options)


def _article(
    name: str, text: str, known: Mapping[str, str], options: ReadOptions, origin: TextMap | None = None
) -> Article:
    if not text.strip():
        raise ReadError(f"{name}: has no text; give an article")
    values = {field: next((known[key] for key in keys if known.get(key)), "") for field, keys in _FIELDS.items()}
    published = options.published or _day(values["published"])
    parse(published)
    language = options.language or values["language"][:2].casefold() or guess_language(text)
    title = values["title"] or text.strip().splitlines()[0].lstrip("# ")[:200]
    return Article(
        text=text,
        title=title,
        url=options.url or values["url"],
        published=published,
        publisher=values["publisher"],
        language=language,
        licence=values["licence"],
        dataset=values["dataset"],
        origin=origin,
    )


def _day(text: str) -> str:
    """A date with a time is kept to the day; any other must be EDTF."""
    stamp = re.match(r"(\d{4}-\d{2}-\d{2})[T ]\d", text)
    return stamp[1] if stamp else text


def _html(file: File, options: ReadOptions) -> Article:
    """Text, title, day and publisher of a page, by trafilatura, without comments and tables."""
    if (tags := file.text.count("<")) > MOST_TAGS:
        raise ReadError(f"{file.name}: has {tags} tags; the page of an article has at most {MOST_TAGS}")
    found = trafilatura.extract(
        file.text, output_format="json", with_metadata=True, include_comments=False, include_tables=False
    )
    if found is None:
        raise ReadError(f"{file.name}: no article found in this page; save its text and load that")
    row = json.loads(found)
    language = re.search(r"<html[^>]*\blang=[\"']?([a-zA-Z]{2})", file.text)
    known = {
        "title": row.get("title") or "",
        "url": row.get("source") or "",
        "published": row.get("date") or "",
        "publisher": row.get("source-hostname") or row.get("hostname") or "",
        "language": language[1].casefold() if language else row.get("language") or "",
    }
    text = normalise(row.get("text") or "")
    return _article(file.name, text, known, options, TextMap(text, file.text, markup=True))


def guess_language(text: str) -> str:
    """The language that has most of its common words in *text*; "" where none has many."""
    words = re.findall(r"[^\W\d_]+", text.casefold())[:2000]
    counts = {language: sum(word in common for word in words) for language, common in common_words().items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] * 12 >= len(words) else ""
