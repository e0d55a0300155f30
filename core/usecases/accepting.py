"""The direct leader's side of work: approve, accept, fault, move, cancel, hand over (§4.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core import catalogue, drafting, errors, taskcauses, taskflow, taskparts, tasks, window
from core.catalogue import CatalogueItem
from core.taskflow import Verdict
from core.tasks import TaskItem
from core.usecases import assigning, directing, reviewing, working
from core.usecases.assigning import Order, task_key
from core.usecases.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What of others' work waits for the actor, the oldest due first."""

    proposed: tuple[TaskItem, ...]
    handed_in: tuple[TaskItem, ...]
    extensions: tuple[TaskItem, ...]
    excuses: tuple[TaskItem, ...]

    @property
    def count(self) -> int:
        return sum(map(len, (self.proposed, self.handed_in, self.extensions, self.excuses)))


async def inbox(desk: Desk) -> Inbox:
    led = await directing.near_followers(desk)
    waiting = await desk.store.tasks.in_states(led, {tasks.PROPOSED, tasks.SUBMITTED})
    asking = await desk.store.tasks.asking(led)
    live = [one for one in waiting if _is_live(desk, one)]
    handed_in = [one for one in live if one.state == tasks.SUBMITTED]
    return Inbox(
        proposed=tuple(one for one in live if one.state == tasks.PROPOSED),
        handed_in=(*await _frozen(desk), *handed_in),
        extensions=tuple(one for one in asking if _asks_for_time(desk, one)),
        excuses=await _excuses(desk),
    )


def _is_live(desk: Desk, item: TaskItem) -> bool:
    closings = directing.work_closings(desk, directing.month_of(desk, item.due))
    until = closings.self_step if item.state == tasks.PROPOSED else closings.comment
    return desk.now < until


def _asks_for_time(desk: Desk, item: TaskItem) -> bool:
    asked = item.extension
    if asked is None or item.state not in {*tasks.OPEN, tasks.SUBMITTED}:
        return False
    closings = directing.work_closings(desk, directing.month_of(desk, item.due))
    return asked.state == tasks.WAITING and desk.now < closings.self_step


async def _excuses(desk: Desk) -> tuple[TaskItem, ...]:
    """Causes that wait for the actor, or for whom the actor stands in, as decider; after the
    decision nobody can answer them any more.
    """
    asked = [one for one in await desk.store.tasks.asking() if waiting_excuses(one)]
    return tuple([one for one in asked if await _decides(desk, one)])


async def _frozen(desk: Desk) -> tuple[TaskItem, ...]:
    """Handed in, never looked at, and the comment step has closed: only the decider can (§4.2)."""
    found = []
    for one in await desk.store.evaluations.to_decide(await reviewing.principals(desk, "decide")):
        if desk.now >= directing.work_closings(desk, one.month).comment:
            window_ = desk.rules.calendar.work_window(one.month)
            items = await desk.store.tasks.due_between([one.person], *window_)
            found += [item for item in items if item.state == tasks.SUBMITTED]
    return tuple([item for item in found if await _decides(desk, item)])


async def _decides(desk: Desk, item: TaskItem) -> bool:
    """Whether the actor decides on the person's month, and has not yet."""
    month = directing.month_of(desk, item.due)
    if item.person == desk.actor or not await directing.is_decider(desk, item.person, month):
        return False
    return not await working.is_decided(desk, item)


def waiting_excuses(item: TaskItem) -> tuple[int, ...]:
    """Indices of the events whose objective cause waits for an answer."""
    return tuple(
        at
        for at, one in enumerate(item.events)
        if one.asked is not None and one.asked.state == tasks.WAITING
    )


async def approve(desk: Desk, item_id: int, seen: int) -> TaskItem:
    """An ad-hoc line becomes work that counts, as it stands on the card (I.2)."""
    item = await _led(desk, item_id, seen)
    directing.check_open(desk, item.due)
    return await _stored(desk, "approve", replace(taskflow.approve(item), assigned_by=desk.actor))


