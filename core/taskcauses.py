"""Faults found after acceptance, and the objective causes of events (III.2.2): pure steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core import drafting, errors
from core.taskflow import MOST_EVIDENCE, NOTE_LIMIT
from core.tasks import (
    DENIED,
    GRANTED,
    QUALITY,
    WAITING,
    Evidence,
    Excuse,
    TaskEvent,
    TaskItem,
)


def ask_excuse(
    item: TaskItem, index: int, reason: str, evidence: tuple[Evidence, ...], now: datetime
) -> TaskItem:
    """The person asks the decider to confirm an objective cause of one event (III.2.2)."""
    event = event_at(item, index)
    if len(evidence) > MOST_EVIDENCE:
        raise errors.Refused("evidence.many", most=MOST_EVIDENCE)
    if event.excused_by is not None or (event.asked and event.asked.state == WAITING):
        raise errors.Stale("task.moved-on", name=item.name)
    asked = Excuse(
        reason=drafting.check_reason(reason, "task.reason"), asked_at=now, evidence=evidence
    )
    return _with_event(item, index, replace(event, asked=asked))


def answer_excuse(
    item: TaskItem, index: int, *, confirmed: bool, by: str, said: str, now: datetime
) -> TaskItem:
    """Confirmed, the event costs nothing any more; a refusal needs a reason."""
    event = event_at(item, index)
    asked = event.asked
    if asked is None or asked.state != WAITING:
        raise errors.Stale("task.moved-on", name=item.name)
    words = drafting.check_sentence(said, limit=NOTE_LIMIT)
    if not confirmed:
        words = drafting.check_reason(words, "task.reason")
    answered = replace(asked, state=GRANTED if confirmed else DENIED, by=by, at=now, said=words)
    changed = replace(event, asked=answered)
    if confirmed:
        changed = replace(changed, excused_by=by, excuse=asked.reason)
    return _with_event(item, index, changed)


def add_fault(item: TaskItem, *, unit: int | None, text: str, by: str, now: datetime) -> TaskItem:
    """A major error found after acceptance: one quality event (III.2.2 b)."""
    if not item.accepted:
        raise errors.Refused("task.nothing-accepted", name=item.name)
    if unit is not None and not 0 <= unit < item.accepted:
        raise errors.BadInput("review.unit", accepted=item.accepted)
    said = drafting.check_reason(text, "review.reason")
    event = TaskEvent(kind=QUALITY, at=now, reviewer=by, text=said, unit_index=unit)
    return replace(item, events=(*item.events, event))


def event_at(item: TaskItem, index: int) -> TaskEvent:
    """*errors.Stale* ``task.moved-on`` for an event that is not there."""
    if not 0 <= index < len(item.events):
        raise errors.Stale("task.moved-on", name=item.name)
    return item.events[index]


def _with_event(item: TaskItem, index: int, event: TaskEvent) -> TaskItem:
    events = (*item.events[:index], event, *item.events[index + 1 :])
    return replace(item, events=events)
