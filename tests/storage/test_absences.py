from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from core import absence, errors
from core.absence import Absence
from storage.engine import SqlStorage
from tests.storage import values


def leave(person: str = "P031", **changes: Any) -> Absence:
    fresh = Absence(
        id=0,
        person=person,
        kind=absence.LEAVE,
        first=date(2026, 10, 12),
        last=date(2026, 10, 16),
        state=absence.WAITING,
        entered_by=person,
        entered_at=values.NOW,
        reason="về quê",
        document="12/ĐN",
    )
    return dataclasses.replace(fresh, **changes)


async def stored(storage: SqlStorage, *new: Absence) -> list[Absence]:
    async with storage.write() as unit:
        found = [await unit.absences.add(one) for one in new]
        await unit.commit()
    return found


async def test_an_absence_comes_back_as_it_was_stored(storage: SqlStorage) -> None:
    [added] = await stored(storage, leave(said="đủ điều kiện", decided_at=values.NOW))
    assert added == leave(id=added.id, said="đủ điều kiện", decided_at=values.NOW)
    async with storage.read() as unit:
        assert await unit.absences.get(added.id) == added
        assert await unit.absences.get(404) is None


async def test_of_two_answers_to_one_version_the_second_is_stale(storage: SqlStorage) -> None:
    [added] = await stored(storage, leave())
    async with storage.write() as unit:
        saved = await unit.absences.save(dataclasses.replace(added, state=absence.APPROVED))
        with pytest.raises(errors.Stale):
            await unit.absences.save(dataclasses.replace(added, state=absence.REFUSED))
        await unit.commit()
    async with storage.read() as unit:
        assert await unit.absences.get(added.id) == saved
    assert (saved.state, saved.version) == (absence.APPROVED, 2)


async def test_those_of_some_people_that_touch_the_days(storage: SqlStorage) -> None:
    early, late, other, _stranger = await stored(
        storage,
        leave(first=date(2026, 9, 1), last=date(2026, 10, 1)),
        leave(first=date(2026, 10, 31), last=date(2026, 11, 30), state=absence.REFUSED),
        leave("P002"),
        leave("P099"),
    )
    async with storage.read() as unit:
        found = await unit.absences.of_people(
            ["P031", "P002"], date(2026, 10, 1), date(2026, 10, 31)
        )
        before = await unit.absences.of_people(["P031"], date(2026, 8, 1), date(2026, 8, 31))
        nobody = await unit.absences.of_people([], date(2026, 1, 1), date(2026, 12, 31))
    assert found == (other, early, late)
    assert before == nobody == ()


async def test_some_peoples_in_some_states(storage: SqlStorage) -> None:
    later, sooner, _refused, _stranger = await stored(
        storage,
        leave(first=date(2026, 10, 14)),
        leave("P002"),
        leave(state=absence.REFUSED),
        leave("P099"),
    )
    async with storage.read() as unit:
        found = await unit.absences.in_states(["P031", "P002"], [absence.WAITING])
    assert found == (sooner, later)


async def test_everybodys_that_wait_by_their_first_day(storage: SqlStorage) -> None:
    later, sooner, _approved = await stored(
        storage,
        leave(first=date(2026, 10, 14)),
        leave("P002"),
        leave(state=absence.APPROVED),
    )
    async with storage.read() as unit:
        assert await unit.absences.waiting() == (sooner, later)


async def test_everybodys_approved_ones_of_one_day(storage: SqlStorage) -> None:
    first, last, _over, _waits = await stored(
        storage,
        leave("P040", state=absence.APPROVED, first=date(2026, 10, 16)),
        leave("P031", state=absence.APPROVED),
        leave("P041", state=absence.APPROVED, last=date(2026, 10, 15)),
        leave("P042"),
    )
    async with storage.read() as unit:
        assert await unit.absences.covering(date(2026, 10, 16)) == (last, first)
