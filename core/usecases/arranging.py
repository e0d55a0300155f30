"""One line of a schedule changed: by the person, or by the leader before approving (§4.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core import errors, monthplan, people, schedule_text, taskflow, weekflow, weekread
from core.schedule import OPTIONAL, SAME_TASK, Line, Schedule
from core.usecases import agreeing, attaching, noting, timetable
from core.usecases.desk import Desk
from core.usecases.noting import Noted

PARTS = ("sang", "trua", "chieu", "toi", "")


async def for_change(desk: Desk, schedule_id: int, seen: int) -> Schedule:
    """The own schedule, or one that waits for the actor's approval; default deny."""
    one = await desk.store.schedules.get(schedule_id)
    if one is None or one.person == desk.actor:
        return await mine(desk, schedule_id, seen)
    return await agreeing.led(desk, schedule_id, seen)


async def set_day(desk: Desk, schedule_id: int, seen: int, number: int, day: date) -> Noted:
    """Another day of the week; what was due on the old one is due on the new one.

    A line whose day was asked may go to another week. *errors.BadInput* ``week.day``,
    ``due.past``.
    """
    one = await for_change(desk, schedule_id, seen)
    line = one.line(number)
    if day not in one.week and line in one.lines and not line.blocks:
        raise errors.BadInput("week.day", first=one.week.monday, last=one.week.sunday)
    moved = weekread.on_day(line, day)
    if asks(line, weekread.ABOUT_DAY):
        return await answered(desk, one, weekread.after(moved))
    _check_due(desk, moved)
    return await changed(desk, one, moved)


async def set_part(desk: Desk, schedule_id: int, seen: int, number: int, part: str) -> Noted:
    """A part of the day instead of an hour, or none. *errors.BadInput* ``week.part``."""
    one = await for_change(desk, schedule_id, seen)
    if part not in PARTS:
        raise errors.BadInput("week.part")
    return await changed(desk, one, replace(one.line(number), part=part or None, at=None))


async def set_quantity(
    desk: Desk, schedule_id: int, seen: int, number: int, quantity: int
) -> Noted:
    """*errors.BadInput* ``quantity``; *errors.Refused* ``week.plan-line``."""
    one = await for_change(desk, schedule_id, seen)
    monthplan.check_quantity(quantity)
    line = _free(one.line(number))
    counted = replace(line, quantity=quantity)
    if asks(line, weekread.ABOUT_QUANTITY):
        return await answered(desk, one, weekread.after(counted))
    return await changed(desk, one, counted)


async def set_due(desk: Desk, schedule_id: int, seen: int, number: int, due: datetime) -> Noted:
    """*errors.BadInput* ``due.past``; *errors.Refused* ``week.plan-line`` for work of the plan:
    its deadline is moved by the leader on the task itself.
    """
    one = await for_change(desk, schedule_id, seen)
    line = _free(one.line(number))
    taskflow.check_due(due, desk.now)
    return await changed(desk, one, replace(line, due=due))


async def retype(desk: Desk, schedule_id: int, seen: int, number: int, text: str) -> Noted:
    """The line typed anew, read as a new one; its task stays, and its catalogue item where it is
    still about the same work or the item's task is made already.
    """
    one = await timetable.own(desk, schedule_id, seen)
    weekflow.check_changeable(one, people.day_of(desk.now))
    old = one.line(number)
    today = people.day_of(desk.now)
    reading = schedule_text.Reading(items=(), skipped=())
    worded = any(letter.isalpha() for letter in text)
    if worded and len(text) <= weekread.SOURCE_LIMIT and not weekread.is_paste(text):
        reading = weekread.read(text, one.week, today)
    if len(reading.items) != 1:
        raise errors.BadInput("week.nothing-read", text=text)
    new = weekread.line_of(reading.items[0], one.week, today)
    if old.task is not None and not old.item and (new.due or new.quantity):
        raise errors.Refused("week.plan-line", name=old.content)
    if old.item and not old.made_task and not weekread.same_work(old, new):
        old = replace(old, item="", separate=False)
    return await answered(desk, one, weekread.rewritten(old, new))


async def attach(
    desk: Desk, schedule_id: int, seen: int, number: int, catalogue_id: int, index: int
) -> Noted:
    """The line as a product of the catalogue: it makes a task and counts once it is approved."""
    one = await mine(desk, schedule_id, seen)
    line = _free(one.line(number))
    item = await attaching.item_at(desk, one.person, catalogue_id, index)
    if line.item == item.code:
        return Noted(schedule=one, numbers=(number,))
    fresh = replace(line, task=None, item="", question="", facts=(), separate=False)
    counted = await attaching.with_item(desk, one, fresh, item.code)
    _check_due(desk, counted)
    if line.made_task:
        return await _renewed(desk, one, line, counted)
    return await changed(desk, one, counted)


