"""A unit's catalogue, month plan and workbooks, as the head, the collector and the staff see them."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from bot.dialogs.screen import Screen, Upload
from core.ports import Account, Clerk, Notice
from tests.dialogs.talk import House, Shown, Talk, october

HEAD, COLLECTOR, STAFF = "P058", "P073", "P061"
"""Phòng Kinh tế; Phòng Văn hóa - Xã hội, which collects for the block; a specialist."""

PASTE = """KẾ HOẠCH CÔNG TÁC THÁNG 11/2026
P062; Tờ trình bổ sung dự toán; 1; 20/11; được ký
P063 + P064; Xử lý điểm tồn đọng rác thải; 4; 24/11
P099; Tờ trình bổ sung dự toán; 1; 1/11
P065; Tờ trình bổ sung dự toán; ; 12/11
P066; Tờ trình bổ sung dự toán; ; 13/11
P067; báo cáo; 1; 31/11"""


def workbook(name: str, content: bytes) -> Upload:
    return Upload("file", name, "application/octet-stream", content)


def with_rows(content: bytes, sheet: str, *rows: tuple[Any, ...]) -> bytes:
    """A workbook as it was given out, filled in further."""
    book = load_workbook(BytesIO(content))
    for row in rows:
        book[sheet].append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


async def november(house: House, person: str = HEAD) -> Talk:
    """The empty plan of the month after."""
    talk = await house.talk(person)
    await talk.type("/donvi")
    await talk.press("Kế hoạch tháng")
    await talk.press("Tháng 11/2026")
    return talk


async def told(house: House, person: str, kind: str) -> Screen:
    """The newest notice of *kind* as it would be delivered to *person*."""
    async with house.ward.storage.read() as store:
        queued = await store.outbox.listing(("waiting",), 1000)
    notices: list[Notice] = [
        one.notice for one in queued if one.notice.recipient == person and one.notice.kind == kind
    ]
    account = Account(
        channel="test", address=person, person=person, alive=True, linked_at=house.clock.now
    )
    shown = await house.ward.renderer().screen(account, notices[0])
    assert shown is not None
    return shown


async def plan_writing(house: House) -> list[Shown]:
    talk = await house.talk(HEAD)
    await talk.type("/viec")
    found = [Shown("đơn vị", await talk.press("⚙ Đơn vị"))]
    found.append(Shown("kế hoạch đã duyệt", await talk.press("Kế hoạch tháng")))
    found.append(Shown("tìm theo tên người", await talk.type("Hoàng Thu Nga")))
    await talk.press("Về kế hoạch")
    found.append(Shown("tháng sau, chưa có dòng", await talk.press("Tháng 11/2026")))
    line = "P061; Tờ trình bổ sung dự toán; 2; 15/11; được ký"
    found.append(Shown("gõ một dòng", await talk.type(line)))
    found.append(Shown("không đọc được", await talk.type("Kế hoạch tháng 11")))
    found.append(Shown("chưa rõ việc", await talk.type("Nga: tờ trình, 2")))
    found.append(Shown("gõ tên không có", await talk.type("nấu cơm")))
    found.append(Shown("chọn việc, hỏi hạn", await talk.type("to trinh bo sung du toan")))
    found.append(Shown("hạn ngoài kỳ", await talk.type("30/11")))
    found.append(Shown("đã rõ", await talk.press("T6 20/11")))
    found.append(Shown("thêm bằng nút", await talk.press("Thêm bằng nút")))
    found.append(Shown("thêm bằng nút: việc", await talk.press("Ngô Ngọc Tâm")))
    found.append(Shown("bỏ dòng đang thêm", await talk.press("Bỏ dòng này")))
    return found


async def plan_pasting(house: House) -> list[Shown]:
    talk = await november(house)
    found = [Shown("dán nhiều dòng", await talk.type(PASTE))]
    found.append(Shown("sửa dòng chưa rõ: người", await talk.press("Sửa dòng chưa rõ")))
    found.append(Shown("chọn người xong", await talk.press("Lưu Văn Việt")))
    found.append(Shown("một số lượng cho cả", await talk.press("1 cho cả")))
    found.append(Shown("dòng chưa rõ: việc", talk.screen))
    await talk.type("PKT-20")
    found.append(Shown("dòng chưa rõ: hạn", talk.screen))
    found.append(Shown("bỏ dòng chưa rõ", await talk.press("Bỏ dòng này")))
    found.append(Shown("bỏ các dòng vừa dán", await _taken_back(talk)))
    return found


async def _taken_back(talk: Talk) -> Screen:
    await talk.type("P061; PKT-20; 1; 12/11\nP062; PKT-20; 1; 12/11")
    return await talk.press("Bỏ 2 dòng vừa ghi")


async def plan_approving(house: House) -> list[Shown]:
    talk = await november(house)
    await talk.type(
        "P061; PKT-20; 2; 15/11\nP061; PKT-31; 4; 20/11\nP062 + P063; PKT-20; 1; 20/11"
    )
    await talk.type("P058; PKT-04; 4; 24/11")
    found = [Shown("trước khi duyệt", await talk.press("Duyệt kế hoạch"))]
    found.append(Shown("đã duyệt", await talk.press("Duyệt, giao việc")))
    found.append(Shown("tin: hai việc", await told(house, "P061", "plan.approved")))
    found.append(Shown("tin: chung một việc", await told(house, "P062", "plan.approved")))
    found.append(Shown("một dòng", await talk.press("Dòng 1")))
    found.append(Shown("sửa số lượng", await talk.press("Số lượng")))
    found.append(Shown("số lượng bằng không", await talk.type("0")))
    found.append(Shown("đã sửa", await talk.type("3")))
    await talk.press("Hạn")
    found.append(Shown("hạn đã qua", await talk.type("21/10")))
    await talk.press("Quay lại")
    await talk.press("Kết quả")
    await talk.type("Được ký, gửi Kho bạc")
    await talk.press("Trách nhiệm")
    found.append(Shown("đủ sáu rõ", await talk.type("Chủ trì")))
    await talk.press("Về kế hoạch")
    await talk.press("Dòng 3")
    found.append(Shown("chung một việc", talk.screen))
    found.append(Shown("đã bỏ một dòng", await talk.press("Bỏ dòng này")))
    await talk.type("P064; PKT-20; 1; 12/11")
    found.append(Shown("duyệt phần điều chỉnh", await talk.press("Duyệt kế hoạch")))
    await talk.press("Duyệt, giao việc")
    found.append(Shown("tin điều chỉnh", await told(house, "P061", "plan.approved")))
    found.append(Shown("tin thôi việc", await told(house, "P062", "plan.approved")))
    return found


async def plan_blocked(house: House) -> list[Shown]:
    talk = await november(house)
    await talk.type("P061; PKT-20; 2; 15/11\nP062; PKT-31; 1; 27/10")
    await talk.press("Duyệt kế hoạch")
    await talk.press("Duyệt, giao việc")
    house.clock.now = october(28)
    await talk.press("Dòng 2")
    await talk.press("Bỏ dòng này")
    found = [Shown("không bỏ được nữa", await talk.press("Duyệt kế hoạch"))]
    found.append(Shown("giữ lại dòng", await talk.press("Giữ dòng 2")))
    house.clock.now = datetime(2026, 11, 25, 9, tzinfo=house.clock.now.tzinfo)
    await talk.press("Về kế hoạch")
    found.append(Shown("kỳ đã chốt", await talk.act("plan.open", "PKT", "2026-11", 0)))
    return found


async def catalogue_writing(house: House) -> list[Shown]:
    talk = await house.talk(HEAD)
    await talk.type("/donvi")
    found = [Shown("danh mục của đơn vị", await talk.press("Danh mục công việc"))]
    found.append(Shown("soạn bản mới", await talk.press("Soạn bản mới")))
    found.append(
        Shown("có dòng sai", await talk.type("BC01; Báo cáo; báo cáo; 2\nTT 01; Tờ; tờ; 0"))
    )
    found.append(Shown("thiếu phần", await talk.type("BC01; Báo cáo tuần")))
    found.append(Shown("đã ghi", await talk.type("BC01; Báo cáo tuần; báo cáo; 1; x")))
    found.append(Shown("tìm trong bản soạn", await talk.type("bao cao tuan")))
    found.append(Shown("một mục", await talk.press("BC01")))
    found.append(Shown("sửa hệ số chuẩn", await talk.type("1,5")))
    await talk.press("Về bản đang soạn")
    found.append(Shown("chọn tháng", await talk.press("Áp dụng từ tháng")))
    await talk.press("Từ tháng 11/2026")
    await talk.type("PKT-01; Chủ trì làm việc với chủ đầu tư dự án; cuộc họp; 1; x")
    found.append(Shown("đã trình", await talk.press("Trình phê duyệt")))
    found.append(Shown("rút về", await talk.press("Rút về")))
    return found


async def catalogue_approving(house: House) -> list[Shown]:
    head = await house.talk(HEAD)
    await head.type("/donvi")
    await head.press("Danh mục công việc")
    await head.press("Soạn bản mới")
    await head.type("BC01; Báo cáo tuần; báo cáo; 1,5\nBC02; Báo cáo tháng; báo cáo; 3")
    await head.press("Trình phê duyệt")
    found = [Shown("tin chờ phê duyệt", await told(house, COLLECTOR, "catalogue.proposed"))]
    talk = await house.talk(COLLECTOR)
    found.append(Shown("việc của tôi", await talk.type("/viec")))
    found.append(Shown("danh sách chờ", await talk.press("Danh mục chờ duyệt")))
    found.append(Shown("xem danh mục", await talk.press("Phòng Kinh tế")))
    found.append(Shown("gõ sai", await talk.type("BC01=cao")))
    found.append(Shown("tìm một mục", await talk.type("báo cáo tháng")))
    found.append(Shown("đã hài hòa", await talk.type("BC01=1,25 BC02=2")))
    found.append(Shown("trả lại", await talk.press("Trả lại")))
    found.append(Shown("đã trả lại", await talk.type("Thiếu mục tiếp công dân.")))
    found.append(Shown("tin bị trả lại", await told(house, HEAD, "catalogue.returned")))
    await head.type("/donvi")
    found.append(Shown("đơn vị thấy lý do", await head.press("Danh mục công việc")))
    await head.press("Soạn tiếp")
    await head.press("Trình phê duyệt")
    await talk.type("/viec")
    await talk.press("Danh mục chờ duyệt")
    await talk.press("Phòng Kinh tế")
    found.append(Shown("đã phê duyệt", await talk.press("✅ Phê duyệt")))
    found.append(Shown("tin đã phê duyệt", await told(house, HEAD, "catalogue.approved")))
    return found


async def catalogue_looking(house: House) -> list[Shown]:
    talk = await house.talk(STAFF)
    found = [Shown("tra danh mục", await talk.type("/danhmuc"))]
    found.append(Shown("tìm không dấu", await talk.type("bao cao")))
    found.append(Shown("không thấy", await talk.type("nấu cơm")))
    found.append(Shown("tìm ngay bằng lệnh", await talk.type("/danhmuc giấy phép")))
    found.append(Shown("không phụ trách đơn vị nào", await talk.type("/donvi")))
    found.append(Shown("danh mục đơn vị khác", await talk.act("catalogue.look", "PVHXH", 0)))
    return found


async def unit_workbooks(house: House) -> list[Shown]:
    talk = await november(house)
    found = [Shown("tải tệp kế hoạch", await talk.press("Tải tệp Excel"))]
    blank = talk.screen.documents[0].content
    good = with_rows(
        blank,
        "Kế hoạch tháng",
        ("PKT", "11/2026", "P061", "PKT-20", None, 2, "15/11/2026"),
        (None, None, "P062 + P063", "PKT-31", None, 1, "20/11/2026 16h"),
    )
    found.append(Shown("xem trước", await talk.give(workbook("ke-hoach.xlsx", good))))
    found.append(Shown("đã đưa vào bản soạn", await talk.press("Đưa vào bản soạn")))
    found.append(Shown("gửi lại, không đổi", await talk.give(workbook("lai.xlsx", good))))
    bad = with_rows(
        good,
        "Kế hoạch tháng",
        *[("PKT", "11/2026", "P061", "PKT-20", None, 0, "31/02/2026")] * 6,
    )
    await talk.act("plan.open", "PKT", "2026-11", 0)
    found.append(Shown("nhiều chỗ sai", await talk.give(workbook("sai.xlsx", bad))))
    found.append(Shown("tệp không phải Excel", await talk.give(workbook("x.xls", b"\xd0\xcf"))))
    await talk.act("catalogue.unit", "PKT")
    found.append(Shown("tải tệp danh mục", await talk.press("Tải tệp Excel")))
    changed = with_rows(
        talk.screen.documents[0].content,
        "Danh mục",
        ("PKT", "BC01", "Báo cáo tuần", "", "báo cáo", "", "1,5", None, None, None),
    )
    found.append(Shown("xem trước danh mục", await talk.give(workbook("dm.xlsx", changed))))
    found.append(Shown("danh mục vào bản soạn", await talk.press("Đưa vào bản soạn")))
    return found


async def plan_clerk(house: House) -> list[Shown]:
    head = await house.talk(HEAD)
    async with house.ward.desk(HEAD, "test") as desk:
        clerk = Clerk(unit="PKT", person=STAFF, by=HEAD, since=desk.now)
        await desk.store.notebook.appoint(clerk)
    talk = await november(house, STAFF)
    found = [Shown("người nhập liệu soạn", await talk.type("P062; PKT-20; 2; 15/11"))]
    found.append(Shown("đã trình thủ trưởng", await talk.press("Trình thủ trưởng")))
    found.append(Shown("tin cho thủ trưởng", await told(house, HEAD, "plan.waiting")))
    house.clock.now = october(25)
    found.append(Shown("nhắc thủ trưởng", await head.type("/viec")))
    return found
