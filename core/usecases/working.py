"""The person's own work: propose, hand in, take back, ask for more time, prove, ask to be excused.

Late entry of finished work costs nothing; what counts is the done-date that the direct leader
confirms (domain §4.2).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core import errors, people, taskcauses, taskflow, tasks
from core.calendar import due_at
from core.tasks import Done, Evidence, TaskItem
from core.usecases import assigning, directing
from core.usecases.assigning import Order, task_key
from core.usecases.desk import Desk

OWNER, LEADER, DECIDER = "owner", "leader", "decider"

NEWS = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An item in the hands of somebody with a part in it. *roles* of :data:`OWNER` and others."""

    item: TaskItem
    roles: frozenset[str]
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """The actor's own items: *open* by due, *waiting* for the leader, *proposed*, *done* lately."""

    open: tuple[TaskItem, ...]
    waiting: tuple[TaskItem, ...]
    proposed: tuple[TaskItem, ...]
    done: tuple[TaskItem, ...]


async def mine(desk: Desk) -> Mine:
    states = {*tasks.OPEN, tasks.SUBMITTED, tasks.PROPOSED, tasks.DRAFT, tasks.REFUSED}
    known = await desk.store.tasks.in_states([desk.actor], states)
    known = tuple(one for one in known if _is_live(desk, one))
    lately = await desk.store.tasks.due_between([desk.actor], desk.now - NEWS, desk.now + NEWS)
    return Mine(
        open=tuple(one for one in known if one.state in tasks.OPEN),
        waiting=tuple(one for one in known if one.state == tasks.SUBMITTED),
        proposed=tuple(
            one for one in known if one.state in {tasks.DRAFT, tasks.PROPOSED, tasks.REFUSED}
        ),
        done=tuple(one for one in lately if one.state == tasks.ACCEPTED),
    )


def soon(desk: Desk) -> datetime:
    """The end of the next working day: what is due by then is on the digest."""
    return due_at(people.day_of(desk.rules.workdays.after(desk.now, 1)))


def due_soon(desk: Desk, mine: Mine) -> tuple[TaskItem, ...]:
    return tuple(one for one in mine.open if one.due <= soon(desk))


def _is_live(desk: Desk, item: TaskItem) -> bool:
    """What a closed month left behind is past: its rest was carried over."""
    closings = directing.work_closings(desk, directing.month_of(desk, item.due))
    if item.state == tasks.SUBMITTED:
        return desk.now < closings.decide
    return desk.now < closings.self_step


async def open_item(desk: Desk, item_id: int) -> Opened:
    """Default deny: the person, the leaders above, the decider of the month; reads of others'
    work are audited.
    """
    item = await desk.store.tasks.get(item_id)
    if item is None:
        raise errors.NotFound("task", id=item_id)
    roles = await roles_in(desk, item)
    if not roles:
        raise errors.Refused("no-part", person=desk.actor)
    if OWNER not in roles:
        await desk.audit("read", task_key(item), roles=sorted(roles))
    return Opened(item=item, roles=roles, phase=directing.phase_of(desk, item))


async def roles_in(desk: Desk, item: TaskItem) -> frozenset[str]:
    roles = {OWNER} if item.person == desk.actor else set()
    if item.state != tasks.DRAFT:
        if item.person in await directing.followers(desk):
            roles.add(LEADER)
        month = directing.month_of(desk, item.due)
        if await directing.is_decider(desk, item.person, month):
            roles.add(DECIDER)
    return frozenset(roles)


async def own(desk: Desk, item_id: int, seen: int) -> TaskItem:
    """*errors.Refused* ``not-own-task``; *errors.Stale* ``task.old`` when it moved on since."""
    item = await desk.store.tasks.get(item_id)
    if item is None:
        raise errors.NotFound("task", id=item_id)
    if item.person != desk.actor:
        raise errors.Refused("not-own-task", person=desk.actor)
    if item.version != seen:
        raise errors.Stale("task.old", name=item.name)
    return item


async def note_line(desk: Desk, order: Order, question: str) -> TaskItem:
    """A line of ad-hoc work as it was read; with a *question* it is kept as a draft until it is
    answered, else it goes to the leader at once.
    """
    state = tasks.DRAFT if question else tasks.PROPOSED
    fresh = await assigning.prepared(desk, desk.actor, order, state)
    stored = await desk.store.tasks.add(replace(fresh, question=question))
    if state == tasks.PROPOSED:
        await _proposed(desk, stored)
    return stored


async def change_line(desk: Desk, item_id: int, seen: int, order: Order) -> TaskItem:
    """The own line corrected; it goes to the leader (anew), unless nothing else is clear yet."""
    item = await own(desk, item_id, seen)
    if item.state not in {tasks.DRAFT, tasks.PROPOSED, tasks.REFUSED}:
        raise errors.Stale("task.moved-on", name=item.name)
    fresh = await assigning.prepared(desk, desk.actor, order, tasks.PROPOSED)
    stored = await desk.store.tasks.save(_in_place_of(item, fresh))
    await _proposed(desk, stored)
    return stored


