"""The notice lane: what is due leaves the outbox, paced, each outcome recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from core import ports

PER_SECOND = 25
BATCH = 50
PER_CHAT = timedelta(seconds=1)
FIRST_RETRY = timedelta(seconds=5)
MOST_RETRY = timedelta(minutes=30)
ATTEMPTS = 12


class Deliverer:
    """One a deployment. The interactive lane does not pass here and is never held up by it.

    *only* one recipient's notices are looked at, where a channel serves one person.
    """

    def __init__(
        self,
        storage: ports.Storage,
        notifiers: Mapping[str, ports.Notifier],
        clock: Callable[[], datetime],
        *,
        per_second: float = PER_SECOND,
        only: str | None = None,
    ) -> None:
        self._storage = storage
        self._notifiers = notifiers
        self._clock = clock
        self._gap = 1 / per_second
        self._only = only
        self._next_slot = 0.0
        self._paused_until: datetime | None = None
        self._last_to: dict[str, datetime] = {}
        self._flooded: tuple[datetime, str] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def run(self) -> int:
        """Everything due now; how many were handed over. Safe to call again at any time."""
        async with self._one_at_a_time:
            count = 0
            while batch := await self._claim():
                for queued in batch:
                    count += await self._one(queued)
            return count

    async def release(self) -> int:
        """At start: what was under way when the process died is sent again."""
        async with self._storage.write() as store:
            released = await store.outbox.release(self._clock())
            await store.commit()
            return released

    async def _claim(self) -> tuple[ports.QueuedNotice, ...]:
        now = self._clock()
        if self._paused_until is not None and now < self._paused_until:
            return ()
        async with self._storage.write() as store:
            batch = await store.outbox.claim(now, BATCH, self._only)
            await store.commit()
            return batch

    async def _one(self, queued: ports.QueuedNotice) -> int:
        account = await self._account(queued.notice.recipient)
        if account is None:
            await self._settle(queued, "failed", error="no live channel")
            return 0
        if wait := self._too_soon(account.address):
            await self._settle(queued, "waiting", not_before=wait)
            return 0
        if self._paused_until is not None and self._clock() < self._paused_until:
            await self._settle(queued, "waiting", not_before=self._paused_until)
            return 0
        await self._slot()
        self._last_to[account.address] = self._clock()
        outcome = await self._notifiers[account.channel].deliver(account, queued.notice)
        await self._record(queued, account, outcome)
        return 1 if outcome.kind == "delivered" else 0

    async def _account(self, recipient: str) -> ports.Account | None:
        async with self._storage.read() as store:
            accounts = await store.chats.accounts(recipient)
        usable = [one for one in accounts if one.alive and one.channel in self._notifiers]
        return usable[0] if usable else None

    async def _record(
        self, queued: ports.QueuedNotice, account: ports.Account, outcome: ports.Outcome
    ) -> None:
        if outcome.kind == "retry":
            self._note_flood(account.address, outcome)
            if queued.attempts < ATTEMPTS:
                again = outcome.retry_at or self._clock() + _backoff(queued.attempts)
                await self._settle(queued, "waiting", error=outcome.detail, not_before=again)
                return
        if outcome.kind == "blocked":
            async with self._storage.write() as store:
                await store.chats.mark(
                    account.channel, account.address, alive=False, at=self._clock()
                )
                await store.commit()
        state = {"delivered": "sent", "obsolete": "dropped"}.get(outcome.kind, "failed")
        await self._settle(queued, state, channel=account.channel, error=outcome.detail or None)

    async def _settle(
        self,
        queued: ports.QueuedNotice,
        state: str,
        *,
        channel: str | None = None,
        error: str | None = None,
        not_before: datetime | None = None,
    ) -> None:
        async with self._storage.write() as store:
            await store.outbox.settle(
                queued.id,
                state=state,
                at=self._clock(),
                channel=channel,
                error=error,
                not_before=not_before,
            )
            await store.commit()

    def _too_soon(self, address: str) -> datetime | None:
        last = self._last_to.get(address)
        if last is None or self._clock() >= last + PER_CHAT:
            return None
        return last + PER_CHAT

    def _note_flood(self, address: str, outcome: ports.Outcome) -> None:
        """A second chat refused within the same second: the whole lane waits, not one chat."""
        if outcome.retry_at is None:
            return
        now = self._clock()
        if self._flooded is not None:
            at, other = self._flooded
            if other != address and now - at <= timedelta(seconds=1):
                self._paused_until = max(self._paused_until or now, outcome.retry_at)
        self._flooded = (now, address)

    async def _slot(self) -> None:
        loop = asyncio.get_running_loop()
        wait = self._next_slot - loop.time()
        if wait > 0:
            await asyncio.sleep(wait)
        self._next_slot = max(loop.time(), self._next_slot) + self._gap


def _backoff(attempts: int) -> timedelta:
    return min(FIRST_RETRY * (1 << min(attempts, 10)), MOST_RETRY)
