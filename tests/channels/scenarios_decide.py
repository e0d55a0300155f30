"""The decider, leaders, closings. Nothing of ours is imported."""

from __future__ import annotations

from tests.channels.moves import at, band_in, home, open_comment, open_decision, send
from tests.channels.phone import Phone, Ward


async def a_decision_is_changed_undone_made_again_and_told_after_ten_minutes(ward: Ward) -> None:
    lan, hoa, thi = await ward.phone("P086"), await ward.phone("P085"), await ward.phone("P087")
    await open_comment(lan, "Dương Thị Thảo")
    await lan.press("👍 Nhất trí")
    assert "đã có nhận xét" in await thi.told()
    assert "Dương Thị Thảo (mẫu) · 99,5" in await hoa.told()
    await open_decision(hoa, "Dương Thị Thảo")
    await hoa.press("🔢 Sửa điểm")
    await hoa.type("1.1=1,5")
    await hoa.press("◀ Về phiếu")
    assert "Điểm sửa: 1.1: 2 → 1,5" in await hoa.see()
    await hoa.press("➖ Điểm trừ")
    await hoa.press("1.2")
    await hoa.type("0,5; đi làm muộn 3 lần")
    assert "Cần đủ ba phần: số điểm; vi phạm; văn bản." in await hoa.see()
    await hoa.type("0,5; đi làm muộn 3 lần; biên bản số 12/BB")
    assert "Điểm trừ 1.2: −0,5 (đi làm muộn 3 lần; biên bản số 12/BB)" in await hoa.see()
    await hoa.press("🏷 Xếp loại thấp hơn")
    await hoa.press("B")
    await hoa.type("Để xảy ra đi làm muộn nhiều lần.")
    assert "Xếp loại: B" in await hoa.see()
    assert "Lý do: Để xảy ra đi làm muộn nhiều lần." in await hoa.see()
    await hoa.press("✅ Quyết định loại B")
    assert "loại B. Hoàn tác được trong 10 phút." in await hoa.see()
    await hoa.press("↩️ Hoàn tác")
    assert "Người được đánh giá chưa được báo." in await hoa.see()
    await hoa.press("✅ Quyết định loại")
    assert await thi.told() == ""
    await ward.move(at(22, 8, 37))
    assert await thi.told() == ""
    await home(thi)
    await thi.press("📄 Phiếu tháng 10/2026 của tôi")
    assert "Kết quả: loại" not in await thi.see()
    assert "↩️ Hoàn tác" in " ".join(await _home_labels(hoa))
    await ward.move(at(22, 8, 50))
    assert "Kết quả tháng 10/2026 của đồng chí: loại" in await thi.told()
    assert "↩️ Hoàn tác" not in " ".join(await _home_labels(hoa))
    await home(thi)
    await thi.press("📄 Phiếu tháng 10/2026 của tôi")
    assert "Kết quả: loại" in await thi.see()
    assert "Tổng điểm được quyết định: " in await thi.see()


async def a_class_above_the_band_is_never_offered(ward: Ward) -> None:
    nam = await ward.phone("P094")
    await open_decision(nam, "Lê Hải Việt (mẫu) · 89,45 · tự nhận B")
    await nam.press("🏷 Xếp loại thấp hơn")
    assert await nam.labels() == ["B", "C", "D", "◀ Quay lại"]


async def who_comments_and_decides_does_both_on_one_screen_in_two_lines(ward: Ward) -> None:
    nam = await ward.phone("P094")
    await open_decision(nam, "Lê Hải Việt")
    assert "Đồng chí nhận xét và quyết định (hai việc được ghi riêng)." in await nam.see()
    await nam.press("✏️ Viết nhận xét rồi quyết định loại B")
    await nam.type("Hoàn thành tốt nhiệm vụ được giao.")
    assert "Đã quyết định Lê Hải Việt (mẫu): loại B." in await nam.see()
    acts = [what for who, what in await ward.audit() if who == "P094" and what != "read"]
    assert acts[-2:] == ["comment", "decide"]


async def a_leader_proposes_two_terms_and_the_head_overrides_open_reports(ward: Ward) -> None:
    thao, lan = await ward.phone("P059"), await ward.phone("P058")
    await home(thao)
    await thao.press("✍️")
    await thao.press("↺ Như tháng trước")
    while "Tổng hợp ▶" not in await thao.labels():
        await thao.press("Nhóm sau ▶")
    await thao.press("Tổng hợp ▶")
    await _ground(thao, "100%", "đ · ", "Đơn vị hoàn thành 12/12 nhiệm vụ.")
    await _ground(thao, "50%", "e · ", "Có một phản ánh đã giải quyết.")
    while "cần một câu giải trình" in (await thao.see()).casefold().splitlines()[0]:
        await thao.press(next(one for one in await thao.labels() if one[:1].isdigit()))
        await thao.type("Đã khắc phục trong tháng.")
        await thao.press("🧾 Tổng hợp")
    assert "Tổng (dự kiến): " in await thao.see()
    await send(thao)
    assert "Tổng (dự kiến): " in await thao.see()
    assert "3 phiếu chờ đồng chí nhận xét." in await home(thao)
    assert "quyết định" not in await thao.see()
    assert "Có phiếu chờ đồng chí nhận xét và quyết định." in await lan.told()
    await open_decision(lan, "Đặng Quang Thảo")
    card = await lan.see()
    assert "đ: tự đề xuất 100% – Đơn vị hoàn thành 12/12 nhiệm vụ." in card
    assert "e: tự đề xuất 50% – Có một phản ánh đã giải quyết." in card
    assert "d = 100%" in card
    assert "Chưa có quyết định: " in card
    assert "Hoàng Thu Nga (mẫu)" in card
    assert "⚠️ Còn người trực tiếp quản lý chưa được quyết định" in card
    for key in ("đ", "e"):
        await lan.press(f"{key}: 100% hoặc 50%")
        await lan.press("100%")
        await lan.type("Theo kết quả kiểm tra tháng 10.")
    await lan.press("✏️ Ghi lý do để quyết định")
    await lan.type("Cần kết quả sớm; các phiếu còn lại không ảnh hưởng.")
    await lan.press("✅ Nhất trí · quyết định loại")
    assert "Đã quyết định Đặng Quang Thảo (mẫu): loại" in await lan.see()
    acts = [what for who, what in await ward.audit() if who == "P058" and what != "read"]
    assert acts[-2:] == ["comment", "decide"]


