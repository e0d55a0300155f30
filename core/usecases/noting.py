"""Lines that a person types or pastes on the card of a week, and what becomes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from core import errors, people, weekflow, weekread
from core.schedule import SAME_TASK, Line, Schedule
from core.text import folded
from core.usecases import attaching, scheduling, timetable
from core.usecases.desk import Desk
from core.weeks import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """*numbers* of the new lines in *schedule*; lines of other weeks went to their schedules."""

    schedule: Schedule
    numbers: tuple[int, ...] = ()
    elsewhere: tuple[tuple[Schedule, int], ...] = ()
    skipped: tuple[str, ...] = ()


async def note(desk: Desk, schedule_id: int, text: str) -> Noted:
    """One typed line. *errors.BadInput* ``week.nothing-read``; *errors.Refused*
    ``week.same-line`` for what stands there already.
    """
    one = await _changeable(desk, schedule_id)
    if len(text) > weekread.SOURCE_LIMIT:
        raise errors.BadInput("text.long", length=len(text), limit=weekread.SOURCE_LIMIT)
    today = people.day_of(desk.now)
    reading = weekread.read(text, one.week, today)
    if not reading.items:
        raise errors.BadInput("week.nothing-read", text=text)
    read = weekread.lines(reading.items, one.week, today)
    fresh = [line for line in read if not _stands(one, line)]
    if not fresh:
        raise errors.Refused("week.same-line", name=read[0].content)
    noted = await put(desk, one, await attaching.dressed(desk, one, fresh))
    return replace(noted, skipped=reading.skipped)


async def put(desk: Desk, one: Schedule, lines: Iterable[Line]) -> Noted:
    """Each line into the schedule of its week; one with a doubt waits in *one* for its answer."""
    groups: dict[Week, list[Line]] = defaultdict(list)
    for line in lines:
        groups[one.week if line.blocks else Week.of(line.day)].append(line)
    here = groups.pop(one.week, [])
    saved = await timetable.stored(desk, weekflow.add(one, here)) if here else one
    elsewhere = []
    for week, group in sorted(groups.items()):
        other = await _other(desk, week)
        added = await timetable.stored(desk, weekflow.add(other, group))
        elsewhere.append((added, len(group)))
    first = one.next_number
    return Noted(
        schedule=saved,
        numbers=tuple(range(first, first + len(here))),
        elsewhere=tuple(elsewhere),
    )


async def paste(desk: Desk, schedule_id: int, text: str) -> Schedule:
    """A whole week: read, kept, and confirmed afterwards line by line or as a whole."""
    one = await _changeable(desk, schedule_id)
    today = people.day_of(desk.now)
    reading = weekread.read(text, one.week, today)
    if not reading.items:
        raise errors.BadInput("week.nothing-read", text=text)
    read = weekread.lines(reading.items, one.week, today)
    fresh = await attaching.dressed(desk, one, read)
    kept = weekflow.keep_pasted(one, fresh, reading.skipped)
    return one if kept == one else await timetable.stored(desk, kept)


def is_clear(line: Line) -> bool:
    """Whether a pasted line was understood; that the plan may have it is asked in the week."""
    return not line.blocks or line.question == SAME_TASK


def is_ready(desk: Desk, line: Line) -> bool:
    """Whether a pasted line can be taken in as it is: clear, and not of a week that is over."""
    return is_clear(line) and Week.of(line.day) >= timetable.this_week(desk)


async def take(desk: Desk, schedule_id: int, seen: int) -> Noted:
    """The ready ones of a paste into the weeks of their days; the others stay where they are."""
    one = await timetable.own(desk, schedule_id, seen)
    weekflow.check_changeable(one, people.day_of(desk.now))
    ready = [line for line in one.pasted if is_ready(desk, line)]
    if not ready:
        raise errors.Stale("week.old")
    rest = tuple(line for line in one.pasted if line not in ready)
    emptied = replace(one, pasted=rest, skipped=one.skipped if rest else ())
    here = [line for line in ready if Week.of(line.day) == one.week]
    away = [line for line in ready if Week.of(line.day) != one.week]
    saved = await timetable.stored(desk, weekflow.add(emptied, here))
    numbers = tuple(range(one.next_number, one.next_number + len(here)))
    noted = await put(desk, saved, away)
    return replace(noted, schedule=saved, numbers=numbers)


async def shift_pasted(desk: Desk, schedule_id: int, seen: int) -> Schedule:
    """The paste was meant for this week: every line to the same day of the week of the card."""
    one = await timetable.own(desk, schedule_id, seen)
    weekflow.check_changeable(one, people.day_of(desk.now))
    moved = tuple(weekread.into_week(line, one.week) for line in one.pasted)
    return await timetable.stored(desk, replace(one, pasted=moved))


async def drop_pasted(desk: Desk, schedule_id: int, seen: int) -> Schedule:
    return await scheduling.edit(desk, schedule_id, seen, weekflow.drop_pasted)


async def _changeable(desk: Desk, schedule_id: int) -> Schedule:
    one = await timetable.own(desk, schedule_id)
    weekflow.check_changeable(one, people.day_of(desk.now))
    return one


async def _other(desk: Desk, week: Week) -> Schedule:
    """*errors.Refused* ``week.over``, ``week.waiting``, ``week.far`` name the week."""
    other = await scheduling.opened(desk, week)
    if other is None:
        raise errors.Refused("week.over", day=week.sunday)
    weekflow.check_changeable(other, people.day_of(desk.now))
    return other


def _stands(one: Schedule, line: Line) -> bool:
    """The same words on the same day and hour: a message that was sent twice."""
    same = (line.day, line.at, line.part, folded(line.content))
    return any((each.day, each.at, each.part, folded(each.content)) == same for each in one.lines)
