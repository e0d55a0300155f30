"""The life of a task item (domain §4.2, §8.1, §8.6): pure steps with ``now`` passed in.

A step answers with the item as it is afterwards or raises *errors.Refused* or *errors.Stale*.
Who may take a step is asked in the use-case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core import drafting, errors
from core.monthplan import MOST_QUANTITY, check_quantity
from core.people import day_of
from core.tasks import (
    ACCEPTED,
    ASSIGNED,
    CANCELLED,
    CARRIED,
    CARRY,
    DELAY,
    DENIED,
    FAILED,
    GRANTED,
    IN_PROGRESS,
    OPEN,
    PARTIAL,
    PROPOSED,
    QUALITY,
    REFUSED,
    SUBMITTED,
    WAITING,
    Deadline,
    Delivery,
    Done,
    Evidence,
    Excuse,
    Extension,
    TaskEvent,
    TaskItem,
)

NOTE_LIMIT = drafting.NOTE_LIMIT
MOST_EVIDENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the direct leader found. *accepted* of the delivery's units; *done* as confirmed,
    ``None`` where the person's word stands; *major*: the tick *sai sót lớn*.
    """

    accepted: int
    major: bool = False
    done: Done | None = None
    said: str = ""


def reordered(item: TaskItem, quantity: int, now: datetime) -> TaskItem:
    """Another quantity of work under way. What was accepted or handed in stays, and once the
    due instant has gone by nothing is taken out any more, as with :func:`cancel`.
    """
    _in(item, *OPEN, SUBMITTED, ACCEPTED)
    check_quantity(quantity)
    if quantity < item.accepted + item.handed_in:
        raise errors.Refused("task.begun", name=item.name)
    if quantity < item.assigned and now >= item.due:
        raise errors.Refused("task.cancel-late", due=item.due)
    return _settled(replace(item, assigned=quantity))


def approve(item: TaskItem) -> TaskItem:
    """An ad-hoc item counts only from here (I.2)."""
    check_proposed(item)
    return replace(item, state=ASSIGNED)


def check_proposed(item: TaskItem) -> None:
    """*errors.Stale* ``task.moved-on`` for an item that waits for no approval."""
    _in(item, PROPOSED)


def refuse(item: TaskItem, reason: str) -> TaskItem:
    _in(item, PROPOSED)
    return replace(item, state=REFUSED, reason=required(reason, "task.reason"))


def check_due(due: datetime, now: datetime) -> None:
    """*errors.BadInput* ``due.past``: a due instant that has gone by is a slip."""
    if due <= now:
        raise errors.BadInput("due.past", due=due)


def move_due(item: TaskItem, due: datetime, *, by: str, reason: str, now: datetime) -> TaskItem:
    """Before the due instant it is moved; after it, it is a new one and the old was missed.

    An extension that was asked for is answered by this.
    """
    _in(item, *OPEN, SUBMITTED)
    check_due(due, now)
    former = Deadline(
        due=item.due,
        by=by,
        at=now,
        reason=required(reason, "task.reason"),
        missed=now >= item.due,
    )
    asked = item.extension
    if asked is not None and asked.state == WAITING:
        asked = replace(asked, state=GRANTED, by=by, at=now, said=former.reason)
    return replace(item, due=due, deadlines=(*item.deadlines, former), extension=asked)


def ask_extension(item: TaskItem, due: datetime, reason: str, now: datetime) -> TaskItem:
    """ "Xin lùi hạn": before the due instant, to a later one, with a reason."""
    _in(item, *OPEN)
    if now >= item.due:
        raise errors.Refused("extension.late", due=item.due)
    if due <= item.due:
        raise errors.BadInput("extension.earlier", due=item.due)
    asked = Extension(due=due, reason=required(reason, "task.reason"), asked_at=now)
    return replace(item, extension=asked)


def deny_extension(item: TaskItem, *, by: str, said: str, now: datetime) -> TaskItem:
    asked = item.extension
    if asked is None or asked.state != WAITING:
        raise errors.Stale("task.moved-on", name=item.name)
    denied = replace(asked, state=DENIED, by=by, at=now, said=required(said, "task.reason"))
    return replace(item, extension=denied)


def hand_in(
    item: TaskItem, quantity: int, done: Done, *, by: str, note: str, now: datetime
) -> TaskItem:
    """Work finished at *done*, entered now: late entry costs nothing (domain §4.2)."""
    _in(item, *OPEN, SUBMITTED)
    check_quantity(quantity)
    if item.accepted + item.handed_in + quantity > MOST_QUANTITY:
        raise errors.BadInput("quantity", quantity=quantity, most=MOST_QUANTITY)
    check_done(done, now)
    said = drafting.check_sentence(note, limit=NOTE_LIMIT)
    delivery = Delivery(
        number=len(item.deliveries) + 1,
        quantity=quantity,
        done=done,
        entered_at=now,
        entered_by=by,
        note=said,
    )
    return replace(item, state=SUBMITTED, deliveries=(*item.deliveries, delivery))


