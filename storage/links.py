"""Link codes, by digest, and the wrong tries at them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ports import LinkCode
from storage.tables import link_code, link_try


class SqlLinks:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def issue(self, code: LinkCode) -> None:
        await self._connection.execute(
            insert(link_code).values(
                digest=code.digest,
                person=code.person,
                issued_at=code.issued_at,
                expires_at=code.expires_at,
                used_at=code.used_at,
            )
        )

    async def find(self, digest: str) -> LinkCode | None:
        row = (
            await self._connection.execute(select(link_code).where(link_code.c.digest == digest))
        ).first()
        return None if row is None else LinkCode(**row._asdict())

    async def use(self, digest: str, at: datetime) -> bool:
        """False also after it expired."""
        found = await self._connection.execute(
            update(link_code)
            .where(
                link_code.c.digest == digest,
                link_code.c.used_at.is_(None),
                link_code.c.expires_at > at,
            )
            .values(used_at=at)
        )
        return found.rowcount == 1

    async def revoke(self, person: str, at: datetime) -> int:
        found = await self._connection.execute(
            update(link_code)
            .where(link_code.c.person == person, link_code.c.used_at.is_(None))
            .values(used_at=at)
        )
        return found.rowcount

    async def wrong_tries(
        self, channel: str, address: str, since: datetime
    ) -> tuple[datetime, ...]:
        found = await self._connection.execute(
            select(link_try.c.at)
            .where(
                link_try.c.channel == channel,
                link_try.c.address == address,
                link_try.c.at >= since,
            )
            .order_by(link_try.c.at)
        )
        return tuple(found.scalars())

    async def note_wrong_try(self, channel: str, address: str, at: datetime) -> None:
        await self._connection.execute(
            insert(link_try).values(channel=channel, address=address, at=at)
        )
