"""Files that a screen gives: before its card, in their order, each once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.demo.telegram_phone import Phone
from bot.dialogs import routes
from bot.dialogs.context import Context
from bot.dialogs.screen import Button, Document, Screen, act, line
from bot.turn import SHOW, Event
from tests.channels.luck_stage import SUBJECT, Stage, calls_to, said
from tests.demo.telegram_client import png

pytest_plugins = ["tests.channels.luck_fixtures"]

PICTURE = png(640, 480)
TOO_ODD = png(100, 2001)
CARD = "Ba tệp"

Papers = tuple[Document, ...]
PAPERS: Papers = (
    Document("Biên bản họp.pdf", b"%PDF 1"),
    Document("ảnh.png", PICTURE, photo=True),
    Document("số liệu.xlsx", b"PK 3"),
)


@pytest.fixture(name="give")
def _give(monkeypatch: pytest.MonkeyPatch) -> Callable[[Papers], None]:
    """A screen of the tests' own, `papers.show`, that gives these files."""

    def give(papers: Papers) -> None:
        async def show(ctx: Context) -> Screen:
            at = act("papers.show")
            rows = ((Button("Về", act("home")),),)
            return Screen(at=at, lines=(line(CARD),), rows=rows, documents=papers)

        monkeypatch.setitem(routes._STEPS, "papers.show", routes._step(show))

    return give


async def ask_for(stage: Stage) -> Phone:
    """A press on a card that is there; the files are under way."""
    phone = stage.phone(SUBJECT)
    await stage.say(phone, "/viec")
    await phone.forge("papers.show", phone.last.id)
    return phone


def came(phone: Phone, since: int = 0) -> list[str]:
    """What the bot said, a file by its name and a card by its first line."""
    bubbles = [one for one in said(phone) if one.id > since]
    return [one.document.name if one.document else one.text.splitlines()[0] for one in bubbles]


async def test_the_files_of_a_screen_come_in_order_above_the_card_that_names_them(
    stage: Stage, give: Callable[[Papers], None]
) -> None:
    give(PAPERS)
    phone = await ask_for(stage)
    home = phone.last
    await phone.until(lambda it: it.last.text == CARD)
    await stage.quiet()
    assert came(phone, home.id) == ["Biên bản họp.pdf", "photo.jpg", "số liệu.xlsx", CARD]
    assert [phone.file(one) for one in said(phone) if one.document] == [
        paper.content for paper in PAPERS
    ]
    assert [one.kind for one in said(phone) if one.document] == ["document", "photo", "document"]
    await phone.until(lambda it: said(it)[0].keyboard == ())
    assert stage.server.refusals == []


async def test_a_picture_that_is_no_photo_to_the_messenger_comes_as_a_file(
    stage: Stage, give: Callable[[Papers], None]
) -> None:
    large = PICTURE + b"\0" * 10_000_000
    give(
        (
            Document("dài.png", TOO_ODD, photo=True),
            Document("hỏng.jpg", b"no picture", photo=True),
            Document("to.png", large, photo=True),
        )
    )
    phone = await ask_for(stage)
    await phone.until(lambda it: it.last.text == CARD)
    assert came(phone)[1:] == ["dài.png", "hỏng.jpg", "to.png", CARD]
    assert {one.kind for one in said(phone) if one.document} == {"document"}
    assert [call.description for call in stage.server.refusals] == [
        "Bad Request: PHOTO_INVALID_DIMENSIONS",
        "Bad Request: IMAGE_PROCESS_FAILED",
    ]


@pytest.mark.parametrize("method", ["sendDocument", "sendPhoto", "sendMessage"])
@pytest.mark.parametrize("status", [429, 500])
async def test_a_file_that_is_refused_for_a_while_comes_later_and_once(
    stage: Stage, give: Callable[[Papers], None], method: str, status: int
) -> None:
    give(PAPERS)
    phone = stage.phone(SUBJECT)
    await stage.say(phone, "/viec")
    stage.server.fail_next(method, phone.user_id, status=status, retry_after=1)
    await phone.forge("papers.show", phone.last.id)
    await phone.until(lambda it: it.last.text == CARD)
    assert came(phone)[1:] == ["Biên bản họp.pdf", "photo.jpg", "số liệu.xlsx", CARD]


