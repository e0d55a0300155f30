"""Deciding, undoing, deciding anew and not rating: the use-cases over real storage."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from core import scoring
from core.evaluation import Evaluation
from core.usecases import deciding, preparing
from core.usecases.desk import Desk
from tests.core.office import COMMENTED, DECIDED, Office, later, october
from tests.core.test_usecases import refused

AFTER_CLOSING = october(26, 10)


def deciding_on(one: Evaluation, comment: str | None = None) -> object:
    return lambda desk: deciding.decide(desk, one.id, one.version, comment)


async def decide(
    office: Office, actor: str, one: Evaluation, comment: str | None = None
) -> Evaluation:
    return await office.do(
        actor, DECIDED, lambda desk: deciding.decide(desk, one.id, one.version, comment)
    )


async def test_one_person_in_both_parts_records_two_acts_in_one_transaction(
    office: Office,
) -> None:
    await office.work("TP_KT", "PP_KT1", 10)
    one = await office.send("PP_KT1")
    silent = deciding_on(one)
    assert await refused(office, "TP_KT", COMMENTED, silent) == "comment.text"
    with_reports_open = deciding_on(one, "Nhất trí.")
    assert await refused(office, "TP_KT", COMMENTED, with_reports_open) == "decision.reason"
    one = await office.do(
        "TP_KT", COMMENTED, lambda d: preparing.give_reason(d, one.id, one.version, "Đi vắng.")
    )
    done = await office.do(
        "TP_KT", COMMENTED, lambda d: deciding.decide(d, one.id, one.version, "Nhất trí.")
    )
    assert done.comment is not None
    assert done.decision is not None
    assert (done.comment.by, done.decision.by, done.decision.came_from) == (
        "TP_KT",
        "TP_KT",
        "submitted",
    )
    acts = [(who, act) for who, act, _ in await office.audited("comment", "decide")]
    assert acts == [("TP_KT", "comment"), ("TP_KT", "decide")]
    back = await office.do("TP_KT", COMMENTED, lambda d: deciding.undo(d, one.id))
    assert (back.state, back.comment, back.own) == ("submitted", None, one.own)


async def test_the_result_is_computed_again_at_the_decision(office: Office) -> None:
    item = await office.work("TP_KT", "CV_KT1", 5)
    await office.hand_in(item, 5, october(19))
    one = await office.commented("CV_KT1", "PP_KT1")
    await office.review("TP_KT", item, None, october(25))
    done = await decide(office, "TP_KT", one)
    assert done.submission is not None
    assert done.decision is not None
    assert (done.submission.total, done.submission.band) == (Fraction(65), "C")
    assert (done.decision.total, done.decision.final_class) == (Fraction(100), "A")


async def test_deductions_are_capped_at_their_criterion(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    for points in ("0.75", "0.5"):
        taken = scoring.Deduction(
            criterion="1.8", points=Decimal(points), violation="Đi muộn", reference="BB 01"
        )
        one = await office.do("TP_KT", DECIDED, _deducting(one, taken))
    done = await decide(office, "TP_KT", one)
    assert done.decision is not None
    assert (done.decision.total, len(done.decision.deductions)) == (Fraction(99), 2)


def _deducting(one: Evaluation, taken: scoring.Deduction):  # type: ignore[no-untyped-def]  # an act
    async def act(desk: Desk) -> Evaluation:
        return await preparing.deduct(desk, one.id, one.version, taken)

    return act


@pytest.mark.parametrize(
    ("violation", "reference", "points", "criterion", "code"),
    [
        ("", "BB 01", "0.5", "1.8", "deduction.grounds"),
        ("Đi muộn", "", "0.5", "1.8", "deduction.grounds"),
        ("Đi muộn", "BB 01", "1.25", "1.8", "points.above-maximum"),
        ("Đi muộn", "BB 01", "0", "1.8", "deduction.nothing"),
        ("Đi muộn", "BB 01", "70.5", "II", "points.above-maximum"),
        ("Đi muộn", "BB 01", "1", "9.9", "criterion"),
    ],
)
async def test_a_deduction_needs_grounds_and_stays_within_its_criterion(
    office: Office, violation: str, reference: str, points: str, criterion: str, code: str
) -> None:
    one = await office.commented("CV_KT1", "PP_KT1")
    taken = scoring.Deduction(
        criterion=criterion, points=Decimal(points), violation=violation, reference=reference
    )
    assert await refused(office, "TP_KT", DECIDED, _deducting(one, taken)) == code


async def test_subject_and_commenter_are_told_after_ten_minutes(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    await decide(office, "TP_KT", one)
    async with office.storage.read() as store:
        queued = await store.outbox.listing(("waiting",), 100)
    told = {each.notice.recipient: each.notice for each in queued if "decided" in each.notice.kind}
    assert {who: notice.not_before - DECIDED for who, notice in told.items()} == {
        "CV_KT1": timedelta(minutes=10),
        "PP_KT1": timedelta(minutes=10),
    }


@pytest.mark.parametrize("began_anew", [False, True], ids=["at once", "a new version begun"])
async def test_undo_drops_the_notices_and_leaves_both_acts_in_the_audit(
    office: Office, began_anew: bool
) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    done = await decide(office, "TP_KT", one)
    if began_anew:
        await office.do(
            "TP_KT", DECIDED, lambda d: preparing.give_reason(d, done.id, done.version, "Sửa lại.")
        )
    back = await office.do("TP_KT", later(DECIDED, minutes=9), lambda d: deciding.undo(d, one.id))
    assert (back.state, back.comment, back.own) == ("commented", one.comment, one.own)
    assert [kind for _, kind in await office.notices() if kind == "form.decided"] == []
    assert [act for _, act, _ in await office.audited("decide", "undo")] == ["decide", "undo"]


async def test_deciding_again_needs_a_reason_and_keeps_the_old_version(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    first = await decide(office, "TP_KT", await office.commented("CV_KT1", "PP_KT1"))
    change = {"1.1": Decimal(0)}
    one = await office.do(
        "TP_KT",
        later(DECIDED, hours=1),
        lambda d: preparing.set_points(d, first.id, first.version, change),
    )
    assert await refused(office, "TP_KT", later(DECIDED, hours=1), deciding_on(one)) == (
        "decision.reason"
    )
    one = await office.do(
        "TP_KT",
        later(DECIDED, hours=1),
        lambda d: preparing.give_reason(d, one.id, one.version, "Có kết luận kiểm tra."),
    )
    second = await decide(office, "TP_KT", one)
    assert second.decision is not None
    assert [each.total for each in second.decisions] == [Fraction(100), Fraction(98)]
    assert second.decision.total == Fraction(98)


async def test_not_rating_needs_a_reason_and_is_marked_when_overdue(office: Office) -> None:
    one = await office.commented("CV_KT1", "PP_KT1")
    silent = lambda desk: deciding.not_rate(desk, one.id, one.version, " ")  # noqa: E731
    assert await refused(office, "TP_KT", DECIDED, silent) == "decision.reason"
    done = await office.do(
        "TP_KT",
        october(28, 1, 30),
        lambda d: deciding.not_rate(d, one.id, one.version, "Nghỉ ốm cả tháng."),
    )
    assert done.decision is not None
    assert (done.state, done.decision.flags, done.decision.overdue_hours) == (
        "not_rated",
        ("overdue",),
        2,
    )


async def test_a_form_without_work_is_not_decided(office: Office) -> None:
    one = await office.commented("CV_KT1", "PP_KT1")
    assert await refused(office, "TP_KT", DECIDED, deciding_on(one)) == "nothing-assigned"


async def test_nobody_is_told_of_a_form_that_was_never_given_to_comment(office: Office) -> None:
    await office.work("TP_KT", "CV_KT2", 10)
    one = await office.send("CV_KT2")
    done = await office.do(
        "TP_KT", AFTER_CLOSING, lambda d: deciding.decide(d, one.id, one.version)
    )
    assert done.decision is not None
    assert done.decision.flags == ("no-comment",)
    told = [who for who, kind in await office.notices() if kind == "form.decided"]
    assert told == ["CV_KT2"]


@pytest.mark.parametrize("sent", [False, True], ids=["draft", "submitted"])
async def test_whoever_is_away_is_not_rated_before_the_comments_close(
    office: Office, sent: bool
) -> None:
    one = await (office.send("CV_KT1") if sent else office.draft("CV_KT1", COMMENTED))
    done = await office.do(
        "TP_KT", COMMENTED, lambda d: deciding.not_rate(d, one.id, one.version, "Nghỉ thai sản.")
    )
    assert (done.state, done.decision and done.decision.came_from) == ("not_rated", one.state)


async def test_undo_of_a_quick_second_version_still_tells_of_the_first(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    first = await decide(office, "TP_KT", await office.commented("CV_KT1", "PP_KT1"))
    soon = later(DECIDED, minutes=2)
    one = await office.do(
        "TP_KT", soon, lambda d: preparing.give_reason(d, first.id, first.version, "Sửa lại.")
    )
    await office.do("TP_KT", soon, lambda d: deciding.decide(d, one.id, one.version))
    await office.do("TP_KT", later(DECIDED, minutes=4), lambda d: deciding.undo(d, one.id))
    told = [who for who, kind in await office.notices() if kind == "form.decided"]
    assert told == ["CV_KT1", "PP_KT1"]
