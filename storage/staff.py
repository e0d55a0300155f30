"""The organisation: read as a whole, replaced as a whole, shared until its revision changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import errors
from core.people import Delegation, FieldCharge, Organisation, Person, Post, Unit
from core.text import composed, folded
from storage import dialects, tables
from storage.hot import HotStatement

_KINDS: Mapping[type, Table] = {
    Unit: tables.unit,
    Person: tables.person,
    Post: tables.post,
    FieldCharge: tables.field_charge,
    Delegation: tables.delegation,
}
_REVISION = HotStatement(select(tables.staff_revision.c.number))


class StaffCache:
    """The organisation as last read by one storage, with the revision it had."""

    __slots__ = ("organisation", "revision")

    def __init__(self) -> None:
        self.revision = -1
        self.organisation: Organisation | None = None


class SqlStaff:
    """One transaction looks once whether the organisation changed, and stays with what it saw."""

    def __init__(self, connection: AsyncConnection, cache: StaffCache) -> None:
        self._connection = connection
        self._cache = cache
        self._replaced = False
        self._seen: Organisation | None = None
        self._revision: int | None = None
        self._read = 0

    def saw_revision(self, revision: int) -> None:
        """Another statement of the same transaction brought it along."""
        self._revision = revision

    async def organisation(self) -> Organisation:
        if self._seen is None:
            self._seen = await self._current()
        return self._seen

    async def _current(self) -> Organisation:
        if self._replaced:  # what may yet be rolled back is nobody else's to see
            return await self._load()
        revision = self._revision
        if revision is None:
            rows = await _REVISION.rows(self._connection, {})
            revision = rows[0][0] if rows else 0
        self._read = revision
        if revision != self._cache.revision or self._cache.organisation is None:
            self._cache.organisation = await self._load()
            self._cache.revision = revision
        return self._cache.organisation

    async def replace(self, organisation: Organisation) -> None:
        """Names are stored in NFC. Codes that others hold are not checked here.

        *errors.Stale* ``roster.moved-on`` when somebody replaced the organisation since this
        transaction read it: of two at once the second waits for the first and then knows.
        """
        await self._take_revision()
        self._replaced, self._seen = True, None
        await self._store(Unit, organisation.units)
        await self._store(Person, organisation.people)
        await self._store(Post, organisation.posts)
        await self._store(FieldCharge, organisation.charges)
        await self._store(Delegation, organisation.delegations)

    async def _take_revision(self) -> None:
        """The row is written first, which locks it for whoever else wants to replace."""
        table = tables.staff_revision
        insert_ = dialects.insert(self._connection, table).values(id=1, number=0)
        await self._connection.execute(insert_.on_conflict_do_nothing())
        ours = update(table).where(table.c.id == 1).values(number=table.c.number + 1)
        if self._seen is not None and not self._replaced:
            ours = ours.where(table.c.number == self._read)
        done = await self._connection.execute(ours)
        if done.rowcount == 0:
            raise errors.Stale("roster.moved-on")

    async def _load(self) -> Organisation:
        return Organisation(
            units=await self._rows(Unit),
            people=await self._rows(Person),
            posts=await self._rows(Post),
            charges=await self._rows(FieldCharge),
            delegations=await self._rows(Delegation),
        )

    async def _rows(self, kind: type) -> tuple[Any, ...]:
        table = _KINDS[kind]
        columns = [table.c[one.name] for one in dataclasses.fields(kind)]
        rows = await self._connection.execute(select(*columns).order_by(table.c.ordinal))
        return tuple([kind(**row._asdict()) for row in rows])

    async def _store(self, kind: type, values: Iterable[Any]) -> None:
        table = _KINDS[kind]
        await self._connection.execute(delete(table))
        rows = [_row(table, ordinal, value) for ordinal, value in enumerate(values)]
        if rows:
            await self._connection.execute(insert(table), rows)


def _row(table: Table, ordinal: int, value: Any) -> dict[str, Any]:
    row = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    row = {key: composed(one) if isinstance(one, str) else one for key, one in row.items()}
    if "folded" in table.c:
        row["folded"] = folded(value.name)
    return {**row, "ordinal": ordinal}
