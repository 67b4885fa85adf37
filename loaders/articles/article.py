"""An article as the readers of files give it."""

from __future__ import annotations

from msgspec import Struct


class Article(Struct, frozen=True):
    """A text in NFC, and what is known of where and when it was published."""

    text: str
    title: str = ""
    url: str = ""
    published: str = ""
    publisher: str = ""
    language: str = ""
    licence: str = ""
    dataset: str = ""
