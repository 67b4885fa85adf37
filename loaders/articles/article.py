"""An article as the readers of files give it."""

from __future__ import annotations

from msgspec import Struct

from diplograph.loaders.articles.textmap import TextMap


class Article(Struct, frozen=True):
    """A text in NFC, and what is known of where and when it was published.

    ``origin`` leads from places in the text to places in its file; it is stored nowhere.
    """

    text: str
    title: str = ""
    url: str = ""
    published: str = ""
    publisher: str = ""
    language: str = ""
    licence: str = ""
    dataset: str = ""
    origin: TextMap | None = None
