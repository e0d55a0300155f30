"""What the network, the messenger and the machine may do: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import io
import json
import re
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path

import aiohttp
import pytest

from bot.handlers.telegram import transport
from core.evaluation import COMMENTED, SUBMITTED
from core.people import Delegation, Organisation
from tests.channels import harness_luck as harness
from tests.channels.harness_luck import (
    ADDRESSES,
    COMMENTER,
    SECRET,
    SUBJECT,
    TOKEN,
    WEBHOOK,
    Child,
    Clock,
    Stage,
    button,
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
    async with harness.running(linked_template, tmp_path, mode) as first:
        phone = await first.begin()
        await first.say(phone, "/viec")
        await first.answered()
        shown, version = phone.last.id, (await first.form()).version
        old = said(phone)[-2].id
        form = await first.form()
    (tmp_path / "again").mkdir()
    async with harness.running(tmp_path / "danhgia.db", tmp_path / "again", mode) as again:
        again.server.updates._next_id += 1000  # the messenger went on counting
        same = again.phone(SUBJECT)
        while not same.messages or same.last.id < shown:
            again.server.world.add(again.server.world.new_message(same.account, from_bot=True))
        await same.forge(f"score.set:{form.id}:{version}:1.1:0", old)
        await again.quiet()
        assert (await again.form()).own.points == {}
        assert same.toasts == ["Thẻ này đã cũ. Đồng chí dùng thẻ mới nhất ở cuối."]


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
    stage: Stage,
) -> None:
    phone = stage.phone(COMMENTER)
    await stage.say(phone, "/viec")
    await stage.press(phone, "💬")
    name = stage.rows("SELECT name FROM person WHERE code = ?", SUBMITTED_BY)[0][0]
    await stage.press(phone, name)
    terminal = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "chat", COMMENTER),
        env={
            **harness.os.environ,
            "DANHGIA_DATABASE_URL": f"sqlite+aiosqlite:///{stage.file}",
            "DANHGIA_TELEGRAM_API": stage.server.base_url,
            "DANHGIA_CLOCK": stage.clock().isoformat(),
        },
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert terminal.stdin is not None
    assert terminal.stdout is not None

    async def answer(typed: str = "") -> str:
        if typed:
            terminal.stdin.write(f"{typed}\n".encode())
        async with asyncio.timeout(20):
            return (await terminal.stdout.readuntil(b"\x1e")).decode()

    def key_of(screen: str, label: str) -> str:
        keyed = re.compile(rf"^([0-9a-z]+)\. .*{re.escape(label)}", re.MULTILINE)
        found = keyed.search(screen)
        assert found is not None, screen
        return found[1]

    home = await answer()
    listed = await answer(key_of(home, "💬"))
    card = await answer(key_of(listed, name))
    message, key = button(phone, "👍 Nhất trí")
    other, _ = await asyncio.gather(
        answer(key_of(card, "👍 Nhất trí, chú ý")), phone.press_button(message, key.data or "")
    )
    await stage.quiet()
    terminal.stdin.close()
    await terminal.wait()
    form = await stage.form(SUBMITTED_BY)
    assert form.comment is not None
    by_phone = form.comment.text == "Nhất trí với kết quả tự đánh giá của đồng chí."
    told_phone, told_other = "Đã gửi nhận xét" in phone.last.text, "Đã gửi nhận xét" in other
    assert (told_phone, told_other) == (by_phone, not by_phone)


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
    stage: Stage,
) -> None:
    phone = stage.phone(COMMENTER)
    await stage.say(phone, "/viec")
    stage.server.fail_next("sendMessage", phone.user_id, status=403)
    await stage.say(phone, "/viec")

    async def is_dead() -> bool:
        return stage.rows("SELECT alive FROM chat WHERE address = ?", str(phone.user_id)) == [(0,)]

    await eventually(is_dead)
    await stage.submit(SUBJECT)
    await stage.service.deliverer.run()
    failed = await harness.danhgia(stage.file, "outbox", "--failed", "--json")
    assert [(one["recipient"], one["kind"], one["error"]) for one in failed] == [
        (COMMENTER, "form.arrived", "no live channel")
    ]
    before = len(said(phone))
    await phone.send("/viec")
    await phone.until(lambda it: any("Có phiếu chờ" in one.text for one in said(it)[before:]))
    assert await harness.danhgia(stage.file, "outbox", "--failed", "--json") == []


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
    await phone.until(lambda it: "Tối đa 3000 ký tự" in it.last.text)
    await stage.answered()
    files = [phone.file(one) for one in said(phone) if one.document]
    assert files == [b"x" * 3500]


# ---- the machine


BREAK = "CREATE TRIGGER no_turn BEFORE INSERT ON turn BEGIN SELECT RAISE(ABORT, 'full'); END"


async def test_a_turn_that_cannot_be_kept_is_asked_for_again_and_then_handled_once(
    stage: Stage,
) -> None:
    phone = await stage.begin()
    await asyncio.to_thread(stage.rows, BREAK)
    await phone.press("2")
    if stage.mode == WEBHOOK:
        await stage.server.world.signal.until(
            lambda: len([one for one in stage.server.deliveries if one.status == 500]) > 1, 5
        )
        assert stage.server.deliveries[-1].status in {500, None}
    else:
        before = len(stage.server.calls_of("getUpdates"))
        await stage.server.world.signal.until(
            lambda: len(stage.server.calls_of("getUpdates")) > before, 5
        )
        update = stage.server.updates.pending[0].update_id
        assert stage.server.calls_of("getUpdates")[-1].request["offset"] == str(update)
    assert (await stage.form()).own.points == {}
    assert "1.1 · " in phone.last.text
    await asyncio.to_thread(stage.rows, "DROP TRIGGER no_turn")
    await stage.quiet()
    assert (await stage.form()).own.points == TWO
    assert "1.2 · " in phone.last.text


async def test_a_database_locked_beyond_patience_loses_nothing(stage: Stage) -> None:
    phone = await stage.begin()
    await stage.answered()
    async with stage.ward.storage.write() as store:
        await store.chats._connection.exec_driver_sql("PRAGMA busy_timeout = 100")  # type: ignore[attr-defined]
        await store.commit()
    locker = sqlite3.connect(stage.file, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    await phone.press("2")
    polls = len(stage.server.calls_of("getUpdates"))
    if stage.mode == WEBHOOK:
        reached = await stage.server.world.signal.until(
            lambda: any(one.status == 500 for one in stage.server.deliveries), 8
        )
    else:
        reached = await stage.server.world.signal.until(
            lambda: len(stage.server.calls_of("getUpdates")) > polls, 8
        )
    assert reached
    locker.execute("ROLLBACK")
    locker.close()
    await stage.quiet()
    assert (await stage.form()).own.points == TWO
    assert "1.2 · " in phone.last.text
    assert spinning(phone) == []


async def test_killed_between_commit_and_answer_nothing_is_lost_and_nothing_done_twice(
    linked_template: Path, tmp_path: Path, mode: str
) -> None:
    file = harness.copied(linked_template, tmp_path)
    async with harness.new_server(Clock()) as server:
        child = Child(file, server, mode, tmp_path / "log")
        await child.start()
        phone = server.phone(ADDRESSES[SUBJECT])
        await phone.send("/viec")
        await phone.until(lambda it: bool(it.last.keyboard) if len(it.messages) > 1 else False)
        await phone.press_button(*_data(phone, "✍️"))
        await phone.until(lambda it: "1.1 · " in it.last.text)
        await server.idle()
        server.drop_next("editMessageText", phone.user_id, hangs=True)
        await phone.press_button(*_data(phone, "2"))
        await came(server, "editMessageText", phone.user_id, 2)
        await child.kill()
        assert _points(file) == [("1.1", "2")]
        assert "1.1 · " in phone.last.text
        await child.start()
        await phone.until(lambda it: "1.2 · " in it.last.text, within=10)
        if not server.updates.pending:
            server.redeliver()
        await server.idle(10)
        assert _points(file) == [("1.1", "2")]
        shown = [one for one in phone.messages if "1.2 · " in one.text]
        assert len(shown) == 1
        assert spinning(phone) == []
        await child.kill()
        assert TOKEN not in child.written


def _data(phone: harness.Phone, label: str) -> tuple[int, str]:
    message, key = button(phone, label)
    return message, key.data or ""


def _points(file: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(file) as connection:
        found = connection.execute(
            "SELECT key, value FROM evaluation, json_each(document, '$.own.points')"
            " WHERE person = ? AND month = '2026-10'",
            (SUBJECT,),
        ).fetchall()
    connection.close()
    return found


# ---- the door of the webhook


@pytest.mark.parametrize("secret", [None, "", "wrong", f"{SECRET} "])
async def test_without_the_secret_nothing_is_read(hooked: Stage, secret: str | None) -> None:
    headers = {} if secret is None else {HEADER: secret}
    assert await _post(hooked, b"{broken", headers) == 403
    assert hooked.rows("SELECT count(*) FROM turn") == [(0,)]


async def test_a_body_of_two_megabytes_is_refused_before_it_is_read(hooked: Stage) -> None:
    assert await _post(hooked, io.BytesIO(b"x" * 2_000_000), {HEADER: SECRET}) == 413


async def test_a_body_of_two_megabytes_that_does_not_tell_its_size_is_refused(
    hooked: Stage,
) -> None:
    async def chunks():  # type: ignore[no-untyped-def]
        for _ in range(20):
            yield b" " * 100_000

    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{hooked.hook}/telegram/webhook", data=chunks(), headers={HEADER: SECRET}
        ) as answer,
    ):
        assert answer.status == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{broken",
        b"[]",
        b"{}",
        b'{"update_id": "1"}',
        b"\xff\xfe",
    ],
)
async def test_what_is_no_update_is_bad_input(hooked: Stage, body: bytes) -> None:
    assert await _post(hooked, body, {HEADER: SECRET}) == 400
    assert hooked.rows("SELECT count(*) FROM turn") == [(0,)]


@pytest.mark.parametrize(
    "payload", [{"callback_query": 5}, {"message": {"chat": 7}}, {"poll": {"id": "1"}}, {}]
)
async def test_an_update_that_nobody_can_read_is_passed_over(
    hooked: Stage, payload: dict[str, object]
) -> None:
    body = json.dumps({"update_id": 1, **payload}).encode()
    assert await _post(hooked, body, {HEADER: SECRET}) == 200
    assert hooked.rows("SELECT count(*) FROM turn") == [(0,)]


async def _post(stage: Stage, body: bytes | io.BytesIO, headers: dict[str, str]) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{stage.hook}/telegram/webhook", data=body, headers=headers) as answer,
    ):
        return answer.status


# ---- what is written down


async def test_the_token_is_in_no_line_that_the_service_writes(
    linked_template: Path, tmp_path: Path, mode: str
) -> None:
    file = harness.copied(linked_template, tmp_path)
    async with harness.new_server(Clock()) as server:
        child = Child(file, server, mode, tmp_path / "log")
        await child.start()
        phone = server.phone(ADDRESSES[SUBJECT])
        with sqlite3.connect(file, timeout=10) as connection:
            connection.execute(BREAK)
        connection.close()
        for status in (500, 401, 404, 400):
            server.fail_next("getUpdates", status=status)
        await phone.send("/viec")

        async def has_complained() -> bool:
            return "update not kept" in child.written

        await eventually(has_complained)
        with sqlite3.connect(file, timeout=10) as connection:
            connection.execute("DROP TRIGGER no_turn")
        connection.close()
        for status in (404, 401, 400):
            server.fail_next("sendMessage", status=status, description=f"bot{TOKEN}/x")
        for _ in range(3):
            await phone.send("/viec")
        await server.idle(10)
        await server.stop()
        await asyncio.sleep(0)
        await child.kill()
        assert "update not kept" in child.written
        assert TOKEN not in child.written


async def test_a_token_that_the_messenger_refuses_is_not_printed(
    linked_template: Path, tmp_path: Path, mode: str
) -> None:
    wrong = "7654321:quite-another-token-than-it-knows"
    file = harness.copied(linked_template, tmp_path)
    async with harness.new_server(Clock()) as server:
        child = Child(file, server, mode, tmp_path / "log")
        await child.spawn(DANHGIA_TELEGRAM_TOKEN=wrong)
        assert await child.ended() != 0
        assert child.written != ""
        assert wrong not in child.written