def check_done(done: Done, now: datetime) -> None:
    """*errors.BadInput* ``done.future``, ``done.unreadable`` for an instant of another day."""
    if done.at is not None and day_of(done.at) != done.day:
        raise errors.BadInput("done.unreadable", text=done.at.isoformat())
    if done.day > day_of(now) or (done.at is not None and done.at > now):
        raise errors.BadInput("done.future", day=done.day)


def take_back(item: TaskItem, number: int) -> TaskItem:
    """The person takes back a delivery nobody has looked at."""
    _waiting(item, number)
    left = tuple(one for one in item.deliveries if one.number != number)
    renumbered = tuple(replace(one, number=at) for at, one in enumerate(left, 1))
    return _settled(replace(item, deliveries=renumbered))


def review(item: TaskItem, number: int, verdict: Verdict, *, by: str, now: datetime) -> TaskItem:
    """Accepted in full, in part or not at all, with the events of III.2.2 b and c.

    The accepted units take the next unit indices. Each deadline that had passed at the done-date
    is one delay event of each of them; *major* is one quality event, of the next unit when only
    one was not accepted, else of none. What was handed in was finished by then:
    *errors.BadInput* ``done.after-entry`` for a later done-date.
    """
    delivery = _waiting(item, number)
    if not 0 <= verdict.accepted <= delivery.quantity:
        raise errors.BadInput(
            "review.quantity", accepted=verdict.accepted, quantity=delivery.quantity
        )
    done = verdict.done or delivery.done
    check_done(done, now)
    entered = delivery.entered_at
    if done.day > day_of(entered) or (done.at is not None and done.at > entered):
        raise errors.BadInput("done.after-entry", day=done.day, closed=entered)
    rest = delivery.quantity - verdict.accepted
    said = drafting.check_sentence(verdict.said, limit=NOTE_LIMIT)
    if rest and not said:
        raise errors.BadInput("review.reason")
    state = ACCEPTED if not rest else PARTIAL if verdict.accepted else FAILED
    looked_at = replace(
        delivery,
        state=state,
        accepted=verdict.accepted,
        confirmed=done,
        major=verdict.major and rest > 0,
        reviewed_by=by,
        reviewed_at=now,
        said=said,
    )
    events = _delays(item, verdict.accepted, done, by=by, now=now)
    if looked_at.major:
        unit = item.accepted + verdict.accepted if rest == 1 else None
        events += (TaskEvent(kind=QUALITY, at=now, reviewer=by, text=said, unit_index=unit),)
    return _settled(
        replace(
            item,
            accepted=item.accepted + verdict.accepted,
            events=(*item.events, *events),
            deliveries=tuple(looked_at if one is delivery else one for one in item.deliveries),
        )
    )


def missed(item: TaskItem, done: Done) -> tuple[datetime, ...]:
    """The deadlines that had passed when work was finished: one event each, however long."""
    past = [one.due for one in item.deadlines if one.missed]
    return tuple(due for due in (*past, item.due) if done.is_after(due))


def _delays(
    item: TaskItem, accepted: int, done: Done, *, by: str, now: datetime
) -> tuple[TaskEvent, ...]:
    return tuple(
        TaskEvent(kind=DELAY, at=now, reviewer=by, text="", unit_index=unit, deadline=due)
        for unit in range(item.accepted, item.accepted + accepted)
        for due in missed(item, done)
    )


def finished(item: TaskItem, now: datetime, *, more: bool) -> TaskItem:
    """The item as if what waits were accepted as the person said and, where *more* can still be
    done, the rest were finished and accepted at *now*.
    """
    parts = [(one.quantity, one.done) for one in item.waiting]
    if more:
        parts.append((item.left, Done(day=day_of(now), at=now)))
    for quantity, done in parts:
        units = min(quantity, max(0, item.assigned - item.accepted))
        events = _delays(item, units, done, by="", now=now)
        item = replace(item, accepted=item.accepted + units, events=(*item.events, *events))
    return item


def cancel(item: TaskItem, reason: str, now: datetime) -> TaskItem:
    """By the direct leader before the due instant: it leaves numerator and denominator."""
    _in(item, *OPEN)
    if now >= item.due:
        raise errors.Refused("task.cancel-late", due=item.due)
    if item.accepted or item.deliveries:
        raise errors.Refused("task.begun", name=item.name)
    return replace(item, state=CANCELLED, reason=required(reason, "task.reason"))


