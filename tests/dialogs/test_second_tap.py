"""A finger that trembles: the same button again at once."""

from __future__ import annotations

from pathlib import Path

from bot import turn
from tests.dialogs.talk import opened
from tests.dialogs.test_walker import INSTANTS


async def test_a_second_tap_on_decide_leaves_the_confirmation_standing(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, INSTANTS[-1]) as house:
        await house.ward.tick()
        talk = await house.talk("P058")
        await talk.act("decide.inbox")
        await talk.press("Đinh Hải Yến")
        await talk.press("Ghi lý do")
        await talk.type("Chậm do chờ số liệu.")
        decide = talk.find("Quyết định loại")
        confirmed = await talk.handle(turn.PRESS, action=decide.action)
        again = await talk.handle(turn.PRESS, action=decide.action)
        one = await house.form_of("P062")
    assert again == confirmed
    assert "Đã quyết định Đinh Hải Yến" in again.above[0].plain
    assert len(one.decisions) == 1


async def test_a_refused_press_may_be_tried_again(sample_template: Path, tmp_path: Path) -> None:
    async with opened(sample_template, tmp_path, INSTANTS[0]) as house:
        talk = await house.talk("P061")
        await talk.act("score.open")
        one = await house.form_of("P061")
        for _ in range(2):
            shown = await talk.act("score.submit", one.id, one.version)
            assert "Phiếu chưa đủ để gửi" in shown.above[0].plain
