"""What the messenger and the way to it may do: nothing lost, nothing twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.handlers.telegram import transport
from tests.channels import luck_child
from tests.channels.luck_stage import (
    COMMENTER,
    SUBJECT,
    Stage,
    calls_to,
    came,
    eventually,
    said,
    spinning,
)

pytest_plugins = ["tests.channels.luck_fixtures"]

SUBMITTED_BY = "P063"
BYSTANDER = "P062"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
ONE, TWO = {"1.1": Decimal("1.5")}, {"1.1": Decimal(2)}


async def test_a_chat_told_to_wait_gets_its_card_later_and_holds_nobody_up(stage: Stage) -> None:
    phone, other = await stage.begin(), await stage.begin("P064")
    stage.server.fail_next("editMessageText", phone.user_id, status=429, retry_after=2)
    await phone.press("2")
    await came(stage.server, "editMessageText", phone.user_id, 2)
    refused = calls_to(stage.server, "editMessageText", phone.user_id)[-1]
    assert refused.status == 429
    await other.press("2")
    await other.until(lambda it: "1.2 · " in it.last.text, within=1.5)
    assert "1.1 · " in phone.last.text
    await phone.until(lambda it: spinning(it) == [], within=1)
    assert "1.1 · " in phone.last.text
    await phone.until(lambda it: "1.2 · " in it.last.text)
    assert (await stage.form()).own.points == TWO


@pytest.mark.parametrize("fault", ["500", "502", "closed", "answer lost", "hangs"])
async def test_a_call_that_went_wrong_is_made_again_until_the_card_is_right(
    stage: Stage, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "READ_SECONDS", 0.5)
    phone = await stage.begin()
    if fault.isdecimal():
        stage.server.fail_next("editMessageText", phone.user_id, status=int(fault))
    else:
        stage.server.drop_next(
            "editMessageText",
            phone.user_id,
            executes=fault == "answer lost",
            hangs=fault == "hangs",
        )
    await phone.press("2")
    await came(stage.server, "editMessageText", phone.user_id, 3)
    await phone.until(lambda it: "1.2 · " in it.last.text)
    await stage.answered()
    assert len(said(phone)) == 1
    assert (await stage.form()).own.points == TWO
    assert spinning(phone) == []


async def test_who_blocked_the_bot_is_seen_to_be_unreachable_and_told_when_back(
    hooked: Stage,
) -> None:
    # By webhook only: a refused call is the same by polling; an operator's command takes a second.
    phone = hooked.phone(COMMENTER)
    await hooked.say(phone, "/viec")
    hooked.server.fail_next("sendMessage", phone.user_id, status=403)
    await hooked.say(phone, "/viec")

    async def is_dead() -> bool:
        return hooked.rows("SELECT alive FROM chat WHERE address = ?", str(phone.user_id)) == [
            (0,)
        ]

    await eventually(is_dead)
    await hooked.submit(SUBJECT)
    await hooked.service.deliverer.run()
    failed = await luck_child.danhgia(hooked.file, "outbox", "--failed", "--json")
    assert [(one["recipient"], one["kind"], one["error"]) for one in failed] == [
        (COMMENTER, "form.arrived", "no live channel")
    ]
    before = len(said(phone))
    await phone.send("/viec")
    await phone.until(lambda it: any("Có phiếu chờ" in one.text for one in said(it)[before:]))
    assert hooked.rows("SELECT * FROM outbox WHERE state = 'failed'") == []


async def test_unblocking_shows_the_card_and_sends_what_is_still_true(stage: Stage) -> None:
    phone = stage.phone(COMMENTER)
    await stage.say(phone, "/viec")
    await phone.block()
    await stage.quiet()
    await stage.submit(SUBJECT)
    await stage.service.deliverer.run()
    assert not any("Có phiếu chờ" in one.text for one in said(phone))
    await phone.unblock()
    await phone.until(lambda it: any("Có phiếu chờ" in one.text for one in said(it)))
    await phone.until(lambda it: any("4 phiếu chờ" in one.text for one in said(it)))


@pytest.mark.parametrize("refused", ["sendDocument", "sendMessage"])
@pytest.mark.parametrize("status", [429, 500])
async def test_a_text_given_back_as_a_file_arrives_once_whatever_is_refused(
    stage: Stage, refused: str, status: int
) -> None:
    phone = stage.phone(COMMENTER)
    await stage.say(phone, "/viec")
    for label in ("💬", "", "✏️"):
        await stage.press(phone, label)
    stage.server.fail_next(refused, phone.user_id, status=status, retry_after=1)
    await phone.send("x" * 3500)
    await phone.until(lambda it: "Nội dung dài 3500 ký tự" in it.last.text)
    await stage.answered()
    files = [phone.file(one) for one in said(phone) if one.document]
    assert files == [b"x" * 3500]
