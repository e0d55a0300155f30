"""A small ward as a clerk fills it in, changed in a line or two for a test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.dialogs.units import books
from bot.documents import reading
from core import roster, roster_sheet
from core.people import Organisation
from core.roster import Laid
from core.roster_sheet import RosterRows
from core.sheets import SheetFault, in_order
from tests.core import ward_rules
from tests.documents.books import WORDS

Row = list[Any]
Book = dict[str, list[Row]]

HEADINGS = {
    "Đơn vị": ("Mã", "Tên", "Khối", "Loại", "Trực thuộc", "Nơi nhận danh sách"),
    "Nhân sự": (
        "Mã",
        "Họ và tên",
        "Đơn vị",
        "Chức danh",
        "Chính",
        "Loại lao động",
        "Nhóm nhiệm vụ",
        "Phụ trách bởi",
        "Điện thoại",
        "Từ ngày",
        "Đến ngày",
    ),
    "Phụ trách lĩnh vực": ("Lãnh đạo", "Đơn vị", "Từ ngày", "Đến ngày"),
    "Ủy quyền": ("Từ", "Đến người", "Việc", "Từ ngày", "Đến ngày", "Văn bản"),
    "Nghỉ": ("Mã", "Từ ngày", "Đến ngày", "Loại"),
}
SINCE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 as Excel keeps a day
OUTSIDE = "BAN_TO_CHUC_THANH_UY"
NOBODY = Organisation(units=(), people=(), posts=())


def row(code: str, name: str, unit: str, position: str, pool: str, *more: Any) -> Row:
    """*more*: Phụ trách bởi, Điện thoại."""
    in_charge, phone = (*more, None, None)[:2]
    return [code, name, unit, position, None, "Công chức", pool, in_charge, phone, SINCE, None]


def filled() -> Book:
    return {
        "Đơn vị": [
            ["DU", "Thường trực Đảng ủy", "Thường trực", "Đảng ủy phường", None, OUTSIDE],
            ["UBND", "Lãnh đạo UBND", "UBND", "UBND phường", None, "PVHXH"],
            ["PKT", "Phòng Kinh tế", "ubnd", "division", "UBND", "PVHXH"],
            ["PVHXH", "Phòng Văn hóa - Xã hội", "UBND", "phòng chuyên môn", "UBND", "PVHXH"],
        ],
        "Nhân sự": [
            row("BT", "Nguyễn Văn An", "DU", "BI_THU", "Cấp trưởng"),
            row("CT", "Trần Thị Bình", "UBND", "PBT_CT_UBND", "Cấp trưởng"),
            row("PCT", "Lê Văn Cường", "UBND", "UBND_PCT", "Cấp phó"),
            row("TP", "Phạm Thị Dung", "PKT", "UBND_TRUONG", "Cấp trưởng"),
            row("PP", "Hoàng Văn Em", "PKT", "UBND_PHO", "Cấp phó"),
            row("CV", "Vũ Thị Giang", "PKT", "UBND_CC", "Chuyên môn, nghiệp vụ", "PP"),
            row("TPX", "Đỗ Văn Hải", "PVHXH", "UBND_TRUONG", "head"),
            row("PPX", "Bùi Thị Lan", "PVHXH", "UBND_PHO", "deputy"),
        ],
        "Phụ trách lĩnh vực": [["PCT", "PKT", SINCE, None], ["CT", "PVHXH", SINCE, None]],
        "Ủy quyền": [],
        "Nghỉ": [],
    }


def packed(book: Book, change: Callable[[Workbook], object] = lambda _: None) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in book.items():
        sheet: Worksheet = made.create_sheet(title)
        sheet.append(list(HEADINGS[title]))
        for each in rows:
            sheet.append(each)
    change(made)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def laid(book: Book, before: Organisation = NOBODY) -> tuple[RosterRows, Laid]:
    return laid_from(packed(book), before)


def laid_from(content: bytes, before: Organisation) -> tuple[RosterRows, Laid]:
    rules = ward_rules.book()
    read = reading.book("ns.xlsx", content)
    rows = roster_sheet.read(read, before, rules.roster)
    return rows, roster.lay(rules.authority, before, rows, read.name)


def said(found: Sequence[SheetFault]) -> list[str]:
    return [books.in_one_line(WORDS, one) for one in in_order(found)]


def faults(book: Book, before: Organisation = NOBODY) -> list[str]:
    """As ``danhgia import`` prints them."""
    rows, done = laid(book, before)
    return said([*rows.faults, *done.broken])


def faults_from(content: bytes) -> list[str]:
    rows, done = laid_from(content, NOBODY)
    return said([*reading.book("ns.xlsx", content).faults, *rows.faults, *done.broken])


def warnings(book: Book) -> list[str]:
    rows, done = laid(book)
    assert faults(book) == []
    return said([*rows.warnings, *done.warnings])
