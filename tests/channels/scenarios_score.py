"""The subject scores, sends, withdraws. Nothing of ours is imported."""

from __future__ import annotations

from tests.channels.moves import home, open_comment, send, send_at_maximum
from tests.channels.phone import Ward

MAXIMA = ("2", "2", "2", "2", "2", "2", "2", "1", "3", "2", "2", "3", "5")
"""Form 03, I. Tiêu chí chung, from 1.1 to 3."""


async def thirteen_presses_lead_to_a_receipt_and_the_commenter_is_told(ward: Ward) -> None:
    nga, thao = await ward.phone("P061"), await ward.phone("P059")
    assert "Chưa bắt đầu. Hạn cuối: 24 giờ ngày 24/10/2026." in await home(nga)
    await nga.press("✍️ Chấm điểm tháng 10/2026")
    assert "Tháng 10/2026 · Mẫu 03" in await nga.see()
    for place, points in enumerate(MAXIMA):
        assert f"Đã chấm {place}/13" in await nga.see()
        await nga.press(points)
    summary = await nga.see()
    assert "I. Tiêu chí chung: 30/30" in summary
    assert "Tổng: 79,92 · mức B (Hoàn thành tốt nhiệm vụ)" in summary
    assert "📨 Gửi phiếu" not in await nga.labels()
    await nga.press("B")
    assert "Người nhận xét: Đặng Quang Thảo (mẫu)" in await nga.see()
    assert "Người quyết định: Mai Xuân Lan (mẫu)" in await nga.see()
    await nga.press("✅ Xác nhận gửi")
    receipt = await nga.see()
    assert "Phiếu tháng 10/2026 đã gửi." in receipt
    assert "Biên nhận: 10-P061-" in receipt
    assert "Tiếp theo: Đặng Quang Thảo (mẫu) nhận xét" in receipt
    assert "Hoàng Thu Nga (mẫu) · 79,92 · tự nhận B" in await thao.told()


async def a_sent_form_can_be_withdrawn_until_it_is_commented(ward: Ward) -> None:
    nga, thao = await send_at_maximum(ward, "P061"), await ward.phone("P059")
    assert "4 phiếu chờ đồng chí nhận xét." in await home(thao)
    await nga.press("↩️ Rút phiếu để sửa")
    await nga.press("Rút phiếu")
    assert "Đã rút phiếu." in await nga.see()
    assert "3 phiếu chờ đồng chí nhận xét." in await home(thao)
    await nga.press("📨 Gửi phiếu")
    await nga.press("✅ Xác nhận gửi")
    await open_comment(thao, "Hoàng Thu Nga")
    await thao.press("👍 Nhất trí")
    assert "đã có nhận xét của Đặng Quang Thảo" in await nga.told()
    await home(nga)
    await nga.press("📄 Phiếu tháng 10/2026 của tôi")
    assert "↩️ Rút phiếu để sửa" not in await nga.labels()


async def points_are_typed_with_comma_or_point_and_several_at_once(ward: Ward) -> None:
    nga = await ward.phone("P061")
    await home(nga)
    await nga.press("✍️")
    await nga.type("1,5")
    assert "Đã chấm 1/13 · 1,5/30" in await nga.see()
    await nga.type("1.75")
    assert "Đã chấm 2/13 · 3,25/30" in await nga.see()
    await nga.type("1.3=2 1.4=1,5")
    assert "Đã ghi 1.3: 2; 1.4: 1,5." in await nga.see()
    assert "Đã chấm 4/13 · 6,75/30" in await nga.see()
    await nga.type("1.5=9 1.6=1,125 9.9=1")
    assert "Chưa ghi mục nào: 3 chỗ chưa đúng." in await nga.see()
    await nga.type("hai")
    assert "“hai” chưa phải là số." in await nga.see()
    await nga.type("3")
    assert "Mục 1.5 tối đa 2 điểm; đồng chí vừa cho 3." in await nga.see()
    assert "1.5 · " in await nga.see()
    assert "Đã chấm 4/13 · 6,75/30" in await nga.see()


