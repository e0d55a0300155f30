"""An update of Telegram's becomes one turn; the turn's answer goes to the card and the press."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram import CallbackQuery, ChatMember, Contact, Message, Update

from bot.dialogs.screen import Action
from bot.dialogs.words import Words
from bot.handlers.telegram import files, render
from bot.handlers.telegram.api import Api
from bot.handlers.telegram.cards import CHANNEL, Cards
from bot.handlers.telegram.files import Files, Offered
from bot.place import Codec
from bot.turn import FILE, NUMBER, OTHER, PRESS, REST, SHOW, TEXT, Event, Reply, Turns
from core import errors

log = structlog.get_logger(__name__)

CUT_AT = 4096
"""A phone cuts a longer text here; exactly so many characters mean that the rest follows."""
REST_SECONDS = 2.0
ANSWER_SECONDS = 0.3

BodyAnswer = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PressedCard:
    """The message a press was made on; *private*: in a person's own chat with the bot."""

    chat: str
    private: bool
    message: int


class TelegramHandler:
    """*rest_seconds*: how long the continuation of a cut text is waited for."""

    def __init__(
        self,
        turns: Turns,
        cards: Cards,
        api: Api,
        codec: Codec,
        words: Words,
        *,
        rest_seconds: float = REST_SECONDS,
    ) -> None:
        self._turns = turns
        self._cards = cards
        self._api = api
        self._codec = codec
        self._words = words
        self._rest_seconds = rest_seconds
        self._files = Files(api)
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._kept: set[asyncio.Task[None]] = set()

    async def handle(self, update: Update, card: PressedCard | None) -> BodyAnswer | None:
        """Committed when it returns; a press's answer may travel in the webhook's own reply."""
        if update.callback_query is not None:
            return await self._press(update, update.callback_query, card)
        if update.message is not None:
            await self._message(update, update.message)
        elif update.my_chat_member is not None:
            await self._member(update)
        return None

    async def resume(self) -> int:
        """At start: cards that lag behind their last turn are shown again; how many."""
        lagging = await self._turns.lagging(CHANNEL)
        for chat in lagging:
            await self._rest(chat.address, f"rest:{chat.last_turn}")
            event = _event(chat.address, f"show:{chat.last_turn}", kind=SHOW)
            reply = await self._turns.handle(event)
            if reply.screen is not None:  # the messenger may have asked for it again meanwhile
                self._cards.show(chat.address, replace(reply, repeat=True))
        return len(lagging)

    async def close(self) -> None:
        for task in self._kept:
            task.cancel()
        await asyncio.gather(*self._kept, return_exceptions=True)

    async def _press(
        self, update: Update, query: CallbackQuery, card: PressedCard | None
    ) -> BodyAnswer | None:
        if card is None or not card.private:
            return _answer(query, "")
        chat = card.chat
        live = self._cards.live(chat)
        if live is None and (kept := await self._turns.card(CHANNEL, chat)):
            live = int(kept)
        old = live is not None and card.message < live
        if not old:
            self._cards.adopt(chat, card.message)
        event = _event(
            chat,
            f"u{update.update_id}",
            kind=PRESS,
            action=self._action(query.data or ""),
            old_card=old,
        )
        reply, shown = await self._turn(event)
        if shown is not None:
            await _within(shown, ANSWER_SECONDS)
        return _answer(query, reply.toast)

    async def _message(self, update: Update, message: Message) -> None:
        chat = str(message.chat.id)
        if message.chat.type != "private":
            if (message.text or "").startswith("/"):
                await self._api.send(chat, self._words.text("common.not-in-group"), None)
            return
        if (given := files.offered(message)) is not None:
            reply, shown = await self._given(chat, update.update_id, given)
        elif message.contact is not None:
            reply, shown = await self._turn(_shared(message, message.contact, update.update_id))
        else:
            text = message.text
            event = _event(
                chat,
                f"u{update.update_id}",
                kind=OTHER if text is None else TEXT,
                text=text or "",
                continues=text is not None and len(text) == CUT_AT,
            )
            reply, shown = await self._turn(event)
        if reply.waits:
            self._keep(self._rest_later(chat, f"rest:{reply.turn}"))
        if shown is not None:
            await _within(shown, ANSWER_SECONDS)

    async def _given(
        self, chat: str, update_id: int, given: Offered
    ) -> tuple[Reply, asyncio.Event | None]:
        """In its place among the chat's updates: those behind it wait until the file is here.

        A stranger's file is not fetched, nor that of an update which was handled before.
        """
        queue = self._queues.get(chat)
        if queue is None:
            queue = self._queues[chat] = asyncio.Lock()
        async with queue:
            event = _event(chat, f"u{update_id}", kind=FILE)
            if await self._turns.awaits(CHANNEL, chat, event.event_id):
                try:
                    event = replace(event, file=await self._files.fetch(update_id, given))
                except errors.BadInput as fault:
                    event = replace(event, fault=fault)
            return await self._take(event)

    async def _member(self, update: Update) -> None:
        change = update.my_chat_member
        if change is None or change.chat.type != "private":
            return
        chat = str(change.chat.id)
        if change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}:
            await self._turns.mark_dead(CHANNEL, chat)
        else:
            await self._turn(_event(chat, f"u{update.update_id}", kind=SHOW))

    async def _turn(self, event: Event) -> tuple[Reply, asyncio.Event | None]:
        queue = self._queues.get(event.address)
        if queue is None:  # no file is on its way here
            return await self._take(event)
        async with queue:
            return await self._take(event)

    async def _take(self, event: Event) -> tuple[Reply, asyncio.Event | None]:
        reply = await self._turns.handle(event)
        if reply.screen is None:
            return reply, None
        return reply, self._cards.show(event.address, reply)

    async def _rest(self, chat: str, event_id: str) -> None:
        await self._turn(_event(chat, event_id, kind=REST))

    async def _rest_later(self, chat: str, event_id: str) -> None:
        await asyncio.sleep(self._rest_seconds)
        await self._rest(chat, event_id)

    def _keep(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)

    def _action(self, data: str) -> Action | None:
        try:
            return self._codec.unpack(data)
        except errors.BadInput:
            log.info("press with data that is none of ours")
            return None


def _event(chat: str, event_id: str, **facts: Any) -> Event:
    return Event(channel=CHANNEL, address=chat, event_id=event_id, **facts)


def _shared(message: Message, contact: Contact, update_id: int) -> Event:
    """Anybody's number can be shared; the messenger names whose it is, and only the own counts."""
    sender = message.from_user
    return _event(
        str(message.chat.id),
        f"u{update_id}",
        kind=NUMBER,
        text=contact.phone_number,
        is_own=sender is not None and contact.user_id == sender.id,
    )


def _answer(query: CallbackQuery, toast: str) -> BodyAnswer:
    said = {"method": "answerCallbackQuery", "callback_query_id": query.id}
    return {**said, "text": render.toast(toast)} if toast else said


async def _within(shown: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await shown.wait()
    except TimeoutError:
        log.debug("card follows later")
