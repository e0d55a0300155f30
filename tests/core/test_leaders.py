"""d of a leader, and the pool behind a, b, c, as the reports' forms come in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from core import errors, scoring
from core.evaluation import Evaluation, TaskResult
from core.usecases import closing, deciding, preparing
from core.usecases.desk import SYSTEM
from tests.core.office import AGREED, COMMENTED, DECIDED, SENT, Office, later, october

HALF, FULL = Fraction(1, 2), Fraction(1)


async def d_at_sending(office: Office, person: str) -> Fraction:
    one = await office.send(person, later(SENT, hours=1))
    assert one.submission is not None
    result = one.submission.result
    assert result.figures is not None
    assert result.provisional == ("d", "đ", "e")
    return result.figures["d"]


async def decide(
    office: Office,
    decider: str,
    one: Evaluation,
    comment: str | None = None,
    reason: str | None = None,
) -> Evaluation:
    if reason:
        one = await office.do(
            decider, DECIDED, lambda d: preparing.give_reason(d, one.id, one.version, reason)
        )
    return await office.do(
        decider, DECIDED, lambda d: deciding.decide(d, one.id, one.version, comment)
    )


async def result_of(
    office: Office, decider: str, one: Evaluation, reason: str | None = None
) -> TaskResult:
    for key in ("đ", "e"):
        one = await office.do(decider, DECIDED, _setting(one, key))
    done = await decide(office, decider, one, AGREED, reason)
    assert done.decision is not None
    return done.decision.result


def _setting(one: Evaluation, key: str):  # type: ignore[no-untyped-def]  # an act
    return lambda desk: preparing.set_term(
        desk, one.id, one.version, key, FULL, "Theo kết quả chung."
    )


@pytest.mark.parametrize(("accepted", "d"), [(0, HALF), (2, HALF), (3, FULL), (10, FULL)])
async def test_at_sending_d_comes_from_the_self_scores(
    office: Office, accepted: int, d: Fraction
) -> None:
    """30 points and 70 · accepted/10: below 50 up to two, 51 with three."""
    await office.work("PP_KT1", "CV_KT1", accepted)
    await office.send("CV_KT1")
    assert await d_at_sending(office, "PP_KT1") == d


@pytest.mark.parametrize(("accepted", "d"), [(0, HALF), (8, FULL)])
async def test_at_the_decision_d_comes_from_the_decided_scores(
    office: Office, accepted: int, d: Fraction
) -> None:
    item = await office.work("PP_KT1", "CV_KT1", 2)
    await office.hand_in(item, 8, october(19))
    one = await office.commented("CV_KT1", "PP_KT1")
    await office.send("PP_KT1")
    await office.review("PP_KT1", item, accepted, october(25))
    await decide(office, "TP_KT", one)
    deputy = await office.do("PP_KT1", DECIDED, lambda desk: _own(office, desk))
    result = await result_of(office, "TP_KT", deputy)
    assert result.figures is not None
    assert (result.figures["d"], result.provisional) == (d, ())


async def _own(office: Office, desk) -> Evaluation:  # type: ignore[no-untyped-def]  # a Desk
    found = await desk.store.evaluations.of(desk.actor, desk.month)
    assert isinstance(found, Evaluation)
    return found


async def test_a_decision_above_open_reports_takes_the_provisional_value_with_a_reason(
    office: Office,
) -> None:
    await office.work("PP_KT1", "CV_KT1", 2)
    await office.send("CV_KT1")
    one = await office.send("PP_KT1")
    with pytest.raises(errors.BadInput) as fault:
        await result_of(office, "TP_KT", one)
    assert fault.value.data["flags"] == ("reports-open",)
    again = await office.form(one.id)
    result = await result_of(office, "TP_KT", again, "Cấp dưới nghỉ ốm.")
    assert result.figures is not None
    assert (result.figures["d"], result.provisional) == (HALF, ("d",))


async def test_a_leader_of_nobody_has_full_d_and_an_empty_population(office: Office) -> None:
    await office.work("TB_XDD", "PB_XDD1", 10)
    one = await office.send("PB_XDD1")
    planned = await office.do("TB_XDD", DECIDED, lambda desk: preparing.outlook(desk, one))
    assert planned.reports is not None
    assert (planned.reports.population, planned.reports.value) == ((), FULL)
    assert planned.result.figures is not None
    assert planned.result.figures["d"] == FULL


async def _population(office: Office, decider: str, one: Evaluation) -> Sequence[str]:
    planned = await office.do(decider, DECIDED, lambda desk: preparing.outlook(desk, one))
    assert planned.reports is not None
    assert planned.reports.open == ()
    return planned.reports.population


async def test_missing_people_are_outside_the_population(office: Office) -> None:
    await office.work("PP_KT1", "CV_KT1", 2)
    one = await office.send("PP_KT1")
    await office.do(SYSTEM, october(25), closing.close_due)
    assert await _population(office, "TP_KT", one) == ()


async def test_people_not_rated_are_outside_the_population(office: Office) -> None:
    await office.work("PP_KT1", "CV_KT1", 2)
    report = await office.commented("CV_KT1", "PP_KT1")
    one = await office.send("PP_KT1")
    await office.do(
        "TP_KT", DECIDED, lambda d: deciding.not_rate(d, report.id, report.version, "Nghỉ ốm.")
    )
    assert await _population(office, "TP_KT", one) == ()


async def test_the_pool_of_a_leader_is_own_work_and_that_of_the_scope(office: Office) -> None:
    await office.work("TP_KT", "PP_KT1", 4, of=10)
    await office.work("PP_KT1", "CV_KT1", 10, of=10)
    await office.work("TP_KT", "CV_KT2", 0, of=10)  # of another deputy's or nobody's scope
    one = await office.send("PP_KT1")
    assert one.submission is not None
    figures = one.submission.result.figures
    assert figures is not None
    assert (figures["a"], len(one.submission.result.lines)) == (Fraction(14, 20), 2)


async def test_a_head_answers_for_the_whole_unit(office: Office) -> None:
    for person in ("CV_KT1", "CV_KT2"):
        await office.work("TP_KT", person, 5)
    one = await office.send("TP_KT")
    assert one.submission is not None
    assert [line.f for line in one.submission.result.lines] == [5, 5]
    assert (one.commenter, one.decider) == ("PCT_UB1", "CT_UB")


async def test_what_is_due_in_another_month_is_not_counted(office: Office) -> None:
    await office.assign("TP_KT", "CV_KT1", 1, due=october(25))
    await office.assign("TP_KT", "CV_KT1", 2, due=october(24, 23, 59, 59))
    one = await office.send("CV_KT1")
    assert one.submission is not None
    assert [line.q for line in one.submission.result.lines] == [2]
    assert COMMENTED > SENT


async def leader_decided_above_one_report(office: Office) -> tuple[Evaluation, Evaluation]:
    """The report at 100 points, then the deputy in charge with d = 1; both decided by TP_KT."""
    await office.work("PP_KT1", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    report = await decide(office, "TP_KT", one)
    sent = await office.send("PP_KT1")
    for key in ("đ", "e"):
        sent = await office.do("TP_KT", DECIDED, _setting(sent, key))
    leader = await decide(office, "TP_KT", sent, AGREED)
    assert leader.decision is not None
    assert leader.decision.result.figures is not None
    assert leader.decision.result.figures["d"] == FULL
    return report, leader


async def decided_anew(office: Office, report: Evaluation, decider: str, taken: str) -> Evaluation:
    deduction = scoring.Deduction(
        criterion="II", points=Decimal(taken), violation="Vi phạm", reference="KL 12"
    )
    at = later(DECIDED, hours=1)
    one = await office.do(
        decider, at, lambda d: preparing.deduct(d, report.id, report.version, deduction)
    )
    one = await office.do(
        decider, at, lambda d: preparing.give_reason(d, one.id, one.version, "Kết luận.")
    )
    return await office.do(decider, at, lambda d: deciding.decide(d, one.id, one.version))


async def rechecks(office: Office) -> list[tuple[str, object, object]]:
    async with office.storage.read() as store:
        queued = await store.outbox.listing(("waiting",), 100)
    return [
        (one.notice.recipient, one.notice.facts["subject"], one.notice.facts["report"])
        for one in queued
        if one.notice.kind == "form.recheck"
    ]


@pytest.mark.parametrize(
    ("taken", "told"), [("50", []), ("51", [("TP_KT", "PP_KT1", "CV_KT1")])], ids=["50", "49"]
)
async def test_a_report_decided_anew_below_50_brings_the_leader_back_to_the_decider(
    office: Office, taken: str, told: list[tuple[str, object, object]]
) -> None:
    """Also when one person decides on both, as in every small unit (domain §9.5)."""
    report, leader = await leader_decided_above_one_report(office)
    second = await decided_anew(office, report, "TP_KT", taken)
    assert second.decision is not None
    assert second.decision.total == 100 - int(taken)
    assert await rechecks(office) == told
    assert await office.form(leader.id) == leader
