"""What a week opens with: the plan, what was left over, what comes every week, last week copied."""

from __future__ import annotations

from datetime import date

from core import schedule
from core.calendar import due_at
from core.usecases import arranging, scheduling
from tests.core import week_office as at
from tests.core.office import Office, october
from tests.core.week_office import MONDAY, PERSON, WEEK


def _version(last: schedule.Schedule, number: int, second: int) -> int:
    return last.version + (number == second)


async def test_the_week_opens_with_what_the_plan_has_and_what_was_left_over(
    office: Office,
) -> None:
    await at.with_catalogue(office)
    due = await at.planned(office, "BC")
    late = await at.planned(office, "TT", due_at(date(2026, 10, 16)), now=october(12))
    await at.planned(office, "BT", due_at(date(2026, 10, 28)))

    one = await at.opened(office)

    assert [(line.task, line.mark, line.day) for line in schedule.in_order(one.lines)] == [
        (late.id, schedule.LEFT_OVER, date(2026, 10, 19)),
        (due.id, schedule.FROM_PLAN, date(2026, 10, 23)),
    ]


async def test_opened_again_it_keeps_what_was_taken_out_and_takes_in_what_came(
    office: Office,
) -> None:
    await at.with_catalogue(office)
    await at.planned(office, "BC")
    one = await at.opened(office)
    gone = one.lines[0].number
    await office.do(PERSON, MONDAY, lambda d: arranging.remove(d, one.id, one.version, gone))
    assert (await at.opened(office)).lines == ()

    await at.planned(office, "TT")

    assert [line.content for line in (await at.opened(office)).lines] == ["Tờ trình cấp phép"]


async def test_what_comes_every_week_is_there_again_marked(office: Office) -> None:
    await at.with_catalogue(office)
    last = await at.opened(office, october(12, 8), WEEK.shift(-1))
    for text in ("thứ 3 14h họp tổ dân phố 5", "thứ 4 trực một cửa", "báo cáo tuần hạn thứ 6"):
        last = (await at.noted(office, last, text, october(12, 8))).schedule
    meeting = at.named(last, "tổ dân phố").number
    report = at.named(last, "Báo cáo").number
    for number in (meeting, report):
        await office.do(
            PERSON,
            october(12, 9),
            lambda d, n=number: arranging.toggle_repeat(d, last.id, _version(last, n, report), n),  # type: ignore[misc]
        )

    one = await at.opened(office)

    assert [(line.content, line.mark, line.repeats) for line in one.lines] == [
        ("Họp tổ dân phố 5", schedule.RECURRING, True),
        ("Báo cáo tuần", schedule.RECURRING, True),
    ]
    again = at.named(one, "Báo cáo")
    assert (again.item, again.quantity, again.due) == ("BC", 1, due_at(date(2026, 10, 23)))


async def test_what_stood_in_both_former_weeks_comes_again(office: Office) -> None:
    for day, week in ((5, WEEK.shift(-2)), (12, WEEK.shift(-1))):
        former = await at.opened(office, october(day, 8), week)
        await at.noted(office, former, "thứ 5 giao ban chi bộ", october(day, 8))

    one = await at.opened(office)

    assert [(line.content, line.day) for line in one.lines] == [
        ("Giao ban chi bộ", date(2026, 10, 22))
    ]


async def test_what_the_plan_brings_is_not_filled_in_twice(office: Office) -> None:
    await at.with_catalogue(office)
    last = await at.opened(office, october(12, 8), WEEK.shift(-1))
    last = (await at.noted(office, last, "báo cáo tuần hạn thứ 6", october(12, 8))).schedule
    number = last.lines[0].number
    await office.do(
        PERSON,
        october(12, 8),
        lambda d: arranging.toggle_repeat(d, last.id, last.version, number),
    )
    task = await at.planned(office, "BC")

    one = await at.opened(office)

    assert [line.task for line in one.lines] == [task.id]


async def test_assigned_work_of_last_week_is_not_copied_as_a_new_product(office: Office) -> None:
    await at.with_catalogue(office)
    report = await at.planned(office, "BC", due_at(date(2026, 10, 16)), now=october(12))
    last = await at.opened(office, october(12, 8), WEEK.shift(-1))
    last = (await at.noted(office, last, "thứ 3 14h họp tổ dân phố 5", october(12, 8))).schedule
    assert {line.task for line in last.lines} == {report.id, None}
    await at.approved(office, await at.sent(office, last, october(12, 9)), october(12, 10))
    await at.finished(office, report)
    one = await at.opened(office)

    copied, count = await office.do(
        PERSON, MONDAY, lambda d: scheduling.copy_last(d, one.id, one.version)
    )

    assert (count, [line.content for line in copied.lines]) == (1, ["Họp tổ dân phố 5"])


async def test_last_week_is_copied_a_week_later(office: Office) -> None:
    await at.with_catalogue(office)
    last = await at.opened(office, october(12, 8), WEEK.shift(-1))
    for text in ("thứ 3 14h họp tổ dân phố 5", "báo cáo tuần hạn thứ 6, 2 sp"):
        last = (await at.noted(office, last, text, october(12, 8))).schedule
    await at.approved(office, await at.sent(office, last, october(12, 9)), october(12, 10))
    assert [line.content for line in (await at.opened(office)).lines] == ["Báo cáo tuần"]
    await at.finished(office, (await at.work_of(office))[0])
    one = await at.opened(office)
    left = one.lines[0].number
    one = await office.do(PERSON, MONDAY, lambda d: arranging.remove(d, one.id, one.version, left))

    copied, count = await office.do(
        PERSON, MONDAY, lambda d: scheduling.copy_last(d, one.id, one.version)
    )

    assert count == 2
    report = at.named(copied, "Báo cáo")
    assert (report.makes_task, report.quantity, report.due) == (
        True,
        2,
        due_at(date(2026, 10, 23)),
    )
    assert at.named(copied, "Họp").day == date(2026, 10, 20)
    again, none = await office.do(
        PERSON, MONDAY, lambda d: scheduling.copy_last(d, copied.id, copied.version)
    )
    assert (none, again.lines) == (0, copied.lines)
