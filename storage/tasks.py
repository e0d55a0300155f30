"""Task items and their events."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Row, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import errors
from core.tasks import NOT_COUNTED, WAITING, TaskItem
from core.text import composed, folded
from storage import codec
from storage.tables import task_item as table

_READ = select(table.c.id, table.c.version, table.c.document, table.c.events)
_BY_ID = _READ.where(table.c.id == bindparam("wanted"))
_SAVE = update(table).where(
    table.c.id == bindparam("stored_id"), table.c.version == bindparam("stored_version")
)


def _value(row: Row[*tuple[Any, ...]]) -> TaskItem:
    raw = orjson.loads(row.document)
    raw["id"], raw["version"] = row.id, row.version
    raw["events"] = orjson.loads(row.events)
    return codec.restore(TaskItem, raw)  # type: ignore[no-any-return]


def _columns(value: TaskItem) -> dict[str, Any]:
    document = codec.plain(value)
    events = document.pop("events")
    del document["id"], document["version"]
    return {
        "person": value.person,
        "name": value.name,
        "folded": folded(value.name),
        "due": value.due,
        "state": value.state,
        "version": value.version,
        "document": orjson.dumps(document).decode(),
        "events": orjson.dumps(events).decode(),
        "item": value.item,
        "handed_in_at": min((one.entered_at for one in value.waiting), default=None),
        "asks": _asks(value),
    }


def _asks(value: TaskItem) -> bool:
    """Whether an extension or an objective cause waits for an answer."""
    later = value.extension is not None and value.extension.state == WAITING
    return later or any(one.asked and one.asked.state == WAITING for one in value.events)


class SqlTasks:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, item_id: int) -> TaskItem | None:
        row = (await self._connection.execute(_BY_ID, {"wanted": item_id})).first()
        return None if row is None else _value(row)

    async def of_ids(self, ids: Collection[int]) -> tuple[TaskItem, ...]:
        return await self._many(table.c.id.in_(ids))

    async def add(self, item: TaskItem) -> TaskItem:
        fresh = dataclasses.replace(item, version=1, name=composed(item.name))
        found = await self._connection.execute(
            insert(table).returning(table.c.id), _columns(fresh)
        )
        return dataclasses.replace(fresh, id=found.scalar_one())

    async def save(self, item: TaskItem) -> TaskItem:
        saved = dataclasses.replace(item, version=item.version + 1, name=composed(item.name))
        found = await self._connection.execute(
            _SAVE,
            {**_columns(saved), "stored_id": item.id, "stored_version": item.version},
        )
        if found.rowcount != 1:
            raise errors.Stale("task", id=item.id, version=item.version)
        return saved

    async def due_between(
        self, people: Collection[str], start: datetime, end: datetime
    ) -> tuple[TaskItem, ...]:
        return await self._many(
            table.c.person.in_(people),
            table.c.due > start,
            table.c.due <= end,
            table.c.state.not_in(NOT_COUNTED),
        )

    async def in_states(
        self, people: Collection[str], states: Collection[str]
    ) -> tuple[TaskItem, ...]:
        return await self._many(table.c.person.in_(people), table.c.state.in_(states))

    async def asking(self, people: Collection[str] | None = None) -> tuple[TaskItem, ...]:
        if people is None:
            return await self._many(table.c.asks)
        return await self._many(table.c.person.in_(people), table.c.asks)

    async def handed_in_before(self, instant: datetime) -> tuple[TaskItem, ...]:
        return await self._many(
            table.c.handed_in_at < instant, order=(table.c.handed_in_at, table.c.id)
        )

    async def due_in(
        self, states: Collection[str], start: datetime, end: datetime
    ) -> tuple[TaskItem, ...]:
        return await self._many(
            table.c.state.in_(states),
            table.c.due > start,
            table.c.due <= end,
            order=(table.c.person, table.c.due, table.c.id),
        )

    async def recent_items(self, person: str, limit: int) -> tuple[str, ...]:
        newest = func.max(table.c.id).label("newest")
        rows = await self._connection.execute(
            select(table.c.item)
            .where(table.c.person == person, table.c.item != "")
            .group_by(table.c.item)
            .order_by(newest.desc())
            .limit(limit)
        )
        return tuple(rows.scalars())

    async def _many(
        self,
        *wanted: ColumnElement[bool],
        order: tuple[ColumnElement[Any], ...] = (table.c.due, table.c.id),
    ) -> tuple[TaskItem, ...]:
        rows = await self._connection.execute(_READ.where(*wanted).order_by(*order))
        return tuple([_value(row) for row in rows])
