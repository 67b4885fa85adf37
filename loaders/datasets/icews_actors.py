"""Who the actors of ICEWS are: "Foreign Affairs (Bangladesh)", "Vladimir Putin", "Russia", with sectors and country."""

from __future__ import annotations

from functools import lru_cache

from diplograph.loaders.datasets.parties import Party, Standing, named_party, state_called
from diplograph.loaders.datasets.rows import MISSING
from diplograph.schema.actors import on_change

_NOBODY = frozenset(["Unspecified Actor", "Unidentified State Actor"])
_STATES = {
    "Congo": "COG",
    "Holy See (Vatican City State)": "VAT",
    "Moldova, Republic of": "MDA",
    "Occupied Palestinian Territory": "PSE",
    "Palestinian Territory, Occupied": "PSE",
    "the former Yugoslav Republic of Macedonia": "MKD",
}
"""Names of states as ICEWS writes them, where the tables have none or several."""
_SPEAKS_FOR_STATE = frozenset(["Government", "Military"])
_INTERNATIONAL = "International Government Organization"


@lru_cache(maxsize=65_536)
def party_of(name: str, sectors: str, country: str) -> Party | None:
    """The actor that the three cells mean; None where they name nobody.

    Only who is of the government or the forces represents the state: a protester (India) is of India and does not
    speak for it; nor does a Portuguese who is of the UN.
    """
    if name in MISSING or name in _NOBODY:
        return None
    told = frozenset(sectors.split(","))
    apart = _INTERNATIONAL in told
    return named_party(
        name, state_named(country), Standing(bool(told & _SPEAKS_FOR_STATE) and not apart, apart), state_named
    )


on_change(party_of.cache_clear)


@lru_cache(maxsize=4096)
def state_named(text: str) -> str:
    """The state that a Country cell names, as ISO 3166 alpha-3; "" for none."""
    return "" if text in MISSING else _STATES.get(text) or state_called(text)
