"""Who keeps the roster from the phone; numbers shared. Nothing of ours is imported."""

from __future__ import annotations

import re

from tests.channels.moves import at, home, open_comment, open_decision, send_at_maximum
from tests.channels.phone import LinkingWard, Phone, Ward

ADMINISTRATOR = "P048"
ASKS = "Đồng chí gửi mã liên kết để bắt đầu."
SHARE = "📱 Chia sẻ số điện thoại của tôi"


async def code_from(keeper: Phone) -> str:
    found = re.search(r"Mã liên kết: (\S+)", await keeper.see())
    assert found is not None
    return found[1]


async def a_person_is_found_given_a_code_and_unlinked_when_the_phone_is_lost(
    ward: LinkingWard,
) -> None:
    keeper = await ward.phone(ADMINISTRATOR)
    await home(keeper)
    await keeper.press("🗝 Quản trị")
    await keeper.type("hoang thu nga")
    assert "Chưa liên kết máy nào." in await keeper.see()
    await keeper.press("🔑 Cấp mã liên kết")
    assert "https://t.me/" in await keeper.see()
    code = await code_from(keeper)
    nga = await ward.stranger(1)
    await nga.type(code)
    assert "Tài khoản: đồng chí Hoàng Thu Nga" in await nga.see()
    await keeper.press("◀ Quay lại")
    assert code not in await keeper.see()
    assert "Telegram: đã liên kết từ" in await keeper.see()
    await keeper.press("🔒 Gỡ liên kết Telegram")
    await keeper.press("Gỡ liên kết")
    assert "Đã gỡ liên kết Telegram của Hoàng Thu Nga" in await keeper.see()
    told = await nga.told()
    assert "Máy này đã bị gỡ liên kết. Người gỡ: Ngô Quang Long" in told
    assert ASKS in await home(nga)
    await nga.type(code)
    assert "Mã không đúng, đã dùng hoặc hết hạn." in await nga.see()
    assert [
        one
        for one in await ward.audit()
        if one[1] in {"link-code", "unlink"} and one[0] != "system"
    ] == [(ADMINISTRATOR, "link-code"), (ADMINISTRATOR, "unlink")]


async def a_card_of_before_the_unlinking_opens_nothing(ward: LinkingWard) -> None:
    old, keeper = await ward.phone("P061"), await ward.phone(ADMINISTRATOR)
    await home(old)
    await keeper.type("/quantri P061")
    await keeper.press("🔒 Gỡ liên kết Telegram")
    await keeper.press("Gỡ liên kết")
    await old.press("✍️ Chấm điểm")
    assert ASKS in await old.see()
    new = await ward.stranger(1)
    await keeper.press("🔑 Cấp mã liên kết")
    await new.type(await code_from(keeper))
    assert "Tài khoản: đồng chí Hoàng Thu Nga" in await home(new)


async def whoever_keeps_nobody_has_no_way_in(ward: LinkingWard) -> None:
    staff = await ward.phone("P061")
    await home(staff)
    assert "🗝 Quản trị" not in await staff.labels()
    for typed in ("/quantri", "/quantri P062"):
        await staff.type(typed)
        assert "Đồng chí chưa được giao quản trị" in await staff.see()


async def the_own_number_on_the_roster_opens_the_chat(ward: LinkingWard) -> None:
    await ward.enrol(7, "P061")
    nga = await ward.stranger(7)
    assert await nga.offers() == [SHARE]
    await nga.share_number(SHARE)
    assert "Đã liên kết. Chào đồng chí Hoàng Thu Nga" in await nga.heard()
    assert "Tài khoản: đồng chí Hoàng Thu Nga" in await nga.see()
    assert await nga.offers() == []
    other = await ward.stranger(8)
    await other.type(await ward.code("P062"))
    assert await other.offers() == []


