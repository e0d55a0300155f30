"""Lines typed, pasted and changed: what is clear is taken, what is not is asked, nothing is lost."""

from __future__ import annotations

from datetime import date, time

import pytest

from core import errors, schedule
from core.calendar import due_at
from core.schedule import SAME_TASK, WHICH_ITEM, Schedule
from core.usecases import answering, arranging, scheduling
from core.usecases.desk import Desk
from core.usecases.noting import Noted
from tests.core import week_office as at
from tests.core.office import Act, Office, october
from tests.core.week_office import MONDAY, PERSON, WEEK

FRIDAY = date(2026, 10, 23)


async def by(office: Office, act: Act[Noted], now: object = MONDAY) -> Noted:
    assert isinstance(now, type(MONDAY))
    return await office.do(PERSON, now, act)


async def test_a_typed_line_is_a_note_of_its_day(office: Office) -> None:
    await at.with_catalogue(office)

    noted = await at.noted(office, await at.opened(office), "thứ 3 14h họp tổ dân phố 5")

    [line] = noted.schedule.lines
    assert (line.day, line.at, line.content) == (
        date(2026, 10, 20),
        time(14),
        "Họp tổ dân phố 5",
    )
    assert (line.item, line.question, line.makes_task) == ("", "", False)


async def test_the_one_item_its_words_name_is_attached(office: Office) -> None:
    await at.with_catalogue(office)

    text = "nộp báo cáo tuần hạn 16h thứ sáu"
    noted = await at.noted(office, await at.opened(office), text)

    [line] = noted.schedule.lines
    assert (line.item, line.quantity, line.day) == ("BC", 1, FRIDAY)
    assert line.due == october(23, 16)


async def test_where_several_items_fit_it_stays_a_note_until_one_is_chosen(
    office: Office,
) -> None:
    rows = at.items(
        ("HT", "Báo cáo hộ tịch", "báo cáo", "1", True),
        ("HK", "Báo cáo hộ khẩu", "báo cáo", "1.5", False),
    )
    known = await at.with_catalogue(office, rows=rows)
    one = await at.opened(office)
    one = (await at.noted(office, one, "thứ 6 nộp báo cáo hộ tịch, hộ khẩu")).schedule
    [line] = one.lines
    assert (line.question, line.item, line.blocks) == (WHICH_ITEM, "", False)
    assert set(line.fact("item")) == {"HT", "HK"}

    chosen = await by(
        office,
        lambda d: arranging.attach(d, one.id, one.version, line.number, known.id, 1),
    )

    assert (chosen.schedule.lines[0].item, chosen.schedule.lines[0].question) == ("HK", "")


async def test_work_that_the_plan_has_is_asked_about_and_made_once(office: Office) -> None:
    await at.with_catalogue(office)
    task = await at.planned(office)
    one = await at.opened(office)
    one = (await at.noted(office, one, "thứ 4 làm báo cáo tuần")).schedule
    line = one.lines[-1]
    assert (line.question, line.fact("task")) == (SAME_TASK, (str(task.id),))

    linked = await by(
        office, lambda d: answering.link(d, one.id, one.version, line.number, task.id)
    )

    [kept] = linked.schedule.lines  # the plan's line, moved to the day that was typed
    assert (kept.task, kept.day) == (task.id, date(2026, 10, 21))
    await at.approved(office, await at.sent(office, linked.schedule))
    assert [item.id for item in await at.work_of(office)] == [task.id]


async def test_said_to_be_other_work_it_is_a_second_task(office: Office) -> None:
    await at.with_catalogue(office)
    await at.planned(office)
    one = (await at.noted(office, await at.opened(office), "thứ 4 làm báo cáo tuần")).schedule
    number = one.lines[-1].number

    apart = await by(office, lambda d: answering.set_apart(d, one.id, one.version, number))
    await at.approved(office, await at.sent(office, apart.schedule))

    assert len(await at.work_of(office)) == 2


async def test_asked_about_its_task_a_line_typed_anew_about_other_work_is_only_that(
    office: Office,
) -> None:
    await at.with_catalogue(office)
    await at.planned(office)
    one = (
        await at.noted(office, await at.opened(office), "thứ 4 làm báo cáo tuần, 2 bản")
    ).schedule
    number = one.lines[-1].number
    assert one.lines[-1].question == SAME_TASK

    anew = await by(
        office, lambda d: answering.say(d, one.id, one.version, number, "thứ 3 họp tổ dân phố 5")
    )

    line = anew.schedule.line(number)
    assert (line.content, line.item, line.quantity, line.due) == (
        "Họp tổ dân phố 5",
        "",
        None,
        None,
    )


