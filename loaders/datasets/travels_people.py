"""Who and which state the tables of US travels mean."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from diplograph.loaders.articles.journey import person_of
from diplograph.schema.actors import resolve, state_of
from diplograph.schema.edtf import parse
from diplograph.schema.records import Mention
from diplograph.schema.text import fold

OFFICES = {"president": "president", "secretary": "secretary of state"}
_STATES = {
    "Bosnian Federation": "BIH",
    "Ceylon": "LKA",
    "Dahomey": "BEN",
    "German Democratic Republic": "DDR",
    "Khmer Republic": "KHM",
    "Korea": "KOR",
    "Muscat & Oman": "OMN",
    "Palestinian Authority": "PSE",
    "Republic of China": "TWN",
    "Siam": "THA",
    "Slovak Republic": "SVK",
    "Somali Republic": "SOM",
    "Somoa": "WSM",
    "St. Christopher and Nevis": "KNA",
    "St. Vincent and the Grenadines": "VCT",
    "The Gambia": "GMB",
    "Timor Leste": "TLS",
    "Union of South Africa": "ZAF",
    "Upper Volta": "BFA",
    "West Bank": "PSE",
    "Western Samoa": "WSM",
    "Zimbabwe Rhodesia": "ZWE",
}
"""Names of states in these files that no other table has: earlier ones of a state that goes on; a slip of the pen;
and Korea, whose leaders in these files, from 1953 on, are all of the Republic."""
_ELECTED_DAYS = 130
"""From an election in early November to an inauguration in March, as it was until 1933."""
FORMER = ("SUN", "YUG", "CSK", "DDR", "SCG")
_TURNED = re.compile(r"([^,(]+), ([^(]*(?:of|North|South|Former Yugoslav Republic of))$")
_TITLES = (
    "acting amir brigadier chairman chancellor chief colonel council crown deputy designate duchess duke emir emperor "
    "federal first general government governor grand head interim junta king lieutenant marshal member minister "
    "ministers minster of of pope premier president prime prince princess provisional queen regent secretary shah "
    "sheikh state sultan supreme taoiseach the vice"
).split()
_TITLE = re.compile(rf"(?:(?:{'|'.join(_TITLES)})(?:-\s?(?:elect|designate))?-?\s+)+", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:,\s+|\s+and\s+|\s+&\s+)(?={_TITLE.pattern})", re.IGNORECASE)


@lru_cache(maxsize=4096)
def state_named(country: str) -> str:
    """The id of a country of these files: "Korea, Republic of" is ``KOR``; "" where it is unknown."""
    plain = country.partition(" (")[0]
    named = [country, _STATES.get(plain, ""), _TURNED.sub(r"\2 \1", plain), plain, plain.partition("-")[0]]
    for name in filter(None, named):
        found = {state for actor in resolve(name) if (state := state_of(actor))}
        if len(found) == 1:
            return found.pop()
    return ""


def traveller_of(name: str, role: str, days: str) -> Mention:
    """The traveller, who speaks for the United States in the office of his role."""
    words = name.split()
    found = resolve(name) or resolve(f"{words[0]} {words[-1]}")
    actor = found[0] if len(found) == 1 else person_of(OFFICES[role], words[-1], "USA", days).actor
    return Mention(actor=actor, text=name, kind="person", office=OFFICES[role], represents="USA")


def visitor_of(words: str, state: str, days: str) -> Mention:
    """A visitor of *state*, with title and name: "Prime Minister Erna Solberg"."""
    title = _TITLE.match(words)
    return person_of(title[0].strip() if title else "", words[title.end() if title else 0 :], state, days)


def visitors_in(visitors: str) -> Iterator[str]:
    """The visitors of a row one by one; "Premier and Prince Sihanouk" is one with two titles."""
    held = ""
    for words in _BETWEEN.split(visitors):
        if _TITLE.fullmatch(f"{words} "):
            held = f"{held}{words} "
        else:
            yield held + words
            held = ""


@lru_cache(maxsize=4096)
def president_on(name: str, days: str) -> str:
    """The US president from 1865 to 1993 of that surname or name, in office or elected on these days; "" for none."""
    asked = parse(days)
    if asked.earliest is None or asked.latest is None:
        return ""
    words = set(fold(name).split())
    return next(
        (
            whole
            for whole, since, until in _presidents()
            if words <= set(fold(whole).split())
            and since - timedelta(days=_ELECTED_DAYS) <= asked.earliest
            and asked.latest <= until
        ),
        "",
    )


@cache
def _presidents() -> tuple[tuple[str, date, date], ...]:
    with Path(__file__).with_name("us-presidents.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            (row["name"], date.fromisoformat(row["since"]), date.fromisoformat(row["until"]))
            for row in csv.DictReader(rows)
        )
