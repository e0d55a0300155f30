from __future__ import annotations

import dataclasses
import unicodedata
from datetime import timedelta

import pytest
from sqlalchemy import select

from core import errors, tasks
from core.tasks import TaskEvent, TaskItem
from storage import tables
from storage.engine import SqlStorage
from tests.storage import values


async def stored(storage: SqlStorage, *new: TaskItem) -> list[TaskItem]:
    async with storage.write() as unit:
        found = [await unit.tasks.add(one) for one in new]
        await unit.commit()
    return found


async def test_a_task_comes_back_with_its_events(storage: SqlStorage) -> None:
    fault = TaskEvent(kind=tasks.QUALITY, at=values.NOW, reviewer="P002", text="sai căn cứ")
    [added] = await stored(storage, values.task(events=(fault,)))
    assert added == values.task(events=(fault,), id=added.id)
    async with storage.read() as unit:
        assert await unit.tasks.get(added.id) == added
        assert await unit.tasks.get(404) is None


async def test_of_two_savers_of_one_version_the_second_is_stale(storage: SqlStorage) -> None:
    [added] = await stored(storage, values.task())
    async with storage.write() as unit:
        saved = await unit.tasks.save(dataclasses.replace(added, accepted=1))
        with pytest.raises(errors.Stale):
            await unit.tasks.save(dataclasses.replace(added, accepted=2))
        await unit.commit()
    async with storage.read() as unit:
        assert (
            await unit.tasks.get(added.id)
            == saved
            == dataclasses.replace(added, accepted=1, version=2)
        )


async def test_the_window_takes_what_is_due_by_its_end_and_not_what_was_due_by_its_start(
    storage: SqlStorage,
) -> None:
    hour = timedelta(hours=1)
    late, _start, end, _cancelled, _stranger = await stored(
        storage,
        values.task(due=values.NOW + hour / 2),
        values.task(),
        values.task(due=values.NOW + hour),
        values.task(state=tasks.CANCELLED),
        values.task("P099"),
    )
    async with storage.read() as unit:
        found = await unit.tasks.due_between(["P031"], values.NOW, values.NOW + hour)
    assert found == (late, end)


async def test_a_task_is_found_without_marks_and_stored_composed(storage: SqlStorage) -> None:
    typed = unicodedata.normalize("NFD", "Đường Nguyễn Trãi")
    [added] = await stored(storage, values.task(name=typed))
    assert added.name == "Đường Nguyễn Trãi"
    async with storage.read() as unit:
        found = await unit.connection.execute(
            select(tables.task_item.c.id).where(tables.task_item.c.folded.contains("duong nguyen"))
        )
        assert found.scalars().all() == [added.id]
