"""Working days of the ward: a five-day week with the days off and worked Saturdays of each year.

A value built from rows, so that a later table of the office can take the place of the file.
Days are those of ward time, +07:00.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from core import tables
from core.people import WARD_TIME
from core.weeks import Week

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptional:
    """A day off in the week, or a Saturday worked for one. *confirmed*: announced, not guessed."""

    day: date
    works: bool
    name: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays:
    """*week* holds the ISO weekdays worked; *known_years* whether each year was announced.

    In a year without rows only the week counts: nothing is refused and nothing is confirmed.
    """

    week: frozenset[int]
    exceptional: Mapping[date, Exceptional]
    known_years: Mapping[int, bool]

    @classmethod
    def of(
        cls, week: Iterable[int], rows: Iterable[Exceptional], known_years: Mapping[int, bool]
    ) -> Self:
        return cls(
            week=frozenset(week),
            exceptional={row.day: row for row in rows},
            known_years=known_years,
        )

    def is_working(self, day: date) -> bool:
        row = self.exceptional.get(day)
        return row.works if row is not None else day.isoweekday() in self.week

    def confirmed(self, day: date) -> bool:
        """Whether what :meth:`is_working` says of *day* was announced for its year."""
        row = self.exceptional.get(day)
        return row.confirmed if row is not None else self.known_years.get(day.year, False)

    def after(self, instant: datetime, working_days: int) -> datetime:
        """The same clock time *working_days* (0 or more) later, in ward time.

        Only working days are counted: from a Saturday, one later is Monday.
        """
        found = instant.astimezone(WARD_TIME)
        left = working_days
        while left > 0:
            found += _DAY
            left -= self.is_working(found.date())
        return found

    def before(self, instant: datetime, working_days: int) -> datetime:
        """The same clock time *working_days* earlier, in ward time; the mirror of :meth:`after`."""
        found = instant.astimezone(WARD_TIME)
        left = working_days
        while left > 0:
            left -= self.is_working(found.date())
            found -= _DAY
        return found

    def between(self, first: date, last: date) -> int:
        """How many working days from *first* to *last*, both counted; 0 when *last* is before."""
        return sum(
            self.is_working(first + timedelta(days=offset))
            for offset in range((last - first).days + 1)
        )

    def first_of(self, week: Week) -> date | None:
        """The first working day of an ISO week, ``None`` when all of it is off."""
        return next((day for day in week.days if self.is_working(day)), None)


def load(file: str, text: str) -> Workdays:
    """*errors.RulesBroken* when a day stands twice, changes nothing, or its year is missing."""
    top = tables.parse(file, text)
    if top.whole("schema") != 1:
        raise top.broken("rules.schema", "schema")
    week = top.wholes("week")
    if not week or not set(week) <= set(range(1, 8)):
        raise top.broken("workdays.week", "week", value=week)
    years = dict(_year(row) for row in top.rows("year"))
    found: dict[date, Exceptional] = {}
    for row in top.rows("day"):
        one = _exceptional(row)
        if one.day in found:
            raise row.broken("workdays.twice", "date", value=one.day)
        if one.day.year not in years:
            raise row.broken("workdays.year", "date", value=one.day)
        if one.works and one.day.isoweekday() in week:
            raise row.broken("workdays.no-change", "works", value=one.day)
        found[one.day] = one
    top.done()
    return Workdays.of(week, found.values(), years)


def _year(row: tables.Table) -> tuple[int, bool]:
    found = row.whole("year"), row.flag("confirmed")
    row.text("source")
    row.done()
    return found


def _exceptional(row: tables.Table) -> Exceptional:
    found = Exceptional(
        day=row.date("date"),
        works=row.flag("works"),
        name=row.text("name"),
        source=row.text("source"),
        confirmed=row.flag("confirmed"),
    )
    row.done()
    return found
