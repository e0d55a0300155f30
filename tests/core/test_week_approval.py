"""The direct leader and the week: approved, returned, changed; an amendment by its difference."""

from __future__ import annotations

from datetime import date

import pytest

from core import errors, schedule, tasks
from core.calendar import due_at
from core.schedule import APPROVED, RETURNED
from core.usecases import agreeing, arranging
from tests.core import week_office as at
from tests.core.office import Office
from tests.core.week_office import HEAD, LEADER, MONDAY, OTHER, PERSON, REASON

FRIDAY = due_at(date(2026, 10, 23))


async def waiting(office: Office, *texts: str) -> schedule.Schedule:
    one = await at.opened(office)
    for text in texts:
        one = (await at.noted(office, one, text)).schedule
    return await at.sent(office, one)


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
