"""Work that came up, was proposed and had no answer at the closing: it is told, once."""

from __future__ import annotations

from core import tasks
from core.months import Month
from core.tasks import TaskItem
from core.usecases import directing
from core.usecases.desk import Desk


async def tell(desk: Desk) -> None:
    """Who proposed it hears that it does not count, the leaders that they left it open. One
    message a person and month; a machine that was off catches up until the decisions close.
    """
    for month in (desk.month.shift(-1), desk.month):
        closings = directing.work_closings(desk, month)
        if not closings.self_step <= desk.now < closings.decide:
            continue
        if not await desk.store.notebook.once(f"left-open:{month}", desk.now):
            continue
        start, end = desk.rules.calendar.work_window(month)
        proposed = await desk.store.tasks.due_in({tasks.PROPOSED}, start, end)
        persons = dict.fromkeys(one.person for one in proposed)
        leaders: set[str] = set()
        for person in persons:
            leaders.update(await directing.whom_to_tell(desk, person))
        named = str(month)
        await desk.inform("task.left-open", persons, named, month=named)
        await desk.inform("task.left-open-led", sorted(leaders), named, month=named)


async def mine(desk: Desk, month: Month) -> tuple[TaskItem, ...]:
    """The actor's own proposals of *month* that had no answer."""
    return await _of(desk, [desk.actor], month)


async def led(desk: Desk, month: Month) -> tuple[TaskItem, ...]:
    """Those that the actor was to answer first."""
    near = set(await directing.near_followers(desk)) - {desk.actor}
    return await _of(desk, sorted(near), month)


async def _of(desk: Desk, persons: list[str], month: Month) -> tuple[TaskItem, ...]:
    known = await desk.store.tasks.in_states(persons, {tasks.PROPOSED}) if persons else ()
    return tuple(one for one in known if directing.month_of(desk, one.due) == month)
