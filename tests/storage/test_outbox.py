from __future__ import annotations

import asyncio
from datetime import timedelta

from core.ports import Notice, QueuedNotice
from storage.engine import SqlStorage
from tests.storage import values

HOUR = timedelta(hours=1)
EVERY_STATE = ("waiting", "sending", "sent", "failed", "dropped")


async def put(storage: SqlStorage, *notices: Notice) -> None:
    async with storage.write() as unit:
        await unit.outbox.put(notices)
        await unit.commit()


async def claimed(
    storage: SqlStorage, limit: int = 10, after: timedelta = timedelta(), to: str | None = None
) -> tuple[QueuedNotice, ...]:
    async with storage.write() as unit:
        found = await unit.outbox.claim(values.NOW + after, limit, to)
        await unit.commit()
    return found


async def states(storage: SqlStorage) -> dict[str, str]:
    async with storage.read() as unit:
        every = await unit.outbox.listing(EVERY_STATE, 1000)
    return {one.notice.key: one.state for one in every}


def keys(queued: tuple[QueuedNotice, ...]) -> list[str]:
    return [one.notice.key for one in queued]


async def test_a_key_is_enqueued_once_and_left_as_it_was(storage: SqlStorage) -> None:
    await put(storage, values.notice("k"), values.notice("k", kind="other"))
    await put(storage, values.notice("k", kind="other"))
    [only] = await claimed(storage)
    assert only.notice == values.notice("k")
    assert (only.state, only.attempts) == ("sending", 1)
    await put(storage, values.notice("k"))
    assert await claimed(storage) == ()


async def test_acts_go_before_reminders_and_older_before_newer(storage: SqlStorage) -> None:
    await put(
        storage,
        values.notice("reminder", urgency=1, not_before=values.NOW - HOUR),
        values.notice("newer"),
        values.notice("older", not_before=values.NOW - HOUR),
        values.notice("future", not_before=values.NOW + HOUR),
    )
    assert keys(await claimed(storage, 2)) == ["older", "newer"]
    assert keys(await claimed(storage)) == ["reminder"]


async def test_a_stale_notice_is_dropped_not_sent(storage: SqlStorage) -> None:
    await put(
        storage,
        values.notice("stale", stale_after=values.NOW),
        values.notice("fresh", stale_after=values.NOW + HOUR),
    )
    assert keys(await claimed(storage)) == ["fresh"]
    assert await states(storage) == {"stale": "dropped", "fresh": "sending"}


async def test_only_the_asked_recipient_is_claimed(storage: SqlStorage) -> None:
    await put(storage, values.notice("a"), values.notice("b", recipient="P002"))
    assert keys(await claimed(storage, to="P002")) == ["b"]


async def test_a_drop_takes_only_what_still_waits(storage: SqlStorage) -> None:
    await put(storage, values.notice("going"))
    await claimed(storage)
    await put(storage, values.notice("waits"))
    async with storage.write() as unit:
        await unit.outbox.drop(["going", "waits", "unknown"])
        await unit.commit()
    assert await states(storage) == {"going": "sending", "waits": "dropped"}


async def test_a_settled_notice_tells_how_it_went(storage: SqlStorage) -> None:
    await put(storage, values.notice("sent"), values.notice("again"))
    sent, again = await claimed(storage)
    async with storage.write() as unit:
        await unit.outbox.settle(sent.id, state="sent", at=values.NOW, channel="telegram")
        await unit.outbox.settle(
            again.id,
            state="waiting",
            at=values.NOW,
            error="retry",
            not_before=values.NOW + HOUR,
        )
        await unit.commit()
    async with storage.read() as unit:
        [done] = await unit.outbox.listing(["sent"], 10)
    assert (done.channel, done.sent_at, done.error) == ("telegram", values.NOW, None)
    assert await claimed(storage) == ()
    [retried] = await claimed(storage, after=HOUR)
    assert (retried.id, retried.attempts, retried.error) == (again.id, 2, "retry")


async def test_what_was_sending_when_the_process_died_waits_again(storage: SqlStorage) -> None:
    await put(storage, values.notice("a"), values.notice("b"))
    before = keys(await claimed(storage))
    async with storage.write() as unit:
        assert await unit.outbox.release(values.NOW) == 2
        await unit.commit()
    assert keys(await claimed(storage)) == before


async def test_two_workers_claim_all_and_nothing_twice(
    storage: SqlStorage, other: SqlStorage
) -> None:
    await put(storage, *[values.notice(f"k{number:03}") for number in range(120)])

    async def work(by: SqlStorage) -> list[str]:
        taken: list[str] = []
        while found := await claimed(by, limit=7):
            taken += keys(found)
        return taken

    shares = await asyncio.gather(work(storage), work(other))
    taken = [key for share in shares for key in share]
    assert sorted(taken) == [f"k{number:03}" for number in range(120)]
