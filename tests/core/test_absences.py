"""Absences entered, answered and ended, and the days that cannot be."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from core import absence, errors
from core.usecases import absence_rights, absence_views, absences
from tests.core.absent import FIRST, LAST, NOW, approved, asked, asking, refused
from tests.core.office import Office, october


async def test_the_head_answers_what_somebody_of_the_unit_asks(office: Office) -> None:
    one = await asked(office, reason="về quê", document="12/ĐN")
    assert (one.state, one.decided_by) == (absence.WAITING, None)
    assert await office.notices() == [("TP_KT", "absence.asked")]

    waiting = await office.do("TP_KT", NOW, absence_views.waiting)
    done = await office.do("TP_KT", NOW, lambda desk: absences.approve(desk, one.id, one.version))

    assert waiting == (one,)
    assert (done.state, done.decided_by, done.reason) == (absence.APPROVED, "TP_KT", "về quê")
    assert ("CV_KT1", "absence.approved") in await office.notices()
    assert ("PP_KT1", "absence.approved") in await office.notices()  # whose work it is to reassign
    assert await office.do("TP_KT", NOW, absence_views.waiting) == ()
    assert [line[:2] for line in await office.audited()][-2:] == [
        ("CV_KT1", "absence-ask"),
        ("TP_KT", "absence-approve"),
    ]


@pytest.mark.parametrize(
    ("person", "approver"),
    [
        ("CV_KT1", ("TP_KT",)),
        ("PP_KT1", ("TP_KT",)),  # a deputy: the head
        ("TP_KT", ("PCT_UB1",)),  # a head: the leader in charge of the field
        ("PCT_UB1", ("CT_UB",)),
        ("CV_MT", ("CT_MT",)),
        ("PCT_HD", ("BT",)),  # a unit without a head
        ("CT_UB", ("CT_UB",)),  # form 01: nobody above in the ward
        ("BT", ("BT",)),
    ],
)
async def test_who_answers_whom(office: Office, person: str, approver: tuple[str, ...]) -> None:
    found = await office.do("BT", NOW, lambda desk: absence_rights.approvers(desk, person))
    assert found == approver


async def test_form_01_people_answer_their_own_which_is_recorded(office: Office) -> None:
    one = await asked(office, "CT_UB")
    assert (one.state, one.decided_by) == (absence.APPROVED, "CT_UB")
    assert [line[1] for line in await office.audited()][-2:] == ["absence-ask", "absence-approve"]


async def test_what_the_approver_enters_counts_at_once(office: Office) -> None:
    one = await office.do("TP_KT", NOW, asking("CV_KT1", kind=absence.ILLNESS))
    assert (one.state, one.entered_by, one.decided_by) == (absence.APPROVED, "TP_KT", "TP_KT")
    assert ("CV_KT1", "absence.approved") in await office.notices()


async def test_while_the_head_is_away_the_leader_above_answers_too(office: Office) -> None:
    head = await asked(office, "TP_KT", first=NOW.date(), last=NOW.date())
    await office.do("PCT_UB1", NOW, lambda desk: absences.approve(desk, head.id, head.version))

    one = await asked(office)

    assert ("PCT_UB1", "absence.asked") in await office.notices()
    assert await office.do("PCT_UB1", NOW, absence_views.waiting) == (one,)
    assert await office.do("TP_KT", NOW, absence_views.waiting) == (one,)
    done = await office.do("PCT_UB1", NOW, lambda d: absences.approve(d, one.id, one.version))
    assert done.decided_by == "PCT_UB1"


async def test_a_refusal_says_why(office: Office) -> None:
    one = await asked(office)
    fault = await refused(office, "TP_KT", lambda d: absences.refuse(d, one.id, one.version, " "))
    assert fault.code == "absence.reason"

    done = await office.do(
        "TP_KT", NOW, lambda d: absences.refuse(d, one.id, one.version, "Đang đợt cao điểm.")
    )

    assert (done.state, done.said) == (absence.REFUSED, "Đang đợt cao điểm.")
    assert ("CV_KT1", "absence.refused") in await office.notices()


@pytest.mark.parametrize("actor", ["PP_KT1", "CV_KT1", "CV_KT2", "TP_VX", "CT_UB"])
async def test_nobody_else_answers(office: Office, actor: str) -> None:
    one = await asked(office)
    for act in (
        lambda desk: absences.approve(desk, one.id, one.version),
        lambda desk: absences.refuse(desk, one.id, one.version, "Không."),
        lambda desk: absences.cancel(desk, one.id, one.version, "Không."),
        lambda desk: absences.end_early(desk, one.id, one.version, FIRST, "Không."),
    ):
        fault = await refused(office, actor, act)
        assert fault.code in {"absence.not-approver", "absence.not-yours"}


async def test_an_answer_to_an_old_screen_is_stale(office: Office) -> None:
    one = await asked(office)
    await office.do("CV_KT1", NOW, lambda desk: absences.withdraw(desk, one.id, one.version))
    fault = await refused(office, "TP_KT", lambda d: absences.approve(d, one.id, one.version))
    assert (type(fault), fault.code) == (errors.Stale, "absence.moved-on")


async def test_an_asker_takes_back_what_waits_and_who_was_not_told_will_not_be(
    office: Office,
) -> None:
    one = await asked(office)
    done = await office.do("CV_KT1", NOW, lambda d: absences.withdraw(d, one.id, one.version))
    assert done.state == absence.WITHDRAWN
    assert await office.notices() == []


async def test_who_was_told_hears_that_it_was_taken_back(office: Office) -> None:
    one = await asked(office)
    await office.do("TP_KT", NOW, lambda desk: desk.store.outbox.claim(desk.now, 10))
    await office.do("CV_KT1", NOW, lambda desk: absences.withdraw(desk, one.id, one.version))
    assert await office.notices() == [("TP_KT", "absence.withdrawn")]


async def test_an_approved_one_is_not_taken_back_by_who_asked(office: Office) -> None:
    one = await approved(office)
    fault = await refused(office, "CV_KT1", lambda d: absences.withdraw(d, one.id, one.version))
    assert fault.code == "absence.approved"


async def test_the_approver_ends_an_absence_early(office: Office) -> None:
    one = await approved(office)
    back = date(2026, 10, 13)

    done = await office.do(
        "TP_KT", NOW, lambda d: absences.end_early(d, one.id, one.version, back, "Về sớm.")
    )

    assert (done.state, done.last, done.said) == (absence.APPROVED, back, "Về sớm.")
    assert ("CV_KT1", "absence.changed") in await office.notices()
    [(_, _, facts)] = await office.audited("absence-end")
    assert (facts["last"], facts["was_last"]) == ("2026-10-13", "2026-10-16")


@pytest.mark.parametrize("last", [date(2026, 10, 11), LAST, date(2026, 10, 17)])
async def test_an_early_end_lies_within_the_absence(office: Office, last: date) -> None:
    one = await approved(office)
    fault = await refused(
        office, "TP_KT", lambda d: absences.end_early(d, one.id, one.version, last, "Về.")
    )
    assert fault.code == "absence.end"


async def test_the_approver_cancels_with_a_reason(office: Office) -> None:
    one = await approved(office)
    done = await office.do(
        "TP_KT", NOW, lambda d: absences.cancel(d, one.id, one.version, "Hoãn chuyến đi.")
    )
    assert done.state == absence.CANCELLED
    await asked(office)  # its days are free again


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (LAST, FIRST, "absence.order"),
        (FIRST, date(2027, 11, 16), "absence.long"),
        (date(2027, 10, 7), date(2027, 10, 8), "absence.far"),
        (date(2026, 8, 24), date(2026, 10, 12), "absence.closed"),
    ],
)
async def test_days_that_cannot_be_are_refused(
    office: Office, first: date, last: date, code: str
) -> None:
    fault = await refused(office, "CV_KT1", asking("CV_KT1", first, last))
    assert fault.code == code


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (FIRST, date(2027, 11, 15)),  # 400 days
        (date(2027, 10, 6), date(2027, 10, 8)),  # a year ahead
        (date(2026, 9, 25), date(2026, 9, 25)),  # the window's first day
    ],
)
async def test_days_at_the_limit_are_taken(office: Office, first: date, last: date) -> None:
    assert (await asked(office, first=first, last=last)).state == absence.WAITING


async def test_two_absences_of_one_person_never_overlap(office: Office) -> None:
    await asked(office)
    fault = await refused(office, "CV_KT1", asking("CV_KT1", LAST, date(2026, 10, 20)))
    assert (fault.code, fault.data) == ("absence.overlap", {"first": FIRST, "last": LAST})
    await asked(office, "CV_KT2")  # somebody else may be away at the same time


@pytest.mark.parametrize(("now", "taken"), [(october(25, 23), True), (october(26, 0), False)])
async def test_a_month_is_entered_until_its_comment_step_has_closed(
    office: Office, now: datetime, taken: bool
) -> None:
    act = asking("CV_KT1", date(2026, 10, 19), date(2026, 11, 3))
    if taken:
        assert (await office.do("CV_KT1", now, act)).state == absence.WAITING
        return
    fault = await refused(office, "CV_KT1", act, now)
    assert fault.code == "absence.closed"
    assert fault.data["first"] == date(2026, 10, 25)  # from here on it can be entered


async def test_days_of_a_closed_month_stay_as_they_were_decided_on(office: Office) -> None:
    one = await approved(office, first=date(2026, 10, 19), last=date(2026, 11, 30))
    late = october(27)
    for act in (
        lambda d: absences.cancel(d, one.id, one.version, "Nhầm."),
        lambda d: absences.end_early(d, one.id, one.version, date(2026, 10, 21), "Nhầm."),
    ):
        assert (await refused(office, "TP_KT", act, late)).code == "absence.closed"
    done = await office.do(
        "TP_KT",
        late,
        lambda d: absences.end_early(d, one.id, one.version, date(2026, 10, 24), "Đã về."),
    )
    assert done.last == date(2026, 10, 24)


async def test_an_unknown_kind_is_refused(office: Office) -> None:
    fault = await refused(office, "CV_KT1", asking("CV_KT1", kind="fishing"))
    assert fault.code == "absence.kind"


async def test_the_kind_may_stay_open_in_a_draft_but_not_when_sent(office: Office) -> None:
    one = await office.do("CV_KT1", NOW, lambda d: absences.draft(d, "CV_KT1", "", FIRST, LAST))
    fault = await refused(office, "CV_KT1", lambda d: absences.send(d, one.id, one.version))
    assert fault.code == "absence.kind"
    said = await office.do(
        "CV_KT1", NOW, lambda d: absences.redraft(d, one.id, one.version, kind=absence.TRAINING)
    )
    sent = await office.do("CV_KT1", NOW, lambda d: absences.send(d, said.id, said.version))
    assert sent.kind == absence.TRAINING


async def test_one_draft_a_writer_and_person(office: Office) -> None:
    first = await office.do("CV_KT1", NOW, lambda d: absences.draft(d, "CV_KT1", "", FIRST, LAST))
    again = await office.do("CV_KT1", NOW, lambda d: absences.draft(d, "CV_KT1", "", LAST, LAST))
    assert (again.id, again.first) == (first.id, LAST)
    for reader in ("TP_KT", "CV_KT2", "BT"):
        fault = await refused(office, reader, lambda d: absence_views.open_to(d, again.id))
        assert fault.code == "absence.not-yours"
