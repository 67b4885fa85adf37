"""Who the actors of GDELT are: a name in capitals, and CAMEO codes of a country, a known group and three sectors."""

from __future__ import annotations

from functools import lru_cache

from diplograph.loaders.datasets.parties import Party, Standing, known_actor, of_tables, sector_party
from diplograph.schema.actors import actors, on_change
from diplograph.schema.records import Participant
from diplograph.schema.text import slug

STATES = {
    "BAG": "IRQ",
    "GZS": "PSE",
    "IMY": "IMN",
    "MTN": "MNE",
    "ROM": "ROU",
    "TMP": "TLS",
    "WSB": "PSE",
    "ZAR": "COD",
}
"""Codes of states that are not those of ISO 3166; a capital for its state."""
REGIONS = {
    "AFR": "Africa",
    "ASA": "Asia",
    "BLK": "Balkans",
    "CAS": "Central Asia",
    "CAU": "Caucasus",
    "CEU": "Central Europe",
    "CFR": "Central Africa",
    "CRB": "Caribbean",
    "EAF": "East Africa",
    "EEU": "Eastern Europe",
    "EIN": "East Indies",
    "EUR": "Europe",
    "LAM": "Latin America",
    "MDT": "Mediterranean",
    "MEA": "Middle East",
    "NAF": "North Africa",
    "NAM": "North America",
    "NMR": "North America",
    "PGS": "Persian Gulf",
    "SAF": "Southern Africa",
    "SAM": "South America",
    "SAS": "South Asia",
    "SCN": "Scandinavia",
    "SEA": "Southeast Asia",
    "WAF": "West Africa",
    "WST": "Western countries",
}
GROUPS = {
    "ADB": "adb-asia",
    "AFB": "african-development-bank",
    "ALQ": "al-qaeda",
    "AMN": "amnesty-international",
    "AMU": "arab-maghreb-union",
    "ARL": "arab-league",
    "ASN": "asean",
    "CIS": "commonwealth-of-independent-states",
    "COE": "council-of-europe",
    "CWN": "commonwealth-of-nations",
    "EBR": "ebrd",
    "ECA": "eccas",
    "EEC": "european-union",
    "EFT": "efta",
    "FTA": "fatah",
    "GCC": "gulf-cooperation-council",
    "GOS": "g7",
    "HEZ": "hezbollah",
    "HMS": "hamas",
    "HRW": "human-rights-watch",
    "IAE": "iaea",
    "ICC": "icc",
    "ICG": "international-crisis-group",
    "ILO": "ilo",
    "IMF": "imf",
    "IOM": "iom",
    "IRC": "red-cross",
    "ISJ": "palestinian-islamic-jihad",
    "ITP": "interpol",
    "MBR": "muslim-brotherhood",
    "NAT": "nato",
    "OAS": "oas",
    "OIC": "oic",
    "OPC": "opec",
    "PLO": "plo",
    "SAD": "sadc",
    "SCE": "osce",
    "TAL": "taliban",
    "UNO": "united-nations",
    "WAS": "ecowas",
    "WBK": "world-bank",
    "WFP": "wfp",
    "WHO": "who",
    "WTO": "wto",
    "XFM": "oxfam",
}
"""Known groups that the tables have."""
SECTORS = {
    "AGR": "agriculture",
    "BUS": "business",
    "COP": "police",
    "CRM": "criminals",
    "CVL": "civilians",
    "DEV": "development",
    "EDU": "education",
    "ELI": "elites",
    "ENV": "environmentalists",
    "GOV": "government",
    "HLH": "health",
    "HRI": "human rights",
    "IGO": "intergovernmental organisation",
    "IMG": "international militants",
    "INS": "insurgents",
    "JUD": "judiciary",
    "LAB": "labour",
    "LEG": "legislature",
    "MED": "media",
    "MIL": "military",
    "MNC": "multinational companies",
    "NGO": "non-governmental organisation",
    "OPP": "opposition",
    "REB": "rebels",
    "REF": "refugees",
    "SEP": "separatists",
    "SET": "settlers",
    "SPY": "intelligence service",
    "UAF": "armed forces of nobody known",
}
_OF_STATE = frozenset(["GOV", "MIL", "LEG", "JUD", "SPY", "COP"])
"""Sectors that are bodies of their state; a business or a refugee is of a state and does not speak for it."""
_INTERNATIONAL = frozenset(["IGO", "IMG", "INT", "MNC", "NGO", "NGM"])


@lru_cache(maxsize=65_536)
def party_of(name: str, country: str, group: str, *types: str) -> Party | None:
    """The actor that the cells mean; None where they name nobody.

    *country* and *group* are CAMEO codes, "" for none, and so are its *types*, which are sectors.

    An organisation by its name in the tables, or by its known group; else whoever of that country bears the whole
    name in the tables; else the state, or the body or people of it that the first sector tells, ``government~USA``.
    A region is a collective. Who is of no country is known by the words within the article alone, so that two
    articles never meet in POLICE.
    """
    sectors = tuple(filter(None, types))
    if not name and not country and not group and not sectors:
        return None
    text = name or country or group or sectors[0]
    named = known_actor(name, "") if name else ""
    if named and actors()[named].kind == "organisation":
        return of_tables(named, text)
    if group in GROUPS:
        return Party(of_tables(GROUPS[group], text).mention)
    state = state_of_country(country)
    if group or (_INTERNATIONAL & set(sectors) and state == ""):
        return Party(Participant(text=text, kind="organisation"))
    if state:
        return _of_state(text, state, sectors)
    if country in REGIONS:
        return Party(Participant(slug(REGIONS[country]), text, "collective"))
    if named and actors()[named].kind != "state":
        return of_tables(named, text)
    return Party(Participant(text=text, kind="collective" if sectors else "unnamed"))


def _of_state(text: str, state: str, sectors: tuple[str, ...]) -> Party:
    known = known_actor(text, state)
    if known and known != state:
        return of_tables(known, text)
    told = next((each for each in sectors if each in SECTORS), "")
    if not told:
        return Party(Participant(state, text, "state"), state)
    body = told in _OF_STATE and not _INTERNATIONAL & set(sectors)
    return sector_party(text, state, SECTORS[told], Standing(body))


@lru_cache(maxsize=4096)
def state_of_country(code: str) -> str:
    """The state of a CAMEO country code, as ISO 3166 alpha-3; "" for none."""
    code = STATES.get(code, code)
    known = actors().get(code)
    return code if known is not None and known.kind == "state" else ""


on_change(party_of.cache_clear)
on_change(state_of_country.cache_clear)
