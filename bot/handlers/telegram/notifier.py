"""Delivers notices as messages of their own; the first press on one makes it the card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.handlers.telegram import render
from bot.handlers.telegram.api import BLOCKED, DONE, LATER, Api
from bot.notify import Renderer
from bot.place import Codec
from core.ports import Account, Notice, Outcome


class TelegramNotifier:
    def __init__(
        self, api: Api, renderer: Renderer, codec: Codec, clock: Callable[[], datetime]
    ) -> None:
        self._api = api
        self._renderer = renderer
        self._codec = codec
        self._clock = clock

    async def deliver(self, account: Account, notice: Notice) -> Outcome:
        screen = await self._renderer.screen(account, notice)
        if screen is None:
            return Outcome(kind="obsolete")
        sent = await self._api.send(
            account.address,
            render.text(screen),
            render.keyboard(screen, self._codec),
            silent=self._renderer.silent(),
        )
        if sent.kind == DONE:
            return Outcome(kind="delivered")
        if sent.kind == BLOCKED:
            return Outcome(kind="blocked", detail=sent.detail)
        if sent.kind == LATER:
            until = self._clock() + sent.wait if sent.wait else None
            return Outcome(kind="retry", retry_at=until, detail=sent.detail)
        return Outcome(kind="rejected", detail=sent.detail)
