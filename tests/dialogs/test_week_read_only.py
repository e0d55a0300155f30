"""A week that cannot be changed offers nothing that would be refused, and says what can be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogs.talk import House, Talk, october, opened, plain
from tests.dialogs.week_scenes import LEADER, PERSON

CHANGING = ("Đổi ngày", "Số lượng", "Hạn", "Danh mục", "Buổi", "Bỏ dòng")


def offered(talk: Talk) -> set[str]:
    labels = [button.label for button in talk.screen.buttons]
    return {each for each in CHANGING if any(each in label for label in labels)}


async def sent(house: House) -> Talk:
    talk = await house.talk(PERSON)
    await talk.type("/tuan")
    await talk.type("thứ 7 trực cơ quan")
    await talk.press("Gửi lịch tuần")
    return talk


async def test_a_line_of_a_week_that_waits_is_shown_to_be_read(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await sent(house)

        shown = await talk.type("5")

        assert "Trực cơ quan" in plain(shown.lines)
        assert "đang chờ duyệt" in shown.lines[0].plain
        assert offered(talk) == set()
        await talk.press("Lặp lại hằng tuần")
        assert "sẽ tự có" in talk.screen.above[0].plain
        assert "Kiểm tra đột xuất" in plain((await talk.type("3")).lines)
        assert (await talk.press("Mở nhiệm vụ")).at.name == "work.item"
        await talk.type("/tuan")
        await talk.type("5")
        assert "Đã rút lại" in (await talk.press("Rút lại")).above[0].plain
        await talk.type("5")
        assert offered(talk) == set(CHANGING)


async def test_a_line_of_a_past_week_is_shown_to_be_read(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        await talk.type("/tuan")
        await talk.type("kiểm tra ngõ 5")
        asked = talk.screen.at
        house.clock.now = october(26)

        shown = await talk.act("week.line", *asked.args)

        assert "tuần đã qua" in shown.lines[0].plain
        assert [each.label for each in shown.buttons] == ["◀ Lịch tuần"]


async def test_the_leader_reads_a_line_of_a_week_that_does_not_wait(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        await sent(house)
        leader = await house.talk(LEADER)
        await leader.type("/viec")
        await leader.press("Duyệt lịch tuần")
        await leader.press("Hoàng Thu Nga")
        line = leader.find("5").action
        await leader.press("✅ Duyệt")

        shown = await leader.act(line.name, *line.args)

        assert "không chờ duyệt" in shown.lines[0].plain
        assert [each.label for each in shown.buttons] == ["◀ Quay lại"]


@pytest.mark.parametrize("label", ["Đổi ngày", "Số lượng", "Hạn", "Danh mục", "Buổi"])
async def test_an_old_button_of_a_sent_week_offers_nothing_that_would_be_refused(
    sample_template: Path, tmp_path: Path, label: str
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        await talk.type("/tuan")
        await talk.type("thứ 7 trực cơ quan")
        await talk.type("5")
        old = talk.find(label).action
        await talk.press("Lịch tuần")
        await talk.press("Gửi lịch tuần")

        shown = await talk.act(old.name, *old.args, old_card=True)

        assert "đang chờ duyệt" in shown.above[0].plain
        assert shown.at.name == "week.show"


async def test_a_change_that_was_sent_is_called_a_change(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await sent(house)
        leader = await house.talk(LEADER)
        await leader.type("/viec")
        await leader.press("Duyệt lịch tuần")
        await leader.press("Hoàng Thu Nga")
        await leader.press("✅ Duyệt")
        await talk.type("/tuan")
        await talk.type("chủ nhật trực thay")

        shown = await talk.press("Gửi điều chỉnh")

        assert shown.lines[0].plain.startswith(
            "Đã gửi điều chỉnh lịch tuần 43 (19/10–25/10) đến Đặng Quang Thảo (mẫu)."
        )
