"""Objective causes: who asks, who confirms, until when, and what it lifts (III.2.2)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.evaluation import Evaluation
from core.tasks import TaskItem
from core.usecases import accepting, deciding, monthviews, reviewing, working
from tests.core.office import AGREED, COMMENTED, DECIDED, Act, Office, october

WHY = "Mất điện cả phường, có thông báo của điện lực."
LATE, ASKED, ANSWERED = october(16), october(17), october(18)


async def late(office: Office, leader: str = "PP_KT1", person: str = "CV_KT1") -> TaskItem:
    """One of four late and faulted."""
    item = await office.assign(leader, person, 4, due=october(15))
    await office.hand_in(item, 3, october(14))
    await office.review(leader, item, 3, october(14))
    await office.hand_in(item, 1, LATE)
    await office.review(leader, item, 0, LATE, major=True)
    await office.hand_in(item, 1, LATE)
    return await office.review(leader, item, 1, LATE)


def asking(item: TaskItem, index: int = 0) -> Act[TaskItem]:
    return lambda d: working.ask_excuse(d, item.id, item.version, index, WHY)


def answering(item: TaskItem, index: int = 0, *, confirmed: bool = True) -> Act[TaskItem]:
    return lambda d: accepting.answer_excuse(
        d, item.id, item.version, index, confirmed=confirmed, said="Không khách quan."
    )


async def asked(office: Office) -> TaskItem:
    item = await late(office)
    return await office.do("CV_KT1", ASKED, asking(item))


async def ratios(office: Office) -> dict[str, Fraction]:
    view = await office.do("CV_KT1", ANSWERED, lambda d: monthviews.of(d, "CV_KT1"))
    assert view.result.figures is not None
    return dict(view.result.figures)


async def test_the_quarter_is_lifted_with_its_trace(office: Office) -> None:
    item = await late(office)
    assert [one.kind for one in item.events] == ["quality", "delay"]
    before = await ratios(office)
    for index in (0, 1):
        item = await office.do("CV_KT1", ASKED, asking(item, index))
    assert await ratios(office) == before  # asking alone changes nothing
    for index in (0, 1):
        item = await office.do("TP_KT", ANSWERED, answering(item, index))
    after = await ratios(office)
    assert before == {"a": Fraction(1), "b": Fraction(15, 16), "c": Fraction(15, 16)}
    assert after == dict.fromkeys("abc", Fraction(1))
    assert [one.excused_by for one in item.events] == ["TP_KT", "TP_KT"]
    trace = [
        (who, act, facts["event"])
        for who, act, facts in await office.audited("ask-excuse", "excuse")
    ]
    assert trace == [
        ("CV_KT1", "ask-excuse", 0),
        ("CV_KT1", "ask-excuse", 1),
        ("TP_KT", "excuse", 0),
        ("TP_KT", "excuse", 1),
    ]


async def test_a_refusal_leaves_the_quarter_and_is_told(office: Office) -> None:
    item = await asked(office)
    done = await office.do("TP_KT", ANSWERED, answering(item, confirmed=False))
    assert done.events[0].excused_by is None
    assert done.events[0].asked is not None
    assert (done.events[0].asked.state, done.events[0].asked.by) == ("denied", "TP_KT")
    assert (await ratios(office))["b"] == Fraction(15, 16)
    assert ("TP_KT", "task.excuse") in await office.told("task")


@pytest.mark.parametrize(
    "actor", ["CV_KT1", "PP_KT1", "PP_KT2", "CV_KT2", "TP_VX", "PCT_UB1", "CT_UB", "BT", "NOBODY"]
)
async def test_only_the_decider_answers(office: Office, actor: str) -> None:
    item = await asked(office)
    assert await office.refusal(actor, ANSWERED, answering(item)) == "not-decider"
    assert (await office.do(actor, ANSWERED, accepting.inbox)).excuses == ()
    assert (await office.do("TP_KT", ANSWERED, accepting.inbox)).excuses == (item,)


async def test_a_delegate_answers_for_the_decider(office: Office) -> None:
    await office.reorganise({"delegate": [["TP_KT", "PP_KT2", "decide"]]})
    item = await asked(office)
    assert (await office.do("PP_KT2", ANSWERED, accepting.inbox)).excuses == (item,)
    done = await office.do("PP_KT2", ANSWERED, answering(item))
    assert done.events[0].excused_by == "PP_KT2"


async def test_nobody_answers_the_own_cause_whatever_was_delegated(office: Office) -> None:
    await office.reorganise({"delegate": [["TP_KT", "CV_KT1", "decide"]]})
    item = await asked(office)
    assert await office.refusal("CV_KT1", ANSWERED, answering(item)) == "not-decider"


async def test_of_form_01_people_somebody_outside_decides(office: Office) -> None:
    item = await late(office, "BT", "BT")
    item = await office.do("BT", ASKED, asking(item))
    for actor in ("BT", "PBT", "CT_UB"):
        assert await office.refusal(actor, ANSWERED, answering(item)) == "not-decider"
    assert ("BT", "task.excuse") not in await office.told("task")


async def test_a_cause_of_a_head_goes_to_the_decider_of_the_head(office: Office) -> None:
    item = await late(office, "PCT_UB1", "TP_KT")
    item = await office.do("TP_KT", ASKED, asking(item))
    assert await office.refusal("PCT_UB1", ANSWERED, answering(item)) == "not-decider"
    assert (await office.do("CT_UB", ANSWERED, answering(item))).events[0].excused_by == "CT_UB"


async def test_nobody_asks_for_another(office: Office) -> None:
    item = await late(office)
    for actor in ("PP_KT1", "CV_KT2", "TP_KT"):
        assert await office.refusal(actor, ASKED, asking(item)) == "not-own-task"


# ------------------------------------------------------------------ until the decision


async def commented(office: Office) -> Evaluation:
    one = await office.send("CV_KT1")
    return await office.do(
        "PP_KT1", COMMENTED, lambda d: reviewing.comment(d, one.id, one.version, AGREED)
    )


async def test_it_is_asked_and_answered_until_the_decision(office: Office) -> None:
    item = await late(office)
    one = await commented(office)
    item = await office.do("CV_KT1", DECIDED, asking(item))
    item = await office.do("TP_KT", DECIDED, answering(item))
    done = await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    assert done.decision is not None
    assert done.decision.result.figures is not None
    figures = done.decision.result.figures
    assert figures == {"a": Fraction(1), "b": Fraction(1), "c": Fraction(15, 16)}


async def test_after_the_decision_it_is_neither_asked_nor_answered(office: Office) -> None:
    item = await asked(office)
    one = await commented(office)
    await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    assert await office.refusal("CV_KT1", DECIDED, asking(item, 1)) == "form.decided"
    assert await office.refusal("TP_KT", DECIDED, answering(item)) == "form.decided"
    assert (await office.do("TP_KT", DECIDED, accepting.inbox)).excuses == ()


async def test_a_question_that_moved_on_is_not_answered(office: Office) -> None:
    item = await asked(office)
    await office.do("TP_KT", ANSWERED, answering(item))
    assert await office.refusal("TP_KT", ANSWERED, answering(item)) == "task.old"
    assert await office.refusal("CV_KT1", ANSWERED, asking(item)) == "task.old"
