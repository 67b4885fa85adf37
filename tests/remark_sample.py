"""The journeys of the shared data set, as its loader will hand them to the reader of remarks."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from diplograph.schema.actors import find_place, resolve, state_of
from diplograph.schema.records import Mention

TRAVELS = Path(__file__).parents[2] / "shared" / "data" / "travel" / "us_history_state_gov" / "travels"
_OFFICES = {"president": "president", "secretary": "secretary of state"}
# States of these trips that bear another name today, or one of a part.
_STATES = {
    "Palestinian Authority": "PSE",
    "West Bank": "PSE",
    "Ceylon": "LKA",
    "Western Samoa": "WSM",
    "German Democratic Republic": "DDR",
    "Republic of China": "TWN",
    "Timor Leste": "TLS",
}
_FORMER = ("SUN", "YUG", "CSK", "DDR", "SCG")
_TURNED = re.compile(r"([^,(]+), ([^(]*(?:of|North|South|Former Yugoslav Republic of))$")


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
    state = state_named(trip["country"])
    towns = [find_place(part.strip()) for part in trip["locale"].split(",")]
    # A town of a state of today is one of the state visited, unless that is no more.
    town = next((each for each in towns if "/" in each and (each.startswith(f"{state}/") or state in _FORMER)), "")
    return {
        "traveller": traveller_of(trip["name"], trip["role"]),
        "date": start if start == end or not end else f"{start}/{end}",
        "place": town or state or trip["locale"],
        "state": state,
    }


def state_named(country: str) -> str:
    """The id of a country of the data set: "Korea, Republic of" is ``KOR``; "" where it is unknown."""
    plain = country.partition(" (")[0]
    names = [country, _STATES.get(plain, ""), _TURNED.sub(r"\2 \1", plain), plain, plain.partition("-")[0]]
    for name in filter(None, names):
        found = {state for actor in resolve(name) if (state := state_of(actor))}
        if len(found) == 1:
            return found.pop()
    return ""


def traveller_of(name: str, role: str) -> Mention:
    """The traveller, who speaks for the United States in the office of his role."""
    words = name.split()
    found = resolve(name) or resolve(f"{words[0]} {words[-1]}")
    actor = found[0] if len(found) == 1 else ""
    return Mention(actor=actor, text=name, kind="person", office=_OFFICES[role], represents="USA")
