"""Small rules of a task's life: quantities, done-dates, more time, causes, proofs, shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from core import errors, taskcauses, taskflow, tasks
from core.monthplan import MOST_QUANTITY
from core.taskflow import Verdict
from core.tasks import Done, Evidence, TaskItem
from tests.core.work import BEFORE, DUE, LATER, WHY, done_at, new_item

HOUR = timedelta(hours=1)
AFTER = DUE + HOUR


def code(act: Callable[[], object]) -> str:
    with pytest.raises(errors.WardError) as fault:
        act()
    return fault.value.code


def handed_in(
    item: TaskItem, quantity: int, now: datetime = BEFORE, done: Done | None = None
) -> TaskItem:
    return taskflow.hand_in(item, quantity, done or done_at(now), by="CV", note="", now=now)


def reviewed(
    item: TaskItem,
    accepted: int,
    now: datetime = BEFORE,
    done: Done | None = None,
    said: str = WHY,
) -> TaskItem:
    verdict = Verdict(accepted=accepted, done=done, said=said)
    return taskflow.review(item, item.waiting[0].number, verdict, by="LD", now=now)


# ------------------------------------------------------------------ quantities


@pytest.mark.parametrize("quantity", [0, -1, MOST_QUANTITY + 1, 10**9])
def test_a_quantity_outside_1_to_9999_is_not_handed_in(quantity: int) -> None:
    assert code(lambda: handed_in(new_item(), quantity)) == "quantity"


def test_several_deliveries_together_stay_within_9999() -> None:
    most = handed_in(new_item(quantity=MOST_QUANTITY), MOST_QUANTITY - 1)
    assert handed_in(most, 1).handed_in == MOST_QUANTITY
    assert code(lambda: handed_in(handed_in(most, 1), 1)) == "quantity"
    assert code(lambda: handed_in(reviewed(most, 5), 9_995)) == "quantity"


def test_more_than_assigned_may_be_handed_in_twice_and_leaves_nothing_to_do() -> None:
    item = handed_in(handed_in(new_item(quantity=4), 3), 3)
    assert (item.left, item.handed_in) == (0, 6)
    once = reviewed(item, 3)
    assert (once.state, once.left) == ("submitted", 0)
    twice = reviewed(once, 3)
    assert (twice.state, twice.accepted, twice.left) == ("accepted", 6, 0)


@pytest.mark.parametrize("accepted", [-1, 3])
def test_no_more_is_accepted_than_was_handed_in(accepted: int) -> None:
    assert code(lambda: reviewed(handed_in(new_item(), 2), accepted)) == "review.quantity"


def test_what_is_not_accepted_needs_a_reason() -> None:
    item = handed_in(new_item(), 2)
    assert code(lambda: reviewed(item, 1, said="  ")) == "review.reason"
    assert reviewed(item, 2, said="").accepted == 2


def test_a_delivery_is_looked_at_once() -> None:
    item = reviewed(handed_in(handed_in(new_item(), 1), 1), 1)
    again = Verdict(accepted=1)
    assert code(lambda: taskflow.review(item, 1, again, by="LD", now=BEFORE)) == "task.moved-on"
    assert code(lambda: taskflow.take_back(item, 1)) == "task.moved-on"
    assert code(lambda: taskflow.take_back(item, 3)) == "task.moved-on"


def test_a_major_error_of_nothing_left_over_is_none() -> None:
    item = handed_in(new_item(), 2)
    verdict = Verdict(accepted=2, major=True)
    judged = taskflow.review(item, 1, verdict, by="LD", now=BEFORE)
    assert (judged.events, judged.deliveries[0].major) == ((), False)


@pytest.mark.parametrize("unit", [-1, 2, 10**6])
def test_a_fault_is_of_an_accepted_unit(unit: int) -> None:
    item = reviewed(handed_in(new_item(), 2), 2)
    faulted = lambda: taskcauses.add_fault(item, unit=unit, text=WHY, by="LD", now=BEFORE)  # noqa: E731
    assert code(faulted) == "review.unit"


# ------------------------------------------------------------------ done-dates


@pytest.mark.parametrize(
    "done",
    [
        Done(day=BEFORE.date() + timedelta(days=1)),
        Done(day=BEFORE.date(), at=BEFORE + timedelta(seconds=1)),
    ],
    ids=["tomorrow", "in a second"],
)
def test_work_is_not_finished_in_the_future(done: Done) -> None:
    assert code(lambda: handed_in(new_item(), 1, done=done)) == "done.future"


def test_an_instant_of_another_day_is_no_done_date() -> None:
    done = Done(day=BEFORE.date(), at=BEFORE - timedelta(days=1))
    assert code(lambda: handed_in(new_item(), 1, done=done)) == "done.unreadable"


def test_an_instant_without_an_offset_is_no_done_date() -> None:
    done = Done(day=BEFORE.date(), at=BEFORE.replace(tzinfo=None))
    assert code(lambda: handed_in(new_item(), 1, done=done)) == "instant"


def test_what_was_handed_in_was_finished_by_then() -> None:
    """A leader who looks a week later does not make it late."""
    item = handed_in(new_item(), 1)
    looked = DUE + timedelta(days=7)
    for done in (Done(day=DUE.date() + timedelta(days=1)), done_at(BEFORE + HOUR)):
        assert code(lambda d=done: reviewed(item, 1, looked, d)) == "done.after-entry"  # type: ignore[misc]
    assert reviewed(item, 1, looked, Done(day=BEFORE.date())).events == ()
    assert reviewed(item, 1, looked, done_at(BEFORE)).events == ()


def test_the_word_of_the_person_and_of_the_leader_are_both_kept() -> None:
    said, confirmed = Done(day=DUE.date()), Done(day=DUE.date() + timedelta(days=1))
    entered = DUE + timedelta(days=2)
    item = reviewed(handed_in(new_item(), 1, entered, said), 1, entered, confirmed)
    delivery = item.deliveries[0]
    assert (delivery.done, delivery.confirmed, delivery.entered_at) == (said, confirmed, entered)
    assert [one.deadline for one in item.events] == [DUE]


# ------------------------------------------------------------------ more time


def test_more_time_is_granted_by_moving_the_due() -> None:
    asked = taskflow.ask_extension(new_item(), LATER, WHY, BEFORE)
    moved = taskflow.move_due(asked, LATER, by="LD", reason="Đồng ý.", now=BEFORE + HOUR)
    assert moved.extension is not None
    assert (moved.extension.state, moved.extension.by) == (tasks.GRANTED, "LD")
    assert [one.missed for one in moved.deadlines] == [False]


def test_more_time_asked_for_in_time_and_granted_late_is_no_delay() -> None:
    """A reading: the request in time counts, not when the leader finds the time to answer it."""
    asked = taskflow.ask_extension(new_item(), LATER, WHY, BEFORE)
    moved = taskflow.move_due(asked, LATER, by="LD", reason="Đồng ý.", now=DUE + HOUR)
    assert [one.missed for one in moved.deadlines] == [False]
    done = reviewed(handed_in(moved, 4, DUE + HOUR), 4, DUE + 2 * HOUR)
    assert done.events == ()


def test_more_time_denied_or_asked_for_and_answered_before_saves_no_later_deadline() -> None:
    asked = taskflow.ask_extension(new_item(), LATER, WHY, BEFORE)
    denied = taskflow.deny_extension(asked, by="LD", said=WHY, now=DUE + HOUR)
    granted = taskflow.move_due(asked, DUE + HOUR, by="LD", reason=WHY, now=BEFORE)
    for item, late in ((denied, DUE + HOUR), (granted, DUE + 2 * HOUR)):
        moved = taskflow.move_due(item, LATER, by="LD", reason=WHY, now=late)
        assert moved.deadlines[-1].missed


@pytest.mark.parametrize("due", [DUE, DUE - HOUR])
def test_more_time_is_later(due: datetime) -> None:
    assert code(lambda: taskflow.ask_extension(new_item(), due, WHY, BEFORE)) == (
        "extension.earlier"
    )


def test_a_due_instant_that_has_gone_by_is_a_slip() -> None:
    assert code(lambda: taskflow.check_due(DUE, DUE)) == "due.past"
    moved = taskflow.move_due(new_item(), DUE, by="LD", reason=WHY, now=DUE - timedelta(seconds=1))
    assert moved.due == DUE


@pytest.mark.parametrize("reason", ["", " \n "])
def test_every_change_of_time_needs_a_reason(reason: str) -> None:
    item = new_item()
    asked = taskflow.ask_extension(item, LATER, WHY, BEFORE)
    for act in (
        lambda: taskflow.ask_extension(item, LATER, reason, BEFORE),
        lambda: taskflow.move_due(item, LATER, by="LD", reason=reason, now=BEFORE),
        lambda: taskflow.deny_extension(asked, by="LD", said=reason, now=BEFORE),
        lambda: taskflow.cancel(item, reason, BEFORE),
    ):
        assert code(act) == "task.reason"


def test_a_request_is_answered_once() -> None:
    asked = taskflow.ask_extension(new_item(), LATER, WHY, BEFORE)
    denied = taskflow.deny_extension(asked, by="LD", said=WHY, now=BEFORE)
    assert denied.due == DUE
    for item in (denied, new_item()):
        answer = lambda i=item: taskflow.deny_extension(i, by="LD", said=WHY, now=BEFORE)  # noqa: E731
        assert code(answer) == "task.moved-on"


# ------------------------------------------------------------------ objective causes


def late_item() -> TaskItem:
    return reviewed(handed_in(new_item(quantity=1), 1, AFTER), 1, AFTER)


def asked_excuse(item: TaskItem, index: int = 0) -> TaskItem:
    return taskcauses.ask_excuse(item, index, "Mất điện.", (), AFTER)


def answered(item: TaskItem, said: str = "", *, confirmed: bool) -> TaskItem:
    return taskcauses.answer_excuse(item, 0, confirmed=confirmed, by="QD", said=said, now=AFTER)


def test_a_confirmed_cause_keeps_its_trace() -> None:
    event = answered(asked_excuse(late_item()), confirmed=True).events[0]
    assert (event.excused_by, event.excuse, event.deadline) == ("QD", "Mất điện.", DUE)
    assert event.asked is not None
    assert (event.asked.state, event.asked.by, event.asked.at) == ("granted", "QD", AFTER)


def test_a_cause_is_asked_for_once_until_it_is_refused() -> None:
    asked = asked_excuse(late_item())
    assert code(lambda: asked_excuse(asked)) == "task.moved-on"
    assert code(lambda: asked_excuse(answered(asked, confirmed=True))) == "task.moved-on"
    denied = answered(asked, WHY, confirmed=False)
    assert denied.events[0].excused_by is None
    assert asked_excuse(denied).events[0].asked != denied.events[0].asked


@pytest.mark.parametrize("index", [-1, 1])
def test_there_is_no_cause_of_an_event_that_is_not_there(index: int) -> None:
    assert code(lambda: asked_excuse(late_item(), index)) == "task.moved-on"


def test_a_refusal_needs_a_reason_and_an_answer_a_question() -> None:
    assert code(lambda: answered(asked_excuse(late_item()), confirmed=False)) == "task.reason"
    assert code(lambda: answered(late_item(), confirmed=True)) == "task.moved-on"


# ------------------------------------------------------------------ proofs and shares


def proof(number: int) -> Evidence:
    return Evidence(kind=tasks.FILE, name="a.pdf", at=BEFORE, by="CV", digest=f"{number:064}")


def test_the_same_proof_again_is_left_as_it_is() -> None:
    item = taskflow.attach(new_item(), proof(1))
    assert taskflow.attach(item, replace(proof(1), name="b.pdf", at=AFTER)) is item


def test_there_are_at_most_twenty_proofs() -> None:
    item = new_item()
    for number in range(20):
        item = taskflow.attach(item, proof(number))
    assert code(lambda: taskflow.attach(item, proof(20))) == "evidence.many"
    many = tuple(map(proof, range(21)))
    ask = lambda: taskcauses.ask_excuse(late_item(), 0, WHY, many, AFTER)  # noqa: E731
    assert code(ask) == "evidence.many"


@pytest.mark.parametrize("shares", ["1", "0.5 0.5", "0.7 0.2 0.1", "0.333 0.333 0.334"])
def test_shares_of_one_product_add_up_to_one(shares: str) -> None:
    taskflow.check_shares(tuple(map(Decimal, shares.split())))


@pytest.mark.parametrize("shares", ["0.5 0.4", "0.6 0.6", "1.5 -0.5", "0 1", "NaN 1", "Infinity"])
def test_other_shares_are_refused(shares: str) -> None:
    parts = tuple(map(Decimal, shares.split()))
    assert code(lambda: taskflow.check_shares(parts)) == "task.shares"


def test_a_day_holds_every_moment_of_itself() -> None:
    """Without an hour the earliest of the day is meant: nobody is late by a missing hour."""
    assert not Done(day=date(2026, 10, 10)).is_after(DUE)
    assert Done(day=date(2026, 10, 11)).is_after(DUE)
    assert Done(day=date(2026, 10, 10), at=DUE).is_after(DUE)
