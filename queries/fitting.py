"""A template's text as it is best asked with the values at hand: so that both engines begin at the key of an actor."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from diplograph.graph.guard import parameters_in

EVERYBODY = "*"
_CHOICE = re.compile(r"\('\*' IN \$(\w+) OR (\w+)\.(\w+) IN \$\1\)")
_AMONG = re.compile(r"\b(\w+)\.id IN \$(\w+)")
_EDGE = re.compile(r"\[\s*(\w+)")
_WHERE = re.compile(r"\bWHERE\b")
_MATCH = re.compile(r"\bMATCH\b.*?(?=\b(?:OPTIONAL|MATCH|WITH|UNWIND|RETURN)\b|\Z)", re.DOTALL)
_CLOSED = re.compile(
    r"RETURN\b|WITH\s+DISTINCT\b|WITH\b(?:(?!\b(?:WHERE|MATCH|RETURN|WITH)\b).)*\b(?:min|max|sum|count|collect)\(",
    re.DOTALL,
)


class Spoken(Struct, frozen=True):
    """An actor with all who speak for it. *ids* looks them up, for a text that cannot begin at the actor itself."""

    actor: str
    ids: Callable[[], list[str]]


def fitted(statement: str, values: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """*statement* as it is best asked with *values*, and those that it then uses.

    A choice that is left open goes, and one actor is an equality: so both engines begin at
    the key of an actor, where ``'*' IN $actor OR a.id IN $actor`` would make them read all.
    An actor with those who speak for it is where ``SPEAKS_FOR`` leads from them: one key again.
    """

    def choice(found: re.Match[str]) -> str:
        given = values[found[1]]
        return "true" if isinstance(given, list) and EVERYBODY in given else f"{found[2]}.{found[3]} IN ${found[1]}"

    used = dict(values)

    def equal(found: re.Match[str]) -> str:
        given = used[found[2]]
        if not isinstance(given, list) or len(given) != 1:
            return found[0]
        used[f"the_{found[2]}"] = given[0]
        return f"{found[1]}.id = $the_{found[2]}"

    chosen = _CHOICE.sub(choice, statement)
    text = _MATCH.sub(lambda found: _anchored(found[0], chosen, found.end(), used), chosen)
    for name in parameters_in(text):
        given = used.get(name)
        if isinstance(given, Spoken):
            used[name] = given.ids()
    text = _AMONG.sub(equal, text)
    wanted = parameters_in(text)
    return text, {name: value for name, value in used.items() if name in wanted}


def _anchored(match: str, statement: str, end: int, used: dict[str, object]) -> str:
    """A ``MATCH`` of *statement*, up to *end*, that begins at the actor for whom its first actor speaks.

    It also ends at the one for whom its last actor speaks, unless an edge has a condition: behind one the
    embedded engine loses rows (docs/cypher-subset.md). Then whether the last actor speaks for it is a condition
    too, where there is no other ``MATCH`` with which the engine would combine all rows before it looks.
    """
    begun = False
    for variable, name in _AMONG.findall(match):
        given = used.get(name)
        if not isinstance(given, Spoken) or f"({variable}:Actor)" not in match:
            continue
        key = f"(:Actor {{id: $the_{name}}})"
        condition = re.compile(rf"\b{variable}\.id IN \${name}\b")
        anchored = _begun(match, variable, key)
        if begun and not _edges_are_free(match, statement[end:]):
            anchored = match
        elif anchored == match:
            anchored = _ended(match, variable, key)
        if anchored != match and _must_hold(match, condition):
            match, begun = condition.sub("true", anchored, 1), True
        elif len(_MATCH.findall(statement)) == 1:
            match = condition.sub(f"EXISTS {{ MATCH {key}<-[:SPEAKS_FOR]-({variable}) }}", match, 1)
        else:
            continue
        used[f"the_{name}"] = given.actor
    return match


def _begun(match: str, variable: str, key: str) -> str:
    first = f"MATCH ({variable}:Actor)"
    return f"MATCH {key}<-[:SPEAKS_FOR]-({variable}:Actor){match[len(first) :]}" if match.startswith(first) else match


def _ended(match: str, variable: str, key: str) -> str:
    last = re.compile(rf"\({variable}:Actor\)(?=\s*WHERE\b)")
    return last.sub(lambda _: f"({variable}:Actor)-[:SPEAKS_FOR]->{key}", match, count=1)


def _edges_are_free(match: str, rest: str) -> bool:
    """Whether no condition can fall on an edge of *match*, *rest* being what comes behind it.

    None does once rows are put together: what ``WITH DISTINCT``, or one that counts, gives is chosen from afterwards.
    """
    pattern, *conditions = _WHERE.split(match, maxsplit=1)
    names = _EDGE.findall(pattern)
    named = any(re.search(rf"\b{name}\b", text) for name in names for text in conditions)
    return not names or (not named and _CLOSED.match(rest) is not None)


def _must_hold(match: str, condition: re.Pattern[str]) -> bool:
    """Whether *condition* is one of those that the ``WHERE`` of *match* joins by ``AND``."""
    where = _WHERE.search(match)
    found = condition.search(match, where.end()) if where else None
    if where is None or found is None:
        return False
    marked = match[where.end() : found.start()] + " HERE " + match[found.end() :]
    plain, depth = "", 0
    for letter in marked:
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0:
            break
        plain += letter if depth == 0 else " "
    parts = re.split(r"\bAND\b", plain)
    return not re.search(r"\b(OR|XOR)\b", plain) and "HERE" in (part.strip() for part in parts)
