"""The head approves a plan: tasks of the difference only, everybody told once, old versions kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from core import errors, monthplan, tasks
from core.monthplan import MonthPlan, PlanLine
from core.months import Month
from core.usecases import accepting, monthplanning, monthplans, planapproving, results
from core.usecases.desk import Desk
from core.usecases.planapproving import Blocked
from tests.core.office import Act, Office, october

NOVEMBER = Month(2026, 11)
HEAD, STAFF, OTHER = "TP_KT", "CV_KT1", "CV_KT2"
NOW = october(22, 8, 30)
WHY = "Kế hoạch tháng 11/2026 được điều chỉnh."
TWO = "CV_KT1; BC; 2; 15/11\nCV_KT2; TT; 1; 20/11"


async def planned(office: Office, text: str = TWO) -> MonthPlan:
    await office.catalogue({"BC": "1", "TT": "1.5"})
    written = await office.do(
        HEAD, NOW, lambda desk: monthplanning.write(desk, "PKT", NOVEMBER, text)
    )
    assert not written.unclear
    return written.plan


def approve(plan: MonthPlan) -> Act[MonthPlan]:
    return lambda desk: planapproving.approve(desk, plan.id, plan.version, WHY)


async def approved(office: Office, text: str = TWO) -> MonthPlan:
    plan = await planned(office, text)
    return await office.do(HEAD, NOW, approve(plan))


async def changed(
    office: Office, plan: MonthPlan, number: int, now: datetime = NOW, **values: object
) -> MonthPlan:
    return await office.do(
        HEAD,
        now,
        lambda desk: monthplanning.change(
            desk,
            plan.id,
            number,
            lambda line, _: replace(line, **values),  # type: ignore[arg-type]
        ),
    )


async def dropped(office: Office, plan: MonthPlan, number: int, now: datetime = NOW) -> MonthPlan:
    return await office.do(HEAD, now, lambda desk: monthplanning.drop(desk, plan.id, number))


async def written(office: Office, plan: MonthPlan, text: str, now: datetime = NOW) -> MonthPlan:
    done = await office.do(
        HEAD, now, lambda desk: monthplanning.write(desk, plan.unit, plan.month, text)
    )
    return done.plan


async def items_of(office: Office, line: PlanLine) -> list[tasks.TaskItem]:
    return [await office.item(one) for one in line.tasks]


async def blocked(office: Office, plan: MonthPlan, now: datetime = NOW) -> tuple[Blocked, ...]:
    async def act(desk: Desk) -> tuple[Blocked, ...]:
        return await planapproving.blocked(desk, await monthplans.get(desk, plan.id))

    return await office.do(HEAD, now, act)


async def refused(office: Office, actor: str, act: Act[object], now: datetime = NOW) -> str:
    with pytest.raises(errors.WardError) as refusal:
        await office.do(actor, now, act)
    return refusal.value.code


async def test_every_line_becomes_a_task_with_the_snapshot_of_its_coefficient(
    office: Office,
) -> None:
    plan = await approved(office)

    (item,) = await items_of(office, plan.line(2))
    assert (item.person, item.state, item.origin) == (OTHER, tasks.ASSIGNED, tasks.PLAN)
    assert (item.item, item.coefficient, item.assigned) == ("TT", Decimal("1.5"), 1)
    assert (item.assigned_by, item.source) == (HEAD, f"plan:{plan.id}:2")
    assert plan.state == monthplan.APPROVED
    assert [one.number for one in plan.approved] == [1]
    assert len(await office.audited("assign")) == 2
    assert len(await office.audited("plan-approve")) == 1


async def test_everybody_is_told_once_however_many_lines(office: Office) -> None:
    await approved(office, TWO + "\nCV_KT1; TT; 3; 12/11\nCV_KT1+CV_KT2; BC; 1; 13/11")

    assert await office.notices() == [(STAFF, "plan.approved"), (OTHER, "plan.approved")]


@pytest.mark.parametrize("actor", ["PP_KT1", STAFF, "TP_VX", "PCT_UB1"])
async def test_only_the_head_approves(office: Office, actor: str) -> None:
    plan = await planned(office)

    assert await refused(office, actor, approve(plan)) == "unit.not-writer"
    assert await office.audited("assign") == []


async def test_a_second_press_on_the_card_that_was_approved_does_nothing(office: Office) -> None:
    plan = await planned(office)
    await office.do(HEAD, NOW, approve(plan))

    assert await refused(office, HEAD, approve(plan)) == "card.old"
    assert len(await office.audited("assign")) == 2


async def test_nothing_is_approved_while_a_line_is_not_clear(office: Office) -> None:
    plan = await planned(office)
    plan = await written(office, plan, "xyz")

    assert await refused(office, HEAD, approve(plan)) == "plan.unclear"


async def test_what_is_in_force_is_not_approved_again(office: Office) -> None:
    plan = await approved(office)

    assert await refused(office, HEAD, approve(plan)) == "plan.unchanged"


async def test_an_amendment_makes_only_its_difference(office: Office) -> None:
    plan = await approved(office)
    before = await items_of(office, plan.line(1)) + await items_of(office, plan.line(2))
    plan = await changed(office, plan, 1, quantity=5)
    plan = await dropped(office, plan, 2)
    plan = await written(office, plan, "CV_KT2; BC; 1; 12/11")
    assert plan.state == monthplan.DRAFT

    plan = await office.do(HEAD, NOW, approve(plan))

    after = [await office.item(one.id) for one in before]
    assert [(one.state, one.assigned) for one in after] == [
        (tasks.ASSIGNED, 5),
        (tasks.CANCELLED, 1),
    ]
    (fresh,) = await items_of(office, plan.line(3))
    assert (fresh.person, fresh.item) == (OTHER, "BC")
    assert [one.number for one in plan.approved] == [1, 2]
    assert [line.quantity for line in plan.approved[0].lines] == [2, 1]
    assert len(await office.audited("assign")) == 3


async def test_who_is_not_concerned_by_an_amendment_is_not_told_again(office: Office) -> None:
    plan = await approved(office)
    plan = await changed(office, plan, 1, quantity=5)
    await office.do(HEAD, NOW, approve(plan))

    assert await office.notices() == [
        (STAFF, "plan.approved"),
        (STAFF, "plan.approved"),
        (OTHER, "plan.approved"),
    ]


async def test_a_moved_due_instant_keeps_the_former_one_with_its_reason(office: Office) -> None:
    plan = await approved(office)
    later = datetime.fromisoformat("2026-11-21T00:00:00+07:00")
    plan = await changed(office, plan, 1, due=later)
    plan = await office.do(HEAD, NOW, approve(plan))

    (item,) = await items_of(office, plan.line(1))
    assert item.due == later
    assert [(one.reason, one.missed) for one in item.deadlines] == [(WHY, False)]


async def test_another_person_or_product_is_another_task(office: Office) -> None:
    plan = await approved(office)
    (before,) = await items_of(office, plan.line(1))
    plan = await changed(office, plan, 1, person=OTHER)
    plan = await office.do(HEAD, NOW, approve(plan))

    (after,) = await items_of(office, plan.line(1))
    assert (await office.item(before.id)).state == tasks.CANCELLED
    assert (after.person, after.state) == (OTHER, tasks.ASSIGNED)
    assert after.id != before.id


async def test_other_words_reach_the_task_without_another_task(office: Office) -> None:
    plan = await approved(office)
    plan = await changed(office, plan, 1, expected="Có ký số")
    plan = await office.do(HEAD, NOW, approve(plan))

    (item,) = await items_of(office, plan.line(1))
    assert (item.expected, item.state) == ("Có ký số", tasks.ASSIGNED)


# What the work that was begun does not bear.


async def test_finished_work_keeps_its_line(office: Office) -> None:
    plan = await approved(office)
    (item,) = await items_of(office, plan.line(1))
    await office.hand_in(item, 2, october(26))
    await office.review("PP_KT1", item, None, october(27))
    now = october(28)

    fewer = await changed(office, plan, 1, now, quantity=1)
    assert [one.code for one in await blocked(office, fewer, now)] == ["plan.line-done"]
    with pytest.raises(errors.Refused) as refusal:
        await office.do(HEAD, now, approve(fewer))
    assert (refusal.value.code, refusal.value.data["lines"]) == ("plan.blocked", (1,))

    restored = await office.do(HEAD, now, lambda desk: monthplanning.restore(desk, plan.id, 1))
    assert restored.state == monthplan.APPROVED


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"quantity": 1}, "plan.line-fewer"),
        ({"person": OTHER}, "plan.line-begun"),
        ({"item": "TT"}, "plan.line-begun"),
        ({"quantity": 4}, ""),
    ],
)
async def test_handed_in_work_bears_no_less_and_no_other_hands(
    office: Office, values: dict[str, object], code: str
) -> None:
    plan = await approved(office, "CV_KT1; BC; 3; 15/11")
    (item,) = await items_of(office, plan.line(1))
    await office.hand_in(item, 2, october(26))

    plan = await changed(office, plan, 1, october(27), **values)

    assert [one.code for one in await blocked(office, plan, october(27))] == [code] * bool(code)


async def test_a_line_that_was_begun_or_is_past_its_due_is_not_dropped(office: Office) -> None:
    plan = await approved(office, "CV_KT1; BC; 3; 15/11\nCV_KT2; TT; 1; 27/10")
    (item,) = await items_of(office, plan.line(1))
    await office.hand_in(item, 1, october(26))
    now = october(29)
    plan = await dropped(office, plan, 1, now)
    plan = await dropped(office, plan, 2, now)

    found = await blocked(office, plan, now)

    assert [(one.number, one.code) for one in found] == [
        (1, "plan.line-begun"),
        (2, "plan.line-past"),
    ]


async def test_a_line_that_stays_as_it_was_is_not_looked_at_again(office: Office) -> None:
    """Its due has passed, its person may have left: the plan can be amended all the same."""
    plan = await approved(office, "CV_KT1; BC; 3; 27/10\nCV_KT2; TT; 1; 20/11")
    plan = await changed(office, plan, 2, october(29), quantity=2)

    done = await office.do(HEAD, october(29), approve(plan))

    assert done.state == monthplan.APPROVED


async def test_a_plan_of_a_closed_month_is_frozen(office: Office) -> None:
    plan = await approved(office)
    closed = datetime(2026, 11, 25, tzinfo=NOW.tzinfo)

    change: Act[object] = lambda desk: monthplanning.drop(desk, plan.id, 1)  # noqa: E731
    assert await refused(office, HEAD, change, closed) == "plan.frozen"
    assert await refused(office, HEAD, approve(plan), closed) == "plan.frozen"


# Several on one product, and the head's own.


async def test_two_people_share_one_product(office: Office) -> None:
    plan = await approved(office, "CV_KT1+CV_KT2+HD_KT; TT; 1; 20/11")

    shared = await items_of(office, plan.line(1))

    assert [one.person for one in shared] == [STAFF, OTHER, "HD_KT"]
    assert [one.share for one in shared] == [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]
    assert sum(one.weight for one in shared) == Decimal("1.5")


async def test_the_shares_of_a_product_count_once_together(office: Office) -> None:
    plan = await approved(office, "CV_KT1+CV_KT2; TT; 2; 20/11")
    shared = await items_of(office, plan.line(1))

    lines = [results.line(one) for one in shared]

    assert sum(line.w * line.q for line in lines) == Decimal("1.5") * 2


async def test_the_heads_own_line_is_proposed_to_the_leader_above(office: Office) -> None:
    plan = await approved(office, TWO + "\nTP_KT; BC; 1; 20/11")

    (own,) = await items_of(office, plan.line(3))
    assert (own.person, own.state, own.origin) == (HEAD, tasks.PROPOSED, tasks.PLAN)
    assert ("PCT_UB1", "task.proposed") in await office.notices()

    plan = await changed(office, plan, 3, quantity=2)
    plan = await office.do(HEAD, NOW, approve(plan))
    assert (await office.item(own.id)).assigned == 2

    plan = await dropped(office, plan, 3)
    await office.do(HEAD, NOW, approve(plan))
    assert (await office.item(own.id)).state == tasks.CANCELLED


async def test_news_are_what_concerns_the_reader(office: Office) -> None:
    plan = await approved(office)
    plan = await changed(office, plan, 1, person=OTHER)
    plan = await office.do(HEAD, NOW, approve(plan))

    async def told(person: str, number: int) -> list[tuple[int | None, int | None]]:
        found = await office.do(
            person, NOW, lambda desk: planapproving.news(desk, plan.id, number)
        )
        changes = found[1] if found else ()
        return [
            (one.before.number if one.before else None, one.after.number if one.after else None)
            for one in changes
        ]

    assert await told(STAFF, 1) == [(None, 1)]
    assert await told(OTHER, 1) == [(None, 2)]
    assert await told(STAFF, 2) == [(1, None)]
    assert await told(OTHER, 2) == [(None, 1)]
    assert await told("PP_KT1", 2) == []


async def test_an_amendment_leaves_a_deadline_that_the_leader_moved_since(office: Office) -> None:
    """Only what it changes itself: the quantity, not the due that was granted meanwhile."""
    plan = await approved(office)
    (item,) = await items_of(office, plan.line(1))
    later = item.due + timedelta(days=3)
    await office.do(
        HEAD, NOW, lambda desk: accepting.move_due(desk, item.id, item.version, later, WHY)
    )
    plan = await changed(office, plan, 1, quantity=5)
    await office.do(HEAD, NOW, approve(plan))
    (item,) = await items_of(office, plan.line(1))
    assert (item.assigned, item.due) == (5, later)
