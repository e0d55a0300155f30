"""Who goes to another unit within a month (§8.7): told, commented on, counted as a leader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core import lifecycle, moves, people
from core.months import Month
from core.people import Post
from core.usecases import (
    closing,
    deciding,
    moving,
    preparing,
    rerouting,
    reviewing,
    scoring,
    together,
)
from core.usecases.desk import SYSTEM
from tests.core import ward
from tests.core.office import AGREED, Office, october
from tests.core.test_usecases import refused

OCTOBER = Month(2026, 10)
TABLE = ward.table()
WINDOW = date(2026, 9, 25), date(2026, 10, 24)


def staff(person: str, last: date, *after: Post) -> people.Organisation:
    """*person*'s posts end with *last*, those of *after* come."""
    now = ward.organisation(ward.book())
    posts = [replace(post, valid_to=last) if post.person == person else post for post in now.posts]
    return people.Organisation(
        units=now.units, people=now.people, posts=[*posts, *after], charges=now.charges
    )


def post(person: str, unit: str, position: str, since: date) -> Post:
    return Post(
        person=person,
        unit=unit,
        position=position,
        labour="civil_servant",
        pool="professional",
        valid_from=since,
    )


async def moved(office: Office, last: date, *after: Post) -> None:
    async with office.storage.write() as store:
        await store.staff.replace(staff("CV_KT1", last, *after))
        await store.commit()


TO_CULTURE = post("CV_KT1", "PVHXH", "UBND_CC", date(2026, 10, 15))


def test_a_move_is_the_first_day_in_another_unit_even_after_days_without_a_post() -> None:
    organisation = staff("CV_KT1", date(2026, 10, 9), TO_CULTURE)
    [move] = moves.within(TABLE, organisation, *WINDOW)
    assert (move.person, move.day) == ("CV_KT1", date(2026, 10, 15))
    assert (move.before.unit, move.after.unit) == ("PKT", "PVHXH")


def test_another_post_in_the_same_unit_or_a_move_on_the_first_day_is_none() -> None:
    promoted = post("CV_KT1", "PKT", "UBND_PHO", date(2026, 10, 15))
    assert moves.within(TABLE, staff("CV_KT1", date(2026, 10, 14), promoted), *WINDOW) == ()
    at_once = replace(TO_CULTURE, valid_from=date(2026, 9, 25))
    assert moves.within(TABLE, staff("CV_KT1", date(2026, 9, 24), at_once), *WINDOW) == ()
    later = replace(TO_CULTURE, valid_from=date(2026, 10, 25))
    assert moves.within(TABLE, staff("CV_KT1", date(2026, 10, 24), later), *WINDOW) == ()


def test_being_given_another_unit_s_head_besides_the_own_post_is_no_move() -> None:
    acting = replace(post("CV_KT1", "PVHXH", "UBND_TRUONG", date(2026, 10, 15)), main=False)
    assert moves.within(TABLE, staff("CV_KT1", date(2026, 12, 31), acting), *WINDOW) == ()


async def test_both_heads_hear_of_a_move_once_and_not_before_its_day(office: Office) -> None:
    await moved(office, date(2026, 10, 14), TO_CULTURE)
    await office.do(SYSTEM, october(14), rerouting.follow_all)
    assert await office.told("move") == []
    await office.do(SYSTEM, october(15), rerouting.follow_all)
    await office.do(SYSTEM, october(16), rerouting.follow_all)
    assert await office.told("move") == [("TP_KT", "move.left"), ("TP_VX", "move.came")]


async def test_only_the_head_of_the_unit_that_was_left_says_a_word_of_it(office: Office) -> None:
    await moved(office, date(2026, 10, 14), TO_CULTURE)
    say = lambda desk: moving.say(desk, "CV_KT1", OCTOBER, "Tốt.")  # noqa: E731
    for actor in ("TP_VX", "PP_KT1", "CV_KT1", "BT", "NOBODY", ""):
        assert await refused(office, actor, october(16), say) == "move.not-head"
    of_nobody = lambda desk: moving.say(desk, "CV_KT2", OCTOBER, "Tốt.")  # noqa: E731
    assert await refused(office, "TP_KT", october(16), of_nobody) == "move.not-head"
    found = await office.do("TP_KT", october(16), say)
    assert found.word is not None
    assert (found.word.by, found.word.unit, found.word.text) == ("TP_KT", "PKT", "Tốt.")
    assert await office.audited("handover-comment") == [
        ("TP_KT", "handover-comment", {"month": "2026-10", "unit": "PKT", "text": "Tốt."})
    ]


async def test_a_word_comes_until_the_decisions_are_due(office: Office) -> None:
    await moved(office, date(2026, 10, 14), TO_CULTURE)
    say = lambda desk: moving.say(desk, "CV_KT1", OCTOBER, "Tốt.")  # noqa: E731
    await office.do("TP_KT", october(27, 23), say)
    assert await refused(office, "TP_KT", october(28, 0), say) == "move.closed"


async def test_the_word_stands_on_the_form_in_the_new_unit(office: Office) -> None:
    await moved(office, date(2026, 10, 14), TO_CULTURE)
    await office.do(
        "TP_KT", october(16), lambda d: moving.say(d, "CV_KT1", OCTOBER, "Đã bàn giao.")
    )
    one = await office.send("CV_KT1")
    assert one.decider == "TP_VX"
    opened = await office.do("TP_VX", october(21), lambda d: reviewing.open_form(d, one.id))
    [found] = await office.do("TP_VX", october(21), lambda d: moving.of_form(d, opened.one))
    assert found.word is not None
    assert found.word.text == "Đã bàn giao."


