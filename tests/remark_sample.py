"""The journeys of the shared data set, as its loader will hand them to the reader of remarks."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from diplograph.loaders.datasets.travels_people import FORMER, state_named, traveller_of
from diplograph.schema.actors import find_place

TRAVELS = Path(__file__).parents[2] / "shared" / "data" / "travel" / "us_history_state_gov" / "travels"


def trips() -> Iterator[Mapping[str, str]]:
    """The trips with a remark, file by file; a blank stands for line breaks."""
    for path in sorted(TRAVELS.glob("*-travels/*.xml")):
        for trip in ElementTree.parse(path).getroot().iter("trip"):
            fields = {field.tag: " ".join("".join(field.itertext()).split()) for field in trip}
            if fields.get("remarks"):
                yield fields


def sample(seed: int, size: int = 100) -> list[Mapping[str, str]]:
    """*size* of the trips, always the same for one *seed*."""
    return random.Random(seed).sample(list(trips()), size)


def journey_of(trip: Mapping[str, str]) -> dict[str, Any]:
    """What the reader of remarks is told of a *trip*: traveller, days, place and the state visited."""
    start, end = trip["start-date"], trip["end-date"]
    days = start if start == end or not end else f"{start}/{end}"
    state = state_named(trip["country"])
    towns = [find_place(part.strip()) for part in trip["locale"].split(",")]
    # A town of a state of today is one of the state visited, unless that is no more.
    town = next((each for each in towns if "/" in each and (each.startswith(f"{state}/") or state in FORMER)), "")
    return {
        "traveller": traveller_of(trip["name"], trip["role"], days),
        "date": days,
        "place": town or state or trip["locale"],
        "state": state,
    }
