"""A month plan is written: by whom, what is clear at once, what is asked, and what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from core import errors, monthplan, plan_answers
from core.monthplan import MonthPlan
from core.months import Month
from core.ports import Clerk
from core.usecases import monthplanning, monthplans
from core.usecases.monthplanning import Written
from core.usecases.monthplans import Opened
from tests.core.office import Act, Office, october

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
HEAD, DEPUTY, STAFF = "TP_KT", "PP_KT1", "CV_KT1"
NOW = october(22, 8, 30)
LINE = "CV_KT1; Sản phẩm BC; 2; 15/11; báo cáo được ký"


def write(text: str, month: Month = NOVEMBER) -> Act[Written]:
    return lambda desk: monthplanning.write(desk, "PKT", month, text)


def opened(month: Month = NOVEMBER) -> Act[Opened]:
    return lambda desk: monthplans.open_(desk, "PKT", month)


async def refused(office: Office, actor: str, act: Act[object], now: datetime = NOW) -> str:
    with pytest.raises(errors.WardError) as refusal:
        await office.do(actor, now, act)
    return refusal.value.code


async def written(office: Office, text: str) -> MonthPlan:
    await office.catalogue({"BC": "1", "TT": "1.5"})
    return (await office.do(HEAD, NOW, write(text))).plan


@pytest.mark.parametrize("actor", [DEPUTY, STAFF, "TP_VX", "PCT_UB1", "CT_UB"])
async def test_only_the_head_and_the_clerk_see_and_write_a_plan(
    office: Office, actor: str
) -> None:
    plan = await written(office, LINE)

    acts: tuple[Act[object], ...] = (
        opened(),
        write(LINE),
        lambda desk: monthplans.get(desk, plan.id),
        lambda desk: monthplanning.begin_line(desk, "PKT", NOVEMBER, STAFF),
        lambda desk: monthplanning.drop(desk, plan.id, 1),
        lambda desk: monthplanning.take_back(desk, plan.id, 1, 1),
    )
    for act in acts:
        assert await refused(office, actor, act) == "unit.not-writer"


async def test_a_clerk_writes_lines_as_the_head_does(office: Office) -> None:
    await office.catalogue({"BC": "1"})
    clerk = Clerk(unit="PKT", person=STAFF, by=HEAD, since=NOW)
    await office.do(HEAD, NOW, lambda desk: desk.store.notebook.appoint(clerk))

    found = await office.do(STAFF, NOW, write(LINE))

    assert found.clear == (1,)
    assert not (await office.do(STAFF, NOW, opened())).is_head
    assert (await office.do(HEAD, NOW, opened())).is_head


async def test_what_is_clear_stands_in_the_draft_and_the_rest_waits(office: Office) -> None:
    plan = await written(office, f"KẾ HOẠCH THÁNG 11\n{LINE}\nCV_KT2; Sản phẩm; 1; 12/11\nxyz")

    (line,) = plan.lines
    assert (line.number, line.person, line.item, line.quantity) == (1, STAFF, "BC", 2)
    assert line.expected == "báo cáo được ký"
    assert [(one.number, one.asks) for one in plan.typed] == [(2, "item"), (3, "person")]
    assert plan.state == monthplan.DRAFT


async def test_eighty_lines_of_which_five_cannot_be_read_lose_none(office: Office) -> None:
    good = [f"CV_KT1; Sản phẩm BC; {number}; 15/11" for number in range(1, 76)]
    bad = ["???", "ai đó; Sản phẩm BC; 1; 12/11", "CV_KT1; gì đó; 1; 12/11"]
    bad += ["CV_KT1; Sản phẩm BC; 0; 12/11", "CV_KT1; Sản phẩm BC; 1; 31/11"]

    plan = await written(office, "\n".join([*good, *bad]))

    assert (len(plan.lines), len(plan.typed)) == (75, 5)
    assert [one.text for one in plan.typed] == bad


async def test_an_answer_makes_the_line_clear_and_keeps_its_number(office: Office) -> None:
    plan = await written(office, "CV_KT2; Sản phẩm; 1; 12/11\n" + LINE)

    after, is_clear = await office.do(
        HEAD,
        NOW,
        lambda desk: monthplanning.answer(
            desk, plan.id, 1, lambda line, circle: plan_answers.answered(line, "TT", circle)
        ),
    )

    assert is_clear
    assert [(one.number, one.item) for one in after.lines] == [(1, "TT"), (2, "BC")]
    assert after.typed == ()


async def test_an_answered_line_is_not_answered_twice(office: Office) -> None:
    plan = await written(office, LINE)

    act: Act[object] = lambda desk: monthplanning.answer(  # noqa: E731
        desk, plan.id, 1, lambda line, circle: plan_answers.counted(line, 3, circle)
    )

    assert await refused(office, HEAD, act) == "plan.line"


async def test_one_answer_serves_all_that_were_told_nothing(office: Office) -> None:
    lines = ["CV_KT1; Sản phẩm BC; ; 12/11", "CV_KT2; Sản phẩm BC; ;13/11"]
    plan = await written(office, "\n".join([*lines, "CV_KT2; Sản phẩm BC; 0; 13/11"]))

    after = await office.do(
        HEAD,
        NOW,
        lambda desk: monthplanning.answer_all(
            desk,
            plan.id,
            monthplan.QUANTITY,
            lambda line, circle: plan_answers.counted(line, 1, circle),
        ),
    )

    assert [(one.number, one.quantity) for one in after.lines] == [(1, 1), (2, 1)]
    assert [one.number for one in after.typed] == [3]


async def test_a_paste_is_taken_back_whole(office: Office) -> None:
    await written(office, LINE)
    second = await office.do(HEAD, NOW, write(LINE + "\nxyz"))

    after = await office.do(
        HEAD, NOW, lambda desk: monthplanning.take_back(desk, second.plan.id, second.first, 3)
    )

    assert (len(after.lines), after.typed) == (1, ())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": 10_000}, "quantity"),
        ({"due": october(24)}, "plan.window"),
        ({"due": datetime.fromisoformat("2026-11-25T00:00:01+07:00")}, "plan.window"),
        ({"item": "KHAC"}, "catalogue.item"),
        ({"person": "CV_VX"}, "plan.person"),
    ],
)
async def test_a_line_is_not_changed_into_what_it_cannot_be(
    office: Office, change: dict[str, object], code: str
) -> None:
    plan = await written(office, LINE)

    act: Act[object] = lambda desk: monthplanning.change(  # noqa: E731
        desk,
        plan.id,
        1,
        lambda line, _: replace(line, **change),  # type: ignore[arg-type]
    )

    assert await refused(office, HEAD, act) == code


@pytest.mark.parametrize(
    ("month", "now", "code"),
    [
        (OCTOBER, october(24, 23, 59), ""),
        (OCTOBER, october(25), "plan.frozen"),
        (Month(2026, 9), NOW, "plan.frozen"),
        (Month(2027, 1), NOW, "plan.month-far"),
    ],
)
async def test_a_month_is_planned_until_its_self_step_closes(
    office: Office, month: Month, now: datetime, code: str
) -> None:
    await office.catalogue({"BC": "1"})
    act = write("CV_KT1; Sản phẩm BC; 2; 24/10", month)

    if code:
        assert await refused(office, HEAD, act, now) == code
    else:
        assert (await office.do(HEAD, now, act)).clear == (1,)


async def test_without_a_catalogue_there_is_nothing_to_plan_with(office: Office) -> None:
    assert await refused(office, HEAD, write(LINE)) == "plan.no-catalogue"


@pytest.mark.parametrize("text", ["", "  \n ", "Kế hoạch tháng 11/2026", "CV_KT1:"])
async def test_a_text_without_a_line_is_said_so(office: Office, text: str) -> None:
    await office.catalogue({"BC": "1"})

    assert await refused(office, HEAD, write(text)) == "plan.nothing"


async def test_a_plan_has_so_many_lines_at_most(office: Office) -> None:
    await office.catalogue({"BC": "1"})
    most = monthplan.MOST_LINES
    await office.do(HEAD, NOW, write("\n".join([LINE] * most)))

    assert await refused(office, HEAD, write(LINE)) == "plan.long"


async def test_the_item_is_that_of_the_month_planned_not_of_the_month_of_writing(
    office: Office,
) -> None:
    await office.catalogue({"CU": "1"})
    await office.catalogue({"MOI": "1"}, since=NOVEMBER)

    old = await office.do(HEAD, NOW, write("CV_KT1; CU; 2; 15/11"))
    new = await office.do(HEAD, NOW, write("CV_KT1; MOI; 2; 15/11"))
    before = await office.do(HEAD, NOW, write("CV_KT1; CU; 2; 24/10", OCTOBER))

    assert (old.clear, len(new.clear), len(before.clear)) == ((), 1, 1)


async def test_heads_are_reminded_until_a_plan_is_approved(office: Office) -> None:
    assert await office.do(HEAD, NOW, monthplans.unapproved) == (("PKT", OCTOBER),)
    assert await office.do(STAFF, NOW, monthplans.unapproved) == ()
    assert await office.do(HEAD, october(25), monthplans.unapproved) == (("PKT", NOVEMBER),)
