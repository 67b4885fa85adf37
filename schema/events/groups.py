"""Claims of one event while the grouping is under way."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

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


class Occurrences:
    """Groups of exact days, in order. They do not overlap, so those of some days are found by search."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._groups = sorted((one for one in groups if one.exact), key=lambda one: one.span.first_day or 0)
        self._firsts = [one.span.first_day or 0 for one in self._groups]
        if len(set(self._firsts)) < len(self._firsts):
            # To look for the smallest id takes as long as all else.
            self._groups.sort(key=lambda one: one.rank)
        self._lasts = [one.span.last_day or 0 for one in self._groups]

    def overlapping(self, span: Span) -> list[Group]:
        """The groups that may be of the time *span*, in order."""
        if span.month_of_year:
            return [one for one in self._groups if overlaps(span, one.span)]
        begin = 0 if span.first_day is None else bisect_left(self._lasts, span.first_day)
        end = len(self._groups) if span.last_day is None else bisect_right(self._firsts, span.last_day)
        return self._groups[begin:end]


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
