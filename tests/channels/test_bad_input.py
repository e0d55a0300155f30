"""What a person may type, send or press that is wrong: a sentence, nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.demo.telegram_phone import Phone
from core.evaluation import COMMENTED, SUBMITTED
from core.people import Organisation
from tests.channels.luck_stage import (
    ADDRESSES,
    COMMENTER,
    DECIDER,
    OCTOBER,
    SUBJECT,
    Stage,
    calls_to,
    said,
    spinning,
)

pytest_plugins = ["tests.channels.luck_fixtures"]

SUBMITTED_BY = "P063"  # the sample's own form that waits for the commenter
NOT_A_SCORE = {
    "above the maximum": ("2,5", "tối đa 2 điểm; đồng chí vừa cho 2,5"),
    "three decimals": ("1,125", "tối đa hai chữ số lẻ"),
    "a word": ("tốt", "“tốt” chưa phải là số"),
    "two numbers": ("1,5 2", "“1,5 2” có hai số"),
    "below zero": ("-1", "không được âm"),
    "a number beyond every number": ("1e999999", "“1e999999” có hai số"),
    "an endless number": ("9" * 4000, "chưa phải là số"),
    "a criterion that is none": ("9.9=1", "không có mục 9.9"),
    "one wrong of two": ("1.1=1 1.2=7", "Chưa ghi mục nào"),
}


@pytest.mark.parametrize("what", NOT_A_SCORE)
async def test_what_is_no_score_is_named_and_the_same_card_comes_again(
    stage: Stage, what: str
) -> None:
    typed, expected = NOT_A_SCORE[what]
    phone = await stage.begin()
    before = phone.last
    await stage.say(phone, typed)
    assert expected in phone.last.text
    assert phone.last.text.endswith(before.text)
    assert phone.last.keyboard == before.keyboard
    assert (await stage.form()).own.points == {}


@pytest.mark.parametrize("kind", ["sticker", "voice", "contact"])
async def test_what_is_no_text_gets_a_sentence_and_the_same_card(stage: Stage, kind: str) -> None:
    phone = await stage.begin()
    before = phone.last
    sends: dict[str, Callable[[], Awaitable[int]]] = {
        "sticker": phone.send_sticker,
        "voice": phone.send_voice,
        "contact": phone.share_contact,
    }
    await sends[kind]()
    await stage.quiet()
    assert phone.last.text.startswith("Chương trình đọc được chữ, nút bấm, ảnh và tệp;")
    assert phone.last.text.endswith(before.text)
    assert (await stage.form()).own.points == {}


async def _writing(stage: Stage) -> Phone:
    phone = stage.phone(COMMENTER)
    await stage.say(phone, "/viec")
    for label in ("💬", "", "✏️"):
        await stage.press(phone, label)
    return phone


def _letters(count: int) -> str:
    words = "nhận-xét-đồng-chí-"
    return (words * (count // len(words) + 1))[:count]


@pytest.mark.parametrize("length", [5000, 4096, 3001, 9000])
async def test_a_comment_that_is_too_long_comes_back_whole_in_a_file(
    stage: Stage, length: int
) -> None:
    phone = await _writing(stage)
    cards = len(said(phone))
    written = _letters(length)
    await phone.send(written)
    await phone.until(lambda it: "Tối đa 3000 ký tự" in it.last.text and len(said(it)) > cards + 1)
    await stage.quiet()
    file, card = said(phone)[cards:]
    assert phone.file(file).decode() == written
    assert f"Nội dung dài {length} ký tự, tối đa 3000" in card.text
    form = await stage.form(SUBMITTED_BY)
    assert (form.state, form.comment) == (SUBMITTED, None)


async def test_a_comment_of_exactly_three_thousand_characters_is_taken(stage: Stage) -> None:
    phone = await _writing(stage)
    await stage.say(phone, _letters(3000))
    form = await stage.form(SUBMITTED_BY)
    assert form.state == COMMENTED
    assert form.comment is not None
    assert form.comment.text == _letters(3000)


async def test_markup_in_a_name_and_in_a_comment_is_shown_as_it_was_typed(stage: Stage) -> None:
    odd = "<b>&\"'{name}**__</i>"
    async with stage.ward.storage.write() as store:
        organisation = await store.staff.organisation()
        await store.commit()
    renamed = Organisation(
        units=organisation.units,
        people=[
            replace(one, name=f"{odd} Hà") if one.code == SUBMITTED_BY else one
            for one in organisation.people
        ],
        posts=organisation.posts,
        charges=organisation.charges,
    )
    async with stage.ward.storage.write() as store:
        await store.staff.replace(renamed)
        await store.commit()
    phone = await _writing(stage)
    assert f"{odd} Hà" in phone.last.text
    await stage.say(phone, odd)
    form = await stage.form(SUBMITTED_BY)
    assert form.comment is not None
    assert form.comment.text == odd
    subject, decider = stage.phone(SUBMITTED_BY), stage.phone(DECIDER)
    await subject.until(lambda it: any(odd in bubble.text for bubble in it.messages))
    await decider.until(lambda it: any(f"{odd} Hà" in bubble.text for bubble in it.messages))
    await stage.press(decider, "📄 Mở phiếu")
    assert f"Nhận xét: {odd}" in decider.last.text
    await stage.quiet()
    assert stage.server.refusals == []


async def test_a_button_of_last_months_form_shows_what_is_true_now(stage: Stage) -> None:
    phone = stage.phone(SUBJECT)
    await stage.say(phone, "/viec")
    async with stage.ward.storage.read() as store:
        last = await store.evaluations.of(SUBJECT, OCTOBER.shift(-1))
    assert last is not None
    criterion = next(iter(last.own.points))
    await phone.forge(f"score.set:{last.id}:{last.version}:{criterion}:0", phone.last.id)
    await stage.quiet()
    async with stage.ward.storage.read() as store:
        assert await store.evaluations.get(last.id) == last
    assert "Phiếu tháng 09/2026 đã sang bước khác" in phone.last.text
    assert spinning(phone) == []


FORGED = {
    "an unknown step": "score.steal:1",
    "too few ids": "score.item:1",
    "too many ids": "home:1:2:3",
    "a word where an id belongs": "score.item:một:1.1",
    "a step that takes typed text": "score.typed:1:1.1",
    "no number": "score.set:{id}:{version}:1.1:NaN",
    "nothing but a mark": ":",
    "64 bytes of garbage": "\x00\x7f" * 32,
    "letters of four bytes": "🏠" * 16,
    "an id beyond every id": f"mine:{'9' * 40}",
    "a number beyond every number": "score.set:{id}:{version}:1.1:1E999999",
    "a number smaller than every number": "score.set:{id}:{version}:1.1:1E-999999",
    "a class that is none": "score.class:{id}:Z",
}


@pytest.mark.parametrize("what", FORGED)
async def test_callback_data_that_no_screen_made_gets_a_sentence_and_changes_nothing(
    stage: Stage, what: str
) -> None:
    phone = await stage.begin()
    before, forms = phone.last, stage.rows("SELECT * FROM evaluation ORDER BY id")
    own = await stage.form()
    await phone.forge(FORGED[what].format(id=own.id, version=own.version), before.id)
    await stage.quiet()
    assert stage.rows("SELECT * FROM evaluation ORDER BY id") == forms
    assert phone.last.text.endswith(before.text)
    assert phone.last.keyboard == before.keyboard
    assert len(phone.toasts) == 1
    assert spinning(phone) == []


OTHERS = (
    "score.set:{id}:{version}:1.1:0",
    "score.item:{id}:1.1",
    "score.group-max:{id}:1",
    "score.submit:{id}:{version}",
    "mine:{id}",
    "mine.full:{id}:1",
    "mine.withdraw:{id}:{version}",
    "comment.form:{id}",
    "comment.full:{id}:1",
    "comment.tasks:{id}",
    "comment.agree:{id}:{version}:1",
    "comment.set:{id}:{version}:1.1:0",
    "decide.form:{id}",
    "decide.now:{id}:{version}:1",
    "decide.full:{id}:1",
    "decide.undo:{id}",
    "pick.set:{id}:{version}:P059",
)


async def test_another_persons_form_is_neither_shown_nor_changed(stage: Stage) -> None:
    theirs = await stage.form(SUBMITTED_BY)
    forms = stage.rows("SELECT * FROM evaluation WHERE id = ?", theirs.id)
    phone = stage.phone("P144")
    await stage.say(phone, "/viec")
    name = stage.rows("SELECT name FROM person WHERE code = ?", SUBMITTED_BY)[0][0]
    assert theirs.submission is not None
    for data in OTHERS:
        forged = data.format(id=theirs.id, version=theirs.version)
        await phone.forge(forged, phone.last.id)
        await stage.quiet()
        seen = "\n".join([phone.last.text, *phone.toasts])
        assert name not in seen, forged
        assert theirs.submission.code not in seen, forged
    assert stage.rows("SELECT * FROM evaluation WHERE id = ?", theirs.id) == forms
    assert spinning(phone) == []


async def test_an_edited_message_is_ignored(stage: Stage) -> None:
    phone = await stage.begin()
    (typed,) = await phone.send("1,5")
    await stage.quiet()
    card, form = phone.last, await stage.form()
    await phone.edit(typed, "0")
    await stage.quiet()
    assert phone.last == card
    assert await stage.form() == form


async def test_a_group_gets_no_names_and_no_scores(stage: Stage) -> None:
    await stage.begin()
    chat = -1001234567890
    group = {"id": chat, "type": "supergroup", "title": "Phòng"}
    sender = {"id": ADDRESSES[SUBJECT], "is_bot": False, "first_name": "Nga"}
    for number, typed in enumerate(("/viec", "/start", "2", "chào")):
        entity = {"type": "bot_command", "offset": 0, "length": len(typed)}
        await stage.deliver(
            {
                "message": {
                    "message_id": 10 + number,
                    "date": 1_790_000_000,
                    "chat": group,
                    "from": sender,
                    "text": typed,
                    "entities": [entity] if typed.startswith("/") else [],
                }
            }
        )
    told = [call.request["text"] for call in calls_to(stage.server, "sendMessage", chat)]
    sentence = (
        "Chương trình chỉ làm việc trong tin nhắn riêng. "
        "Đồng chí mở cuộc trò chuyện riêng với chương trình."
    )
    assert told == [sentence, sentence]
    assert (await stage.form()).own.points == {}
