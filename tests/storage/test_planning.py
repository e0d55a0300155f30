"""Catalogues and month plans as they are kept: exactly, once a number or month, the slower refused."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from core import catalogue, errors, monthplan
from core.catalogue import Catalogue, CatalogueItem, Harmonised
from core.monthplan import MonthPlan, PlanLine, PlanVersion, Typed
from core.months import Month
from storage.engine import SqlStorage
from tests.storage import values

ITEMS = (
    CatalogueItem(
        code="BC-01/ĐĐ",
        name="Báo cáo tuần",
        output="Báo cáo được ký",
        unit_of_count="báo cáo",
        group="Trung bình",
        coefficient=Decimal("1.125"),
    ),
    CatalogueItem(
        code="TT01",
        name="Tờ trình",
        output="",
        unit_of_count="tờ trình",
        group="",
        coefficient=Decimal(1),
        standard=True,
    ),
)
LINES = (
    PlanLine(
        number=1,
        person="P061",
        partners=("P062", "P063"),
        shares=(Decimal("0.34"), Decimal("0.33"), Decimal("0.33")),
        item="TT01",
        work="Tờ trình",
        quantity=9_999,
        due=values.NOW,
        expected="Được ký",
        responsibility="Chủ trì",
        authority="Trình ký",
        tasks=(17, 18, 19),
    ),
    PlanLine(
        number=4,
        person="P064",
        item="BC-01/ĐĐ",
        work="Báo cáo tuần",
        quantity=1,
        due=values.NOW,
        expected="",
    ),
)
UNCLEAR = Typed(
    number=5,
    text="Nga; báo cáo; ; 31/11",
    who="Nga",
    said="báo cáo",
    when="31/11",
    people=("",),
    asks=monthplan.PERSON,
    options=("P061", "P063"),
    doubt="plan.person-which",
)


def version(number: int = 1, unit: str = "PKT", **changes: Any) -> Catalogue:
    fresh = Catalogue(
        id=0,
        unit=unit,
        number=number,
        state=catalogue.DRAFT,
        valid_from=Month(2026, 11),
        items=ITEMS,
        by="P058",
        at=values.NOW,
        document="12/QĐ-UBND",
        said="Hệ số BC02 cao.",
        harmonised=(
            Harmonised(
                code="TT01", before=Decimal("1.5"), after=Decimal(1), by="P073", at=values.NOW
            ),
        ),
    )
    return dataclasses.replace(fresh, **changes)


def plan(unit: str = "PKT", month: Month = Month(2026, 11), **changes: Any) -> MonthPlan:  # noqa: B008
    fresh = MonthPlan(
        id=0,
        unit=unit,
        month=month,
        state=monthplan.DRAFT,
        lines=LINES,
        approved=(PlanVersion(number=1, lines=LINES[:1], by="P058", at=values.NOW),),
        next_number=6,
        source="ke-hoach.xlsx",
        typed=(UNCLEAR,),
    )
    return dataclasses.replace(fresh, **changes)


async def stored(storage: SqlStorage, *new: Catalogue) -> list[Catalogue]:
    async with storage.write() as unit:
        found = [await unit.catalogues.add(one) for one in new]
        await unit.commit()
    return found


async def stored_plan(storage: SqlStorage, new: MonthPlan) -> MonthPlan:
    async with storage.write() as unit:
        found = await unit.plans.add(new)
        await unit.commit()
    return found


async def test_a_catalogue_comes_back_as_it_was_stored(storage: SqlStorage) -> None:
    [added] = await stored(storage, version(decided_by="P073", decided_at=values.NOW))

    async with storage.read() as unit:
        found = await unit.catalogues.get(added.id)
        nothing = await unit.catalogues.get(added.id + 1)

    assert found == version(id=added.id, decided_by="P073", decided_at=values.NOW)
    assert nothing is None


async def test_the_versions_of_a_unit_come_oldest_first(storage: SqlStorage) -> None:
    await stored(storage, version(2), version(1), version(1, unit="PVHXH"))

    async with storage.read() as unit:
        found = await unit.catalogues.of_unit("PKT")

    assert [one.number for one in found] == [1, 2]


async def test_catalogues_are_found_by_unit_and_state(storage: SqlStorage) -> None:
    await stored(
        storage,
        version(1, state=catalogue.APPROVED),
        version(2, state=catalogue.PROPOSED),
        version(1, unit="PVHXH", state=catalogue.PROPOSED),
        version(1, unit="TH1", state=catalogue.PROPOSED),
    )

    async with storage.read() as unit:
        found = await unit.catalogues.in_states(["PKT", "TH1"], [catalogue.PROPOSED])
        nothing = await unit.catalogues.in_states([], [catalogue.PROPOSED])

    assert [(one.unit, one.number) for one in found] == [("PKT", 2), ("TH1", 1)]
    assert nothing == ()


async def test_a_number_of_a_unit_is_given_once(storage: SqlStorage) -> None:
    await stored(storage, version())

    with pytest.raises(errors.Stale):
        await stored(storage, version())


async def test_the_slower_saver_of_a_catalogue_is_refused(storage: SqlStorage) -> None:
    [one] = await stored(storage, version())
    async with storage.write() as unit:
        saved = await unit.catalogues.save(dataclasses.replace(one, state=catalogue.PROPOSED))
        await unit.commit()
    assert saved.version == one.version + 1

    async with storage.write() as unit:
        with pytest.raises(errors.Stale):
            await unit.catalogues.save(dataclasses.replace(one, said="khác"))


async def test_a_saved_state_is_found_by_it(storage: SqlStorage) -> None:
    [one] = await stored(storage, version())
    async with storage.write() as unit:
        await unit.catalogues.save(dataclasses.replace(one, state=catalogue.PROPOSED))
        await unit.commit()

    async with storage.read() as unit:
        drafts = await unit.catalogues.in_states(["PKT"], [catalogue.DRAFT])
        proposed = await unit.catalogues.in_states(["PKT"], [catalogue.PROPOSED])

    assert (len(drafts), len(proposed)) == (0, 1)


async def test_a_plan_comes_back_as_it_was_stored(storage: SqlStorage) -> None:
    added = await stored_plan(storage, plan())

    async with storage.read() as unit:
        by_id = await unit.plans.get(added.id)
        by_month = await unit.plans.of("PKT", Month(2026, 11))
        other_month = await unit.plans.of("PKT", Month(2026, 10))
        other_unit = await unit.plans.of("PVHXH", Month(2026, 11))

    assert by_id == by_month == plan(id=added.id)
    assert (other_month, other_unit) == (None, None)


async def test_a_unit_has_one_plan_a_month(storage: SqlStorage) -> None:
    await stored_plan(storage, plan())
    await stored_plan(storage, plan(month=Month(2026, 12)))

    with pytest.raises(errors.Stale):
        await stored_plan(storage, plan())


async def test_the_slower_saver_of_a_plan_is_refused(storage: SqlStorage) -> None:
    one = await stored_plan(storage, plan())
    async with storage.write() as unit:
        saved = await unit.plans.save(dataclasses.replace(one, typed=()))
        await unit.commit()

    async with storage.write() as unit:
        with pytest.raises(errors.Stale):
            await unit.plans.save(one)
    async with storage.read() as unit:
        assert await unit.plans.get(one.id) == saved
