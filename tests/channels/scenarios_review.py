"""The commenter: agree, write, propose, return, agree together. Nothing of ours is imported."""

from __future__ import annotations

from tests.channels.moves import home, open_comment, send_at_maximum
from tests.channels.phone import Ward


async def each_comment_brings_the_next_waiting_form(ward: Ward) -> None:
    thao, khanh = await ward.phone("P059"), await ward.phone("P063")
    assert "3 phiếu chờ đồng chí nhận xét. Hạn cuối: 24 giờ ngày 25/10/2026." in await home(thao)
    await thao.press("💬 Nhận xét (3)")
    await thao.press("Lê Minh Khánh (mẫu) · 99,11 · tự nhận A")
    assert "Tổng: 99,11 · mức A" in await thao.see()
    await thao.press("👍 Nhất trí")
    assert "Đã gửi nhận xét về Lê Minh Khánh (mẫu)." in await thao.see()
    assert "Dương Bích Mai (mẫu) · tháng 10/2026" in await thao.see()
    await thao.press("✏️ Viết nhận xét")
    await thao.type("Hoàn thành tốt,\ncần chú ý tiến độ.")
    assert "Đã gửi nhận xét về Dương Bích Mai (mẫu)." in await thao.see()
    assert "Lưu Văn Việt (mẫu) · tháng 10/2026" in await thao.see()
    await thao.press("🔢 Đề nghị điểm khác")
    await thao.type("1.1=1,5")
    assert "→ đề nghị 1,5" in await thao.see()
    await thao.press("1.2")
    await thao.press("1,75")
    await thao.press("◀ Về phiếu")
    assert "1.1: 2 → 1,5; 1.2: 2 → 1,75" in await thao.see()
    await thao.press("✏️ Viết nhận xét")
    await thao.type("Đề nghị chú ý hơn về tiến độ.")
    assert "Không còn phiếu nào chờ nhận xét." in await thao.see()
    assert "Phiếu tháng 10/2026 của đồng chí đã có nhận xét" in await khanh.told()
    lan = await ward.phone("P058")
    assert "3 phiếu chờ đồng chí quyết định." in await home(lan)
    await lan.press("✅ Quyết định (3)")
    await lan.press("Lưu Văn Việt")
    assert "Đề nghị: 1.1: 2 → 1,5; 1.2: 2 → 1,75" in await lan.see()
    assert "Nhận xét: Đề nghị chú ý hơn về tiến độ." in await lan.see()


async def a_form_is_returned_once_mended_and_sent_again(ward: Ward) -> None:
    thao, khanh = await ward.phone("P059"), await ward.phone("P063")
    await open_comment(thao, "Lê Minh Khánh")
    await thao.press("↩️ Trả lại để sửa")
    await thao.type("Đề nghị xem lại mục 1.1.")
    assert "Đã trả lại phiếu của Lê Minh Khánh (mẫu)." in await thao.see()
    assert "Đặng Quang Thảo (mẫu) trả lại: Đề nghị xem lại mục 1.1." in await khanh.told()
    assert "Phiếu bị trả lại." in await home(khanh)
    await khanh.press("✍️")
    await khanh.press("Nhóm 1")
    assert "Phiếu bị trả lại: Đề nghị xem lại mục 1.1." in await khanh.see()
    await khanh.type("1.1=1,75")
    await khanh.press("📨 Gửi phiếu")
    await khanh.press("✅ Xác nhận gửi")
    assert "Tổng: 98,86 · mức A" in await khanh.see()
    assert "Lê Minh Khánh (mẫu) · 98,86 · tự nhận A" in await thao.told()
    await open_comment(thao, "Lê Minh Khánh")
    assert "Đã trả lại một lần: Đề nghị xem lại mục 1.1." in await thao.see()
    assert "↩️ Trả lại để sửa" not in await thao.labels()


async def a_form_withdrawn_under_the_commenters_hand_is_not_commented(ward: Ward) -> None:
    thao, khanh = await ward.phone("P059"), await ward.phone("P063")
    await open_comment(thao, "Lê Minh Khánh")
    await home(khanh)
    await khanh.press("📄 Phiếu tháng 10/2026 của tôi")
    await khanh.press("↩️ Rút phiếu để sửa")
    await khanh.press("Rút phiếu")
    await thao.press("👍 Nhất trí")
    assert "Phiếu tháng 10/2026 đã sang bước khác." in await thao.see()
    assert await khanh.told() == ""
    assert "2 phiếu chờ đồng chí nhận xét." in await home(thao)


async def forms_without_differences_are_agreed_and_decided_together(ward: Ward) -> None:
    await send_at_maximum(ward, "P065")
    await send_at_maximum(ward, "P061")
    thao = await ward.phone("P059")
    await thao.told()
    await home(thao)
    await thao.press("💬 Nhận xét (5)")
    await thao.press("👍 Nhất trí chung (2 phiếu không khác biệt)")
    shown = await thao.see()
    assert "Hoàng Thu Nga (mẫu) · 79,92 · tự nhận B" in shown
    assert "Nguyễn Thị Giang (mẫu) · " in shown
    assert "Lê Minh Khánh" not in shown
    await thao.press("✅ Nhất trí tất cả")
    assert "Đã nhận xét 2 phiếu." in await thao.see()
    lan = await ward.phone("P058")
    await lan.told()  # what is still on its way would come between two presses
    await home(lan)
    await lan.press("✅ Quyết định (2)")
    await lan.press("✅ Quyết định chung (2 phiếu không khác biệt)")
    assert "Hoàng Thu Nga (mẫu) · 79,92 · tự nhận B" in await lan.see()
    await lan.press("✅ Quyết định tất cả")
    assert "Đã quyết định 2 phiếu." in await lan.see()
    assert "Không còn phiếu nào chờ quyết định." in await lan.see()


async def nobody_finds_the_own_form_among_those_to_comment(ward: Ward) -> None:
    khanh = await ward.phone("P063")
    assert "nhận xét" not in await home(khanh)
    giang = await send_at_maximum(ward, "P065")
    assert "nhận xét" not in await home(giang)
    assert await giang.labels() == [
        "📄 Phiếu tháng 10/2026 của tôi",
        "📄 Kết quả tháng 09/2026",
        "📋 Nhiệm vụ của tôi (5)",
        "🗓 Lịch tuần",
    ]
    await giang.press("📄 Phiếu tháng 10/2026 của tôi")
    assert not [label for label in await giang.labels() if "Quyết định" in label]


SCENARIOS = (
    each_comment_brings_the_next_waiting_form,
    a_form_is_returned_once_mended_and_sent_again,
    a_form_withdrawn_under_the_commenters_hand_is_not_commented,
    forms_without_differences_are_agreed_and_decided_together,
    nobody_finds_the_own_form_among_those_to_comment,
)
