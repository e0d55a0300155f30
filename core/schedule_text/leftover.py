"""Words of days that would else be passed by: "ngày 5 tháng sau", "thứ 2 tháng sau", "thứ 2 4 6"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from core.months import Month
from core.schedule_text.reading import Item, Moment, Question
from core.text import folded

_NEXT_MONTH = re.compile(r"\bngay (\d{1,2}) thang (?:sau|toi)\b(?! nam)")
_WEEKDAY_OF_A_MONTH = re.compile(
    r"\b(?:thu|t) ?(?:[2-7]|hai|ba|tu|nam|sau|bay) thang (?:sau|toi)\b"
)
_SEVERAL = re.compile(r"\b(?:thu|t) ?[2-7](?: [2-7])+(?= [a-z])")


def mend(item: Item, today: date) -> Item:
    """The next month's day is read; a weekday of a month and a list of weekdays are asked (R8)."""
    said = folded(item.source)
    if found := _NEXT_MONTH.search(said):
        return _next_month(item, int(found[1]), today)
    if item.question is not None:
        return item
    found = _WEEKDAY_OF_A_MONTH.search(said) or _SEVERAL.search(said)
    return _asked(item, _written(item.source, said, found), today) if found else item


def _written(source: str, said: str, found: re.Match[str]) -> str:
    """The words of *found* as they were typed: folding keeps their number and order."""
    first = said[: found.start()].count(" ")
    return " ".join(source.split()[first : first + len(found[0].split())])


def _next_month(item: Item, day: int, today: date) -> Item:
    month = Month(today.year, today.month).shift(1)
    try:
        meant = date(month.year, month.number, day)
    except ValueError:
        return _asked(item, f"{day}", today)
    return replace(
        item, start=_moved(item.start, meant), due=_moved(item.due, meant), question=None
    )


def _moved(moment: Moment | None, day: date) -> Moment | None:
    """The same hour on another day."""
    if isinstance(moment, datetime):
        return datetime.combine(day, moment.timetz())
    return None if moment is None else day


def _asked(item: Item, words: str, today: date) -> Item:
    first = item.due or item.start or today
    day = first.date() if isinstance(first, datetime) else first
    question = Question(
        code="several-days", facts={"first": day, "weekday": day.weekday(), "words": words}
    )
    return replace(item, question=question)
