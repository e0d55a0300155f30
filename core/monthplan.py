"""A unit's month plan: who makes what, how much, until when, with what result (I.2, "6 rõ")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from core import errors
from core.months import Month

DRAFT: Final = "draft"
APPROVED: Final = "approved"

MOST_QUANTITY = 9_999
MOST_LINES = 1_000
TEXT_LIMIT = 500
SOURCE_LIMIT = 1_000
MOST_PEOPLE = 10

PERSON, ITEM, QUANTITY, DUE = "person", "item", "quantity", "due"
"""What a line that was typed may still have to be asked, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One line: *person*, *work*, *responsibility*, *authority*, *due* and *expected* are the
    six that must be clear. *number* names the line for good; *tasks* are set at approval, one
    for each of *people*.

    *item* is a code of the catalogue in force; *due* is exclusive. *partners* make the product
    together with *person*, who leads; *shares* of the coefficient are then in the order of
    *people* and add up to 1 (domain §8.6).
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
    partners: tuple[str, ...] = ()
    shares: tuple[Decimal, ...] = ()
    tasks: tuple[int, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        return (self.person, *self.partners)

    @property
    def parts(self) -> tuple[tuple[str, Decimal], ...]:
        """Who makes it, each with the share of the coefficient."""
        return tuple(zip(self.people, self.shares or (Decimal(1),), strict=True))

    @property
    def makes(self) -> tuple[object, ...]:
        """What its tasks were made of: another one of these means other tasks."""
        return (self.parts, self.item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A line as it was typed, with what was understood, until everything is clear.

    *who*, *said*, *much* and *when* are the words for the people, the work, the quantity and the
    due instant; *people* has a place for each name, empty where it is not clear. *asks* is what has to be asked next, ``""`` when nothing:
    *options* may be meant, codes of persons or of catalogue items, and *doubt* is why.
    """

    number: int
    text: str
    who: str = ""
    said: str = ""
    much: str = ""
    when: str = ""
    people: tuple[str, ...] = ()
    item: str = ""
    quantity: int | None = None
    due: datetime | None = None
    expected: str = ""
    asks: str = ""
    options: tuple[str, ...] = ()
    doubt: str = ""


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

    *typed* are lines that are not clear yet. *id* and *version* are storage's. A plan under
    amendment is ``draft`` with former versions.
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
    typed: tuple[Typed, ...] = ()

    @property
    def in_force(self) -> PlanVersion | None:
        return self.approved[-1] if self.approved else None

    def line(self, number: int) -> PlanLine:
        """*errors.NotFound* ``plan.line``."""
        for one in self.lines:
            if one.number == number:
                return one
        raise errors.NotFound("plan.line", number=number)

    def typed_line(self, number: int) -> Typed:
        """*errors.NotFound* ``plan.line``."""
        for one in self.typed:
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


def equal_shares(count: int) -> tuple[Decimal, ...]:
    """Hundredths that add up to exactly 1; what does not divide goes to who leads."""
    if count == 1:
        return ()
    each = Decimal(100 // count) / 100
    return (1 - each * (count - 1), *[each] * (count - 1))


def matched(
    before: Sequence[PlanLine], after: Sequence[PlanLine], next_number: int
) -> tuple[tuple[PlanLine, ...], int]:
    """*after* with the numbers and tasks of the lines they are in *before*, new numbers for the
    others; and the next free number.

    The same people and item are the same line, first those with the same words too; equal lines
    keep their order.
    """
    free = list(before)
    numbered: dict[int, PlanLine] = {}
    for is_same in (_is_same_work, _is_same_task):
        for at, one in enumerate(after):
            former = next((each for each in free if is_same(each, one)), None)
            if at not in numbered and former is not None:
                free.remove(former)
                numbered[at] = replace(one, number=former.number, tasks=former.tasks)
    for at, one in enumerate(after):
        if at not in numbered:
            numbered[at] = replace(one, number=next_number)
            next_number += 1
    return tuple(numbered[at] for at in range(len(after))), next_number


def _is_same_task(one: PlanLine, other: PlanLine) -> bool:
    return one.makes == other.makes


def _is_same_work(one: PlanLine, other: PlanLine) -> bool:
    return one.makes == other.makes and one.work == other.work
