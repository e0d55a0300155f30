"""Catalogues, month plans, weekly schedules and absences, each a document with a few columns."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.absence import APPROVED, WAITING, Absence
from core.catalogue import Catalogue
from core.monthplan import MonthPlan
from core.months import Month
from core.schedule import Schedule
from core.weeks import Week
from storage import tables
from storage.documents import Documents


class SqlCatalogues(Documents[Catalogue]):
    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(
            connection,
            tables.catalogue,
            Catalogue,
            lambda one: {"unit": one.unit, "number": one.number, "state": one.state},
        )

    async def of_unit(self, unit: str) -> tuple[Catalogue, ...]:
        table = tables.catalogue
        return await self.many(table.c.unit == unit, order=(table.c.number,))

    async def in_states(
        self, units: Collection[str], states: Collection[str]
    ) -> tuple[Catalogue, ...]:
        table = tables.catalogue
        return await self.many(table.c.unit.in_(units), table.c.state.in_(states))


class SqlPlans(Documents[MonthPlan]):
    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(
            connection,
            tables.month_plan,
            MonthPlan,
            lambda one: {"unit": one.unit, "month": one.month},
        )

    async def of(self, unit: str, month: Month) -> MonthPlan | None:
        table = tables.month_plan
        return await self.one(table.c.unit == unit, table.c.month == month)


class SqlSchedules(Documents[Schedule]):
    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(
            connection,
            tables.weekly_schedule,
            Schedule,
            lambda one: {"person": one.person, "week": str(one.week), "state": one.state},
        )

    async def of(self, person: str, week: Week) -> Schedule | None:
        table = tables.weekly_schedule
        return await self.one(table.c.person == person, table.c.week == str(week))

    async def people_in(self, week: Week, states: Collection[str]) -> frozenset[str]:
        table = tables.weekly_schedule
        rows = await self._connection.execute(
            select(table.c.person).where(table.c.week == str(week), table.c.state.in_(states))
        )
        return frozenset(rows.scalars())

    async def of_people(self, people: Collection[str], week: Week) -> tuple[Schedule, ...]:
        table = tables.weekly_schedule
        return await self.many(
            table.c.person.in_(people), table.c.week == str(week), order=(table.c.person,)
        )

    async def in_states(
        self, people: Collection[str], states: Collection[str]
    ) -> tuple[Schedule, ...]:
        table = tables.weekly_schedule
        return await self.many(
            table.c.person.in_(people),
            table.c.state.in_(states),
            order=(table.c.week, table.c.person),
        )


class SqlAbsences(Documents[Absence]):
    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(
            connection,
            tables.absence,
            Absence,
            lambda one: {
                "person": one.person,
                "first": one.first,
                "last": one.last,
                "state": one.state,
            },
        )

    async def of_people(
        self, people: Collection[str], first: date, last: date
    ) -> tuple[Absence, ...]:
        table = tables.absence
        return await self.many(
            table.c.person.in_(people),
            table.c.first <= last,
            table.c.last >= first,
            order=(table.c.person, table.c.first),
        )

    async def in_states(
        self, people: Collection[str], states: Collection[str]
    ) -> tuple[Absence, ...]:
        table = tables.absence
        return await self.many(
            table.c.person.in_(people), table.c.state.in_(states), order=(table.c.first,)
        )

    async def waiting(self) -> tuple[Absence, ...]:
        table = tables.absence
        return await self.many(table.c.state == WAITING, order=(table.c.first,))

    async def covering(self, day: date) -> tuple[Absence, ...]:
        table = tables.absence
        return await self.many(
            table.c.state == APPROVED,
            table.c.first <= day,
            table.c.last >= day,
            order=(table.c.person,),
        )
