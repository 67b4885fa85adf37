"""Rows that are shaped like those of GDELT 2.0: 61 columns, a quarter of an hour after the other, with its skew.

    python benchmarks/gdelt_rows.py rows.export.CSV --rows 1000000

Figures are those of a real quarter of an hour (2,111 rows, 24 October 2019): five rows an article, a third with one
actor, 97 of 100 of the day on which they were added, 2,000 rows each quarter of an hour. Actors follow Zipf's law with
exponent 1: 522 different ones in 2,111 rows there, some 600 here. Codes have the shares that they have there.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from graphs import busiest

from diplograph.loaders.datasets.gdelt import LAYOUTS
from diplograph.loaders.datasets.gdelt_actors import SECTORS
from diplograph.schema.actors import actors

COLUMNS = LAYOUTS[0]
QUARTER = 2_000
"""Rows of a quarter of an hour."""
ARTICLE = 5
PEOPLE = 6_000
_SHARES = (
    "010:160 042:143 043:129 036:113 190:106 040:104 051:96 020:96 173:72 046:60 193:52 112:49 111:48 080:47 "
    "090:45 057:42 120:41 012:41 013:39 110:30 030:28 060:26 070:24 071:23 141:22 0874:21 050:21 014:18 180:18 "
    "045:18 160:18 017:15 084:15 130:14 182:14 100:14 072:13 114:12 192:12 016:12"
)
CODES = {code: int(share) for code, _, share in (each.partition(":") for each in _SHARES.split())}
PLACES = 400
BEGINNING = datetime(2019, 10, 1)


def profiles(chance: random.Random) -> list[tuple[str, str, str]]:
    """Name, country and sector of actors, the busiest first: states, sectors of states, people of no table."""
    states = [each for each in busiest() if actors()[each].kind == "state"]
    chance.shuffle(states)
    found: list[tuple[str, str, str]] = []
    for number in range(PEOPLE):
        state = states[int(chance.paretovariate(1)) % len(states)]
        name = actors()[state].name.upper()
        kind = chance.random()
        if number < len(states) and kind < 0.5:
            found.append((actors()[states[number]].name.upper(), states[number], ""))
        elif kind < 0.7:
            found.append((name, state, chance.choice(sorted(SECTORS))))
        elif kind < 0.85:
            found.append((chance.choice(sorted(SECTORS.values())).upper(), "", chance.choice(sorted(SECTORS))))
        else:
            found.append((f"PERSON {number}", state, ""))
    return found


def rows(count: int, seed: int = 5) -> Iterator[str]:
    """So many lines, without their ends."""
    chance = random.Random(seed)
    people = profiles(chance)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(people) + 1)))
    places = [
        (kind, f"Town {number}, {name}" if kind == "4" else name)
        for number in range(PLACES)
        for kind, name in [(chance.choice("144"), actors()[chance.choice(busiest()[:190])].name)]
    ]
    place_weights = list(itertools.accumulate(1 / rank for rank in range(1, PLACES + 1)))
    codes, code_weights = list(CODES), list(itertools.accumulate(CODES.values()))
    at = {name: place for place, name in enumerate(COLUMNS)}
    article: list[int] = []
    for number in range(count):
        when = BEGINNING + timedelta(minutes=15 * (number // QUARTER))
        if number % ARTICLE == 0:
            # An article tells of the same few, several times.
            article = chance.choices(range(len(people)), cum_weights=weights, k=3)
        cells = [""] * len(COLUMNS)
        ago = 0 if chance.random() < 0.97 else chance.choice((1, 7, 30, 365))
        day = when - timedelta(days=ago)
        code = chance.choices(codes, cum_weights=code_weights)[0]
        told = (
            ("GLOBALEVENTID", str(878_000_000 + number)),
            ("SQLDATE", f"{day:%Y%m%d}"),
            ("MonthYear", f"{day:%Y%m}"),
            ("Year", f"{day:%Y}"),
            ("FractionDate", f"{day.year + day.timetuple().tm_yday / 365:.4f}"),
            ("IsRootEvent", str(number % 2)),
            ("EventCode", code),
            ("EventBaseCode", code[:3]),
            ("EventRootCode", code[:2]),
            ("QuadClass", str(1 + min(3, int(code[:2]) // 5))),
            ("GoldsteinScale", "1.9"),
            ("NumMentions", "10"),
            ("NumSources", "1"),
            ("NumArticles", "10"),
            ("AvgTone", f"{chance.uniform(-8, 4):.12f}"),
            ("DATEADDED", f"{when:%Y%m%d%H%M%S}"),
            ("SOURCEURL", f"https://www.example.org/{when:%Y/%m/%d}/article-of-some-length-{number // ARTICLE}.html"),
        )
        for name, value in told:
            cells[at[name]] = value
        one, other = chance.sample(article, 2)
        lone = chance.random()
        for side, whom in (("1", one), ("2", other)):
            if lone < 0.33 and side == ("2" if lone < 0.25 else "1"):
                continue
            name, country, sector = people[whom]
            cells[at[f"Actor{side}Code"]] = country + sector
            cells[at[f"Actor{side}Name"]] = name
            cells[at[f"Actor{side}CountryCode"]] = country
            cells[at[f"Actor{side}Type1Code"]] = sector
        kind, place = chance.choices(places, cum_weights=place_weights)[0]
        for of in ("Actor1", "Actor2", "Action"):
            cells[at[f"{of}Geo_Type"]] = kind
            cells[at[f"{of}Geo_FullName"]] = place
            cells[at[f"{of}Geo_Lat"]] = "48.85"
            cells[at[f"{of}Geo_Long"]] = "2.35"
        yield "\t".join(cells)


def write(path: Path, count: int) -> None:
    """Write so many rows to *path*."""
    with path.open("w", encoding="utf-8") as out:
        for line in rows(count):
            out.write(f"{line}\n")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--rows", type=int, default=1_000_000)
    given = options.parse_args()
    write(given.file, given.rows)


if __name__ == "__main__":
    main()
