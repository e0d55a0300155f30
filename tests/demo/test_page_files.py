"""Photos and files on the page of phones, to the bot and from it."""

from __future__ import annotations

import aiohttp
import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from bot.demo.telegram_server import TelegramServer
from tests.demo.page_parts import DEPUTY, HEAD, Bot, drawn, phone

pytestmark = pytest.mark.asyncio(loop_scope="module")

PHOTO = drawn(640, 480)


async def choose(page: Page, kind: str, chosen: FilePayload) -> Locator:
    """The head's phone with the dialog that asks for the caption."""
    head = phone(page, HEAD)
    await head.get_by_label("Đính kèm").click()
    async with page.expect_file_chooser() as chooser:
        await head.get_by_role("button", name=kind).click()
    await (await chooser.value).set_files(chosen)
    return head.get_by_role("alertdialog")


async def test_a_document_of_the_bot_is_downloaded_with_its_bytes(
    page: Page, page_bot: Bot
) -> None:
    await page_bot.upload(HEAD, "Mau_1A.txt", "Loại A".encode())
    link = phone(page, HEAD).locator("a.document")
    await expect(link).to_contain_text("Mau_1A.txt")
    async with (
        aiohttp.ClientSession() as session,
        session.get(str(await link.get_attribute("href"))) as response,
    ):
        assert await response.read() == "Loại A".encode()


async def test_a_photo_of_the_bot_is_looked_at_in_the_chat(page: Page, page_bot: Bot) -> None:
    await page_bot.upload(DEPUTY, "Hiện trường", PHOTO, "photo")
    bubble = phone(page, DEPUTY).locator(".from-bot").last
    image = bubble.locator("img")
    await expect(image).to_be_visible()
    await expect(bubble.locator(".words")).to_have_text("Hiện trường")
    drawn_width = "node => node.decode().then(() => node.naturalWidth)"
    assert await image.evaluate(drawn_width) == 640
    box = await image.bounding_box()
    assert box
    assert (round(box["width"]), round(box["height"])) == (260, 195)


async def test_what_no_browser_can_draw_is_a_link(page: Page, page_bot: Bot) -> None:
    await page_bot.upload(DEPUTY, "Hỏng", b"\xff\xd8\xff broken", "photo")
    bubble = phone(page, DEPUTY).locator(".from-bot").last
    await expect(bubble.locator("a.document")).to_contain_text("Ảnh")


async def test_a_chosen_file_reaches_the_bot_with_its_bytes_and_caption(
    page: Page, page_bot: Bot, sim: TelegramServer
) -> None:
    chosen = FilePayload(name="lịch tuần.txt", mimeType="text/plain", buffer="Lịch tuần".encode())
    dialog = await choose(page, "Tệp…", chosen)
    await expect(dialog).to_contain_text("Gửi tệp: lịch tuần.txt · 13 B")
    await dialog.get_by_label("Chú thích").fill("Tuần 43")
    await dialog.get_by_role("button", name="Gửi").click()
    message = await page_bot.next_update("message")
    assert (message["document"]["file_name"], message["caption"]) == ("lịch tuần.txt", "Tuần 43")
    assert sim.phone(HEAD).file(sim.phone(HEAD).messages[-1]) == "Lịch tuần".encode()


async def test_a_chosen_photo_reaches_the_bot_and_is_seen_on_the_phone(
    page: Page, page_bot: Bot
) -> None:
    chosen = FilePayload(name="IMG_0001.png", mimeType="image/png", buffer=PHOTO)
    dialog = await choose(page, "Ảnh…", chosen)
    await dialog.get_by_label("Chú thích").press("Enter")
    message = await page_bot.next_update("message")
    assert message["photo"][-1]["file_size"] == len(PHOTO)
    assert "caption" not in message
    await expect(phone(page, HEAD).locator(".from-user img")).to_be_visible()


async def test_a_file_that_is_not_sent_after_all_stays_here(
    page: Page, sim: TelegramServer
) -> None:
    chosen = FilePayload(name="nhầm.txt", mimeType="text/plain", buffer=b"a")
    dialog = await choose(page, "Tệp…", chosen)
    await dialog.get_by_role("button", name="Hủy").click()
    await expect(dialog).to_be_hidden()
    assert [message.text for message in sim.phone(HEAD).messages] == ["/start"]


async def test_an_empty_file_is_refused_in_words(page: Page) -> None:
    dialog = await choose(
        page, "Tệp…", FilePayload(name="a.txt", mimeType="text/plain", buffer=b"")
    )
    await dialog.get_by_role("button", name="Gửi").click()
    await expect(phone(page, HEAD).locator(".toast")).to_contain_text("empty file")
