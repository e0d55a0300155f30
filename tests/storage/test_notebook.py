from __future__ import annotations

import asyncio
from datetime import timedelta

from core.ports import Clerk, StoredFile
from storage.engine import SqlStorage
from tests.storage import values


def clerk(unit: str = "PKT", person: str = "P061") -> Clerk:
    return Clerk(unit=unit, person=person, by="P058", since=values.NOW)


async def test_a_preference_is_the_last_one_said(storage: SqlStorage) -> None:
    async with storage.write() as unit:
        assert await unit.notebook.preference("P061", "digest") is None
        await unit.notebook.prefer("P061", "digest", "on")
        await unit.notebook.prefer("P061", "digest", "off")
        await unit.notebook.prefer("P062", "digest", "off")
        await unit.notebook.prefer("P063", "digest", "on")
        await unit.notebook.prefer("P064", "week", "off")
        await unit.commit()
    async with storage.read() as unit:
        assert await unit.notebook.preference("P061", "digest") == "off"
        assert await unit.notebook.preferring("digest", "off") == {"P061", "P062"}


async def test_once_is_true_for_the_first_who_asks(storage: SqlStorage) -> None:
    async with storage.write() as unit:
        assert await unit.notebook.once("digest:2026-10-22", values.NOW)
        assert not await unit.notebook.once("digest:2026-10-22", values.NOW)
        assert await unit.notebook.once("digest:2026-10-23", values.NOW)
        await unit.commit()
    async with storage.write() as unit:
        assert not await unit.notebook.once("digest:2026-10-22", values.NOW)


async def test_what_was_rolled_back_was_not_done_once(storage: SqlStorage) -> None:
    async with storage.write() as unit:
        assert await unit.notebook.once("digest", values.NOW)
    async with storage.write() as unit:
        assert await unit.notebook.once("digest", values.NOW)


async def test_of_two_processes_one_is_the_first(storage: SqlStorage, other: SqlStorage) -> None:
    async def ask(where: SqlStorage) -> bool:
        async with where.write() as unit:
            first = await unit.notebook.once("tick", values.NOW)
            await unit.commit()
        return first

    assert sorted(await asyncio.gather(ask(storage), ask(other))) == [False, True]


async def test_a_clerk_is_in_force_until_dismissed(storage: SqlStorage) -> None:
    later = values.NOW + timedelta(days=1)
    async with storage.write() as unit:
        for one in (clerk(), clerk(person="P062"), clerk("VPUB", "P046")):
            await unit.notebook.appoint(one)
        await unit.notebook.dismiss("PKT", "P061", later)
        await unit.notebook.dismiss("PKT", "P046", later)  # clerk of another unit
        await unit.commit()
    async with storage.read() as unit:
        assert await unit.notebook.clerks("PKT") == (clerk(person="P062"),)
        assert await unit.notebook.clerks() == (clerk(person="P062"), clerk("VPUB", "P046"))
        assert await unit.notebook.clerks("TTVH") == ()


async def test_a_dismissed_clerk_may_be_appointed_again(storage: SqlStorage) -> None:
    async with storage.write() as unit:
        await unit.notebook.appoint(clerk())
        await unit.notebook.dismiss("PKT", "P061", values.NOW)
        await unit.notebook.appoint(clerk())
        await unit.commit()
    async with storage.read() as unit:
        assert await unit.notebook.clerks("PKT") == (clerk(),)


async def test_the_same_content_is_kept_once(storage: SqlStorage) -> None:
    photo = StoredFile(
        digest="a" * 64,
        name="anh.jpg",
        mime="image/jpeg",
        content=b"\x00\xff\x00",
        at=values.NOW,
        by="P061",
    )
    again = StoredFile(
        digest=photo.digest, name="khac.jpg", mime="x", content=b"", at=values.NOW, by="P062"
    )
    async with storage.write() as unit:
        await unit.files.put(photo)
        await unit.files.put(again)
        await unit.commit()
    async with storage.read() as unit:
        assert await unit.files.get(photo.digest) == photo
        assert await unit.files.get("b" * 64) is None
