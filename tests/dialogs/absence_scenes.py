"""Days off: asked by tapping or in one line, answered, ended early; the clerk; presence."""

from __future__ import annotations

from datetime import date

from core import absence
from core.absence import Absence
from core.usecases import absences
from tests.dialogs import ways
from tests.dialogs.talk import CHANNEL, House, Shown, october

STAFF, OTHER, DEPUTY, HEAD = "P061", "P062", "P059", "P058"


async def days_off(house: House) -> list[Shown]:
    talk = await house.talk(STAFF)
    found = [Shown("xin nghỉ", await talk.type("/nghi"))]
    found.append(Shown("từ ngày nào", await talk.press("Phép, việc riêng")))
    found.append(Shown("ngày không có", await talk.type("31/11")))
    found.append(Shown("nghỉ nửa ngày", await talk.type("sáng mai")))
    found.append(Shown("đến ngày nào", await talk.press("T2 26/10")))
    found.append(Shown("ngày cuối trước ngày đầu", await talk.type("23/10")))
    found.append(Shown("kiểm tra", await talk.press("T4 28/10")))
    found.append(Shown("đổi ngày bằng cách gõ", await talk.type("26/10 - 29/10")))
    found.append(Shown("có lý do và văn bản", await talk.type("về quê; 12/ĐN")))
    found.append(Shown("đã gửi", await talk.press("Gửi đơn")))
    found.append(Shown("danh sách của tôi", await talk.type("/nghi")))
    found.append(Shown("trùng ngày", await talk.type("học nghị quyết 28/10 - 30/10")))
    found.append(Shown("xem đơn", await talk.press("26/10–29/10")))
    found.append(Shown("đã rút", await talk.press("Rút đơn")))
    return found


async def days_off_in_a_line(house: House) -> list[Shown]:
    talk = await house.talk(STAFF)
    found = [Shown("thai sản", await talk.type("/nghi thai sản từ 1/5 đến 31/10"))]
    found.append(Shown("chỉ có loại", await talk.type("/nghi ốm")))
    found.append(Shown("chưa rõ loại", await talk.type("/nghi đưa con đi thi 26/10 - 27/10")))
    found.append(Shown("đã chọn loại", await talk.press("Phép, việc riêng")))
    found.append(Shown("không hiểu", await talk.type("/nghi sớm nhất có thể")))
    found.append(Shown("tháng đã khóa", await talk.type("/nghi ốm 21/9 - 24/9")))
    found.append(Shown("quá xa", await talk.type("/nghi đào tạo 1/12/2027")))
    found.append(Shown("quá dài", await talk.type("/nghi biệt phái từ 1/11/2026 đến 31/12/2027")))
    found.append(Shown("đầu tháng này, ghi muộn", await talk.type("/nghi ốm 12/10 - 13/10")))
    own = await house.talk("P042")
    found.append(Shown("Mẫu 01: không phải chờ duyệt", await own.type("/nghi phép 26/10")))
    found.append(Shown("Mẫu 01: đã ghi", await own.press("Ghi nghỉ")))
    return found


async def answering_days_off(house: House) -> list[Shown]:
    one = await asked(house, STAFF, date(2026, 10, 26), date(2026, 10, 30))
    head, deputy = await house.talk(HEAD), await house.talk(DEPUTY)
    staff, other = await house.talk(STAFF), await house.talk(OTHER)
    found = [Shown(f"tin báo cho {HEAD}", shown) for _, shown in await house.told(HEAD)]
    found.append(Shown("việc của tôi", await head.type("/viec")))
    found.append(Shown("một đơn", await head.press("Đơn nghỉ chờ duyệt")))
    await asked(house, OTHER, date(2026, 11, 2), date(2026, 11, 2), absence.TRAINING)
    found.append(Shown("đã duyệt, đơn sau", await head.press("Duyệt")))
    found.append(Shown("không duyệt", await head.press("Không duyệt")))
    found.append(Shown("thiếu lý do", await head.type(" ")))
    found.append(Shown("đã trả lời", await head.type("Đang đợt cao điểm.")))
    for person in (STAFF, DEPUTY, OTHER):
        told = await house.told(person)
        found += [
            Shown(f"tin báo cho {person}", shown)
            for notice, shown in told
            if notice.kind.startswith("absence.")
        ]
    found.append(Shown("người nghỉ xem đơn", await staff.act("absence.card", one.id)))
    found.append(Shown("cấp phó phụ trách xem", await deputy.act("absence.card", one.id)))
    found.append(Shown("người khác xem", await other.act("absence.card", one.id)))
    house.clock.now = october(28)
    await head.type("/viec")
    found.append(Shown("thủ trưởng mở lại", await head.act("absence.card", one.id)))
    found.append(Shown("kết thúc sớm", await head.press("Kết thúc sớm")))
    found.append(Shown("ngày ngoài đợt nghỉ", await head.type("2/11")))
    found.append(Shown("lý do", await head.press("T3 27/10")))
    found.append(Shown("đã kết thúc sớm", await head.type("Đã đi làm trở lại.")))
    found.append(Shown("hủy", await head.press("Hủy đợt nghỉ")))
    found.append(Shown("đã hủy", await head.type("Hoãn chuyến đi.")))
    for _, shown in await house.told(STAFF):
        found.append(Shown("tin báo đã hủy", shown))
    return found


async def several_days_off(house: House) -> list[Shown]:
    for place, person in enumerate((STAFF, OTHER, "P063"), 22):
        await asked(house, person, date(2026, 10, place), date(2026, 10, 30))
    head = await house.talk(HEAD)
    await head.type("/viec")
    found = [Shown("danh sách chờ duyệt", await head.press("Đơn nghỉ chờ duyệt"))]
    found.append(Shown("còn việc đến hạn trong thời gian nghỉ", await head.press("Hoàng Thu Nga")))
    found.append(Shown("nghỉ của đơn vị", await head.act("absence.unit", "PKT")))
    return found


