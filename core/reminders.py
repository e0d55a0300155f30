"""When the closings of a month are announced, worked out from the rules and the working days.

``C-2d 08:30`` is half past eight on the second day counted back from the day that ends at the
closing C. One on a day off moves to the last working day before, never to before its step is
open; those of the last day are also sent on that day itself (``calendar.toml``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from core import errors
from core.calendar import STEPS, ZONE, Calendar, ReminderRule, Step
from core.months import Month
from core.workdays import Workdays

WEEK = "week_schedule"
_DAY = dt.timedelta(days=1)
_BEFORE_CLOSING = re.compile(r"C-(\d)d (\d\d):(\d\d)")
_FRIDAY_BEFORE = re.compile(r"Friday (\d\d):(\d\d) of the week before")
_FIRST_DAY = re.compile(r"first working day (\d\d):(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """*nth* counts within the step, or within the week, from 1. *subject* is the month whose
    step closes, or the Monday of the week, as ``YYYY-MM-DD``; *closes_at* is exclusive.
    """

    step: str
    to: str
    at: dt.datetime
    nth: int
    subject: str
    closes_at: dt.datetime


def of_month(calendar: Calendar, days: Workdays, month: Month) -> tuple[Reminder, ...]:
    """Of every step of *month*, by instant; two of one step that meet are one."""
    steps = {step.id: step for step in calendar.steps(month)}
    found: list[Reminder] = []
    for rule in calendar.reminders:
        if rule.step == WEEK:
            continue
        step = steps[rule.step]
        instants = sorted({at for text in rule.at for at in _instants(days, step, rule, text)})
        found += [
            Reminder(
                step=rule.step,
                to=rule.to,
                at=at,
                nth=nth,
                subject=str(month),
                closes_at=step.closes_at,
            )
            for nth, at in enumerate(instants, 1)
        ]
    return tuple(sorted(found, key=lambda one: (one.at, STEPS.index(one.step))))


def _instants(days: Workdays, step: Step, rule: ReminderRule, text: str) -> Iterator[dt.datetime]:
    match = _BEFORE_CLOSING.fullmatch(text)
    if match is None:
        raise errors.RulesBroken("calendar.reminder", place=rule.step, value=text)
    back, hour = int(match[1]), dt.time(int(match[2]), int(match[3]))
    day = step.closes_at.astimezone(ZONE).date() - back * _DAY
    moved = day
    while not days.is_working(moved):
        moved -= _DAY
    at, instead = _at(day, hour), _at(moved, hour)
    if instead == at or instead < step.opens_at:
        yield at
        return
    yield instead
    if back == 1:
        yield at


def of_week(calendar: Calendar, days: Workdays, monday: dt.date) -> tuple[Reminder, ...]:
    """Of the schedule of the week that begins on *monday*; none for a week without work.

    The schedule is due on the first working day at noon (domain §5).
    """
    worked = [monday + at * _DAY for at in range(7) if days.is_working(monday + at * _DAY)]
    if not worked:
        return ()
    instants: list[tuple[str, dt.datetime]] = []
    for rule in calendar.reminders:
        if rule.step == WEEK:
            instants += [(rule.to, _of_week(days, monday, worked[0], text)) for text in rule.at]
    return tuple(
        Reminder(
            step=WEEK,
            to=to,
            at=at,
            nth=nth,
            subject=monday.isoformat(),
            closes_at=_at(worked[0], dt.time(12)),
        )
        for nth, (to, at) in enumerate(sorted(instants, key=lambda one: one[1]), 1)
    )


def _of_week(days: Workdays, monday: dt.date, first: dt.date, text: str) -> dt.datetime:
    if match := _FIRST_DAY.fullmatch(text):
        return _at(first, dt.time(int(match[1]), int(match[2])))
    match = _FRIDAY_BEFORE.fullmatch(text)
    if match is None:
        raise errors.RulesBroken("calendar.reminder", place=WEEK, value=text)
    day = monday - 3 * _DAY
    while not days.is_working(day):
        day -= _DAY
    return _at(day, dt.time(int(match[1]), int(match[2])))


def around(calendar: Calendar, days: Workdays, month: Month) -> tuple[Reminder, ...]:
    """What ``danhgia calendar`` prints: the month's own, and those of weeks that begin in it."""
    first = dt.date(month.year, month.number, 1)
    after = month.shift(1)
    monday = first + ((7 - first.weekday()) % 7) * _DAY
    weeks: list[Reminder] = []
    while monday < dt.date(after.year, after.number, 1):
        weeks += of_week(calendar, days, monday)
        monday += 7 * _DAY
    return tuple(
        sorted([*of_month(calendar, days, month), *weeks], key=lambda one: (one.at, one.step))
    )


def _at(day: dt.date, hour: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, hour, ZONE)
