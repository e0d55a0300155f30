"""The weekly schedule on the phone: written, pasted, approved, amended, told."""

from __future__ import annotations

from datetime import timedelta

from core.usecases import scheduling
from core.usecases.desk import SYSTEM
from tests.dialogs.talk import CHANNEL, House, Shown, Talk, october

PERSON, LEADER, MATE = "P061", "P059", "P065"
MONDAY = october(26, 7, 30)
PASTE = """LỊCH CÔNG TÁC TUẦN 43
Kính gửi đồng chí Phó Trưởng phòng,
Thứ Năm 22/10:
- Sáng: 8h họp giao ban phòng
- Chiều: tiếp công dân tại bộ phận một cửa
Thứ Sáu 23/10:
- 7h30 kiểm tra công trình tuyến Quang Trung
- Góp ý đồ án quy hoạch phân khu, 2 sp
- Báo cáo rà soát công trình xây dựng sai phép trên địa bàn
- họp 3h với chủ đầu tư
Thứ Bảy 24/10: trực cơ quan
Thứ Hai 26/10: họp chi bộ
31/2 kiểm tra ngõ 5"""


async def push(house: House, *people: str) -> None:
    """The morning's card of the week."""
    async with house.ward.desk(SYSTEM, CHANNEL) as desk:
        await scheduling.due_cards(desk, people)


async def week_writing(house: House) -> list[Shown]:
    talk = await house.talk(PERSON)
    await talk.type("/viec")
    found = [Shown("lịch tuần điền sẵn", await talk.press("Lịch tuần"))]
    found.append(Shown("từ danh mục", await talk.press("Từ danh mục")))
    found.append(Shown("danh mục, trang sau", await talk.press("Trang sau")))
    found.append(Shown("tìm không dấu", await talk.type("via he")))
    found.append(Shown("không thấy", await talk.type("nấu cơm")))
    await talk.type("bao cao")
    found.append(Shown("tìm, trang sau", await talk.press("Trang sau")))
    await talk.type("via he")
    found.append(Shown("số lượng", await talk.press("Biên bản kiểm tra vỉa hè")))
    found.append(Shown("số lượng bằng không", await talk.type("0")))
    found.append(Shown("ngày", await talk.type("2")))
    found.append(Shown("đã thêm từ danh mục", await talk.press("T6 23/10")))
    found.append(Shown("bỏ dòng vừa thêm", await talk.press("Bỏ dòng vừa thêm")))
    found.append(Shown("gõ một dòng", await talk.type("thứ 6 14h họp tổ dân phố 5")))
    found.append(Shown("gõ hai lần", await talk.type("thứ 6 14h họp tổ dân phố 5")))
    found.append(
        Shown(
            "gõ việc có trong danh mục",
            await talk.type("góp ý đồ án quy hoạch phân khu hạn 24/10"),
        )
    )
    found.append(Shown("gõ lời chào", await talk.type("Kính gửi các đồng chí")))
    found.append(Shown("gõ số dòng không có", await talk.type("99")))
    await talk.type("1")
    found.append(Shown("một dòng quá hạn còn lại", talk.screen))
    await talk.press("Lịch tuần")
    await talk.type("4")
    found.append(Shown("một dòng việc được giao", talk.screen))
    found.append(Shown("gõ hạn cho việc được giao", await talk.type("báo cáo hạn 25/10")))
    await talk.press("Lịch tuần")
    found.append(Shown("một dòng chỉ ghi lịch", await talk.type("5")))
    found.append(Shown("gắn danh mục", await talk.press("Danh mục")))
    await talk.press("Quay lại")
    found.append(Shown("đổi ngày", await talk.press("Đổi ngày")))
    found.append(Shown("đã đổi ngày", await talk.press("T7 24/10")))
    await talk.press("Sửa dòng này") if _has(talk, "Sửa dòng này") else await talk.type("5")
    found.append(Shown("buổi", await talk.press("Buổi")))
    await talk.press("Chiều")
    await talk.type("6")
    found.append(Shown("hạn", await talk.press("Hạn")))
    found.append(Shown("hạn không rõ", await talk.type("sớm nhất")))
    found.append(Shown("hạn đã qua", await talk.type("7h sáng nay")))
    found.append(Shown("đã đặt hạn", await talk.type("16h thứ 7")))
    await talk.type("6")
    found.append(Shown("lặp lại hằng tuần", await talk.press("Lặp lại")))
    await talk.press("Lịch tuần")
    found.append(Shown("chép tuần trước không có", await talk.press("Chép tuần trước")))
    found.append(Shown("tuần sau", await talk.press("Tuần sau")))
    await talk.press("Tuần trước")
    found.append(Shown("tuần trước", await talk.press("Tuần trước")))
    await talk.press("Tuần sau")
    found.append(Shown("đã gửi", await talk.press("Gửi lịch tuần")))
    found.append(Shown("gõ khi đang chờ duyệt", await talk.type("thứ 7 trực")))
    found.append(Shown("một dòng khi đang chờ duyệt", await talk.type("3")))
    found.append(Shown("rút lại", await talk.press("Rút lại")))
    return found


