"""The month as it stands: who may see it, on which points its totals stand, what is still open."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core import drafting, errors
from core.evaluation import Evaluation
from core.months import Month
from core.usecases import deciding, monthviews, scoring
from core.usecases.desk import Desk
from core.usecases.monthviews import DRAFT, LAST, MAXIMUM, MonthView
from tests.core.office import DECIDED, SENT, Office, october

NOW = october(19, 10)


async def view(office: Office, actor: str, person: str = "CV_KT1") -> MonthView:
    return await office.do(actor, NOW, lambda desk: monthviews.of(desk, person))


async def begun(office: Office, points: dict[str, str]) -> Evaluation:
    """A draft with some criteria answered, not sent."""
    values = {id_: Decimal(value) for id_, value in points.items()}

    async def act(desk: Desk) -> Evaluation:
        one = await scoring.open_draft(desk)
        return await scoring.change(desk, one.id, lambda d, f: drafting.give_many(d, f, values))

    return await office.do("CV_KT1", NOW, act)


@pytest.mark.parametrize("actor", ["CV_KT1", "PP_KT1", "TP_KT"])
async def test_the_person_the_leaders_and_the_decider_see_it(office: Office, actor: str) -> None:
    await office.work("PP_KT1", "CV_KT1", 5)
    found = await view(office, actor)
    assert (found.person, found.month, found.total, found.open_lines) == (
        "CV_KT1",
        Month(2026, 10),
        Fraction(65),
        1,
    )


@pytest.mark.parametrize("actor", ["PP_KT2", "CV_KT2", "TP_VX", "PCT_UB1", "BT", "NOBODY", ""])
async def test_nobody_else_does(office: Office, actor: str) -> None:
    with pytest.raises(errors.Refused) as fault:
        await view(office, actor)
    assert fault.value.code == "no-part"


async def test_without_work_there_is_no_total(office: Office) -> None:
    found = await view(office, "CV_KT1")
    assert (found.result.figures, found.total, found.total_if_done, found.band) == (None,) * 4
    assert (found.common, found.basis) == (Decimal(30), MAXIMUM)


async def test_if_done_counts_what_is_open_as_finished_now(office: Office) -> None:
    """What is late already stays late; what is due later would be in time."""
    item = await office.assign("PP_KT1", "CV_KT1", 4, due=october(12))
    await office.hand_in(item, 1, october(13))
    await office.review("PP_KT1", item, 1, october(14))
    await office.assign("PP_KT1", "CV_KT1", 4)
    found = await view(office, "CV_KT1")
    assert found.result.figures == {
        "a": Fraction(1, 8),
        "b": Fraction(1, 8),
        "c": Fraction(3, 32),
    }
    assert found.if_done.figures == {"a": 1, "b": 1, "c": Fraction(7, 8)}
    assert found.total_if_done == 30 + 70 * Fraction(23, 24)


async def test_if_done_takes_nothing_from_over_completion(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 2)
    await office.hand_in(item, 5, october(12))
    await office.review("PP_KT1", item, None, october(12))
    found = await view(office, "CV_KT1")
    assert found.total == found.total_if_done == 100
    assert found.open_lines == 0


async def test_the_points_are_the_drafts_then_last_months_then_the_maximum(
    office: Office,
) -> None:
    await office.work("PP_KT1", "CV_KT1", 10)
    assert (await view(office, "CV_KT1")).basis == MAXIMUM
    await begun(office, {"1.1": "1"})
    partly = await view(office, "CV_KT1")
    assert (partly.basis, partly.common) == (MAXIMUM, Decimal(29))
    assert partly.total == 99
    await office.draft("CV_KT1", NOW, {"1.1": "1", "1.2": "1"})
    whole = await view(office, "CV_KT1")
    assert (whole.basis, whole.common) == (DRAFT, Decimal(28))
    assert whole.total == 98


async def test_last_months_points_are_those_that_were_decided(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1", {"1.1": "1"})
    await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    november = october(31) + (october(10) - october(1))
    await office.assign("TP_KT", "CV_KT1", 1, due=november + (SENT - NOW) * 3, now=november)
    found = await office.do("CV_KT1", november, lambda desk: monthviews.of(desk, "CV_KT1"))
    assert (found.month, found.basis, found.common) == (Month(2026, 11), LAST, Decimal(29))


@pytest.mark.parametrize("actor", ["PP_KT1", "TP_KT"])
async def test_a_draft_is_its_authors_own_until_it_is_sent(office: Office, actor: str) -> None:
    await office.work("PP_KT1", "CV_KT1", 10)
    one = await office.draft("CV_KT1", NOW, {"1.1": "0"})
    hidden = await view(office, actor)
    assert (hidden.basis, hidden.common) == (MAXIMUM, Decimal(30))
    await office.do("CV_KT1", NOW, lambda desk: scoring.submit(desk, one.id, one.version))
    sent = await view(office, actor)
    assert (sent.basis, sent.common) == (DRAFT, Decimal(28))


async def test_what_a_leader_proposes_for_himself_stays_his_until_it_is_sent(
    office: Office,
) -> None:
    await office.work("PP_KT1", "CV_KT1", 10)

    async def act(desk: Desk) -> None:
        one = await scoring.open_draft(desk)
        half = Fraction(1, 2)
        await scoring.change(desk, one.id, lambda d, f: drafting.propose_term(d, f, "đ", half))

    await office.do("PP_KT1", NOW, act)
    own, above = await view(office, "PP_KT1", "PP_KT1"), await view(office, "TP_KT", "PP_KT1")
    assert own.result.figures is not None
    assert above.result.figures is not None
    assert own.result.figures["đ"] == Fraction(1, 2)
    assert above.result.figures["đ"] == 1


async def test_if_done_takes_what_waits_as_the_person_said(office: Office) -> None:
    """Handed in in time: the leader's silence makes nothing late."""
    item = await office.assign("PP_KT1", "CV_KT1", 4, due=october(12))
    await office.hand_in(item, 3, october(11))
    found = await view(office, "CV_KT1")
    assert found.result.figures == dict.fromkeys("abc", Fraction(0))
    assert found.if_done.figures == {"a": 1, "b": 1, "c": Fraction(15, 16)}


async def test_after_the_closing_if_done_is_what_waits_and_no_more(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    await office.hand_in(item, 3, october(19))
    late = await office.do(
        "CV_KT1", october(25), lambda desk: monthviews.of(desk, "CV_KT1", Month(2026, 10))
    )
    assert late.if_done.figures == {"a": Fraction(3, 4), "b": Fraction(3, 4), "c": Fraction(3, 4)}