async def amend(desk: Desk, item_id: int, seen: int, order: Order) -> TaskItem:
    """The leader's quantity, due or product in place of what was proposed; not approved yet."""
    item = await _led(desk, item_id, seen)
    taskflow.check_proposed(item)
    directing.check_open(desk, item.due)
    if order.due != item.due:
        taskflow.check_due(order.due, desk.now)
    fresh = await assigning.prepared(desk, item.person, order, item.state)
    kept = replace(
        fresh,
        id=item.id,
        version=item.version,
        assigned_by=item.assigned_by,
        evidence=item.evidence,
        made_at=item.made_at,
    )
    stored = await desk.store.tasks.save(kept)
    await desk.audit("amend", task_key(stored), **assigning.facts(stored))
    return stored


async def refuse(desk: Desk, item_id: int, seen: int, reason: str) -> TaskItem:
    item = await _led(desk, item_id, seen)
    return await _stored(desk, "refuse", taskflow.refuse(item, reason))


async def review(
    desk: Desk, item_id: int, seen: int, number: int, verdict: Verdict, reason: str = ""
) -> TaskItem:
    """Accept or send back a delivery. By the direct leader until the comment step closes; then
    by the decider only, with a *reason*, until the decision (§4.2).
    """
    item = await _to_judge(desk, item_id, seen, reason)
    if verdict.done is not None:
        directing.check_done_date(desk, item, verdict.done)
    judged = taskflow.review(item, number, verdict, by=desk.actor, now=desk.now)
    delivery = judged.deliveries[number - 1]
    return await _stored(
        desk,
        "review",
        judged,
        number=number,
        accepted=delivery.accepted,
        of=delivery.quantity,
        done=delivery.confirmed.day.isoformat() if delivery.confirmed else None,
        major=delivery.major,
        said=delivery.said,
        late=sum(1 for one in judged.events[len(item.events) :] if one.kind == tasks.DELAY),
        reason=reason.strip(),
    )


async def add_fault(
    desk: Desk, item_id: int, seen: int, unit: int | None, text: str, reason: str = ""
) -> TaskItem:
    """A major error that came out after acceptance (III.2.2 b)."""
    item = await _to_judge(desk, item_id, seen, reason)
    faulted = taskcauses.add_fault(item, unit=unit, text=text, by=desk.actor, now=desk.now)
    return await _stored(desk, "fault", faulted, unit=unit, text=text, reason=reason.strip())


async def move_due(desk: Desk, item_id: int, seen: int, due: datetime, reason: str) -> TaskItem:
    """Another due instant in a month that is open; also grants an extension asked for."""
    item = await _led(desk, item_id, seen)
    directing.check_movable(desk, item, due)
    moved = taskflow.move_due(item, due, by=desk.actor, reason=reason, now=desk.now)
    missed = moved.deadlines[-1].missed
    return await _stored(desk, "move-due", moved, reason=reason, missed=missed)


async def deny_extension(desk: Desk, item_id: int, seen: int, said: str) -> TaskItem:
    item = await _led(desk, item_id, seen)
    denied = taskflow.deny_extension(item, by=desk.actor, said=said, now=desk.now)
    return await _stored(desk, "deny-extension", denied, said=said)


async def cancel(desk: Desk, item_id: int, seen: int, reason: str) -> TaskItem:
    await _led(desk, item_id, seen)
    said = drafting.check_reason(reason, "task.reason")
    cancelled = await assigning.cancel(desk, item_id, said)
    await _tell(desk, "cancel", cancelled)
    return cancelled


