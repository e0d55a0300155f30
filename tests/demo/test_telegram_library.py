"""The real python-telegram-bot against the simulated server, in webhook and in polling mode."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.demo.telegram_phone import Phone
from bot.demo.telegram_server import TelegramServer
from tests.demo.telegram_client import LAN, STRANGER, TOKEN

pytest_plugins = ["tests.demo.telegram_fixtures"]

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE
SECRET = "bi-mat"
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Nộp phiếu", callback_data="nop:1")]])


async def greet(update: Update, context: Context) -> None:
    assert update.message is not None
    code = " ".join(context.args or ())
    await update.message.reply_html(f"<b>Chào đồng chí</b> {code}", reply_markup=KEYS)


async def submit(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Đã nộp")
    await query.edit_message_text("Phiếu <i>đã nộp</i>", parse_mode="HTML")


async def give_back(update: Update, _: Context) -> None:
    message = update.effective_message
    assert message is not None
    assert message.document is not None
    file = await message.document.get_file()
    body = bytes(await file.download_as_bytearray())
    await message.reply_document(io.BytesIO(body), filename="trả_lại.txt", caption="Đây")


async def thank(update: Update, _: Context) -> None:
    message = update.effective_message
    assert message is not None
    assert message.contact is not None
    assert message.from_user is not None
    is_own = message.contact.user_id == message.from_user.id
    await message.reply_text("của mình" if is_own else "của người khác")


async def remember(update: Update, context: Context) -> None:
    assert update.my_chat_member is not None
    context.bot_data["status"] = update.my_chat_member.new_chat_member.status


@asynccontextmanager
async def application(server: TelegramServer) -> AsyncIterator[App]:
    built = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{server.base_url}/bot")
        .base_file_url(f"{server.base_url}/file/bot")
        .updater(None)
        .build()
    )
    built.add_handler(CommandHandler("start", greet))
    built.add_handler(CallbackQueryHandler(submit))
    built.add_handler(MessageHandler(filters.Document.ALL, give_back))
    built.add_handler(MessageHandler(filters.CONTACT, thank))
    built.add_handler(ChatMemberHandler(remember))
    async with built:
        yield built


@asynccontextmanager
async def webhook_mode(app: App) -> AsyncIterator[None]:
    async def take(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
        await app.process_update(Update.de_json(await request.json(), app.bot))
        return web.Response()

    site = web.Application()
    site.router.add_post("/telegram/webhook", take)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    url = f"http://127.0.0.1:{port}/telegram/webhook"
    await app.bot.set_webhook(url, secret_token=SECRET, allowed_updates=Update.ALL_TYPES)
    assert (await app.bot.get_webhook_info()).url == url
    try:
        yield
    finally:
        await runner.cleanup()


async def poll_once(app: App, offset: int) -> int:
    for update in await app.bot.get_updates(
        offset=offset, timeout=5, allowed_updates=Update.ALL_TYPES
    ):
        await app.process_update(update)
        offset = update.update_id + 1
    await app.bot.get_updates(offset=offset, timeout=0)
    return offset


async def walk(phone: Phone, app: App, handled: Any) -> None:
    await phone.start("MA-42")
    await handled()
    assert (phone.last.text, phone.last.html) == (
        "Chào đồng chí MA-42",
        "<b>Chào đồng chí</b> MA-42",
    )
    await phone.press("Nộp phiếu")
    await handled()
    assert phone.toasts == ["Đã nộp"]
    assert (phone.last.html, phone.last.edited) == ("Phiếu <i>đã nộp</i>", True)
    assert phone.last.keyboard == ()
    await phone.send_document("minh_chứng.txt", "sản phẩm".encode())
    await handled()
    assert phone.last.document is not None
    assert (phone.last.document.name, phone.last.text) == ("trả_lại.txt", "Đây")
    assert phone.file(phone.last) == "sản phẩm".encode()
    await phone.share_contact()
    await handled()
    assert phone.last.text == "của mình"
    await phone.share_contact(own=False, user_id=STRANGER)
    await handled()
    assert phone.last.text == "của người khác"
    await phone.block()
    await handled()
    assert app.bot_data["status"] == "kicked"


async def test_a_conversation_by_webhook(telegram_server: TelegramServer) -> None:
    phone = telegram_server.phone(LAN, "Nguyễn Thị Lan")
    async with application(telegram_server) as app, webhook_mode(app):
        await walk(phone, app, telegram_server.idle)
    assert telegram_server.refusals == []
    assert {delivery.status for delivery in telegram_server.deliveries} == {200}


async def test_a_conversation_by_polling(telegram_server: TelegramServer) -> None:
    phone = telegram_server.phone(LAN, "Nguyễn Thị Lan")
    async with application(telegram_server) as app:
        offset = 0

        async def handled() -> None:
            nonlocal offset
            offset = await poll_once(app, offset)
            await telegram_server.idle()

        await walk(phone, app, handled)
    assert telegram_server.refusals == []


async def test_refusals_become_the_librarys_errors(
    telegram_server: TelegramServer, lan: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it RetryAfter warns of its own future
    async with application(telegram_server) as app:
        bot = app.bot
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(42, "a")
        with pytest.raises(BadRequest, match="unsupported start tag"):
            await bot.send_message(LAN, "<br>", parse_mode="HTML")
        telegram_server.fail_next("sendMessage", status=429, retry_after=9)
        with pytest.raises(RetryAfter):
            await bot.send_message(LAN, "a")
        telegram_server.drop_next("sendMessage")
        with pytest.raises(NetworkError):
            await bot.send_message(LAN, "a")
        await lan.block()
        with pytest.raises(Forbidden, match="blocked"):
            await bot.send_message(LAN, "a")
        await bot.set_webhook("https://example.org/hook")
        with pytest.raises(Conflict):
            await bot.get_updates()
        await bot.delete_webhook()
    stranger = Bot("1:other", base_url=f"{telegram_server.base_url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_the_other_methods_satisfy_the_library(
    telegram_server: TelegramServer, lan: Phone
) -> None:
    async with application(telegram_server) as app:
        bot = app.bot
        commands = [BotCommand("viec", "Việc của tôi")]
        await bot.set_my_commands(commands)
        assert list(await bot.get_my_commands()) == commands
        assert lan.commands == [{"command": "viec", "description": "Việc của tôi"}]
        await bot.delete_my_commands()
        assert lan.commands == []
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        await bot.send_chat_action(LAN, "typing")
        assert lan.snapshot()["typing"] is True
        picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\0\x20\0\0\0\x10"
        sent = await bot.send_photo(LAN, io.BytesIO(picture), caption="a")
        assert (sent.photo[0].width, sent.photo[0].height) == (32, 16)
        edited = await bot.edit_message_caption(LAN, sent.message_id, caption="b")
        assert not isinstance(edited, bool)
        await bot.edit_message_reply_markup(LAN, sent.message_id, reply_markup=KEYS)
        assert (lan.last.text, lan.last.keyboard[0][0].data) == ("b", "nop:1")
        reply = await bot.send_message(
            LAN, "c", reply_to_message_id=sent.message_id, disable_notification=True
        )
        assert reply.reply_to_message is not None
        assert lan.last.silent is True
        await bot.delete_message(LAN, reply.message_id)
        assert lan.last.id == sent.message_id
        await bot.send_message(LAN, "d", reply_markup=ForceReply())
        assert TOKEN not in str(telegram_server.calls)
