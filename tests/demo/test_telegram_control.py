"""The side door of the page of phones."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import aiohttp
import pytest

from bot.demo.telegram_phone import Phone
from bot.demo.telegram_server import TelegramServer
from tests.demo.telegram_client import LAN, TOKEN, RawBot, png

pytest_plugins = ["tests.demo.telegram_fixtures"]

PAGE = "http://127.0.0.1:8000"
PICTURE = png(640, 1280)


class Page:
    def __init__(self, raw: RawBot, server: TelegramServer) -> None:
        self._session = raw.session
        self.base = f"{server.base_url}/sim"

    async def see(self, path: str, origin: str = PAGE) -> tuple[int, Any, str | None]:
        headers = {"Origin": origin}
        async with self._session.get(f"{self.base}/{path}", headers=headers) as response:
            is_json = response.content_type == "application/json"
            body = await response.json() if is_json else await response.read()
            return response.status, body, response.headers.get("Access-Control-Allow-Origin")

    async def give(self, path: str, **parts: str | bytes) -> tuple[int, str]:
        """A form as the page sends it; bytes are a file called `lịch tuần.png`."""
        form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
        for name, value in parts.items():
            if isinstance(value, bytes):
                form.add_field(name, io.BytesIO(value), filename="lịch tuần.png")
            else:
                form.add_field(name, value)
        async with self._session.post(f"{self.base}/{path}", data=form) as response:
            return response.status, await response.text()

    async def do(self, path: str, **body: object) -> tuple[int, Any]:
        async with self._session.post(f"{self.base}/{path}", json=body) as response:
            return response.status, await response.json()


@pytest.fixture(name="page")
def _page(raw: RawBot, telegram_server: TelegramServer) -> Page:
    return Page(raw, telegram_server)


async def test_the_page_sees_and_touches_a_phone(page: Page, raw: RawBot, lan: Phone) -> None:
    keys = {"inline_keyboard": [[{"text": "Nộp", "callback_data": "nop:1"}]]}
    await raw.done(
        "sendMessage", chat_id=LAN, text="<b>5 < 6</b>".replace(" < ", " &lt; "),
        parse_mode="HTML", reply_markup=keys,
    )  # fmt: skip
    _, phones, origin = await page.see("phones")
    assert origin == PAGE
    assert [(phone["user_id"], phone["unread"]) for phone in phones] == [(LAN, 1)]
    shown = lan.last
    status, done = await page.do(f"phone/{LAN}/press", message_id=shown.id, data="nop:1")
    assert status == 200
    _, phone, _ = await page.see(f"phone/{LAN}")
    bubble = phone["messages"][-1]
    assert (bubble["from"], bubble["html"]) == ("bot", "<b>5 &lt; 6</b>")
    assert bubble["keyboard"][0][0]["spinner"] is True
    await raw.done("answerCallbackQuery", callback_query_id=done["result"], text="Đã ghi")
    _, phone, _ = await page.see(f"phone/{LAN}?since={phone['version']}&wait=5")
    assert phone["toasts"] == [{"id": done["result"], "text": "Đã ghi", "alert": False}]
    assert phone["messages"][-1]["keyboard"][0][0]["spinner"] is False


async def test_every_act_of_the_page_makes_its_update(page: Page, raw: RawBot, lan: Phone) -> None:
    sent = await raw.done("sendMessage", chat_id=LAN, text="a")
    acts: list[tuple[str, dict[str, object]]] = [
        ("start", {"param": "MA"}),
        ("send", {"text": "chào"}),
        ("forge", {"message_id": sent["message_id"], "data": "giả"}),
        ("contact", {}),
        ("sticker", {}),
        ("voice", {}),
        ("block", {}),
    ]
    for act, body in acts:
        status, answer = await page.do(f"phone/{LAN}/{act}", **body)
        assert (status, answer["ok"]) == (200, True)
    assert len(await raw.done("getUpdates")) == len(acts)
    status, answer = await page.do(f"phone/{LAN}/send", text="a")
    assert (status, answer["ok"]) == (409, False)


async def test_a_waiting_page_hears_of_the_next_call_with_its_refusal(
    page: Page, raw: RawBot, lan: Phone
) -> None:
    _, before, _ = await page.see("calls")
    waiting = asyncio.create_task(page.see(f"calls?since={before['version']}&wait=20"))
    await raw.call("sendMessage", chat_id=LAN, text=" ")
    await waiting
    _, log, _ = await page.see(f"calls?since={before['version']}")
    (call,) = log["calls"]
    assert (call["method"], call["status"], call["refused"]) == ("sendMessage", 400, True)
    assert call["response"]["description"] == "Bad Request: text must be non-empty"
    assert call["raw"] == f"chat_id={LAN}&text=+"
    assert call["request"] == {"chat_id": str(LAN), "text": " "}


async def test_the_token_is_masked_wherever_it_is_said(
    page: Page, raw: RawBot, lan: Phone
) -> None:
    await raw.done("sendMessage", chat_id=LAN, text=f"lộ {TOKEN}")
    _, log, _ = await page.see("calls")
    assert log["calls"][0]["response"]["result"]["text"] == "lộ ***"
    assert TOKEN not in str(log)


async def test_the_page_can_make_a_call_fail_and_an_update_come_again(
    page: Page, raw: RawBot, lan: Phone
) -> None:
    await page.do("fail", method="sendMessage", chat_id=LAN, status=403)
    status, words = await raw.call("sendMessage", chat_id=LAN, text="a")
    assert (status, words) == (403, "Forbidden: bot was blocked by the user")
    await lan.send("a")
    (update,) = await raw.done("getUpdates")
    assert await page.do("redeliver") == (200, {"ok": True, "update_id": update["update_id"]})
    assert len(await raw.done("getUpdates")) == 2
    assert (await page.do("redeliver", update_id=1))[0] == 404


async def test_a_document_is_downloaded_by_its_link(page: Page, raw: RawBot, lan: Phone) -> None:
    await raw.done("sendDocument", chat_id=LAN, document=b"%PDF")
    document = lan.last.document
    assert document is not None
    assert (await page.see(document.url.removeprefix("/sim/")))[:2] == (200, b"%PDF")


async def test_a_photo_is_shown_as_a_picture(page: Page, raw: RawBot, lan: Phone) -> None:
    await raw.done("sendPhoto", chat_id=LAN, photo=b"\x89PNG\r\n\x1a\n" + b"\0" * 16)
    document = lan.last.document
    assert document is not None
    async with raw.session.get(raw.base.partition("/bot")[0] + document.url) as response:
        assert response.content_type == "image/png"


async def test_a_file_and_a_photo_leave_the_page_with_their_captions(
    page: Page, raw: RawBot, lan: Phone
) -> None:
    for act in ("document", "photo"):
        status, _ = await page.give(f"phone/{LAN}/{act}", file=PICTURE, caption="Biên bản")
        assert status == 200
        assert lan.file(lan.messages[-1]) == PICTURE
    file, photo = [update["message"] for update in await raw.done("getUpdates")]
    named = {key: file["document"][key] for key in ("file_name", "mime_type", "file_size")}
    assert named == {
        "file_name": "lịch tuần.png",
        "mime_type": "image/png",
        "file_size": len(PICTURE),
    }
    assert [(one["width"], one["height"]) for one in photo["photo"]] == [
        (45, 90),
        (160, 320),
        (400, 800),
        (640, 1280),
    ]
    assert len({one["file_id"] for one in photo["photo"]}) == 4
    assert (file["caption"], photo["caption"], "document" in photo) == (*["Biên bản"] * 2, False)


async def test_what_a_phone_could_not_send_is_refused(page: Page, raw: RawBot, lan: Phone) -> None:
    phone = f"phone/{LAN}"
    assert (await page.give(f"{phone}/document", caption="a"))[0] == 400
    assert (await page.give(f"{phone}/send", file=b"a"))[0] == 415
    async with raw.session.post(f"{page.base}/{phone}/photo", json={"caption": "a"}) as response:
        assert response.status == 415
    for act in ("document", "photo"):
        status, why = await page.give(f"{phone}/{act}", file=b"")
        assert (status, "an empty file cannot be sent" in why) == (409, True)
    status, why = await page.give(f"{phone}/photo", file=b"\0" * (10 * 1024 * 1024 + 1))
    assert (status, "10 MB" in why) == (409, True)
    status, why = await page.give(f"{phone}/document", file=b"a", caption="ơ" * 1025)
    assert (status, "1,024" in why) == (409, True)
    assert await raw.done("getUpdates") == []


async def test_another_site_is_kept_out(
    page: Page, telegram_server: TelegramServer, raw: RawBot
) -> None:
    for origin in ("https://example.org", "null", "http://127.0.0.1.example.org"):
        status, _, allowed = await page.see("phones", origin)
        assert (status, allowed) == (403, None)
    async with raw.session.get(
        f"{telegram_server.base_url}/sim/phones", headers={"Host": "example.org"}
    ) as response:
        assert response.status == 403


async def test_a_loopback_page_may_ask_first_and_then_post(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone
) -> None:
    url = f"{telegram_server.base_url}/sim/phone/{LAN}/send"
    async with raw.session.options(url, headers={"Origin": PAGE}) as response:
        headers = response.headers
        assert (response.status, headers["Access-Control-Allow-Origin"]) == (200, PAGE)
        assert headers["Access-Control-Allow-Headers"] == "Content-Type"
    async with raw.session.post(url, data='{"text": "a"}') as response:
        assert response.status == 415
    form = aiohttp.FormData({"caption": "a"})
    form.add_field("file", b"a", filename="a.txt")
    elsewhere = {"Origin": "https://example.org"}
    url = url.replace("send", "document")
    async with raw.session.post(url, data=form, headers=elsewhere) as response:
        assert response.status == 403
