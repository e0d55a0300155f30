"""A clerk types the signed papers of a cleaner and of a deputy; who reads them sees whence they came."""

from __future__ import annotations

from datetime import timedelta

from bot.dialogs.screen import Upload
from core import papercode
from core.months import Month
from tests.dialogs.talk import House, Shown, Talk, october

CLERK, CLEANER, DEPUTY, HEAD, UNIT = "P005", "P010", "P004", "P003", "VPDU"
OCTOBER = Month(2026, 10)


def page(number: int) -> Upload:
    content = b"\xff\xd8\xff page %d" % number
    return Upload(kind="photo", name=f"anh-{number}.jpg", mime="image/jpeg", content=content)


async def with_clerk(house: House) -> Talk:
    head = await house.talk(HEAD)
    await head.act("clerk.appoint", UNIT, CLERK)
    return await house.talk(CLERK)


async def typed_in(clerk: Talk, person: str = CLEANER) -> None:
    """All points of form 04 and a photo, up to the choice of the class."""
    await clerk.type(f"/phieugiay {papercode.write(person, OCTOBER)}")
    for row in ("3 3 2,5 3 3", "3 3 2 2", "5"):
        await clerk.type(row)
    await clerk.give(page(1))


async def paper_entering(house: House) -> list[Shown]:
    clerk = await with_clerk(house)
    found = [Shown("trang chủ của người nhập liệu", await clerk.type("/viec"))]
    found.append(Shown("mã hay chọn người", await clerk.press("Nhập phiếu giấy")))
    code = papercode.write(CLEANER, OCTOBER)
    found.append(Shown("không phải mã", await clerk.type("zzz")))
    found.append(Shown("mã gõ nhầm", await clerk.type(code.replace("P010", "P101"))))
    september = papercode.write(CLEANER, Month(2026, 9))
    found.append(Shown("mã tháng khác", await clerk.type(september)))
    foreign = papercode.write("P061", OCTOBER)
    found.append(Shown("mã đơn vị khác", await clerk.type(foreign)))
    found.append(Shown("mã của mình", await clerk.type(papercode.write(CLERK, OCTOBER))))
    found.append(Shown("tìm theo tên", await clerk.type("th")))
    found.append(Shown("nhóm đầu", await clerk.type(code.lower().replace("-", " "))))
    found.append(Shown("thiếu số", await clerk.type("3 3 3 3")))
    found.append(Shown("quá tối đa", await clerk.type("3 3,5 hai 3 3")))
    found.append(Shown("đã ghi, nhóm sau", await clerk.type("3 3 2,5 3 3")))
    found.append(Shown("sửa một mục nhóm trước", await clerk.type("1.2=2,5")))
    found.append(Shown("tối đa cả nhóm", await clerk.press("Điểm tối đa cả nhóm")))
    found.append(Shown("đủ điểm: chọn loại", await clerk.type("5")))
    found.append(Shown("khác mức điểm: lý do", await clerk.press("B")))
    found.append(Shown("thiếu ảnh", await clerk.type("Còn một buổi đi muộn.")))
    one = await house.form_of(CLEANER)
    found.append(
        Shown("gửi khi chưa có ảnh", await clerk.act("paper.submit", one.id, one.version))
    )
    word = Upload(kind="file", name="phieu.docx", mime="application/msword", content=b"PK")
    found.append(Shown("không phải ảnh", await clerk.give(word)))
    found.append(Shown("có ảnh: xác nhận", await clerk.give(page(1))))
    found.append(Shown("trang thứ hai", await clerk.give(page(2))))
    found.append(Shown("về tổng hợp", await clerk.press("Quay lại")))
    found.append(Shown("ghi chú trên phiếu", await clerk.press("Ghi chú trên phiếu")))
    found.append(Shown("ghi chú chưa rõ mục", await clerk.type("đã học đủ")))
    found.append(Shown("đã ghi chú", await clerk.type("1.3: tận tụy, đúng giờ")))
    found.append(Shown("ý kiến phần II", await clerk.type("II: còn thiếu việc dọn hội trường")))
    await clerk.press("Tổng hợp")
    found.append(Shown("bỏ phiếu: hỏi lại", await clerk.press("Bỏ phiếu đang nhập")))
    await clerk.press("Quay lại")
    found.append(Shown("xác nhận", await clerk.press("Gửi thay")))
    found.append(Shown("đã gửi, biên nhận", await clerk.press("Gửi thay")))
    found.append(Shown("nhập lần nữa", await clerk.type(code)))
    found.append(Shown("phiếu không còn mở được", await clerk.act("paper.sum", one.id)))
    return found