def _has(talk: Talk, label: str) -> bool:
    return any(label in button.label for button in talk.screen.buttons)


async def week_asking(house: House) -> list[Shown]:
    talk = await house.talk(PERSON)
    await talk.type("/tuan")
    found = [Shown("không có ngày", await talk.type("kiểm tra ngõ 5"))]
    found.append(Shown("chọn ngày", await talk.press("T7 24/10")))
    found.append(Shown("giờ chưa rõ", await talk.type("họp 3h thứ 6")))
    found.append(Shown("gõ giờ", await talk.type("15h")))
    found.append(Shown("số lượng chưa rõ", await talk.type("nộp 2-3 văn bản thứ 6")))
    found.append(Shown("chọn số lượng", await talk.press("3")))
    found.append(Shown("ngày đã qua", await talk.type("họp chi bộ 21/10")))
    await talk.press("Lịch tuần")
    found.append(Shown("còn dòng cần trả lời", talk.screen))
    await talk.press("Trả lời dòng cần hỏi")
    found.append(Shown("gõ ngày", await talk.type("thứ 7")))
    said = "thứ 6 kiểm tra đột xuất công trình bị phản ánh trên iHanoi"
    shown = await talk.type("báo cáo rà soát công trình xây dựng sai phép trên địa bàn thứ 7")
    found.append(Shown("đã có trong kế hoạch?", shown))
    found.append(Shown("đúng là việc đó", await talk.press("Đúng")))
    await talk.type(said)
    found.append(Shown("việc khác", await talk.press("việc khác")))
    return found


async def week_pasting(house: House) -> list[Shown]:
    talk = await house.talk(PERSON)
    await talk.type("/tuan")
    found = [Shown("dán cả tuần", await talk.type(PASTE))]
    found.append(Shown("sửa dòng chưa rõ", await talk.press("❓ Sửa 2 dòng")))
    found.append(Shown("chọn giờ", await talk.press("15:00")))
    found.append(Shown("mở một dòng đã rõ", await talk.type("2")))
    await talk.press("Quay lại")
    found.append(Shown("bỏ bản dán?", await talk.press("Bỏ bản dán")))
    await talk.press("Quay lại")
    found.append(Shown("thêm dòng đã rõ", await talk.press("dòng đã rõ")))
    await talk.press("❓ Sửa 1 dòng")
    found.append(Shown("gõ lại dòng chưa rõ", await talk.type("thứ 7 kiểm tra ngõ 5")))
    found.append(Shown("đã thêm hết", await talk.press("dòng đã rõ")))
    found.append(Shown("đúng là việc đã giao", await talk.press("Đúng là việc đã giao")))
    found.append(Shown("trang sau", await talk.press("Trang sau")))
    long = "\n".join(f"23/10 việc của tổ {n} phố {n}" for n in range(400))
    found.append(Shown("bản dán quá dài", await talk.type(long)))
    return found


async def week_approving(house: House) -> list[Shown]:
    talk = await house.talk(PERSON)
    await talk.type("/tuan")
    await talk.type("góp ý đồ án quy hoạch phân khu hạn 23/10")
    await talk.press("Gửi lịch tuần")
    mate = await house.talk(MATE)
    await mate.type("/tuan")
    await mate.type("thứ 6 họp chi bộ")
    await mate.press("Gửi lịch tuần")
    leader = await house.talk(LEADER)
    found = [Shown("việc chờ lãnh đạo", await leader.type("/viec"))]
    found.append(Shown("danh sách chờ", await leader.press("Duyệt lịch tuần")))
    found.append(Shown("duyệt chung?", await leader.press("Duyệt chung")))
    await leader.press("Quay lại")
    found.append(Shown("một lịch", await leader.press("Hoàng Thu Nga")))
    found.append(Shown("sửa một dòng", await leader.type("5")))
    await leader.press("Số lượng")
    found.append(Shown("đã sửa số lượng", await leader.type("3")))
    found.append(Shown("trả lại", await leader.press("Trả lại")))
    found.append(Shown("lý do trống", await leader.type(" ")))
    found.append(Shown("lý do không nói gì", await leader.type("x")))
    found.append(Shown("đã trả lại", await leader.type("Bổ sung giao ban thứ Sáu.")))
    await leader.press("Danh sách chờ")
    found.append(Shown("tuần này của cấp dưới", await leader.press("cấp dưới")))
    found.append(Shown("lịch bị trả lại", await talk.type("/tuan")))
    await talk.type("thứ 6 giao ban")
    await talk.press("Gửi lịch tuần")
    await leader.type("/viec")
    await leader.press("Duyệt lịch tuần")
    await leader.press("Duyệt chung")
    found.append(Shown("đã duyệt chung", await leader.press("Duyệt tất cả")))
    found.append(Shown("lịch đã duyệt", await talk.type("/tuan")))
    return found


