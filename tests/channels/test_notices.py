"""What leaves by itself: paced, silent at night, true when it arrives, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.demo.telegram_calls import Call
from bot.demo.telegram_phone import Phone
from core.evaluation import Evaluation
from core.ports import Notice
from core.usecases import deciding, reviewing
from tests.channels import luck_child, luck_stage
from tests.channels.luck_stage import (
    ADDRESSES,
    COMMENTER,
    DECIDER,
    SUBJECT,
    Stage,
    calls_to,
    came,
    said,
)

pytest_plugins = ["tests.channels.luck_fixtures"]

ASKED = "link.asked"
ASKS = "Có máy khác xin dùng tài khoản của đồng chí."
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


async def _put(stage: Stage, *recipients: str) -> None:
    """Something to tell each of them, that is true whatever else happens."""
    async with stage.ward.storage.write() as store:
        await store.outbox.put(
            [
                Notice(
                    key=f"{person}:{ASKED}:{number}",
                    recipient=person,
                    kind=ASKED,
                    facts={},
                    not_before=stage.clock(),
                )
                for number, person in enumerate(recipients)
            ]
        )
        await store.commit()


async def _commented(stage: Stage, person: str = SUBJECT) -> Evaluation:
    one = await stage.submit(person)
    async with stage.ward.desk(COMMENTER, "test") as desk:
        return await reviewing.comment(desk, one.id, one.version, "Nhất trí.")


async def _decided(stage: Stage) -> Evaluation:
    one = await _commented(stage)
    async with stage.ward.desk(DECIDER, "test") as desk:
        return await deciding.decide(desk, one.id, one.version)


def _none_waits(stage: Stage) -> bool:
    return stage.rows("SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending')") == []


async def _all_leave(stage: Stage) -> None:
    """Every notice that is due; the second between two to one chat passes on the clock only."""
    for _ in range(20):
        await stage.service.deliverer.run()
        if _none_waits(stage):
            return
        stage.clock.move(SECOND)
    raise TimeoutError("some notices wait for ever")


def _times(calls: list[Call]) -> list[datetime]:
    return [datetime.fromisoformat(call.at) for call in calls]


async def test_a_burst_leaves_at_no_more_than_25_a_second_and_one_a_second_to_a_chat(
    hooked: Stage,
) -> None:
    people = [one for one in ADDRESSES if one != SUBJECT][:60]
    await _put(hooked, *[SUBJECT] * 4, *people)

    async def all_left() -> bool:
        return _none_waits(hooked)

    await luck_stage.eventually(all_left, 20)
    sent = _times(hooked.server.calls_of("sendMessage"))
    assert len(sent) == 64
    windows = [(later - first) / SECOND for first, later in zip(sent, sent[25:], strict=False)]
    assert min(windows) > 0.9
    mine = _times(calls_to(hooked.server, "sendMessage", ADDRESSES[SUBJECT]))
    assert len(mine) == 4
    assert min((later - first) / SECOND for first, later in pairwise(mine)) > 0.95


async def test_a_press_is_answered_while_a_burst_is_leaving(stage: Stage) -> None:
    phone = await stage.begin("P064")
    people = [one for one in ADDRESSES if one != "P064"][:100]
    await _put(stage, *people)
    await stage.server.world.signal.until(
        lambda: len(stage.server.calls_of("sendMessage")) > 10, 5
    )
    await phone.press("2")
    await phone.until(lambda it: "1.2 · " in it.last.text, within=1.5)
    assert len(stage.server.calls_of("sendMessage")) < 90
    assert stage.rows("SELECT count(*) FROM outbox WHERE state = 'sending'") != [(0,)]


async def test_two_chats_refused_at_once_pause_the_notices_but_no_press(stage: Stage) -> None:
    phone = await stage.begin("P064")
    refused = [ADDRESSES[COMMENTER], ADDRESSES[DECIDER]]
    for chat in refused:
        stage.server.fail_next("sendMessage", chat, status=429, retry_after=30)
    await _put(stage, COMMENTER, DECIDER)
    await stage.service.deliverer.run()
    for chat in refused:
        await came(stage.server, "sendMessage", chat)
    await _put(stage, SUBJECT)
    await stage.service.deliverer.run()
    assert calls_to(stage.server, "sendMessage", ADDRESSES[SUBJECT]) == []
    await phone.press("2")
    await phone.until(lambda it: "1.2 · " in it.last.text, within=1.5)
    assert calls_to(stage.server, "sendMessage", ADDRESSES[SUBJECT]) == []
    stage.clock.move(31 * SECOND)
    await stage.service.deliverer.run()
    for person in (SUBJECT, COMMENTER, DECIDER):
        await stage.phone(person).until(lambda it: ASKS in _all_text(it))
    for chat in refused:
        assert len(calls_to(stage.server, "sendMessage", chat)) == 2


def _all_text(phone: Phone) -> str:
    return "\n".join(bubble.text for bubble in said(phone))


async def test_a_form_sent_is_told_once_even_when_the_press_is_delivered_twice(
    stage: Stage,
) -> None:
    one = await stage.submit(SUBJECT)
    assert one.submission is not None
    await _all_leave(stage)
    phone = stage.phone(COMMENTER)
    await phone.until(lambda it: "Có phiếu chờ đồng chí nhận xét" in _all_text(it))
    await stage.press(phone, "📄 Mở phiếu")
    await stage.press(phone, "👍 Nhất trí")
    stage.server.redeliver()
    await stage.quiet()
    await _all_leave(stage)
    told = stage.rows("SELECT recipient, kind, attempts FROM outbox WHERE state = 'sent'")
    assert sorted(told) == [
        (DECIDER, "form.to-decide", 1),
        (COMMENTER, "form.arrived", 1),
        (SUBJECT, "form.commented", 1),
    ]
    for person, words in ((DECIDER, "Có phiếu chờ"), (SUBJECT, "đã có nhận xét")):
        assert _all_text(stage.phone(person)).count(words) == 1


async def test_a_decision_is_told_after_ten_minutes_and_not_before(hooked: Stage) -> None:
    await _decided(hooked)
    phone = hooked.phone(SUBJECT)
    await phone.until(lambda it: "đã có nhận xét" in _all_text(it))
    hooked.clock.move(9 * MINUTE)
    await hooked.service.deliverer.run()
    assert "Kết quả tháng" not in _all_text(phone)
    hooked.clock.move(MINUTE)
    await phone.until(lambda it: "Kết quả tháng 10/2026 của đồng chí" in _all_text(it))


async def test_a_decision_undone_within_ten_minutes_is_never_told(hooked: Stage) -> None:
    one = await _decided(hooked)
    hooked.clock.move(9 * MINUTE)
    async with hooked.ward.desk(DECIDER, "test") as desk:
        await deciding.undo(desk, one.id)
    for _ in range(3):
        hooked.clock.move(11 * MINUTE)
        await hooked.service.deliverer.run()
    assert "Kết quả" not in _all_text(hooked.phone(SUBJECT))


async def test_a_decision_undone_and_made_anew_is_told_once_ten_minutes_after_the_second(
    hooked: Stage,
) -> None:
    one = await _decided(hooked)
    hooked.clock.move(9 * MINUTE)
    async with hooked.ward.desk(DECIDER, "test") as desk:
        back = await deciding.undo(desk, one.id)
    async with hooked.ward.desk(DECIDER, "test") as desk:
        await deciding.decide(desk, back.id, back.version)
    phone = hooked.phone(SUBJECT)
    hooked.clock.move(9 * MINUTE)
    await hooked.service.deliverer.run()
    assert "Kết quả tháng" not in _all_text(phone)
    hooked.clock.move(2 * MINUTE)
    await phone.until(lambda it: "Kết quả tháng" in _all_text(it))
    hooked.clock.move(20 * MINUTE)
    await hooked.service.deliverer.run()
    assert _all_text(phone).count("Kết quả tháng") == 1


async def test_what_is_no_longer_true_when_its_turn_comes_is_not_sent(hooked: Stage) -> None:
    chat = ADDRESSES[DECIDER]
    hooked.server.fail_next("sendMessage", chat, status=429, retry_after=60)
    one = await _commented(hooked)
    await came(hooked.server, "sendMessage", chat)
    async with hooked.ward.desk(DECIDER, "test") as desk:
        await deciding.decide(desk, one.id, one.version)
    hooked.clock.move(2 * MINUTE)
    await hooked.service.deliverer.run()
    mine = (
        "SELECT state FROM outbox WHERE kind = 'form.to-decide'"
        " AND json_extract(facts, '$.evaluation') = ?"
    )

    async def is_dropped() -> bool:
        return hooked.rows(mine, one.id) == [("dropped",)]

    await luck_stage.eventually(is_dropped)
    assert len(calls_to(hooked.server, "sendMessage", chat)) == 1


@pytest.mark.parametrize(
    ("hours", "silent"),
    [("11:59", False), ("12:00", True), ("21:59", True), ("22:00", False)],
)
async def test_notices_make_no_sound_from_half_past_eight_in_the_evening_to_half_past_six(
    hooked: Stage, hours: str, silent: bool
) -> None:
    after = datetime.strptime(hours, "%H:%M") - datetime.strptime("0", "%H")  # noqa: DTZ007
    hooked.clock.move(after)
    await hooked.submit(SUBJECT)
    await hooked.service.deliverer.run()
    phone = hooked.phone(COMMENTER)
    await phone.until(lambda it: len(said(it)) == 1)
    assert phone.last.silent is silent
    await hooked.say(phone, "/viec")
    assert phone.last.silent is False


async def test_who_blocked_the_bot_gets_what_is_still_true_when_back(hooked: Stage) -> None:
    # By webhook only: a refused call is the same by polling; an operator's command takes a second.
    phone = hooked.phone(DECIDER)
    phone.account.blocked = True
    one = await _commented(hooked)
    await came(hooked.server, "sendMessage", phone.user_id)
    await _all_leave(hooked)
    failed = await luck_child.danhgia(hooked.file, "outbox", "--failed", "--json")
    assert [(row["recipient"], row["kind"], row["error"]) for row in failed] == [
        (DECIDER, "form.to-decide", "Forbidden: bot was blocked by the user")
    ]
    await _put(hooked, DECIDER)
    await _all_leave(hooked)
    await phone.unblock()
    await hooked.quiet()
    await _all_leave(hooked)
    assert ASKS in _all_text(phone)
    assert "Có phiếu chờ" in _all_text(phone)
    assert hooked.rows("SELECT * FROM outbox WHERE state = 'failed'") == []
    assert one.decider == DECIDER
