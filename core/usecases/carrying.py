"""At the closing of the self step: what is not finished goes on next month (domain §8.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core import lifecycle, people, taskparts, tasks
from core.months import Month
from core.tasks import TaskItem
from core.usecases import directing
from core.usecases.assigning import facts, task_key
from core.usecases.desk import Desk

MOST_AT_ONCE = 200
"""The one writer is not held longer: people are at work at the closing."""


async def carry_over(desk: Desk) -> int:
    """The rest of every open item of a closed window as an item of the next one; how many.

    Counted 0 in the old month; the same coefficient, and until the leader sets another one the
    closing of the new window as deadline. What still waits for the leader stays where it is, and
    follows when it fails, or when the decisions have closed and the month was decided without it:
    nobody may judge it there any more. Twice does nothing: a carried item is open no more. Who
    holds no post any more has no next month here. A large ward is done in several turns, a person
    in one.
    """
    moved = 0
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    for month in (desk.month.shift(-1), desk.month):
        closings = directing.work_closings(desk, month)
        if desk.now < closings.self_step:
            continue
        states = {*tasks.OPEN, *((tasks.SUBMITTED,) if desk.now >= closings.decide else ())}
        start, end = desk.rules.calendar.work_window(month)
        told: dict[str, list[TaskItem]] = {}
        for item in await desk.store.tasks.due_in(states, start, end):
            if moved >= MOST_AT_ONCE and item.person not in told:
                break
            if not organisation.posts_of(item.person, day) or await _may_be_judged(desk, item):
                continue
            carried = await _carry(desk, item, month.shift(1))
            told.setdefault(item.person, []).append(carried)
            moved += 1
        await _tell(desk, told, month)
    return moved


async def _may_be_judged(desk: Desk, item: TaskItem) -> bool:
    """A delivery waits, and the month is not decided, or the decision can still be undone."""
    if item.state != tasks.SUBMITTED:
        return False
    month = directing.month_of(desk, item.due)
    one = await desk.store.evaluations.of(item.person, month)
    decision = one.decision if one else None
    undecided = decision is None or desk.now < decision.at + lifecycle.UNDO_TIME
    return undecided or item.accepted >= item.assigned


async def _carry(desk: Desk, item: TaskItem, month: Month) -> TaskItem:
    _, due = desk.rules.calendar.work_window(month)
    added = await desk.store.tasks.add(taskparts.carried(item, due, desk.now))
    await desk.store.tasks.save(taskparts.mark_carried(item, added.id))
    await desk.audit("carry-over", task_key(item), to=added.id, **facts(added))
    return added


async def _tell(desk: Desk, told: Mapping[str, Sequence[TaskItem]], month: Month) -> None:
    """One message to each person, one to each leader who has to set the new deadlines."""
    leaders: set[str] = set()
    for person, items in told.items():
        key = f"{month}:{items[-1].id}"
        await desk.inform("task.carried", [person], key, month=str(month), count=len(items))
        leaders.update(await directing.whom_to_tell(desk, person))
    day = people.day_of(desk.now)
    await desk.inform("task.carried-led", sorted(leaders), f"{month}:{day}", month=str(month))


async def waiting_for_due(desk: Desk) -> tuple[str, ...]:
    """Whose carried work still has the end of the window for a deadline, of those near to the
    actor.
    """
    led = await directing.near_followers(desk)
    known = await desk.store.tasks.in_states(led, tasks.OPEN)
    ends = {
        desk.rules.calendar.work_window(month)[1] for month in (desk.month, desk.month.shift(1))
    }
    waiting = [one for one in known if one.origin == tasks.CARRY and one.due in ends]
    return tuple(dict.fromkeys(one.person for one in waiting if one.person != desk.actor))
