"""Dates in words: found in a sentence, and resolved to EDTF no more precise than the words."""

from diplograph.loaders.articles.calendar.choices import Resolved
from diplograph.loaders.articles.calendar.find import Expression, find_dates
from diplograph.loaders.articles.calendar.resolve import resolve

__all__ = ["Expression", "Resolved", "find_dates", "resolve"]
