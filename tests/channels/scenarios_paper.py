"""A cleaner without a smartphone: the unit's clerk enters the signed form. Nothing of ours is imported."""

from __future__ import annotations

from tests.channels.moves import home, open_comment
from tests.channels.phone import Phone, Ward

HEAD, DEPUTY, CLERK, CLEANER = "P003", "P004", "P005", "P010"
CODE = "2610-P010-YC"
"""As it is printed on her form of October."""
PAGE = b"\xff\xd8\xff the signed form " + bytes(range(256)) * 3


async def _clerk(ward: Ward) -> Phone:
    """Appointed by the head in the chat."""
    head = await ward.phone(HEAD)
    await head.type("/donvi")
    await head.press("🗂 Người nhập liệu")
    await head.press("➕ Giao người nhập liệu")
    await head.type("Phan Bích Nga")
    await head.press("Phan Bích Nga")
    return await ward.phone(CLERK)


async def _points(clerk: Phone) -> None:
    await clerk.type(f"/phieugiay {CODE}")
    assert "Nhập thay cho đồng chí Mai Thị Nam (mẫu), theo phiếu giấy" in await clerk.see()
    for row in ("3 3 2,5 3 3", "3 3 2 2", "5"):
        await clerk.type(row)


async def a_clerk_enters_a_cleaners_paper_and_the_deputy_sees_photo_and_clerk(ward: Ward) -> None:
    clerk = await _clerk(ward)
    await home(clerk)
    await clerk.press("🗒 Nhập phiếu giấy")
    await clerk.type("2610-P010-YD")
    assert "ký tự kiểm tra không khớp" in await clerk.see()
    await _points(clerk)
    summary = await clerk.see()
    assert "Nhóm 1: 3 3 2,5 3 3 (14,5/15)" in summary
    assert "Tổng: 95,13 · mức A" in summary
    await clerk.press("A")
    assert "Đồng chí gửi ảnh phiếu đã ký vào đây" in await clerk.see()
    assert "📨 Gửi thay" not in await clerk.labels()
    await clerk.send_file("IMG_1.jpg", PAGE, photo=True)
    assert "Gửi phiếu này thay đồng chí Mai Thị Nam (mẫu)?" in await clerk.see()
    await clerk.press("📨 Gửi thay")
    sent = await clerk.see()
    assert "Đã gửi phiếu tháng 10/2026 của Mai Thị Nam (mẫu)." in sent
    assert "Biên nhận: 10-P010-" in sent
    await clerk.type(CODE)
    assert "đã gửi; không nhập thay nữa" in await clerk.see()

    cleaner = await ward.phone(CLEANER)
    assert "Phan Bích Nga (mẫu) đã gửi thay đồng chí" in await cleaner.told()

    deputy = await ward.phone(DEPUTY)
    await open_comment(deputy, "Mai Thị Nam")
    assert "Nhập từ phiếu giấy bởi đ/c Phan Bích Nga (mẫu), kèm 1 ảnh" in await deputy.see()
    await deputy.press("📷 Ảnh phiếu giấy")
    (photo,) = await deputy.received()
    assert photo.size == len(PAGE)
    assert photo.content in {PAGE, None}
    await deputy.press("👍 Nhất trí")
    newest = list(reversed(await ward.audit()))
    assert newest.index((DEPUTY, "comment")) < newest.index((CLERK, "submit-from-paper"))


async def who_was_entered_for_withdraws_and_sends_on_the_own_phone(ward: Ward) -> None:
    clerk = await _clerk(ward)
    await _points(clerk)
    await clerk.press("A")
    await clerk.send_file("IMG_1.jpg", PAGE, photo=True)
    await clerk.press("📨 Gửi thay")
    cleaner = await ward.phone(CLEANER)
    await home(cleaner)
    await cleaner.press("📄 Phiếu tháng 10/2026 của tôi")
    assert "Nhập từ phiếu giấy bởi đ/c Phan Bích Nga (mẫu)" in await cleaner.see()
    await cleaner.press("↩️ Rút phiếu để sửa")
    await cleaner.press("Rút phiếu")
    assert "vừa được người đó rút lại" in await clerk.told()
    await cleaner.press("📨 Gửi phiếu")
    await cleaner.press("✅ Xác nhận gửi")
    seen = await cleaner.see()
    assert "Biên nhận: 10-P010-" in seen
    assert "Nhập từ phiếu giấy" not in seen


async def a_paper_half_entered_survives_a_restart(ward: Ward) -> None:
    clerk = await _clerk(ward)
    await clerk.type(f"/phieugiay {CODE}")
    await clerk.send_file("IMG_1.jpg", PAGE, photo=True)
    await clerk.type("3 3 2,5 3 3")
    await ward.restart()
    await clerk.type("/phieugiay")
    await clerk.press("✏️ Mai Thị Nam")
    assert "4 số của nhóm 2" in await clerk.see()
    await clerk.press("🧾 Tổng hợp")
    assert "Ảnh phiếu đã ký: 1" in await clerk.see()


SCENARIOS = (
    a_clerk_enters_a_cleaners_paper_and_the_deputy_sees_photo_and_clerk,
    who_was_entered_for_withdraws_and_sends_on_the_own_phone,
    a_paper_half_entered_survives_a_restart,
)
