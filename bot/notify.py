"""A notice becomes a screen for one recipient, with the words of the moment of delivery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from bot.dialogs import notices
from bot.dialogs.administration.invitations import Invitations
from bot.dialogs.context import Context
from bot.dialogs.screen import Screen
from bot.dialogs.units.books import Workbooks
from bot.dialogs.words import Words
from core import calendar, ports
from core.rulebook import Rulebook
from core.usecases.desk import Desk

QUIET_FROM, QUIET_UNTIL = time(20, 30), time(6, 30)


class Renderer:
    def __init__(
        self,
        storage: ports.Storage,
        rules: Rulebook,
        words: Words,
        clock: Callable[[], datetime],
        workbooks: Workbooks,
        administrators: frozenset[str],
        invitations: Invitations,
    ) -> None:
        self._invitations = invitations
        self._administrators = administrators
        self._storage = storage
        self._rules = rules
        self._words = words
        self._clock = clock
        self._workbooks = workbooks

    async def screen(self, account: ports.Account, notice: ports.Notice) -> Screen | None:
        """``None``: what it says is no longer true, so it is not sent."""
        async with self._storage.read() as store:
            desk = Desk(
                store=store,
                rules=self._rules,
                now=self._clock(),
                actor=notice.recipient,
                channel=account.channel,
                administrators=self._administrators,
            )
            ctx = Context(
                desk=desk,
                words=self._words,
                person=await desk.person(notice.recipient),
                channel=account.channel,
                address=account.address,
                workbooks=self._workbooks,
                invitations=self._invitations,
            )
            return await notices.screen(ctx, notice)

    def silent(self) -> bool:
        """Notices of acts are not held back at night, only without sound."""
        local = self._clock().astimezone(calendar.ZONE).time()
        return local >= QUIET_FROM or local < QUIET_UNTIL
