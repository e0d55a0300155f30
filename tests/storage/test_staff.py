from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from sqlalchemy import select

from core import errors
from core.people import Delegation, FieldCharge, Organisation, Person, Post, Unit
from storage import tables
from storage.engine import SqlStorage

START = date(2026, 7, 1)


def ward(*names: str) -> Organisation:
    people = [
        Person(code=f"P{number:03}", name=name, phone=f"09{number:08}")
        for number, name in reversed(list(enumerate(names)))
    ]
    unit = Unit(code="VP", name="Văn phòng", block="B2", kind="division", list_to="PHONG_VH_XH")
    return Organisation(
        units=[unit],
        people=people,
        posts=[
            Post(
                person=one.code,
                unit="VP",
                position="UBND_CM",
                labour="civil_servant",
                pool="professional",
                title="Chuyên viên",
                valid_from=START,
                valid_to=date(2026, 12, 31),
            )
            for one in people
        ],
        charges=[FieldCharge(leader="P000", unit="VP", valid_from=START)],
        delegations=[
            Delegation(
                giver="P000", receiver="P001", act="decide", valid_from=START, document="12/QĐ"
            )
        ],
    )


async def replace(storage: SqlStorage, organisation: Organisation) -> None:
    async with storage.write() as unit:
        await unit.staff.replace(organisation)
        await unit.commit()


async def read(storage: SqlStorage) -> Organisation:
    async with storage.read() as unit:
        return await unit.staff.organisation()


def rows(organisation: Organisation) -> tuple[object, ...]:
    return (
        organisation.units,
        organisation.people,
        organisation.posts,
        organisation.charges,
        organisation.delegations,
    )


async def test_before_any_import_the_organisation_is_empty(storage: SqlStorage) -> None:
    assert rows(await read(storage)) == ((), (), (), (), ())


async def test_an_organisation_comes_back_row_by_row_in_its_order(storage: SqlStorage) -> None:
    kept = ward("Nguyễn Văn An", "Đặng Thị Bé")
    await replace(storage, kept)
    assert rows(await read(storage)) == rows(kept)


async def test_the_organisation_is_shared_until_it_changes(
    storage: SqlStorage, other: SqlStorage
) -> None:
    await replace(storage, ward("An"))
    first = await read(storage)
    assert await read(storage) is first
    await replace(other, ward("An", "Bình"))
    assert len((await read(storage)).people) == 2


async def test_a_replacement_rolled_back_is_never_shared(
    storage: SqlStorage, other: SqlStorage
) -> None:
    async with storage.write() as unit:
        await unit.staff.replace(ward("Không ai"))
        assert len((await unit.staff.organisation()).people) == 1
    await replace(other, ward("An", "Bình"))
    assert len((await read(storage)).people) == 2


async def test_a_name_is_searched_folded_and_kept_composed(storage: SqlStorage) -> None:
    await replace(storage, ward(unicodedata.normalize("NFD", "Nguyễn Đường")))
    async with storage.read() as unit:
        found = await unit.connection.execute(
            select(tables.person.c.name).where(tables.person.c.folded.like("nguyen duong%"))
        )
        assert found.scalars().all() == ["Nguyễn Đường"]


async def test_of_two_who_read_the_same_only_the_first_to_replace_it_may(
    storage: SqlStorage, other: SqlStorage, url: str
) -> None:
    await replace(storage, ward("An"))
    async with storage.write() as one:
        await one.staff.organisation()
        if url.startswith("sqlite"):  # a writer has the database for itself
            await one.staff.replace(ward("An", "Bình"))
            await one.commit()
        else:
            async with other.write() as two:
                await two.staff.organisation()
                await one.staff.replace(ward("An", "Bình"))
                await one.commit()
                with pytest.raises(errors.Stale) as late:
                    await two.staff.replace(ward("An", "Cúc"))
                assert late.value.code == "roster.moved-on"
    assert [person.name for person in (await read(storage)).people] == ["Bình", "An"]


async def test_who_replaces_without_reading_needs_nobodys_leave(storage: SqlStorage) -> None:
    await replace(storage, ward("An"))
    await replace(storage, ward("Bình"))
    async with storage.write() as unit:
        await unit.staff.organisation()
        await unit.staff.replace(ward("Cúc"))
        await unit.staff.replace(ward("Cúc", "Dũng"))
        await unit.commit()
    assert len((await read(storage)).people) == 2
