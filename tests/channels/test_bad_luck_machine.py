"""A full disk, a locked database, a killed process: nothing lost, and no token in a log."""

from __future__ import annotations

import asyncio
import sqlite3
from decimal import Decimal
from pathlib import Path

from bot.demo.telegram_phone import Phone
from tests.channels import luck_stage
from tests.channels.luck_child import Child
from tests.channels.luck_stage import (
    ADDRESSES,
    COMMENTER,
    POLLING,
    SUBJECT,
    TOKEN,
    WEBHOOK,
    Clock,
    Stage,
    button,
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
    file = luck_stage.copied(linked_template, tmp_path)
    async with luck_stage.new_server(Clock()) as server:
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


def _data(phone: Phone, label: str) -> tuple[int, str]:
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


async def test_a_notice_cut_off_between_sending_and_recording_is_repeated_exactly_once(
    linked_template: Path, tmp_path: Path
) -> None:
    # By webhook only: notices leave by the same lane in both, and a process takes seconds to start.
    async with luck_stage.running(linked_template, tmp_path, WEBHOOK) as stage:
        stage.server.drop_next("sendMessage", ADDRESSES[COMMENTER])
        await stage.submit(SUBJECT)
        await came(stage.server, "sendMessage", ADDRESSES[COMMENTER])
    (tmp_path / "child").mkdir()
    file = luck_stage.copied(tmp_path / "danhgia.db", tmp_path / "child")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE outbox SET not_before = '2026-10-01T00:00:00.000000Z'")
    connection.close()
    async with luck_stage.new_server(Clock()) as server:
        child = Child(file, server, WEBHOOK, tmp_path / "log")
        phone = server.phone(ADDRESSES[COMMENTER])
        server.drop_next("sendMessage", phone.user_id, executes=True, hangs=True)
        await child.start()
        await phone.until(lambda it: len(said(it)) == 1, within=10)
        await child.kill()
        await child.start()
        await phone.until(lambda it: len(said(it)) == 2, within=10)
        await asyncio.wait_for(_recorded(file), 10)
        await child.kill()
        await child.start()
        await server.idle()
        await child.kill()
        assert len(said(phone)) == 2


async def _recorded(file: Path) -> None:
    async def is_sent() -> bool:
        with sqlite3.connect(file) as connection:
            states = connection.execute("SELECT state FROM outbox WHERE kind = 'form.arrived'")
            found = {state for (state,) in states}
        connection.close()
        return "sent" in found and not found & {"waiting", "sending"}

    await luck_stage.eventually(is_sent)


async def test_the_token_is_in_no_line_that_the_service_writes(
    linked_template: Path, tmp_path: Path
) -> None:
    # By polling only: it makes every call that a webhook makes, and getUpdates.
    file = luck_stage.copied(linked_template, tmp_path)
    async with luck_stage.new_server(Clock()) as server:
        child = Child(file, server, POLLING, tmp_path / "log")
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
        await child.kill()
        assert "update not kept" in child.written
        assert TOKEN not in child.written


async def test_a_token_that_the_messenger_refuses_is_not_printed(
    linked_template: Path, tmp_path: Path
) -> None:
    # By polling only: the first call is refused before the two part.
    wrong = "7654321:quite-another-token-than-it-knows"
    file = luck_stage.copied(linked_template, tmp_path)
    async with luck_stage.new_server(Clock()) as server:
        child = Child(file, server, POLLING, tmp_path / "log")
        await child.spawn(DANHGIA_TELEGRAM_TOKEN=wrong)
        assert await child.ended() != 0
        assert child.written != ""
        assert wrong not in child.written
