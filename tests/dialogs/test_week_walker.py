"""People who press and type anything on the cards of a week: nothing breaks, nothing is doubled."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from bot import turn
from bot.dialogs import routes
from bot.dialogs.screen import Screen
from core import tasks
from core.weeks import Week
from tests.dialogs.talk import CHANNEL, House, Talk, october, opened
from tests.dialogs.week_scenes import PASTE

WALKERS = ("P061", "P065", "P059", "P058", "P001")
INSTANTS = (october(22), october(23, 17), october(26), october(27))
STEPS = 45
FORWARD = ("Gửi", "Duyệt", "Thêm", "Đúng", "Hoàng Thu Nga", "Nguyễn Thị Giang")
"""Labels that lead to a week sent and approved, pressed more often than others."""
BROKEN = ("Chương trình có lỗi", "Chưa thực hiện được")
TYPED = (
    "thứ 6 14h họp tổ dân phố 5",
    "góp ý đồ án quy hoạch phân khu hạn chủ nhật, 2 sp",
    "báo cáo rà soát công trình xây dựng sai phép trên địa bàn thứ 6",
    "họp 3h thứ 7",
    "kiểm tra ngõ 5",
    "họp 31/2",
    "nộp 2-3 báo cáo thứ 6",
    "giao ban hằng tuần sáng thứ 2",
    "28/10 trực",
    PASTE,
    "thứ 4",
    "15h",
    "1",
    "2",
    "5",
    "0",
    "10000",
    "99999999999999",
    "-1",
    "１",
    "bao cao",
    "zz",
    "😀",
    "x" * 5000,
    "23/10 " + "việc rất dài " * 200,
    "<b>&amp;**đậm**__{name}__",
    "\x00",
    "16h thứ 7",
    "hôm qua",
    "Bổ sung giao ban thứ Sáu.",
    "/tuan",
    "a",
    "b",
)


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_is_done_to_weeks_nothing_breaks(
    seed: int, sample_template: Path, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    seen: Counter[str] = Counter()
    approved = 0
    async with opened(sample_template, tmp_path, INSTANTS[0]) as house:
        talks = [await house.talk(person) for person in WALKERS]
        for instant in INSTANTS:
            house.clock.now = instant
            for talk in talks:
                await talk.type("/tuan")
                seen[(await talk.type(PASTE)).at.name] += 1
            for _ in range(STEPS):
                for talk in talks:
                    seen[await _step(chance, talk)] += 1
            approved += await _check_weeks(house)
    assert approved
    assert {"week.show", "week.ask", "week.pasted", "week.line"} <= seen.keys()


async def _step(chance: random.Random, talk: Talk) -> str:
    buttons = [each for each in talk.screen.buttons if each.action.name.startswith("week.")]
    if not buttons or chance.random() < 0.05:
        shown = await talk.act(chance.choice(("week.now", "week.inbox")))
        did = "back to the week"
    elif chance.random() < 0.7:
        weights = [4 if any(word in each.label for word in FORWARD) else 1 for each in buttons]
        [pressed] = chance.choices(buttons, weights)
        old = chance.random() < 0.05
        shown = await talk.handle(turn.PRESS, action=pressed.action, old_card=old)
        did = pressed.label
    else:
        did = chance.choice(TYPED)
        shown = await talk.type(did)
    _check(shown, talk, did)
    return shown.at.name


def _check(shown: Screen, talk: Talk, did: str) -> None:
    said = "\n".join(line.plain for line in (*shown.above, *shown.lines))
    assert not any(words in said for words in BROKEN), (talk.address, did, said)
    assert routes.fits_old_card(shown.at), (talk.address, did, shown.at)


async def _check_weeks(house: House) -> int:
    """Each approved line that counts has its one task, and no task has two lines; how many."""
    found = 0
    async with house.ward.desk(WALKERS[0], CHANNEL) as desk:
        for week in (Week(2026, 43), Week(2026, 44), Week(2026, 45)):
            for one in await desk.store.schedules.of_people(WALKERS, week):
                made = [line.task for line in one.in_force if line.item]
                assert None not in made
                assert len(made) == len(set(made))
                known = await desk.store.tasks.of_ids([each for each in made if each])
                assert len(known) == len(made)
                assert all(item.state != tasks.CANCELLED for item in known)
                numbers = [line.number for line in (*one.lines, *one.pasted)]
                assert len(numbers) == len(set(numbers))
                found += len(made)
    return found
