"""Preferences, things done once, clerks, and files by their digest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ports import Clerk, StoredFile
from storage import dialects
from storage.tables import done_once, preference, stored_file, unit_clerk


class SqlNotebook:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def preference(self, person: str, key: str) -> str | None:
        found = await self._connection.execute(
            select(preference.c.value).where(
                preference.c.person == person, preference.c.key == key
            )
        )
        return found.scalar_one_or_none()

    async def prefer(self, person: str, key: str, value: str) -> None:
        statement = dialects.insert(self._connection, preference).values(
            person=person, key=key, value=value
        )
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[preference.c.person, preference.c.key], set_={"value": value}
            )
        )

    async def preferring(self, key: str, value: str) -> frozenset[str]:
        found = await self._connection.execute(
            select(preference.c.person).where(preference.c.key == key, preference.c.value == value)
        )
        return frozenset(found.scalars())

    async def once(self, key: str, at: datetime) -> bool:
        statement = dialects.insert(self._connection, done_once).values(key=key, at=at)
        found = await self._connection.execute(
            statement.on_conflict_do_nothing().returning(done_once.c.key)
        )
        return found.first() is not None

    async def clerks(self, unit: str | None = None) -> tuple[Clerk, ...]:
        query = select(unit_clerk).where(unit_clerk.c.until.is_(None))
        if unit is not None:
            query = query.where(unit_clerk.c.unit == unit)
        rows = await self._connection.execute(query.order_by(unit_clerk.c.id))
        return tuple(
            [Clerk(unit=row.unit, person=row.person, by=row.by, since=row.since) for row in rows]
        )

    async def appoint(self, clerk: Clerk) -> None:
        await self._connection.execute(
            insert(unit_clerk).values(
                unit=clerk.unit, person=clerk.person, by=clerk.by, since=clerk.since
            )
        )

    async def dismiss(self, unit: str, person: str, at: datetime) -> None:
        await self._connection.execute(
            update(unit_clerk)
            .where(
                unit_clerk.c.unit == unit,
                unit_clerk.c.person == person,
                unit_clerk.c.until.is_(None),
            )
            .values(until=at)
        )


class SqlFiles:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, file: StoredFile) -> None:
        await self._connection.execute(
            dialects.insert(self._connection, stored_file)
            .values(
                digest=file.digest,
                name=file.name,
                mime=file.mime,
                content=file.content,
                at=file.at,
                by=file.by,
            )
            .on_conflict_do_nothing()
        )

    async def get(self, digest: str) -> StoredFile | None:
        row = (
            await self._connection.execute(
                select(stored_file).where(stored_file.c.digest == digest).limit(1)
            )
        ).first()
        return None if row is None else StoredFile(**row._asdict())

    async def find(self, by: str, beginning: str) -> StoredFile | None:
        row = (
            await self._connection.execute(
                select(stored_file)
                .where(stored_file.c.by == by, stored_file.c.digest.startswith(beginning))
                .order_by(stored_file.c.at.desc())
                .limit(1)
            )
        ).first()
        return None if row is None else StoredFile(**row._asdict())
