from __future__ import annotations

import asyncio
import dataclasses
from datetime import timedelta

from core.ports import LinkCode
from storage.engine import SqlStorage
from tests.storage import values

MINUTE = timedelta(minutes=1)
CODE = LinkCode(
    digest="d" * 64,
    person="P031",
    issued_at=values.NOW,
    expires_at=values.NOW + 15 * MINUTE,
)


async def issued(storage: SqlStorage) -> None:
    async with storage.write() as unit:
        await unit.links.issue(CODE)
        await unit.commit()


async def used(storage: SqlStorage, minutes: int) -> bool:
    async with storage.write() as unit:
        won = await unit.links.use(CODE.digest, values.NOW + minutes * MINUTE)
        await unit.commit()
    return won


async def test_codes_that_were_revoked_open_nothing(storage: SqlStorage) -> None:
    async with storage.write() as unit:
        await unit.links.issue(CODE)
        assert await unit.links.revoke("nobody", values.NOW) == 0
        assert await unit.links.revoke(CODE.person, values.NOW) == 1
        assert not await unit.links.use(CODE.digest, values.NOW)


async def test_a_code_is_found_by_its_digest(storage: SqlStorage) -> None:
    await issued(storage)
    async with storage.read() as unit:
        assert await unit.links.find(CODE.digest) == CODE
        assert await unit.links.find("e" * 64) is None


async def test_a_code_is_used_by_one_of_two(storage: SqlStorage, other: SqlStorage) -> None:
    await issued(storage)
    assert sorted(await asyncio.gather(used(storage, 1), used(other, 1))) == [False, True]
    async with storage.read() as unit:
        assert await unit.links.find(CODE.digest) == dataclasses.replace(
            CODE, used_at=values.NOW + MINUTE
        )


async def test_an_expired_code_is_not_used(storage: SqlStorage) -> None:
    await issued(storage)
    assert await used(storage, 15) is False
    assert await used(storage, 14) is True


async def test_wrong_tries_are_counted_for_one_account_since_an_instant(
    storage: SqlStorage,
) -> None:
    async with storage.write() as unit:
        for minutes in (0, 30, 59):
            await unit.links.note_wrong_try("telegram", "1", values.NOW + minutes * MINUTE)
        await unit.links.note_wrong_try("telegram", "2", values.NOW + 59 * MINUTE)
        await unit.commit()
    async with storage.read() as unit:
        tries = await unit.links.wrong_tries("telegram", "1", values.NOW + 30 * MINUTE)
    assert tries == (values.NOW + 30 * MINUTE, values.NOW + 59 * MINUTE)
