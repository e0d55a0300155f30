"""What is sent as evidence arrives whole at the leader: the file, its note, the link."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.dialogs.talk import House, Talk, october, opened, plain
from tests.dialogs.work_scenes import LEADER, PERSON, PHOTO

NOTE = "Hiện trường ngõ 5 lúc 8 giờ, có mặt tổ trưởng."
LINK = "https://vi.du/" + "a" * 1980


async def at_a_task(house: House) -> Talk:
    talk = await house.talk(PERSON)
    await talk.type("/viec")
    await talk.press("Nhiệm vụ của tôi")
    await talk.press("4. ")
    return talk


async def as_the_leader_sees_it(house: House, talk: Talk) -> Talk:
    leader = await house.talk(LEADER)
    await leader.act("work.item", talk.screen.at.args[0])
    await leader.press("Xem minh chứng")
    return leader


async def test_a_caption_is_the_note_of_the_photo(sample_template: Path, tmp_path: Path) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await at_a_task(house)

        shown = await talk.give(replace(PHOTO, caption=NOTE))

        assert NOTE in plain(shown.lines)
        leader = await as_the_leader_sees_it(house, talk)
        assert NOTE in plain(leader.screen.lines)


async def test_a_caption_waits_with_its_file_until_the_work_is_named(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        await talk.type("/viec")
        await talk.give(replace(PHOTO, caption=NOTE))

        shown = await talk.press("📎")

        assert NOTE in plain(shown.lines)


async def test_the_same_photo_with_a_caption_gets_it_as_its_note(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await at_a_task(house)
        await talk.give(PHOTO)
        await talk.give(replace(PHOTO, caption=NOTE))

        leader = await as_the_leader_sees_it(house, talk)

        assert plain(leader.screen.lines).count("bien-ban.jpg") == 1
        assert NOTE in plain(leader.screen.lines)


@pytest.mark.parametrize("letter", ["x", "ễ", "😀"])
async def test_the_longest_caption_is_kept_and_read_as_a_whole(
    sample_template: Path, tmp_path: Path, letter: str
) -> None:
    caption = letter * (1024 if letter == "x" else 500)
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(PERSON)
        await talk.type("/viec")
        await talk.give(replace(PHOTO, caption=caption))
        await talk.press("📎")
        leader = await as_the_leader_sees_it(house, talk)

        await leader.press("📂 1.")

        assert caption in plain(leader.screen.above)


async def test_a_long_link_is_kept_whole_with_the_words_beside_it(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await at_a_task(house)
        await talk.type(f"biên bản họp {LINK}")
        leader = await as_the_leader_sees_it(house, talk)

        assert "Ghi chú: biên bản họp" in plain(leader.screen.lines)
        await leader.press("📂 1.")
        assert LINK in [each.plain for each in leader.screen.above]


async def test_a_link_that_cannot_be_kept_whole_is_refused(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await at_a_task(house)

        shown = await talk.type(LINK + "b" * 7)

        assert shown.above[0].plain.startswith("Chưa ghi đường dẫn: dài 2001 ký tự, tối đa 2000.")
        assert "Minh chứng" not in plain(shown.lines)


async def test_a_caption_that_says_nothing_is_no_reason_but_loses_no_file(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk, leader = await house.talk(PERSON), await house.talk(LEADER)
        await talk.type("/viec")
        await talk.press("Nhiệm vụ của tôi")
        await talk.press("✅ Xong việc 1")
        await leader.type("/viec")
        await leader.press("Duyệt, nghiệm thu")
        await leader.press("✔️")
        await leader.press("✅ Đạt")
        [answered] = [
            s for notice, s in await house.told(PERSON) if notice.kind == "task.answered"
        ]
        await talk.act("excuse.why", answered.rows[0][0].action.args[0], 0)

        shown = await talk.give(replace(PHOTO, caption="k"))

        assert shown.at.name == "excuse.why"
        assert "Đã lưu tệp" in shown.above[0].plain
        await talk.give(replace(PHOTO, caption="Mất điện cả phường."))
        assert "Đã gửi cấp có thẩm quyền xác nhận" in talk.screen.above[0].plain