async def detach(desk: Desk, schedule_id: int, seen: int, number: int) -> Noted:
    """Only a note of the day, which counts for nothing."""
    one = await mine(desk, schedule_id, seen)
    line = _free(one.line(number))
    fresh = replace(line, task=None, item="", question="", facts=())
    if line.made_task:
        await _check_goes(desk, line)
        return await _renewed(desk, one, line, fresh)
    return await changed(desk, one, fresh)


async def add_item(
    desk: Desk, schedule_id: int, catalogue_id: int, index: int, quantity: int, day: date
) -> Noted:
    """A catalogue item tapped: *quantity* of it, due at the end of *day*."""
    one = await timetable.own(desk, schedule_id)
    weekflow.check_changeable(one, people.day_of(desk.now))
    monthplan.check_quantity(quantity)
    if day not in one.week:
        raise errors.BadInput("week.day", first=one.week.monday, last=one.week.sunday)
    item = await attaching.item_at(desk, one.person, catalogue_id, index)
    line = Line(number=0, day=day, content=item.name, quantity=quantity)
    counted = await attaching.with_item(desk, one, line, item.code)
    _check_due(desk, counted)
    return await noting.put(desk, one, [counted])


async def toggle_repeat(desk: Desk, schedule_id: int, seen: int, number: int) -> Schedule:
    """Also of a week that waits or is approved: it is about next week."""
    one = await timetable.own(desk, schedule_id, seen)
    return await timetable.stored(desk, weekflow.toggle(one, number, timetable.today(desk)))


async def remove(desk: Desk, schedule_id: int, seen: int, number: int) -> Schedule:
    """*errors.Refused* ``task.begun``, ``task.cancel-late`` when its task cannot go any more."""
    one = await for_change(desk, schedule_id, seen)
    line = one.line(number)
    await _check_goes(desk, line)
    saved = await timetable.stored(desk, weekflow.remove(one, {number}))
    await _audit(desk, saved, line)
    return saved


async def answered(desk: Desk, one: Schedule, line: Line) -> Noted:
    """A doubt answered: the next one, else the catalogue is looked up and the week is known."""
    [dressed] = await attaching.dressed(desk, one, [line])
    if dressed.item and not dressed.blocks:
        _check_due(desk, dressed)
    if dressed.blocks or dressed.day in one.week or _is_pasted(one, line):
        return await changed(desk, one, dressed)
    left = await timetable.stored(desk, weekflow.remove(one, {line.number}))
    return await noting.put(desk, left, [replace(dressed, number=0)])


def _is_pasted(one: Schedule, line: Line) -> bool:
    return any(each.number == line.number for each in one.pasted)


async def changed(desk: Desk, one: Schedule, line: Line) -> Noted:
    old = one.line(line.number)
    if line.item and old.task is not None and (line.due, line.quantity) != (old.due, old.quantity):
        await _check_open(desk, line)
    fields = {name: getattr(line, name) for name in _FIELDS}
    changed = weekflow.change(one, line.number, **fields)
    noted = await kept(desk, changed, (line.number,))
    await _audit(desk, noted.schedule, line)
    return noted


_FIELDS = tuple(name for name in Line.__dataclass_fields__ if name != "number")


async def _renewed(desk: Desk, one: Schedule, old: Line, new: Line) -> Noted:
    changed = weekflow.add(weekflow.remove(one, {old.number}), [new])
    return await kept(desk, changed, (one.next_number,))


async def kept(desk: Desk, one: Schedule, numbers: tuple[int, ...]) -> Noted:
    saved = await timetable.stored(desk, one)
    known = {line.number for line in (*saved.lines, *saved.pasted)}
    return Noted(schedule=saved, numbers=tuple(each for each in numbers if each in known))


async def mine(desk: Desk, schedule_id: int, seen: int) -> Schedule:
    one = await timetable.own(desk, schedule_id, seen)
    weekflow.check_changeable(one, people.day_of(desk.now))
    return one


def _free(line: Line) -> Line:
    """*errors.Refused* ``week.plan-line`` for a line about a task that the schedule did not make."""
    if line.task is not None and not line.item:
        raise errors.Refused("week.plan-line", name=line.content)
    return line


def asks_the_reading(line: Line) -> bool:
    return bool(line.question) and line.question not in {SAME_TASK, *OPTIONAL}


def asks(line: Line, what: str) -> bool:
    return asks_the_reading(line) and weekread.about(line.question) == what


def _check_due(desk: Desk, line: Line) -> None:
    if line.item and line.due is not None:
        taskflow.check_due(line.due, desk.now)


async def _check_goes(desk: Desk, line: Line) -> None:
    known = await timetable.tasks_of(desk, [line]) if line.made_task else {}
    for item in known.values():
        agreeing.check_cancellable(item, desk.now)


async def _check_open(desk: Desk, line: Line) -> None:
    for item in (await timetable.tasks_of(desk, [line])).values():
        agreeing.check_reorderable(line, item)


async def _audit(desk: Desk, one: Schedule, line: Line) -> None:
    """A leader's change of somebody else's schedule; one's own draft is one's own."""
    if one.person != desk.actor:
        said = timetable.facts(one, [line])
        await desk.audit("week-change", timetable.key_of(one), **said)
