"""The outbox: notices enqueued once a key, delivered at least once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Row, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ports import Notice, QueuedNotice
from storage import codec, dialects
from storage.tables import outbox as table

WAITING = "waiting"
SENDING = "sending"
SENT = "sent"
FAILED = "failed"
DROPPED = "dropped"


class SqlOutbox:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, notices: Sequence[Notice]) -> None:
        if not notices:
            return
        await self._connection.execute(
            dialects.insert(self._connection, table).on_conflict_do_nothing(),
            [_columns(one) for one in notices],
        )

    async def drop(self, keys: Collection[str]) -> int:
        found = await self._connection.execute(
            update(table)
            .where(table.c.key.in_(keys), table.c.state == WAITING)
            .values(state=DROPPED)
        )
        return found.rowcount

    async def claim(
        self, now: datetime, limit: int, recipient: str | None = None
    ) -> tuple[QueuedNotice, ...]:
        await self._connection.execute(
            update(table)
            .where(table.c.state == WAITING, table.c.stale_after <= now)
            .values(state=DROPPED)
        )
        due = and_(table.c.state == WAITING, table.c.not_before <= now)
        if recipient is not None:
            due = and_(due, table.c.recipient == recipient)
        # A common table: PostgreSQL locks its rows once, where a subquery may run again.
        picked = (
            select(table.c.id)
            .where(due)
            .order_by(table.c.urgency, table.c.not_before, table.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("picked")
        )
        rows = await self._connection.execute(
            update(table)
            .where(table.c.id.in_(select(picked.c.id)))
            .values(state=SENDING, attempts=table.c.attempts + 1)
            .returning(*table.c)
        )
        claimed = [_queued(row) for row in rows]
        claimed.sort(key=lambda one: (one.notice.urgency, one.notice.not_before, one.id))
        return tuple(claimed)

    async def settle(
        self,
        queued_id: int,
        *,
        state: str,
        at: datetime,
        channel: str | None = None,
        error: str | None = None,
        not_before: datetime | None = None,
    ) -> None:
        values: dict[str, Any] = {"state": state, "error": error}
        if channel is not None:
            values["channel"] = channel
        if state == SENT:
            values["sent_at"] = at
        if not_before is not None:
            values["not_before"] = not_before
        await self._connection.execute(
            update(table).where(table.c.id == queued_id).values(**values)
        )

    async def postpone(self, queued_ids: Collection[int], until: datetime) -> None:
        await self._connection.execute(
            update(table)
            .where(table.c.id.in_(queued_ids))
            .values(
                state=WAITING,
                error=None,
                attempts=table.c.attempts - 1,  # its turn had not come: not an attempt
                not_before=until,
            )
        )

    async def release(self, now: datetime) -> int:
        found = await self._connection.execute(
            update(table).where(table.c.state == SENDING).values(state=WAITING)
        )
        return found.rowcount

    async def revive(self, recipient: str) -> int:
        found = await self._connection.execute(
            update(table)
            .where(table.c.recipient == recipient, table.c.state == FAILED)
            .values(state=WAITING, attempts=0)
        )
        return found.rowcount

    async def listing(self, states: Collection[str], limit: int) -> tuple[QueuedNotice, ...]:
        """The newest first."""
        rows = await self._connection.execute(
            select(table).where(table.c.state.in_(states)).order_by(table.c.id.desc()).limit(limit)
        )
        return tuple([_queued(row) for row in rows])


def _columns(notice: Notice) -> dict[str, Any]:
    return {
        "key": notice.key,
        "recipient": notice.recipient,
        "kind": notice.kind,
        "facts": codec.canonical(dict(notice.facts)),
        "not_before": notice.not_before,
        "stale_after": notice.stale_after,
        "urgency": notice.urgency,
        "state": WAITING,
        "attempts": 0,
    }


def _queued(row: Row[*tuple[Any, ...]]) -> QueuedNotice:
    return QueuedNotice(
        id=row.id,
        notice=Notice(
            key=row.key,
            recipient=row.recipient,
            kind=row.kind,
            facts=orjson.loads(row.facts),
            not_before=row.not_before,
            stale_after=row.stale_after,
            urgency=row.urgency,
        ),
        state=row.state,
        attempts=row.attempts,
        error=row.error,
        channel=row.channel,
        sent_at=row.sent_at,
    )
