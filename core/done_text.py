"""When work was finished, as a person types it: ``hôm qua``, ``thứ 3``, ``21/10``, ``21/10 16h``.

Only what is past or today: a weekday is the last one, a date without a year the nearest past one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from core import errors
from core.calendar import ZONE
from core.tasks import Done
from core.text import folded

_HOUR = re.compile(r"\b(\d{1,2})\s*(?:h|:|gio)\s*(\d{2})?\b")
_DATE = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?\b")
_WEEKDAY = re.compile(r"\b(?:thu|t)\s*(hai|ba|tu|nam|sau|bay|[2-7])\b|\b(chu nhat|cn)\b")
_DAYS = {"hom nay": 0, "nay": 0, "hom qua": 1, "qua": 1, "hom kia": 2}
_NAMES = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}


def read(text: str, now: datetime) -> Done:
    """*errors.BadInput* ``done.unreadable`` for anything else, ``done.future`` for what is to
    come.
    """
    today = now.astimezone(ZONE).date()
    said = folded(text)
    day = _day(said, today)
    if day is None:
        raise errors.BadInput("done.unreadable", text=text)
    hour = _HOUR.search(_DATE.sub(" ", said))
    at = None
    if hour is not None:
        try:
            at = datetime.combine(day, time(int(hour[1]), int(hour[2] or 0)), ZONE)
        except ValueError as fault:
            raise errors.BadInput("done.unreadable", text=text) from fault
    if day > today or (at is not None and at > now):
        raise errors.BadInput("done.future", day=day)
    return Done(day=day, at=at)


def _day(said: str, today: date) -> date | None:
    if found := _DATE.search(said):
        return _dated(int(found[1]), int(found[2]), found[3], today)
    if found := _WEEKDAY.search(said):
        number = 6 if found[2] else _weekday(found[1])
        return today - timedelta(days=(today.weekday() - number) % 7)
    for words, back in _DAYS.items():
        if re.search(rf"\b{words}\b", said):
            return today - timedelta(days=back)
    return None


def _weekday(word: str) -> int:
    return _NAMES[word] if word in _NAMES else int(word) - 2


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if year is not None:
            return date(int(year), month, day)
        this = date(today.year, month, day)
        return this if this <= today + timedelta(days=180) else date(today.year - 1, month, day)
    except ValueError:
        return None
