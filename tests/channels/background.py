"""What every driver has behind it: one copy of the sample ward, the clock, and what closes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from bot import app as composition
from bot.demo import run, sample
from bot.settings import Settings
from core import calendar

PATIENCE = 60.0
"""Seconds until a test gives up on something that should have happened long ago."""
SOON = timedelta(seconds=3)


class Background:
    """Not under test: it moves time and looks into the outbox, so that nobody has to guess."""

    def __init__(self, file: Path) -> None:
        self.url = f"sqlite+aiosqlite:///{file}"
        self.clock = run.MovableClock(sample.OPENS)
        self._file = file
        self._ward = composition.build_ward(Settings(database_url=self.url), self.clock)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._ward.storage.dispose()

    async def move(self, to: datetime) -> None:
        for instant in [*self._closings(to), to]:
            self.clock.move(instant)
            await self._ward.tick()

    def _closings(self, to: datetime) -> Iterator[datetime]:
        now = self.clock()
        month = calendar.month_of(now)
        for step in self._ward.rules.calendar.steps(month):
            if now < step.closes_at < to:
                yield step.closes_at

    async def due(self, recipient: str | None = None) -> bool:
        """Whether something is on its way to *recipient*, or to anybody, now or in a moment."""
        async with self._ward.storage.read() as store:
            queued = await store.outbox.listing(("waiting", "sending"), 500)
        return any(
            one.notice.not_before <= self.clock() + SOON
            and recipient in {None, one.notice.recipient}
            for one in queued
        )

    def audit(self) -> list[tuple[str, str]]:
        with closing(sqlite3.connect(self._file)) as connection:
            return list(connection.execute("SELECT actor, act FROM audit ORDER BY seq"))
