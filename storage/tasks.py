"""Task items and their events."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import errors
from core.tasks import CANCELLED, TaskItem
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
    }


class SqlTasks:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, item_id: int) -> TaskItem | None:
        row = (await self._connection.execute(_BY_ID, {"wanted": item_id})).first()
        return None if row is None else _value(row)

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
        query = _READ.where(
            table.c.person.in_(people),
            table.c.due >= start,
            table.c.due < end,
            table.c.state != CANCELLED,
        ).order_by(table.c.due, table.c.id)
        return tuple([_value(row) for row in await self._connection.execute(query)])
