"""A workbook is looked at, then applied whole: the administrator approves, a writer only drafts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from bot.documents import reading
from core import catalogue, monthplan
from core.catalogue import Catalogue
from core.monthplan import MonthPlan
from core.months import Month
from core.usecases import importing, monthplanning, planapproving
from core.usecases.desk import SYSTEM, Desk
from core.usecases.importing import Examined
from tests.core.office import Office, october
from tests.documents.books import (
    CATALOGUE_NEXT,
    CATALOGUE_ROW,
    PLAN_ROW,
    made,
    opened,
    packed,
    planned,
)

NOVEMBER = Month(2026, 11)
HEAD = "TP_KT"
NOW = october(22, 8, 30)

Applied = tuple[tuple[Catalogue, ...], tuple[MonthPlan, ...]]


def both() -> bytes:
    """A catalogue and a plan by it in one file."""
    book = opened(made())
    sheet = book.create_sheet("Kế hoạch tháng")
    for row in opened(planned())["Kế hoạch tháng"].iter_rows(values_only=True):
        sheet.append(row)
    return packed(book)


async def examine(office: Office, actor: str, content: bytes) -> Examined:
    book = reading.book("tep.xlsx", content)
    return await office.do(actor, NOW, lambda desk: importing.examine(desk, book))


async def apply(office: Office, actor: str, content: bytes) -> Applied:
    book = reading.book("tep.xlsx", content)

    async def act(desk: Desk) -> Applied:
        return await importing.apply(desk, await importing.examine(desk, book))

    return await office.do(actor, NOW, act)


async def stored(office: Office) -> tuple[Sequence[Catalogue], MonthPlan | None]:
    async with office.storage.read() as store:
        return await store.catalogues.of_unit("PKT"), await store.plans.of("PKT", NOVEMBER)


async def test_the_administrator_brings_in_an_approved_catalogue(office: Office) -> None:
    ((one,), ()) = await apply(office, SYSTEM, made())

    assert (one.state, one.valid_from, one.number) == (catalogue.APPROVED, NOVEMBER, 1)
    assert [each.code for each in one.items] == ["BC01", "TT01"]
    assert (one.source, one.decided_by) == ("tep.xlsx", SYSTEM)
    assert [act for _, act, _ in await office.audited()] == ["catalogue-import"]


async def test_a_heads_workbook_is_only_a_draft(office: Office) -> None:
    ((one,), ()) = await apply(office, HEAD, made())

    assert (one.state, one.valid_from, one.by) == (catalogue.DRAFT, NOVEMBER, HEAD)
    assert await office.notices() == []


async def test_a_plan_by_the_catalogue_of_the_same_file_comes_in_with_it(office: Office) -> None:
    ((one,), (plan,)) = await apply(office, SYSTEM, both())

    assert one.state == catalogue.APPROVED
    assert (plan.state, plan.month, len(plan.lines)) == (monthplan.DRAFT, NOVEMBER, 1)
    assert await office.audited("assign") == []


async def test_a_heads_plan_waits_for_the_catalogue_to_be_approved(office: Office) -> None:
    examined = await examine(office, HEAD, both())

    assert [one.code for one in examined.faults] == ["sheet.no-catalogue"]


async def test_one_fault_keeps_everything_out(office: Office) -> None:
    book = opened(both())
    book["Kế hoạch tháng"]["F2"] = 0
    content = packed(book)

    examined = await examine(office, SYSTEM, content)
    assert [(one.ref, one.code) for one in examined.faults] == [("F2", "sheet.range")]
    with pytest.raises(ValueError, match=r"sheet\.range"):
        await apply(office, SYSTEM, content)

    assert await stored(office) == ((), None)
    assert await office.audited() == []


async def test_looking_leaves_no_trace(office: Office) -> None:
    examined = await examine(office, SYSTEM, both())

    assert not examined.changes_nothing
    assert await stored(office) == ((), None)
    assert await office.audited() == []


async def test_the_preview_says_what_is_new_changed_and_gone(office: Office) -> None:
    await apply(office, SYSTEM, made())
    dearer = (*CATALOGUE_NEXT[:6], 2, *CATALOGUE_NEXT[7:])
    fresh = ("PKT", "HS01", "Hồ sơ", "", "hồ sơ", "", 0.5, "", "", "")

    changed = (await examine(office, SYSTEM, made([CATALOGUE_ROW, dearer, fresh]))).catalogues[0]
    gone = (await examine(office, SYSTEM, made([CATALOGUE_ROW]))).catalogues[0]

    told = [
        (str(one.before and one.before.coefficient), str(one.after and one.after.coefficient))
        for one in (*changed.changes, *gone.changes)
    ]
    assert told == [("1.5", "2"), ("None", "0.5"), ("1.5", "None")]


async def test_the_same_file_again_changes_nothing(office: Office) -> None:
    await apply(office, SYSTEM, both())

    examined = await examine(office, SYSTEM, both())

    assert examined.changes_nothing
    assert await apply(office, SYSTEM, both()) == ((), ())


async def test_a_month_is_not_changed_backwards(office: Office) -> None:
    row = (*CATALOGUE_ROW[:8], "09/2026", "")

    examined = await examine(office, SYSTEM, made([row]))

    assert [(one.ref, one.value, one.code) for one in examined.faults] == [
        ("I2", "09/2026", "catalogue.month-past")
    ]


async def test_two_tables_of_one_unit_are_not_both_taken(office: Office) -> None:
    book = opened(made())
    copy = book.copy_worksheet(book["Danh mục"])
    copy.title = "Danh mục 2"

    examined = await examine(office, SYSTEM, packed(book))

    assert [(one.sheet, one.value, one.code) for one in examined.faults] == [
        ("tep.xlsx", "PKT", "sheet.unit-twice")
    ]


@pytest.mark.parametrize("actor", ["CV_KT1", "TP_VX", "PCT_UB1"])
async def test_nobody_writes_for_another_unit(office: Office, actor: str) -> None:
    examined = await examine(office, actor, made())

    assert {one.code for one in examined.faults} == {"sheet.unit-not-yours"}


async def test_an_amended_file_keeps_lines_and_tasks_that_are_the_same(office: Office) -> None:
    """Quantity and due may change; another person is another line."""
    ((_,), (plan,)) = await apply(office, SYSTEM, both())
    plan = await office.do(
        HEAD, NOW, lambda desk: planapproving.approve(desk, plan.id, plan.version, "Điều chỉnh.")
    )
    rows: list[tuple[Any, ...]] = [
        (*PLAN_ROW[:2], "CV_KT2", *PLAN_ROW[3:]),
        (*PLAN_ROW[:5], 7, *PLAN_ROW[6:]),
    ]

    ((), (after,)) = await apply(office, HEAD, planned(rows))

    assert [(one.number, one.person, one.quantity) for one in after.lines] == [
        (2, "CV_KT2", 2),
        (1, "CV_KT1", 7),
    ]
    assert after.lines[1].tasks == plan.lines[0].tasks


async def test_typed_lines_that_are_not_clear_outlive_a_workbook(office: Office) -> None:
    await apply(office, SYSTEM, both())
    await office.do(
        HEAD, NOW, lambda desk: monthplanning.write(desk, "PKT", NOVEMBER, "xyz; gì đó; 1")
    )

    ((), (after,)) = await apply(office, HEAD, planned([PLAN_ROW, PLAN_ROW]))

    assert (len(after.lines), len(after.typed)) == (2, 1)
