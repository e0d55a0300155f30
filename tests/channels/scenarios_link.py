"""First contact, on channels whose chats are linked by a code. Nothing of ours is imported."""

from __future__ import annotations

from datetime import timedelta

from tests.channels.moves import at, home
from tests.channels.phone import LinkingWard

WRONG = "AAAA-BBBB-CCCCC"
ASKS = "Đồng chí gửi mã liên kết để bắt đầu."


async def a_link_code_opens_one_chat_and_no_second_one(ward: LinkingWard) -> None:
    code = await ward.code("P061")
    nga = await ward.stranger(1)
    assert (await nga.see()).startswith(ASKS)
    await nga.type(f"/start {code.replace('-', '')}")
    assert "Đã liên kết. Chào đồng chí Hoàng Thu Nga" in await nga.heard()
    assert "Đồng chí tự chấm tháng 10/2026." in await home(nga)
    other = await ward.stranger(2)
    await other.type(code)
    assert "Mã không đúng, đã dùng hoặc hết hạn. Còn 4 lần thử." in await other.see()
    assert ASKS in await home(other)


async def five_wrong_codes_pause_a_chat_for_an_hour_even_for_the_right_one(
    ward: LinkingWard,
) -> None:
    code = await ward.code("P061")
    phone = await ward.stranger(1)
    for left in (4, 3, 2, 1, 0):
        await phone.type(WRONG)
        assert f"Còn {left} lần thử." in await phone.see()
    await phone.type(code)
    assert "Đã sai 5 lần. Đồng chí thử lại sau một giờ" in await phone.see()
    await ward.move(at(22, 8, 30) + timedelta(minutes=50))
    await phone.type(code)
    assert "Đã sai 5 lần." in await phone.see()
    await ward.move(at(22, 9, 35))
    await phone.type(code)
    assert "Đã liên kết." in await phone.heard()


async def a_new_phone_is_linked_only_after_the_old_one_agreed(ward: LinkingWard) -> None:
    old = await ward.phone("P061")
    code = await ward.code("P061")
    new = await ward.stranger(1)
    await new.type(f"/start {code}")
    assert "Tài khoản này đang dùng ở một máy khác." in await new.see()
    assert ASKS in await home(new)
    assert "Có máy khác xin dùng tài khoản của đồng chí." in await old.told()
    await old.press("Đồng ý chuyển sang máy mới")
    assert "Máy này đã thôi liên kết." in await old.see()
    await new.type(code)
    assert "Đã liên kết. Chào đồng chí Hoàng Thu Nga" in await new.heard()
    assert ASKS in await home(old)


async def an_old_phone_that_does_not_agree_keeps_the_account(ward: LinkingWard) -> None:
    old = await ward.phone("P061")
    code = await ward.code("P061")
    new = await ward.stranger(1)
    await new.type(code)
    assert "Có máy khác xin dùng" in await old.told()
    await old.press("Không phải tôi")
    assert "Vẫn giữ máy này." in await old.see()
    await new.type(code)
    assert "Đã liên kết" not in await new.heard()
    assert "Hoàng Thu Nga" not in await new.heard()
    assert "Tài khoản: đồng chí Hoàng Thu Nga" in await home(old)


SCENARIOS = (
    a_link_code_opens_one_chat_and_no_second_one,
    five_wrong_codes_pause_a_chat_for_an_hour_even_for_the_right_one,
    a_new_phone_is_linked_only_after_the_old_one_agreed,
    an_old_phone_that_does_not_agree_keeps_the_account,
)
