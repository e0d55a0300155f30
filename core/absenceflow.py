"""The life of an absence: drafted, sent, answered, taken back, ended early. Pure steps.

A draft is only its writer's; what was sent waits for the unit's head and keeps its days free of
another. Each step answers with the absence as it is afterwards or raises a *WardError*.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from core import drafting, errors
from core.absence import (
    APPROVED,
    CANCELLED,
    DRAFT,
    KINDS,
    REFUSED,
    WAITING,
    WITHDRAWN,
    Absence,
)

LONGEST: Final = timedelta(days=400)
AHEAD: Final = timedelta(days=366)


def check_days(first: date, last: date, today: date) -> None:
    """*errors.BadInput* ``absence.order``, ``absence.long``, ``absence.far``."""
    if last < first:
        raise errors.BadInput("absence.order", first=first, last=last)
    if last - first >= LONGEST:
        raise errors.BadInput("absence.long", days=(last - first).days + 1, limit=LONGEST.days)
    if first - today > AHEAD:
        raise errors.BadInput("absence.far", first=first)


def check_free(one: Absence, others: Iterable[Absence]) -> None:
    """*errors.Refused* ``absence.overlap`` with the days of the first one in the way."""
    for other in others:
        if other.id != one.id and other.holds_days and other.touches(one.first, one.last):
            raise errors.Refused("absence.overlap", first=other.first, last=other.last)


def send(one: Absence, now: datetime) -> Absence:
    """*errors.BadInput* ``absence.kind`` while the kind is open."""
    _expect(one, DRAFT)
    if one.kind not in KINDS:
        raise errors.BadInput("absence.kind")
    return replace(one, state=WAITING, entered_at=now)


def approve(one: Absence, *, by: str, now: datetime) -> Absence:
    _expect(one, WAITING)
    return replace(one, state=APPROVED, decided_by=by, decided_at=now)


def refuse(one: Absence, *, by: str, reason: str, now: datetime) -> Absence:
    _expect(one, WAITING)
    return replace(one, state=REFUSED, decided_by=by, decided_at=now, said=_reason(reason))


def withdraw(one: Absence) -> Absence:
    """While it waits: an approved one is the approver's to end or cancel."""
    if one.state == APPROVED:
        raise errors.Refused("absence.approved")
    _expect(one, WAITING)
    return replace(one, state=WITHDRAWN)


def end_early(one: Absence, *, last: date, by: str, reason: str, now: datetime) -> Absence:
    """The person is back: *last* is the new last day of an approved absence."""
    _expect(one, APPROVED)
    check_end(one, last)
    return replace(one, last=last, decided_by=by, decided_at=now, said=_reason(reason))


def check_end(one: Absence, last: date) -> None:
    """*errors.BadInput* ``absence.end`` for a new last day that would not make it shorter."""
    if not one.first <= last < one.last:
        raise errors.BadInput("absence.end", first=one.first, last=one.last)


def cancel(one: Absence, *, by: str, reason: str, now: datetime) -> Absence:
    _expect(one, APPROVED)
    return replace(one, state=CANCELLED, decided_by=by, decided_at=now, said=_reason(reason))


def _expect(one: Absence, state: str) -> None:
    if one.state != state:
        raise errors.Stale("absence.moved-on")


def _reason(text: str) -> str:
    said = drafting.check_sentence(text, limit=drafting.NOTE_LIMIT)
    if not said:
        raise errors.BadInput("absence.reason")
    return said
