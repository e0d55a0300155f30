"""What a week begins with: the work due in it, what was left over, and what comes every week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from core import tasks
from core.people import day_of
from core.schedule import COPIED, FROM_PLAN, LEFT_OVER, RECURRING, Line, Schedule
from core.tasks import TaskItem
from core.text import folded
from core.weekflow import add
from core.weeks import Week

WEEKLY = ("hang tuan", "moi tuan", "tuan nao cung")
"""Folded words of a line that says itself that it comes every week."""

_WEEK = timedelta(weeks=1)


def last_day(due: datetime) -> date:
    """The last day on which something due (exclusively) at *due* is in time."""
    return day_of(due - timedelta.resolution)


def is_due_in(item: TaskItem, week: Week) -> bool:
    return last_day(item.due) in week


def fill(
    one: Schedule,
    items: Iterable[TaskItem],
    former: tuple[Schedule | None, Schedule | None],
    now: datetime,
) -> Schedule:
    """With what is not in it and was never taken out of it. *items* are the person's open ones,
    *former* the schedules of last week and of the week before it.
    """
    known = list(items)
    tied = {line.task for line in one.lines}
    offered = [*_work(one.week, known, now), *_again(one.week, known, former)]
    new = [
        (key, line) for key, line in offered if key not in one.filled and not _is_in(line, tied)
    ]
    if not new:
        return one
    filled = add(one, [line for _, line in new])
    return replace(filled, filled=(*one.filled, *(key for key, _ in new)))


def _is_in(line: Line, tied: set[int | None]) -> bool:
    return line.task is not None and line.task in tied


def _work(week: Week, items: list[TaskItem], now: datetime) -> Iterator[tuple[str, Line]]:
    today = day_of(now)
    for item in items:
        if item.left == 0:
            continue
        if item.due <= now:
            day, mark, fits = today, LEFT_OVER, today in week
        else:
            day, mark, fits = last_day(item.due), FROM_PLAN, is_due_in(item, week)
        if fits:
            yield (
                f"task:{item.id}",
                Line(number=0, day=day, content=item.name, task=item.id, mark=mark),
            )


def _again(
    week: Week, items: list[TaskItem], former: tuple[Schedule | None, Schedule | None]
) -> Iterator[tuple[str, Line]]:
    """Not what the plan brings this week anyway, as a task of the same catalogue item."""
    last, before = former
    if last is None:
        return
    planned = {item.item for item in items if item.item and is_due_in(item, week)}
    twice = {folded(line.content) for line in _standing(before)}
    for line in _standing(last):
        if _is_former_task(line) or line.blocks or (line.item and line.item in planned):
            continue
        if line.repeats or says_weekly(line.content) or folded(line.content) in twice:
            key = f"again:{line.day.isoweekday()}:{folded(line.content)}"
            yield key, replace(moved(line), mark=RECURRING)


def says_weekly(content: str) -> bool:
    return any(words in folded(content) for words in WEEKLY)


def copied(one: Schedule, last: Schedule, items: Mapping[int, TaskItem]) -> tuple[Line, ...]:
    """Last week's own lines, a week later, that this week does not have yet.

    Work that was assigned is not among them: what is open of it comes by :func:`fill`, and no
    new product is made of it. Own products that are finished are copied as work to be done anew,
    which counts only once it is approved. *items* are the tasks of last week's lines.
    """
    here = {(line.day, line.at, folded(line.content)) for line in one.lines}
    found = []
    for line in _standing(last):
        new = replace(moved(line), mark=COPIED)
        if line.blocks or _is_former_task(line) or (new.day, new.at, folded(new.content)) in here:
            continue
        if line.task is not None:
            task = items.get(line.task)
            if task is None or task.state != tasks.ACCEPTED or not task.item:
                continue
            new = replace(new, item=task.item, quantity=task.assigned, due=task.due + _WEEK)
        found.append(new)
    return tuple(found)


def moved(line: Line) -> Line:
    """A week later, as a line of its own."""
    return replace(
        line,
        number=0,
        day=line.day + _WEEK,
        until=line.until + _WEEK if line.until else None,
        due=line.due + _WEEK if line.due else None,
        task=None,
        question="",
        facts=(),
        source="",
        separate=False,
    )


def _is_former_task(line: Line) -> bool:
    return line.task is not None and not line.item


def _standing(one: Schedule | None) -> tuple[Line, ...]:
    """What was in force, or without an approval what was written."""
    return () if one is None else one.in_force or one.lines
