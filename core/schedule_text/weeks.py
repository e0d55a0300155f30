"""Weekdays, weeks and edges of months as dates (R2, R3, R8, R15).

A bare weekday is the coming one; today's own is asked, unless the lines above tell.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from core.schedule_text.frame import Found, Frame, monday, shifted
from core.schedule_text.mentions import Day
from core.schedule_text.questions import ask

_WEEK = timedelta(days=7)
_EDGES = {"dau", "giua", "cuoi", "trong", "het", "week"}
"""Edges of a week: they say no more than the weekday beside them."""


def by_weekday(weekday: Day, week: Day | None, frame: Frame, after: date | None) -> Found:
    if weekday.weekday is None:
        return Found(first=None, doubts=(ask("no-such-weekday"),))
    if weekday.week is not None:
        found = _in_week(weekday.weekday, weekday.week, frame)
    elif weekday.coming:
        found = _coming(weekday.weekday, weekday.coming, frame)
    elif after is not None:
        ahead = (weekday.weekday - after.weekday()) % 7
        found = Found(first=after + timedelta(days=ahead))
    else:
        found = _bare(weekday.weekday, frame)
    if week is not None and None not in {week.week, weekday.week} and week.week != weekday.week:
        found = replace(found, doubts=(ask("several-days", first=found.first), *found.doubts))
    doubt = weekday.doubt or (week.doubt if week is not None else "")
    if not doubt and week is not None and week.week is None and week.edge not in _EDGES:
        doubt = week.edge if week.edge == "recurring" else "ordinal"
    if doubt:
        first = ask(doubt, first=found.first, weekday=weekday.weekday)
        found = replace(found, doubts=(first, *found.doubts))
    return found


def _in_week(weekday: int, week: int, frame: Frame) -> Found:
    value = frame.monday + week * _WEEK + timedelta(days=weekday)
    if value < frame.today:
        if week < 0:
            return Found(first=value, doubts=(ask("date-past", first=value),))
        past = ask("weekday-past", weekday=weekday, first=value, second=value + _WEEK)
        return Found(first=value, doubts=(past,))
    return Found(first=value)


def _coming(weekday: int, word: str, frame: Frame) -> Found:
    """ "toi" is the coming one when this week's has passed, else this week or next (R3)."""
    this = frame.monday + timedelta(days=weekday)
    if word == "toi" and this < frame.today:
        return Found(first=this + _WEEK)
    if word == "nay" and this > frame.today:
        return Found(first=this)
    if this < frame.today:
        past = ask("weekday-past", weekday=weekday, first=this, second=this + _WEEK)
        return Found(first=this + _WEEK, doubts=(past,))
    code = "weekday-today" if this == frame.today else "weekday-coming"
    first, second = this, this + _WEEK
    return Found(first=first, doubts=(ask(code, weekday=weekday, first=first, second=second),))


def _bare(weekday: int, frame: Frame) -> Found:
    """The coming one, or in the week of the lines above (R3, R15)."""
    if frame.week is not None:
        value = frame.week + timedelta(days=weekday)
        if value < frame.today:
            past = ask("weekday-past", weekday=weekday, first=value, second=value + _WEEK)
            return Found(first=value, doubts=(past,))
        return Found(first=value)
    if frame.last is not None:
        same = monday(frame.last) + timedelta(days=weekday)
        if same >= frame.last and same >= frame.today:
            return Found(first=same)
    this = frame.monday + timedelta(days=weekday)
    if this == frame.today:
        today = ask("weekday-today", weekday=weekday, first=this, second=this + _WEEK)
        return Found(first=this, doubts=(today,))
    return Found(first=this if this > frame.today else this + _WEEK)


def weak(week: Day, frame: Frame) -> Found:
    """No one day is said: offer the likely one and ask, but for the clear edges (R8)."""
    if week.doubt:
        return Found(first=None, doubts=(ask(week.doubt),))
    if week.edge.startswith("month-"):
        return _month_edge(week, frame)
    if week.edge.startswith(("quy-", "nam-")):
        return Found(first=None, doubts=(ask("long-edge"),))
    return _week_edge(week, frame)


def _week_edge(week: Day, frame: Frame) -> Found:
    if week.edge == "away":
        there = frame.today + (week.week or 0) * _WEEK
        return Found(first=there, doubts=(ask("days-away", first=there),))
    shift = week.week if week.week is not None else 0
    start = frame.week if week.week is None and frame.week else frame.monday + shift * _WEEK
    if week.edge == "dau":
        if week.week is not None and week.week > 0:
            return Found(first=start)
        first = start if start >= frame.today else start + _WEEK
        return Found(first=first, doubts=(ask("week-only", first=first),))
    day = {"giua": 2, "cuoi": 5}.get(week.edge, 4)
    first = start + timedelta(days=day)
    if first < frame.today:
        first = frame.today if shift == 0 else first
    if shift < 0:
        return Found(first=first, doubts=(ask("date-past", first=first),))
    return Found(first=first, doubts=(ask("week-only", first=first, monday=start),))


def _month_edge(week: Day, frame: Frame) -> Found:
    today = frame.today
    if week.month is None:
        year, month = shifted(today, week.shift or 0)
    else:
        month = week.month
        year = week.year or today.year + (month < today.month)
    if not 1 <= month <= 12:
        return Found(first=None, doubts=(ask("no-such-date", day=1, month=month),))
    recent = week.month is not None and week.year is None and year > today.year
    last = date(year, month, calendar.monthrange(year, month)[1])
    if week.edge == "month-last":
        doubts = (ask("month-edge", first=last),) if recent or last < today else ()
        return Found(first=last, doubts=doubts)
    first = date(year, month, 1 if week.edge == "month-dau" else 15)
    return Found(first=first, doubts=(ask("month-edge", first=first),))
