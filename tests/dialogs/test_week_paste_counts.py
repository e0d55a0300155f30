"""The card of a paste counts as it lists, and a reading that would be refused is not offered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.dialogs.screen import Screen
from tests.dialogs.talk import october, opened, plain
from tests.dialogs.week_scenes import PASTE, PERSON


def listed(shown: Screen) -> tuple[int, int]:
    """How many lines stand as to be corrected and as understood."""
    numbered = [each.plain for each in shown.lines if re.match(r"\d+\. ", each.plain)]
    asked = sum("❓" in each for each in numbered)
    return asked, len(numbered) - asked


def counted(shown: Screen) -> tuple[tuple[int, int], tuple[int, int]]:
    """What the first line says, and what the two buttons say."""
    said = re.findall(r"(\d+) dòng", shown.lines[0].plain)
    labels = [each.label for each in shown.buttons]
    [take] = [each for each in labels if "Thêm" in each]
    [correct] = [each for each in labels if "❓ Sửa" in each]
    pressed = [int(re.findall(r"\d+", each)[0]) for each in (correct, take)]
    return (int(said[0]), int(said[1])), (pressed[0], pressed[1])


async def test_the_counts_of_a_paste_are_those_of_the_lines_below(
    sample_template: Path, tmp_path: Path
) -> None:
    """One of them asks, once it is taken, whether the plan has it."""
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        await talk.type("/tuan")
        await talk.type(PASTE)
        await talk.press("❓ Sửa 2 dòng")
        await talk.press("15:00")

        shown = talk.screen
        assert counted(shown) == (listed(shown), listed(shown))
        assert listed(shown) == (1, 8)
        await talk.press("Thêm 8 dòng")
        assert "Còn 1 dòng" in plain(talk.screen.above)


async def test_a_pasted_line_of_a_past_week_is_to_be_corrected(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        await talk.type("/tuan")
        await talk.press("Tuần sau")
        await talk.type("24/10 họp chi bộ\n28/10 trực cơ quan")
        house.clock.now = october(26)
        await talk.press("Lịch tuần")
        await talk.press("Bản dán")

        shown = talk.screen
        assert counted(shown) == (listed(shown), listed(shown))
        assert listed(shown) == (1, 1)
        await talk.press("❓ Sửa 1 dòng")
        await talk.press("Đổi ngày")
        assert "T2 26/10" in [each.label for each in talk.screen.buttons]


@pytest.mark.parametrize(
    "text",
    ["góp ý đồ án quy hoạch phân khu hạn 21/10", "họp chi bộ 12/10"],
    ids=["a product past its deadline", "a day of a week that is over"],
)
async def test_a_reading_that_would_be_refused_is_not_offered(
    sample_template: Path, tmp_path: Path, text: str
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        await talk.type("/tuan")

        shown = await talk.type(text)

        assert "Đúng như đã đọc" not in "".join(each.label for each in shown.buttons)
        assert "không còn nhận được" in plain(shown.lines)
        await talk.press("T6 23/10")
        assert talk.screen.above[0].plain.startswith("Đã sửa: T6 23/10")


async def test_a_past_day_of_this_week_may_be_accepted_for_a_note(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        await talk.type("/tuan")
        await talk.type("họp chi bộ 21/10")

        await talk.press("Đúng như đã đọc")

        assert talk.screen.above[0].plain.startswith("Đã sửa: T4 21/10")
