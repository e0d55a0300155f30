"""The notice lane by itself: a real outbox, a messenger that answers as it is told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.demo import sample
from core.ports import Account, Notice, Outcome
from scheduler.deliver import ATTEMPTS, Deliverer
from storage import engine
from tests.channels import luck_stage

pytest_plugins = ["tests.channels.luck_fixtures"]

SECOND = timedelta(seconds=1)
DONE = Outcome(kind="delivered")
FIRST, OTHER, THIRD = "P061", "P059", "P058"


@dataclass
class Messenger:
    """Answers with the next scripted outcome, then with success."""

    told: list[tuple[str, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    answers: deque[Outcome | Exception] = field(default_factory=deque)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, account: Account, notice: Notice) -> Outcome:
        self.told.append((account.person, notice.key))
        self.addresses.append(account.address)
        answer = self.answers.popleft() if self.answers else DONE
        if not self.gate.is_set():
            self.reached.set()
        await self.gate.wait()
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def keys(self) -> list[str]:
        return [key for _, key in self.told]


class Lane:
    def __init__(self, storage: engine.SqlStorage) -> None:
        self.now = sample.OPENS
        self.storage = storage
        self.messenger = Messenger()
        self.messenger.gate.set()
        self.deliverer = self.fresh()

    def fresh(self) -> Deliverer:
        """As a process that has just started."""
        return Deliverer(
            self.storage, {"telegram": self.messenger}, lambda: self.now, per_second=10_000
        )

    async def put(
        self,
        *keys: str,
        to: str = FIRST,
        stale: datetime | None = None,
        chat: str | None = None,
    ) -> None:
        """*chat*: the address of one that is no longer theirs."""
        facts = {"to_channel": "telegram", "to_address": chat} if chat else {}
        async with self.storage.write() as store:
            await store.outbox.put(
                [
                    Notice(
                        key=key,
                        recipient=to,
                        kind="test",
                        facts=facts,
                        not_before=self.now,
                        stale_after=stale,
                    )
                    for key in keys
                ]
            )
            await store.commit()

    async def run(self, after: timedelta = timedelta(0)) -> list[str]:
        """The keys that were tried at this instant, in order."""
        self.now += after
        before = len(self.messenger.told)
        await self.deliverer.run()
        return self.messenger.keys[before:]

    async def states(self) -> dict[str, str]:
        every = ("waiting", "sending", "sent", "failed")
        async with self.storage.read() as store:
            return {one.notice.key: one.state for one in await store.outbox.listing(every, 99)}

    def retry(self, seconds: int) -> None:
        """The next notice is refused for so long."""
        at = self.now + timedelta(seconds=seconds)
        self.messenger.answers.append(Outcome(kind="retry", retry_at=at, detail="flood"))


@pytest.fixture
async def lane(linked_template: Path, tmp_path: Path) -> AsyncIterator[Lane]:
    file = luck_stage.copied(linked_template, tmp_path)
    storage = engine.create_storage(f"sqlite+aiosqlite:///{file}")
    yield Lane(storage)
    await storage.dispose()


async def test_a_chat_that_was_unlinked_is_told_itself(lane: Lane) -> None:
    await lane.put("gone", chat="4711")
    await lane.put("news")
    assert await lane.run() == ["gone", "news"]
    assert lane.messenger.addresses[0] == "4711"
    assert lane.messenger.addresses[1] != "4711"
    await lane.put("again", chat="4711")
    await lane.put("else", chat="4712")
    assert await lane.run() == ["else"]
    assert await lane.run(SECOND) == ["again"]


async def test_a_notice_is_enqueued_once_a_key_even_after_it_was_sent(lane: Lane) -> None:
    await lane.put("a", "a")
    await lane.put("a")
    assert await lane.run() == ["a"]
    await lane.put("a")
    assert await lane.run(SECOND * 60) == []
    assert await lane.states() == {"a": "sent"}


async def test_one_chat_gets_one_notice_a_second_and_the_others_do_not_wait(lane: Lane) -> None:
    await lane.put("a1", "a2", "a3")
    await lane.put("b1", to=OTHER)
    assert await lane.run() == ["a1", "b1"]
    assert await lane.run(SECOND / 2) == []
    assert await lane.run(SECOND / 2) == ["a2"]
    assert await lane.run(SECOND) == ["a3"]


async def test_a_chat_told_to_wait_gets_nothing_until_then(lane: Lane) -> None:
    await lane.put("a1", "a2")
    lane.retry(10)
    assert await lane.run() == ["a1"]
    await lane.put("b1", to=OTHER)
    assert await lane.run(SECOND * 5) == ["b1"]
    assert await lane.run(SECOND * 4.5) == []
    assert (await lane.run(SECOND / 2))[0] in {"a1", "a2"}
    await lane.run(SECOND)
    assert await lane.states() == {"a1": "sent", "a2": "sent", "b1": "sent"}


@pytest.mark.parametrize(("first", "second"), [(30, 3), (3, 30)])
async def test_a_second_chat_refused_within_the_same_second_pauses_the_lane_until_the_later_time(
    lane: Lane, first: int, second: int
) -> None:
    await lane.put("a")
    await lane.put("b", to=OTHER)
    await lane.put("c", to=THIRD)
    lane.retry(first)
    lane.retry(second)
    assert await lane.run() == ["a", "b"]
    assert await lane.run(SECOND * 29) == []
    assert sorted(await lane.run(SECOND)) == ["a", "b", "c"]


async def test_two_chats_refused_more_than_a_second_apart_pause_only_themselves(
    lane: Lane,
) -> None:
    await lane.put("a")
    lane.retry(30)
    await lane.run()
    await lane.put("b", to=OTHER)
    lane.now += SECOND * 2
    lane.retry(30)
    await lane.put("c", to=THIRD)
    assert await lane.run() == ["b", "c"]


async def test_what_was_under_way_when_the_process_died_is_sent_once_more(lane: Lane) -> None:
    await lane.put("a")
    await lane.put("b", to=OTHER)
    await lane.run()
    await lane.put("c", to=THIRD)
    lane.messenger.gate.clear()
    dying = asyncio.create_task(lane.deliverer.run())
    await lane.messenger.reached.wait()
    assert lane.messenger.keys == ["a", "b", "c"]
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    lane.messenger.gate.set()
    lane.deliverer = lane.fresh()
    assert await lane.deliverer.release() == 1
    assert await lane.run(SECOND) == ["c"]
    assert await lane.deliverer.release() == 0
    assert await lane.run(SECOND) == []


async def test_what_is_no_longer_true_or_too_old_is_dropped(lane: Lane) -> None:
    await lane.put("a", stale=lane.now)
    await lane.put("b", to=OTHER)
    lane.messenger.answers.append(Outcome(kind="obsolete"))
    assert await lane.run() == ["b"]
    assert await lane.states() == {}
    assert await lane.run(SECOND * 3600) == []


async def test_a_notice_that_cannot_be_made_holds_up_none_behind_it(lane: Lane) -> None:
    await lane.put("a")
    await lane.put("b", to=OTHER)
    lane.messenger.answers.append(KeyError("a bug of ours"))
    assert await lane.run() == ["a", "b"]
    assert (await lane.states())["b"] == "sent"
    assert await lane.run(SECOND * 3600) == ["a"]


async def test_a_notice_refused_again_and_again_is_given_up_and_seen_to_be(lane: Lane) -> None:
    await lane.put("a")
    for _ in range(ATTEMPTS):
        lane.messenger.answers.append(Outcome(kind="retry", detail="Bad Gateway"))
        assert await lane.run(timedelta(hours=1)) == ["a"]
    assert await lane.run(timedelta(hours=1)) == []
    assert await lane.states() == {"a": "failed"}


async def test_somebody_without_a_channel_is_seen_to_be_so_and_told_when_there_is_one(
    lane: Lane,
) -> None:
    address = str(luck_stage.ADDRESSES[FIRST])
    lane.messenger.answers.append(Outcome(kind="blocked", detail="bot was blocked by the user"))
    await lane.put("a", "b")
    assert await lane.run() == ["a"]
    assert await lane.run(SECOND) == []
    assert await lane.states() == {"a": "failed", "b": "failed"}
    async with lane.storage.write() as store:
        await store.chats.mark("telegram", address, alive=True, at=lane.now)
        await store.outbox.revive(FIRST)
        await store.commit()
    await lane.run(SECOND)
    await lane.run(SECOND)
    assert await lane.states() == {"a": "sent", "b": "sent"}


async def linked_elsewhere(lane: Lane, person: str) -> None:
    """Of this person only the window of the command line is left."""
    async with lane.storage.write() as store:
        await store.chats.mark(
            "telegram", str(luck_stage.ADDRESSES[person]), alive=False, at=lane.now
        )
        await store.chats.link("terminal", person, person, lane.now)
        await store.commit()


async def test_somebody_reached_only_by_another_process_waits_for_it(lane: Lane) -> None:
    await linked_elsewhere(lane, FIRST)
    window = Messenger()
    window.gate.set()
    beside = Deliverer(lane.storage, {"terminal": window}, lambda: lane.now, per_second=10_000)
    await lane.put("a")
    for _ in range(ATTEMPTS + 1):
        assert await lane.run(timedelta(minutes=1)) == []
        assert await lane.states() == {"a": "waiting"}
    lane.now += timedelta(minutes=1)
    await beside.run()
    assert window.told == [(FIRST, "a")]
    assert await lane.states() == {"a": "sent"}


async def test_somebody_with_no_live_channel_anywhere_is_seen_to_be_so(lane: Lane) -> None:
    await linked_elsewhere(lane, FIRST)
    async with lane.storage.write() as store:
        await store.chats.mark("terminal", FIRST, alive=False, at=lane.now)
        await store.commit()
    await lane.put("a")
    assert await lane.run() == []
    assert await lane.states() == {"a": "failed"}
