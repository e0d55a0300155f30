"""An ISO week: from Monday to Sunday, one schedule each, also across the end of a month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from core import errors

_PATTERN = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """ISO year and week number; the year may differ from that of some of its days."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read ``2026-W43``; *errors.BadInput* ``week`` for anything else."""
        match = _PATTERN.fullmatch(text.strip())
        if match is None:
            raise errors.BadInput("week", text=text)
        try:
            date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError as fault:
            raise errors.BadInput("week", text=text) from fault
        return cls(int(match[1]), int(match[2]))

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.monday + timedelta(days=offset) for offset in range(7))

    def shift(self, weeks: int) -> Week:
        return Week.of(self.monday + timedelta(weeks=weeks))

    def __contains__(self, day: date) -> bool:
        return self.monday <= day <= self.sunday

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"
