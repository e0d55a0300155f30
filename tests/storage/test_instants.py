from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import String, select, type_coerce
from sqlalchemy.exc import StatementError

from storage.engine import SqlStorage
from storage.tables import outbox
from tests.storage import values


async def test_a_naive_instant_is_refused(storage: SqlStorage) -> None:
    naive = datetime(2026, 10, 22, 8, 30)  # noqa: DTZ001
    async with storage.write() as unit:
        with pytest.raises(StatementError, match="naive instant"):
            await unit.chats.record("telegram", "700", "e1", "menu", naive)


async def test_an_instant_comes_back_the_same_in_the_wards_zone(storage: SqlStorage) -> None:
    at = datetime(2026, 10, 21, 18, 30, 0, 250, tzinfo=UTC)
    async with storage.write() as unit:
        await unit.chats.link("telegram", "700", "P031", at)
        [account] = await unit.chats.accounts("P031")
    assert account.linked_at == at
    assert account.linked_at.isoformat() == "2026-10-22T01:30:00.000250+07:00"


async def test_instants_are_compared_as_instants_not_as_text(storage: SqlStorage) -> None:
    a_minute_ago_elsewhere = (values.NOW - timedelta(minutes=1)).astimezone(UTC)
    async with storage.write() as unit:
        await unit.outbox.put([values.notice("k", not_before=a_minute_ago_elsewhere)])
        assert len(await unit.outbox.claim(values.NOW, 1)) == 1


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_sqlite_keeps_utc_of_one_width(storage: SqlStorage) -> None:
    async with storage.write() as unit:
        await unit.outbox.put([values.notice("k")])
        kept = await unit.connection.execute(select(type_coerce(outbox.c.not_before, String)))
        assert kept.scalar_one() == "2026-10-22T01:30:00.000000Z"
