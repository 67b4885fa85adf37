"""Who takes part in what he speaks of: a party's word is more than a third one's."""

from __future__ import annotations

from diplograph.schema.actors import state_of
from diplograph.schema.judgements import Rulings
from diplograph.schema.model import Claim


def is_party(claim: Claim, rulings: Rulings) -> bool:
    """Whether the claimant takes part in the event, or is of a state that does."""
    claimant = rulings.actor(claim.claimant)
    state = state_of(claimant)
    for named in claim.participants:
        actor = rulings.actor(named.actor)
        if actor == claimant or (state and state_of(actor) == state):
            return True
    return False


def is_admission(claim: Claim, rulings: Rulings) -> bool:
    """Whether somebody who takes part admits it; from others it is an allegation."""
    return claim.act == "admits" and bool(claim.claimant) and is_party(claim, rulings)
