"""The life of a weekly schedule (domain §4.2): pure steps with ``now`` passed in.

A step answers with the schedule as it is afterwards or raises. Who may take it is asked in the
use-case; the day is the ward's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from core import drafting, errors
from core.people import day_of
from core.schedule import (
    APPROVED,
    CONTENT_LIMIT,
    DRAFT,
    EDITABLE,
    MOST_LINES,
    MOST_PASTED,
    RETURNED,
    SUBMITTED,
    Approved,
    Line,
    Schedule,
    changes,
)

EMPTY, ASKED, PASSED = "empty", "asked", "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Why a schedule cannot be sent yet: *code* and the numbers of the lines meant."""

    code: str
    lines: tuple[int, ...] = ()


def is_over(one: Schedule, today: date) -> bool:
    return one.week.sunday < today


def check_changeable(one: Schedule, today: date) -> None:
    """*errors.Refused* ``week.over`` after its Sunday, ``week.waiting`` while the leader has it."""
    if is_over(one, today):
        raise errors.Refused("week.over", day=one.week.sunday)
    if one.state == SUBMITTED:
        raise errors.Refused("week.waiting")


def check_waiting(one: Schedule, today: date) -> None:
    """*errors.Stale* ``week.moved-on`` unless it waits for approval; ``week.over`` as above."""
    if one.state != SUBMITTED:
        raise errors.Stale("week.moved-on")
    if is_over(one, today):
        raise errors.Refused("week.over", day=one.week.sunday)


def add(one: Schedule, lines: Iterable[Line]) -> Schedule:
    """Each line gets the next number. *errors.Refused* ``week.many``."""
    new, following = _numbered(one, lines)
    if len(one.lines) + len(new) > MOST_LINES:
        raise errors.Refused("week.many", most=MOST_LINES)
    return settled(replace(one, lines=(*one.lines, *new), next_number=following))


def change(one: Schedule, number: int, **fields: Any) -> Schedule:
    """*fields* of one line, in the week or waiting among the pasted."""
    old = one.line(number)
    new = replace(old, **fields)
    if len(new.content) > CONTENT_LIMIT:
        raise errors.BadInput("text.long", length=len(new.content), limit=CONTENT_LIMIT)
    return settled(
        replace(
            one,
            lines=tuple(new if line is old else line for line in one.lines),
            pasted=tuple(new if line is old else line for line in one.pasted),
        )
    )


def remove(one: Schedule, numbers: Collection[int]) -> Schedule:
    return settled(
        replace(
            one,
            lines=tuple(line for line in one.lines if line.number not in numbers),
            pasted=tuple(line for line in one.pasted if line.number not in numbers),
        )
    )


def renew(one: Schedule, number: int, **fields: Any) -> Schedule:
    """The line goes and another takes its place: other work than its task was made for."""
    old = one.line(number)
    without = remove(one, {number})
    return add(without, [replace(old, task=None, **fields)])


def keep_pasted(one: Schedule, lines: Sequence[Line], skipped: Iterable[str]) -> Schedule:
    """What a paste was read as, until it is confirmed line by line or as a whole.

    The same paste again adds nothing. *errors.BadInput* ``week.paste-many``.
    """
    known = {line.source for line in (*one.pasted, *one.lines) if line.source}
    fresh = [line for line in lines if line.source not in known]
    if len(one.pasted) + len(fresh) > MOST_PASTED:
        raise errors.BadInput("week.paste-many", count=len(lines), most=MOST_PASTED)
    new, following = _numbered(one, fresh)
    left_out = tuple(dict.fromkeys((*one.skipped, *skipped)))
    return replace(one, pasted=(*one.pasted, *new), skipped=left_out, next_number=following)


def drop_pasted(one: Schedule) -> Schedule:
    return replace(one, pasted=(), skipped=())


def toggle(one: Schedule, number: int, today: date) -> Schedule:
    """Whether the line comes again next week: the person's own, it needs nobody's approval, so
    it holds in what is in force and in what was sent as well.
    """
    if is_over(one, today):
        raise errors.Refused("week.over", day=one.week.sunday)
    repeats = not one.line(number).repeats

    def marked(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(
            replace(line, repeats=repeats) if line.number == number else line for line in lines
        )

    approved = one.approved
    if approved:
        approved = (*approved[:-1], replace(approved[-1], lines=marked(approved[-1].lines)))
    return replace(
        one,
        lines=marked(one.lines),
        pasted=marked(one.pasted),
        sent=marked(one.sent),
        approved=approved,
    )


def settled(one: Schedule) -> Schedule:
    """An approved schedule that was changed is a draft again; changed back, it is approved."""
    if one.state == SUBMITTED or not one.approved:
        return one
    if not changes(one.in_force, one.lines):
        return replace(one, state=APPROVED, returned_by=None, said="")
    return replace(one, state=DRAFT) if one.state == APPROVED else one


def lacks(one: Schedule, now: datetime) -> tuple[Lack, ...]:
    asked = tuple(line.number for line in one.lines if line.blocks)
    passed = tuple(
        line.number
        for line in one.lines
        if line.makes_task and line.due is not None and line.due <= now
    )
    found = []
    if not one.lines and not one.approved:
        found.append(Lack(code=EMPTY))
    if asked:
        found.append(Lack(code=ASKED, lines=asked))
    if passed:
        found.append(Lack(code=PASSED, lines=passed))
    return tuple(found)


def submit(one: Schedule, now: datetime, deadline: datetime) -> Schedule:
    """*deadline* only marks the first sending of a week. *errors.Refused* ``week.not-ready``."""
    check_changeable(one, day_of(now))
    if one.state not in EDITABLE:
        raise errors.Stale("week.moved-on")
    if lacks(one, now):
        raise errors.Refused("week.not-ready")
    first = one.submitted_at is None
    return replace(
        one,
        state=SUBMITTED,
        submitted_at=now,
        late=now >= deadline if first else one.late,
        sent=one.lines,
        returned_by=None,
        said="",
    )


def recall(one: Schedule, today: date) -> Schedule:
    """The person takes it back before it was approved, as it was sent."""
    check_waiting(one, today)
    return settled(replace(one, state=DRAFT, lines=one.sent, sent=()))


def discard(one: Schedule, today: date) -> Schedule:
    """The amendment is given up: what is in force stands."""
    check_changeable(one, today)
    if not one.approved:
        raise errors.Stale("week.moved-on")
    return settled(replace(one, lines=one.in_force))


def send_back(one: Schedule, by: str, reason: str, today: date) -> Schedule:
    """With a reason, as it was sent: what the leader had changed in it is forgotten."""
    check_waiting(one, today)
    why = drafting.check_reason(reason, "week.reason")
    return replace(one, state=RETURNED, lines=one.sent, sent=(), returned_by=by, said=why)


def approve(one: Schedule, by: str, now: datetime) -> Schedule:
    """What stands now is in force; what was in force before is kept."""
    made = Approved(lines=one.lines, by=by, at=now)
    return replace(
        one,
        state=APPROVED,
        approved=(*one.approved, made),
        sent=(),
        returned_by=None,
        said="",
    )


def _numbered(one: Schedule, lines: Iterable[Line]) -> tuple[tuple[Line, ...], int]:
    new = tuple(replace(line, number=number) for number, line in enumerate(lines, one.next_number))
    return new, one.next_number + len(new)
