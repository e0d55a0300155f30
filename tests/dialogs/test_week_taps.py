"""How many taps a week takes: two to send a pre-filled one, one to approve it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import turn
from bot.channel import numbered
from core import schedule
from core.schedule import Schedule
from core.weeks import Week
from tests.dialogs import week_scenes
from tests.dialogs.talk import CHANNEL, House, Talk, october, opened
from tests.dialogs.week_scenes import LEADER, PERSON

MOST = 3
"""From the pushed card; the issue allows six."""


async def week_of(house: House, person: str, week: str) -> Schedule:
    async with house.ward.desk(person, CHANNEL) as desk:
        found = await desk.store.schedules.of(person, Week.parse(week))
    assert found is not None
    return found


async def first_button(talk: Talk, *, old: bool = False) -> None:
    button = talk.screen.buttons[0]
    await talk.handle(turn.PRESS, action=button.action, old_card=old)


async def test_a_prefilled_week_is_sent_in_two_taps_and_approved_in_one(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk, leader = await house.talk(PERSON), await house.talk(LEADER)
        await talk.type("/tuan")
        await talk.type("giao ban hằng tuần sáng thứ 7")
        await talk.press("Gửi lịch tuần")
        house.clock.now = week_scenes.MONDAY
        await week_scenes.push(house, PERSON)
        [(notice, card)] = [
            told for told in await house.told(PERSON) if told[0].kind == "week.start"
        ]
        assert notice.facts["week"] == "2026-W44"
        taps = 1  # the button of the pushed card
        await talk.handle(turn.PRESS, action=card.buttons[0].action, old_card=True)
        while (await week_of(house, PERSON, "2026-W44")).state != schedule.SUBMITTED:
            await first_button(talk)
            taps += 1
            assert taps <= MOST
        [(_, waiting)] = [
            told
            for told in await house.told(LEADER)
            if told[0].kind == "week.submitted" and "tuần 44" in told[1].lines[0].plain
        ]
        await leader.handle(turn.PRESS, action=waiting.buttons[0].action, old_card=True)
        await leader.press("✅ Duyệt")
        done = await week_of(house, PERSON, "2026-W44")

    assert taps == 2
    assert done.state == schedule.APPROVED


async def test_the_whole_way_goes_by_typed_text_alone(
    sample_template: Path, tmp_path: Path
) -> None:
    """Numbers and letters as a channel without buttons shows them."""

    def key(talk: Talk, label: str) -> str:
        menu = house_menu(talk)
        return next(each for each, shown in menu.items() if label in shown)

    async with opened(sample_template, tmp_path, october(22)) as house:
        talk, leader = await house.talk(PERSON), await house.talk(LEADER)
        await talk.type("/tuan")
        await talk.type(key(talk, "Từ danh mục"))
        await talk.type("via he")
        await talk.type(key(talk, "Biên bản kiểm tra vỉa hè"))
        await talk.type("2")
        await talk.type(key(talk, "T6 23/10"))
        await talk.type("thứ 7 trực cơ quan")
        await talk.type("5")
        await talk.type(key(talk, "Số lượng"))
        await talk.type("3")
        await talk.type(key(talk, "Gửi lịch tuần"))
        await leader.type("/viec")
        await leader.type(key(leader, "Duyệt lịch tuần"))
        await leader.type(key(leader, "Hoàng Thu Nga"))
        await leader.type(key(leader, "Trả lại"))
        await leader.type("Ghi rõ thêm giờ trực.")
        await talk.type("/tuan")
        await talk.type(key(talk, "Gửi lịch tuần"))
        await leader.type("/viec")
        await leader.type(key(leader, "Duyệt lịch tuần"))
        await leader.type(key(leader, "Hoàng Thu Nga"))
        await leader.type(key(leader, "Duyệt"))
        done = await week_of(house, PERSON, "2026-W43")

    assert done.state == schedule.APPROVED
    assert [line.quantity for line in done.lines if line.item] == [3]


def house_menu(talk: Talk) -> dict[str, str]:
    """Key to label, as the plain channel prints them."""
    printed = numbered(talk.screen, "").text.splitlines()
    split = [line.partition(". ") for line in printed]
    choices = numbered(talk.screen, "").choices
    return {key: label for key, _, label in split if key in choices}


@pytest.mark.parametrize("label", ["Gửi lịch tuần", "Chép tuần trước", "Bỏ dòng vừa thêm"])
async def test_a_card_that_was_overtaken_changes_nothing(
    sample_template: Path, tmp_path: Path, label: str
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        await talk.type("/tuan")
        await talk.type("thứ 7 trực cơ quan")
        old = talk.find(label).action
        await talk.type("chủ nhật trực cơ quan")
        before = await week_of(house, PERSON, "2026-W43")

        shown = await talk.handle(turn.PRESS, action=old)

        assert await week_of(house, PERSON, "2026-W43") == before
    assert "Lịch vừa thay đổi" in shown.above[0].plain


async def test_a_paste_longer_than_can_be_taken_loses_nothing(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        await talk.type("/tuan")
        before = await week_of(house, PERSON, "2026-W43")

        long = await talk.type("\n".join(f"23/10 việc số hiệu {n}" for n in range(900)))

        assert "Đồng chí chia làm nhiều lần" in long.above[0].plain
        assert await week_of(house, PERSON, "2026-W43") == before
