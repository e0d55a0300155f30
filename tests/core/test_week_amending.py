"""An approved week amended: only the difference is approved, and only that changes tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core import errors, schedule, tasks
from core.calendar import due_at
from core.schedule import APPROVED
from core.usecases import accepting, agreeing, arranging, scheduling
from tests.core import week_office as at
from tests.core.office import Office, october
from tests.core.week_office import LEADER, MONDAY, PERSON, REASON

FRIDAY = due_at(date(2026, 10, 23))


async def waiting(office: Office, *texts: str) -> schedule.Schedule:
    one = await at.opened(office)
    for text in texts:
        one = (await at.noted(office, one, text)).schedule
    return await at.sent(office, one)


async def in_force(office: Office, *texts: str) -> schedule.Schedule:
    return (await at.approved(office, await waiting(office, *texts))).schedule


async def test_an_amendment_is_approved_by_its_difference(office: Office) -> None:
    await at.with_catalogue(office)
    texts = ("báo cáo tuần hạn thứ 6", "tờ trình cấp phép hạn thứ 5", "họp thứ 4")
    one = await in_force(office, *texts)
    report, paper = at.named(one, "Báo cáo"), at.named(one, "Tờ trình")
    amended = await office.do(
        PERSON,
        MONDAY,
        lambda d: arranging.set_quantity(d, one.id, one.version, report.number, 2),
    )
    version = amended.schedule.version
    less = await office.do(
        PERSON, MONDAY, lambda d: arranging.remove(d, one.id, version, paper.number)
    )
    more = await at.noted(office, less, "báo cáo tháng hạn chủ nhật")
    assert more.schedule.in_force == one.lines
    sent = await at.sent(office, more.schedule)
    found = schedule.changes(sent.in_force, sent.lines)
    assert [(each.before is None, each.after is None) for each in found] == [
        (False, False),
        (True, False),
        (False, True),
    ]

    done = await at.approved(office, sent)

    assert (done.made, done.moved, done.cancelled) == (1, 1, 1)
    states = {item.item: (item.state, item.assigned) for item in await at.work_of(office)}
    assert states == {
        "BC": (tasks.ASSIGNED, 2),
        "TT": (tasks.CANCELLED, 1),
        "BT": (tasks.ASSIGNED, 1),
    }
    assert [len(each.lines) for each in done.schedule.approved] == [3, 3]


async def test_until_it_is_approved_the_former_week_stays_in_force(office: Office) -> None:
    await at.with_catalogue(office)
    one = await in_force(office, "báo cáo tuần hạn thứ 6")
    more = await at.noted(office, one, "tờ trình cấp phép hạn thứ 5")
    sent = await at.sent(office, more.schedule)
    back = await office.do(
        LEADER, MONDAY, lambda d: agreeing.send_back(d, sent.id, sent.version, "Chưa cần.")
    )
    assert len(await at.work_of(office)) == 1

    given_up = await office.do(
        PERSON, MONDAY, lambda d: scheduling.discard(d, back.id, back.version)
    )

    assert (given_up.state, given_up.lines) == (APPROVED, one.lines)


async def test_changed_back_it_is_approved_again_by_itself(office: Office) -> None:
    one = await in_force(office, "họp thứ 5")
    number = one.lines[0].number
    moved = await office.do(
        PERSON,
        MONDAY,
        lambda d: arranging.set_day(d, one.id, one.version, number, date(2026, 10, 23)),
    )
    assert moved.schedule.state == schedule.DRAFT

    back = await office.do(
        PERSON,
        MONDAY,
        lambda d: arranging.set_day(d, one.id, moved.schedule.version, number, date(2026, 10, 22)),
    )

    assert back.schedule.state == APPROVED


async def test_what_repeats_is_the_persons_own(office: Office) -> None:
    one = await in_force(office, "họp thứ 5")

    marked = await office.do(
        PERSON,
        MONDAY,
        lambda d: arranging.toggle_repeat(d, one.id, one.version, one.lines[0].number),
    )

    assert (marked.state, marked.lines[0].repeats) == (APPROVED, True)


async def test_work_that_was_begun_is_not_taken_out(office: Office) -> None:
    await at.with_catalogue(office)
    one = await in_force(office, "báo cáo tuần hạn thứ 6, 2 sp")
    number = one.lines[0].number
    [task] = await at.work_of(office)
    begun = replace(task, accepted=1, state=tasks.IN_PROGRESS)
    await office.do(LEADER, MONDAY, lambda d: d.store.tasks.save(begun))

    with pytest.raises(errors.Refused, match=r"task\.begun"):
        await office.do(PERSON, MONDAY, lambda d: arranging.remove(d, one.id, one.version, number))
    with pytest.raises(errors.Refused, match=r"task\.cancel-late"):
        await office.do(
            PERSON,
            october(24),
            lambda d: arranging.remove(d, one.id, one.version, number),
        )


async def test_begun_after_the_amendment_was_sent_it_is_named_and_nothing_happens(
    office: Office,
) -> None:
    await at.with_catalogue(office)
    one = await in_force(office, "báo cáo tuần hạn thứ 6", "họp thứ 5")
    number = at.named(one, "Báo cáo").number
    less = await office.do(
        PERSON, MONDAY, lambda d: arranging.remove(d, one.id, one.version, number)
    )
    sent = await at.sent(office, less)
    [task] = await at.work_of(office)
    await at.finished(office, task)

    with pytest.raises(errors.WardError) as refused:
        await at.approved(office, sent)
    assert refused.value.data["name"] == task.name
    assert (await at.kept(office, sent)).state == schedule.SUBMITTED
    assert await office.do(LEADER, MONDAY, agreeing.alike) == ()


async def test_a_deadline_that_passed_while_the_leader_was_silent_stays(office: Office) -> None:
    await at.with_catalogue(office)
    one = await waiting(office, "báo cáo tuần hạn thứ 4")

    await at.approved(office, one, october(22))

    [task] = await at.work_of(office)
    assert task.due == due_at(date(2026, 10, 21))


async def test_a_deadline_of_the_plan_is_not_the_persons_to_move(office: Office) -> None:
    await at.with_catalogue(office)
    task = await at.planned(office)
    one = await at.opened(office)
    number = one.lines[0].number

    for act in (
        lambda d: arranging.set_due(d, one.id, one.version, number, due_at(date(2026, 10, 24))),
        lambda d: arranging.set_quantity(d, one.id, one.version, number, 2),
        lambda d: arranging.retype(d, one.id, one.version, number, "báo cáo tuần hạn chủ nhật"),
    ):
        with pytest.raises(errors.Refused, match=r"week\.plan-line"):
            await office.do(PERSON, MONDAY, act)
    day = date(2026, 10, 20)
    moved = await office.do(
        PERSON, MONDAY, lambda d: arranging.set_day(d, one.id, one.version, number, day)
    )
    assert moved.schedule.lines[0].day == day
    await at.approved(office, await at.sent(office, moved.schedule))
    assert (await at.work_of(office))[0].due == task.due


async def test_taking_a_plan_line_out_leaves_its_task(office: Office) -> None:
    await at.with_catalogue(office)
    await at.planned(office)
    one = await in_force(office, "họp thứ 5")
    number = at.named(one, "Báo cáo").number

    less = await office.do(
        PERSON, MONDAY, lambda d: arranging.remove(d, one.id, one.version, number)
    )
    done = await at.approved(office, await at.sent(office, less))

    assert done.cancelled == 0
    assert [item.state for item in await at.work_of(office)] == [tasks.ASSIGNED]


async def test_an_amendment_leaves_a_deadline_that_the_leader_moved_since(office: Office) -> None:
    """Only what it changes itself: the quantity, not the due that was granted meanwhile."""
    await at.with_catalogue(office)
    one = await in_force(office, "báo cáo tuần hạn thứ 5")
    [item] = await at.work_of(office)
    later = item.due + timedelta(days=1)
    await office.do(
        LEADER, MONDAY, lambda d: accepting.move_due(d, item.id, item.version, later, REASON)
    )
    number = at.named(one, "Báo cáo").number
    amended = await office.do(
        PERSON, MONDAY, lambda d: arranging.set_quantity(d, one.id, one.version, number, 3)
    )
    await at.approved(office, await at.sent(office, amended.schedule))
    [item] = await at.work_of(office)
    assert (item.assigned, item.due) == (3, later)


async def test_a_deadline_moved_on_the_task_since_is_not_moved_back(office: Office) -> None:
    await at.with_catalogue(office)
    one = await in_force(office, "báo cáo tuần hạn thứ 6")
    [task] = await at.work_of(office)
    later = due_at(date(2026, 10, 24))
    await office.do(
        LEADER,
        MONDAY,
        lambda d: accepting.move_due(d, task.id, task.version, later, "Chờ số liệu."),
    )
    number = one.lines[0].number
    more = await office.do(
        PERSON, MONDAY, lambda d: arranging.set_quantity(d, one.id, one.version, number, 2)
    )

    done = await at.approved(office, await at.sent(office, more.schedule))

    [task] = await at.work_of(office)
    assert (done.moved, task.assigned, task.due) == (1, 2, later)
