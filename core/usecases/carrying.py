"""At the closing of the self step: what is not finished goes on next month (domain §8.6)."""

from __future__ import annotations

from core import people, taskflow, tasks
from core.months import Month
from core.tasks import TaskItem
from core.usecases import directing
from core.usecases.assigning import facts, task_key
from core.usecases.desk import Desk


async def carry_over(desk: Desk) -> int:
    """The rest of every open item of a closed window as an item of the next one; how many.

    Counted 0 in the old month; the same coefficient, and until the leader sets another one the
    closing of the new window as deadline. What still waits for the leader stays where it is, and
    follows when it fails. Twice does nothing: a carried item is open no more. Who holds no post
    any more has no next month here.
    """
    moved = 0
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    for month in (desk.month.shift(-1), desk.month):
        if desk.now < directing.work_closings(desk, month).self_step:
            continue
        start, end = desk.rules.calendar.work_window(month)
        told: dict[str, list[TaskItem]] = {}
        for item in await desk.store.tasks.due_in(tasks.OPEN, start, end):
            if not organisation.posts_of(item.person, day):
                continue
            carried = await _carry(desk, item, month.shift(1))
            told.setdefault(item.person, []).append(carried)
            moved += 1
        for person, items in told.items():
            await _tell(desk, person, items, month)
    return moved


async def _carry(desk: Desk, item: TaskItem, month: Month) -> TaskItem:
    _, due = desk.rules.calendar.work_window(month)
    added = await desk.store.tasks.add(taskflow.carried(item, due, desk.now))
    await desk.store.tasks.save(taskflow.mark_carried(item, added.id))
    await desk.audit("carry-over", task_key(item), to=added.id, **facts(added))
    return added


async def _tell(desk: Desk, person: str, items: list[TaskItem], month: Month) -> None:
    """One message to the person, one to the leader who has to set the new deadlines."""
    key = f"{month}:{items[-1].id}"
    await desk.inform("task.carried", [person], key, month=str(month), count=len(items))
    leaders = await directing.whom_to_tell(desk, person)
    await desk.inform(
        "task.carried-led", leaders, f"{month}:{person}", month=str(month), person=person
    )
