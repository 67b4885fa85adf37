"""What a question may do: read, in the Cypher that both stores run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from diplograph.schema.errors import QueryError

_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<quoted>`(?:[^`]|``)*`)
      | (?P<parameter>\$\w+)
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_UNICODE = re.compile(r"\\u", re.IGNORECASE)
_UNSEEN = re.compile(r"(?:(?![\t\n\r])[\x00-\x1f]|\r(?!\n)|[\x7f-\x9f\u2028\u2029])")
"""Signs that one engine takes for the end of a line and another does not, and what no keyboard writes."""
_STARTS = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"})
_BANNED = frozenset(
    [
        "CALL",
        "LOAD",
        "COPY",
        "CREATE",
        "MERGE",
        "SET",
        "DELETE",
        "DETACH",
        "REMOVE",
        "DROP",
        "ALTER",
        "EXPORT",
        "IMPORT",
        "INSTALL",
        "UNINSTALL",
        "ATTACH",
        "USE",
        "FOREACH",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "CHECKPOINT",
        "PROJECT",
        "EXPLAIN",
        "PROFILE",
        "GRANT",
        "REVOKE",
        "DENY",
        "SHOW",
        "TERMINATE",
        "START",
        "STOP",
        "INSERT",
        "FINISH",
        "EXTENSION",
        "MACRO",
        "COMMENT",
        "TABLE",
        "DATABASE",
    ]
)
_LACKING = frozenset(
    [
        "type",
        "toString",
        "head",
        "last",
        "tail",
        "split",
        "duration",
        "reduce",
        "apoc",
        "date",
        "datetime",
        "localdatetime",
        "shortestPath",
        "allShortestPaths",
        "substring",
        "id",
        "elementId",
        "labels",
        "keys",
        "properties",
        "randomUUID",
        "timestamp",
    ]
)


def tokens(cypher: str) -> Iterator[tuple[str, str]]:
    """The tokens of a text as (kind, text), without blanks and comments."""
    for found in _TOKEN.finditer(cypher):
        kind = found.lastgroup or "sign"
        if kind != "blank":
            yield kind, found.group()


@lru_cache(maxsize=512)
def parameters_in(cypher: str) -> frozenset[str]:
    """The names of the parameters that a text uses."""
    return frozenset(text.removeprefix("$") for kind, text in tokens(cypher) if kind == "parameter")


@lru_cache(maxsize=512)
def check_reading(cypher: str) -> str:
    """*cypher* as it may be run, without its comments; a QueryError unless it is one question that only reads.

    Words are judged by position: a property after a dot, a label after a colon, a
    parameter, a string or a quoted name may be called anything. Where a comment or a string
    ends must not be a question: Neo4j reads ``\\u0027`` as a quote before anything else, and a
    lone carriage return as the end of a line; Ladybug goes on behind ``/***/``.
    """
    if _UNICODE.search(cypher):
        raise QueryError("a '\\u' stands for a sign that cannot be seen here; write the sign itself")
    if unseen := _UNSEEN.search(cypher):
        raise QueryError(f"the question holds the control sign U+{ord(unseen[0]):04X}; take it out")
    found = list(tokens(cypher))
    if not found:
        raise QueryError("the question is empty; begin with MATCH")
    kind, text = found[0]
    if kind != "word" or text.upper() not in _STARTS:
        raise QueryError(
            f"a question cannot begin with '{text}'; begin with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN"
        )
    for place, (kind, text) in enumerate(found):
        if kind == "sign" and text == ";" and place + 1 < len(found):
            raise QueryError("one question at a time; take the ';' out")
        if kind == "sign" and text in "'\"`":
            raise QueryError(f"a {text} is not closed")
        if kind == "sign" and text == "/" and place + 1 < len(found) and found[place + 1][1] in "*/":
            raise QueryError("a comment is not closed")
        before = found[place - 1][1] if place else ""
        if kind == "word" and text.upper() in _BANNED and before not in (".", ":", "|") and not _is_key(found, place):
            raise QueryError(
                f"'{text}' is not for reading; use MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT"
            )
        if text == "(" and place > 2 and found[place - 2][1] == "." and found[place - 1][0] in ("word", "quoted"):
            name = "".join(part for _, part in found[place - 3 : place])
            raise QueryError(f"'{name}()' is not for reading; use plain functions such as count()")
    return _without_comments(cypher)


def _without_comments(cypher: str) -> str:
    """The same text with a blank, or a line's end, in the place of each comment: no engine sees where one ends."""
    return "".join(
        ("\n" if found.group().startswith("//") else " ") if found.group().startswith(("//", "/*")) else found.group()
        for found in _TOKEN.finditer(cypher)
    )


def _is_key(found: list[tuple[str, str]], place: int) -> bool:
    """Whether the word is a property's name in ``{name: value}``."""
    before = found[place - 1][1] if place else ""
    after = found[place + 1][1] if place + 1 < len(found) else ""
    return before in ("{", ",") and after == ":"


def subset_problems(cypher: str) -> list[str]:
    """What keeps a template from running alike on both stores, one line each."""
    found = list(tokens(cypher))
    words = [text.upper() for kind, text in found if kind == "word"]
    problems = []
    for place, (kind, text) in enumerate(found[:-1]):
        if kind == "word" and found[place + 1][1] == "(" and text.casefold() in {name.casefold() for name in _LACKING}:
            problems.append(f"{text}() differs between the stores; see docs/cypher-subset.md")
        if kind == "word" and text.upper() in ("COUNT", "EXISTS", "CALL") and found[place + 1][1] == "{":
            inside = found[place + 2][1].upper() if place + 2 < len(found) else ""
            if text.upper() != "EXISTS" or inside != "MATCH":
                problems.append(f"{text} {{}} is not known to both stores; use EXISTS {{ MATCH ... }}")
    for place in range(len(found) - 2):
        if found[place][1] == "[" and found[place + 1][0] == "word" and found[place + 2][1].upper() == "IN":
            problems.append("a list comprehension is not known to both stores; use UNWIND or any(x IN ... WHERE ...)")
    if "RETURN" in words and "BY" not in words[len(words) - words[::-1].index("RETURN") :]:
        problems.append("the answer has no ORDER BY; rows would come in any order")
    return problems
