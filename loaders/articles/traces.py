"""What a reader saw: for each claim its words by part and the reasons for status and date; and what it passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from diplograph.schema.records import FactRecord


class Part(Struct, frozen=True):
    """Words of the article and what they are in the event: a role, "trigger", "date", "place", "claimant" or "via".

    ``about.`` stands before the label of a part of what is said: ``about.supplier``.
    """

    start: int
    end: int
    label: str


class Trace(Struct, frozen=True):
    """How one claim was read, or why words that may tell of an event gave none (then ``record`` is None).

    ``text`` is the sentence, ``article[start:end]``; ``rule`` is the frame's id, "" where no rule was asked; ``why``
    are the reasons in the order in which they decided.
    """

    rule: str
    start: int
    end: int
    text: str
    parts: tuple[Part, ...]
    why: tuple[str, ...]
    record: FactRecord | None = None


Hear = Callable[[Trace], None]


def trace_of(record: FactRecord) -> Trace:
    """Where the words of *record* stand in its quote, for records of which nobody tells how they were read."""
    start = record.start or 0
    parts = tuple(sorted(_found(record, start), key=lambda part: (part.start, part.end)))
    rule = " by ".join(filter(None, (record.rule, record.extractor)))
    return Trace(rule, start, start + len(record.quote), record.quote, parts, (), record)


def _found(record: FactRecord, start: int) -> Iterator[Part]:
    named = [(each.role, each.text) for each in record.event.participants]
    named += [(label, each.text) for label, each in (("claimant", record.claimant), ("via", record.via)) if each]
    for label, words in dict.fromkeys(named):
        found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", record.quote) if words else None
        if found is not None:
            yield Part(start + found.start(), start + found.end(), label)
