from __future__ import annotations

import asyncio
import dataclasses
import sqlite3

import pytest

from core import errors
from storage.engine import SqlStorage
from tests.storage import values

ROUNDS = 25


async def test_two_processes_reading_then_writing_one_row_lose_no_change(
    storage: SqlStorage, other: SqlStorage
) -> None:
    async with storage.write() as unit:
        row = (await unit.evaluations.add(values.draft())).id
        await unit.commit()

    async def work(by: SqlStorage) -> None:
        for _ in range(ROUNDS):
            while not await bumped(by, row):
                pass

    await asyncio.gather(work(storage), work(storage), work(other))
    async with storage.read() as unit:
        left = await unit.evaluations.get(row)
    assert left is not None
    assert left.version == 1 + 3 * ROUNDS


async def bumped(storage: SqlStorage, row: int) -> bool:
    async with storage.write() as unit:
        found = await unit.evaluations.get(row)
        assert found is not None
        try:
            await unit.evaluations.save(dataclasses.replace(found, form="02"))
        except errors.Stale:
            return False
        await unit.commit()
    return True


async def test_a_reader_sees_one_moment_beside_a_writer(
    storage: SqlStorage, other: SqlStorage
) -> None:
    async with storage.write() as unit:
        added = await unit.evaluations.add(values.draft())
        await unit.commit()
    async with storage.read() as reader:
        before = await reader.evaluations.get(added.id)
        async with other.write() as writer:
            await writer.evaluations.save(dataclasses.replace(added, form="02"))
            await writer.commit()
        assert await reader.evaluations.get(added.id) == before == added


async def test_a_cancelled_writer_leaves_no_lock_and_no_trace(storage: SqlStorage) -> None:
    written = asyncio.Event()

    async def stuck() -> None:
        async with storage.write() as unit:
            await unit.evaluations.add(values.draft())
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(stuck())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(5), storage.write() as unit:
        await unit.evaluations.add(values.draft())
        await unit.commit()


async def test_a_writer_cancelled_in_a_statement_leaves_no_lock(
    storage: SqlStorage, other: SqlStorage
) -> None:
    async def add(by: SqlStorage) -> None:
        async with by.write() as unit:
            await unit.evaluations.add(values.draft())
            await unit.commit()

    async with storage.write() as unit:
        await unit.evaluations.add(values.draft())
        waiting = asyncio.create_task(add(other))
        done, _ = await asyncio.wait([waiting], timeout=0.1)  # it waits for this very lock
        assert not done
        waiting.cancel()
    await asyncio.wait([waiting])
    assert waiting.cancelled()
    async with asyncio.timeout(5):
        await add(storage)


async def test_turns_of_one_chat_from_two_processes_see_each_other(
    storage: SqlStorage, other: SqlStorage
) -> None:
    async with storage.write() as unit:
        await unit.chats.link("telegram", "700", "P031", values.NOW)
        await unit.commit()

    async def work(by: SqlStorage, name: str) -> None:
        for number in range(ROUNDS):
            async with by.write() as unit:
                event = f"{name}{number}"
                chat = await unit.chats.open("telegram", "700", event)
                assert chat.place == places[-1]
                turn = await unit.chats.record("telegram", "700", event, event, values.NOW)
                assert turn == chat.last_turn + 1
                places.append(event)
                await unit.commit()

    places = [""]
    await asyncio.gather(work(storage, "a"), work(other, "b"))
    assert len(places) == 1 + 2 * ROUNDS


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_writers_of_one_process_take_turns(storage: SqlStorage) -> None:
    order: list[str] = []

    async def work(name: str) -> None:
        for _ in range(5):
            async with storage.write() as unit:
                order.append(name)
                await unit.outbox.release(values.NOW)
                await unit.commit()

    await asyncio.gather(work("a"), work("b"), work("c"))
    assert order == ["a", "b", "c"] * 5


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_nothing_is_written_where_the_transaction_did_not_begin(
    storage: SqlStorage,
) -> None:
    async with storage.write() as unit:
        added = await unit.evaluations.add(values.draft())
        raw = await unit.connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.rollback()  # as SQLite does by itself when the disk is full
        with pytest.raises(sqlite3.OperationalError):
            await unit.evaluations.save(added)
    async with storage.read() as unit:
        assert await unit.evaluations.of("P031", values.OCTOBER) is None
