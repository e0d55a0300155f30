"""The direct leader and the week: approved, returned, changed; an amendment by its difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core import errors, schedule, tasks
from core.calendar import due_at
from core.schedule import APPROVED, RETURNED
from core.usecases import accepting, agreeing, arranging, scheduling
from tests.core import week_office as at
from tests.core.office import Office, october
from tests.core.week_office import HEAD, LEADER, MONDAY, OTHER, PERSON, REASON

FRIDAY = due_at(date(2026, 10, 23))


async def waiting(office: Office, *texts: str) -> schedule.Schedule:
    one = await at.opened(office)
    for text in texts:
        one = (await at.noted(office, one, text)).schedule
    return await at.sent(office, one)


async def in_force(office: Office, *texts: str) -> schedule.Schedule:
    return (await at.approved(office, await waiting(office, *texts))).schedule


async def test_approval_makes_the_tasks_of_the_lines_that_count(office: Office) -> None:
    await at.with_catalogue(office)
    one = await waiting(office, "báo cáo tuần hạn thứ 6, 3 sp", "thứ 3 14h họp tổ dân phố 5")

    done = await at.approved(office, one)

    [task] = await at.work_of(office)
    assert (task.item, task.assigned, task.due, task.origin) == ("BC", 3, FRIDAY, tasks.WEEK)
    line = at.named(done.schedule, "Báo cáo")
    assert (done.made, line.task, task.source) == (1, task.id, f"week:{one.id}:{line.number}")
    assert done.schedule.in_force == done.schedule.lines
    told = await office.notices()
    assert [kind for who, kind in told if who == PERSON] == ["week.approved"]


async def test_a_second_tap_approves_nothing_twice(office: Office) -> None:
    await at.with_catalogue(office)
    one = await waiting(office, "báo cáo tuần hạn thứ 6")
    await at.approved(office, one)

    with pytest.raises(errors.Stale, match=r"week\.moved-on"):
        await at.approved(office, one)

    assert len(await at.work_of(office)) == 1


async def test_only_who_leads_the_person_approves(office: Office) -> None:
    one = await waiting(office, "họp thứ 6")

    for stranger in (OTHER, "PP_KT2", "TP_VX"):
        with pytest.raises(errors.Refused, match="not-direct-leader"):
            await at.approved(office, one, leader=stranger)
    with pytest.raises(errors.Refused, match="not-direct-leader"):
        await at.approved(office, one, leader=PERSON)
    assert (await at.approved(office, one, leader=HEAD)).schedule.state == APPROVED


async def test_a_leader_who_was_changed_meanwhile_approves_no_more(office: Office) -> None:
    one = await waiting(office, "họp thứ 6")
    await office.reorganise({"assign": [["CV_KT1", "PP_KT2"]]})

    with pytest.raises(errors.Refused, match="not-direct-leader"):
        await at.approved(office, one)
    seen = await office.do("PP_KT2", MONDAY, agreeing.inbox)
    assert [each.id for each in seen] == [one.id]
    await at.approved(office, one, leader="PP_KT2")


async def test_it_goes_back_with_a_reason_and_as_it_was_sent(office: Office) -> None:
    await at.with_catalogue(office)
    one = await waiting(office, "báo cáo tuần hạn thứ 6", "họp thứ 5")
    number = at.named(one, "Họp").number
    changed = await office.do(
        LEADER, MONDAY, lambda d: arranging.remove(d, one.id, one.version, number)
    )
    with pytest.raises(errors.BadInput, match=r"week\.reason"):
        await office.do(
            LEADER, MONDAY, lambda d: agreeing.send_back(d, one.id, changed.version, " ")
        )

    back = await office.do(
        LEADER,
        MONDAY,
        lambda d: agreeing.send_back(d, one.id, changed.version, "Bổ sung việc thứ 2."),
    )

    assert (back.state, back.said, back.lines) == (RETURNED, "Bổ sung việc thứ 2.", one.lines)
    assert await at.work_of(office) == ()
    assert (PERSON, "week.returned") in await office.notices()
    assert (await at.sent(office, back)).state == schedule.SUBMITTED


async def test_the_leader_changes_a_line_and_approves_it_so(office: Office) -> None:
    await at.with_catalogue(office)
    one = await waiting(office, "báo cáo tuần hạn thứ 6", "họp thứ 5")
    report, meeting = at.named(one, "Báo cáo").number, at.named(one, "Họp").number
    noted = await office.do(
        LEADER, MONDAY, lambda d: arranging.set_quantity(d, one.id, one.version, report, 4)
    )
    noted = await office.do(
        LEADER,
        MONDAY,
        lambda d: arranging.set_day(d, one.id, noted.schedule.version, report, date(2026, 10, 22)),
    )
    version = noted.schedule.version
    changed = await office.do(
        LEADER, MONDAY, lambda d: arranging.remove(d, one.id, version, meeting)
    )

    await at.approved(office, changed)

    [task] = await at.work_of(office)
    assert (task.assigned, task.due) == (4, due_at(date(2026, 10, 22)))
    assert len(await office.audited("week-change")) == 3
    async with office.storage.read() as store:
        told = [
            each.notice.facts
            for each in await store.outbox.listing(["waiting"], 50)
            if each.notice.kind == "week.approved"
        ]
    assert [facts["changed"] for facts in told] == [2]


async def test_a_leader_changes_nothing_else_of_it(office: Office) -> None:
    one = await waiting(office, "họp thứ 5")
    number = one.lines[0].number

    for act in (
        lambda d: arranging.retype(d, one.id, one.version, number, "họp thứ 6"),
        lambda d: arranging.toggle_repeat(d, one.id, one.version, number),
        lambda d: arranging.detach(d, one.id, one.version, number),
    ):
        with pytest.raises(errors.Refused, match=r"week\.not-own"):
            await office.do(LEADER, MONDAY, act)


async def test_many_are_approved_as_one_only_as_they_were_shown(office: Office) -> None:
    await at.with_catalogue(office)
    weeks = []
    for person in (PERSON, "BV_KT", "HD_KT"):
        one = await at.opened(office, person=person)
        one = (await at.noted(office, one, "báo cáo tuần hạn thứ 6", person=person)).schedule
        weeks.append(await at.sent(office, one, person=person))
    await office.reorganise({"assign": [["BV_KT", "PP_KT1"], ["HD_KT", "PP_KT1"]]})
    alike = await office.do(LEADER, MONDAY, agreeing.alike)
    shown = [(one.id, one.version) for one in alike]
    assert {one.id for one in alike} == {one.id for one in weeks}

    stale = [(shown[0][0], shown[0][1] + 1)]
    with pytest.raises(errors.Stale, match=r"list\.changed"):
        await office.do(LEADER, MONDAY, lambda d: agreeing.approve_all(d, stale, REASON))
    done = await office.do(LEADER, MONDAY, lambda d: agreeing.approve_all(d, shown, REASON))

    assert [each.made for each in done] == [1, 1, 1]
    assert await office.do(LEADER, MONDAY, agreeing.inbox) == ()


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