async def week_amending(house: House) -> list[Shown]:
    talk = await house.talk(PERSON)
    leader = await house.talk(LEADER)
    await talk.type("/tuan")
    await talk.type("góp ý đồ án quy hoạch phân khu hạn 23/10")
    await talk.type("thứ 7 trực cơ quan")
    await talk.press("Gửi lịch tuần")
    await leader.type("/viec")
    await leader.press("Duyệt lịch tuần")
    await leader.press("Hoàng Thu Nga")
    found = [Shown("đã duyệt", await leader.press("Duyệt"))]
    await talk.type("/tuan")
    await talk.type("5")
    await talk.press("Số lượng")
    found.append(Shown("điều chỉnh chưa gửi", await talk.press("2")))
    await talk.type("6")
    await talk.press("Bỏ dòng")
    found.append(Shown("ba thay đổi", await talk.type("chủ nhật trực thay đồng chí Yến")))
    found.append(Shown("đã gửi điều chỉnh", await talk.press("Gửi điều chỉnh")))
    await leader.type("/viec")
    await leader.press("Duyệt lịch tuần")
    found.append(Shown("chỉ phần thay đổi", await leader.press("Hoàng Thu Nga")))
    found.append(Shown("sửa một thay đổi", await leader.type("1")))
    await leader.press("Quay lại")
    found.append(Shown("đã duyệt điều chỉnh", await leader.press("Duyệt")))
    await talk.type("/tuan")
    await talk.type("chủ nhật họp tổ dân phố")
    found.append(Shown("bỏ điều chỉnh", await talk.press("Bỏ điều chỉnh")))
    house.clock.now = october(26)
    found.append(Shown("tuần mới", await talk.type("/tuan")))
    found.append(Shown("tuần đã qua", await talk.press("Tuần trước")))
    return found


async def week_notices(house: House) -> list[Shown]:
    talk, leader = await house.talk(PERSON), await house.talk(LEADER)
    await talk.type("/tuan")
    await talk.type("giao ban hằng tuần sáng thứ 7")
    await talk.press("Gửi lịch tuần")
    found = await _told(house, LEADER, "lịch chờ duyệt")
    await _of_person(leader)
    await leader.press("Trả lại")
    await leader.press("ghi rõ hạn")
    found += await _told(house, PERSON, "lịch bị trả lại")
    found.append(Shown("trang đầu khi bị trả lại", await talk.type("/viec")))
    await talk.press("Lịch tuần")
    await talk.type("góp ý đồ án quy hoạch phân khu hạn 24/10")
    await talk.press("Gửi lịch tuần")
    await house.told(LEADER)
    await _of_person(leader)
    await leader.type("6")
    await leader.press("Số lượng")
    await leader.press("2")
    await leader.press("Duyệt")
    found += await _told(house, PERSON, "lịch được duyệt")
    await talk.type("/tuan")
    await talk.type("chủ nhật 25/10 trực cơ quan")
    await talk.press("Gửi điều chỉnh")
    found += await _told(house, LEADER, "điều chỉnh chờ duyệt")
    house.clock.now = MONDAY
    await push(house, PERSON)
    found += await _told(house, PERSON, "đầu tuần")
    found.append(Shown("mở từ tin đầu tuần", await talk.act("week.of", "2026-W44")))
    found.append(Shown("hai chạm", await talk.press("Gửi lịch tuần")))
    return found


async def _told(house: House, person: str, name: str) -> list[Shown]:
    """What the person is told; a minute later the next thing happens."""
    shown = [
        Shown(name, screen)
        for notice, screen in await house.told(person)
        if notice.kind.startswith("week.")
    ]
    house.clock.now += timedelta(minutes=1)
    return shown


async def _of_person(leader: Talk) -> None:
    await leader.type("/viec")
    await leader.press("Duyệt lịch tuần")
    await leader.press("Hoàng Thu Nga")


async def week_of_a_leader_alone(house: House) -> list[Shown]:
    talk = await house.talk("P001")
    await talk.type("/tuan")
    await talk.type("thứ 6 họp Ban Thường vụ")
    return [Shown("tự duyệt", await talk.press("Gửi lịch tuần"))]
