"""What the words of the model mean, one line each: acts, modalities, statuses, modes, kinds, confidence."""

from __future__ import annotations

from collections.abc import Mapping

ACTS: Mapping[str, str] = {
    "reports": "tells it; the act of an article that speaks for itself, and of data sets",
    "announces": "says what is to come, or makes public what has been done",
    "confirms": "says that what others told is so",
    "accuses": "says that another has done it, and that it is wrong",
    "denies": "says that it is not so",
    "admits": "owns to have done it",
    "cancels": "says that a plan is off",
    "postpones": "says that a plan is put off",
    "rumours": "passes on what nobody answers for",
}
MODALITIES: Mapping[str, str] = {
    "actual": "told as done, or as going on",
    "planned": "told as to come",
    "alleged": 'told as what somebody says ("reportedly", "aurait", an accusation)',
    "hypothetical": "demanded, threatened, feared or imagined; it gives no edges",
}
STATUSES: Mapping[str, str] = {
    "occurred": "told as done, and denied by nobody (a fact)",
    "admitted": "one who did it owns to it (a fact)",
    "contested": "told or alleged, and denied",
    "alleged": "only said of others, or by third parties",
    "cancelled": "the last word on a plan is that it is off",
    "postponed": "the last word on a plan is that it is put off",
    "planned": "announced, with no outcome told",
    "denied": "all that is said is that it did not happen",
    "hypothetical": "nobody says that it has happened or will",
}
CONFIDENCES: Mapping[str, str] = {
    "high": "a full sentence names who does what to whom; or a person or a data set wrote the record",
    "medium": "the words are short or leave a part to be filled in: a headline, a noun phrase",
    "low": "a guess that a person should look at, and all that a language model reads; our own rules make none",
}
MODES: Mapping[str, str] = {
    "in-person": "in one place",
    "phone": "by telephone",
    "video": "by video",
    "letter": "in writing",
    "unknown": "the source does not tell",
}
ACTOR_KINDS: Mapping[str, str] = {
    "state": "a state of today or of the past: `FRA`, `SUN`",
    "body": "a seat, ministry or organ that speaks for a state: `kremlin`",
    "person": "somebody with a name: `vladimir-putin`",
    "organisation": "an organisation with a seat of its own: `nato`, `kcna`",
    "collective": 'several actors under one name; open ones have no members: `g7`, "Western countries"',
    "unnamed": "somebody whom the source does not name: a minister, a spokesman",
}
DATES: Mapping[str, str] = {
    "2024-06-18": "a day",
    "2024-06-18/2024-06-19": "from one day to another",
    "2024-06": "some time in a month",
    "2024-22": "a season: 21 spring, 22 summer, 23 autumn, 24 winter",
    "2024": "some time in a year",
    "202X": "some time in a decade",
    "2024-05-24/..": "that day or later: what is announced has this, if no date is given",
    "../2024-05-24": "that day or earlier",
    "XXXX-01": "some January: the source tells no year",
    "": "not told; the day of publication never stands in for it",
}
"""EDTF dates, of which the codebook shows the bounds."""
