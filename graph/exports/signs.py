"""Texts as every reader takes them: without control signs, lists in one line; null where nothing is to be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars

from diplograph.graph.exports.views import Kind, there

_BLANK = "[\t\n\r\x0b\x0c\x85\u2028\u2029]+"
_UNFIT = "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
"""What XML 1.0 cannot hold, what moves a cursor, what turns the direction of the text that follows."""

_XML = {"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;"}
_JSON_IN_XML = {**_XML, "\\": "\\\\", '"': "\\&quot;"}


def clean(text: polars.Expr) -> polars.Expr:
    """*text* in one line, without signs that no file of graphs can hold."""
    return text.str.replace_all(_BLANK, " ").str.replace_all(_UNFIT, "")


def listed(items: polars.Expr, signs: Mapping[str, str], mark: str) -> polars.Expr:
    """A list as a JSON array: what Gephi reads as a list of texts, and programs as JSON; null for an empty one.

    *mark* is how a quotation mark is written, *signs* how what cannot stand in a text is.
    """
    told = _replaced(clean(polars.element()), signs)
    between = items.list.eval(told).list.join(f"{mark}, {mark}")
    return polars.when(items.list.len() > 0).then(polars.format(f"[{mark}{{}}{mark}]", between))


def _replaced(text: polars.Expr, signs: Mapping[str, str]) -> polars.Expr:
    return text.str.replace_many(list(signs), list(signs.values()))


def attribute(text: polars.Expr) -> polars.Expr:
    """*text*, cleaned, for an attribute of XML in double quotes, or for what stands between two tags."""
    return _replaced(clean(text), _XML)


def joined(*parts: polars.Expr | str) -> polars.Expr:
    """The parts of a line one after the other, those left out that are null.

    All in one go: each line that is made of others is copied with them.
    """
    return polars.concat_str([polars.lit(part) if isinstance(part, str) else part for part in parts], ignore_nulls=True)


WRITTEN: Mapping[Kind, Callable[[polars.Expr], polars.Expr]] = {
    "text": lambda text: there(attribute(text)),
    "texts": lambda items: listed(items, _JSON_IN_XML, "&quot;"),
    "dates": lambda items: there(items.list.join("; ")),
    "number": lambda number: number.cast(polars.String),
    "flag": lambda flag: flag.cast(polars.String),
}
"""How a value of each kind is written in a format that is XML; null where it is not written."""
