"""What a former head decided is on the new head's phone, and no longer on the former one's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.dialogs import talk, ways
from tests.dialogs.route_scenes import (
    ACTING,
    DEPUTY,
    HEAD,
    OTHER_DEPUTY,
    STAFF,
    ended,
    reorganised,
)


async def test_the_new_head_finds_what_was_decided_and_decides_it_anew_with_a_reason(
    sample_template: Path, tmp_path: Path
) -> None:
    async with talk.opened(sample_template, tmp_path, talk.october(22)) as house:
        await ways.send_at_maximum(house, STAFF)
        one = await house.form_of(STAFF)
        deputy = await house.talk(DEPUTY)
        await deputy.act("comment.form", one.id)
        await deputy.press("👍 Nhất trí")
        former = await house.talk(HEAD)
        await former.act("decide.form", one.id)
        await former.press("Quyết định loại")
        assert (await house.form_of(STAFF)).state == "decided"
        await reorganised(
            house,
            ended(HEAD, date(2026, 10, 25)),
            replace(ACTING, valid_from=date(2026, 10, 26)),
        )
        house.clock.now = talk.october(26)
        new = await house.talk(OTHER_DEPUTY)
        await new.type("/viec")
        await new.press("Phiếu đã quyết định")
        await new.press("loại")
        await new.press("Ghi lý do")
        await new.type("Đã xem lại sau khi nhận bàn giao.")
        await new.press("Quyết định")
        done = await house.form_of(STAFF)
        assert [each.by for each in done.decisions] == [HEAD, OTHER_DEPUTY]
        await former.act("decide.form", one.id)
        shown = talk.plain((*former.screen.above, *former.screen.lines))
        assert "Phiếu này không thuộc phần việc của đồng chí." in shown
