"""Values kept as one exact JSON document beside the columns that lists need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

import orjson
from sqlalchemy import ColumnElement, Row, Table, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from core import errors
from storage import codec


class _Kept(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...


T = TypeVar("T", bound=_Kept)


class Documents(Generic[T]):
    """One table of values of *kind*; *columns* are what a value shows beside its document."""

    def __init__(
        self,
        connection: AsyncConnection,
        table: Table,
        kind: type[T],
        columns: Callable[[T], Mapping[str, Any]],
    ) -> None:
        self._connection = connection
        self._table = table
        self._kind = kind
        self._columns = columns

    async def get(self, value_id: int) -> T | None:
        return await self.one(self._table.c.id == value_id)

    async def one(self, *wanted: ColumnElement[bool]) -> T | None:
        found = await self.many(*wanted)
        return found[0] if found else None

    async def many(
        self, *wanted: ColumnElement[bool], order: tuple[ColumnElement[Any], ...] = ()
    ) -> tuple[T, ...]:
        table = self._table
        query = select(table.c.id, table.c.version, table.c.document)
        rows = await self._connection.execute(query.where(*wanted).order_by(*order, table.c.id))
        return tuple([self._value(row) for row in rows])

    async def add(self, value: T) -> T:
        """Stored with version 1 and its id; *errors.Stale* when another was faster."""
        fresh = _with(value, version=1)
        statement = insert(self._table).values(**self._row(fresh)).returning(self._table.c.id)
        try:
            async with self._connection.begin_nested():
                found = (await self._connection.execute(statement)).scalar_one()
        except IntegrityError as fault:
            raise errors.Stale(self._table.name) from fault
        return _with(fresh, id=found)

    async def save(self, value: T) -> T:
        """Compare and set: stored with version + 1; *errors.Stale* when another was faster."""
        table = self._table
        saved = _with(value, version=value.version + 1)
        found = await self._connection.execute(
            update(table)
            .where(table.c.id == value.id, table.c.version == value.version)
            .values(**self._row(saved))
        )
        if found.rowcount != 1:
            raise errors.Stale(table.name, id=value.id, version=value.version)
        return saved

    def _row(self, value: T) -> dict[str, Any]:
        document = codec.plain(value)
        del document["id"], document["version"]
        return {
            **self._columns(value),
            "version": value.version,
            "document": orjson.dumps(document).decode(),
        }

    def _value(self, row: Row[*tuple[Any, ...]]) -> T:
        raw = {**orjson.loads(row.document), "id": row.id, "version": row.version}
        return codec.restore(self._kind, raw)  # type: ignore[no-any-return]


def _with(value: T, **changed: Any) -> T:
    return replace(value, **changed)  # type: ignore[type-var]
