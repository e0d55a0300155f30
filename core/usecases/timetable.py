"""What the use-cases of weekly schedules share: whose, until when, about which tasks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time

from core import errors, people, tasks
from core.calendar import ZONE
from core.schedule import Line, Schedule
from core.tasks import TaskItem
from core.usecases import directing
from core.usecases.desk import Desk
from core.weeks import Week

NOON = time(12)


def today(desk: Desk) -> date:
    return people.day_of(desk.now)


def this_week(desk: Desk) -> Week:
    return Week.of(today(desk))


def deadline(desk: Desk, week: Week) -> datetime:
    """Noon of the week's first working day, of Monday where all of the week is off (§4.2)."""
    first = desk.rules.workdays.first_of(week) or week.monday
    return datetime.combine(first, NOON, ZONE)


def key_of(one: Schedule) -> str:
    """How the audit and the notices name a schedule."""
    return f"week:{one.id}"


async def open_work(desk: Desk, person: str) -> tuple[TaskItem, ...]:
    """What is still to be done; what a closed month left behind was carried over."""
    states = {*tasks.OPEN, tasks.SUBMITTED}
    known = await desk.store.tasks.in_states([person], states)
    return tuple(
        one
        for one in known
        if desk.now < desk.closings(directing.month_of(desk, one.due)).self_step
    )


async def tasks_of(desk: Desk, lines: Collection[Line]) -> Mapping[int, TaskItem]:
    """The task items that *lines* are about, by id."""
    ids = {line.task for line in lines if line.task is not None}
    return {one.id: one for one in await desk.store.tasks.of_ids(ids)} if ids else {}


async def own(desk: Desk, schedule_id: int, seen: int | None = None) -> Schedule:
    """*errors.Refused* ``week.not-own``; *errors.Stale* ``week.old`` when it moved on since."""
    one = await desk.store.schedules.get(schedule_id)
    if one is None:
        raise errors.NotFound("week.none")
    if one.person != desk.actor:
        raise errors.Refused("week.not-own", person=desk.actor)
    if seen is not None and one.version != seen:
        raise errors.Stale("week.old")
    return one


async def stored(desk: Desk, one: Schedule) -> Schedule:
    """*errors.Stale* ``week.old`` when another phone was faster."""
    try:
        return await desk.store.schedules.save(one)
    except errors.Stale as fault:
        raise errors.Stale("week.old") from fault


def facts(one: Schedule, lines: Sequence[Line]) -> dict[str, object]:
    """What the audit keeps of a schedule: whose, of which week, and the lines meant."""
    return {
        "person": one.person,
        "week": str(one.week),
        "lines": [
            {
                "number": line.number,
                "day": line.day.isoformat(),
                "content": line.content,
                "task": line.task,
                "item": line.item,
                "quantity": line.quantity,
                "due": line.due.isoformat() if line.due else None,
            }
            for line in lines
        ],
    }
