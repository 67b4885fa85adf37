"""Why a claim of a model is not believed."""

from __future__ import annotations

from diplograph.schema.errors import SchemaError


class Refused(SchemaError):
    """A claim that cannot be checked against its text; ``kind`` is the reason under which it is counted."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(one_line(reason))
        self.kind = kind


def one_line(text: str) -> str:
    """*text* as a terminal may show it: no control signs, and no line but one."""
    return "".join(sign if sign.isprintable() else "�" for sign in " ".join(text.split()))
