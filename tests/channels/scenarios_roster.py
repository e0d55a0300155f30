"""The administrator sends a roster's workbook to the bot. Nothing of ours is imported."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from tests.channels.moves import home
from tests.channels.phone import Ward

ADMINISTRATOR = "P048"
HEADINGS = (
    "Mã",
    "Họ và tên",
    "Đơn vị",
    "Chức danh",
    "Loại lao động",
    "Nhóm nhiệm vụ",
    "Phụ trách bởi",
    "Từ ngày",
    "Đến ngày",
)
OLD = datetime(2025, 7, 1)  # noqa: DTZ001 as Excel keeps a day
NAME = "Hoàng Thu Nga (mẫu)"


def roster(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Nhân sự"
    for row in (HEADINGS, *rows):
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def specialist(unit: str, in_charge: str | None) -> tuple[Any, ...]:
    kind = "Chuyên môn, nghiệp vụ"
    return ("P061", NAME, unit, "UBND_CC", "Công chức", kind, in_charge, OLD, None)


async def a_roster_is_looked_at_then_taken_in_by_one_tap(ward: Ward) -> None:
    keeper = await ward.phone(ADMINISTRATOR)
    await keeper.send_file("nhan-su.xlsx", roster(specialist("PVHXH", None)))
    seen = await keeper.see()
    assert seen.startswith("Đồng chí xem rồi bấm Cập nhật. Chưa ghi gì.")
    assert f"• {NAME}: PKT → PVHXH, từ 01/07/2025" in seen
    assert "144 người không có trong tệp, giữ nguyên" in seen
    await keeper.press("✅ Cập nhật tổ chức")
    assert "Đã cập nhật tổ chức, nhân sự." in await keeper.see()
    assert (ADMINISTRATOR, "import-roster") in await ward.audit()
    await keeper.type("/quantri P061")
    assert "Phòng Văn hóa - Xã hội" in await keeper.see()


async def a_wrong_cell_is_named_and_nothing_is_taken_in(ward: Ward) -> None:
    keeper = await ward.phone(ADMINISTRATOR)
    await keeper.send_file("nhan-su.xlsx", roster(specialist("PXX", "P999")))
    seen = await keeper.see()
    assert seen.startswith("Đồng chí sửa 2 chỗ trong tệp rồi gửi lại. Chưa ghi gì.")
    assert "• Nhân sự!C2 Đơn vị “PXX”: Không có đơn vị này." in seen
    assert "• Nhân sự!G2 Phụ trách bởi “P999”: Không có ai mang mã này." in seen
    assert "import-roster" not in {act for _, act in await ward.audit()}


async def a_head_who_is_no_administrator_cannot_bring_a_roster_in(ward: Ward) -> None:
    head = await ward.phone("P058")
    await home(head)
    await head.send_file("nhan-su.xlsx", roster(specialist("PVHXH", None)))
    assert "Trang Nhân sự là của người quản trị" in await head.see()
    assert "import-roster" not in {act for _, act in await ward.audit()}


SCENARIOS = (
    a_roster_is_looked_at_then_taken_in_by_one_tap,
    a_wrong_cell_is_named_and_nothing_is_taken_in,
    a_head_who_is_no_administrator_cannot_bring_a_roster_in,
)