async def test_a_count_in_the_unit_of_the_item_is_its_quantity(office: Office) -> None:
    rows = at.items(
        ("GS", "Giám sát vỉa hè", "lượt", "1", True),
        ("NT", "Cập nhật dữ liệu nhà ở", "bản ghi", "0.5", False),
    )
    await at.with_catalogue(office, rows=rows)
    one = await at.opened(office)
    for text in ("thứ 4 giám sát vỉa hè, 2 lượt", "thứ 5 cập nhật dữ liệu nhà ở, 3 bản ghi"):
        one = (await at.noted(office, one, text)).schedule

    assert [(line.item, line.quantity, line.content) for line in one.lines] == [
        ("GS", 2, "Giám sát vỉa hè"),
        ("NT", 3, "Cập nhật dữ liệu nhà ở"),
    ]


async def test_many_lines_about_planned_work_are_linked_at_once(office: Office) -> None:
    await at.with_catalogue(office)
    await at.planned(office, "BC")
    await at.planned(office, "TT")
    one = await at.opened(office)
    for text in ("thứ 3 báo cáo tuần", "thứ 5 tờ trình cấp phép"):
        one = (await at.noted(office, one, text)).schedule

    linked = await by(office, lambda d: answering.link_all(d, one.id, one.version))

    assert [(line.task is not None, line.day.day) for line in linked.schedule.lines] == [
        (True, 20),
        (True, 22),
    ]


async def test_a_line_of_another_week_goes_to_its_week(office: Office) -> None:
    one = await at.opened(office)

    noted = await at.noted(office, one, "họp 28/10")

    [(other, count)] = noted.elsewhere
    assert (noted.schedule.lines, other.week, count) == ((), WEEK.shift(1), 1)
    assert other.lines[0].day == date(2026, 10, 28)


async def test_on_the_card_of_next_week_a_bare_weekday_is_of_that_week(office: Office) -> None:
    one = await at.opened(office, week=WEEK.shift(1))

    noted = await at.noted(office, one, "thứ 3 14h họp tổ dân phố 5")
    noted = await at.noted(office, noted.schedule, "chủ nhật trực cơ quan")
    today = await at.noted(office, noted.schedule, "mai họp chi bộ")

    assert [line.day.day for line in today.schedule.lines] == [27, 1]
    assert [other.week for other, _ in today.elsewhere] == [WEEK]


async def test_what_holds_no_work_is_told(office: Office) -> None:
    one = await at.opened(office)

    with pytest.raises(errors.BadInput, match=r"week\.nothing-read"):
        await at.noted(office, one, "Lịch công tác tuần")


async def test_a_message_sent_twice_is_one_line(office: Office) -> None:
    one = (await at.noted(office, await at.opened(office), "thứ 3 họp")).schedule

    with pytest.raises(errors.Refused, match=r"week\.same-line"):
        await at.noted(office, one, "Thứ 3 họp")


async def test_a_doubt_is_answered_by_day_hour_or_words(office: Office) -> None:
    one = await at.opened(office)
    one = (await at.noted(office, one, "họp 3h thứ 6")).schedule
    [line] = one.lines
    assert line.blocks

    noted = await by(office, lambda d: answering.say(d, one.id, one.version, line.number, "15h"))
    [line] = noted.schedule.lines
    assert (line.at, line.blocks, line.day) == (time(15), False, FRIDAY)

    noted = await at.noted(office, noted.schedule, "kiểm tra vỉa hè")
    one, number = noted.schedule, noted.numbers[0]
    assert one.line(number).blocks
    noted = await by(office, lambda d: answering.say(d, one.id, one.version, number, "thứ 4"))
    assert (noted.schedule.line(number).day, noted.schedule.line(number).question) == (
        date(2026, 10, 21),
        "",
    )


async def test_without_a_day_nothing_is_accepted_for_the_person(office: Office) -> None:
    noted = await at.noted(office, await at.opened(office), "kiểm tra vỉa hè")
    one, number = noted.schedule, noted.numbers[0]

    with pytest.raises(errors.Stale):
        await by(office, lambda d: answering.accept(d, one.id, one.version, number))