async def test_a_file_that_is_refused_for_good_holds_up_neither_the_rest_nor_the_card(
    stage: Stage, give: Callable[[Papers], None]
) -> None:
    give((Document("rỗng.pdf", b""), *PAPERS))
    phone = await ask_for(stage)
    await phone.until(lambda it: it.last.text == CARD)
    assert came(phone)[1:] == ["Biên bản họp.pdf", "photo.jpg", "số liệu.xlsx", CARD]
    await stage.press(phone, "Về")
    assert "Đồng chí tự chấm" in phone.last.text


async def test_the_card_shown_again_comes_without_its_files(
    stage: Stage, give: Callable[[Papers], None]
) -> None:
    give(PAPERS)
    phone = await ask_for(stage)
    await phone.until(lambda it: it.last.text == CARD)
    await stage.answered()
    for act_again in (phone.send_sticker, lambda: phone.send("?"), phone.block, phone.unblock):
        await act_again()
        await stage.quiet()
    assert [name for name in came(phone) if name.startswith("Biên bản")] == ["Biên bản họp.pdf"]
    assert len([one for one in said(phone) if CARD in one.text]) == 4


async def test_a_press_while_files_are_under_way_is_shown_below_them(
    stage: Stage, give: Callable[[Papers], None]
) -> None:
    give(PAPERS)
    phone = stage.phone(SUBJECT)
    await stage.say(phone, "/viec")
    hold = stage.server.hold_next("sendPhoto", phone.user_id)
    await phone.forge("papers.show", phone.last.id)
    await asyncio.wait_for(hold.arrived.wait(), 5)
    await phone.send("/trogiup")
    await stage.server.world.signal.until(lambda: not stage.server.updates.pending, 5)
    hold.release()
    await stage.quiet()
    await stage.answered()
    assert came(phone)[1:4] == ["Biên bản họp.pdf", "photo.jpg", "số liệu.xlsx"]
    assert "/viec" in phone.last.text
    assert calls_to(stage.server, "editMessageText", phone.user_id) == []


async def test_a_start_in_the_middle_gives_only_the_files_that_did_not_arrive(
    stage: Stage, give: Callable[[Papers], None]
) -> None:
    give(PAPERS)
    phone = stage.phone(SUBJECT)
    await stage.say(phone, "/viec")
    hold = stage.server.hold_next("sendPhoto", phone.user_id)
    await phone.forge("papers.show", phone.last.id)
    await asyncio.wait_for(hold.arrived.wait(), 5)
    again = Event(channel="telegram", address=str(phone.user_id), event_id="show", kind=SHOW)
    reply = await stage.ward.turns.handle(again)
    assert reply.screen is not None
    assert (reply.given, reply.screen.documents) == (1, PAPERS)
    hold.release()
    await phone.until(lambda it: it.last.text == CARD)
    reply = await stage.ward.turns.handle(again)
    assert reply.given == 3


async def test_a_second_tap_on_a_file_gives_it_once_even_after_a_start(
    stage: Stage, give: Callable[[Papers], None]
) -> None:
    give(PAPERS)
    phone = stage.phone(SUBJECT)
    await stage.say(phone, "/viec")
    for _ in range(2):
        await phone.forge("papers.show", phone.last.id)
    await phone.until(lambda it: it.last.text == CARD)
    await stage.quiet()
    assert await stage.service.telegram.handler.resume() in {0, 1}
    await stage.quiet()
    await stage.answered()
    assert [name for name in came(phone) if name == "số liệu.xlsx"] == ["số liệu.xlsx"]
