"""The actors that diplograph knows: their names, whom they represent, and how a name leads to them."""

from diplograph.schema.actors.find import find
from diplograph.schema.actors.places import find_place, places
from diplograph.schema.actors.resolve import holders, in_office, medium_of, resolve, state_of
from diplograph.schema.actors.tables import NameEntry, actors, by_cow, media, names

__all__ = [
    "NameEntry",
    "actors",
    "by_cow",
    "find",
    "find_place",
    "holders",
    "in_office",
    "media",
    "medium_of",
    "names",
    "places",
    "resolve",
    "state_of",
]
