"""The actors that diplograph knows: their names, whom they represent, and how a name leads to them."""

from diplograph.schema.actors.find import find, find_known
from diplograph.schema.actors.places import find_place, places
from diplograph.schema.actors.resolve import in_office, medium_of, resolve, state_of
from diplograph.schema.actors.tables import NameEntry, actors, by_cow, media, names
from diplograph.schema.actors.terms import (
    ALWAYS,
    Days,
    Term,
    holders,
    members_of,
    memberships,
    office_holders,
    offices_of,
)

__all__ = [
    "ALWAYS",
    "Days",
    "NameEntry",
    "Term",
    "actors",
    "by_cow",
    "find",
    "find_known",
    "find_place",
    "holders",
    "in_office",
    "media",
    "medium_of",
    "members_of",
    "memberships",
    "names",
    "office_holders",
    "offices_of",
    "places",
    "resolve",
    "state_of",
]