async def keep_asking(
    desk: Desk, item_id: int, seen: int, order: Order, question: str
) -> TaskItem:
    """One answer was given, another is still open: the own draft stays a draft."""
    item = await own(desk, item_id, seen)
    if item.state != tasks.DRAFT:
        raise errors.Stale("task.moved-on", name=item.name)
    fresh = await assigning.prepared(desk, desk.actor, order, tasks.DRAFT)
    return await desk.store.tasks.save(replace(_in_place_of(item, fresh), question=question))


def _in_place_of(item: TaskItem, fresh: TaskItem) -> TaskItem:
    """What was proved stays when a line is corrected."""
    return replace(fresh, id=item.id, version=item.version, evidence=item.evidence)


async def drop_line(desk: Desk, item_id: int, seen: int) -> TaskItem:
    """The proposer takes the line back before the leader has approved it."""
    item = await own(desk, item_id, seen)
    if item.state not in {tasks.DRAFT, tasks.PROPOSED, tasks.REFUSED}:
        raise errors.Stale("task.moved-on", name=item.name)
    stored = await desk.store.tasks.save(replace(item, state=tasks.CANCELLED, question=""))
    await desk.audit("drop-proposal", task_key(stored))
    return stored


async def _proposed(desk: Desk, item: TaskItem) -> None:
    await desk.audit("propose", task_key(item), **assigning.facts(item))
    leaders = await directing.whom_to_tell(desk, desk.actor)
    await desk.inform("task.proposed", leaders, f"{task_key(item)}:{item.version}", id=item.id)
    if not leaders and desk.actor in await directing.followers(desk):
        await _approve_own(desk, item)


async def _approve_own(desk: Desk, item: TaskItem) -> None:
    """Form-01 people whom nobody in the ward leads: recorded as their own approval."""
    approved = taskflow.approve(item)
    stored = await desk.store.tasks.save(approved)
    await desk.audit("approve", task_key(stored), **assigning.facts(stored))


async def hand_in(
    desk: Desk, item_id: int, seen: int, quantity: int, done: Done, note: str = ""
) -> TaskItem:
    """ "Xong": *quantity* units finished at *done*; the direct leader is told."""
    item = await own(desk, item_id, seen)
    directing.check_open(desk, item.due)
    directing.check_done_date(desk, item, done)
    changed = taskflow.hand_in(item, quantity, done, by=desk.actor, note=note, now=desk.now)
    stored = await desk.store.tasks.save(changed)
    delivery = stored.waiting[-1]
    await desk.audit(
        "hand-in",
        task_key(stored),
        quantity=quantity,
        done=done.day.isoformat(),
        done_at=done.at.isoformat() if done.at else None,
    )
    leaders = await directing.whom_to_tell(desk, desk.actor)
    await desk.inform(
        "task.handed-in",
        leaders,
        f"{task_key(stored)}:{delivery.number}:{stored.version}",
        id=stored.id,
        number=delivery.number,
    )
    return stored


async def take_back(desk: Desk, item_id: int, seen: int) -> TaskItem:
    """The newest delivery that the leader has not looked at."""
    item = await own(desk, item_id, seen)
    directing.check_open(desk, item.due)
    if not item.waiting:
        raise errors.Stale("task.moved-on", name=item.name)
    stored = await desk.store.tasks.save(taskflow.take_back(item, item.waiting[-1].number))
    await desk.audit("take-back", task_key(stored))
    return stored


async def ask_extension(
    desk: Desk, item_id: int, seen: int, due: datetime, reason: str
) -> TaskItem:
    """ "Xin lùi hạn", before the due instant; the new one in a month that is still open."""
    item = await own(desk, item_id, seen)
    directing.check_open(desk, item.due)
    stored = await desk.store.tasks.save(taskflow.ask_extension(item, due, reason, desk.now))
    await desk.audit("ask-extension", task_key(stored), due=due.isoformat(), reason=reason)
    leaders = await directing.whom_to_tell(desk, desk.actor)
    await desk.inform(
        "task.extension", leaders, f"{task_key(stored)}:{stored.version}", id=stored.id
    )
    return stored


async def ask_excuse(
    desk: Desk, item_id: int, seen: int, index: int, reason: str, files: Collection[Evidence] = ()
) -> TaskItem:
    """An objective cause of one event, for the decider to confirm before the decision (III.2.2)."""
    item = await own(desk, item_id, seen)
    month = directing.month_of(desk, item.due)
    await check_undecided(desk, item)
    changed = taskcauses.ask_excuse(item, index, reason, tuple(files), desk.now)
    stored = await desk.store.tasks.save(changed)
    await desk.audit("ask-excuse", task_key(stored), event=index, reason=reason)
    await desk.inform(
        "task.excuse",
        await directing.deciders(desk, item.person, month),
        f"{task_key(stored)}:{stored.version}",
        id=stored.id,
        event=index,
    )
    return stored


async def check_undecided(desk: Desk, item: TaskItem) -> None:
    """*errors.Refused* ``form.decided`` once the person's month has been decided (T7)."""
    if await is_decided(desk, item):
        raise errors.Refused("form.decided", month=directing.month_of(desk, item.due))


async def is_decided(desk: Desk, item: TaskItem) -> bool:
    month = directing.month_of(desk, item.due)
    one = await desk.store.evaluations.of(item.person, month)
    return one is not None and one.decision is not None
