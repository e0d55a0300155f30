"""The notice lane: what is due leaves the outbox, paced, each outcome recorded."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from core import ports

log = structlog.get_logger(__name__)

PER_SECOND = 25
BATCH = 50
PER_CHAT = timedelta(seconds=1)
FIRST_RETRY = timedelta(seconds=5)
MOST_RETRY = timedelta(minutes=30)
ATTEMPTS = 12
ELSEWHERE = timedelta(seconds=30)


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
        self._not_before: dict[str, datetime] = {}
        self._flooded: tuple[datetime, str, datetime] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def run(self) -> int:
        """Everything due now; how many were handed over. Safe to call again at any time."""
        async with self._one_at_a_time:
            count = 0
            while batch := await self._claim():
                count += await self._deliver(batch)
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

    async def _deliver(self, batch: Sequence[ports.QueuedNotice]) -> int:
        """Those whose turn has not come go back together: hundreds may wait for one chat."""
        addresses = await self._addresses({one.notice.recipient for one in batch})
        count = 0
        early: dict[datetime, list[int]] = defaultdict(list)
        for queued in batch:
            told = queued.notice.chat
            wait = self._not_yet(told[1] if told else addresses.get(queued.notice.recipient))
            if wait is None:
                count += await self._one(queued)
            else:
                early[wait].append(queued.id)
        if early:
            await self._postpone(early)
        return count

    async def _one(self, queued: ports.QueuedNotice) -> int:
        account = await self._account(queued.notice)
        if account is None:
            await self._unreachable(queued)
            return 0
        await self._slot()
        self._last_to[account.address] = self._clock()
        outcome = await self._handed_over(account, queued.notice)
        await self._record(queued, account, outcome)
        return 1 if outcome.kind == "delivered" else 0

    async def _handed_over(self, account: ports.Account, notice: ports.Notice) -> ports.Outcome:
        """A notice that we fail to make is tried later, and holds up none behind it."""
        try:
            return await self._notifiers[account.channel].deliver(account, notice)
        except Exception as bug:
            log.exception("a notice failed", kind=notice.kind, key=notice.key)
            return ports.Outcome(kind="retry", detail=type(bug).__name__)

    async def _unreachable(self, queued: ports.QueuedNotice) -> None:
        """Failed, unless another process serves a channel of this person: then it waits for it."""
        async with self._storage.read() as store:
            accounts = await store.chats.accounts(queued.notice.recipient)
        if any(one.alive and one.channel not in self._notifiers for one in accounts):
            await self._postpone({self._clock() + ELSEWHERE: [queued.id]})
        else:
            await self._settle(queued, "failed", error="no live channel")

    async def _account(self, notice: ports.Notice) -> ports.Account | None:
        if notice.chat is not None:
            return self._usable([self._former(notice.recipient, *notice.chat)])
        async with self._storage.read() as store:
            return self._usable(await store.chats.accounts(notice.recipient))

    def _former(self, person: str, channel: str, address: str) -> ports.Account:
        """A chat that was unlinked, to be told so once."""
        return ports.Account(
            channel=channel, address=address, person=person, alive=True, linked_at=self._clock()
        )

    async def _addresses(self, recipients: Collection[str]) -> Mapping[str, str]:
        """For the pace only; who gets a notice is looked up when it leaves."""
        async with self._storage.read() as store:
            found = {one: self._usable(await store.chats.accounts(one)) for one in recipients}
        return {one: account.address for one, account in found.items() if account}

    def _usable(self, accounts: Iterable[ports.Account]) -> ports.Account | None:
        usable = (one for one in accounts if one.alive and one.channel in self._notifiers)
        return next(usable, None)

    async def _postpone(self, early: Mapping[datetime, Collection[int]]) -> None:
        async with self._storage.write() as store:
            for until, ids in early.items():
                await store.outbox.postpone(ids, until)
            await store.commit()

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

    def _not_yet(self, address: str | None) -> datetime | None:
        """Until when nothing goes to *address*: its own pace, then the lane's pause."""
        if address is None:
            return None
        now, last = self._clock(), self._last_to.get(address)
        told = self._not_before.get(address)
        if told is not None and now < told:
            return told
        if last is not None and now < last + PER_CHAT:
            return last + PER_CHAT
        if self._paused_until is not None and now < self._paused_until:
            return self._paused_until
        return None

    def _note_flood(self, address: str, outcome: ports.Outcome) -> None:
        """A second chat refused within the same second: the whole lane waits, not one chat."""
        if outcome.retry_at is None:
            return
        now, until = self._clock(), outcome.retry_at
        self._not_before[address] = until
        if self._flooded is not None:
            at, other, others = self._flooded
            if other != address and now - at <= timedelta(seconds=1):
                self._paused_until = max(self._paused_until or now, until, others)
        self._flooded = (now, address, until)

    async def _slot(self) -> None:
        loop = asyncio.get_running_loop()
        wait = self._next_slot - loop.time()
        if wait > 0:
            await asyncio.sleep(wait)
        self._next_slot = max(loop.time(), self._next_slot) + self._gap


def _backoff(attempts: int) -> timedelta:
    return min(FIRST_RETRY * (1 << min(attempts, 10)), MOST_RETRY)
