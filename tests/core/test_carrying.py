"""Unfinished work goes on next month, once, and is counted in each month as it must (§8.6)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from core import tasks
from core.calendar import ZONE
from core.evaluation import TaskResult
from core.months import Month
from core.tasks import Done, TaskItem
from core.usecases import accepting, carrying, closing, results, working
from core.usecases.assigning import Order
from core.usecases.desk import SYSTEM, Desk
from tests.core.office import SENT, Office, october
from tests.core.test_rerouting import leaves
from tests.core.work import new_item

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
WHY = "Theo yêu cầu."


def on(month: int, day: int, hour: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZONE)


CLOSED, NEXT_CLOSED = on(10, 25), on(11, 25)


async def tick(office: Office, now: datetime) -> int:
    return await office.do(SYSTEM, now, carrying.carry_over)


async def items(office: Office, *states: str, person: str = "CV_KT1") -> list[TaskItem]:
    wanted = set(states or (*tasks.OPEN, tasks.SUBMITTED))
    async with office.storage.read() as store:
        return list(await store.tasks.in_states([person], wanted))


async def result(office: Office, month: Month, now: datetime) -> TaskResult:
    async def act(desk: Desk) -> TaskResult:
        return await results.task_result(desk, "CV_KT1", month, desk.form("03"), {}, decided=False)

    return await office.do("CV_KT1", now, act)


async def a_of(office: Office, month: Month, now: datetime) -> Fraction | None:
    figures = (await result(office, month, now)).figures
    return figures["a"] if figures else None


async def partly(office: Office, quantity: int = 10, accepted: int = 4) -> TaskItem:
    item = await office.assign("PP_KT1", "CV_KT1", quantity)
    await office.hand_in(item, accepted, october(18))
    return await office.review("PP_KT1", item, accepted, october(18))


async def test_the_rest_goes_on_with_its_coefficient_and_a_new_deadline(office: Office) -> None:
    await office.catalogue({"CV": "1", "BC": "2.5"})
    order = Order(item="BC", quantity=10, due=october(16), origin=tasks.PLAN)
    given = await office.give("PP_KT1", "CV_KT1", order)
    await office.hand_in(given, 4, october(17))
    await office.review("PP_KT1", given, 4, october(17))
    await office.catalogue({"CV": "1", "BC": "9"}, since=NOVEMBER)
    assert await tick(office, CLOSED) == 1
    [rest] = await items(office)
    assert (rest.assigned, rest.accepted, rest.coefficient) == (6, 0, Decimal("2.5"))
    assert (rest.due, rest.origin, rest.state) == (NEXT_CLOSED, tasks.CARRY, tasks.ASSIGNED)
    assert (rest.events, rest.deadlines, rest.deliveries, rest.carried_from) == (
        (),
        (),
        (),
        given.id,
    )
    old = await office.item(given.id)
    assert (old.state, old.assigned, old.accepted, old.carried_to) == (
        tasks.CARRIED,
        10,
        4,
        rest.id,
    )
    assert len(old.events) == 4  # the four late ones stay where they were


async def test_it_counts_0_in_the_old_month_and_as_assigned_in_the_new(office: Office) -> None:
    await partly(office)
    before = await a_of(office, OCTOBER, october(24))
    await tick(office, CLOSED)
    assert before == await a_of(office, OCTOBER, CLOSED) == Fraction(4, 10)
    assert await a_of(office, NOVEMBER, CLOSED) == 0
    [rest] = await items(office)
    await office.hand_in(rest, 6, on(11, 3))
    await office.review("PP_KT1", rest, 6, on(11, 3))
    assert await a_of(office, NOVEMBER, on(11, 3)) == 1
    assert await a_of(office, OCTOBER, on(11, 3)) == Fraction(4, 10)


async def test_running_twice_does_nothing_more(office: Office) -> None:
    await partly(office)
    assert [await tick(office, CLOSED) for _ in range(3)] == [1, 0, 0]
    assert await tick(office, on(10, 31)) == 0
    assert len(await items(office)) == 1
    assert len(await office.audited("carry-over")) == 1


async def test_nothing_goes_on_before_the_closing(office: Office) -> None:
    await partly(office)
    assert await tick(office, october(24, 23, 59, 59)) == 0


async def test_it_is_carried_by_the_closing_of_the_forms(office: Office) -> None:
    await partly(office)
    await office.do(SYSTEM, CLOSED, closing.close_due)
    assert [one.state for one in await items(office)] == [tasks.ASSIGNED]


async def test_person_and_leader_are_told_once(office: Office) -> None:
    await partly(office)
    await office.assign("PP_KT1", "CV_KT1", 3)
    for now in (CLOSED, on(10, 25, 1)):
        await tick(office, now)
    told = [one for one in await office.told("task") if one[1].startswith("task.carried")]
    assert told == [("CV_KT1", "task.carried"), ("PP_KT1", "task.carried-led")]


# ------------------------------------------------------------------ months


async def test_december_goes_to_january(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 2, due=on(12, 10), now=on(12, 1))
    await office.hand_in(item, 1, on(12, 5))
    await office.review("PP_KT1", item, 1, on(12, 5))
    assert await tick(office, on(12, 10, 23)) == 0
    assert await tick(office, on(12, 11)) == 1
    [rest] = await items(office)
    assert (rest.due, rest.assigned) == (on(1, 25, year=2027), 1)


async def test_what_is_due_after_the_closing_of_december_is_of_january(office: Office) -> None:
    await office.assign("PP_KT1", "CV_KT1", 2, due=on(12, 20), now=on(12, 1))
    assert await tick(office, on(12, 31)) == 0
    assert await tick(office, on(1, 25, year=2027)) == 1
    assert [one.due for one in await items(office)] == [on(2, 25, year=2027)]


async def test_what_is_never_finished_goes_on_from_month_to_month(office: Office) -> None:
    await partly(office)
    for now, left in ((CLOSED, 1), (NEXT_CLOSED, 1), (on(12, 11), 1)):
        assert await tick(office, now) == left
    [rest] = await items(office)
    assert (rest.assigned, rest.due) == (6, on(1, 25, year=2027))
    assert await a_of(office, NOVEMBER, NEXT_CLOSED) == 0


async def test_a_machine_that_was_off_catches_up_through_both_months(office: Office) -> None:
    await partly(office)
    assert await tick(office, on(11, 26)) == 2
    [rest] = await items(office)
    assert rest.due == on(12, 11)


async def test_by_calendar_months_nothing_is_closed_before_it_is_due(office: Office) -> None:
    office.rules = office.rules.overlay({"work_window": "calendar_month"})
    item = await office.assign("PP_KT1", "CV_KT1", 2, due=on(10, 30))
    assert await tick(office, on(10, 28)) == 0
    await office.hand_in(item, 1, on(10, 28))
    await office.review("PP_KT1", item, 1, on(10, 28))
    assert await tick(office, on(10, 31, 23)) == 0
    assert await tick(office, on(11, 1)) == 1
    [rest] = await items(office)
    assert (rest.assigned, rest.due) == (1, on(12, 1))
    seen = lambda d: working.hand_in(d, item.id, 3, 1, Done(day=date(2026, 10, 31)))  # noqa: E731
    assert await office.refusal("CV_KT1", on(11, 1), seen) in {"task.old", "month.frozen"}


# ------------------------------------------------------------------ what does not go on


async def test_only_what_counts_goes_on(office: Office) -> None:
    line = Order(item="", name="Việc", quantity=1, due=october(20), origin=tasks.ADHOC)
    await office.do("CV_KT1", october(2), lambda d: working.note_line(d, line, ""))
    await office.do("CV_KT1", october(2), lambda d: working.note_line(d, line, "item"))
    refused = await office.do("CV_KT1", october(2), lambda d: working.note_line(d, line, ""))
    await office.do(
        "PP_KT1", october(3), lambda d: accepting.refuse(d, refused.id, refused.version, WHY)
    )
    gone = await office.assign("PP_KT1", "CV_KT1", 1)
    await office.do(
        "PP_KT1", october(3), lambda d: accepting.cancel(d, gone.id, gone.version, WHY)
    )
    await office.work("PP_KT1", "CV_KT1", 3, of=3)
    assert await tick(office, CLOSED) == 0


async def test_whoever_has_left_the_ward_has_no_next_month_here(office: Office) -> None:
    item = await partly(office)
    await leaves(office, "CV_KT1", date(2026, 10, 20))
    assert await tick(office, CLOSED) == 0
    assert (await office.item(item.id)).state == tasks.IN_PROGRESS
    assert ("CV_KT1", "task.carried") not in await office.told("task")


async def test_the_leader_sets_the_new_deadline_before_it_is_over(office: Office) -> None:
    await partly(office)
    await tick(office, CLOSED)
    [rest] = await items(office)
    moved = await office.do(
        "PP_KT1",
        on(10, 26),
        lambda d: accepting.move_due(d, rest.id, rest.version, on(11, 5), WHY),
    )
    assert (moved.due, [one.missed for one in moved.deadlines]) == (on(11, 5), [False])


async def test_a_large_ward_is_done_in_several_turns_and_a_person_in_one(office: Office) -> None:
    async with office.storage.write() as store:
        for person, count in (("CV_KT1", 150), ("CV_KT2", 120), ("CV_VX", 3)):
            for _ in range(count):
                await store.tasks.add(new_item(person=person, due=SENT))
        await store.commit()
    assert [await tick(office, CLOSED) for _ in range(3)] == [270, 3, 0]
    told = [one for one in await office.told("task") if one[1] == "task.carried"]
    assert told == [(person, "task.carried") for person in ("CV_KT1", "CV_KT2", "CV_VX")]
