"""Task items: assigned by the direct leader, accepted or faulted by the same (domain §4.2, §8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from core import errors, people, reporting, tasks
from core.usecases.desk import Desk


async def assign(
    desk: Desk,
    person: str,
    name: str,
    *,
    unit_of_count: str,
    coefficient: Decimal,
    quantity: int,
    due: datetime,
    origin: str = "plan",
) -> tasks.TaskItem:
    """*coefficient* is kept as a snapshot. *errors.Refused* ``not-direct-leader``."""
    await check_direct_leader(desk, person)
    if quantity <= 0 or coefficient <= 0:
        raise errors.BadInput("task.quantity", quantity=quantity, coefficient=coefficient)
    item = await desk.store.tasks.add(
        tasks.TaskItem(
            id=0,
            person=person,
            name=name,
            unit_of_count=unit_of_count,
            coefficient=coefficient,
            assigned=quantity,
            accepted=0,
            due=due,
            assigned_by=desk.actor,
            origin=origin,
            state=tasks.ASSIGNED,
        )
    )
    await desk.audit("assign", f"task:{item.id}", person=person, quantity=quantity)
    return item


async def accept(
    desk: Desk, item_id: int, quantity: int, events: Sequence[tasks.TaskEvent] = ()
) -> tasks.TaskItem:
    """What was accepted, with the faults and delays the direct leader records."""
    item = await desk.store.tasks.get(item_id)
    if item is None:
        raise errors.NotFound("task", id=item_id)
    await check_direct_leader(desk, item.person)
    if quantity < 0:
        raise errors.BadInput("task.quantity", quantity=quantity)
    done = replace(item, accepted=quantity, state=tasks.ACCEPTED, events=(*item.events, *events))
    stored = await desk.store.tasks.save(done)
    await desk.audit("accept", f"task:{item.id}", quantity=quantity, events=len(events))
    return stored


async def check_direct_leader(desk: Desk, person: str) -> None:
    """Staff: the deputy in charge or the head; deputies: the head; heads: the field's leader.

    Whoever has the person in the direct reports; form-01 people enter their own (the plan
    names nobody above them in the ward).
    """
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    if person in reporting.direct_reports(desk.rules.authority, organisation, desk.actor, day):
        return
    if person == desk.actor and (await desk.route(person)).form == "01":
        return
    raise errors.Refused("not-direct-leader", person=desk.actor)
