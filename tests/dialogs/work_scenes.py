"""Work on the phone: my tasks, what came up, acceptance, more time, causes, the forecast."""

from __future__ import annotations

from datetime import timedelta

from bot.dialogs.screen import Upload
from tests.dialogs.talk import House, Shown, Talk, october

PERSON, LEADER, DECIDER = "P061", "P059", "P058"
PHOTO = Upload("photo", "bien-ban.jpg", "image/jpeg", b"\xff\xd8 a signed minute", "")


async def my_work(house: House) -> list[Shown]:
    talk = await house.talk(PERSON)
    await talk.type("/viec")
    found = [Shown("việc của tôi", await talk.press("Nhiệm vụ của tôi"))]
    found.append(Shown("dự kiến tháng này, vì sao", await talk.press("Dự kiến tháng này")))
    await talk.press("Quay lại")
    found.append(Shown("một việc", await talk.press("4. ")))
    found.append(Shown("xin lùi hạn", await talk.press("Xin lùi hạn")))
    found.append(Shown("xin lùi hạn: không rõ ngày", await talk.type("sớm nhất có thể")))
    found.append(Shown("đã xin lùi hạn", await talk.type("28/10; chờ số liệu của đội quản lý")))
    found.append(Shown("gửi minh chứng bằng đường dẫn", await talk.type("https://vi.du/bien-ban")))
    found.append(Shown("gửi minh chứng bằng ảnh", await talk.give(PHOTO)))
    found.append(Shown("xem minh chứng", await talk.press("Xem minh chứng")))
    found.append(Shown("mở minh chứng", await talk.press("📂")))
    await talk.press("Quay lại")
    found.append(Shown("đã xong hôm trước", await talk.press("Đã xong hôm trước")))
    found.append(Shown("ngày xong sau hôm nay", await talk.type("30/10")))
    found.append(Shown("đã báo xong", await talk.type("hôm qua")))
    found.append(Shown("rút lại", await talk.press("Rút lại")))
    await talk.type("/viec")
    await talk.press("Nhiệm vụ của tôi")
    await talk.press("1. ")
    found.append(Shown("xong một phần", await talk.press("Xong một phần")))
    found.append(Shown("số lượng quá lớn", await talk.type("10000")))
    found.append(Shown("đã báo một phần", await talk.press("1")))
    return found


async def unasked_photo(house: House) -> list[Shown]:
    talk = await house.talk(PERSON)
    await talk.type("/viec")
    found = [Shown("ảnh gửi tự do", await talk.give(PHOTO))]
    found.append(Shown("đã gắn vào việc", await talk.press("📎")))
    return found


async def came_up(house: House) -> list[Shown]:
    person, leader = await house.talk(PERSON), await house.talk(LEADER)
    found = [Shown("hướng dẫn", await person.type("/them"))]
    shown = await person.type("/them sắp xếp hồ sơ lưu kho, hạn 28/10, 2 hồ sơ")
    found.append(Shown("chọn danh mục", shown))
    found.append(Shown("tìm không dấu", await person.type("giay phep")))
    found.append(Shown("không thấy", await person.type("nấu cơm")))
    found.append(Shown("đã gửi duyệt", await person.press("Không có trong danh mục")))
    found.append(Shown("sửa số lượng", await person.press("Số lượng")))
    found.append(Shown("số lượng bằng không", await person.type("0")))
    found.append(Shown("đã sửa số lượng", await person.type("3")))
    found.append(Shown("sửa hạn", await person.press("Hạn")))
    found.append(Shown("đã sửa hạn", await person.type("16h thứ 2")))
    await leader.type("/viec")
    await leader.press("Duyệt, nghiệm thu")
    found.append(Shown("lãnh đạo: duyệt", await leader.press("🆕")))
    found.append(Shown("lãnh đạo: đổi danh mục", await leader.press("Danh mục")))
    await leader.press("hệ số")
    found.append(Shown("lãnh đạo: không duyệt", await leader.press("Không duyệt")))
    shown = await leader.type("Việc này đã giao cho bộ phận khác.")
    found.append(Shown("lãnh đạo: đã trả lời", shown))
    await person.type("/viec")
    await person.press("Nhiệm vụ của tôi")
    found.append(Shown("người làm: không được duyệt", await person.press("Sắp xếp")))
    shown = await person.type("/them trực hội nghị hôm qua")
    found.append(Shown("ngày đã qua: hỏi lại", shown))
    return found


async def accepting(house: House) -> list[Shown]:
    person, leader, decider = [await house.talk(code) for code in (PERSON, LEADER, DECIDER)]
    await person.type("/viec")
    await person.press("Nhiệm vụ của tôi")
    await person.press("✅ Xong việc 1")
    await leader.type("/viec")
    found = [Shown("danh sách chờ", await leader.press("Duyệt, nghiệm thu"))]
    found.append(Shown("nghiệm thu", await leader.press("✔️")))
    found.append(Shown("sửa ngày xong", await leader.press("Sửa ngày xong")))
    found.append(Shown("ngày xong của lãnh đạo", await leader.press("T6 16/10")))
    found.append(Shown("đạt một phần", await leader.press("Đạt một phần")))
    found.append(Shown("lý do phần còn lại", await leader.press("1")))
    found.append(Shown("sai sót lớn", await leader.press("☐ Sai sót lớn")))
    found.append(Shown("đã nghiệm thu một phần", await leader.type("Sai số liệu mục 2.")))
    await person.type("/viec")
    await person.press("Nhiệm vụ của tôi")
    found.append(Shown("người làm: phải làm tiếp", await person.press("Tờ trình")))
    found.append(Shown("chọn lần xin khách quan", await person.press("Xin xác nhận khách quan")))
    await person.press("Lần 2")
    found.append(Shown("gửi tệp trước", await person.give(PHOTO)))
    found.append(Shown("đã xin", await person.type("Mất điện cả ngày 16/10.")))
    await decider.type("/viec")
    await decider.press("Duyệt, nghiệm thu")
    found.append(Shown("cấp quyết định: khách quan", await decider.press("⚖️")))
    found.append(Shown("đã xác nhận", await decider.press("Xác nhận, không trừ")))
    return found


