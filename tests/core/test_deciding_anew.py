"""A form decided again (T8) keeps what was found the first time; the class keeps to its band."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial

from core import scoring
from core.evaluation import Evaluation
from core.usecases import closing, deciding, preparing
from core.usecases.desk import SYSTEM
from tests.core import ward_rules
from tests.core.office import DECIDED, SENT, Office, later, october
from tests.core.test_deciding import AFTER_CLOSING, decide


def taking(points: str) -> scoring.Deduction:
    return scoring.Deduction(
        criterion="II", points=Decimal(points), violation="Vi phạm", reference="KL 12"
    )


async def below_the_band(office: Office) -> Evaluation:
    """Decided C with a reason though the total says A."""
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    one = await office.do(
        "TP_KT", DECIDED, lambda d: preparing.choose_class(d, one.id, one.version, "C")
    )
    one = await office.do(
        "TP_KT", DECIDED, lambda d: preparing.give_reason(d, one.id, one.version, "Kỷ luật.")
    )
    return await decide(office, "TP_KT", one)


async def anew(office: Office, one: Evaluation, lowered: str = "1.1") -> Evaluation:
    """One criterion is lowered with a reason and the form decided again (T8)."""
    at = later(AFTER_CLOSING, hours=1)
    one = await office.do(
        "TP_KT", at, lambda d: preparing.set_points(d, one.id, one.version, {lowered: Decimal(0)})
    )
    one = await office.do(
        "TP_KT", at, lambda d: preparing.give_reason(d, one.id, one.version, "Kết luận kiểm tra.")
    )
    return await office.do("TP_KT", at, lambda d: deciding.decide(d, one.id, one.version))


async def test_a_class_lowered_with_a_reason_stays_lowered_when_decided_anew(
    office: Office,
) -> None:
    first = await below_the_band(office)
    assert first.decision is not None
    assert (first.decision.final_class, first.decision.flags) == ("C", ("against-band",))
    second = await anew(office, first)
    assert second.decision is not None
    assert (second.decision.total, second.decision.band) == (Fraction(98), "A")
    assert (second.decision.final_class, second.decision.flags) == ("C", ("against-band",))


async def test_a_class_that_was_the_band_follows_the_band_when_decided_anew(
    office: Office,
) -> None:
    await office.work("TP_KT", "CV_KT1", 9)
    one = await office.commented("CV_KT1", "PP_KT1")
    first = await decide(office, "TP_KT", one)
    at = later(DECIDED, hours=1)
    one = await office.do(
        "TP_KT", at, lambda d: preparing.deduct(d, first.id, first.version, taking("40"))
    )
    one = await office.do(
        "TP_KT", at, lambda d: preparing.give_reason(d, one.id, one.version, "Kết luận.")
    )
    second = await office.do("TP_KT", at, lambda d: deciding.decide(d, one.id, one.version))
    assert second.decision is not None
    assert second.decision.final_class == second.decision.band == "C"
    assert second.decision.flags == ()


async def test_the_mark_that_nobody_commented_is_kept_when_decided_anew(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.send("CV_KT1")
    first = await office.do(
        "TP_KT", AFTER_CLOSING, lambda d: deciding.decide(d, one.id, one.version)
    )
    second = await anew(office, first)
    assert second.decision is not None
    assert second.decision.flags == ("no-comment",)


async def test_the_mark_that_nothing_was_sent_is_kept_when_decided_anew(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.draft("CV_KT1", SENT)
    await office.do(SYSTEM, october(25), closing.close_due)
    one = await office.form(one.id)
    every = {each.id: each.max for each in ward_rules.book().form(one.form).criteria}
    one = await office.do(
        "TP_KT", AFTER_CLOSING, lambda d: preparing.set_points(d, one.id, one.version, every)
    )
    one = await office.do(
        "TP_KT",
        AFTER_CLOSING,
        lambda d: preparing.give_reason(d, one.id, one.version, "Ốm, không gửi được."),
    )
    first = await office.do(
        "TP_KT", AFTER_CLOSING, lambda d: deciding.decide(d, one.id, one.version)
    )
    second = await anew(office, first)
    assert [each.flags for each in second.decisions] == [("no-self-form",)] * 2


async def test_a_class_chosen_before_the_total_fell_is_not_offered_above_the_band(
    office: Office,
) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    for step in (
        lambda d, one: preparing.choose_class(d, one.id, one.version, "B"),
        lambda d, one: preparing.deduct(d, one.id, one.version, taking("60")),
        lambda d, one: preparing.give_reason(d, one.id, one.version, "Vi phạm nặng."),
    ):
        one = await office.do("TP_KT", DECIDED, partial(step, one=one))
    planned = await office.do("TP_KT", DECIDED, lambda d: preparing.outlook(d, one))
    assert (planned.band, planned.final_class) == ("D", "D")
    done = await decide(office, "TP_KT", one)
    assert done.decision is not None
    assert (done.decision.final_class, done.decision.flags) == ("D", ())
