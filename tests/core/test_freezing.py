"""When the task data of a month freeze, and who may still change what (domain §4.2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from core import errors, tasks
from core.evaluation import Evaluation
from core.taskflow import Verdict
from core.tasks import Evidence, TaskItem
from core.usecases import accepting, assigning, deciding, evidencing, reviewing, working
from core.usecases.assigning import Order
from tests.core.office import AGREED, COMMENTED, DECIDED, Act, Office, october

CLOSING, COMMENTS_CLOSE = october(25, 0), october(26, 0)
SECOND = timedelta(seconds=1)
WHY = "Văn bản đã phát hành."


async def waiting(office: Office, leader: str = "PP_KT1", person: str = "CV_KT1") -> TaskItem:
    """Two of four handed in and not looked at, due at the closing itself."""
    item = await office.assign(leader, person, 4, due=CLOSING)
    return await office.hand_in(item, 2, october(19))


async def commented(office: Office) -> Evaluation:
    one = await office.send("CV_KT1")
    return await office.do(
        "PP_KT1", COMMENTED, lambda d: reviewing.comment(d, one.id, one.version, AGREED)
    )


def line(due: datetime = CLOSING) -> Order:
    return Order(item="", name="Việc", quantity=1, due=due, origin=tasks.ADHOC)


# ------------------------------------------------------------------ the closing of the self step


async def test_what_is_due_at_the_closing_itself_belongs_to_the_closing_month(
    office: Office,
) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 1, due=CLOSING)
    await office.hand_in(item, 1, CLOSING - SECOND)
    one = await office.send("CV_KT1", CLOSING - SECOND)
    assert one.submission is not None
    assert [int(each.q) for each in one.submission.result.lines] == [1]
    done = await office.review("PP_KT1", item, 1, CLOSING)
    assert (done.state, done.events) == ("accepted", ())


@pytest.mark.parametrize("who", ["person", "leader"])
async def test_from_the_closing_on_nothing_is_assigned_or_handed_in(
    office: Office, who: str
) -> None:
    item = await waiting(office)
    seen = (item.id, item.version)
    acts: dict[str, list[Act[object]]] = {
        "person": [
            lambda d: working.hand_in(d, *seen, 1, item.waiting[0].done),
            lambda d: working.take_back(d, *seen),
            lambda d: working.ask_extension(d, *seen, october(28), WHY),
            lambda d: working.note_line(d, line(), ""),
        ],
        "leader": [
            lambda d: assigning.assign(d, "CV_KT1", line(CLOSING)),
            lambda d: accepting.move_due(d, *seen, october(28), WHY),
            lambda d: accepting.hand_over(d, *seen, "KCT_KT", october(28), WHY),
            lambda d: assigning.cancel(d, item.id, WHY),
            lambda d: assigning.reorder(d, item.id, quantity=9, due=october(28), reason=WHY),
        ],
    }
    actor = {"person": "CV_KT1", "leader": "PP_KT1"}[who]
    said = [await office.refusal(actor, CLOSING, act) for act in acts[who]]
    assert set(said) <= {"month.frozen", "due.past"}
    assert await office.item(item.id) == item


async def test_a_line_that_nobody_approved_in_time_is_not_approved_afterwards(
    office: Office,
) -> None:
    item = await office.do("CV_KT1", october(23), lambda d: working.note_line(d, line(), ""))
    approve = lambda d: accepting.approve(d, item.id, item.version)  # noqa: E731
    assert await office.refusal("PP_KT1", CLOSING, approve) == "month.frozen"
    assert (await office.do("PP_KT1", CLOSING, accepting.inbox)).proposed == ()


# ------------------------------------------------------------------ until the comment step closes


async def test_the_leader_accepts_what_was_handed_in_until_the_comments_close(
    office: Office,
) -> None:
    item = await waiting(office)
    inbox = await office.do("PP_KT1", COMMENTS_CLOSE - SECOND, accepting.inbox)
    assert inbox.handed_in == (item,)
    done = await office.review("PP_KT1", item, 2, COMMENTS_CLOSE - SECOND)
    assert (done.accepted, done.events) == (2, ())


async def test_then_the_leader_is_refused_and_sees_it_no_more(office: Office) -> None:
    item = await waiting(office)
    with pytest.raises(errors.Refused) as fault:
        await office.review("PP_KT1", item, 2, COMMENTS_CLOSE, reason=WHY)
    assert fault.value.code == "month.frozen"
    fault_of = lambda d: accepting.add_fault(d, item.id, item.version, None, WHY, WHY)  # noqa: E731
    assert await office.refusal("PP_KT1", COMMENTS_CLOSE, fault_of) == "month.frozen"
    assert (await office.do("PP_KT1", COMMENTS_CLOSE, accepting.inbox)).handed_in == ()


async def test_then_only_the_decider_with_a_reason(office: Office) -> None:
    item = await waiting(office)
    await commented(office)
    with pytest.raises(errors.BadInput) as fault:
        await office.review("TP_KT", item, 2, COMMENTS_CLOSE, reason=" ")
    assert fault.value.code == "task.frozen-reason"
    done = await office.review("TP_KT", item, 2, COMMENTS_CLOSE, reason=WHY)
    [(actor, _, facts)] = await office.audited("review")
    assert (actor, facts["reason"], facts["accepted"]) == ("TP_KT", WHY, 2)
    assert (done.accepted, done.events) == (2, ())  # on time: handed in on time


async def test_the_decider_finds_in_the_inbox_what_nobody_looked_at(office: Office) -> None:
    item = await waiting(office)
    one = await commented(office)

    async def listed(actor: str, now: datetime) -> tuple[TaskItem, ...]:
        return (await office.do(actor, now, accepting.inbox)).handed_in

    assert await listed("TP_KT", COMMENTS_CLOSE - SECOND) == ()
    assert await listed("TP_KT", COMMENTS_CLOSE) == (item,)
    await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    assert await listed("TP_KT", DECIDED) == ()


async def test_a_delegate_of_the_decider_judges_too(office: Office) -> None:
    await office.reorganise({"delegate": [["TP_KT", "PP_KT2", "decide"]]})
    item = await waiting(office)
    await commented(office)
    assert (await office.do("PP_KT2", COMMENTS_CLOSE, accepting.inbox)).handed_in == (item,)
    done = await office.review("PP_KT2", item, 2, COMMENTS_CLOSE, reason=WHY)
    assert done.deliveries[0].reviewed_by == "PP_KT2"


async def test_after_the_decision_nobody_does(office: Office) -> None:
    item = await waiting(office)
    one = await commented(office)
    await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    with pytest.raises(errors.Refused) as fault:
        await office.review("TP_KT", item, 2, DECIDED, reason=WHY)
    assert fault.value.code == "form.decided"


async def test_an_undone_decision_opens_it_again(office: Office) -> None:
    item = await waiting(office)
    one = await commented(office)
    await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    await office.do("TP_KT", DECIDED, lambda d: deciding.undo(d, one.id))
    assert (await office.review("TP_KT", item, 2, DECIDED, reason=WHY)).accepted == 2


async def test_the_own_work_of_form_01_people_freezes_too(office: Office) -> None:
    item = await waiting(office, "BT", "BT")
    verdict = Verdict(accepted=2)
    own = lambda d: accepting.review(d, item.id, item.version, 1, verdict, WHY)  # noqa: E731
    assert await office.refusal("BT", COMMENTS_CLOSE, own) == "month.frozen"
    assert (await office.review("BT", item, 2, COMMENTS_CLOSE - SECOND)).accepted == 2


async def test_proofs_come_until_the_comments_close(office: Office) -> None:
    item = await waiting(office)

    def proof(number: int) -> Act[object]:
        one = Evidence(
            kind=tasks.LINK, name="a", at=CLOSING, by="CV_KT1", link=f"https://a.vn/{number}"
        )
        return lambda d: evidencing.attach(d, item.id, one)

    await office.do("CV_KT1", COMMENTS_CLOSE - SECOND, proof(1))
    assert await office.refusal("CV_KT1", COMMENTS_CLOSE, proof(2)) == "month.frozen"


# ------------------------------------------------------------------ the decision


async def test_the_decision_takes_k_of_then_and_the_form_keeps_k_of_its_sending(
    office: Office,
) -> None:
    """Both bands are there, so that the subject can be told that they differ."""
    item = await waiting(office)
    one = await commented(office)
    await office.review("PP_KT1", item, 2, october(25, 10))
    done = await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    assert done.submission is not None
    assert done.decision is not None
    assert (done.submission.total, done.submission.band) == (Fraction(30), "D")
    assert (done.decision.total, done.decision.band) == (Fraction(65), "C")
    kept = await office.form(one.id)
    assert kept.submission == one.submission
    assert ("CV_KT1", "form.decided") in await office.told("form")
