"""Answers as of a day: each event as the claims of that day tell it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from diplograph.graph.store import Answer, Store
from diplograph.schema.errors import QueryError
from diplograph.schema.events import Setting, event_of, known_on
from diplograph.schema.events.plans import OPEN_WINDOW_DAYS, stated
from diplograph.schema.judgements import rulings
from diplograph.schema.model import Claim, Event


class Asked(Struct, frozen=True):
    """What the question asks of events: types (all where none is given), statuses, days, and whether plans lapse."""

    types: tuple[str, ...]
    statuses: tuple[str, ...]
    first: int
    last: int
    lapses: bool


def as_known(store: Store, name: str, answer: Answer, asked: Asked, day: int) -> tuple[Answer, frozenset[str]]:
    """*answer* with each event as it was known on *day*, and the claims that tell no day and were left out.

    Events that nobody had told of by then go; status, date, origins, quote and source are
    those of the claims stated by then, and the question's statuses and days are asked of these.
    """
    if "event" not in answer.columns:
        raise QueryError(f"{name} has no --as-of: its rows are no events; ask timeline or who-met-whom")
    place = answer.columns.index("event")
    claims = store.claims_of_events([str(row[place]) for row in answer.rows])
    standings = store.standings(claim.source for told in claims.values() for claim in told)
    setting = Setting(rulings(store.judgements()), {key: each.origin for key, each in standings.items()})
    undated = frozenset(claim.id for told in claims.values() for claim in told if stated(claim) is None)
    known = {key: _known(told, setting, day) for key, told in claims.items()}
    today = {key: event_of(told, setting).type for key, told in claims.items()}
    rows = []
    for row in answer.rows:
        event, shown = known[str(row[place])]
        if event is None or not _fits(event, asked):
            continue
        if "type" not in answer.columns and event.type != today[str(row[place])]:
            # The row is an edge of what is known today: a meeting that was taken for a call then.
            continue
        shown = {**shown, "time": _time(event, asked)}
        if asked.lapses and _lapsed(event, day):
            shown["status"] = "lapsed"
        rows.append(tuple(shown.get(column, cell) for column, cell in zip(answer.columns, row, strict=True)))
    return Answer(answer.columns, tuple(sorted(rows, key=lambda row: [str(cell) for cell in row]))), undated


def _known(claims: Sequence[Claim], setting: Setting, day: int) -> tuple[Event | None, dict[str, object]]:
    told = known_on(claims, day)
    if not told:
        return None, {}
    event = event_of(told, setting)
    shown: dict[str, object] = {
        "date": event.date,
        "type": event.type,
        "status": event.status,
        "origins": event.origins,
        "place": event.place,
        "quote": event.quote,
        "source": event.url or event.title,
    }
    return event, shown


def _fits(event: Event, asked: Asked) -> bool:
    early = event.last_day is not None and event.last_day < asked.first
    late = event.first_day is not None and event.first_day > asked.last
    typed = not asked.types or event.type in asked.types
    return typed and event.status in asked.statuses and not early and not late


def _time(event: Event, asked: Asked) -> str:
    if event.first_day is None or event.last_day is None:
        return "possible"
    return "certain" if event.first_day >= asked.first and event.last_day <= asked.last else "possible"


def _lapsed(event: Event, day: int) -> bool:
    if event.status not in ("planned", "postponed"):
        return False
    if event.last_day is not None:
        return event.last_day < day
    return event.first_day is not None and event.first_day + OPEN_WINDOW_DAYS < day
