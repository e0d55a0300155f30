"""Several deputies and nobody in charge of the person: the head chooses (domain §7 rule 4)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.people import Organisation
from tests.dialogs import ways
from tests.dialogs.talk import House, opened
from tests.dialogs.test_walker import INSTANTS


async def _nobody_in_charge_of(house: House, person: str) -> None:
    async with house.ward.storage.write() as store:
        known = await store.staff.organisation()
        posts = [
            replace(post, in_charge=None) if post.person == person else post
            for post in known.posts
        ]
        await store.staff.replace(
            Organisation(
                units=known.units, people=known.people, posts=posts, charges=known.charges
            )
        )
        await store.commit()


async def test_the_head_chooses_and_the_chosen_deputy_comments(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, INSTANTS[0]) as house:
        await _nobody_in_charge_of(house, "P061")
        subject = await ways.send_at_maximum(house, "P061")
        assert any("chọn người nhận xét" in line.plain for line in subject.screen.lines)

        head = await house.talk("P058")
        await head.type("/viec")
        shown = await head.press("Chọn người nhận xét")
        assert "Hoàng Thu Nga" in shown.lines[1].plain
        assert [one.label for one in shown.buttons[:2]] == [
            "Đặng Quang Thảo (mẫu)",
            "Trịnh Bích Hà (mẫu)",
        ]
        done = await head.press("Trịnh Bích Hà")
        assert done.above[0].plain == "Đã giao Trịnh Bích Hà (mẫu) nhận xét."

        chosen = await house.talk("P060")
        await chosen.type("/viec")
        await chosen.press("Nhận xét")
        await chosen.press("Hoàng Thu Nga")
        said = await chosen.press("Nhất trí")
        assert said.above[0].plain == "Đã gửi nhận xét về Hoàng Thu Nga (mẫu)."
        one = await house.form_of("P061")
    assert one.comment is not None
    assert one.comment.by == "P060"
