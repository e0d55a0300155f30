"""How updates travel: polling, webhooks, repeats, order, and calls that go wrong on the way."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.demo.telegram_phone import CannotDoThatError, Phone
from bot.demo.telegram_server import TelegramServer
from tests.demo.telegram_client import LAN, STRANGER, TOKEN, Listener, RawBot, raw_bot

pytest_plugins = ["tests.demo.telegram_fixtures"]

ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)
TERMINATED = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_nothing_is_dropped_until_an_offset_confirms_it(raw: RawBot, lan: Phone) -> None:
    for text in ("một", "hai", "ba"):
        await lan.send(text)
    assert texts(await raw.done("getUpdates", limit=2)) == ["một", "hai"]
    first, *_ = await raw.done("getUpdates")
    later = await raw.done("getUpdates", offset=first["update_id"] + 1)
    assert texts(later) == ["hai", "ba"]
    assert texts(await raw.done("getUpdates", offset=-1)) == ["ba"]
    assert texts(await raw.done("getUpdates")) == ["ba"]


async def test_a_waiting_poll_gets_the_next_update(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone
) -> None:
    waiting = asyncio.create_task(raw.done("getUpdates", timeout=30))
    await telegram_server.world.signal.until(lambda: bool(telegram_server.calls), 5)
    await lan.send("muộn")
    assert texts(await waiting) == ["muộn"]


async def test_a_second_poll_ends_the_first_with_409(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone
) -> None:
    first = asyncio.create_task(raw.call("getUpdates", timeout=30))
    await telegram_server.world.signal.until(lambda: bool(telegram_server.calls), 5)
    assert await raw.call("getUpdates") == (200, [])
    assert await first == (409, TERMINATED)


async def test_polling_is_refused_while_a_webhook_is_set(raw: RawBot, webhook: Listener) -> None:
    await raw.done("setWebhook", url=webhook.url)
    assert await raw.call("getUpdates") == (409, ACTIVE)
    await raw.done("deleteWebhook")
    assert await raw.call("getUpdates") == (200, [])


async def test_kinds_not_asked_for_are_not_made(raw: RawBot, lan: Phone) -> None:
    await raw.done("getUpdates", allowed_updates=["my_chat_member"])
    await lan.send("không ai nghe")
    await lan.block()
    (update,) = await raw.done("getUpdates")
    member = update["my_chat_member"]
    statuses = [member[name]["status"] for name in ("old_chat_member", "new_chat_member")]
    assert (member["chat"]["id"], statuses) == (LAN, ["member", "kicked"])


async def test_a_long_text_arrives_as_two_messages(raw: RawBot, lan: Phone) -> None:
    sent = await lan.send("ơ" * 5000)
    updates = await raw.done("getUpdates")
    assert [len(text) for text in texts(updates)] == [4096, 904]
    assert [update["message"]["message_id"] for update in updates] == sent


async def test_a_text_of_exactly_the_limit_waits_for_its_continuation(
    raw: RawBot, lan: Phone
) -> None:
    await lan.send("ơ" * 4096)
    assert await raw.done("getUpdates") == []
    assert len(await raw.done("getUpdates", timeout=5)) == 1
    await lan.send("ă" * 4096)
    await lan.send("tiếp")
    assert [len(text) for text in texts(await raw.done("getUpdates"))] == [4096, 4096, 4]


async def test_a_keyboard_below_the_chat_stays_until_it_is_used_or_put_away(
    raw: RawBot, lan: Phone
) -> None:
    await lan.start()
    offer = {
        "keyboard": [[{"text": "Chia sẻ", "request_contact": True}]],
        "one_time_keyboard": True,
    }
    sent = await raw.done("sendMessage", chat_id=LAN, text="a", reply_markup=offer)
    await lan.send("chưa")
    assert lan.reply_keyboard == offer
    _, refused = await raw.call(
        "editMessageText", chat_id=LAN, message_id=sent["message_id"], text="b"
    )
    assert refused == "Bad Request: message can't be edited"
    await lan.share_contact()
    assert lan.reply_keyboard is None
    await raw.done("sendMessage", chat_id=LAN, text="a", reply_markup=offer)
    await raw.done("sendMessage", chat_id=LAN, text="c", reply_markup={"remove_keyboard": True})
    assert lan.reply_keyboard is None


async def test_updates_carry_what_a_library_needs(raw: RawBot, lan: Phone) -> None:
    await lan.start("MA-123")
    await lan.share_contact()
    await lan.share_contact(own=False, user_id=STRANGER)
    await lan.send_sticker()
    await lan.send_voice()
    start, own, other, sticker, voice = [
        update["message"] for update in await raw.done("getUpdates")
    ]
    assert start["text"] == "/start MA-123"
    assert start["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert start["from"] == {
        "id": LAN,
        "first_name": "Lan",
        "last_name": "Nguyễn Thị",
        "is_bot": False,
        "language_code": "vi",
    }
    assert (own["contact"]["user_id"], other["contact"]["user_id"]) == (LAN, STRANGER)
    assert (sticker["sticker"]["type"], voice["voice"]["duration"]) == ("regular", 3)


async def test_a_press_shows_the_message_as_it_is_now_and_can_be_forged(
    raw: RawBot, lan: Phone
) -> None:
    keys = {"inline_keyboard": [[{"text": "Nộp", "callback_data": "nop:1"}]]}
    sent = await raw.done("sendMessage", chat_id=LAN, text="a", reply_markup=keys)
    message_id = sent["message_id"]
    with pytest.raises(CannotDoThatError):
        await lan.press_button(message_id, "duyet:1")
    await lan.double_tap(message_id, "nop:1")
    await raw.done("editMessageText", chat_id=LAN, message_id=message_id, text="b")
    await lan.forge("duyet:1", message_id)
    updates = await raw.done("getUpdates")
    queries = [update["callback_query"] for update in updates]
    assert [query["data"] for query in queries] == ["nop:1", "nop:1", "duyet:1"]
    assert len({query["id"] for query in queries}) == 3
    assert len({query["chat_instance"] for query in queries}) == 1
    assert queries[0]["message"]["reply_markup"] == keys
    assert (queries[2]["message"]["text"], "reply_markup" in queries[2]["message"]) == ("b", False)


async def test_a_phone_cannot_write_before_start_or_while_blocked(
    telegram_server: TelegramServer, lan: Phone
) -> None:
    with pytest.raises(CannotDoThatError):
        await telegram_server.phone(STRANGER, "Bình").send("a")
    await lan.block()
    with pytest.raises(CannotDoThatError):
        await lan.send("a")


async def test_a_webhook_is_tried_again_with_the_same_update_and_in_order(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone, webhook: Listener
) -> None:
    webhook.replies = [(500, None), (500, None)]
    await raw.done("setWebhook", url=webhook.url, secret_token="bi-mat_1")
    await lan.send("một")
    await lan.send("hai")
    await telegram_server.idle()
    assert texts(webhook.received) == ["một", "một", "một", "hai"]
    assert len(set(webhook.ids[:3])) == 1
    assert set(webhook.secrets) == {"bi-mat_1"}
    info = await raw.done("getWebhookInfo")
    assert info["pending_update_count"] == 0
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )


async def test_a_failing_chat_does_not_hold_up_another(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone, webhook: Listener
) -> None:
    binh = telegram_server.phone(STRANGER, "Trần Văn Bình")
    await raw.done("setWebhook", url=webhook.url)
    webhook.headers = {"Retry-After": "3600"}
    webhook.replies = [(503, None)]
    await lan.send("một")
    await telegram_server.world.signal.until(lambda: telegram_server.deliveries[-1:] != [], 5)
    await lan.send("hai")
    await binh.start()
    await telegram_server.world.signal.until(lambda: len(telegram_server.updates.pending) == 2, 5)
    assert texts(webhook.received) == ["một", "/start"]
    assert (await raw.done("getWebhookInfo"))["pending_update_count"] == 2


async def test_no_more_deliveries_at_once_than_the_bot_allows(
    telegram_server: TelegramServer, raw: RawBot, webhook: Listener
) -> None:
    webhook.gate.clear()
    await raw.done("setWebhook", url=webhook.url, max_connections=2)
    for user_id in (1, 2, 3):
        await telegram_server.phone(user_id, "Lan").start()
    await telegram_server.world.signal.until(lambda: len(telegram_server.deliveries) == 2, 5)
    assert len(telegram_server.deliveries) == 2
    webhook.gate.set()
    await telegram_server.idle()
    assert len(webhook.received) == 3


async def test_a_call_in_the_reply_is_carried_out_and_its_refusal_only_logged(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone, webhook: Listener
) -> None:
    webhook.replies = [
        (
            200,
            {"method": "sendMessage", "chat_id": LAN, "text": "<b>Chào</b>", "parse_mode": "HTML"},
        ),
        (200, {"method": "sendMessage", "chat_id": LAN, "text": " "}),
        (200, {"method": "getMe"}),
    ]
    await raw.done("setWebhook", url=webhook.url)
    for text in ("a", "b", "c"):
        await lan.send(text)
    await telegram_server.idle()
    assert (lan.last.text, lan.last.html) == ("Chào", "<b>Chào</b>")
    assert [call.description for call in telegram_server.refusals] == [
        "Bad Request: text must be non-empty"
    ]
    assert telegram_server.calls_of("getMe") == []
    assert len(webhook.received) == 3


async def test_an_update_can_be_delivered_again_under_its_id(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone, webhook: Listener
) -> None:
    await raw.done("setWebhook", url=webhook.url)
    await lan.send("một")
    await telegram_server.idle()
    telegram_server.redeliver()
    await telegram_server.idle()
    assert webhook.ids == [webhook.ids[0]] * 2
    await raw.done("deleteWebhook")
    telegram_server.redeliver(webhook.ids[0])
    (again,) = await raw.done("getUpdates", offset=webhook.ids[0] + 1)
    assert again["update_id"] == webhook.ids[0]
    assert await raw.done("getUpdates") == []


async def test_an_unreachable_webhook_keeps_its_updates(raw: RawBot, lan: Phone) -> None:
    await raw.done("setWebhook", url="http://127.0.0.1:9/hook")
    await lan.send("một")
    info: dict[str, Any] = {}
    while "last_error_message" not in info:
        info = await raw.done("getWebhookInfo")
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)


async def test_calls_fail_drop_and_wait_when_told_to(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone
) -> None:
    hello = {"chat_id": LAN, "text": "a"}
    telegram_server.fail_next("sendMessage", LAN, status=429, retry_after=7)
    telegram_server.fail_next(chat_id=STRANGER, status=500)
    assert await raw.call("sendMessage", **hello) == (429, "Too Many Requests: retry after 7")
    telegram_server.drop_next("sendMessage", executes=True)
    with pytest.raises(aiohttp.ClientError):
        await raw.call("sendMessage", **hello)
    telegram_server.drop_next("sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await raw.call("sendMessage", **hello)
    assert [shown.text for shown in lan.messages if shown.sender == "bot"] == ["a"]
    hold = telegram_server.hold_next("sendMessage")
    slow = asyncio.create_task(raw.done("sendMessage", chat_id=LAN, text="chậm"))
    await hold.arrived.wait()
    await raw.done("sendMessage", chat_id=LAN, text="nhanh")
    hold.release()
    await slow
    assert [shown.text for shown in lan.messages if shown.sender == "bot"] == [
        "a",
        "nhanh",
        "chậm",
    ]


async def test_a_hanging_call_ends_with_the_simulation(lan: Phone) -> None:
    server = TelegramServer(TOKEN)
    await server.start()
    server.drop_next(hangs=True)
    async with raw_bot(server) as raw:
        waiting = asyncio.create_task(raw.call("getMe"))
        await server.world.signal.until(lambda: len(server.calls) == 1, 5)
        await server.stop()
        with pytest.raises(aiohttp.ClientError):
            await waiting


async def test_setting_a_webhook_ends_a_waiting_poll(
    telegram_server: TelegramServer, raw: RawBot, webhook: Listener
) -> None:
    waiting = asyncio.create_task(raw.call("getUpdates", timeout=30))
    await telegram_server.world.signal.until(lambda: bool(telegram_server.calls), 5)
    await raw.done("setWebhook", url=webhook.url)
    assert await waiting == (409, "Conflict: terminated by setWebhook request")