async def a_number_that_is_not_the_own_or_not_known_once_opens_nothing(ward: LinkingWard) -> None:
    await ward.enrol(7, "P061")
    forger = await ward.stranger(6)
    await forger.share_card_of("0900000007")
    assert "Đồng chí chỉ chia sẻ được số điện thoại của chính mình." in await forger.see()
    await forger.share_number(SHARE)
    assert "Chưa xác định được đồng chí theo số điện thoại này." in await forger.see()
    await ward.enrol(7, "P061", "P062")
    shared = await ward.stranger(7)
    await shared.share_number(SHARE)
    assert "Chưa xác định được đồng chí theo số điện thoại này." in await shared.see()
    assert "Tài khoản:" not in await forger.heard() + await shared.heard()


async def a_number_moves_to_a_new_phone_only_when_the_old_one_agrees(ward: LinkingWard) -> None:
    old = await ward.phone("P061")
    await ward.enrol(7, "P061")
    new = await ward.stranger(7)
    await new.share_number(SHARE)
    assert "Tài khoản này đang dùng ở một máy khác." in await new.see()
    assert "Có máy khác xin dùng tài khoản của đồng chí." in await old.told()
    await old.press("Đồng ý chuyển sang máy mới")
    await home(new)
    await new.share_number(SHARE)
    assert "Tài khoản: đồng chí Hoàng Thu Nga" in await new.see()
    assert ASKS in await home(old)


async def a_leader_away_delegates_by_a_paper_and_the_delegate_decides(ward: Ward) -> None:
    head, delegate = await ward.phone("P058"), await ward.phone("P060")
    await head.type("/uyquyen")
    await head.press("📝 Ủy quyền")
    await head.type("trinh bich ha")
    await head.press("Quyết định")
    await head.type("22/10 - 30/10")
    await head.type("chưa có")
    assert "Văn bản: chưa có" in await head.see()
    await head.type("05/UQ-PKT ngày 21/10/2026")
    assert (
        "ủy quyền quyết định cho Trịnh Bích Hà (mẫu), 22/10/2026 – 30/10/2026" in await head.see()
    )
    await head.press("✅ Ghi")
    told = await delegate.told()
    assert "Mai Xuân Lan (mẫu) ủy quyền quyết định cho Trịnh Bích Hà (mẫu)" in told
    assert "Văn bản: 05/UQ-PKT ngày 21/10/2026" in told
    await send_at_maximum(ward, "P061")
    commenter = await ward.phone("P059")
    await open_comment(commenter, "Hoàng Thu Nga")
    await commenter.press("👍 Nhất trí")
    await open_decision(delegate, "Hoàng Thu Nga")
    await delegate.press("✅ Quyết định loại")
    assert "Hoàn tác được trong 10 phút." in await delegate.see()
    await ward.move(at(22, 12))
    nga = await ward.phone("P061")
    await home(nga)
    await nga.press("📄 Phiếu tháng")
    seen = await nga.see()
    assert "Người quyết định: Trịnh Bích Hà" in seen
    assert "(theo ủy quyền của Mai Xuân Lan" in seen
    assert ("P060", "decide") in await ward.audit()


async def staff_have_nothing_to_delegate(ward: Ward) -> None:
    nga = await ward.phone("P061")
    await nga.type("/uyquyen")
    assert "Chỉ lãnh đạo có quyền nhận xét, quyết định" in await nga.see()


EVERYWHERE = (
    a_leader_away_delegates_by_a_paper_and_the_delegate_decides,
    staff_have_nothing_to_delegate,
)
SCENARIOS = (
    a_person_is_found_given_a_code_and_unlinked_when_the_phone_is_lost,
    a_card_of_before_the_unlinking_opens_nothing,
    whoever_keeps_nobody_has_no_way_in,
    the_own_number_on_the_roster_opens_the_chat,
    a_number_that_is_not_the_own_or_not_known_once_opens_nothing,
    a_number_moves_to_a_new_phone_only_when_the_old_one_agrees,
)
