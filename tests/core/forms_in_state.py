"""A form in every state of its life, brought there by the steps of the life cycle itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

from core import lifecycle
from core.evaluation import Decision, Evaluation, SelfScores, TaskResult
from core.lifecycle import Closings
from core.months import Month

NO_WORK = TaskResult(lines=(), figures=None)
DECIDER, COMMENTER = "TP", "PP"


def opened(month: Month, closings: Closings, at: datetime) -> Evaluation:
    draft = lifecycle.open_draft("CV", month, "03", "1", closings, at)
    return replace(draft, own=SelfScores(own_class="B"))


def submit(one: Evaluation, closings: Closings, at: datetime) -> Evaluation:
    return lifecycle.submit(
        one,
        code="10-CV-0000",
        result=NO_WORK,
        total=Fraction(80),
        lacks=(),
        closings=closings,
        now=at,
    )


def send_back(one: Evaluation, closings: Closings, at: datetime) -> Evaluation:
    return lifecycle.send_back(
        one, by=COMMENTER, given_by=None, reason="Thiếu minh chứng.", closings=closings, now=at
    )


def comment(one: Evaluation, closings: Closings, at: datetime) -> Evaluation:
    return lifecycle.comment(
        one,
        by=COMMENTER,
        given_by=None,
        text="Nhất trí.",
        points={},
        total=Fraction(80),
        closings=closings,
        now=at,
    )


def decision(one: Evaluation, closings: Closings, at: datetime, **changes: object) -> Decision:
    """80 points, B, with every flag of the instant and the reason that flags ask for."""
    planned = Decision(
        by=DECIDER,
        given_by=None,
        at=at,
        came_from=one.state,
        points={},
        deductions=(),
        result=NO_WORK,
        terms={},
        total=Fraction(80),
        band="B",
        final_class="B",
        reason="Theo kết quả công việc.",
        flags=lifecycle.decision_flags(one, closings, at),
        overdue_hours=lifecycle.hours_after(closings.decide, at),
    )
    return replace(planned, **changes)  # type: ignore[arg-type]  # names are Decision fields


def decide(one: Evaluation, closings: Closings, at: datetime) -> Evaluation:
    return lifecycle.decide(one, decision(one, closings, at), closings)


def not_rate(one: Evaluation, closings: Closings, at: datetime) -> Evaluation:
    return lifecycle.not_rate(one, decision(one, closings, at))


def withdraw(one: Evaluation, closings: Closings, at: datetime) -> Evaluation:
    return lifecycle.withdraw(one, closings, at)


def undo(one: Evaluation, closings: Closings, at: datetime) -> Evaluation:
    del closings
    return lifecycle.undo(one, by=DECIDER, now=at)


ACTS: dict[str, Callable[[Evaluation, Closings, datetime], Evaluation]] = {
    "submit": submit,
    "withdraw": withdraw,
    "return": send_back,
    "comment": comment,
    "decide": decide,
    "not-rate": not_rate,
    "undo": undo,
}


def form_in(
    state: str, month: Month, closings: Closings, early: datetime, moment: datetime
) -> Evaluation:
    """*early* is long before *moment*; the ``just-`` states are 5 minutes old at *moment*."""
    draft = opened(month, closings, early)
    if state == "draft":
        return draft
    if state == "missing":
        return lifecycle.settle(draft, closings, closings.self_step)
    sent = submit(draft, closings, early)
    commented = comment(sent, closings, early)
    a_moment_ago = moment - timedelta(minutes=5)
    makers: dict[str, Callable[[], Evaluation]] = {
        "submitted": lambda: sent,
        "returned": lambda: send_back(sent, closings, early),
        "commented": lambda: commented,
        "decided": lambda: decide(commented, closings, early),
        "not_rated": lambda: not_rate(commented, closings, early),
        "just-decided": lambda: decide(commented, closings, a_moment_ago),
        "just-not-rated": lambda: not_rate(commented, closings, a_moment_ago),
    }
    return makers[state]()