async def who_missed_the_24th_sends_late_and_is_marked(ward: Ward) -> None:
    nga = await ward.phone("P061")
    await home(nga)
    await ward.move(at(25, 0, 20))
    assert "Đã quá hạn tự chấm; còn nhận phiếu nộp muộn" in await home(nga)
    await nga.press("✍️")
    await nga.press("☰ Cả nhóm")
    assert "Nộp muộn: 1 giờ." in await nga.see()
    for _ in range(3):
        await nga.press("⭐ Điểm tối đa cả nhóm")
    await send(nga)
    assert "Nộp muộn: 1 giờ." in await nga.see()
    thao = await ward.phone("P059")
    await open_comment(thao, "Hoàng Thu Nga")
    assert "Nộp muộn: 1 giờ." in await thao.see()


async def a_form_that_never_came_is_decided_with_a_reason(ward: Ward) -> None:
    nam = await ward.phone("P094")
    await ward.move(at(26, 0, 5))
    await open_decision(nam, "Ngô Minh Hùng (mẫu) · không có phiếu")
    assert "Đồng chí cho điểm 13 mục còn trống trước khi quyết định." in await nam.see()
    assert "⚠️ Không có phiếu tự đánh giá." in await nam.see()
    await nam.press("🔢 Sửa điểm")
    for _ in range(3):
        await nam.press("⭐ Điểm tối đa cả nhóm")
    await nam.press("◀ Về phiếu")
    band = band_in(await nam.see())
    assert f"✅ Quyết định loại {band}" not in await nam.labels()
    await nam.press("✏️ Ghi lý do để quyết định")
    await nam.type("Đi công tác dài ngày, không gửi kịp.")
    await nam.press(f"✅ Quyết định loại {band}")
    assert f"Đã quyết định Ngô Minh Hùng (mẫu): loại {band}." in await nam.see()
    hung = await ward.phone("P096")
    assert "✍️" not in " ".join(await _home_labels(hung))


async def a_form_nobody_commented_reaches_the_decider_with_a_mark(ward: Ward) -> None:
    lan = await ward.phone("P086")
    assert "1 phiếu chờ đồng chí nhận xét." in await home(lan)
    await ward.move(at(26, 0, 5))
    assert "nhận xét" not in await home(lan)
    an = await ward.phone("P085")
    await open_decision(an, "Dương Thị Thảo")
    assert "⚠️ Chưa có ý kiến nhận xét." in await an.see()
    await an.press("✅ Quyết định loại A")
    assert "Đã quyết định Dương Thị Thảo (mẫu): loại A." in await an.see()


async def a_month_can_be_left_without_a_class_for_a_reason(ward: Ward) -> None:
    nam, viet = await ward.phone("P094"), await ward.phone("P095")
    await open_decision(nam, "Lê Hải Việt")
    await nam.press("🚫 Không xếp loại")
    await nam.type("Nghỉ ốm cả tháng.")
    assert "Đã ghi Lê Hải Việt (mẫu): Không xếp loại." in await nam.see()
    await ward.move(at(22, 8, 45))
    news = await viet.told()
    assert "Tháng 10/2026: đồng chí được ghi Không xếp loại." in news
    assert "Lý do: Nghỉ ốm cả tháng." in news


async def _home_labels(phone: Phone) -> list[str]:
    await home(phone)
    return await phone.labels()


async def _ground(phone: Phone, share: str, term: str, sentence: str) -> None:
    assert (await phone.see()).startswith(term)
    await phone.press(share)
    await phone.type(sentence)


SCENARIOS = (
    a_decision_is_changed_undone_made_again_and_told_after_ten_minutes,
    a_class_above_the_band_is_never_offered,
    who_comments_and_decides_does_both_on_one_screen_in_two_lines,
    a_leader_proposes_two_terms_and_the_head_overrides_open_reports,
    who_missed_the_24th_sends_late_and_is_marked,
    a_form_that_never_came_is_decided_with_a_reason,
    a_form_nobody_commented_reaches_the_decider_with_a_mark,
    a_month_can_be_left_without_a_class_for_a_reason,
)