async def leading(house: House) -> list[Shown]:
    leader = await house.talk(LEADER)
    await leader.type("/viec")
    found = [Shown("những người phụ trách", await leader.press("Việc của đơn vị"))]
    found.append(Shown("tìm theo tên", await leader.type("mai")))
    await leader.act("team.list", 0)
    found.append(Shown("một người", await leader.press("Hoàng Thu Nga")))
    found.append(Shown("vì sao", await leader.press("Vì sao")))
    await leader.press("Quay lại")
    found.append(Shown("giao việc", await leader.press("Giao việc")))
    found.append(Shown("thiếu ngày", await leader.type("kiểm tra kho")))
    found.append(Shown("đã giao", await leader.type("kiểm tra kho lưu trữ, hạn 23/10")))
    found.append(Shown("đổi hạn", await leader.press("Đổi hạn")))
    found.append(Shown("đã đổi hạn", await leader.type("24/10 17h; bổ sung khối lượng")))
    found.append(Shown("chuyển người", await leader.press("Chuyển người khác")))
    found.append(Shown("lý do chuyển", await leader.press("Lê Minh Khánh")))
    found.append(Shown("đã chuyển", await leader.type("Đồng chí Nga đi học từ 23/10.")))
    found.append(Shown("hủy việc", await leader.press("Hủy việc")))
    found.append(Shown("đã hủy", await leader.type("Cấp trên hoãn kiểm tra.")))
    return found


async def frozen(house: House) -> list[Shown]:
    """After the closings: nothing to hand in; the leader until the comment step, then the
    decider with a reason.
    """
    person, leader, decider = [await house.talk(code) for code in (PERSON, LEADER, DECIDER)]
    await person.type("/viec")
    await person.press("Nhiệm vụ của tôi")
    await person.press("✅ Xong việc 1")
    await person.press("✅ Xong việc 1")
    await person.press("4. ")
    task = person.screen.at.args[0]
    house.clock.now = october(25, 9)
    await house.ward.tick()
    found = [Shown("người làm: việc đã chốt", await person.act("work.item", task))]
    await leader.type("/viec")
    await leader.press("Duyệt, nghiệm thu")
    await leader.press("✔️")
    found.append(Shown("lãnh đạo: còn nghiệm thu được", await leader.press("✅ Đạt")))
    house.clock.now = october(26, 9)
    await house.ward.tick()
    found.append(Shown("lãnh đạo: hết quyền", await leader.press("✅ Đạt")))
    await decider.act("team.month", PERSON, "2026-10", 0)
    await decider.press("Thẩm định hồ sơ")
    await decider.press("Nghiệm thu")
    found.append(Shown("cấp quyết định: lý do", await decider.press("✅ Đạt")))
    shown = await decider.type("Đã hoàn thành ngày 22/10, lãnh đạo đi vắng.")
    found.append(Shown("cấp quyết định: đã nghiệm thu", shown))
    return found


async def morning(house: House) -> list[Shown]:
    """What is delivered at seven o'clock to the person and to a leader who did not answer."""
    person = await house.talk(PERSON)
    await house.talk(LEADER)
    await person.type("/viec")
    await person.press("Nhiệm vụ của tôi")
    await person.press("✅ Xong việc 1")
    house.clock.now = october(27, 7, 1)
    await house.ward.tick()
    return [
        Shown(f"{notice.recipient}: {notice.kind}", screen)
        for notice, screen in await house.told(PERSON, LEADER)
    ]


async def told_of_work(house: House) -> list[Shown]:
    """Every notice about work, as its recipient reads it."""
    person, leader = await house.talk(PERSON), await house.talk(LEADER)
    await house.talk(DECIDER)
    await _handed_in(person)
    found = await _read(house, LEADER)
    await leader.type("/viec")
    await leader.press("Duyệt, nghiệm thu")
    await leader.press("✔️")
    await leader.press("Chưa đạt")
    await leader.press("☐ Sai sót lớn")
    await leader.type("Sai thẩm quyền ký.")
    found += await _read(house, PERSON)
    await person.type("/them việc gấp của đoàn kiểm tra, hạn 23/10")
    await person.press("Không có trong danh mục")
    found += await _read(house, LEADER)
    await leader.type("/viec")
    await leader.press("Duyệt, nghiệm thu")
    await leader.press("🆕")
    await leader.press("✅ Duyệt")
    found += await _read(house, PERSON)
    await person.type("/viec")
    await person.press("Nhiệm vụ của tôi")
    await person.press("Việc gấp")
    await person.press("Xin lùi hạn")
    await person.type("24/10 chờ đoàn kiểm tra trả lời")
    found += await _read(house, LEADER)
    house.clock.now = october(25, 0) + timedelta(minutes=1)
    await house.ward.tick()
    return found + await _read(house, PERSON, LEADER)


async def _handed_in(person: Talk) -> None:
    await person.type("/viec")
    await person.press("Nhiệm vụ của tôi")
    await person.press("✅ Xong việc 1")


async def _read(house: House, *people: str) -> list[Shown]:
    return [
        Shown(f"{notice.recipient}: {notice.kind}", screen)
        for notice, screen in await house.told(*people)
    ]
