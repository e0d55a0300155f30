"""Typed commands: those that there are, and what is said of one that there is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogs.talk import october, opened
from tests.dialogs.week_scenes import PERSON


@pytest.mark.parametrize("typed", ["/abc", "/lich tuần này", "/", "/tuần", "/abc@phuong_bot"])
async def test_an_unknown_command_is_told_and_the_card_stays(
    sample_template: Path, tmp_path: Path, typed: str
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        before = await talk.type("/tuan")

        shown = await talk.type(typed)

        [said] = shown.above
        assert said.plain.startswith(f"Không có lệnh “{typed.split(maxsplit=1)[0]}”")
        assert "/viec, /them, /tuan" in said.plain
        assert shown.lines == before.lines
        assert "Đã thêm" in (await talk.type("thứ 7 trực cơ quan")).above[0].plain


@pytest.mark.parametrize("typed", ["/TUAN", "/tuan@phuong_bot", "/tuan\nthêm chữ"])
async def test_a_command_is_known_in_capitals_and_with_the_name_of_the_bot(
    sample_template: Path, tmp_path: Path, typed: str
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)

        assert (await talk.type(typed)).at.name == "week.show"
