"""What is told of proposals: where they come from, and that nobody answered them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from core import tasks
from core.calendar import due_at
from core.usecases import accepting, closing, directing, working
from core.usecases.assigning import Order
from core.usecases.desk import SYSTEM
from tests.dialogs.talk import CHANNEL, october, opened, plain
from tests.dialogs.work_scenes import LEADER, PERSON

HEAD = "P058"


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
        "1 việc đồng chí đề nghị chưa được duyệt khi chốt tháng 10/2026, nên không tính: "
        "Sắp xếp hồ sơ lưu kho"
    )
    assert "/them" in mine
    assert "Hoàng Thu Nga (mẫu): Sắp xếp hồ sơ lưu kho" in led
    assert "đồng chí chưa trả lời" in led


async def test_a_heads_own_line_of_the_plan_is_titled_by_its_plan(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        await house.talk(HEAD)
        order = Order(
            item="",
            name="Rà soát quy hoạch",
            quantity=1,
            due=due_at(date(2026, 10, 24)),
            origin=tasks.PLAN,
        )
        async with house.ward.desk(HEAD, CHANNEL) as desk:
            one = await working.note_line(desk, order, "")
            [above] = await directing.whom_to_tell(desk, HEAD)
        leader = await house.talk(above)

        [asked] = [s for notice, s in await house.told(above) if notice.kind == "task.proposed"]
        shown = await leader.act("accept.line", one.id)
        async with house.ward.desk(above, CHANNEL) as desk:
            await accepting.approve(desk, one.id, one.version)
        [answered] = [s for notice, s in await house.told(HEAD) if notice.kind == "task.answered"]

    for screen in (asked, shown, answered):
        assert "trong kế hoạch tháng" in screen.lines[0].plain
        assert "phát sinh" not in plain(screen.lines)