async def hand_over(
    desk: Desk, item_id: int, seen: int, to: str, due: datetime, reason: str
) -> TaskItem:
    """The rest of an item to somebody else whom the actor leads; the accepted part stays
    (§8.6). *errors.Refused* ``task.waiting`` while a delivery has not been looked at.
    """
    item = await _led(desk, item_id, seen)
    directing.check_open(desk, item.due)
    directing.check_open(desk, due)
    await directing.check_leads(desk, to)
    if to == item.person:
        raise errors.Refused("task.same-person", name=item.name)
    if item.waiting:
        raise errors.Refused("task.waiting", name=item.name)
    said = drafting.check_reason(reason, "task.reason")
    rest = taskparts.transferred(item, to, due, by=desk.actor, now=desk.now)
    received = await desk.store.tasks.add(replace(rest, unit=await assigning.unit_of(desk, to)))
    kept = await desk.store.tasks.save(taskparts.cut(item, received.id, said))
    await desk.audit("hand-over", task_key(kept), to=to, item=received.id, reason=said)
    await _tell(desk, "handed-over", kept)
    await desk.inform("task.assigned", [to], f"{task_key(received)}:1", id=received.id)
    return received


async def assign(desk: Desk, person: str, order: Order) -> TaskItem:
    """Work given directly, outside plan and schedule; the person is told."""
    stored = await assigning.assign(desk, person, order)
    await desk.inform("task.assigned", [person], f"{task_key(stored)}:1", id=stored.id)
    return stored


async def product_of(desk: Desk, person: str, said: str, due: datetime) -> CatalogueItem | None:
    """The one product of the person's catalogue that the words name; ``None`` when they name
    none. *errors.BadInput* ``catalogue.several`` for more than one.
    """
    known = await assigning.catalogue_for(desk, person, due)
    found = catalogue.matches(known.items, said) if known else ()
    if len(found) > 1:
        raise errors.BadInput(
            "catalogue.several", text=said, names=tuple(one.name for one in found[:3])
        )
    return found[0] if found else None


async def answer_excuse(
    desk: Desk, item_id: int, seen: int, index: int, *, confirmed: bool, said: str
) -> TaskItem:
    """The decider confirms or refuses an objective cause, before the decision (III.2.2)."""
    item = await desk.store.tasks.get(item_id)
    if item is None:
        raise errors.NotFound("task", id=item_id)
    month = directing.month_of(desk, item.due)
    if item.person == desk.actor or not await directing.is_decider(desk, item.person, month):
        raise errors.Refused("not-decider", person=desk.actor)
    if item.version != seen:
        raise errors.Stale("task.old", name=item.name)
    await working.check_undecided(desk, item)
    answered = taskcauses.answer_excuse(
        item, index, confirmed=confirmed, by=desk.actor, said=said, now=desk.now
    )
    act = "excuse" if confirmed else "refuse-excuse"
    return await _stored(desk, act, answered, event=index, said=said)


async def _led(desk: Desk, item_id: int, seen: int) -> TaskItem:
    item = await assigning.own_follower(desk, item_id)
    if item.version != seen:
        raise errors.Stale("task.old", name=item.name)
    return item


async def _to_judge(desk: Desk, item_id: int, seen: int, reason: str) -> TaskItem:
    item = await desk.store.tasks.get(item_id)
    if item is None:
        raise errors.NotFound("task", id=item_id)
    if directing.phase_of(desk, item) != window.FROZEN:
        return await _led(desk, item_id, seen)
    month = directing.month_of(desk, item.due)
    if item.person == desk.actor or not await directing.is_decider(desk, item.person, month):
        raise errors.Refused(
            "month.frozen", month=month, closed=directing.work_closings(desk, month).comment
        )
    await working.check_undecided(desk, item)
    taskflow.required(reason, "task.frozen-reason")
    if item.version != seen:
        raise errors.Stale("task.old", name=item.name)
    return item


async def _stored(desk: Desk, act: str, item: TaskItem, **said: object) -> TaskItem:
    stored = await desk.store.tasks.save(item)
    await desk.audit(act, task_key(stored), **{**assigning.facts(stored), **said})
    await _tell(desk, act, stored)
    return stored


async def _tell(desk: Desk, act: str, item: TaskItem) -> None:
    """The person hears of everything done to the own work."""
    await desk.inform(
        "task.answered", [item.person], f"{task_key(item)}:{item.version}", id=item.id, act=act
    )