def transferred(item: TaskItem, to: str, due: datetime, *, by: str, now: datetime) -> TaskItem:
    """The rest of *item* as the receiver's own (§8.6): :func:`cut` leaves the accepted part."""
    _in(item, *OPEN)
    check_due(due, now)
    if item.left == 0:
        raise errors.Refused("task.nothing-left", name=item.name)
    return replace(
        item,
        id=0,
        version=1,
        person=to,
        assigned=item.left,
        accepted=0,
        due=due,
        assigned_by=by,
        state=ASSIGNED,
        made_at=now,
        events=(),
        deliveries=(),
        deadlines=(),
        extension=None,
        carried_from=item.id,
        carried_to=None,
    )


def cut(item: TaskItem, reason: str) -> TaskItem:
    """What stays with the person who hands the rest over: the accepted part, if any."""
    kept = item.accepted
    if not kept:
        return replace(item, state=CANCELLED, reason=reason)
    return replace(item, assigned=kept, state=ACCEPTED, reason=reason)


def carried(item: TaskItem, due: datetime, now: datetime) -> TaskItem:
    """What was not finished, as an item of the next month: same coefficient, a new deadline,
    and the old delay is not counted again (§8.6).
    """
    return replace(
        item,
        id=0,
        version=1,
        assigned=item.left,
        accepted=0,
        due=due,
        origin=CARRY,
        state=ASSIGNED,
        made_at=now,
        events=(),
        deliveries=(),
        deadlines=(),
        extension=None,
        carried_from=item.id,
        carried_to=None,
    )


def mark_carried(item: TaskItem, to: int) -> TaskItem:
    return replace(item, state=CARRIED, carried_to=to)


def attach(item: TaskItem, evidence: Evidence) -> TaskItem:
    if len(item.evidence) >= MOST_EVIDENCE:
        raise errors.Refused("evidence.many", most=MOST_EVIDENCE)
    if any(one.digest == evidence.digest and one.link == evidence.link for one in item.evidence):
        return item
    return replace(item, evidence=(*item.evidence, evidence))


def ask_excuse(
    item: TaskItem, index: int, reason: str, evidence: tuple[Evidence, ...], now: datetime
) -> TaskItem:
    """The person asks the decider to confirm an objective cause of one event (III.2.2)."""
    event = event_at(item, index)
    if len(evidence) > MOST_EVIDENCE:
        raise errors.Refused("evidence.many", most=MOST_EVIDENCE)
    if event.excused_by is not None or (event.asked and event.asked.state == WAITING):
        raise errors.Stale("task.moved-on", name=item.name)
    asked = Excuse(reason=required(reason, "task.reason"), asked_at=now, evidence=evidence)
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
    if not confirmed and not words:
        raise errors.BadInput("task.reason")
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
    said = required(text, "review.reason")
    event = TaskEvent(kind=QUALITY, at=now, reviewer=by, text=said, unit_index=unit)
    return replace(item, events=(*item.events, event))


def event_at(item: TaskItem, index: int) -> TaskEvent:
    """*errors.Stale* ``task.moved-on`` for an event that is not there."""
    if not 0 <= index < len(item.events):
        raise errors.Stale("task.moved-on", name=item.name)
    return item.events[index]


def check_shares(shares: tuple[Decimal, ...]) -> None:
    """*errors.BadInput* ``task.shares`` unless they are positive and add up to 1 (§8.6)."""
    if any(not share.is_finite() or share <= 0 for share in shares) or sum(shares) != 1:
        raise errors.BadInput("task.shares", shares=shares)


def required(text: str, code: str) -> str:
    """A sentence of at most 500 characters; *errors.BadInput* *code* when there is none."""
    said = drafting.check_sentence(text, limit=NOTE_LIMIT)
    if not said:
        raise errors.BadInput(code)
    return said


def _settled(item: TaskItem) -> TaskItem:
    """The state that the deliveries leave an item in."""
    if item.waiting:
        state = SUBMITTED
    elif item.accepted >= item.assigned:
        state = ACCEPTED
    elif item.deliveries and item.deliveries[-1].state == FAILED:
        state = FAILED
    else:
        state = IN_PROGRESS if item.accepted else ASSIGNED
    return replace(item, state=state)


def _waiting(item: TaskItem, number: int) -> Delivery:
    for one in item.waiting:
        if one.number == number:
            return one
    raise errors.Stale("task.moved-on", name=item.name)


def _with_event(item: TaskItem, index: int, event: TaskEvent) -> TaskItem:
    events = (*item.events[:index], event, *item.events[index + 1 :])
    return replace(item, events=events)


def _in(item: TaskItem, *states: str) -> None:
    if item.state not in states:
        raise errors.Stale("task.moved-on", name=item.name, state=item.state)