async def test_days_as_a_leader_are_counted_in_working_days(office: Office) -> None:
    """From Thursday the 15th to Friday the 23rd: 7 of the 21 working days of the window."""
    promoted = post("CV_KT1", "PKT", "UBND_PHO", date(2026, 10, 15))
    await moved(office, date(2026, 10, 14), promoted)
    one = await office.send("CV_KT1")
    led = await office.do("TP_KT", october(21), lambda d: moving.led(d, one))
    assert led is not None
    assert (led.days, led.under_half, one.form) == (7, True, "02")
    assert led.working == office.rules.workdays.between(*WINDOW)


async def test_who_sent_the_form_of_a_former_position_is_told_once_to_send_the_right_one(
    office: Office,
) -> None:
    one = await office.send("CV_KT1")
    promoted = post("CV_KT1", "PKT", "UBND_PHO", date(2026, 10, 21))
    await moved(office, date(2026, 10, 20), promoted)
    await office.do(SYSTEM, october(21), rerouting.follow_all)
    await office.do(SYSTEM, october(22), rerouting.follow_all)
    told = [one for one in await office.told("route") if one[0] == "CV_KT1"]
    assert told == [("CV_KT1", "route.form")]
    sent = await office.form(one.id)
    assert sent.commenter == sent.decider == "TP_KT"
    assert await office.do("TP_KT", october(22), lambda d: moving.other_form(d, sent)) == "02"
    anew = await office.do(
        "CV_KT1", october(22), lambda d: scoring.withdraw(d, sent.id, sent.version)
    )
    assert (anew.form, anew.state, anew.own.points) == ("02", "draft", {})


async def test_a_form_of_a_former_position_is_decided_with_a_reason_and_marked(
    office: Office,
) -> None:
    """Deciding by the formula of the former position is the decider's choice, never an oversight."""
    await office.work("PP_KT1", "CV_KT1", 10)
    one = await office.send("CV_KT1")
    await moved(office, date(2026, 10, 20), post("CV_KT1", "PKT", "UBND_PHO", date(2026, 10, 21)))
    await office.do(SYSTEM, october(25), closing.close_due)
    one = await office.form(one.id)
    alike = await office.do("TP_KT", october(25), together.to_decide)
    assert alike == ()
    decide = lambda d: deciding.decide(d, one.id, one.version, AGREED)  # noqa: E731
    assert await refused(office, "TP_KT", october(26), decide) == "decision.reason"
    said = await office.do(
        "TP_KT",
        october(26),
        lambda d: preparing.give_reason(d, one.id, one.version, "Mới nhận việc bốn ngày."),
    )
    done = await office.do(
        "TP_KT", october(26), lambda d: deciding.decide(d, said.id, said.version, AGREED)
    )
    assert done.decision is not None
    assert done.decision.flags == (lifecycle.FORMER_FORM,)
    assert (done.form, done.decision.reason) == ("03", "Mới nhận việc bốn ngày.")


async def test_a_form_of_a_former_position_is_not_commented_on_among_others(
    office: Office,
) -> None:
    await office.work("PP_KT2", "BV_KT", 10)
    one = await office.send("BV_KT")
    assert [
        each.id for each in await office.do("PP_KT2", october(20, 10), together.to_comment)
    ] == [one.id]
    office_work = post("BV_KT", "PKT", "UBND_CC", date(2026, 10, 21))
    async with office.storage.write() as store:
        after = staff("BV_KT", date(2026, 10, 20), replace(office_work, in_charge="PP_KT2"))
        await store.staff.replace(after)
        await store.commit()
    assert (await office.do("BV_KT", october(21), lambda d: d.route("BV_KT"))).form == "03"
    waiting = await office.do("PP_KT2", october(21), reviewing.inbox)
    assert [each.id for each in waiting.to_comment] == [one.id]
    assert await office.do("PP_KT2", october(21), together.to_comment) == ()


async def test_a_form_returned_before_a_promotion_can_still_be_sent_again(
    office: Office,
) -> None:
    one = await office.send("CV_KT1")
    back = await office.do(
        "PP_KT1",
        october(20, 10),
        lambda d: reviewing.send_back(d, one.id, one.version, "Thiếu ghi chú."),
    )
    promoted = post("CV_KT1", "PKT", "UBND_PHO", date(2026, 10, 21))
    await moved(office, date(2026, 10, 20), promoted)
    sent = await office.do(
        "CV_KT1", october(21), lambda d: scoring.submit(d, back.id, back.version)
    )
    assert (sent.form, sent.commenter, sent.decider) == ("03", "TP_KT", "TP_KT")


async def test_a_promotion_after_the_closing_changes_no_form(office: Office) -> None:
    await office.send("CV_KT1")
    promoted = post("CV_KT1", "PKT", "UBND_PHO", date(2026, 10, 25))
    await moved(office, date(2026, 10, 24), promoted)
    await office.do(SYSTEM, october(25), rerouting.follow_all)
    assert await office.told("route") == []


async def test_who_led_all_the_time_or_never_has_nothing_to_show(office: Office) -> None:
    staff, leader = await office.send("CV_KT2"), await office.send("PP_KT1")
    assert await office.do("TP_KT", october(21), lambda d: moving.led(d, staff)) is None
    assert await office.do("TP_KT", october(21), lambda d: moving.led(d, leader)) is None
