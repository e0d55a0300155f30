"""Who reads what of a form, and whose unfinished work nobody else sees or sends."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core import scoring
from core.evaluation import Evaluation
from core.people import Act
from core.usecases import deciding, preparing, reviewing
from core.usecases.desk import Desk
from tests.core.office import COMMENTED, DECIDED, Office, later
from tests.core.test_usecases import refused

TAKEN = scoring.Deduction(
    criterion="II", points=Decimal(30), violation="Vi phạm", reference="KL 12"
)


def opening(one: Evaluation, act: Act) -> object:
    return lambda desk: reviewing.open_to(desk, one.id, act)


async def at_stage(office: Office, stage: str) -> Evaluation:
    await office.work("TP_KT", "CV_KT1", 10)
    if stage == "submitted":
        return await office.send("CV_KT1")
    one = await office.commented("CV_KT1", "PP_KT1")
    if stage == "decided":
        return await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    return one


@pytest.mark.parametrize("stage", ["submitted", "commented", "decided"])
@pytest.mark.parametrize("act", ["comment", "decide"])
async def test_the_subject_never_opens_the_form_as_its_commenter_or_decider(
    office: Office, stage: str, act: Act
) -> None:
    one = await at_stage(office, stage)
    soon = later(DECIDED, minutes=3)
    assert await refused(office, "CV_KT1", soon, opening(one, act)) == "own-form"
    assert await office.audited("read") == []


@pytest.mark.parametrize(
    ("reader", "act", "code"),
    [
        ("PP_KT1", "decide", "not-decider"),
        ("TP_KT", "comment", "not-commenter"),
        ("PP_KT2", "comment", "no-part"),
        ("CV_KT2", "decide", "no-part"),
    ],
)
async def test_a_part_in_the_form_opens_only_its_own_cards(
    office: Office, reader: str, act: Act, code: str
) -> None:
    one = await at_stage(office, "commented")
    assert await refused(office, reader, DECIDED, opening(one, act)) == code


@pytest.mark.parametrize(("reader", "act"), [("PP_KT1", "comment"), ("TP_KT", "decide")])
async def test_whoever_has_the_part_opens_it_and_it_is_recorded(
    office: Office, reader: str, act: Act
) -> None:
    one = await at_stage(office, "commented")
    opened = await office.do(reader, DECIDED, lambda d: reviewing.open_to(d, one.id, act))
    assert opened.one == one
    assert [(who, verb) for who, verb, _ in await office.audited("read")] == [(reader, "read")]


async def test_the_subject_does_not_see_points_the_commenter_is_still_gathering(
    office: Office,
) -> None:
    one = await at_stage(office, "submitted")
    await office.do(
        "PP_KT1",
        COMMENTED,
        lambda d: reviewing.propose(d, one.id, one.version, {"1.1": Decimal("0.25")}),
    )
    for reader in ("CV_KT1", "TP_KT"):
        seen = await office.do(reader, COMMENTED, lambda desk: reviewing.open_form(desk, one.id))
        assert seen.one.comment_draft is None
        assert reviewing.proposed_points(seen.one)["1.1"] == one.own.points["1.1"]


# ------------------------------------------------------------------ two who may decide


async def prepared_by_the_principal(office: Office) -> Evaluation:
    await office.reorganise({"delegate": [["TP_KT", "PP_KT2", "decide"]]})
    one = await at_stage(office, "commented")
    return await office.do(
        "TP_KT", DECIDED, lambda d: preparing.deduct(d, one.id, one.version, TAKEN)
    )


async def _of(desk: Desk, evaluation_id: int) -> tuple[Evaluation, preparing.Outlook]:
    one = (await reviewing.open_to(desk, evaluation_id, "decide")).one
    return one, await preparing.outlook(desk, one)


async def test_a_delegate_sees_no_deduction_that_the_total_does_not_count(
    office: Office,
) -> None:
    one = await prepared_by_the_principal(office)
    seen, planned = await office.do("PP_KT2", DECIDED, lambda desk: _of(desk, one.id))
    assert planned.score is not None
    assert (seen.decision_draft, planned.score.total) == (None, Fraction(100))
    seen, planned = await office.do("TP_KT", DECIDED, lambda desk: _of(desk, one.id))
    assert planned.score is not None
    assert seen.decision_draft is not None
    assert (seen.decision_draft.deductions, planned.score.total) == ((TAKEN,), Fraction(70))


async def test_a_delegate_decides_what_the_delegate_saw(office: Office) -> None:
    one = await prepared_by_the_principal(office)
    seen, planned = await office.do("PP_KT2", DECIDED, lambda desk: _of(desk, one.id))
    done = await office.do("PP_KT2", DECIDED, lambda d: deciding.decide(d, one.id, seen.version))
    assert done.decision is not None
    assert planned.score is not None
    assert (done.decision.by, done.decision.given_by) == ("PP_KT2", "TP_KT")
    assert (done.decision.total, done.decision.deductions) == (planned.score.total, ())
    assert done.decision.prepared is None


async def test_a_delegate_starts_from_the_commented_form_not_from_anothers_draft(
    office: Office,
) -> None:
    one = await prepared_by_the_principal(office)
    one = await office.do(
        "PP_KT2",
        DECIDED,
        lambda d: preparing.set_points(d, one.id, one.version, {"1.1": Decimal(0)}),
    )
    assert one.decision_draft is not None
    assert (one.decision_draft.by, one.decision_draft.deductions) == ("PP_KT2", ())
