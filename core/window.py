"""Who may still change the task data of a month, and until when (domain §4.2, "frozen")."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from core.lifecycle import Closings

OPEN: Final = "open"
ACCEPTING: Final = "accepting"
FROZEN: Final = "frozen"


def phase(closings: Closings, now: datetime) -> str:
    """*open* until the self step closes: assign, hand in, accept. Then *accepting* until the
    comment step closes: the direct leader accepts, or records faults of, what was handed in
    before. Then *frozen*: only the decider, with a reason.
    """
    if now < closings.self_step:
        return OPEN
    return ACCEPTING if now < closings.comment else FROZEN
