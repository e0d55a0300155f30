"""A unit's catalogue and plan, by workbook and by hand. Nothing of ours is imported."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from tests.channels.moves import home
from tests.channels.phone import Phone, Ward

HEAD, COLLECTOR, PERSON, PARTNER = "P058", "P073", "P061", "P062"
PLAN = ("Đơn vị", "Tháng", "Người thực hiện", "Mã công việc", "Số lượng", "Hạn")
CATALOGUE = ("Mã", "Tên công việc", "Đơn vị tính", "Hệ số", "Chuẩn", "Áp dụng từ tháng")


def workbook(title: str, *rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


async def a_plan_by_workbook_reaches_everybody_once(ward: Ward) -> None:
    head, person, partner = [await ward.phone(code) for code in (HEAD, PERSON, PARTNER)]
    await home(head)
    wrong = workbook("Kế hoạch tháng", PLAN, ("PKT", "11/2026", "P061", "PKT-20", 0, "31/02/2026"))
    await head.send_file("ke-hoach.xlsx", wrong)
    seen = await head.see()
    assert "Kế hoạch tháng!E2 Số lượng “0”" in seen
    assert "Kế hoạch tháng!F2 Hạn “31/02/2026”" in seen

    good = workbook(
        "Kế hoạch tháng",
        PLAN,
        ("PKT", "11/2026", "P061", "PKT-20", 2, "15/11/2026"),
        ("PKT", "11/2026", "P061 + P062", "PKT-31", 1, "20/11/2026"),
    )
    await head.send_file("ke-hoach.xlsx", good)
    assert "2 dòng mới" in await head.see()
    await head.press("✅ Đưa vào bản soạn")
    await head.press("✅ Duyệt kế hoạch")
    await head.press("✅ Duyệt, giao việc")

    assert "2 người được báo" in await head.see()
    assert (await person.told()).count("Đồng chí có 2 việc") == 1
    assert "cùng Hoàng Thu Nga" in await partner.told()


async def a_catalogue_goes_from_the_workbook_to_its_approval(ward: Ward) -> None:
    head, collector = await ward.phone(HEAD), await ward.phone(COLLECTOR)
    await _catalogue(head)
    await head.press("✅ Đưa vào bản soạn")
    await head.press("📤 Trình phê duyệt")
    assert "phê duyệt danh mục" in await collector.told()
    await home(collector)
    await collector.press("📚 Danh mục chờ duyệt (1)")
    await collector.press("Phòng Kinh tế")
    await collector.type("BC01=1,25")
    assert "Đã hài hòa: BC01: 1,5 → 1,25" in await collector.see()
    await collector.press("✅ Phê duyệt")
    assert "Đã phê duyệt danh mục" in await head.told()


async def _catalogue(head: Phone) -> None:
    await home(head)
    await head.press("⚙ Đơn vị")
    await head.press("📚 Danh mục công việc")
    rows = (
        ("TD01", "Tiếp công dân", "buổi", 1, "x", "12/2026"),
        ("BC01", "Báo cáo nhanh", "báo cáo", 1.5, "", ""),
    )
    await head.send_file("danh-muc.xlsx", workbook("Danh mục", CATALOGUE, *rows))
    assert "2 mục mới" in await head.see()


async def a_line_that_is_not_clear_is_asked_in_words(ward: Ward) -> None:
    head = await ward.phone(HEAD)
    await home(head)
    await head.press("⚙ Đơn vị")
    await head.press("📋 Kế hoạch tháng")
    await head.press("📅 Tháng 11/2026")
    await head.type("Nga: tờ trình bổ sung dự toán")
    assert "chọn số lượng" in await head.see()
    await head.type("10000")
    assert "Số lượng “10000” không nhận" in await head.see()
    await head.type("2")
    await head.type("30/11")
    assert "ngoài kỳ tính việc tháng 11/2026" in await head.see()
    await head.type("ngày 20")
    assert "2 tờ trình, hết T6 20/11" in await head.see()


SCENARIOS = (
    a_plan_by_workbook_reaches_everybody_once,
    a_catalogue_goes_from_the_workbook_to_its_approval,
    a_line_that_is_not_clear_is_asked_in_words,
)
