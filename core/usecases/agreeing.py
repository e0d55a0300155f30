"""The direct leader and the weekly schedules of those who are led: approve, return, change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core import errors, people, schedule, taskflow, tasks, weekflow
from core.schedule import Line, Schedule
from core.tasks import TaskItem
from core.usecases import assigning, directing, timetable
from core.usecases.assigning import Order
from core.usecases.desk import Desk
from core.weeks import Week

Shown = Sequence[tuple[int, int]]
"""(id, version) of each schedule as it stood on the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What an approval did: task items *made*, changed and cancelled."""

    schedule: Schedule
    made: int
    moved: int
    cancelled: int


async def inbox(desk: Desk) -> tuple[Schedule, ...]:
    """What waits for the actor first, by week then person; past weeks cannot be approved."""
    near = set(await directing.near_followers(desk)) - {desk.actor}
    today = people.day_of(desk.now)
    waiting = await desk.store.schedules.in_states(near, {schedule.SUBMITTED}) if near else ()
    return tuple(one for one in waiting if not weekflow.is_over(one, today))


async def team(desk: Desk) -> tuple[tuple[str, Schedule | None], ...]:
    """Everybody whose work the actor leads, by code, with the schedule of this week as far as
    it was sent.
    """
    persons = [code for code in await directing.followers(desk) if code != desk.actor]
    week = Week.of(people.day_of(desk.now))
    known = {one.person: one for one in await desk.store.schedules.of_people(persons, week)}
    return tuple((code, _sent(known.get(code))) for code in persons)


def _sent(one: Schedule | None) -> Schedule | None:
    if one is None or (one.state in schedule.EDITABLE and not one.approved):
        return None
    return one


async def opened(desk: Desk, schedule_id: int) -> Schedule:
    """For whoever leads the person; the read is audited. Drafts are their author's own."""
    one = await desk.store.schedules.get(schedule_id)
    if one is None:
        raise errors.NotFound("week.none")
    await directing.check_leads(desk, one.person)
    await desk.audit("read", timetable.key_of(one))
    if one.state in {schedule.SUBMITTED, schedule.APPROVED}:
        return one
    return replace(one, lines=one.in_force, pasted=(), skipped=())


async def led(desk: Desk, schedule_id: int, seen: int) -> Schedule:
    """One that waits for approval, as it stood on the leader's screen.

    Nobody approves the own one whom somebody in the ward leads.
    """
    one = await desk.store.schedules.get(schedule_id)
    if one is None:
        raise errors.NotFound("week.none")
    await directing.check_leads(desk, one.person)
    if one.person == desk.actor and await directing.whom_to_tell(desk, desk.actor):
        raise errors.Refused("not-direct-leader", person=desk.actor)
    weekflow.check_waiting(one, people.day_of(desk.now))
    if one.version != seen:
        raise errors.Stale("week.old")
    return one


async def approve(desk: Desk, schedule_id: int, seen: int, reason: str) -> Approval:
    """*reason* is kept with the tasks that an amendment changes or cancels.

    *errors.Refused* ``task.begun``, ``task.cancel-late`` name the task that cannot go any more.
    """
    return await apply(desk, await led(desk, schedule_id, seen), reason)


async def alike(desk: Desk) -> tuple[Schedule, ...]:
    """Of the waiting ones those that can be approved as they are, to be approved as one."""
    found = []
    for one in await inbox(desk):
        try:
            await check_possible(desk, one)
        except errors.WardError:
            continue
        found.append(one)
    return tuple(found)


async def approve_all(desk: Desk, shown: Shown, reason: str) -> tuple[Approval, ...]:
    """*errors.Stale* ``list.changed`` for all when one is not what it was on the screen."""
    known = {(one.id, one.version) for one in await alike(desk)}
    if not shown or not set(shown) <= known:
        raise errors.Stale("list.changed")
    return tuple([await approve(desk, id_, seen, reason) for id_, seen in shown])


async def send_back(desk: Desk, schedule_id: int, seen: int, reason: str) -> Schedule:
    one = await led(desk, schedule_id, seen)
    today = people.day_of(desk.now)
    saved = await timetable.stored(desk, weekflow.send_back(one, desk.actor, reason, today))
    await desk.audit("week-return", timetable.key_of(saved), reason=saved.said)
    await _tell(desk, "week.returned", saved)
    return saved


