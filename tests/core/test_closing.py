"""What the calendar does by itself, on time or when the machine comes back (T4b, T14, T15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from core import drafting
from core.evaluation import Evaluation
from core.usecases import closing, deciding, preparing, results, reviewing, scoring
from core.usecases.desk import SYSTEM, Desk
from tests.core.office import AGREED, COMMENTED, SENT, Office, later, october

WRONG = "Thiếu minh chứng."


async def tick(office: Office, now: datetime) -> int:
    return await office.do(SYSTEM, now, closing.close_due)


async def to_decide(office: Office, person: str, now: datetime) -> list[str]:
    found = await office.do(person, now, reviewing.inbox)
    return sorted(one.person for one in found.to_decide)


# ------------------------------------------------------------------ those who never opened a form


@pytest.mark.parametrize(
    "back",
    [october(25), october(28, 1), october(31, 23), datetime(2026, 11, 3, 9, tzinfo=SENT.tzinfo)],
)
async def test_a_machine_that_was_off_marks_the_missing_when_it_is_back(
    office: Office, back: datetime
) -> None:
    await office.send("CV_VX")
    await tick(office, back)
    async with office.storage.read() as store:
        missing = await store.evaluations.in_states((await office.form(1)).month, ("missing",))
    assert {"CV_KT1", "CV_KT2", "PP_KT1", "TP_VX"} <= {one.person for one in missing}
    assert len(missing) == len(await office.audited("missing"))


async def test_the_decider_sees_the_missing_after_the_decisions_closed_too(
    office: Office,
) -> None:
    await office.send("CV_VX")
    on_time = ["BV_KT", "CV_KT1", "CV_KT2", "HD_KT", "PP_KT1", "PP_KT2"]
    await tick(office, october(28, 1))
    found = await to_decide(office, "TP_KT", october(28, 1))
    assert [person for person in on_time if person in found] == found
    assert {"CV_KT1", "CV_KT2", "PP_KT1", "PP_KT2"} <= set(found)


async def test_whoever_was_marked_late_is_outside_the_population_of_d(office: Office) -> None:
    one = await office.send("PP_KT1")
    await tick(office, october(28, 1))
    under = await office.do(
        "TP_KT", october(28, 1), lambda desk: results.reports(desk, "PP_KT1", one.month)
    )
    assert (under.population, under.open) == ((), ())


@pytest.mark.parametrize("began", [october(28), october(31, 12)])
async def test_a_ward_that_began_later_marks_nobody(office: Office, began: datetime) -> None:
    assert await tick(office, began) == 0
    assert await to_decide(office, "TP_KT", began) == []
    assert await office.audited("missing") == []


# ------------------------------------------------------------------ returned, and not sent again


async def returned(office: Office) -> Evaluation:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.send("CV_KT1")
    return await office.do(
        "PP_KT1", COMMENTED, lambda d: reviewing.send_back(d, one.id, one.version, WRONG)
    )


async def edited(office: Office, one: Evaluation, now: datetime) -> Evaluation:
    """Lower points, a lower class and another note than what was sent."""

    async def act(desk: Desk) -> Evaluation:
        stored = one
        for step in (
            lambda d, f: drafting.give_many(d, f, {"1.1": Decimal(0), "1.2": Decimal(0)}),
            lambda d, _: drafting.choose_class(d, "D"),
            lambda d, _: drafting.explain_class(d, "Sửa dở."),
        ):
            stored = await scoring.change(desk, stored.id, step)
        return stored

    return await office.do("CV_KT1", now, act)


async def test_a_returned_form_edited_but_not_sent_again_counts_exactly_as_last_sent(
    office: Office,
) -> None:
    back = await returned(office)
    changed = await edited(office, back, later(COMMENTED, hours=1))
    assert changed.own != back.own
    await tick(office, october(26))
    kept = await office.form(back.id)
    assert (kept.state, kept.own, kept.submission) == ("submitted", back.own, back.submission)
    assert kept.returned is not None
    assert kept.returned.resent is False
    assert ("PP_KT1", "form.arrived") in await office.notices()
    planned = await office.do("TP_KT", october(26, 10), lambda desk: preparing.outlook(desk, kept))
    assert planned.score is not None
    assert planned.score.total == Fraction(100)


async def test_the_commenter_reads_it_as_last_sent_before_the_tick_has_come(
    office: Office,
) -> None:
    back = await returned(office)
    await edited(office, back, later(COMMENTED, hours=1))
    opened = await office.do(
        "PP_KT1", october(26), lambda desk: reviewing.open_form(desk, back.id)
    )
    assert (opened.one.state, opened.one.own) == ("submitted", back.own)


async def test_a_form_sent_again_counts_as_sent_again(office: Office) -> None:
    back = await returned(office)
    changed = await edited(office, back, later(COMMENTED, hours=1))
    again = await office.do(
        "CV_KT1",
        later(COMMENTED, hours=2),
        lambda desk: scoring.submit(desk, changed.id, changed.version),
    )
    await tick(office, october(26))
    kept = await office.form(back.id)
    assert kept == again
    assert kept.submission is not None
    assert (kept.submission.own, kept.submission.own_class) == (changed.own, "D")


# ------------------------------------------------------------------ returned, sent again, withdrawn


async def withdrawn_again(office: Office) -> Evaluation:
    back = await returned(office)
    again = await office.do(
        "CV_KT1",
        later(COMMENTED, hours=1),
        lambda desk: scoring.submit(desk, back.id, back.version),
    )
    return await office.do(
        "CV_KT1",
        later(COMMENTED, hours=2),
        lambda desk: scoring.withdraw(desk, again.id, again.version),
    )


async def test_withdrawing_what_was_sent_again_leaves_the_time_the_return_gave(
    office: Office,
) -> None:
    one = await withdrawn_again(office)
    assert (one.state, one.returned and one.returned.resent) == ("returned", None)
    await tick(office, october(25))
    assert (await office.form(one.id)).state == "returned"
    sent = await office.do(
        "CV_KT1", october(25, 12), lambda desk: scoring.submit(desk, one.id, one.version)
    )
    assert sent.submission is not None
    assert (sent.state, sent.submission.late_hours) == ("submitted", 0)
    done = await office.do(
        "PP_KT1",
        october(26, 3),
        lambda desk: reviewing.comment(desk, one.id, sent.version, AGREED),
    )
    assert done.state == "commented"


async def test_withdrawn_and_never_sent_again_it_counts_as_last_sent(office: Office) -> None:
    one = await withdrawn_again(office)
    await edited(office, one, later(COMMENTED, hours=3))
    await tick(office, october(26))
    kept = await office.form(one.id)
    assert (kept.state, kept.own, kept.submission) == ("submitted", one.own, one.submission)
    done = await office.do(
        "TP_KT", october(26, 10), lambda d: deciding.decide(d, kept.id, kept.version)
    )
    assert done.decision is not None
    assert done.decision.total == Fraction(100)


async def test_a_first_sending_withdrawn_is_a_draft_that_goes_missing(office: Office) -> None:
    one = await office.send("CV_KT1")
    draft = await office.do(
        "CV_KT1", later(SENT, hours=1), lambda desk: scoring.withdraw(desk, one.id, one.version)
    )
    assert (draft.state, draft.submission) == ("draft", None)
    await tick(office, october(25))
    gone = await office.form(one.id)
    assert gone == replace(draft, state="missing", version=gone.version, route=gone.route)
