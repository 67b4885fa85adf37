"""Texts as every reader takes them: without control signs, lists in one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from diplograph.graph.exports.views import Kind

_BLANK = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 cannot hold, what moves a cursor, what turns the direction of the text that follows."""


def clean(text: str) -> str:
    """*text* in one line, without signs that no file of graphs can hold."""
    return text if text.isprintable() else _UNFIT.sub("", _BLANK.sub(" ", text))


def listed(items: Sequence[str]) -> str:
    """A list as a JSON array: what Gephi reads as a list of texts, and programs as JSON."""
    return '["' + '", "'.join(map(_quoted, items)) + '"]' if items else "[]"


def _quoted(item: str) -> str:
    text = clean(item)
    return text.replace("\\", "\\\\").replace('"', '\\"') if '"' in text or "\\" in text else text


def attribute(text: str) -> str:
    """*text* for an attribute of XML in double quotes, or for what stands between two tags."""
    if text.isprintable() and not ("&" in text or '"' in text or "<" in text or ">" in text):
        return text
    return escape(clean(text), {'"': "&quot;"})


def listed_attribute(items: Sequence[str]) -> str:
    """A list, as ``listed`` gives it, for XML; "" for an empty one."""
    if not items:
        return ""
    joined = items[0] if len(items) == 1 else "".join(items)
    # Most lists are of ids and addresses, in which nothing stands for anything else.
    if attribute(joined) == joined and "\\" not in joined:
        return f"[&quot;{'&quot;, &quot;'.join(items)}&quot;]"
    return attribute(listed(items))


Column = tuple[str, Callable[[Any], str]]
"""How the value of a column begins, and how it is written."""
WRITTEN: Mapping[Kind, Callable[[Any], str]] = {
    "text": attribute,
    "texts": listed_attribute,
    "dates": "; ".join,
    "number": str,
    "flag": {True: "true", False: "false", "": ""}.__getitem__,
}
"""How a value of each kind is written in a format that is XML."""
