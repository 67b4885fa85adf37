"""The actors that diplograph knows: their names, whom they represent, and how a name leads to them."""

from diplograph.schema.actors.find import find, find_known
from diplograph.schema.actors.places import find_place, place_names, places
from diplograph.schema.actors.resolve import in_office, may_be_written, medium_of, names_in, resolve, state_of
from diplograph.schema.actors.tables import (
    NameEntry,
    actors,
    by_cow,
    extend,
    extended,
    media,
    names,
    not_actors,
    on_change,
)
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
    "extend",
    "extended",
    "find",
    "find_known",
    "find_place",
    "holders",
    "in_office",
    "may_be_written",
    "media",
    "medium_of",
    "members_of",
    "memberships",
    "names",
    "names_in",
    "not_actors",
    "office_holders",
    "offices_of",
    "on_change",
    "place_names",
    "places",
    "resolve",
    "state_of",
]
