"""Weekly schedules as they are kept: exactly, once a person and week, the slower saver refused."""

from __future__ import annotations

import dataclasses
from datetime import date, time, timedelta

import pytest

from core import errors, schedule
from core.schedule import Approved, Line, Schedule
from core.weeks import Week
from storage.engine import SqlStorage
from tests.storage import values

WEEK = Week(2026, 43)

LINES = (
    Line(
        number=1,
        day=date(2026, 10, 20),
        content="Họp tổ dân phố 5",
        part="chieu",
        at=time(14, 30),
        until=values.NOW + timedelta(hours=2),
        mark=schedule.RECURRING,
        repeats=True,
        source="thứ 3 14h30 họp tổ dân phố 5 hằng tuần",
    ),
    Line(
        number=2,
        day=date(2026, 10, 23),
        content="Báo cáo tuần",
        item="BC-01/ĐĐ",
        quantity=2,
        due=values.NOW,
        task=17,
        separate=True,
    ),
    Line(
        number=3,
        day=date(2026, 10, 24),
        content="kiểm tra",
        question="weekday-past",
        facts=(("first", "2026-10-24"), ("also", "no-date")),
    ),
)


def week(person: str = "P031", of: Week = WEEK, **changes: object) -> Schedule:
    fresh = Schedule(id=0, person=person, week=of, state=schedule.DRAFT)
    return dataclasses.replace(fresh, **changes)  # type: ignore[arg-type]


async def stored(storage: SqlStorage, *new: Schedule) -> list[Schedule]:
    async with storage.write() as unit:
        found = [await unit.schedules.add(one) for one in new]
        await unit.commit()
    return found


async def test_a_schedule_comes_back_as_it_was(storage: SqlStorage) -> None:
    full = week(
        state=schedule.SUBMITTED,
        lines=LINES,
        next_number=9,
        approved=(Approved(lines=LINES[:1], by="P002", at=values.NOW),),
        submitted_at=values.NOW,
        returned_by="P002",
        said="Bổ sung việc thứ Hai.",
        pasted=LINES[2:],
        skipped=("LỊCH CÔNG TÁC TUẦN",),
        sent=LINES[:2],
        filled=("task:17", "again:2:hop to dan pho 5"),
        late=True,
    )

    [added] = await stored(storage, full)

    assert added == dataclasses.replace(full, id=added.id, version=1)
    async with storage.read() as unit:
        assert await unit.schedules.get(added.id) == added
        assert await unit.schedules.of("P031", WEEK) == added
        assert await unit.schedules.of("P031", WEEK.shift(1)) is None
        assert await unit.schedules.get(404) is None


async def test_a_person_has_one_schedule_a_week(storage: SqlStorage) -> None:
    await stored(storage, week())

    async with storage.write() as unit:
        with pytest.raises(errors.Stale):
            await unit.schedules.add(week())
        await unit.schedules.add(week(of=WEEK.shift(1)))
        await unit.schedules.add(week("P032"))
        await unit.commit()
    async with storage.read() as unit:
        assert len(await unit.schedules.of_people(["P031", "P032"], WEEK)) == 2


async def test_of_two_savers_of_one_version_the_second_is_stale(storage: SqlStorage) -> None:
    [added] = await stored(storage, week())

    async with storage.write() as unit:
        saved = await unit.schedules.save(dataclasses.replace(added, lines=LINES))
        with pytest.raises(errors.Stale):
            await unit.schedules.save(dataclasses.replace(added, said="x"))
        await unit.commit()

    async with storage.read() as unit:
        assert await unit.schedules.get(added.id) == saved
    assert (saved.version, saved.lines) == (2, LINES)


async def test_lists_are_of_the_people_and_states_asked_for_by_week_then_person(
    storage: SqlStorage,
) -> None:
    waiting = schedule.SUBMITTED
    later, second, first, _draft, _stranger = await stored(
        storage,
        week("P031", WEEK.shift(1), state=waiting),
        week("P032", state=waiting),
        week("P031", state=waiting),
        week("P033"),
        week("P099", state=waiting),
    )

    async with storage.read() as unit:
        found = await unit.schedules.in_states(["P031", "P032", "P033"], {waiting})
        people = await unit.schedules.of_people(["P032", "P031"], WEEK)
        nobody = await unit.schedules.in_states([], {waiting})
        everybody = await unit.schedules.people_in(WEEK, {waiting})

    assert found == (first, second, later)
    assert people == (first, second)
    assert nobody == ()
    assert everybody == {"P031", "P032", "P099"}


async def test_the_week_of_the_turn_of_the_year_is_kept_by_its_iso_year(
    storage: SqlStorage,
) -> None:
    new_year = Week.of(date(2027, 1, 1))

    [added] = await stored(storage, week(of=new_year))

    assert str(added.week) == "2026-W53"
    async with storage.read() as unit:
        assert await unit.schedules.of("P031", new_year) == added


async def test_tasks_are_found_by_their_ids(storage: SqlStorage) -> None:
    async with storage.write() as unit:
        first = await unit.tasks.add(values.task(due=values.NOW + timedelta(days=1)))
        second = await unit.tasks.add(values.task())
        await unit.tasks.add(values.task())
        await unit.commit()

    async with storage.read() as unit:
        assert await unit.tasks.of_ids([first.id, second.id, 404]) == (second, first)
        assert await unit.tasks.of_ids([]) == ()
