"""A person's weekly schedule (lịch công tác tuần): lines by day, submitted and approved (§4.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from core import errors
from core.weeks import Week

DRAFT: Final = "draft"
SUBMITTED: Final = "submitted"
APPROVED: Final = "approved"
RETURNED: Final = "returned"

EDITABLE: Final = frozenset({DRAFT, RETURNED})

FROM_PLAN, LEFT_OVER, RECURRING, COPIED, TYPED = (
    "plan",
    "left-over",
    "recurring",
    "copied",
    "",
)
"""Where a line came from, shown as a mark beside it."""

WHICH_ITEM: Final = "which-item"
"""Several catalogue items fit the words: until one is chosen, the line is only a note."""
SAME_TASK: Final = "same-task"
"""An open task of the same catalogue item is due in that week: is it this one?"""
OPTIONAL: Final = frozenset({WHICH_ITEM})
"""Questions that a schedule may be sent with."""

MOST_LINES = 150
MOST_PASTED = 300
CONTENT_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """*number* names the line for good within its week. *part*: sang, trua, chieu, toi or none.

    A line with *task* and without *item* is about a task that stood before the schedule. A line
    with *item* (a catalogue code), *quantity* and *due* (exclusive) becomes a task item at
    approval and then has *task* too; without them it is only a note of the day.
    *question* is the code of what has to be asked before the line can be sent, *facts* its data;
    *separate*: the person said that it is other work than the open task. *until* is exclusive.
    """

    number: int
    day: date
    content: str
    part: str | None = None
    at: time | None = None
    until: datetime | None = None
    task: int | None = None
    item: str = ""
    quantity: int | None = None
    due: datetime | None = None
    mark: str = TYPED
    repeats: bool = False
    question: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    source: str = ""
    separate: bool = False

    @property
    def makes_task(self) -> bool:
        return self.task is None and bool(self.item)

    @property
    def made_task(self) -> int | None:
        """The task item that an approval of this line made."""
        return self.task if self.item else None

    @property
    def blocks(self) -> bool:
        """Whether its question must be answered before the schedule is sent."""
        return bool(self.question) and self.question not in OPTIONAL

    def fact(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.facts if key == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """The lines as the direct leader approved them once; older ones are kept."""

    lines: tuple[Line, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """*lines* are what stands now, *pasted* what was read from a paste and waits to be confirmed.

    *skipped* are the headings and greetings of that paste. *sent* is what the person sent, beside
    which *lines* has the leader's changes. *filled* names what was pre-filled once: it is not
    filled in again when the person took it out. *late*: first sent after the week's deadline.
    *id* and *version* are storage's.
    """

    id: int
    person: str
    week: Week
    state: str
    lines: tuple[Line, ...] = ()
    version: int = 1
    next_number: int = 1
    approved: tuple[Approved, ...] = ()
    submitted_at: datetime | None = None
    returned_by: str | None = None
    said: str = ""
    pasted: tuple[Line, ...] = ()
    skipped: tuple[str, ...] = ()
    sent: tuple[Line, ...] = ()
    filled: tuple[str, ...] = ()
    late: bool = False

    @property
    def in_force(self) -> tuple[Line, ...]:
        """The lines approved last; none before the first approval."""
        return self.approved[-1].lines if self.approved else ()

    def line(self, number: int) -> Line:
        """*errors.NotFound* ``week.line``."""
        for one in (*self.lines, *self.pasted):
            if one.number == number:
                return one
        raise errors.NotFound("week.line", number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """*before* or *after* is ``None`` for a line that came or went."""

    before: Line | None
    after: Line | None


def changes(before: Sequence[Line], after: Sequence[Line]) -> tuple[Change, ...]:
    """The difference that an amendment asks approval for, in the order of the new lines."""
    old = {one.number: one for one in before}
    new = {one.number for one in after}
    found = [Change(before=old.get(one.number), after=one) for one in after]
    found += [Change(before=one, after=None) for one in before if one.number not in new]
    return tuple(
        one
        for one in found
        if one.before is None or one.after is None or said(one.before) != said(one.after)
    )


def said(line: Line) -> tuple[object, ...]:
    """What a leader approves of a line; its mark and whether it repeats are the person's own."""
    return (
        line.day,
        line.part,
        line.at,
        line.until,
        line.content,
        line.task,
        line.item,
        line.quantity,
        line.due,
    )


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """By day, then part of the day and hour, then as they were entered."""
    parts = {"sang": 0, "trua": 1, "chieu": 2, "toi": 3}
    hours = {0: time(0), 1: time(11), 2: time(13), 3: time(18)}

    def key(one: Line) -> tuple[date, time, int]:
        start = one.at or hours[parts.get(one.part or "sang", 0)]
        return one.day, start, one.number

    return tuple(sorted(lines, key=key))