async def check_possible(desk: Desk, one: Schedule) -> None:
    """Everything that could keep *one* from being approved, before anything is written."""
    for line in one.lines:
        if line.makes_task:
            order = _order(one, line)
            await assigning.prepared(desk, one.person, order, tasks.ASSIGNED)
    known = await timetable.tasks_of(desk, one.in_force)
    for item in _gone(one, known):
        check_cancellable(item, desk.now)
    for line, item in _reordered(one, known):
        check_reorderable(line, item)


async def apply(desk: Desk, one: Schedule, reason: str) -> Approval:
    """New lines become tasks, changed ones change theirs, those of lines taken out go."""
    known = await timetable.tasks_of(desk, one.in_force)
    for item in _gone(one, known):
        check_cancellable(item, desk.now)
        await assigning.cancel(desk, item.id, reason)
    reordered = list(_reordered(one, known))
    for line, item in reordered:
        check_reorderable(line, item)
        due = line.due or item.due
        quantity = line.quantity or item.assigned
        await assigning.reorder(desk, item.id, quantity=quantity, due=due, reason=reason)
    lines = [await _assigned(desk, one, line) for line in one.lines]
    saved = await timetable.stored(
        desk, weekflow.approve(replace(one, lines=tuple(lines)), desk.actor, desk.now)
    )
    done = Approval(
        schedule=saved,
        made=sum(1 for line in one.lines if line.makes_task),
        moved=len(reordered),
        cancelled=len(list(_gone(one, known))),
    )
    changed = schedule.changes(one.in_force, one.lines)
    touched = [each.after or each.before for each in changed]
    await desk.audit(
        "week-approve",
        timetable.key_of(saved),
        own=desk.actor == one.person,
        **timetable.facts(saved, [line for line in touched if line is not None]),
    )
    changed_by_leader = len(schedule.changes(one.sent, one.lines))
    await _tell(desk, "week.approved", saved, made=done.made, changed=changed_by_leader)
    return done


async def _assigned(desk: Desk, one: Schedule, line: Line) -> Line:
    """The line with the task item it became. The deadline may have passed while the leader was
    silent: what counts is the day on which the work was done.
    """
    if not line.makes_task:
        return line
    fresh = await assigning.prepared(desk, one.person, _order(one, line), tasks.ASSIGNED)
    item = await desk.store.tasks.add(fresh)
    await desk.audit("assign", assigning.task_key(item), **assigning.facts(item))
    return replace(line, task=item.id)


def _order(one: Schedule, line: Line) -> Order:
    if line.due is None or line.quantity is None:
        raise errors.BadInput("week.incomplete", name=line.content)
    return Order(
        item=line.item,
        quantity=line.quantity,
        due=line.due,
        origin=tasks.WEEK,
        name=line.content,
        source=f"{timetable.key_of(one)}:{line.number}",
    )


def _gone(one: Schedule, known: Mapping[int, TaskItem]) -> list[TaskItem]:
    """Tasks that the schedule in force made and that no line of *one* stands for any more."""
    kept = {line.made_task for line in one.lines}
    before = {line.made_task for line in one.in_force} - {None}
    return [
        item
        for id_, item in known.items()
        if id_ in before - kept and item.state != tasks.CANCELLED
    ]


def _reordered(one: Schedule, known: Mapping[int, TaskItem]) -> list[tuple[Line, TaskItem]]:
    """What was not amended is as the task has it by now: its due may have been moved since."""
    before = {line.made_task: line for line in one.in_force if line.made_task}
    found = []
    for line in one.lines:
        if line.made_task not in before or line.made_task not in known:
            continue
        former, item = before[line.made_task], known[line.made_task]
        quantity = item.assigned if line.quantity == former.quantity else line.quantity
        due = item.due if line.due == former.due else line.due
        if (line.quantity, line.due) != (former.quantity, former.due):
            found.append((replace(line, quantity=quantity, due=due), item))
    return found


def check_cancellable(item: TaskItem, now: datetime) -> None:
    taskflow.cancel(item, item.name, now)


def check_reorderable(line: Line, item: TaskItem) -> None:
    if item.state not in {*tasks.OPEN, tasks.SUBMITTED}:
        raise errors.Stale("task.moved-on", name=item.name)
    if (line.quantity or 0) < item.accepted + item.handed_in:
        raise errors.Refused("task.begun", name=item.name)


async def _tell(
    desk: Desk, kind: str, one: Schedule, *, made: int | None = None, changed: int | None = None
) -> None:
    key = f"{timetable.key_of(one)}:{one.version}"
    await desk.inform(kind, [one.person], key, id=one.id, made=made, changed=changed)
