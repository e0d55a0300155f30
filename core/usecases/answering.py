"""What a line asks before the schedule can be sent: its reading, its item, its task."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from core import amounts, errors, weekflow, weekread
from core.schedule import FROM_PLAN, SAME_TASK, WHICH_ITEM, Line, Schedule
from core.usecases import arranging, attaching, scheduling, timetable
from core.usecases.desk import Desk
from core.usecases.noting import Noted
from core.weeks import Week


async def reading(desk: Desk, one: Schedule, line: Line) -> Line:
    """What the line would become if its reading were accepted."""
    [dressed] = await attaching.dressed(desk, one, [replace(line, question="", facts=())])
    return dressed


def is_acceptable(desk: Desk, one: Schedule, line: Line) -> bool:
    """Whether a :func:`reading` would be taken: not a product whose deadline has passed, not a
    line that would go to a week that is over or too far away.
    """
    if line.item and line.due is not None and line.due <= desk.now:
        return False
    if line.day in one.week or any(each.number == line.number for each in one.pasted):
        return True
    return timetable.this_week(desk) <= Week.of(line.day) <= scheduling.furthest(desk)


async def accept(desk: Desk, schedule_id: int, seen: int, number: int) -> Noted:
    """The reading that was offered is right, with everything in it."""
    one = await arranging.mine(desk, schedule_id, seen)
    line = one.line(number)
    if not arranging.asks_the_reading(line) or not weekread.can_accept(line):
        raise errors.Stale("week.old")
    return await arranging.answered(desk, one, replace(line, question="", facts=()))


async def say(desk: Desk, schedule_id: int, seen: int, number: int, text: str) -> Noted:
    """A typed answer: a number, an hour or a day alone, or the whole line anew."""
    one = await arranging.mine(desk, schedule_id, seen)
    line = one.line(number)
    if not arranging.asks_the_reading(line):
        return await arranging.retype(desk, schedule_id, seen, number, text)
    if arranging.asks(line, weekread.ABOUT_QUANTITY) and text.isdecimal():
        quantity = amounts.whole(text, "quantity")
        return await arranging.set_quantity(desk, schedule_id, seen, number, quantity)
    hour = weekread.hour_alone(text)
    if hour is not None:
        return await set_hour(desk, schedule_id, seen, number, hour)
    moment = weekread.moment_alone(text, one.week, timetable.today(desk))
    if moment is not None:
        moved = weekread.after(weekread.at_moment(line, moment))
        return await arranging.answered(desk, one, moved)
    anew = weekread.names_a_day(text, one.week, timetable.today(desk))
    if line.question == weekread.NO_CONTENT and not line.fact(weekread.NO_DAY) and not anew:
        named = replace(line, content=weekread.clipped(text))
        return await arranging.answered(desk, one, weekread.next_doubt(named))
    return await arranging.retype(desk, schedule_id, seen, number, text)


async def set_hour(desk: Desk, schedule_id: int, seen: int, number: int, at: time) -> Noted:
    """The hour that was asked, of the event or of the deadline."""
    one = await arranging.mine(desk, schedule_id, seen)
    line = one.line(number)
    if not arranging.asks_the_reading(line):
        raise errors.Stale("week.old")
    answered = weekread.after(weekread.at_hour(line, at))
    return await arranging.answered(desk, one, answered)


async def link(desk: Desk, schedule_id: int, seen: int, number: int, task_id: int) -> Noted:
    """The line is about a task that is there: no second one is made of it."""
    one = await arranging.mine(desk, schedule_id, seen)
    changed = await _linked(desk, one, one.line(number), task_id)
    return await arranging.kept(desk, changed, (number,))


async def link_all(desk: Desk, schedule_id: int, seen: int) -> Noted:
    """Every line of the week that asks is about the (first) task that it asks about."""
    one = await arranging.mine(desk, schedule_id, seen)
    numbers = []
    for line in one.lines:
        if line.question == SAME_TASK:
            one = await _linked(desk, one, line, int(line.fact("task")[0]))
            numbers.append(line.number)
    return await arranging.kept(desk, one, tuple(numbers))


async def set_apart(desk: Desk, schedule_id: int, seen: int, number: int) -> Noted:
    """Other work than the task that is there: it is not asked again."""
    one = await arranging.mine(desk, schedule_id, seen)
    line = one.line(number)
    return await arranging.changed(desk, one, replace(line, separate=True, question="", facts=()))


async def only_note(desk: Desk, schedule_id: int, seen: int, number: int) -> Noted:
    """None of the catalogue items that the words might mean."""
    one = await arranging.mine(desk, schedule_id, seen)
    line = one.line(number)
    if line.question != WHICH_ITEM:
        raise errors.Stale("week.old")
    return await arranging.changed(desk, one, replace(line, question="", facts=()))


async def _linked(desk: Desk, one: Schedule, line: Line, task_id: int) -> Schedule:
    known = {item.id: item for item in await timetable.open_work(desk, one.person)}
    item = known.get(task_id)
    if line.question != SAME_TASK or item is None:
        raise errors.Stale("week.old")
    fields: dict[str, Any] = {"day": line.day, "part": line.part, "at": line.at}
    for other in one.lines:
        if other.task == task_id:
            return weekflow.change(weekflow.remove(one, {line.number}), other.number, **fields)
    return weekflow.change(
        one,
        line.number,
        task=task_id,
        item="",
        quantity=None,
        due=None,
        mark=FROM_PLAN,
        question="",
        facts=(),
    )
