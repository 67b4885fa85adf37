"""How many independent origins tell of an event: copies and citations of one agency count once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.fuzz import ratio

from diplograph.schema.events.plans import stated
from diplograph.schema.events.setting import Origin
from diplograph.schema.model import Claim
from diplograph.schema.text import fold

ALIKE = 90.0
"""From this similarity on (of 100, by insertions and deletions), two sentences are one with edits."""
WORDS_TO_COMPARE = 8
"""Shorter sentences ("Biden met Putin") are written alike by chance."""
COPIED_WITHIN_DAYS = 7
"""Papers print an agency's text within days; later sentences that read alike are looked at for equality only."""


def origins_of(claims: Sequence[Claim], origins: Mapping[str, Origin]) -> int:
    """How many groups of sources are left when these count as one.

    Two sources are one origin where both have their words from the same agency, where
    their texts differ in case, accents, signs and blanks only, or where the sentences
    that tell of the event are near copies.
    """
    sources = {claim.source for claim in claims}
    if len(sources) == 1:
        return 1
    groups = _Groups()
    for claim in claims:
        origin = origins.get(claim.source, Origin())
        groups.join(claim.source, f"agency {claim.via}" if claim.via else claim.source)
        if origin.agency and not claim.via:
            groups.join(claim.source, f"agency {origin.agency}")
        if origin.text_key:
            groups.join(claim.source, f"text {origin.text_key}")
    for one, other in _copied(claims):
        groups.join(one, other)
    return len({groups.first(source) for source in sources})


def _copied(claims: Iterable[Claim]) -> Iterable[tuple[str, str]]:
    """Pairs of sources with near copies of one sentence, of those that were stated within days of each other."""
    told: dict[str, tuple[int, str]] = {}
    for claim in sorted(claims, key=lambda each: (stated(each) or 0, each.id)):
        words = fold(claim.quote)
        if len(words.split()) < WORDS_TO_COMPARE:
            continue
        if words in told:
            yield told[words][1], claim.source
        told[words] = (stated(claim) or 0, claim.source)
    # A sentence that was told again is compared from its last telling on: the tellings are joined already.
    ordered = sorted((day, words, source) for words, (day, source) in told.items())
    for place, (day, words, source) in enumerate(ordered):
        for later, others, copier in ordered[place + 1 :]:
            if later > day + COPIED_WITHIN_DAYS:
                break
            if ratio(words, others, score_cutoff=ALIKE):
                yield source, copier


class _Groups:
    """Disjoint sets of names; each is known by its smallest member."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def first(self, name: str) -> str:
        while (above := self._above.setdefault(name, name)) != name:
            name = above
        return name

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.first(one), self.first(other)))
        self._above[high] = low