async def test_an_answer_may_send_the_line_to_another_week(office: Office) -> None:
    noted = await at.noted(office, await at.opened(office), "kiểm tra vỉa hè")
    one, number = noted.schedule, noted.numbers[0]

    moved = await by(office, lambda d: answering.say(d, one.id, one.version, number, "28/10"))

    assert moved.schedule.lines == ()
    assert [other.week for other, _ in moved.elsewhere] == [WEEK.shift(1)]


@pytest.mark.parametrize("quantity", [0, -1, 10_000])
async def test_a_quantity_outside_reason_is_refused(office: Office, quantity: int) -> None:
    known = await at.with_catalogue(office)
    one = await at.opened(office)

    with pytest.raises(errors.BadInput, match="quantity"):
        await by(
            office,
            lambda d: arranging.add_item(d, one.id, known.id, 0, quantity, FRIDAY),
        )


async def test_an_item_tapped_is_due_at_the_end_of_its_day(office: Office) -> None:
    known = await at.with_catalogue(office)
    one = await at.opened(office)

    noted = await by(office, lambda d: arranging.add_item(d, one.id, known.id, 2, 3, FRIDAY))

    [line] = noted.schedule.lines
    assert (line.item, line.quantity, line.due) == ("TT", 3, due_at(FRIDAY))


async def test_no_button_adds_an_item_of_another_unit_or_of_a_version_that_has_it_no_more(
    office: Office,
) -> None:
    other = await at.with_catalogue(office, unit="PVHXH")
    old = await at.with_catalogue(office)
    one = await at.opened(office)
    await at.with_catalogue(office, number=2, rows=at.items(("XX", "Mới", "cái", "1", True)))

    for known in (other, old):
        with pytest.raises(errors.NotFound, match=r"catalogue\.item"):
            await by(
                office,
                lambda d, k=known: arranging.add_item(d, one.id, k.id, 0, 1, FRIDAY),  # type: ignore[misc]
            )


async def test_a_past_day_is_no_deadline(office: Office) -> None:
    known = await at.with_catalogue(office)
    one = await at.opened(office, october(22))

    with pytest.raises(errors.BadInput, match=r"due\.past"):
        await by(
            office,
            lambda d: arranging.add_item(d, one.id, known.id, 0, 1, date(2026, 10, 21)),
            october(22),
        )


async def test_another_item_for_approved_work_is_another_task(office: Office) -> None:
    known = await at.with_catalogue(office)
    one = (await at.noted(office, await at.opened(office), "báo cáo tuần hạn thứ 6")).schedule
    done = (await at.approved(office, await at.sent(office, one))).schedule
    number = done.lines[0].number

    changed = await by(
        office, lambda d: arranging.attach(d, one.id, done.version, number, known.id, 2)
    )
    approval = await at.approved(office, await at.sent(office, changed.schedule))

    assert (approval.made, approval.cancelled) == (1, 1)


async def test_a_removed_line_is_named_as_gone(office: Office) -> None:
    one = (await at.noted(office, await at.opened(office), "thứ 3 họp")).schedule

    async def gone(desk: Desk) -> Schedule:
        await arranging.remove(desk, one.id, one.version, 1)
        return await arranging.remove(desk, one.id, one.version + 1, 1)

    with pytest.raises(errors.NotFound, match=r"week\.line"):
        await office.do(PERSON, MONDAY, gone)


async def test_a_week_that_waits_takes_no_line_from_another_card(office: Office) -> None:
    following = await at.opened(office, week=WEEK.shift(1))
    following = (await at.noted(office, following, "28/10 họp")).schedule
    await at.sent(office, following)
    one = await at.opened(office)

    with pytest.raises(errors.Refused, match=r"week\.waiting"):
        await at.noted(office, one, "29/10 tiếp dân")
    assert (await at.kept(office, one)).lines == ()


async def test_news_of_the_plan_are_offered_to_an_approved_week(office: Office) -> None:
    await at.with_catalogue(office)
    one = (await at.noted(office, await at.opened(office), "thứ 3 họp")).schedule
    one = (await at.approved(office, await at.sent(office, one))).schedule
    task = await at.planned(office)

    fresh = await office.do(PERSON, MONDAY, lambda d: scheduling.news(d, one))
    taken = await office.do(PERSON, MONDAY, lambda d: scheduling.refill(d, one.id, one.version))

    assert [line.task for line in fresh] == [task.id]
    assert (taken.state, len(taken.lines)) == (schedule.DRAFT, 2)
