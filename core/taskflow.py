"""The life of a task item (domain §4.2, §8.1, §8.6): pure steps with ``now`` passed in.

A step answers with the item as it is afterwards or raises *errors.Refused* or *errors.Stale*.
Who may take a step is asked in the use-case. Work in parts is in :mod:`core.taskparts`, faults
and causes are in :mod:`core.taskcauses`.
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
    Extension,
    TaskEvent,
    TaskItem,
)

NOTE_LIMIT = drafting.NOTE_LIMIT
MOST_EVIDENCE = 20
LINK_LIMIT = 2_000


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
    due instant has gone by nothing is taken out any more, as with :func:`cancel`. What was
    handed over has its quantity elsewhere.
    """
    check_state(item, *OPEN, SUBMITTED, ACCEPTED)
    if item.carried_to is not None:
        raise errors.Stale("task.moved-on", name=item.name)
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
    check_state(item, PROPOSED)


def refuse(item: TaskItem, reason: str) -> TaskItem:
    check_state(item, PROPOSED)
    return replace(item, state=REFUSED, reason=drafting.check_reason(reason, "task.reason"))


def check_due(due: datetime, now: datetime) -> None:
    """*errors.BadInput* ``due.past``: a due instant that has gone by is a slip."""
    if due <= now:
        raise errors.BadInput("due.past", due=due)


def is_missed(item: TaskItem, now: datetime) -> bool:
    """Whether the due instant went by without more time having been asked for: a request is made
    in time or not at all, and that its answer came later is not the person's delay (§4.2).
    """
    asked = item.extension
    return now >= item.due and (asked is None or asked.state != WAITING)


def move_due(item: TaskItem, due: datetime, *, by: str, reason: str, now: datetime) -> TaskItem:
    """Before the due instant it is moved; after it, it is a new one and the old was missed,
    unless more time was asked for in time. An extension that was asked for is answered by this.
    """
    check_state(item, *OPEN, SUBMITTED)
    check_due(due, now)
    former = Deadline(
        due=item.due,
        by=by,
        at=now,
        reason=required(reason, "task.reason"),
        missed=is_missed(item, now),
    )
    asked = item.extension
    if asked is not None and asked.state == WAITING:
        asked = replace(asked, state=GRANTED, by=by, at=now, said=former.reason)
    return replace(item, due=due, deadlines=(*item.deadlines, former), extension=asked)


def ask_extension(item: TaskItem, due: datetime, reason: str, now: datetime) -> TaskItem:
    """ "Xin lùi hạn": before the due instant, to a later one, with a reason."""
    check_state(item, *OPEN)
    if now >= item.due:
        raise errors.Refused("extension.late", due=item.due)
    if due <= item.due:
        raise errors.BadInput("extension.earlier", due=item.due)
    asked = Extension(due=due, reason=drafting.check_reason(reason, "task.reason"), asked_at=now)
    return replace(item, extension=asked)


def deny_extension(item: TaskItem, *, by: str, said: str, now: datetime) -> TaskItem:
    asked = item.extension
    if asked is None or asked.state != WAITING:
        raise errors.Stale("task.moved-on", name=item.name)
    why = drafting.check_reason(said, "task.reason")
    denied = replace(asked, state=DENIED, by=by, at=now, said=why)
    return replace(item, extension=denied)


def hand_in(
    item: TaskItem, quantity: int, done: Done, *, by: str, note: str, now: datetime
) -> TaskItem:
    """Work finished at *done*, entered now: late entry costs nothing (domain §4.2)."""
    check_state(item, *OPEN, SUBMITTED)
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
    if rest:
        said = drafting.check_reason(said, "review.reason")
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
    events = delays(item, verdict.accepted, done, by=by, now=now)
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


def delays(
    item: TaskItem, accepted: int, done: Done, *, by: str, now: datetime
) -> tuple[TaskEvent, ...]:
    """What the next *accepted* units cost when they were finished at *done*."""
    return tuple(
        TaskEvent(kind=DELAY, at=now, reviewer=by, text="", unit_index=unit, deadline=due)
        for unit in range(item.accepted, item.accepted + accepted)
        for due in missed(item, done)
    )


def cancel(item: TaskItem, reason: str, now: datetime) -> TaskItem:
    """By the direct leader before the due instant: it leaves numerator and denominator."""
    check_state(item, *OPEN)
    if now >= item.due:
        raise errors.Refused("task.cancel-late", due=item.due)
    if item.accepted or item.deliveries:
        raise errors.Refused("task.begun", name=item.name)
    return replace(item, state=CANCELLED, reason=required(reason, "task.reason"))


def attach(item: TaskItem, evidence: Evidence) -> TaskItem:
    """The same again adds nothing but the new note, if it has one.

    *errors.BadInput* ``link.long``; *errors.Refused* ``evidence.many``.
    """
    if len(evidence.link) > LINK_LIMIT:
        raise errors.BadInput("link.long", length=len(evidence.link), limit=LINK_LIMIT)
    for at, one in enumerate(item.evidence):
        if (one.digest, one.link) == (evidence.digest, evidence.link):
            noted = replace(one, note=evidence.note or one.note)
            if noted == one:
                return item
            return replace(item, evidence=(*item.evidence[:at], noted, *item.evidence[at + 1 :]))
    if len(item.evidence) >= MOST_EVIDENCE:
        raise errors.Refused("evidence.many", most=MOST_EVIDENCE)
    return replace(item, evidence=(*item.evidence, evidence))


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


def check_state(item: TaskItem, *states: str) -> None:
    """*errors.Stale* ``task.moved-on``."""
    if item.state not in states:
        raise errors.Stale("task.moved-on", name=item.name, state=item.state)
