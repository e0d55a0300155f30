"""What one tap on a draft costs, and that its short cuts change nothing."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy.exc import DBAPIError

from core import errors
from core.evaluation import Evaluation
from storage.engine import SqlStorage
from tests.storage import values


async def prepared(storage: SqlStorage) -> Evaluation:
    async with storage.write() as unit:
        await unit.chats.link("telegram", "700", "P031", values.NOW)
        added = await unit.evaluations.add(values.draft())
        await unit.commit()
    return added


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_draft_tap_is_four_statements_in_one_transaction(storage: SqlStorage) -> None:
    added = await prepared(storage)
    statements: list[str] = []
    async with storage.write() as unit:
        raw = await unit.connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.set_trace_callback(statements.append)
        await unit.chats.open("telegram", "700", "e1")
        found = await unit.evaluations.get(added.id)
        assert found is not None
        await unit.evaluations.save(found)
        await unit.chats.record("telegram", "700", "e1", "scores", values.NOW)
        await unit.commit()
        await raw.driver_connection.set_trace_callback(None)
    assert [one.split()[0] for one in statements] == [
        "BEGIN",
        "SELECT",
        "SELECT",
        "UPDATE",
        "INSERT",
        "COMMIT",
    ]


async def test_a_recorded_turn_is_read_in_the_same_transaction(storage: SqlStorage) -> None:
    await prepared(storage)
    async with storage.write() as unit:
        await unit.chats.open("telegram", "700", "e1")
        number = await unit.chats.record("telegram", "700", "e1", "scores", values.NOW)
        again = await unit.chats.open("telegram", "700", "e1")
        assert await unit.chats.place("telegram", "700") == "scores"
    assert (number, again.last_turn, again.seen) == (1, 1, True)


async def test_a_recorded_turn_alone_is_committed(storage: SqlStorage) -> None:
    await prepared(storage)
    async with storage.write() as unit:
        await unit.chats.open("telegram", "700", "e1")
        await unit.chats.record("telegram", "700", "e1", "scores", values.NOW)
        await unit.commit()
    async with storage.read() as unit:
        assert (await unit.chats.open("telegram", "700", "e1")).seen


async def test_a_recorded_turn_is_gone_with_its_transaction(storage: SqlStorage) -> None:
    added = await prepared(storage)
    async with storage.write() as unit:
        await unit.chats.open("telegram", "700", "e1")
        await unit.chats.record("telegram", "700", "e1", "scores", values.NOW)
    async with storage.write() as unit:
        assert not (await unit.chats.open("telegram", "700", "e1")).seen
        assert await unit.evaluations.get(added.id) == added


async def test_two_turns_of_one_transaction_have_two_numbers(storage: SqlStorage) -> None:
    await prepared(storage)
    async with storage.write() as unit:
        await unit.chats.open("telegram", "700", "e1")
        numbers = [
            await unit.chats.record("telegram", "700", event, "scores", values.NOW)
            for event in ("e1", "e2")
        ]
        await unit.commit()
    assert numbers == [1, 2]


async def test_after_a_stale_save_the_transaction_can_still_read(storage: SqlStorage) -> None:
    added = await prepared(storage)
    async with storage.write() as unit:
        with pytest.raises(errors.Stale):
            await unit.evaluations.save(dataclasses.replace(added, version=9))
        with pytest.raises(errors.Stale):
            await unit.evaluations.add(values.draft())
        await unit.chats.record("telegram", "700", "e1", "scores", values.NOW)
        with pytest.raises(errors.Stale):
            await unit.chats.record("telegram", "700", "e1", "scores", values.NOW)
        assert await unit.evaluations.get(added.id) == added


async def test_a_reading_transaction_cannot_write(storage: SqlStorage) -> None:
    async with storage.read() as unit:
        with pytest.raises(DBAPIError):
            await unit.chats.link("telegram", "700", "P031", values.NOW)


async def test_a_unit_of_work_is_committed_once(storage: SqlStorage) -> None:
    async with storage.write() as unit:
        await unit.commit()
        with pytest.raises(RuntimeError):
            await unit.commit()
