"""The few Bot API calls we make, each with a typed outcome. The one place that reads its errors."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.dialogs.screen import Document

MOST_PHOTO = 10_000_000
"""Bytes of a picture that may be sent as one; a larger one goes as a file."""

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
    """*keyboard* is JSON: objects of the library's would be made only to be taken apart again."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(
        self,
        chat: str,
        text: str,
        keyboard: str | None,
        *,
        silent: bool = False,
    ) -> Sent:
        return await _outcome(
            self._bot.send_message(
                chat,
                text,
                parse_mode=ParseMode.HTML,
                disable_notification=silent,
                api_kwargs={"reply_markup": keyboard},
            )
        )

    async def edit(self, chat: str, message: int, text: str, keyboard: str) -> Sent:
        sent = await _outcome(
            self._bot.edit_message_text(
                text,
                chat,
                message,
                parse_mode=ParseMode.HTML,
                api_kwargs={"reply_markup": keyboard},
            )
        )
        if sent.kind == BROKEN and "not modified" in sent.detail.casefold():
            return Sent(kind=DONE, message=message)
        if sent.kind == BROKEN and "edit" in sent.detail.casefold():
            return Sent(kind=GONE, detail=sent.detail)
        return sent

    async def strip(self, chat: str, message: int) -> Sent:
        """Takes the buttons off an old card; an old card without them is as good."""
        return await _outcome(self._bot.edit_message_reply_markup(chat, message))

    async def answer(self, query: str, text: str = "") -> Sent:
        return await _outcome(self._bot.answer_callback_query(query, text or None))

    async def document(self, chat: str, document: Document) -> Sent:
        """A picture as one, or as a file where the messenger does not take it for a picture."""
        if document.photo and len(document.content) <= MOST_PHOTO:
            sent = await _outcome(
                self._bot.send_photo(chat, document.content, filename=document.name)
            )
            if sent.kind != BROKEN:
                return sent
        return await _outcome(
            self._bot.send_document(chat, document.content, filename=document.name)
        )

    async def fetch(self, file_id: str) -> bytes:
        """*TelegramError* as the library words it; its text never names the token.

        Not by ``File.download_as_bytearray``: of a path that is also a file in the folder where we
        run it reads that one, as if the messenger were on this machine.
        """
        found = await self._bot.get_file(file_id)
        base, path = self._bot.base_file_url, found.file_path or ""
        url = path if path.startswith(base) else f"{base}/{path}"
        return await self._bot.request.retrieve(url)


async def _outcome(call: Awaitable[Message | bool]) -> Sent:
    try:
        answer = await call
    except RetryAfter as fault:
        return Sent(kind=LATER, wait=wait_of(fault), detail="flood")
    except Forbidden as fault:
        return Sent(kind=BLOCKED, detail=fault.message)
    except BadRequest as fault:
        return Sent(kind=BROKEN, detail=fault.message)
    except TelegramError as fault:  # 5xx, a time-out, no answer at all
        return Sent(kind=LATER, detail=fault.message)
    return Sent(kind=DONE, message=answer.message_id if isinstance(answer, Message) else None)


def wait_of(fault: RetryAfter) -> timedelta:
    wait = fault.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
