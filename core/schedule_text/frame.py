"""The day that the lines above lead to, and small arithmetic of the calendar.

Weeks begin on Monday (R2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.schedule_text.reading import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the lines above say. *last*: the day of the last weekday read; *week*: a Monday that
    a title or heading set for all weekdays below (R15)."""

    today: date
    last: date | None = None
    week: date | None = None

    @property
    def monday(self) -> date:
        return monday(self.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """*last* is the end of a range; *doubts* in the order they are to be asked."""

    first: date | None
    last: date | None = None
    doubts: tuple[Question, ...] = ()


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def shifted(today: date, months: int) -> tuple[int, int]:
    index = today.year * 12 + today.month - 1 + months
    return index // 12, index % 12 + 1


def made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
