"""Copies and citations count once: what is left are the origins that know it by themselves."""

from __future__ import annotations

import msgspec
import pytest
from claims import claim

from diplograph.schema import Claim
from diplograph.schema.events.origins import origins_of
from diplograph.schema.events.setting import Origin

LONG = "Vladimir Putin met Kim Jong Un at the Vostochny cosmodrome on Wednesday for talks on cooperation."
EDITED = "Vladimir Putin met Kim Jong Un at the Vostochny cosmodrome Wednesday, for talks on cooperation."
OTHER = "The two leaders shook hands in front of a rocket, according to a photographer who was there that day."


def told(source: str, quote: str = "", via: str = "") -> Claim:
    return msgspec.structs.replace(claim("MEETS", "2023-09-13", source=source), quote=quote, via=via)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([told("a", LONG), told("b", OTHER)], 2),
        ([told("a", LONG), told("b", LONG.upper())], 1),
        ([told("a", LONG), told("b", EDITED), told("c", OTHER)], 2),
        ([told("a", "Putin met Kim."), told("b", "Putin met Kim.")], 2),
        ([told("a", via="kcna"), told("b", via="kcna"), told("c", via="tass")], 2),
        ([told("a", via="kcna"), told("a", via="tass"), told("b", via="tass")], 1),
        ([told("a"), told("b"), told("c")], 3),
        ([], 0),
    ],
)
def test_origins(claims: list[Claim], expected: int) -> None:
    assert origins_of(claims, {}) == expected
    assert origins_of(claims[::-1], {}) == expected


def test_copies_of_a_text_and_papers_of_one_agency_are_one() -> None:
    claims = [told("a"), told("b"), told("c"), told("d")]
    sources = [each.source for each in claims]
    origins = {sources[0]: Origin("same"), sources[1]: Origin("same"), sources[2]: Origin("x", "reuters")}
    assert origins_of(claims, origins) == 3
    origins[sources[3]] = Origin("y", "reuters")
    assert origins_of(claims, origins) == 2


def test_what_an_agency_writes_itself_is_the_origin_of_those_who_cite_it() -> None:
    claims = [told("a", via="reuters"), told("b")]
    assert origins_of(claims, {claims[1].source: Origin("", "reuters")}) == 1
