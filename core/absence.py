"""Days a person is away: leave, illness, maternity, training, secondment (domain §3, §8.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

LEAVE, ILLNESS, MATERNITY, TRAINING, SECONDMENT, UNPAID = (
    "leave",
    "illness",
    "maternity",
    "training",
    "secondment",
    "unpaid",
)
KINDS: Final = (LEAVE, ILLNESS, MATERNITY, TRAINING, SECONDMENT, UNPAID)

DRAFT: Final = "draft"
WAITING: Final = "waiting"
APPROVED: Final = "approved"
REFUSED: Final = "refused"
WITHDRAWN: Final = "withdrawn"
CANCELLED: Final = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """*first* and *last* are inclusive days. *id* and *version* are storage's.

    *kind* is empty in a draft that does not say it yet. *said* is why it was refused, ended
    early or cancelled.
    """

    id: int
    person: str
    kind: str
    first: date
    last: date
    state: str
    entered_by: str
    entered_at: datetime
    reason: str = ""
    document: str = ""
    version: int = 1
    decided_by: str | None = None
    decided_at: datetime | None = None
    said: str = ""

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    def touches(self, first: date, last: date) -> bool:
        return self.first <= last and first <= self.last

    @property
    def holds_days(self) -> bool:
        """Whether its days are taken: sent and neither refused nor taken back."""
        return self.state in {WAITING, APPROVED}


def is_away(absences: Iterable[Absence], day: date) -> bool:
    """Whether an approved absence covers *day*: nobody is nagged then."""
    return any(one.state == APPROVED and one.covers(day) for one in absences)
