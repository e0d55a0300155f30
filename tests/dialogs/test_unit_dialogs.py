"""A unit's month by phone: how many taps, one message each, by keys alone, and files in the chat."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.channel import numbered
from bot.dialogs.screen import Upload
from core import tasks
from core.months import Month
from tests.dialogs import unit_scenes
from tests.dialogs.talk import House, Talk, october, opened, plain

NOVEMBER = Month(2026, 11)
HEAD, STAFF, OTHER_HEAD = "P058", "P061", "P073"


def paste(people: list[str], each: int) -> str:
    return "\n".join(
        f"{person}; PKT-20; {number}; {number + 9}/11"
        for person in people
        for number in range(1, each + 1)
    )


async def people_of(house: House, unit: str = "PKT") -> list[str]:
    async with house.ward.storage.read() as store:
        staff = await store.staff.organisation()
    return [code for code in staff.people_in(unit, house.clock.now.date()) if code != HEAD]


async def told(house: House, kind: str) -> Counter[str]:
    async with house.ward.storage.read() as store:
        queued = await store.outbox.listing(("waiting",), 1000)
    return Counter(one.notice.recipient for one in queued if one.notice.kind == kind)


async def test_a_whole_unit_gets_its_month_in_seven_taps_and_one_message_each(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        people = await people_of(house)
        talk = await house.talk(HEAD)
        await talk.type("/viec")
        for label in ("⚙ Đơn vị", "Kế hoạch tháng", "Tháng 11/2026"):
            await talk.press(label)
        await talk.type(paste(people, 5))
        await talk.press("Duyệt kế hoạch")
        await talk.press("Duyệt, giao việc")

        assert await told(house, "plan.approved") == Counter(dict.fromkeys(people, 1))
        async with house.ward.storage.read() as store:
            window = house.ward.rules.calendar.work_window(NOVEMBER)
            given = await store.tasks.due_between(people, *window)
        assert len(given) == 5 * len(people)
        assert {one.state for one in given} == {tasks.ASSIGNED}
        assert {one.origin for one in given} == {tasks.PLAN}
        message = plain((await unit_scenes.told(house, STAFF, "plan.approved")).lines)
        assert message.count("•") == 5


async def test_a_line_is_made_by_keys_alone(sample_template: Path, tmp_path: Path) -> None:
    """As in a channel without buttons: every choice has a number, or a letter beside a question."""
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await house.talk(HEAD)
        await talk.type("/donvi")
        await by_key(talk, "Kế hoạch tháng")
        await by_key(talk, "Tháng 11/2026")
        await by_key(talk, "Thêm bằng nút")
        await by_key(talk, "Hoàng Thu Nga")
        await talk.type("pkt-20")
        await talk.type("3")
        await by_key(talk, "T6 20/11")
        assert "3 tờ trình, hết T6 20/11" in plain(talk.screen.above)
        await by_key(talk, "Duyệt kế hoạch")
        await by_key(talk, "Duyệt, giao việc")

        assert await told(house, "plan.approved") == Counter({STAFF: 1})


async def by_key(talk: Talk, label: str) -> None:
    """Types the key that stands before *label* where there are no buttons."""
    wanted = talk.find(label).action
    keys = numbered(talk.screen, "").choices
    await talk.type(next(key for key, action in keys.items() if action == wanted))


async def test_a_second_approval_from_an_old_card_gives_nobody_work_twice(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await unit_scenes.november(house)
        await talk.type("P061; PKT-20; 1; 12/11")
        await talk.press("Duyệt kế hoạch")
        plan, version = talk.find("Duyệt, giao việc").action.args
        await talk.press("Duyệt, giao việc")
        await talk.type("/viec")

        shown = await talk.act("plan.approve", int(plan), int(version))

        assert "Thẻ đã cũ" in plain(shown.above)
        assert await told(house, "plan.approved") == Counter({STAFF: 1})


@pytest.mark.parametrize("person", [STAFF, OTHER_HEAD, "P001"])
async def test_nobody_else_opens_or_approves_a_units_plan(
    person: str, sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        head = await unit_scenes.november(house)
        await head.type("P061; PKT-20; 1; 12/11")
        await head.press("Duyệt kế hoạch")
        args = [int(one) for one in head.find("Duyệt, giao việc").action.args]
        talk = await house.talk(person)

        for step, ids in (
            ("plan.open", ("PKT", "2026-11", 0)),
            ("plan.approve", args),
            ("plan.line", (args[0], 1)),
            ("plan.drop", (args[0], 1)),
            ("plan.excel", ("PKT", "2026-11")),
            ("catalogue.begin", ("PKT",)),
        ):
            shown = await talk.act(step, *ids)
            assert "Chỉ thủ trưởng" in plain(shown.above)

        assert await told(house, "plan.approved") == Counter()


async def test_a_workbook_sent_unasked_is_the_units_for_who_writes_and_evidence_for_others(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        head, staff = await house.talk(HEAD), await house.talk(STAFF)
        await head.act("plan.excel", "PKT", "2026-11")
        file = unit_scenes.workbook("ke-hoach.xlsx", head.screen.documents[0].content)
        await head.type("/viec")
        await staff.type("/viec")

        assert "Kế hoạch tháng" in plain((await head.give(file)).lines)
        assert any("📎" in button.label for button in (await staff.give(file)).buttons)


async def test_a_photo_on_the_card_of_the_plan_is_still_evidence(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await unit_scenes.november(house)

        shown = await talk.give(Upload("photo", "anh.jpg", "image/jpeg", b"\xff\xd8 a photo"))

        assert shown.at.name == "file.which"


async def test_a_workbook_that_was_looked_at_is_applied_as_it_was(
    sample_template: Path, tmp_path: Path
) -> None:
    """Between looking and applying the plan went on: what is applied is examined again."""
    async with opened(sample_template, tmp_path, october(22)) as house:
        talk = await unit_scenes.november(house)
        await talk.press("Tải tệp Excel")
        content = unit_scenes.with_rows(
            talk.screen.documents[0].content,
            "Kế hoạch tháng",
            ("PKT", "11/2026", "P061", "PKT-20", None, 2, "15/11/2026"),
        )
        await talk.give(unit_scenes.workbook("ke-hoach.xlsx", content))
        args = talk.find("Đưa vào bản soạn").action.args
        house.clock.now = october(22, 9)
        await talk.press("Đưa vào bản soạn")
        await talk.press("Duyệt kế hoạch")
        await talk.press("Duyệt, giao việc")

        shown = await talk.act("workbook.apply", *args)

        assert "không có gì thay đổi" in plain(shown.lines)
        assert await told(house, "plan.approved") == Counter({STAFF: 1})


async def test_a_plan_that_waits_is_the_heads_to_see_and_gone_when_approved(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(25)) as house:
        talk = await house.talk(HEAD)
        assert "duyệt kế hoạch tháng 11/2026" in plain((await talk.type("/viec")).lines)
        await talk.press("Kế hoạch tháng 11/2026")
        await talk.type("P061; PKT-20; 1; 12/11")
        await talk.press("Duyệt kế hoạch")
        await talk.press("Duyệt, giao việc")

        assert "duyệt kế hoạch tháng" not in plain((await talk.type("/viec")).lines)