async def cards_are_skipped_reread_annotated_and_answered_by_group(ward: Ward) -> None:
    nga = await ward.phone("P061")
    await home(nga)
    await nga.press("✍️")
    assert not [label for label in await nga.labels() if label.startswith("⭐")]
    await nga.press("Bỏ qua")
    assert (await nga.see()).startswith("1.2 · ")
    await nga.press("◀ Quay lại")
    assert (await nga.see()).startswith("1.1 · ")
    await nga.press("📖 Xem đầy đủ")
    assert len(await nga.see()) > 200
    await nga.press("◀ Quay lại")
    await nga.press("📝 Ghi chú")
    await nga.type("Đã dự đủ các buổi học nghị quyết.")
    assert "Đã lưu ghi chú mục 1.1." in await nga.see()
    assert "Ghi chú: Đã dự đủ các buổi học nghị quyết." in await nga.see()
    await nga.press("☰ Cả nhóm")
    await nga.press("1.4")
    assert (await nga.see()).startswith("1.4 · ")
    await nga.press("☰ Cả nhóm")
    assert "1.8 Gần gũi cơ sở" in await nga.see()
    await nga.press("⭐ Điểm tối đa cả nhóm")
    assert "Đã chấm 8/13 · 15/30" in await nga.see()
    await nga.press("⭐ Điểm tối đa cả nhóm")
    assert "Đã chấm 12/13 · 25/30" in await nga.see()
    await nga.press("⭐ Điểm tối đa cả nhóm")
    assert "Tổng: 79,92 · mức B" in await nga.see()


async def every_figure_has_its_why_and_another_class_needs_a_sentence(ward: Ward) -> None:
    nga = await ward.phone("P061")
    await home(nga)
    await nga.press("✍️")
    await nga.press("☰ Cả nhóm")
    for _ in range(3):
        await nga.press("⭐ Điểm tối đa cả nhóm")
    await nga.press("❓ Vì sao?")
    why = await nga.see()
    assert "Vì sao 49,92/70?" in why
    assert "(a + b + c) / 3" in why
    assert "mục 4.1, mục 5 phần III" in why
    await nga.press("📝 Có ý kiến về phần này")
    await nga.type("Báo cáo tuần 2 chậm do chờ số liệu.")
    assert "Ý kiến về phần nhiệm vụ: Báo cáo tuần 2 chậm do chờ số liệu." in await nga.see()
    await nga.press("A")
    assert "tự nhận loại A trong khi điểm ở mức B" in await nga.see()
    await nga.press("◀ Quay lại")
    assert "📨 Gửi phiếu" not in await nga.labels()
    await nga.press("✏️ Ghi lý do")
    await nga.type("Có sáng kiến được công nhận.")
    assert "Lý do tự nhận khác mức điểm: Có sáng kiến được công nhận." in await nga.see()
    await nga.press("✅ Xác nhận gửi")
    assert "Tự nhận loại: A" in await nga.see()


async def a_month_like_the_last_one_takes_at_most_twelve_acts(ward: Ward) -> None:
    nga = await ward.phone("P061")
    await home(nga)
    before = nga.acts
    seen = []
    await nga.press("✍️")
    await nga.press("↺ Như tháng trước")
    assert "Đã điền 13 mục như tháng 09/2026" in await nga.see()
    for onward in ("Nhóm sau ▶", "Nhóm sau ▶", "Tổng hợp ▶"):
        seen.append(next(one for one in (await nga.see()).splitlines() if "Nhóm" in one[:4]))
        await nga.press(onward)
    assert [line.split(" · ")[0] for line in seen] == ["Nhóm 1", "Nhóm 2", "Nhóm 3"]
    assert "Cần một câu giải trình cho mục bị hạ điểm tháng trước: 2.4" in await nga.see()
    await nga.press("2.4")
    await nga.type("Đã có giải pháp mới trong tháng.")
    await nga.press("🧾 Tổng hợp")
    await send(nga)
    assert nga.acts - before <= 12


async def a_draft_survives_a_restart_at_any_moment(ward: Ward) -> None:
    nga = await ward.phone("P061")
    await home(nga)
    await nga.press("✍️")
    await nga.press("2")
    await nga.press("1,5")
    await ward.restart()
    assert "Đã chấm 2/13 mục." in await home(nga)
    await nga.press("✍️ Chấm tiếp (2/13)")
    assert (await nga.see()).startswith("1.3 · ")
    await nga.press("📝 Ghi chú")
    await nga.type("Có bản tự kiểm điểm.")
    await ward.restart()
    await home(nga)
    await nga.press("✍️ Chấm tiếp (2/13)")
    assert "Ghi chú: Có bản tự kiểm điểm." in await nga.see()
    assert "Đã chấm 2/13 · 3,5/30" in await nga.see()


SCENARIOS = (
    thirteen_presses_lead_to_a_receipt_and_the_commenter_is_told,
    a_sent_form_can_be_withdrawn_until_it_is_commented,
    points_are_typed_with_comma_or_point_and_several_at_once,
    cards_are_skipped_reread_annotated_and_answered_by_group,
    every_figure_has_its_why_and_another_class_needs_a_sentence,
    a_month_like_the_last_one_takes_at_most_twelve_acts,
    a_draft_survives_a_restart_at_any_moment,
)
