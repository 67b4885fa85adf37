"""How far two reviewers agree beyond chance."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Agreement(Struct, frozen=True):
    """``claims`` judged by both; shares of 1; ``kappa`` is None where chance alone would agree on all."""

    claims: int
    observed: float
    expected: float
    kappa: float | None


def agreement(one: Mapping[str, str], other: Mapping[str, str]) -> Agreement:
    """Cohen's kappa (1960) of two reviewers' verdicts by claim: (observed - expected) / (1 - expected)."""
    both = sorted(set(one) & set(other))
    if not both:
        return Agreement(0, 0.0, 0.0, None)
    total = len(both)
    observed = sum(one[claim] == other[claim] for claim in both) / total
    verdicts = {one[claim] for claim in both} | {other[claim] for claim in both}
    expected = sum(
        sum(one[claim] == verdict for claim in both) * sum(other[claim] == verdict for claim in both)
        for verdict in verdicts
    ) / (total * total)
    kappa = None if expected == 1 else round((observed - expected) / (1 - expected), 4)
    return Agreement(total, round(observed, 4), round(expected, 4), kappa)
