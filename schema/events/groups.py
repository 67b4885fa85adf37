"""Claims of one event while the grouping is under way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from diplograph.schema.edtf import Span, contains, overlaps
from diplograph.schema.event_types import event_type
from diplograph.schema.model import Claim


class Group(Struct):
    """Claims of one event while the grouping is under way; ``span`` is that of the told event.

    ``admission``: only those who admit it tell of this time.
    """

    span: Span
    exact: bool
    claims: list[Claim]
    admission: bool = False

    def may_be_meant(self, span: Span) -> bool:
        """Whether a charge or denial of the time *span* is of this event.

        Who admits a part of it admits no more: the wider charge or denial stays an event of its own.
        """
        return overlaps(span, self.span) and (not self.admission or contains(self.span, span))

    @property
    def rank(self) -> tuple[int, str]:
        first = self.span.first_day
        return (first if first is not None else 10**9, min(claim.id for claim in self.claims))


def is_exact(claim: Claim, span: Span) -> bool:
    """Whether the claim alone fixes an occurrence: a day, or, for what lasts, a short interval."""
    if event_type(claim.type).lasts == "moment":
        return span.is_occurrence and span.first_day == span.last_day
    return span.is_occurrence


def buckets(claims: Sequence[Claim], of: Callable[[Claim], tuple[str, str]]) -> list[list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        found.setdefault(of(claim), []).append(claim)
    return [found[key] for key in sorted(found)]
