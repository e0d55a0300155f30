"""The page of phones in a real browser, before the simulated Telegram, with the test as the bot."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.demo.telegram_server import TelegramServer
from tests.demo.page_parts import DEPUTY, HEAD, SECRETARY, SPECIALIST, Bot, phone

pytestmark = pytest.mark.asyncio(loop_scope="module")

SPINNING = "key spinning"
RED = "rgb(255, 107, 107)"


def key(page: Page, user_id: int, label: str) -> Locator:
    return phone(page, user_id).locator(".key").get_by_text(label, exact=True).locator("..")


async def test_the_page_says_that_it_is_a_simulation_with_invented_people(page: Page) -> None:
    await expect(page.locator(".notice")).to_contain_text("Mô phỏng – không phải Telegram thật")
    await expect(page.locator(".notice")).to_contain_text("hư cấu")


async def test_three_phones_stand_side_by_side_in_the_hands_of_the_default_people(
    page: Page,
) -> None:
    names = await page.locator(".owner-name").all_inner_texts()
    boxes = [await page.locator(".device").nth(at).bounding_box() for at in range(3)]
    assert names == ["Nguyễn Thị Minh Hằng", "Trần Văn Đức", "Lê Thu Hà"]
    lefts = [box["x"] for box in boxes if box]
    assert lefts == sorted(lefts)
    assert len({box["y"] for box in boxes if box}) == 1


async def test_a_typed_text_reaches_the_bot_and_its_formatted_answer_the_phone(
    page: Page, page_bot: Bot
) -> None:
    box = phone(page, SPECIALIST).get_by_label("Tin nhắn")
    await box.fill("1.1=2 1.2=1,5")
    await box.press("Enter")
    assert (await page_bot.next_update("message"))["text"] == "1.1=2 1.2=1,5"
    await page_bot.say(SPECIALIST, "Tổng: <b>3,5</b> &lt;điểm&gt;")
    words = phone(page, SPECIALIST).locator(".from-bot .words").last
    await expect(words).to_have_text("Tổng: 3,5 <điểm>")
    await expect(words.locator("b")).to_have_text("3,5")
    await expect(phone(page, DEPUTY).locator(".from-bot")).to_have_count(0)


async def test_a_pressed_button_spins_until_its_callback_is_answered(
    page: Page, page_bot: Bot
) -> None:
    await page_bot.say(SPECIALIST, "Chọn điểm", [("0", "s:0"), ("0,25", "s:1"), ("0,5", "s:2")])
    await key(page, SPECIALIST, "0,25").click()
    await expect(key(page, SPECIALIST, "0,25")).to_have_class(SPINNING)
    query = await page_bot.next_update("callback_query")
    assert query["data"] == "s:1"
    await page_bot.say(SPECIALIST, "Tin khác, chưa phải câu trả lời")
    await expect(phone(page, SPECIALIST).locator(".from-bot")).to_have_count(2)
    await expect(key(page, SPECIALIST, "0,25")).to_have_class(SPINNING)
    await page_bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Đã ghi 0,25")
    await expect(key(page, SPECIALIST, "0,25")).to_have_class("key")
    await expect(phone(page, SPECIALIST).locator(".toast")).to_have_text("Đã ghi 0,25")


async def test_an_alert_stays_until_it_is_closed(page: Page, page_bot: Bot) -> None:
    await page_bot.say(HEAD, "Phiếu", [("Quyết định", "d")])
    await key(page, HEAD, "Quyết định").click()
    query = await page_bot.next_update("callback_query")
    await page_bot.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="Nút đã cũ.", show_alert=True
    )
    dialog = phone(page, HEAD).get_by_role("alertdialog")
    await expect(dialog).to_contain_text("Nút đã cũ.")
    await dialog.get_by_role("button", name="OK").click()
    await expect(dialog).to_be_hidden()


async def test_an_edited_message_changes_in_place_and_is_marked(page: Page, page_bot: Bot) -> None:
    message_id = await page_bot.say(SPECIALIST, "Tiến độ: 1/13", [("Tiếp", "n")])
    await expect(phone(page, SPECIALIST).locator(".key")).to_have_count(1)
    await page_bot.call(
        "editMessageText", chat_id=SPECIALIST, message_id=message_id, text="Tiến độ: 2/13"
    )
    bubble = phone(page, SPECIALIST).locator(".from-bot")
    await expect(bubble).to_contain_text("Tiến độ: 2/13")
    await expect(bubble).to_contain_text("đã sửa")
    await expect(bubble.locator(".key")).to_have_count(0)


async def test_a_phone_not_started_offers_start_with_a_link_code(
    page: Page, page_bot: Bot
) -> None:
    await page.locator(".owner-button").first.click()
    await page.locator(".owner-choice input").first.fill("bi thu")
    await page.locator(".owner-choice input").first.press("Enter")
    await phone(page, SECRETARY).get_by_label("Mã liên kết").fill("7KQ2ABCD99")
    await phone(page, SECRETARY).get_by_role("button", name="BẮT ĐẦU").click()
    assert (await page_bot.next_update("message"))["text"] == "/start 7KQ2ABCD99"
    await expect(phone(page, SECRETARY).get_by_label("Tin nhắn")).to_be_visible()


async def test_the_switcher_finds_people_by_name_code_or_title_without_marks(page: Page) -> None:
    await page.locator(".owner-button").first.click()
    options = page.locator(".owner-choice").first.get_by_role("option").locator("b")
    for typed, found in (
        ("duc", ["Trần Văn Đức"]),
        ("p001", ["Phạm Quang Vinh"]),
        ("chanh van phong", ["Trần Văn Đức", "Lê Thu Hà"]),
        ("zzz", []),
    ):
        await page.locator(".owner-choice input").first.fill(typed)
        assert await options.all_inner_texts() == found


async def test_the_menu_lists_the_bots_commands_and_sends_the_chosen_one(
    page: Page, page_bot: Bot
) -> None:
    command = {"command": "viec", "description": "Việc đang chờ tôi"}
    await page_bot.call("setMyCommands", commands=[command])
    await page_bot.say(SPECIALIST, "Chào đồng chí")
    await expect(phone(page, SPECIALIST).locator(".from-bot")).to_have_count(1)
    await phone(page, SPECIALIST).get_by_label("Danh sách lệnh").click()
    await phone(page, SPECIALIST).get_by_text("Việc đang chờ tôi").click()
    assert (await page_bot.next_update("message"))["text"] == "/viec"


async def test_the_contact_button_asks_before_it_shares(page: Page, page_bot: Bot) -> None:
    markup = {"keyboard": [[{"text": "Chia sẻ số điện thoại", "request_contact": True}]]}
    await page_bot.call("sendMessage", chat_id=HEAD, text="Đồng chí là ai?", reply_markup=markup)
    await phone(page, HEAD).get_by_role("button", name="Chia sẻ số điện thoại").click()
    await phone(page, HEAD).get_by_role("button", name="Đồng ý").click()
    assert (await page_bot.next_update("message"))["contact"]["user_id"] == HEAD


async def test_a_tapped_command_and_a_tapped_deep_link_are_sent(page: Page, page_bot: Bot) -> None:
    link = "https://t.me/danhgia_demo_bot?start=7KQ2ABCD99"
    await page_bot.say(SPECIALIST, f'Xem /viec hoặc <a href="{link}">liên kết máy</a>')
    bubble = phone(page, SPECIALIST).locator(".from-bot")
    await bubble.get_by_text("/viec").click()
    assert (await page_bot.next_update("message"))["text"] == "/viec"
    await bubble.get_by_role("link", name="liên kết máy").click()
    assert (await page_bot.next_update("message"))["text"] == "/start 7KQ2ABCD99"


async def test_typing_is_shown_in_the_header(page: Page, page_bot: Bot) -> None:
    await page_bot.call("sendChatAction", chat_id=DEPUTY, action="typing")
    await expect(phone(page, DEPUTY).locator(".presence")).to_have_text("đang nhập…")


async def test_blocking_tells_the_bot_and_unblocking_opens_the_chat_again(
    page: Page, page_bot: Bot
) -> None:
    await phone(page, HEAD).get_by_role("button", name="Chặn bot", exact=True).click()
    changed = await page_bot.next_update("my_chat_member")
    assert changed["new_chat_member"]["status"] == "kicked"
    await phone(page, HEAD).get_by_role("button", name="BỎ CHẶN VÀ TIẾP TỤC").click()
    changed = await page_bot.next_update("my_chat_member")
    assert changed["new_chat_member"]["status"] == "member"
    await expect(phone(page, HEAD).get_by_label("Tin nhắn")).to_be_visible()


async def test_a_double_tap_sends_two_presses_and_only_once(page: Page, page_bot: Bot) -> None:
    await page_bot.say(SPECIALIST, "Gửi phiếu?", [("Gửi", "submit")])
    await phone(page, SPECIALIST).get_by_role("button", name="Chạm đúp").click()
    await key(page, SPECIALIST, "Gửi").click()
    queries = [await page_bot.next_update("callback_query") for _ in range(2)]
    assert [query["data"] for query in queries] == ["submit", "submit"]
    assert queries[0]["id"] != queries[1]["id"]
    await expect(phone(page, SPECIALIST).get_by_role("button", name="Chạm đúp")).to_have_attribute(
        "aria-pressed", "false"
    )


async def test_the_last_update_is_delivered_again_under_its_id(
    page: Page, page_bot: Bot, sim: TelegramServer
) -> None:
    await sim.phone(SPECIALIST).send("Xin chào")
    first = await page_bot.next_update("message")
    await phone(page, SPECIALIST).get_by_role("button", name="Gửi lại update").click()
    await expect(phone(page, SPECIALIST).locator(".toast")).to_contain_text("Đã gửi lại")
    unconfirmed = [entry.update["message"] for entry in sim.updates.pending]
    assert unconfirmed == [first, first]
    assert len({entry.update_id for entry in sim.updates.pending}) == 1


async def test_a_forged_button_sends_data_that_is_on_no_keyboard(
    page: Page, page_bot: Bot
) -> None:
    await page_bot.say(DEPUTY, "Phiếu", [("Đồng ý", "ok")])
    await expect(phone(page, DEPUTY).locator(".key")).to_have_count(1)
    await phone(page, DEPUTY).get_by_role("button", name="Nút giả…").click()
    await phone(page, DEPUTY).locator(".dialog input").fill("decide:999")
    await phone(page, DEPUTY).get_by_role("button", name="Đồng ý").last.click()
    assert (await page_bot.next_update("callback_query"))["data"] == "decide:999"


async def test_the_next_call_fails_as_ordered_and_stands_red_in_the_panel(
    page: Page, page_bot: Bot
) -> None:
    for at, (status, words) in enumerate(
        (
            ("429", "Too Many Requests: retry after 3"),
            ("403", "Forbidden: bot was blocked by the user"),
            ("500", "Internal Server Error"),
        )
    ):
        await phone(page, DEPUTY).get_by_role("button", name=status, exact=True).click()
        await expect(phone(page, DEPUTY).locator(".toast")).to_contain_text(status)
        refusal = await page_bot.call("sendMessage", chat_id=DEPUTY, text="Có phiếu mới")
        assert refusal == words
        rows = page.locator(".call.refused")
        await expect(rows).to_have_count(at + 1)
        await expect(rows.first).to_contain_text(words)
        await expect(rows.first.locator(".call-status")).to_have_text(status)
        await expect(rows.first.locator(".call-method")).to_have_css("color", RED)


async def test_a_call_stands_once_in_the_panel_and_shows_its_bytes_on_demand(
    page: Page, page_bot: Bot, sim: TelegramServer
) -> None:
    hold = sim.hold_next("sendMessage")
    saying = asyncio.create_task(page_bot.say(SPECIALIST, "Chào đồng chí"))
    row = page.locator(".call", has_text="sendMessage")
    await expect(row.locator(".call-status")).to_have_text("…")
    hold.release()
    await saying
    await expect(row.locator(".call-status")).to_have_text("200")
    await expect(row).to_have_count(1)
    await expect(row.locator("pre")).to_have_count(0)
    await row.locator("summary").click()
    await expect(row.locator("pre").first).to_contain_text("Chào đồng chí")


async def test_markup_in_a_text_is_shown_as_text(page: Page, page_bot: Bot) -> None:
    hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    await page_bot.call("sendMessage", chat_id=SPECIALIST, text=hostile)
    words = phone(page, SPECIALIST).locator(".from-bot .words")
    await expect(words).to_have_text(hostile)
    assert await words.locator("img, script").count() == 0


async def test_a_narrow_screen_shows_one_phone_and_switches(
    browser: Browser, page_bot: Bot, page_url: str
) -> None:
    narrow = await browser.new_page(viewport={"width": 390, "height": 844})
    await narrow.goto(page_url)
    await expect(phone(narrow, SPECIALIST)).to_be_visible()
    await expect(phone(narrow, DEPUTY)).to_be_hidden()
    await narrow.get_by_role("button", name="Văn Đức", exact=True).click()
    await expect(phone(narrow, DEPUTY)).to_be_visible()
    await expect(phone(narrow, SPECIALIST)).to_be_hidden()
    await narrow.get_by_role("button", name="Lời gọi API").click()
    await expect(narrow.locator(".calls")).to_be_visible()
    width = await narrow.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    await narrow.close()