async def unit_clerk(house: House) -> list[Shown]:
    head, clerk = await house.talk(HEAD), await house.talk(STAFF)
    found = [Shown("chưa có người nhập liệu", await head.act("clerk.list", "PKT"))]
    found.append(Shown("chọn người", await head.press("Giao người nhập liệu")))
    found.append(Shown("tìm: nhiều người", await head.type("ng")))
    found.append(Shown("tìm: không có", await head.type("zzz")))
    found.append(Shown("tìm: không dấu", await head.type("hoang thu")))
    found.append(Shown("đã giao", await head.press("Hoàng Thu Nga")))
    for notice, shown in await house.told(STAFF):
        if notice.kind.startswith("clerk."):
            found.append(Shown("tin báo cho người nhập liệu", shown))
    found.append(Shown("người nhập liệu: xin nghỉ", await clerk.type("/nghi")))
    found.append(Shown("nghỉ của đơn vị", await clerk.press("Nghỉ của đơn vị")))
    found.append(Shown("ghi cho ai", await clerk.press("Ghi nghỉ cho người khác")))
    found.append(Shown("tìm thấy một người", await clerk.type("hai yen")))
    found.append(Shown("kiểm tra", await clerk.type("thai sản từ 1/11 đến 30/4; giấy hẹn sinh")))
    found.append(Shown("đã gửi", await clerk.press("Gửi đơn")))
    other = await house.talk(OTHER)
    for notice, shown in await house.told(OTHER):
        if notice.kind.startswith("absence."):
            found.append(Shown("tin báo cho người nghỉ", shown))
    found.append(Shown("người nghỉ: không đúng, rút", await other.type("/nghi")))
    found.append(Shown("đơn vị có một đơn", await clerk.act("absence.unit", "PKT")))
    found.append(Shown("không phải đơn vị mình", await clerk.act("absence.unit", "TTHCC")))
    found.append(Shown("thôi giao: hỏi lại", await head.act("clerk.end", "PKT", STAFF)))
    found.append(Shown("đã thôi giao", await head.press("Thôi giao")))
    for notice, shown in await house.told(STAFF):
        if notice.kind.startswith("clerk."):
            found.append(Shown("tin báo thôi giao", shown))
    found.append(Shown("không còn quyền", await clerk.act("absence.unit", "PKT")))
    return found


async def half_a_month(house: House) -> list[Shown]:
    """There on 10 of 21 days, then on none."""
    await noted(house, STAFF, date(2026, 10, 9), date(2026, 10, 23))
    talk = await ways.send_at_maximum(house, STAFF)
    one = await house.form_of(STAFF)
    await talk.press("Rút phiếu")
    found = [Shown("tổng hợp của người nghỉ", await talk.press("Rút phiếu"))]
    await ways.send(talk)
    await noted(house, "P065", date(2026, 10, 5), date(2026, 10, 7))
    other = await ways.send_at_maximum(house, "P065")
    other_one = await house.form_of("P065")
    await other.act("mine.withdraw-ask", other_one.id, other_one.version)
    found.append(Shown("nghỉ ba ngày: chỉ là thông tin", await other.press("Rút phiếu")))
    commenter = await house.talk(DEPUTY)
    await commenter.act("comment.form", one.id)
    await commenter.press("👍 Nhất trí")
    head = await house.talk(HEAD)
    found.append(Shown("người quyết định", await head.act("decide.form", one.id)))
    found.append(Shown("xếp loại thấp hơn", await head.press("Xếp loại thấp hơn")))
    current = await house.form_of(STAFF)
    above = await head.act("decide.class-set", one.id, current.version, "B")
    found.append(Shown("loại quá mức có mặt", above))
    await head.act("decide.form", one.id)
    found.append(Shown("đã quyết định", await head.press("✅ Quyết định")))
    house.clock.now = october(22, 9)
    found.append(Shown("kết quả của người nghỉ", await talk.act("mine", one.id)))
    for notice, shown in await house.told(STAFF):
        if notice.kind == "form.decided":
            found.append(Shown("tin báo kết quả", shown))
    return found


async def nobody_there(house: House) -> list[Shown]:
    await noted(house, STAFF, date(2026, 9, 25), date(2026, 12, 31), absence.MATERNITY)
    talk = await house.talk(STAFF)
    await talk.type("/viec")
    await talk.press("Chấm điểm")
    one = await house.form_of(STAFF)
    found = [Shown("tổng hợp của người nghỉ cả kỳ", await talk.act("score.summary", one.id))]
    house.clock.now = october(26)
    await house.ward.tick()
    head = await house.talk(HEAD)
    found.append(Shown("người quyết định", await head.act("decide.form", one.id)))
    found.append(Shown("không xếp loại", await head.press("Không xếp loại")))
    found.append(Shown("đã ghi", await head.type("Nghỉ thai sản cả kỳ.")))
    return found


async def asked(
    house: House, person: str, first: date, last: date, kind: str = absence.LEAVE
) -> Absence:
    """Sent, and it waits for the head."""
    async with house.ward.desk(person, CHANNEL) as desk:
        one = await absences.draft(desk, person, kind, first, last, reason="việc gia đình")
        return await absences.send(desk, one.id, one.version)


async def noted(
    house: House, person: str, first: date, last: date, kind: str = absence.ILLNESS
) -> Absence:
    """Entered by the head, so it counts at once."""
    async with house.ward.desk(HEAD, CHANNEL) as desk:
        one = await absences.draft(desk, person, kind, first, last)
        return await absences.send(desk, one.id, one.version)
