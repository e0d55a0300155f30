"""What comes twice, too late or from two sides at once: done once."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from core.evaluation import COMMENTED, SUBMITTED
from core.people import Delegation, Organisation
from tests.channels import luck_stage
from tests.channels.luck_stage import (
    ADDRESSES,
    COMMENTER,
    SUBJECT,
    Stage,
    button,
    said,
    spinning,
)

pytest_plugins = ["tests.channels.luck_fixtures"]

SUBMITTED_BY = "P063"
BYSTANDER = "P062"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
ONE, TWO = {"1.1": Decimal("1.5")}, {"1.1": Decimal(2)}


@pytest.mark.parametrize("later", [False, True])
async def test_a_text_delivered_twice_is_answered_once(stage: Stage, later: bool) -> None:
    phone = await stage.begin()
    await stage.say(phone, "1,5")
    if later:
        await stage.answered()
    shown = phone.messages
    stage.server.redeliver()
    await stage.quiet()
    assert phone.messages == shown
    assert (await stage.form()).own.points == ONE


@pytest.mark.parametrize("later", [False, True])
async def test_a_press_delivered_twice_counts_once(stage: Stage, later: bool) -> None:
    phone = await stage.begin()
    await stage.press(phone, "1,5")
    if later:
        await stage.answered()
    shown, form = phone.messages, await stage.form()
    stage.server.redeliver()
    await stage.quiet()
    assert phone.messages == shown
    assert await stage.form() == form
    assert spinning(phone) == []


async def test_a_double_tap_counts_once_and_shows_the_next_criterion(stage: Stage) -> None:
    phone = await stage.begin()
    message, key = button(phone, "2")
    await phone.double_tap(message, key.data or "")
    await stage.quiet()
    assert (await stage.form()).own.points == TWO
    assert "1.2 · " in phone.last.text
    assert spinning(phone) == []


async def test_a_press_that_overtakes_the_bots_own_call_meets_the_criterion_it_was_made_for(
    stage: Stage,
) -> None:
    phone = await stage.begin()
    hold = stage.server.hold_next("editMessageText", phone.user_id)
    await phone.press("2")
    await asyncio.wait_for(hold.arrived.wait(), 5)
    message, key = button(phone, "1,5")
    assert "1.1 · " in phone.last.text
    await phone.press_button(message, key.data or "")
    hold.release()
    await stage.quiet()
    assert set((await stage.form()).own.points) == {"1.1"}
    await phone.until(lambda it: "1.2 · " in it.last.text)
    assert len(said(phone)) == 1


async def test_an_old_card_of_the_same_person_only_says_that_it_is_old(stage: Stage) -> None:
    phone = stage.phone(COMMENTER)
    for _ in range(2):
        await stage.say(phone, "/viec")
        await stage.press(phone, "💬")
        await stage.press(phone, "")
    older = said(phone)[-2].id
    newer, agree = button(phone, "👍 Nhất trí")
    await phone.forge(agree.data or "", older)
    await stage.quiet()
    assert (await stage.form(SUBMITTED_BY)).state == SUBMITTED
    assert phone.toasts == ["Thẻ này đã cũ. Đồng chí dùng thẻ mới nhất ở cuối."]
    assert phone.last.id > newer
    await stage.press(phone, "👍 Nhất trí")
    assert (await stage.form(SUBMITTED_BY)).state == COMMENTED


async def test_an_old_card_is_known_to_be_old_after_a_restart(
    linked_template: Path, tmp_path: Path, mode: str
) -> None:
    async with luck_stage.running(linked_template, tmp_path, mode) as first:
        phone = await first.begin()
        await first.say(phone, "/viec")
        await first.answered()
        shown, version = phone.last.id, (await first.form()).version
        old = said(phone)[-2].id
        form = await first.form()
    (tmp_path / "again").mkdir()
    async with luck_stage.running(tmp_path / "danhgia.db", tmp_path / "again", mode) as again:
        again.server.updates._next_id += 1000  # the messenger went on counting
        same = again.phone(SUBJECT)
        while not same.messages or same.last.id < shown:
            again.server.world.add(again.server.world.new_message(same.account, from_bot=True))
        await same.forge(f"score.set:{form.id}:{version}:1.1:0", old)
        await again.quiet()
        assert (await again.form()).own.points == {}
        assert same.toasts == ["Thẻ này đã cũ. Đồng chí dùng thẻ mới nhất ở cuối."]


async def test_a_start_that_finds_a_card_shown_and_not_yet_recorded_does_not_show_it_again(
    stage: Stage,
) -> None:
    phone = await stage.begin()
    await stage.press(phone, "2")
    await stage.answered()
    shown = phone.messages
    stage.rows("UPDATE chat SET shown = shown - 1 WHERE address = ?", str(phone.user_id))
    assert await stage.service.telegram.handler.resume() == 1
    await stage.quiet()
    assert phone.messages == shown


async def _delegate(stage: Stage, giver: str, receiver: str) -> None:
    async with stage.ward.storage.write() as store:
        staff = await store.staff.organisation()
        given = Delegation(
            giver=giver,
            receiver=receiver,
            act="comment",
            valid_from=stage.clock().date(),
            valid_to=None,
            document="QĐ 12/QĐ-UBND",
        )
        await store.staff.replace(
            Organisation(
                units=staff.units,
                people=staff.people,
                posts=staff.posts,
                charges=staff.charges,
                delegations=[given],
            )
        )
        await store.commit()


async def test_two_deputies_on_one_form_one_wins_and_the_other_is_told_kindly(
    stage: Stage,
) -> None:
    await _delegate(stage, COMMENTER, "P060")
    phones = [stage.phone(COMMENTER), stage.phone("P060")]
    name = stage.rows("SELECT name FROM person WHERE code = ?", SUBMITTED_BY)[0][0]
    pressed = []
    for phone in phones:
        await stage.say(phone, "/viec")
        await stage.press(phone, "💬")
        await stage.press(phone, name)
        message, key = button(phone, "👍 Nhất trí")
        pressed.append((phone, message, key.data or ""))
    await asyncio.gather(*(phone.press_button(at, data) for phone, at, data in pressed))
    await stage.quiet()
    form = await stage.form(SUBMITTED_BY)
    assert form.state == COMMENTED
    assert form.comment is not None
    won = [phone for phone in phones if f"Đã gửi nhận xét về {name}" in phone.last.text]
    lost = [phone for phone in phones if phone not in won]
    assert [ADDRESSES[form.comment.by]] == [phone.user_id for phone in won]
    assert "đã sang bước khác" in lost[0].toasts[0] or "Thẻ đã cũ" in lost[0].toasts[0]
    assert [phone for phone in phones if spinning(phone)] == []


async def test_the_same_person_in_another_process_at_the_same_time_acts_once(
    hooked: Stage,
) -> None:
    # By webhook only: the two meet in the database: how the press came in is all one.
    phone = hooked.phone(COMMENTER)
    await hooked.say(phone, "/viec")
    await hooked.press(phone, "💬")
    name = hooked.rows("SELECT name FROM person WHERE code = ?", SUBMITTED_BY)[0][0]
    await hooked.press(phone, name)
    terminal = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "chat", COMMENTER),
        env={
            **os.environ,
            "DANHGIA_DATABASE_URL": f"sqlite+aiosqlite:///{hooked.file}",
            "DANHGIA_TELEGRAM_API": hooked.server.base_url,
            "DANHGIA_CLOCK": hooked.clock().isoformat(),
        },
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    typing, screen = terminal.stdin, terminal.stdout
    assert typing is not None
    assert screen is not None

    async def answer(typed: str = "") -> str:
        if typed:
            typing.write(f"{typed}\n".encode())
        async with asyncio.timeout(20):
            return (await screen.readuntil(b"\x1e")).decode()

    def key_of(text: str, label: str) -> str:
        keyed = re.compile(rf"^([0-9a-z]+)\. .*{re.escape(label)}", re.MULTILINE)
        found = keyed.search(text)
        assert found is not None, text
        return found[1]

    home = await answer()
    listed = await answer(key_of(home, "💬"))
    card = await answer(key_of(listed, name))
    message, key = button(phone, "👍 Nhất trí")
    other, _ = await asyncio.gather(
        answer(key_of(card, "👍 Nhất trí, chú ý")), phone.press_button(message, key.data or "")
    )
    await hooked.quiet()
    typing.close()
    await terminal.wait()
    form = await hooked.form(SUBMITTED_BY)
    assert form.comment is not None
    by_phone = form.comment.text == "Nhất trí với kết quả tự đánh giá của đồng chí."
    told_phone, told_other = "Đã gửi nhận xét" in phone.last.text, "Đã gửi nhận xét" in other
    assert (told_phone, told_other) == (by_phone, not by_phone)
