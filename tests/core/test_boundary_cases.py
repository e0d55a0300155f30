"""Every boundary case of domain §8.6 and §8.7 as a month that somebody lives through."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core import taskflow, tasks
from core.evaluation import Evaluation, TaskResult
from core.months import Month
from core.tasks import TaskItem
from core.usecases import accepting, deciding, preparing, results, working
from core.usecases.assigning import Order
from core.usecases.desk import Desk
from tests.core import ward_rules
from tests.core.office import AGREED, DECIDED, SENT, Act, Office, october
from tests.core.test_led_work import moves, over

NOW = october(12)
WHY = "Theo yêu cầu."
OCTOBER = Month(2026, 10)


async def result(
    office: Office,
    person: str = "CV_KT1",
    form: str = "03",
    month: Month = OCTOBER,
    now: datetime = NOW,
) -> TaskResult:
    async def act(desk: Desk) -> TaskResult:
        return await results.task_result(desk, person, month, desk.form(form), {}, decided=False)

    return await office.do(person, now, act)


async def abc(office: Office, person: str = "CV_KT1", form: str = "03") -> tuple[Fraction, ...]:
    figures = (await result(office, person, form)).figures
    assert figures is not None
    return figures["a"], figures["b"], figures["c"]


def product(code: str, quantity: int, due: datetime = SENT, share: str = "1") -> Order:
    return Order(item=code, quantity=quantity, due=due, origin=tasks.PLAN, share=Decimal(share))


def deciding_on(one: Evaluation, comment: str | None = None) -> Act[Evaluation]:
    return lambda d: deciding.decide(d, one.id, one.version, comment)


# ------------------------------------------------------------------ §8.6


async def test_nothing_assigned_is_neither_0_nor_100_and_is_not_decided(office: Office) -> None:
    one = await office.commented("CV_KT1", "PP_KT1")
    assert one.submission is not None
    assert (one.submission.result.figures, one.submission.total, one.submission.band) == (
        None,
        None,
        None,
    )
    assert await office.refusal("TP_KT", DECIDED, deciding_on(one)) == "nothing-assigned"
    done = await office.do(
        "TP_KT", DECIDED, lambda d: deciding.not_rate(d, one.id, one.version, WHY)
    )
    assert done.state == "not_rated"


async def test_nothing_assigned_counts_0_where_the_ward_says_so(office: Office) -> None:
    office.rules = office.rules.overlay({"no_assignment": "zero"})
    assert await abc(office) == (Fraction(0),) * 3
    one = await office.commented("CV_KT1", "PP_KT1")
    assert one.submission is not None
    assert (one.submission.total, one.submission.band) == (Fraction(30), "D")


async def test_a_leader_without_items_and_with_an_empty_scope_is_not_rated_by_d_e_alone(
    office: Office,
) -> None:
    found = await result(office, "PB_XDD1", "02")
    assert (found.figures, results.ratio(found)) == (None, None)
    one = await office.send("PB_XDD1")
    assert one.submission is not None
    assert one.submission.total is None
    for key in ("đ", "e"):
        one = await office.do("TB_XDD", DECIDED, _term(one, key))
    assert await office.refusal("TB_XDD", DECIDED, deciding_on(one, AGREED)) == "nothing-assigned"


def _term(one: Evaluation, key: str) -> Act[Evaluation]:
    return lambda d: preparing.set_term(d, one.id, one.version, key, Fraction(1), WHY)


async def test_over_completion_of_one_line_does_not_pay_for_another(office: Office) -> None:
    """W02."""
    for quantity, made in ((10, 12), (5, 3)):
        item = await office.assign("PP_KT1", "CV_KT1", quantity)
        await office.hand_in(item, made, NOW)
        await office.review("PP_KT1", item, made, NOW)
    assert await abc(office) == (Fraction(13, 15),) * 3
    lines = (await result(office)).lines
    assert [int(line.f) for line in lines] == [12, 3]  # the surplus is kept for commendation


async def test_extra_work_enters_numerator_and_denominator_when_it_is_approved(
    office: Office,
) -> None:
    await office.work("PP_KT1", "CV_KT1", 5)
    extra = Order(item="", name="Đột xuất", quantity=10, due=SENT, origin=tasks.ADHOC)
    item = await office.do("CV_KT1", NOW, lambda d: working.note_line(d, extra, ""))
    assert (await abc(office))[0] == Fraction(5, 10)
    item = await office.do("PP_KT1", NOW, lambda d: accepting.approve(d, item.id, item.version))
    assert (await abc(office))[0] == Fraction(5, 20)
    await office.hand_in(item, 10, NOW)
    await office.review("PP_KT1", item, 10, NOW)
    assert (await abc(office))[0] == Fraction(15, 20)


async def test_a_unit_done_in_part_is_not_done(office: Office) -> None:
    """W07: units are whole, and one that is sent back brings nothing."""
    await office.catalogue({"CV": "1", "DA": "5"})
    big = await office.give("PP_KT1", "CV_KT1", product("DA", 1))
    await office.hand_in(big, 1, NOW)
    await office.review("PP_KT1", big, 0, NOW)
    small = await office.give("PP_KT1", "CV_KT1", product("CV", 5))
    await office.hand_in(small, 5, NOW)
    await office.review("PP_KT1", small, 5, NOW)
    assert await abc(office) == (Fraction(1, 2),) * 3


async def test_work_over_several_months_has_a_product_of_its_own_in_each(office: Office) -> None:
    await office.catalogue({"CV": "1"})
    november = october(25, 0) + timedelta(days=10)
    for due in (SENT, november):
        await office.give("PP_KT1", "CV_KT1", product("CV", 2, due))
    for month in (OCTOBER, OCTOBER.shift(1)):
        assert [int(line.q) for line in (await result(office, month=month)).lines] == [2]


async def test_two_people_on_one_product_share_its_coefficient(office: Office) -> None:
    await office.catalogue({"CV": "1", "DA": "5"})
    parts = (("CV_KT1", "0.6"), ("CV_KT2", "0.4"))
    taskflow.check_shares(tuple(Decimal(share) for _, share in parts))
    items = [
        await office.give("TP_KT", person, product("DA", 1, share=share))
        for person, share in parts
    ]
    assert [item.weight for item in items] == [Decimal("3.0"), Decimal("2.0")]
    await office.give("TP_KT", "CV_KT1", product("CV", 2))
    await office.hand_in(items[0], 1, NOW)
    await office.review("TP_KT", items[0], 1, NOW)
    assert (await abc(office))[0] == Fraction(3, 5)
    assert (await abc(office, "CV_KT2"))[0] == 0


async def test_a_task_handed_over_counts_for_each_what_is_his(office: Office) -> None:
    item = await office.assign("TP_KT", "CV_KT1", 10)
    await office.hand_in(item, 4, NOW)
    item = await office.review("TP_KT", item, 4, NOW)
    rest = await office.do("TP_KT", NOW, over(item, "CV_KT2"))
    await office.hand_in(rest, 3, NOW)
    await office.review("TP_KT", rest, 3, NOW)
    assert (await abc(office))[0] == 1
    assert (await abc(office, "CV_KT2"))[0] == Fraction(3, 6)


async def test_a_coefficient_changed_later_changes_nothing_assigned(office: Office) -> None:
    await office.catalogue({"CV": "1", "BC": "2"})
    item = await office.give("PP_KT1", "CV_KT1", product("BC", 1))
    await office.catalogue({"CV": "1", "BC": "7"}, since=OCTOBER)
    again = await office.give("PP_KT1", "CV_KT1", product("BC", 1))
    assert [str(one.coefficient) for one in (item, again)] == ["2", "7"]
    await office.hand_in(item, 1, NOW)
    await office.review("PP_KT1", item, 1, NOW)
    assert (await abc(office))[0] == Fraction(2, 9)


async def test_an_objective_cause_lifts_the_event_and_not_the_product(office: Office) -> None:
    """Never accepted, it counts 0 whatever was the cause."""
    item = await office.assign("PP_KT1", "CV_KT1", 2, due=october(10))
    await office.hand_in(item, 1, october(11))
    await office.review("PP_KT1", item, 1, october(11))
    await office.hand_in(item, 1, october(11))
    item = await office.review("PP_KT1", item, 0, october(11), major=True)
    for index in range(2):
        item = await office.do("CV_KT1", NOW, _asking(item, index))
        item = await office.do("TP_KT", NOW, _confirming(item, index))
    assert await abc(office) == (Fraction(1, 2),) * 3


def _asking(item: TaskItem, index: int) -> Act[TaskItem]:
    return lambda d: working.ask_excuse(d, item.id, item.version, index, WHY)


def _confirming(item: TaskItem, index: int) -> Act[TaskItem]:
    return lambda d: accepting.answer_excuse(
        d, item.id, item.version, index, confirmed=True, said=""
    )


# ------------------------------------------------------------------ §8.7


async def test_work_of_somebody_absent_is_reassigned_or_cancelled_by_the_leader(
    office: Office,
) -> None:
    """Rule 1: the denominator needs no correction of its own."""
    await office.work("TP_KT", "CV_KT1", 4, of=4)
    gone = await office.assign("TP_KT", "CV_KT1", 10)
    passed_on = await office.assign("TP_KT", "CV_KT1", 10)
    assert (await abc(office))[0] == Fraction(4, 24)
    await office.do("TP_KT", NOW, lambda d: accepting.cancel(d, gone.id, gone.version, WHY))
    await office.do("TP_KT", NOW, over(passed_on, "CV_KT2"))
    assert await abc(office) == (Fraction(1),) * 3


async def test_a_new_joiner_is_rated_on_the_items_of_the_days_worked(office: Office) -> None:
    """Rule 4."""
    await moves(office, "CV_VX", date(2026, 10, 8), "UBND_CC", "PKT")
    await office.assign("TP_KT", "CV_KT1", 10)
    item = await office.assign("TP_KT", "CV_VX", 2, now=october(9))
    await office.hand_in(item, 2, NOW)
    await office.review("TP_KT", item, 2, NOW)
    assert await abc(office, "CV_VX") == (Fraction(1),) * 3


async def test_the_unit_at_the_closing_evaluates_and_the_items_stay_with_the_person(
    office: Office,
) -> None:
    """Rule 5."""
    await office.work("PP_KT1", "CV_KT1", 5)
    await moves(office, "CV_KT1", date(2026, 10, 15), "UBND_CC", "PVHXH")
    item = await office.assign("TP_VX", "CV_KT1", 10, now=october(16))
    await office.hand_in(item, 10, october(17))
    await office.review("TP_VX", item, 10, october(17))
    one = await office.send("CV_KT1")
    assert one.route is not None
    assert (one.route.unit, one.decider) == ("PVHXH", "TP_VX")
    assert one.submission is not None
    assert [(int(line.q), int(line.f)) for line in one.submission.result.lines] == [
        (10, 5),
        (10, 10),
    ]
    pools = [
        len((await result(office, head, "02", now=SENT)).lines) for head in ("TP_VX", "TP_KT")
    ]
    assert pools == [2, 0]


@given(st.integers(0, 3 * 365 * 24 * 60), st.booleans())
def test_every_due_instant_belongs_to_one_month_and_no_two_windows_overlap(
    minutes: int, by_calendar: bool
) -> None:
    """Rule 6."""
    rules = ward_rules.book()
    if by_calendar:
        rules = rules.overlay({"work_window": "calendar_month"})
    due = october(1, 0) + timedelta(minutes=minutes)
    month = rules.calendar.work_month(due)
    holding = []
    for shift in range(-2, 3):
        start, end = rules.calendar.work_window(month.shift(shift))
        if start < due <= end:
            holding.append(month.shift(shift))
    assert holding == [month]


async def test_staff_who_became_a_deputy_has_the_form_and_the_pool_of_a_deputy(
    office: Office,
) -> None:
    """Rule 7: those of the post at the closing; the own items of the whole month are in it."""
    await office.work("TP_KT", "CV_KT2", 5)
    await office.work("TP_VX", "CV_VX", 10)
    await moves(office, "CV_KT2", date(2026, 10, 15), "UBND_PHO", "PVHXH")
    one = await office.send("CV_KT2")
    assert one.submission is not None
    assert one.submission.result.figures is not None
    assert (one.form, len(one.submission.result.lines)) == ("02", 2)
    assert one.submission.result.figures["a"] == Fraction(15, 20)
    assert one.submission.result.provisional == ("d", "đ", "e")


async def test_a_deputy_who_became_staff_is_rated_as_staff_on_the_own_items(
    office: Office,
) -> None:
    """Rule 7."""
    await office.work("TP_KT", "PP_KT2", 5)
    await office.work("PP_KT2", "BV_KT", 10)
    await moves(office, "PP_KT2", date(2026, 10, 15), "UBND_CC", "PVHXH")
    one = await office.send("PP_KT2")
    assert one.submission is not None
    assert one.submission.result.figures == dict.fromkeys("abc", Fraction(1, 2))
    assert one.form == "03"
