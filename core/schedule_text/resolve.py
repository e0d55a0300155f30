"""From words for a day to the date itself, with the doubt that the rules tell to ask (R2 to R8).

The reading that is offered first comes with each doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from core.schedule_text.frame import Found, Frame, made, monday, shifted
from core.schedule_text.mentions import DATE, MAY_BE_CITED, RELATIVE, WEAK, WEEKDAY, Day
from core.schedule_text.questions import ask
from core.schedule_text.reading import Question
from core.schedule_text.weeks import by_weekday, weak

RECENT = timedelta(days=60)
_WEEK = timedelta(days=7)
_FAR_YEARS = 5
_DATE_AFTER_ALL = {"day-span", "list-number", "ratio", "number-or-date"}
"""Doubts that a weekday of that very date removes."""
_FAR = timedelta(days=45)
_SOON = timedelta(days=90)


def resolve(days: Sequence[Day], frame: Frame, *, after: date | None = None) -> Found:
    """One date from all the words for it, which must agree (R4).

    *after*: the start of a range, for the weekday that ends it.
    """
    kinds = {day.kind: day for day in days}
    weekday, week = kinds.get(WEEKDAY), kinds.get(WEAK)
    main = kinds.get(DATE) or kinds.get(RELATIVE)
    if main is None and weekday is not None:
        return by_weekday(_with_week(weekday, week), week, frame, after)
    if main is None:
        return weak(week, frame) if week is not None else Found(first=None)
    found = _date(main, frame) if main.kind == DATE else _relative(main, frame)
    relative = kinds.get(RELATIVE)
    if main.kind == DATE and relative is not None:
        found = _agree_with_relative(found, relative, frame)
    if weekday is not None:
        found = _agree(found, weekday, frame)
    if week is not None:
        if week.doubt == "lunar":
            return replace(found, doubts=(ask("lunar", first=found.first),))
        found = _agree_with_week(found, week, frame)
    return found


def _doubtful(found: Found, *more: Question) -> Found:
    return replace(found, doubts=(*found.doubts, *more))


def _with_week(weekday: Day, week: Day | None) -> Day:
    if week is None or week.week is None or weekday.week is not None:
        return weekday
    return replace(weekday, week=week.week)


def _date(day: Day, frame: Frame) -> Found:
    first, doubts = _one_date(day, frame)
    if day.until is None:
        return Found(first=first, doubts=doubts)
    if day.doubt == "span-backwards":
        return Found(first=None, last=None, doubts=doubts)
    if day.until.year is None and first is not None and day.until.month is not None:
        last, more = _after(day.until, first)
    else:
        last, more = _one_date(day.until, frame)
    if first is not None and last is not None and last < first:
        more = (*more, ask("end-before-start", first=first, second=last))
    return Found(first=first, last=last, doubts=(*doubts, *more))


def _after(day: Day, first: date) -> tuple[date | None, tuple[Question, ...]]:
    """The end of a range is the next such day from its start on."""
    month = day.month or first.month
    year = first.year + ((month, day.day) < (first.month, first.day))
    last = made(year, month, day.day)
    if last is None:
        return None, (ask("no-such-date", day=day.day, month=month),)
    return last, ()


def _one_date(day: Day, frame: Frame) -> tuple[date | None, tuple[Question, ...]]:
    value, doubts = _calendar_date(day, frame.today)
    if day.doubt == "day-span":
        if not _may_be_span(day, value, frame.today):
            return value, doubts
        second = made(frame.today.year, frame.today.month, day.day)
        return value, (ask("day-span", first=value, second=second), *doubts)
    soon = value is not None and (day.year is not None or value - frame.today <= _SOON)
    if day.doubt == MAY_BE_CITED and soon and not doubts:
        return value, ()
    if day.doubt:
        code = "document-date" if day.doubt == MAY_BE_CITED else day.doubt
        doubts = (ask(code, first=value, day=day.day, month=day.month), *doubts)
    return value, doubts


def _may_be_span(day: Day, value: date | None, today: date) -> bool:
    """ "11-12" in May is the 11th of December (R5), or two days of this month: far off, ask."""
    return value is not None and value - today > _FAR and day.day >= today.day


def _calendar_date(day: Day, today: date) -> tuple[date | None, tuple[Question, ...]]:
    year = day.year
    if day.coming in {"nay", "sau", "toi"}:
        year = today.year + (day.coming != "nay")
    if day.month is None:
        return _day_alone(day, today)
    if year is None:
        return _nearest(day.day, day.month, today)
    value = made(year, day.month, day.day)
    if value is None:
        return None, (ask("no-such-date", day=day.day, month=day.month, year=year),)
    if value < today:
        return value, (ask("date-past", first=value),)
    if value.year > today.year + _FAR_YEARS:
        return value, (ask("far-year", first=value),)
    return value, ()


def _nearest(day: int, month: int, today: date) -> tuple[date | None, tuple[Question, ...]]:
    """Without a year (R5): the nearest future day, unless it was within the last 60 days."""
    year = today.year + ((month, day) < (today.month, today.day))
    future = made(year, month, day)
    if future is None:
        return None, (ask("no-such-date", day=day, month=month),)
    past = made(year - 1, month, day)
    if past is not None and timedelta(0) < today - past <= RECENT:
        return past, (ask("date-past", first=past, second=future),)
    return future, ()


def _day_alone(day: Day, today: date) -> tuple[date | None, tuple[Question, ...]]:
    """ "ngay 15": of this month, or of the month said; past: ask (R5)."""
    year, month = shifted(today, day.shift or 0)
    value = made(year, month, day.day)
    if value is None:
        return None, (ask("no-such-date", day=day.day, month=month),)
    if value < today:
        later = made(*shifted(today, (day.shift or 0) + 1), day.day)
        return later or value, (ask("date-past", first=value, second=later),)
    return value, ()


def _relative(day: Day, frame: Frame) -> Found:
    value = frame.today + timedelta(days=day.offset)
    doubts: tuple[Question, ...] = ()
    if day.doubt:
        doubts = (ask(day.doubt, first=value),)
    elif value < frame.today:
        doubts = (ask("date-past", first=value),)
    return Found(first=value, doubts=doubts)


def _agree(found: Found, weekday: Day, frame: Frame) -> Found:
    """R4: the weekday must be the date's."""
    if weekday.weekday is None:
        return _doubtful(found, ask("no-such-weekday"))
    if found.first is None:
        return found
    first = found.first
    if first.weekday() != weekday.weekday:
        other = monday(first) + timedelta(days=weekday.weekday)
        disagreement = ask(
            "weekday-disagrees",
            weekday=weekday.weekday,
            actual=first.weekday(),
            first=first,
            second=other,
        )
        return replace(found, doubts=(disagreement, *found.doubts))
    kept = tuple(one for one in found.doubts if one.code not in _DATE_AFTER_ALL)
    found = replace(found, doubts=kept)
    if weekday.week is not None and monday(first) != frame.monday + weekday.week * _WEEK:
        return _doubtful(found, ask("week-disagrees", first=first, weekday=weekday.weekday))
    if weekday.doubt in {"several-days", "no-such-weekday", "unmarked-toi"}:
        return _doubtful(found, ask(weekday.doubt, first=first, weekday=weekday.weekday))
    return found


def _agree_with_week(found: Found, week: Day, frame: Frame) -> Found:
    if week.week is None or found.first is None or week.edge == "away":
        return found
    if monday(found.first) != frame.monday + week.week * _WEEK:
        return _doubtful(found, ask("week-disagrees", first=found.first))
    return found


def _agree_with_relative(found: Found, relative: Day, frame: Frame) -> Found:
    said = frame.today + timedelta(days=relative.offset)
    if found.first is None or found.first == said:
        return found
    return _doubtful(found, ask("relative-disagrees", first=found.first, second=said))
