"""The message about proposals that nobody answered before the closing."""

from __future__ import annotations

from pathlib import Path

from core.usecases import closing
from core.usecases.desk import SYSTEM
from tests.dialogs.talk import CHANNEL, october, opened, plain
from tests.dialogs.work_scenes import LEADER, PERSON


async def test_the_closing_says_which_proposals_were_left_open(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        person, _ = await house.talk(PERSON), await house.talk(LEADER)
        await person.type("/them sắp xếp hồ sơ lưu kho, hạn 24/10, 2 hồ sơ")
        await person.press("Không có trong danh mục")
        house.clock.now = october(25, 9)
        async with house.ward.desk(SYSTEM, CHANNEL) as desk:
            await closing.close_due(desk)

        said = {
            who: [
                plain(screen.lines)
                for notice, screen in await house.told(who)
                if "left-open" in notice.kind
            ]
            for who in (PERSON, LEADER)
        }

    [mine], [led] = said[PERSON], said[LEADER]
    assert mine.startswith(
        "1 việc phát sinh của đồng chí chưa được duyệt khi chốt tháng 10/2026, nên không tính: "
        "Sắp xếp hồ sơ lưu kho"
    )
    assert "/them" in mine
    assert "Hoàng Thu Nga (mẫu): Sắp xếp hồ sơ lưu kho" in led
    assert "đồng chí chưa trả lời" in led
