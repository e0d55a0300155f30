"""How updates come in: a webhook that answers after the commit, or our own polling loop.

python-telegram-bot's ``Updater`` and ``update_queue`` are not used: both confirm an update
before the work on it is kept.
"""

from __future__ import annotations

import asyncio
import hmac
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import orjson
import structlog
from fastapi import Request, Response
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, TypeHandler

from bot.handlers.telegram.handler import BodyAnswer, PressedCard, TelegramHandler

log = structlog.get_logger(__name__)

WEBHOOK_PATH = "/telegram/webhook"
BODY_LIMIT = 1_000_000
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105  # a header's name
ALLOWED = ["message", "callback_query", "my_chat_member"]
POLL_SECONDS = 20
PAUSE_SECONDS = 1.0
LATE_SECONDS = 10.0
"""How long past its own time a long poll may answer."""
SLOW_SECONDS = 0.5
"""What takes longer, a file on its way, no longer holds up the updates of other chats."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(slots=True)
class _Passage:
    """The card one update brought along, and what it left behind: its answer, or the fault
    that kept it from being kept.
    """

    card: PressedCard | None
    answer: BodyAnswer | None = None
    fault: BaseException | None = field(default=None)


_passage: ContextVar[_Passage] = ContextVar("passage")


class Gate:
    """Every update passes python-telegram-bot's ``Application`` into one handler."""

    def __init__(self, application: AnyApplication, handler: TelegramHandler) -> None:
        self._application = application
        self._handler = handler
        application.add_handler(TypeHandler(Update, self._on_update))
        application.add_error_handler(self._on_fault)

    async def feed(self, raw: dict[str, Any]) -> BodyAnswer | None:
        """Raises what kept the turn from being committed: the caller asks for the update again."""
        try:
            card = _take_card(raw)
            update = Update.de_json(raw, self._application.bot)
        except Exception:  # asked for again it would be no better, and hold up what is behind it
            log.exception("update not readable", update_id=raw["update_id"])
            return None
        passage = _Passage(card=card)
        token = _passage.set(passage)
        try:
            await self._application.process_update(update)
        finally:
            _passage.reset(token)
        if passage.fault is not None:
            raise passage.fault
        return passage.answer

    async def _on_update(self, update: Update, _context: object) -> None:
        passage = _passage.get()
        passage.answer = await self._handler.handle(update, passage.card)

    async def _on_fault(self, _update: object, context: Any) -> None:
        _passage.get().fault = context.error


def _take_card(raw: dict[str, Any]) -> PressedCard | None:
    """A press brings the whole old card along, and making a ``Message`` of it takes longer than
    all the rest of the update: it is taken out, and of it only the place is kept.
    """
    message = raw.get("callback_query", {}).pop("message", None)
    if message is None:
        return None
    chat = message["chat"]
    return PressedCard(
        chat=str(chat["id"]), private=chat["type"] == "private", message=message["message_id"]
    )


def webhook(gate: Gate, secret: str | None) -> Callable[[Request], Awaitable[Response]]:
    """For :data:`WEBHOOK_PATH`: secret in constant time, then size, then anything else."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if secret is not None and not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        body = await _bounded_body(request)
        if body is None:
            return Response(status_code=413)
        raw = _update(body)
        if raw is None:
            return Response(status_code=400)
        try:
            answer = await gate.feed(raw)
        except Exception:
            log.exception("update not kept", update_id=raw["update_id"])
            return Response(status_code=500)
        if answer is None:
            return Response(status_code=200)
        return Response(orjson.dumps(answer), media_type="application/json")

    return receive


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        raw = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return raw if isinstance(raw, dict) and isinstance(raw.get("update_id"), int) else None


async def _bounded_body(request: Request) -> bytes | None:
    """``None`` beyond the limit, whether or not the length was announced."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_LIMIT:
            return None
        parts.append(part)
    return b"".join(parts)


class Polling:
    """``getUpdates`` whose offset only passes updates that were committed.

    Each chat has a lane of its own. While one is slow, what is behind it comes again with every
    call, and of that only what is new is passed on.
    """

    def __init__(
        self,
        application: AnyApplication,
        gate: Gate,
        answer: Callable[[BodyAnswer], Awaitable[object]],
        *,
        seconds: int = POLL_SECONDS,
    ) -> None:
        self._bot = application.bot
        self._gate = gate
        self._answer = answer
        self._seconds = seconds
        self._lanes: dict[object, asyncio.Task[None]] = {}
        self._kept: set[int] = set()

    async def run(self) -> None:
        """Until cancelled."""
        offset = 0
        try:
            while True:
                try:
                    # Raw: get_updates() drops a whole batch over one update that it cannot read.
                    found: Any = await self._bot._post(  # noqa: SLF001  no public name; locked version
                        "getUpdates",
                        {"offset": offset, "timeout": self._seconds, "allowed_updates": ALLOWED},
                        read_timeout=self._seconds + LATE_SECONDS,
                    )
                except TelegramError as fault:
                    log.warning("getUpdates", detail=fault.message)
                    await asyncio.sleep(PAUSE_SECONDS)
                    continue
                await self._pass_on(found)
                offset = self._next(found, offset)
        finally:
            for lane in self._lanes.values():
                lane.cancel()
            await asyncio.gather(*self._lanes.values(), return_exceptions=True)

    async def _pass_on(self, updates: list[dict[str, Any]]) -> None:
        """Returns when all that is new was seen to, or is slow."""
        by_chat: dict[object, list[dict[str, Any]]] = defaultdict(list)
        for raw in updates:
            if raw["update_id"] not in self._kept:
                by_chat[_chat_of(raw)].append(raw)
        new = by_chat.keys() - self._lanes.keys()
        for chat in new:
            self._lanes[chat] = asyncio.create_task(self._in_order(by_chat[chat]))
        waited_for = [self._lanes[chat] for chat in new] or list(self._lanes.values())
        if waited_for:
            await asyncio.wait(waited_for, timeout=SLOW_SECONDS)
        self._lanes = {chat: lane for chat, lane in self._lanes.items() if not lane.done()}

    def _next(self, updates: list[dict[str, Any]], offset: int) -> int:
        """The first update that is not kept, or what is behind them all."""
        for raw in updates:
            if raw["update_id"] not in self._kept:
                first: int = raw["update_id"]
                return first
        self._kept.clear()
        return updates[-1]["update_id"] + 1 if updates else offset

    async def _in_order(self, updates: list[dict[str, Any]]) -> None:
        """Those behind one that was not kept wait, and come again with it after a pause."""
        for raw in updates:
            update_id: int = raw["update_id"]
            try:
                answer = await self._gate.feed(raw)
            except Exception:
                log.exception("update not kept", update_id=update_id)
                await asyncio.sleep(PAUSE_SECONDS)
                return
            self._kept.add(update_id)
            if answer is not None:
                await self._answer(answer)


def _chat_of(raw: dict[str, Any]) -> object:
    for kind in ("message", "my_chat_member"):
        if kind in raw:
            return raw[kind].get("chat", {}).get("id")
    return raw.get("callback_query", {}).get("from", {}).get("id")
