"""A unit's month plan: who makes what, how much, until when, with what result (I.2, "6 rõ")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core import errors
from core.months import Month

DRAFT: Final = "draft"
APPROVED: Final = "approved"

MOST_QUANTITY = 9_999
MOST_LINES = 1_000
TEXT_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One line: *person*, *work*, *responsibility*, *authority*, *due* and *expected* are the
    six that must be clear. *number* names the line for good; *task* is set at approval.

    *item* is a code of the catalogue in force; *due* is exclusive.
    """

    number: int
    person: str
    item: str
    work: str
    quantity: int
    due: datetime
    expected: str
    responsibility: str = ""
    authority: str = ""
    task: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """The lines as they were approved once."""

    number: int
    lines: tuple[PlanLine, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPlan:
    """*lines* are what is being written; *approved* the versions in force one after another.

    *id* and *version* are storage's. A plan under amendment is ``draft`` with former versions.
    """

    id: int
    unit: str
    month: Month
    state: str
    lines: tuple[PlanLine, ...]
    version: int = 1
    approved: tuple[PlanVersion, ...] = ()
    next_number: int = 1
    source: str = ""

    @property
    def in_force(self) -> PlanVersion | None:
        return self.approved[-1] if self.approved else None

    def line(self, number: int) -> PlanLine:
        """*errors.NotFound* ``plan.line``."""
        for one in self.lines:
            if one.number == number:
                return one
        raise errors.NotFound("plan.line", number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """*before* or *after* is ``None`` for a line that came or went."""

    before: PlanLine | None
    after: PlanLine | None


def changes(before: Sequence[PlanLine], after: Sequence[PlanLine]) -> tuple[Change, ...]:
    """What an amendment changes, by line number; lines that stayed as they were are left out."""
    old = {one.number: one for one in before}
    new = {one.number: one for one in after}
    found = [Change(before=old.get(number), after=line) for number, line in new.items()]
    gone = [Change(before=line, after=None) for number, line in old.items() if number not in new]
    return tuple(one for one in (*found, *gone) if one.before != one.after)


def check_quantity(quantity: int) -> None:
    """*errors.BadInput* ``quantity`` outside 1..9,999: 10,000 and more is a slip (R12)."""
    if not 1 <= quantity <= MOST_QUANTITY:
        raise errors.BadInput("quantity", quantity=quantity, most=MOST_QUANTITY)
