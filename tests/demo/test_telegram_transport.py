"""Bodies, files, sizes and speed: what the wire itself allows."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.demo import telegram_pictures
from bot.demo.telegram_flood import FloodRule
from bot.demo.telegram_phone import Phone
from bot.demo.telegram_pictures import Measures
from bot.demo.telegram_server import TelegramServer, require_loopback
from tests.demo.telegram_client import LAN, STRANGER, TOKEN, RawBot, png, raw_bot

pytest_plugins = ["tests.demo.telegram_fixtures"]

MEGABYTE = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


async def test_too_large_uploads_are_413(raw: RawBot, lan: Phone) -> None:
    too_large = (413, "Request Entity Too Large")
    photo = PNG + b"\0" * (10 * MEGABYTE)
    assert await raw.call("sendPhoto", chat_id=LAN, photo=photo) == too_large
    document = b"\0" * (50 * MEGABYTE + 1)
    assert await raw.call("sendDocument", chat_id=LAN, document=document) == too_large
    assert lan.messages[1:] == []


async def test_a_file_comes_back_as_it_was_sent(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone
) -> None:
    sent = await raw.done("sendDocument", chat_id=LAN, document="đánh giá".encode())
    file_id = sent["document"]["file_id"]
    path = (await raw.done("getFile", file_id=file_id))["file_path"]
    async with raw.session.get(f"{telegram_server.base_url}/file/bot{TOKEN}/{path}") as response:
        assert await response.read() == "đánh giá".encode()
    async with raw.session.get(f"{telegram_server.base_url}/file/bot1:other/{path}") as response:
        assert response.status == 401
    assert lan.file(lan.last) == "đánh giá".encode()
    assert await raw.call("sendPhoto", chat_id=LAN, photo=file_id) == (
        400,
        "Bad Request: can't use file of type Document as Photo",
    )
    await lan.send_document("to.bin", b"\0" * (20 * MEGABYTE + 1))
    (update,) = await raw.done("getUpdates")
    file_id = update["message"]["document"]["file_id"]
    assert await raw.call("getFile", file_id=file_id) == (400, "Bad Request: file is too big")


async def test_a_download_goes_wrong_as_told_and_stands_in_the_log(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone
) -> None:
    await lan.send_document("../../etc/passwd", b"abc")
    (update,) = await raw.done("getUpdates")
    asked = {"file_id": update["message"]["document"]["file_id"]}
    files = f"{telegram_server.base_url}/file/bot{TOKEN}"
    path = "documents/file_1"
    async with raw.session.get(f"{files}/{path}") as response:
        assert response.status == 404  # before getFile nobody knows the path
    assert (await raw.done("getFile", **asked))["file_path"] == path
    async with raw.session.get(f"{files}/documents/file_2") as response:
        assert (response.status, (await response.json())["description"]) == (404, "Not Found")
    telegram_server.fail_next("file", status=500)
    async with raw.session.get(f"{files}/{path}") as response:
        assert response.status == 500
    telegram_server.drop_next("file", times=2)  # the client itself asks once more
    with pytest.raises(aiohttp.ClientError):
        await raw.session.get(f"{files}/{path}")
    async with raw.session.get(f"{files}/{path}") as response:
        assert await response.read() == b"abc"
    log = [call.status for call in telegram_server.calls_of("file")]
    assert log == [404, 404, 500, None, None, 200]
    assert telegram_server.calls_of("file")[-1].response == "3 bytes"


async def test_a_photo_of_a_phone_comes_in_several_sizes_and_each_can_be_fetched(
    raw: RawBot, lan: Phone
) -> None:
    picture = png(1200, 300)
    await lan.send_photo(picture, "Hiện trường")
    (update,) = await raw.done("getUpdates")
    message = update["message"]
    assert message["caption"] == "Hiện trường"
    assert "file_name" not in message["photo"][-1]
    assert [one["width"] for one in message["photo"]] == [90, 320, 800, 1200]
    sizes = [one["file_size"] for one in message["photo"]]
    assert (sizes, sizes[-1]) == (sorted(sizes), len(picture))
    paths = [
        (await raw.done("getFile", file_id=one["file_id"]))["file_path"]
        for one in message["photo"]
    ]
    assert len(set(paths)) == 4
    again = await raw.done("sendPhoto", chat_id=LAN, photo=message["photo"][-1]["file_id"])
    assert again["photo"][-1]["file_id"] == message["photo"][-1]["file_id"]


@pytest.mark.parametrize("length", [16, 300])
def test_the_measures_of_a_jpeg_stand_behind_segments_of_any_length(length: int) -> None:
    segment = b"\xff\xe1" + length.to_bytes(2) + b"\0" * (length - 2)
    frame = b"\xff\xc2\x00\x11\x08\x02\x80\x05\x00"
    assert telegram_pictures.measures(b"\xff\xd8" + segment + frame) == Measures(1280, 640)
    assert telegram_pictures.measures(b"\xff\xd8" + segment[:9]) == Measures(800, 600)


async def test_old_messages_cannot_be_deleted() -> None:
    now = [datetime(2026, 3, 2, 8, tzinfo=UTC)]
    async with TelegramServer(TOKEN, lambda: now[0]) as server, raw_bot(server) as raw:
        await server.phone(LAN, "Lan").start()
        sent = await raw.done("sendMessage", chat_id=LAN, text="a")
        assert sent["date"] == int(now[0].timestamp())
        now[0] += timedelta(hours=49)
        named = {"chat_id": LAN, "message_id": sent["message_id"]}
        refused = await raw.call("deleteMessage", **named)
        assert refused == (400, "Bad Request: message can't be deleted for everyone")


async def test_the_burst_passes_and_the_next_message_is_429(raw: RawBot, lan: Phone) -> None:
    for n in range(20):
        await raw.done("sendMessage", chat_id=LAN, text=str(n))
    async with raw.session.post(
        f"{raw.base}/sendMessage", json={"chat_id": LAN, "text": "a"}
    ) as response:
        assert response.status == 429
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
    assert len(lan.messages) == 21


async def test_all_chats_together_have_a_limit_too_and_edits_count() -> None:
    rule = FloodRule(total_rate=0.1, total_burst=2)
    async with TelegramServer(TOKEN, flood=rule) as server, raw_bot(server) as raw:
        await server.phone(LAN, "Lan").start()
        await server.phone(STRANGER, "Bình").start()
        sent = await raw.done("sendMessage", chat_id=LAN, text="a")
        await raw.done("editMessageText", chat_id=LAN, message_id=sent["message_id"], text="b")
        status, words = await raw.call("sendMessage", chat_id=STRANGER, text="a")
        assert (status, words) == (429, "Too Many Requests: retry after 10")


@pytest.mark.parametrize("kind", ["query", "form", "json"])
async def test_every_kind_of_body_is_read(raw: RawBot, lan: Phone, kind: str) -> None:
    markup = {"inline_keyboard": [[{"text": "Nút", "callback_data": "a"}]]}
    values = {"chat_id": str(LAN), "text": "Chào đồng chí", "reply_markup": json.dumps(markup)}
    url = f"{raw.base}/sendMessage"
    match kind:
        case "query":
            request = raw.session.get(url, params=values)
        case "form":
            request = raw.session.post(url, data=values)
        case _:
            request = raw.session.post(url, json={**values, "reply_markup": markup})
    async with request as response:
        assert response.status == 200
    assert (lan.last.text, lan.last.keyboard[0][0].data) == ("Chào đồng chí", "a")


@pytest.mark.parametrize("host", ["0.0.0.0", "api.telegram.org", "192.168.1.5"])
async def test_it_does_not_leave_this_machine(host: str) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        await TelegramServer(TOKEN).start(host)
    with pytest.raises(ValueError, match="loopback only"):
        require_loopback(f"https://{host}")


def test_a_token_that_looks_real_is_not_taken() -> None:
    with pytest.raises(ValueError, match="looks real"):
        TelegramServer("123456789:AA" + "x" * 33)


async def test_half_a_surrogate_pair_is_refused(raw: RawBot, lan: Phone) -> None:
    url, body = f"{raw.base}/sendMessage", {"chat_id": LAN, "text": "\ud83d"}
    async with raw.session.post(url, json=body) as response:
        answer = await response.json()
    assert answer["description"] == "Bad Request: strings must be encoded in UTF-8"
