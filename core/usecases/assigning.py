"""Task items come to a person: from a plan, a schedule, a leader's word (domain §3, §4.2, §8).

The coefficient is a snapshot of the catalogue in force for the month that the due instant
belongs to (III.1.4): a later catalogue never changes an older month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core import candidates, catalogue, errors, monthplan, people, taskflow, tasks
from core.catalogue import Catalogue, CatalogueItem
from core.tasks import TaskItem
from core.usecases import directing
from core.usecases.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made. *item* is a code of the unit's catalogue, empty for a product that
    stands in none: it is then counted as the standard unit, coefficient 1 (domain §16,
    ``coefficient_approval``). *source* names the plan or the schedule it comes from.
    """

    item: str
    quantity: int
    due: datetime
    origin: str
    name: str = ""
    expected: str = ""
    share: Decimal = Decimal(1)
    source: str = ""


async def unit_of(desk: Desk, person: str) -> str:
    """The unit of the highest post today; *errors.NotFound* ``post``."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    post = candidates.routing_post(desk.rules.authority, organisation, person, day)
    if post is None:
        raise errors.NotFound("post", person=person)
    return post.unit


async def catalogue_for(desk: Desk, person: str, due: datetime) -> Catalogue | None:
    """What the person's unit counts by in the month of *due*; ``None`` without a catalogue."""
    versions = await desk.store.catalogues.of_unit(await unit_of(desk, person))
    return catalogue.in_force(versions, directing.month_of(desk, due))


async def assign(desk: Desk, person: str, order: Order) -> TaskItem:
    """By the direct leader. *errors.Refused* ``not-direct-leader``, ``month.frozen``;
    *errors.BadInput* ``quantity``, ``due.past``; *errors.NotFound* ``catalogue.item``.
    """
    await directing.check_leads(desk, person)
    taskflow.check_due(order.due, desk.now)
    fresh = await prepared(desk, person, order, tasks.ASSIGNED)
    stored = await desk.store.tasks.add(fresh)
    await desk.audit("assign", task_key(stored), **facts(stored))
    return stored


async def prepared(desk: Desk, person: str, order: Order, state: str) -> TaskItem:
    """The item as it would be stored, with the snapshot of its coefficient.

    *errors.BadInput* ``task.name`` for work without a name, ``task.shares`` for a share that is
    no part of one.
    """
    monthplan.check_quantity(order.quantity)
    if not order.share.is_finite() or not 0 < order.share <= 1:
        raise errors.BadInput("task.shares", shares=(order.share,))
    directing.check_open(desk, order.due)
    known = await catalogue_for(desk, person, order.due)
    product = _product(order, known)
    return TaskItem(
        id=0,
        person=person,
        name=_titled(taskflow.required(order.name.strip() or product.name, "task.name")),
        unit_of_count=product.unit_of_count,
        coefficient=product.coefficient,
        assigned=order.quantity,
        accepted=0,
        due=order.due,
        assigned_by=desk.actor,
        origin=order.origin,
        state=state,
        unit=await unit_of(desk, person),
        item=product.code,
        catalogue=known.number if known and product.code else 0,
        share=order.share,
        expected=order.expected.strip(),
        made_at=desk.now,
        source=order.source,
    )


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]


def _product(order: Order, known: Catalogue | None) -> CatalogueItem:
    if not order.item:
        return CatalogueItem(
            code="",
            name=order.name,
            output="",
            unit_of_count="",
            group="",
            coefficient=Decimal(1),
        )
    if known is None:
        raise errors.NotFound("catalogue.none", item=order.item)
    return known.require(order.item)


async def reorder(
    desk: Desk, item_id: int, *, quantity: int, due: datetime, reason: str
) -> TaskItem:
    """A plan or a schedule was amended: another quantity, another due instant (with a reason).

    *errors.Refused* as :func:`reordered`.
    """
    item = await own_follower(desk, item_id)
    changed = reordered(desk, item, quantity=quantity, due=due, reason=reason)
    if changed == item:
        return item
    stored = await desk.store.tasks.save(changed)
    await desk.audit("reorder", task_key(stored), reason=reason, **facts(stored))
    return stored


def reordered(
    desk: Desk, item: TaskItem, *, quantity: int, due: datetime, reason: str
) -> TaskItem:
    """As :func:`reorder` would store it; *errors.Refused* as :func:`taskflow.reordered` and
    :func:`directing.check_movable`.
    """
    directing.check_open(desk, item.due)
    changed = taskflow.reordered(item, quantity, desk.now)
    if quantity > item.assigned:
        taskflow.check_due(due, desk.now)
    if due == item.due:
        return changed
    directing.check_movable(desk, item, due)
    return taskflow.move_due(changed, due, by=desk.actor, reason=reason, now=desk.now)


async def cancel(desk: Desk, item_id: int, reason: str) -> TaskItem:
    """Before the due instant, with a reason; nothing begun: it leaves the KPI altogether."""
    item = await own_follower(desk, item_id)
    directing.check_open(desk, item.due)
    stored = await desk.store.tasks.save(taskflow.cancel(item, reason, desk.now))
    await desk.audit("cancel", task_key(stored), reason=reason)
    return stored


async def own_follower(desk: Desk, item_id: int) -> TaskItem:
    """An item of somebody whose work the actor leads; *errors.NotFound* ``task``."""
    item = await desk.store.tasks.get(item_id)
    if item is None:
        raise errors.NotFound("task", id=item_id)
    await directing.check_leads(desk, item.person)
    return item


def task_key(item: TaskItem) -> str:
    """How the audit and the notices name an item."""
    return f"task:{item.id}"


def facts(item: TaskItem) -> Mapping[str, object]:
    """What the audit keeps of an item."""
    return {
        "person": item.person,
        "name": item.name,
        "item": item.item,
        "catalogue": item.catalogue,
        "weight": str(item.weight),
        "quantity": item.assigned,
        "due": item.due.isoformat(),
        "origin": item.origin,
        "state": item.state,
    }
