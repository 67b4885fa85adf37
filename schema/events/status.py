"""The status of an event: the first line of DESIGN section 4 that its claims fit."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from diplograph.schema.event_types import event_type
from diplograph.schema.events.parties import is_party
from diplograph.schema.events.plans import is_plan_like, stated
from diplograph.schema.events.setting import Setting
from diplograph.schema.model import Claim, Status

_BEST: tuple[Status, ...] = (
    "admitted",
    "occurred",
    "contested",
    "alleged",
    "cancelled",
    "postponed",
    "planned",
    "denied",
    "hypothetical",
)
_TELLING = ("reports", "announces", "confirms", "admits")


class Verdict(Struct, frozen=True):
    """The status with the event type that it is of, what it rests on, and the claims that carry it."""

    status: Status
    type: str
    basis: str
    support: tuple[Claim, ...]


def status_of(claims: Sequence[Claim], setting: Setting) -> Verdict:
    """The verdict on the claims of one event.

    A denial bears on the type, and on the mode, that it names; so each type is judged
    by itself, and the best supported one names the event.
    """
    told = [claim for claim in claims if claim.act != "denies"]
    verdicts = []
    for name in sorted({claim.type for claim in (told or claims)}):
        mine = [claim for claim in claims if claim.type == name]
        verdict = _judge(name, mine, setting)
        first = min((stated(claim) is None, stated(claim) or 0, claim.id) for claim in mine)
        verdicts.append((_BEST.index(verdict.status), -len(verdict.support), first, verdict))
    return min(verdicts, key=lambda row: row[:3])[3]


def _judge(name: str, claims: Sequence[Claim], setting: Setting) -> Verdict:
    def verdict(status: Status, basis: str, support: Sequence[Claim]) -> Verdict:
        return Verdict(status, name, basis, tuple(support))

    live = [claim for claim in claims if claim.modality != "hypothetical"]
    if not live:
        return verdict("hypothetical", "", claims)
    told = [claim for claim in live if not is_plan_like(claim) and claim.act != "denies"]
    reported = [claim for claim in told if _is_reported(claim, setting)]
    alleged = [claim for claim in told if not _is_reported(claim, setting)]
    admitted = [claim for claim in reported if claim.act == "admits" and claim.claimant]
    if admitted:
        return verdict("admitted", "reported", admitted)
    for basis, ground in (("reported", reported), ("alleged", alleged)):
        if ground:
            denials = [claim for claim in live if claim.act == "denies" and _bears_on(claim, ground)]
            free: Status = "occurred" if basis == "reported" else "alleged"
            return verdict("contested" if denials else free, basis, ground)
    plans = [
        claim for claim in live if claim.modality == "planned" and claim.act not in ("cancels", "postpones", "denies")
    ]
    for act, off in (("cancels", "cancelled"), ("postpones", "postponed")):
        ends = [claim for claim in live if claim.act == act]
        if ends and _after(ends, plans):
            return verdict("cancelled" if off == "cancelled" else "postponed", "planned", ends)
    if plans:
        return verdict("planned", "planned", plans)
    return verdict("denied", "", [claim for claim in live if claim.act == "denies"] or live)


def _is_reported(claim: Claim, setting: Setting) -> bool:
    """Told as done by the source itself, or by one who takes part, or speaks for one who does."""
    if claim.modality != "actual" or claim.act not in _TELLING:
        return False
    return not claim.claimant or is_party(claim, setting.rulings)


def _bears_on(denial: Claim, ground: Sequence[Claim]) -> bool:
    """A denial that names a mode leaves those of another mode alone."""
    if denial.modality == "planned":
        return False
    usual = event_type(denial.type).mode
    return any(
        claim.mode == denial.mode or usual in (claim.mode, denial.mode) or not (claim.mode and denial.mode)
        for claim in ground
    )


def _after(ends: Sequence[Claim], plans: Sequence[Claim]) -> bool:
    """Whether the last word of *ends* is not before the last plan. An end without a day is taken as last."""
    days = [stated(claim) for claim in ends]
    if None in days or not plans:
        return True
    last_plan = max((day for claim in plans if (day := stated(claim)) is not None), default=None)
    return last_plan is None or max(day for day in days if day is not None) >= last_plan
