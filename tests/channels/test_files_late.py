"""Files that do not come at once: nothing lost, nothing twice, nobody held up for ever."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from bot.demo.telegram_phone import Phone
from bot.handlers.telegram import files, gate, transport
from tests.channels import luck_stage
from tests.channels.file_fixtures import fetched, kept
from tests.channels.luck_child import Child
from tests.channels.luck_stage import ADDRESSES, SECRET, SUBJECT, TOKEN, Clock, Stage, said

pytest_plugins = ["tests.channels.luck_fixtures"]

PDF = b"%PDF-1.7 " + bytes(range(256))
ASKED = "là minh chứng của việc nào?"
UNREACHABLE = "Chưa tải được tệp vừa gửi vì đường truyền"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PAUSE_SECONDS", 0.05)


@pytest.mark.parametrize("method", ["getFile", "file"])
@pytest.mark.parametrize("fault", ["500", "404", "429", "closed", "hangs", "for now"])
async def test_a_file_that_does_not_come_at_first_is_fetched_again_and_kept_once(
    stage: Stage, method: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "READ_SECONDS", 0.3)
    if fault == "for now":
        words = "Bad Request: wrong file_id or the file is temporarily unavailable"
        stage.server.fail_next(method, status=400, description=words)
    elif fault.isdecimal():
        stage.server.fail_next(method, status=int(fault), retry_after=1)
    else:
        stage.server.drop_next(method, times=2, hangs=fault == "hangs")
    phone = stage.phone(SUBJECT)
    await phone.send_document("a.pdf", PDF)
    await phone.send("/viec")
    await stage.quiet()
    assert (fetched(stage), kept(stage)) == (1, [("a.pdf", PDF)])
    assert not any(UNREACHABLE in bubble.text for bubble in said(phone))
    assert "Đồng chí tự chấm" in phone.last.text


@pytest.mark.parametrize("method", ["getFile", "file"])
async def test_a_file_that_never_comes_is_told_and_the_chat_goes_on(
    stage: Stage, method: str
) -> None:
    phone = await stage.begin()
    before = phone.last
    stage.server.fail_next(method, status=500, times=100)
    await phone.send_document("a.pdf", PDF)
    await stage.quiet()
    assert UNREACHABLE in phone.last.text
    assert phone.last.text.endswith(before.text)
    tried = [call for call in stage.server.calls_of(method) if call.status == 500]
    assert (len(tried), kept(stage)) == (files.TRIES, [])
    await stage.press(phone, "1,5")
    assert set((await stage.form()).own.points) == {"1.1"}


async def test_a_file_that_trickles_is_given_up_in_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "FETCH_SECONDS", 0.1)
    stage.server.delay_next("file", 0.5, times=100)
    phone = stage.phone(SUBJECT)
    await phone.send_document("a.pdf", PDF)
    await stage.quiet()
    assert UNREACHABLE in phone.last.text


async def test_a_slow_file_holds_up_its_own_chat_and_no_other(stage: Stage) -> None:
    phone, other = stage.phone(SUBJECT), await stage.begin("P064")
    hold = stage.server.hold_next("file")
    await phone.send_document("a.pdf", PDF)
    await asyncio.wait_for(hold.arrived.wait(), 5)
    await phone.send("/viec")
    for points, criterion in (("2", "1.2 · "), ("2", "1.3 · ")):
        await other.press(points)
        await other.until(partial(_shows, criterion), within=1.5)
    assert said(phone) == []
    hold.release()
    await stage.quiet()
    asked, home = said(phone)
    assert ASKED in asked.text
    assert "Đồng chí tự chấm" in home.text


async def test_a_press_that_overtakes_a_file_waits_for_its_turn(hooked: Stage) -> None:
    # By webhook only: there the messenger brings a press and a message side by side.
    phone = await hooked.begin()
    hold = hooked.server.hold_next("file")
    await phone.send_document("a.pdf", PDF)
    await asyncio.wait_for(hold.arrived.wait(), 5)
    key = next(key for row in phone.last.keyboard for key in row if key.text == "2")
    query = {"id": "1", "chat_instance": "1", "data": key.data, "from": phone.account.user_json()}
    card = {"message_id": phone.last.id, "date": 1, "chat": phone.account.chat_json()}
    pressing = asyncio.create_task(
        _post(hooked, {"update_id": 990_001, "callback_query": {**query, "message": card}})
    )
    done, _ = await asyncio.wait([pressing], timeout=0.3)
    assert done == set()
    assert (await hooked.form()).own.points == {}
    hold.release()
    assert await pressing == 200
    await hooked.quiet()
    assert set((await hooked.form()).own.points) == {"1.1"}
    order = hooked.rows("SELECT event_id FROM turn ORDER BY number DESC LIMIT 2")
    assert order[0] == ("u990001",)


async def test_no_more_than_a_few_files_are_in_memory_at_a_time(hooked: Stage) -> None:
    people = ["P061", "P062", "P063", "P064", "P065", "P066"]
    hold = [hooked.server.hold_next("file") for _ in people]
    for number, person in enumerate(people):
        await hooked.phone(person).send_document(f"{number}.pdf", PDF)
    for one in hold[: files.AT_A_TIME]:
        await asyncio.wait_for(one.arrived.wait(), 5)
    assert not hold[files.AT_A_TIME].arrived.is_set()
    for one in hold:
        one.release()
    await hooked.quiet()
    assert len(kept(hooked)) == len(people)


async def test_killed_while_a_file_is_on_its_way_it_is_fetched_and_kept_once(
    linked_template: Path, tmp_path: Path, mode: str
) -> None:
    file = luck_stage.copied(linked_template, tmp_path)
    async with luck_stage.new_server(Clock()) as server:
        child = Child(file, server, mode, tmp_path / "log")
        await child.start()
        phone = server.phone(ADDRESSES[SUBJECT])
        server.drop_next("file", hangs=True)
        await phone.send_document("a.pdf", PDF)
        await server.world.signal.until(lambda: len(server.calls_of("file")) > 0, 10)
        await child.kill()
        await child.start()
        await phone.until(lambda it: len(said(it)) == 1, within=15)
        await server.idle(10)
        await child.kill()
        assert TOKEN not in child.written
    assert ASKED in phone.last.text
    with closing(sqlite3.connect(file)) as database:
        found = database.execute("SELECT name, content FROM stored_file").fetchall()
    assert found == [("a.pdf", PDF)]


def _shows(words: str, phone: Phone) -> bool:
    return words in phone.last.text


async def _post(stage: Stage, update: dict[str, object]) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{stage.hook}/telegram/webhook", json=update, headers={HEADER: SECRET}
        ) as answer,
    ):
        return answer.status
