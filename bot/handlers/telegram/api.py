"""The few Bot API calls we make, each with a typed outcome. The one place that reads its errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, InputFile
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.dialogs.screen import Document
from bot.handlers.telegram.render import Keyboard

log = structlog.get_logger(__name__)

DONE, GONE, BLOCKED, LATER, BROKEN = "done", "gone", "blocked", "later", "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """*kind*: done; gone (the message cannot be edited any more); blocked (403); later (try
    again, after *wait* when the server said so); broken (our mistake, *detail* for the log).
    """

    kind: str
    message: int | None = None
    wait: timedelta | None = None
    detail: str = ""


class Api:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(
        self, chat: str, text: str, keyboard: Keyboard, *, silent: bool = False
    ) -> Sent:
        return await self._call(
            "sendMessage",
            chat_id=chat,
            text=text,
            parse_mode="HTML",
            reply_markup=keyboard,
            disable_notification=silent,
        )

    async def edit(self, chat: str, message: int, text: str, keyboard: Keyboard) -> Sent:
        sent = await self._call(
            "editMessageText",
            chat_id=chat,
            message_id=message,
            text=text,
            parse_mode="HTML",
            reply_markup=keyboard,
        )
        if sent.kind == BROKEN and "not modified" in sent.detail.casefold():
            return Sent(kind=DONE, message=message)
        if sent.kind == BROKEN and "edit" in sent.detail.casefold():
            return Sent(kind=GONE, detail=sent.detail)
        return sent

    async def strip(self, chat: str, message: int) -> Sent:
        """Takes the buttons off an old card; an old card without them is as good."""
        return await self._call(
            "editMessageReplyMarkup",
            chat_id=chat,
            message_id=message,
            reply_markup={"inline_keyboard": []},
        )

    async def answer(self, query: str, text: str = "") -> Sent:
        return await self._call("answerCallbackQuery", callback_query_id=query, text=text)

    async def document(self, chat: str, document: Document) -> Sent:
        return await self._call(
            "sendDocument",
            chat_id=chat,
            document=InputFile(document.content, filename=document.name, attach=False),
        )

    async def _call(self, method: str, **facts: Any) -> Sent:
        """Raw answers: parsing the Message an edit returns costs more than the edit itself."""
        try:
            answer = await self._bot.do_api_request(method, api_kwargs=facts)
        except RetryAfter as fault:
            return Sent(kind=LATER, wait=_wait(fault), detail="flood")
        except Forbidden as fault:
            return Sent(kind=BLOCKED, detail=fault.message)
        except BadRequest as fault:
            return Sent(kind=BROKEN, detail=fault.message)
        except NetworkError as fault:
            return Sent(kind=LATER, detail=fault.message)
        except TelegramError as fault:
            server = fault.message.casefold()
            kind = LATER if "internal" in server or "bad gateway" in server else BROKEN
            return Sent(kind=kind, detail=fault.message)
        message = answer.get("message_id") if isinstance(answer, dict) else None
        return Sent(kind=DONE, message=message)


def _wait(fault: RetryAfter) -> timedelta:
    wait = fault.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
