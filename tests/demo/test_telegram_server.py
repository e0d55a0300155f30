"""Each refusal of the real Bot API, one by one, over raw HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.telegram_phone import Phone
from bot.demo.telegram_server import TelegramServer
from tests.demo.telegram_client import LAN, NOBODY, STRANGER, TOKEN, RawBot, png, raw_bot

pytest_plugins = ["tests.demo.telegram_fixtures"]

MEGABYTE = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
OLD = "query is too old and response timeout expired or query ID is invalid"


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def text_with(reply_markup: Any) -> dict[str, Any]:
    return {"chat_id": LAN, "text": "a", "reply_markup": reply_markup}


def button(data: str) -> dict[str, Any]:
    return {"text": "Nút", "callback_data": data}


def html(text: str) -> dict[str, Any]:
    return {"chat_id": LAN, "text": text, "parse_mode": "HTML"}


BUTTON = "can't parse inline keyboard button: "
WRONG_URL = "inline keyboard button URL '{}' is invalid: Wrong HTTP URL"
ROWS = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
UNKNOWN_FILE = "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
COMMAND = {"command": "viec", "description": "Việc của tôi"}

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "a"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": NOBODY, "text": "a"}, "chat not found"),
    ("sendMessage", {"chat_id": "@ai_do", "text": "a"}, "chat not found"),
    ("sendMessage", {"chat_id": LAN}, "message text is empty"),
    ("sendMessage", {"chat_id": LAN, "text": " \n "}, "text must be non-empty"),
    ("sendMessage", html("<b> </b>"), "text must be non-empty"),
    ("sendMessage", {"chat_id": LAN, "text": "ơ" * 4097}, "message is too long"),
    ("sendDocument", {"chat_id": LAN, "document": b"x", "caption": "ơ" * 1025},
     "message caption is too long"),
    ("sendMessage", {**html("a"), "parse_mode": "Word"}, "unsupported parse_mode"),
    ("sendMessage", html("đ<br>"),
     "can't parse entities: Unsupported start tag \"br\" at byte offset 2"),
    ("sendMessage", text_with(inline(button("ơ" * 33))), "BUTTON_DATA_INVALID"),
    ("sendMessage", text_with(inline(button(""))), "BUTTON_DATA_INVALID"),
    ("sendMessage", text_with(inline({"text": "a"})),
     BUTTON + "Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", text_with(inline({"text": "", "callback_data": "a"})),
     "inline keyboard button text must be non-empty"),
    ("sendMessage", text_with({"inline_keyboard": [{"text": "a"}]}), ROWS),
    ("sendMessage", text_with({"inline_keyboard": "a"}), ROWS),
    ("sendMessage", text_with("{"), "can't parse reply keyboard markup JSON object"),
    *(("sendMessage", text_with(inline({"text": "a", "url": url})), WRONG_URL.format(url))
      for url in ("http://localhost:8000/x", "http://127.0.0.1:8000/", "ftp://a.vn", "a b.vn")),
    ("sendMessage", text_with(inline(*(button(str(n)) for n in range(101)))),
     "reply markup is too long"),
    ("sendMessage", {"chat_id": LAN, "text": "a", "reply_parameters": {"message_id": 77}},
     "message to be replied not found"),
    ("editMessageText", {"chat_id": LAN, "message_id": 77, "text": "a"},
     "message to edit not found"),
    ("deleteMessage", {"chat_id": LAN, "message_id": 77}, "message to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "77"}, OLD),
    ("sendDocument", {"chat_id": LAN, "document": b""}, "file must be non-empty"),
    ("sendDocument", {"chat_id": LAN, "document": "BQAC"}, UNKNOWN_FILE),
    ("sendDocument", {"chat_id": LAN, "document": "https://a.vn/x"},
     "failed to get HTTP URL content"),
    ("sendDocument", {"chat_id": LAN}, "there is no document in the request"),
    ("sendPhoto", {"chat_id": LAN, "photo": b"not a picture"}, "IMAGE_PROCESS_FAILED"),
    ("sendPhoto", {"chat_id": LAN, "photo": b""}, "file must be non-empty"),
    ("sendPhoto", {"chat_id": LAN, "photo": png(9000, 1001)}, "PHOTO_INVALID_DIMENSIONS"),
    ("sendPhoto", {"chat_id": LAN, "photo": png(100, 2001)}, "PHOTO_INVALID_DIMENSIONS"),
    ("sendPhoto", {"chat_id": LAN, "photo": "AgAC"}, UNKNOWN_FILE),
    ("getFile", {}, "file_id not specified"),
    ("getFile", {"file_id": "BQAC"}, "invalid file_id"),
    ("setMyCommands", {"commands": [{**COMMAND, "command": "Việc"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{**COMMAND, "description": "a" * 257}]},
     "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [COMMAND] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("sendChatAction", {"chat_id": LAN, "action": "dancing"},
     "wrong parameter action in request"),
    ("setWebhook", {"url": "http://a.vn/hook"},
     "bad webhook: An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": "https://a.vn:8000/hook"},
     "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ("setWebhook", {"url": "https://a.vn/", "secret_token": "a b"},
     "secret token contains unallowed characters"),
    ("setWebhook", {"url": "https://a.vn/", "secret_token": "a" * 257},
     "secret token is too long"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "params", "reason"), REFUSED)
async def test_a_bad_request_is_refused_in_the_real_words(
    raw: RawBot, lan: Phone, method: str, params: dict[str, Any], reason: str
) -> None:
    before = lan.messages
    assert await raw.call(method, **params) == (400, f"Bad Request: {reason}")
    assert lan.messages == before


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"chat_id": LAN, "text": "ơ" * 4096}),
        ("sendMessage", html("<b>" + "ơ" * 4096 + "</b>")),
        ("sendMessage", text_with(inline(button("a" * 64)))),
        ("sendMessage", text_with(inline(*(button(str(n)) for n in range(100))))),
        ("sendMessage", text_with(inline({"text": "a", "url": "hanoi.gov.vn"}))),
        ("SENDmessage", {"chat_id": LAN, "text": "a"}),
        ("sendPhoto", {"chat_id": LAN, "photo": PNG, "caption": "ơ" * 1024}),
        ("sendPhoto", {"chat_id": LAN, "photo": png(9000, 1000)}),
        ("sendPhoto", {"chat_id": LAN, "photo": png(100, 2000)}),
        ("sendDocument", {"chat_id": LAN, "document": "attach://mau", "mau": b"x"}),
    ],
)
async def test_the_limit_itself_is_accepted(
    raw: RawBot, lan: Phone, method: str, params: dict[str, Any]
) -> None:
    result = await raw.done(method, **params)
    assert result["message_id"] == lan.last.id


async def test_an_unknown_method_or_token_is_not_found_or_unauthorized(raw: RawBot) -> None:
    assert await raw.call("sendPoll") == (404, "Not Found: method not found")
    stranger = RawBot(raw.session, raw.base.replace(TOKEN, "1:other"))
    assert await stranger.call("getMe") == (401, "Unauthorized")


async def test_who_cannot_be_reached_is_forbidden(
    telegram_server: TelegramServer, raw: RawBot, lan: Phone
) -> None:
    telegram_server.phone(STRANGER, "Trần Văn Bình")
    never = await raw.call("sendMessage", chat_id=STRANGER, text="a")
    assert never == (403, "Forbidden: bot can't initiate conversation with a user")
    await lan.block()
    for method, params in (
        ("sendMessage", {"text": "a"}),
        ("sendChatAction", {"action": "typing"}),
    ):
        blocked = await raw.call(method, chat_id=LAN, **params)
        assert blocked == (403, "Forbidden: bot was blocked by the user")
    await lan.unblock()
    await raw.done("sendMessage", chat_id=LAN, text="a")
    await lan.leave_telegram()
    gone = await raw.call("sendMessage", chat_id=LAN, text="a")
    assert gone == (403, "Forbidden: user is deactivated")


async def test_an_edit_must_change_something_of_the_bots_own(raw: RawBot, lan: Phone) -> None:
    keys = inline(button("a"))
    sent = await raw.done("sendMessage", **html("<b>a</b>"), reply_markup=keys)
    named = {"chat_id": LAN, "message_id": sent["message_id"]}
    same = {**html("<strong>a</strong>"), **named, "reply_markup": keys}
    assert await raw.call("editMessageText", **same) == (
        400,
        (
            "Bad Request: message is not modified: specified new message content and reply markup are"
            " exactly the same as a current content and reply markup of the message"
        ),
    )
    edited = await raw.done("editMessageText", **html("<i>a</i>"), message_id=named["message_id"])
    assert "reply_markup" not in edited
    assert (lan.last.keyboard, lan.last.edited) == ((), True)
    (mine,) = await lan.send("của tôi")
    refused = await raw.call("editMessageText", chat_id=LAN, message_id=mine, text="b")
    assert refused == (400, "Bad Request: message can't be edited")
    paper = await raw.done("sendDocument", chat_id=LAN, document=b"x")
    refused = await raw.call(
        "editMessageText", **{**named, "message_id": paper["message_id"]}, text="b"
    )
    assert refused == (400, "Bad Request: there is no text in the message to edit")


async def test_a_reply_keyboard_message_cannot_be_edited(raw: RawBot, lan: Phone) -> None:
    markup = {"keyboard": [[{"text": "Gửi số điện thoại", "request_contact": True}]]}
    sent = await raw.done("sendMessage", **text_with(markup))
    assert lan.reply_keyboard == markup
    refused = await raw.call(
        "editMessageText", chat_id=LAN, message_id=sent["message_id"], text="b"
    )
    assert refused == (400, "Bad Request: message can't be edited")
    await raw.done("sendMessage", **text_with({"remove_keyboard": True}))
    assert lan.reply_keyboard is None


async def test_a_query_is_answered_once_and_in_time(raw: RawBot, lan: Phone) -> None:
    await raw.done("sendMessage", **text_with(inline(button("a"))))
    query = await lan.press("Nút")
    assert lan.last.keyboard[0][0].spinner is True
    long = await raw.call("answerCallbackQuery", callback_query_id=query, text="ơ" * 201)
    assert long == (400, "Bad Request: MESSAGE_TOO_LONG")
    answer = {"callback_query_id": query, "text": "Đã ghi", "show_alert": True}
    assert await raw.call("answerCallbackQuery", **answer) == (200, True)
    assert await raw.call("answerCallbackQuery", **answer) == (400, f"Bad Request: {OLD}")
    assert (lan.alerts, lan.toasts) == (["Đã ghi"], [])
    assert lan.last.keyboard[0][0].spinner is False


async def test_a_query_grows_too_old() -> None:
    async with TelegramServer(TOKEN, callback_timeout=0.0) as server, raw_bot(server) as raw:
        lan = server.phone(LAN, "Lan")
        await lan.start()
        await raw.done("sendMessage", **text_with(inline(button("a"))))
        query = await lan.press("Nút")
        assert await raw.call("answerCallbackQuery", callback_query_id=query) == (
            400,
            f"Bad Request: {OLD}",
        )
