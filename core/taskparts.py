"""A task in parts: handed over, carried on to the next month, or seen as if it were finished
(domain §8.6).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core import errors
from core.people import day_of
from core.taskflow import check_due, check_state, delays
from core.tasks import (
    ACCEPTED,
    ASSIGNED,
    CANCELLED,
    CARRIED,
    CARRY,
    OPEN,
    SUBMITTED,
    WAITING,
    Done,
    TaskItem,
)


def transferred(item: TaskItem, to: str, due: datetime, *, by: str, now: datetime) -> TaskItem:
    """The rest of *item* as the receiver's own (§8.6): :func:`cut` leaves the accepted part."""
    check_state(item, *OPEN)
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


def cut(item: TaskItem, to: int, reason: str) -> TaskItem:
    """What stays with the person who hands the rest over as item *to*: the accepted part, if
    any.
    """
    kept = item.accepted
    if not kept:
        return replace(item, state=CANCELLED, reason=reason, carried_to=to)
    return replace(item, assigned=kept, state=ACCEPTED, reason=reason, carried_to=to)


def carried(item: TaskItem, due: datetime, now: datetime) -> TaskItem:
    """What was not accepted, as an item of the next month: same coefficient, a new deadline,
    and the old delay is not counted again (§8.6). A delivery that nobody has looked at goes
    along, and waits there.
    """
    waiting = tuple(replace(one, number=at) for at, one in enumerate(item.waiting, 1))
    return replace(
        item,
        id=0,
        version=1,
        assigned=item.assigned - item.accepted,
        accepted=0,
        due=due,
        origin=CARRY,
        state=SUBMITTED if waiting else ASSIGNED,
        made_at=now,
        events=(),
        deliveries=waiting,
        deadlines=(),
        extension=None,
        carried_from=item.id,
        carried_to=None,
    )


def mark_carried(item: TaskItem, to: int) -> TaskItem:
    judged = tuple(one for one in item.deliveries if one.state != WAITING)
    return replace(item, state=CARRIED, carried_to=to, deliveries=judged)


def finished(item: TaskItem, now: datetime, *, more: bool) -> TaskItem:
    """The item as if what waits were accepted as the person said and, where *more* can still be
    done, the rest were finished and accepted at *now*.
    """
    parts = [(one.quantity, one.done) for one in item.waiting]
    if more:
        parts.append((item.left, Done(day=day_of(now), at=now)))
    for quantity, done in parts:
        units = min(quantity, max(0, item.assigned - item.accepted))
        events = delays(item, units, done, by="", now=now)
        item = replace(item, accepted=item.accepted + units, events=(*item.events, *events))
    return item
