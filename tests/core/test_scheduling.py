"""The own week: pre-filled, typed, sent, taken back; who may and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core import absence, errors
from core.absence import Absence
from core.calendar import due_at
from core.schedule import APPROVED, DRAFT, RETURNED, SUBMITTED
from core.usecases import agreeing, arranging, noting, scheduling
from core.usecases.desk import SYSTEM, Desk
from core.weeks import Week
from tests.core import week_office as at
from tests.core.office import Office, october
from tests.core.week_office import LEADER, MONDAY, OTHER, PERSON, WEEK


async def test_an_untouched_week_is_sent_and_its_leader_is_told(office: Office) -> None:
    await at.with_catalogue(office)
    await at.planned(office)
    one = await at.opened(office)

    done = await at.sent(office, one)

    assert (done.state, done.late, done.sent) == (SUBMITTED, False, done.lines)
    assert (LEADER, "week.submitted") in await office.notices()


@pytest.mark.parametrize(
    ("now", "late"),
    [(october(19, 11, 59), False), (october(19, 12), True), (october(25, 23), True)],
)
async def test_after_noon_of_the_first_working_day_it_is_taken_and_marked(
    office: Office, now: object, late: bool
) -> None:
    one = await at.opened(office)
    one = (await at.noted(office, one, "chủ nhật trực cơ quan")).schedule
    assert isinstance(now, type(MONDAY))

    assert (await at.sent(office, one, now)).late is late


async def test_after_its_sunday_nothing_changes_any_more(office: Office) -> None:
    one = await at.opened(office)
    one = (await at.noted(office, one, "chủ nhật trực cơ quan")).schedule

    for act in (
        lambda d: noting.note(d, one.id, "họp thứ 6"),
        lambda d: scheduling.submit(d, one.id, one.version, ""),
        lambda d: arranging.remove(d, one.id, one.version, 1),
    ):
        with pytest.raises(errors.Refused, match=r"week\.over"):
            await office.do(PERSON, october(26, 0, 0, 1), act)


async def test_an_empty_week_is_not_sent(office: Office) -> None:
    one = await at.opened(office)

    with pytest.raises(errors.Refused, match=r"week\.not-ready"):
        await at.sent(office, one)


async def test_a_line_in_doubt_keeps_the_week_from_being_sent(office: Office) -> None:
    one = await at.opened(office)
    one = (await at.noted(office, one, "nộp báo cáo giao ban")).schedule
    assert one.lines[0].blocks

    with pytest.raises(errors.Refused, match=r"week\.not-ready"):
        await at.sent(office, one)


async def test_nobody_else_reads_or_writes_it(office: Office) -> None:
    one = await at.opened(office)
    one = (await at.noted(office, one, "họp thứ 6")).schedule
    number = one.lines[0].number

    for stranger in (OTHER, LEADER):
        for act in (
            lambda d: noting.note(d, one.id, "họp thứ 5"),
            lambda d: scheduling.submit(d, one.id, one.version, ""),
        ):
            with pytest.raises(errors.Refused, match=r"week\.not-own"):
                await office.do(stranger, MONDAY, act)
    with pytest.raises(errors.Refused, match="not-direct-leader"):
        await office.do(OTHER, MONDAY, lambda d: agreeing.opened(d, one.id))
    with pytest.raises(errors.Refused, match="not-direct-leader"):
        await office.do(OTHER, MONDAY, lambda d: arranging.remove(d, one.id, one.version, number))
    assert (await at.kept(office, one)).lines == one.lines


async def test_a_leader_sees_no_draft(office: Office) -> None:
    one = await at.opened(office)
    await at.noted(office, one, "họp thứ 6")

    seen = await office.do(LEADER, MONDAY, lambda d: agreeing.opened(d, one.id))

    assert seen.lines == ()


async def test_of_two_phones_the_second_is_told(office: Office) -> None:
    one = await at.opened(office)
    changed = (await at.noted(office, one, "họp thứ 6")).schedule
    number = changed.lines[0].number

    with pytest.raises(errors.Stale, match=r"week\.old"):
        await office.do(PERSON, MONDAY, lambda d: arranging.remove(d, one.id, one.version, number))


async def test_it_is_taken_back_before_it_was_approved(office: Office) -> None:
    one = await at.opened(office)
    one = await at.sent(office, (await at.noted(office, one, "họp thứ 6")).schedule)
    with pytest.raises(errors.Refused, match=r"week\.waiting"):
        await at.noted(office, one, "họp thứ 5")

    back = await office.do(PERSON, MONDAY, lambda d: scheduling.recall(d, one.id, one.version))

    assert (back.state, back.lines) == (DRAFT, one.lines)
    with pytest.raises(errors.Stale, match=r"week\.moved-on"):
        await at.approved(office, one)


async def test_whom_nobody_in_the_ward_leads_approves_the_own_week(office: Office) -> None:
    await at.with_catalogue(office, unit="DU")
    one = await at.opened(office, person="BT")
    noted = await at.noted(office, one, "báo cáo tuần hạn thứ 6", person="BT")

    done = await at.sent(office, noted.schedule, person="BT")

    assert (done.state, done.approved[-1].by) == (APPROVED, "BT")
    [task] = await at.work_of(office, "BT")
    assert (task.item, task.assigned_by) == ("BC", "BT")
    [[actor, _, facts]] = await office.audited("week-approve")
    assert (actor, facts["own"]) == ("BT", True)


async def test_a_week_across_two_months_is_one_and_each_task_counts_by_its_due(
    office: Office,
) -> None:
    await at.with_catalogue(office)
    week = Week.of(date(2026, 9, 28))
    one = await at.opened(office, october(1, 8).replace(month=9, day=28), week)
    monday = october(1, 8).replace(month=9, day=28)
    for text in ("báo cáo tuần hạn 30/9", "tờ trình cấp phép hạn 2/10"):
        one = (await at.noted(office, one, text, monday)).schedule
    await at.approved(office, await at.sent(office, one, monday), monday)

    assert len(one.lines) == 2
    assert [task.due for task in await at.work_of(office)] == [
        due_at(date(2026, 9, 30)),
        due_at(date(2026, 10, 2)),
    ]


async def test_a_form_01_leader_whom_the_secretary_leads_does_not_approve_the_own_week(
    office: Office,
) -> None:
    one = await at.opened(office, person="PBT")
    one = (await at.noted(office, one, "họp thứ 6", person="PBT")).schedule
    one = await at.sent(office, one, person="PBT")
    assert one.state == SUBMITTED

    with pytest.raises(errors.Refused, match="not-direct-leader"):
        await at.approved(office, one, leader="PBT")
    assert await office.do("PBT", MONDAY, agreeing.inbox) == ()
    assert (await at.approved(office, one, leader="BT")).schedule.state == APPROVED


async def test_a_leader_sees_who_has_sent_the_week(office: Office) -> None:
    one = await at.opened(office)
    await at.sent(office, (await at.noted(office, one, "họp thứ 6")).schedule)
    await at.opened(office, person="BV_KT")

    seen = dict(await office.do("TP_KT", MONDAY, agreeing.team))

    assert seen[PERSON] is not None
    assert seen["BV_KT"] is None
    assert "TP_KT" not in seen
    assert await office.do(OTHER, MONDAY, agreeing.team) == ()


async def test_far_weeks_are_not_planned_and_past_ones_only_seen(office: Office) -> None:
    with pytest.raises(errors.NotFound, match=r"week\.none"):
        await at.opened(office, week=Week(1, 2))
    with pytest.raises(errors.Refused, match=r"week\.far"):
        await at.opened(office, week=WEEK.shift(9))
    past = await office.do(PERSON, MONDAY, lambda d: scheduling.opened(d, WEEK.shift(-1)))
    assert past is None


async def test_the_card_of_the_week_is_pushed_once_and_to_nobody_away(office: Office) -> None:
    people = [PERSON, OTHER, LEADER, "BV_KT"]
    sent = await at.noted(office, await at.opened(office), "họp thứ 6", october(19, 6))
    await at.sent(office, sent.schedule, october(19, 6, 30))
    away = Absence(
        id=0,
        person=OTHER,
        kind=absence.LEAVE,
        first=date(2026, 10, 19),
        last=date(2026, 10, 20),
        state=absence.APPROVED,
        entered_by=OTHER,
        entered_at=MONDAY,
    )
    await office.do(OTHER, MONDAY, lambda d: d.store.absences.add(away))

    async def tick(desk: Desk) -> int:
        return await scheduling.due_cards(desk, people)

    assert await office.do(SYSTEM, october(18, 7), tick) == 0  # a Sunday
    assert await office.do(SYSTEM, october(19, 7), tick) == 2
    await office.do(SYSTEM, october(20, 7), tick)
    assert await office.do(SYSTEM, october(21, 7), tick) == 3
    told = [who for who, kind in await office.notices() if kind == "week.start"]
    assert sorted(told) == sorted([LEADER, "BV_KT", OTHER])


async def test_what_home_says_of_the_week(office: Office) -> None:
    async def kind(now: object = MONDAY, person: str = PERSON) -> str:
        assert isinstance(now, type(MONDAY))
        return (await office.do(person, now, scheduling.waiting)).kind

    assert await kind() == "write"
    one = await at.opened(office)
    one = (await at.noted(office, one, "họp thứ 6")).schedule
    assert await kind() == "send"
    one = await at.sent(office, one)
    assert await kind() == "none"
    back = await office.do(
        LEADER, MONDAY, lambda d: agreeing.send_back(d, one.id, one.version, "Bổ sung.")
    )
    assert (back.state, await kind()) == (RETURNED, "fix")
    done = await at.approved(office, await at.sent(office, back))
    assert await kind() == "none"
    await at.noted(office, done.schedule, "họp thứ 5")
    assert await kind() == "amend"
    assert await kind(MONDAY + timedelta(days=7)) == "write"


async def test_who_is_away_all_week_is_not_asked_for_a_week(office: Office) -> None:
    leave = Absence(
        id=0,
        person=PERSON,
        kind=absence.MATERNITY,
        first=date(2026, 10, 1),
        last=date(2026, 10, 23),
        state=absence.APPROVED,
        entered_by=PERSON,
        entered_at=MONDAY,
    )
    await office.do(PERSON, MONDAY, lambda d: d.store.absences.add(leave))
    assert (await office.do(PERSON, MONDAY, scheduling.waiting)).kind == "none"
    short = replace(leave, id=0, person=OTHER, last=date(2026, 10, 22))
    await office.do(OTHER, MONDAY, lambda d: d.store.absences.add(short))
    assert (await office.do(OTHER, MONDAY, scheduling.waiting)).kind == "write"