async def paper_of_a_leader(house: House) -> list[Shown]:
    """đ and e stand on the paper of form 02; the paper is dropped in the end."""
    clerk = await with_clerk(house)
    await clerk.type(f"/phieugiay {papercode.write(DEPUTY, OCTOBER)}")
    found = [Shown("nhóm đầu Mẫu 02", clerk.screen)]
    for _ in range(5):
        await clerk.press("Điểm tối đa cả nhóm")
    found.append(Shown("đ trên phiếu", clerk.screen))
    found.append(Shown("đ chưa rõ", await clerk.type("tốt")))
    found.append(Shown("e trên phiếu", await clerk.type("100; 12/12 nhiệm vụ đúng hạn.")))
    found.append(Shown("tổng hợp", await clerk.type("100% Nội bộ đoàn kết.")))
    await clerk.press("Bỏ phiếu đang nhập")
    found.append(Shown("đã bỏ", await clerk.press("🗑 Bỏ")))
    return found


async def paper_reading(house: House) -> list[Shown]:
    """What subject, commenter and decider see; the return and the withdrawal."""
    clerk = await with_clerk(house)
    await typed_in(clerk)
    cleaner = await house.talk(CLEANER)
    await clerk.press("A")
    if clerk.screen.ask is not None:
        await clerk.type("Theo phiếu.")
    await clerk.press("Gửi thay")
    one = await house.form_of(CLEANER)
    found = await _told(house, CLEANER, DEPUTY)
    found.append(Shown("người được nhập thay xem phiếu", await cleaner.act("mine", one.id)))
    found.append(Shown("xem ảnh phiếu", await cleaner.press("Ảnh phiếu giấy")))
    deputy = await house.talk(DEPUTY)
    found.append(Shown("người nhận xét", await deputy.act("comment.form", one.id)))
    found.append(Shown("người nhận xét mở ảnh", await deputy.press("Ảnh phiếu giấy")))
    await deputy.press("Trả lại")
    await deputy.type("Phiếu thiếu chữ ký.")
    found += await _told(house, CLERK)
    await clerk.act("paper.open", CLEANER)
    found.append(Shown("nhập lại phiếu bị trả", clerk.screen))
    await typed_in(clerk)
    await clerk.press("B")
    if clerk.screen.ask is not None:
        await clerk.type("Theo phiếu.")
    await clerk.press("Gửi thay")
    house.clock.now += timedelta(hours=1)
    one = await house.form_of(CLEANER)
    await cleaner.act("mine.withdraw", one.id, one.version)
    found += await _told(house, CLERK)
    await typed_in(clerk)
    await clerk.press("B")
    if clerk.screen.ask is not None:
        await clerk.type("Theo phiếu.")
    await clerk.press("Gửi thay")
    await deputy.act("comment.form", one.id)
    await deputy.press("👍 Nhất trí")
    head = await house.talk(HEAD)
    house.clock.now = october(26)
    await house.ward.tick()
    found.append(Shown("người quyết định", await head.act("decide.form", one.id)))
    found.append(Shown("người quyết định mở ảnh", await head.press("Ảnh phiếu giấy")))
    found.append(Shown("hết hạn nộp", await clerk.type("/phieugiay")))
    found.append(Shown("hết hạn nộp: chọn người", await clerk.act("paper.open", "P006")))
    return found


async def _told(house: House, *people: str) -> list[Shown]:
    found = []
    for person in people:
        await house.talk(person)
        found += [
            Shown(f"tin báo {notice.kind} → {notice.recipient}", shown)
            for notice, shown in await house.told(person)
            if notice.kind.startswith(("paper.", "form."))
        ]
    return found
