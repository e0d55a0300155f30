"""Workbooks as people send them, made for a test, and what is read from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot import app as composition
from bot.dialogs.units import books
from bot.documents import reading
from core import catalogue, catalogue_sheet, plan_sheet
from core.calendar import ZONE
from core.catalogue import Catalogue, CatalogueItem
from core.months import Month
from core.people import Person
from core.sheets import CATALOGUE, Book, SheetFault, in_order
from tests.core import ward, ward_rules

CATALOGUE_HEADINGS = (
    "Đơn vị",
    "Mã",
    "Tên công việc",
    "Sản phẩm đầu ra",
    "Đơn vị tính",
    "Nhóm phức tạp",
    "Hệ số",
    "Chuẩn",
    "Áp dụng từ tháng",
    "Văn bản",
)
PLAN_HEADINGS = (
    "Đơn vị",
    "Tháng",
    "Người thực hiện",
    "Mã công việc",
    "Công việc",
    "Số lượng",
    "Hạn",
    "Kết quả mong đợi",
    "Trách nhiệm",
    "Thẩm quyền",
)
CATALOGUE_ROW = ("PKT", "BC01", "Báo cáo tuần", "Ký", "báo cáo", "Dễ", 1, "x", "11/2026", "")
CATALOGUE_NEXT = ("PKT", "TT01", "Tờ trình", "", "tờ trình", "", 1.5, "", "", "")
DUE = dt.datetime(2026, 11, 15)  # noqa: DTZ001 as Excel keeps a day
PLAN_ROW = ("PKT", "11/2026", "CV_KT1", "BC01", "", 2, DUE, "", "", "")

NOW = dt.datetime(2026, 10, 22, 8, 30, tzinfo=ZONE)
ORGANISATION = ward.organisation(ward.book())
WORDS = composition.read_words()

Change = Callable[[Worksheet], object]


def made(
    rows: Sequence[Sequence[Any]] = (CATALOGUE_ROW, CATALOGUE_NEXT),
    *,
    title: str = "Danh mục",
    headings: Sequence[str] = CATALOGUE_HEADINGS,
    change: Change = lambda sheet: None,
) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    return packed(book)


def planned(
    rows: Sequence[Sequence[Any]] = (PLAN_ROW,), *, change: Change = lambda sheet: None
) -> bytes:
    return made(rows, title="Kế hoạch tháng", headings=PLAN_HEADINGS, change=change)


def packed(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def item(code: str, name: str, unit_of_count: str = "báo cáo") -> CatalogueItem:
    return CatalogueItem(
        code=code,
        name=name,
        output="",
        unit_of_count=unit_of_count,
        group="",
        coefficient=Decimal(1),
    )


def version(unit: str, number: int, since: Month, *items: CatalogueItem) -> Catalogue:
    return Catalogue(
        id=number,
        unit=unit,
        number=number,
        state=catalogue.APPROVED,
        valid_from=since,
        items=items,
        by="TP_KT",
        at=NOW,
    )


def known() -> plan_sheet.Known:
    """PKT counts by its second version; CU01 was only in the first, VX01 is of another unit."""
    day = NOW.date()
    return plan_sheet.Known(
        units=ORGANISATION.units,
        people={
            unit.code: [
                Person(code=code, name=f"Tên {code}")
                for code in ORGANISATION.people_in(unit.code, day)
            ]
            for unit in ORGANISATION.units
        },
        versions={
            "PKT": [
                version("PKT", 1, Month(2026, 9), item("CU01", "Việc cũ")),
                version(
                    "PKT",
                    2,
                    Month(2026, 10),
                    item("BC01", "Báo cáo tuần"),
                    item("TT01", "Tờ trình", "tờ trình"),
                ),
            ],
            "PVHXH": [version("PVHXH", 1, Month(2026, 10), item("VX01", "Việc văn xã"))],
        },
        calendar=ward_rules.book().calendar,
        now=NOW,
        earliest=Month(2026, 10),
        latest=Month(2026, 12),
    )


def read(content: bytes, only: Sequence[str] | None = None) -> tuple[Book, list[SheetFault]]:
    """The book, and every fault of it in order, those of its tables too."""
    book = reading.book("tep.xlsx", content)
    faults = list(book.faults)
    for sheet in book.sheets:
        if sheet.kind == CATALOGUE:
            faults += catalogue_sheet.read(sheet, ORGANISATION.units, only)[1]
        else:
            faults += plan_sheet.read(sheet, known(), only=only)[1]
    return book, list(in_order(faults))


def said(fault: SheetFault) -> str:
    return books.in_one_line(WORDS, fault)
