"""The life cycle of the form, T1–T8 and T14–T16 of domain §4: pure steps with ``now`` passed in.

A step answers with the evaluation as it is afterwards or raises *errors.Refused* whose code is
the rule that said no. Closing instants are exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction

from core import classes, drafting, errors, presence
from core.evaluation import (
    COMMENTED,
    DECIDED,
    DRAFT,
    MISSING,
    NOT_RATED,
    RETURNED,
    SUBMITTED,
    Comment,
    Decision,
    Evaluation,
    PaperDraft,
    Points,
    Return,
    Submission,
    TaskResult,
)
from core.months import Month

RESEND_TIME = timedelta(hours=4)
UNDO_TIME = timedelta(minutes=10)
TEXT_LIMIT = 3000

NO_COMMENT = "no-comment"
NO_SELF_FORM = "no-self-form"
OVERDUE = "overdue"
REPORTS_OPEN = "reports-open"
AGAINST_BAND = "against-band"
LOW_PRESENCE = "low-presence"
FORMER_FORM = "former-form"
NEEDS_REASON = frozenset({NO_SELF_FORM, OVERDUE, REPORTS_OPEN, AGAINST_BAND, FORMER_FORM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Closings:
    """The exclusive instants of one month's steps, and when its forms open."""

    opens: datetime
    self_step: datetime
    comment: datetime
    decide: datetime


def open_draft(
    person: str, month: Month, form: str, form_version: str, closings: Closings, now: datetime
) -> Evaluation:
    """T1."""
    if now < closings.opens:
        raise errors.Refused("T1", opens=closings.opens, month=month)
    state = DRAFT if now < closings.self_step else MISSING
    if state == MISSING and now >= closings.comment:
        raise errors.Refused("T14a", closed=closings.comment, month=month)
    return Evaluation(
        id=0,
        person=person,
        month=month,
        form=form,
        form_version=form_version,
        state=state,
        version=0,
    )


def settle(one: Evaluation, closings: Closings, now: datetime) -> Evaluation:
    """What time alone has done: T14 (draft → missing) and T4b (returned → as last sent)."""
    if one.state == DRAFT and now >= closings.self_step:
        return replace(one, state=MISSING)
    back = one.returned
    if one.state == RETURNED and back and one.submission and now >= back.until:
        return replace(
            one,
            state=SUBMITTED,
            own=one.submission.own,
            returned=replace(back, resent=False),
        )
    return one


def submit(
    one: Evaluation,
    *,
    code: str,
    result: TaskResult,
    total: Fraction | None,
    lacks: Sequence[drafting.Lack],
    closings: Closings,
    now: datetime,
    paper: PaperDraft | None = None,
) -> Evaluation:
    """T2, T4a, T14a. The caller has settled *one* and computed *lacks* on the same draft;
    *paper*: the clerk's draft that it is, when the subject did not send it.
    """
    drafting.check_editable(one)
    if lacks:
        raise errors.Refused("T2", lacks=tuple(lacks))
    late = 0
    if one.state == MISSING:
        if now >= closings.comment:
            raise errors.Refused("T14a", closed=closings.comment, month=one.month)
        late = hours_after(closings.self_step, now)
    own_class = one.own.own_class
    if own_class is None:  # lacks would have named it
        raise errors.Refused("T2", lacks=())
    back = replace(one.returned, resent=True) if one.returned else None
    return replace(
        one,
        state=SUBMITTED,
        returned=back,
        comment_draft=None,
        paper_draft=None,
        entered=one.entrants_with(paper),
        submission=Submission(
            at=now,
            code=code,
            result=result,
            total=total,
            band=classes.band(total) if total is not None else None,
            own_class=own_class,
            late_hours=late,
            own=one.own,
            entered_by=paper.by if paper else None,
            photos=paper.photos if paper else (),
        ),
    )


def may_withdraw(one: Evaluation, closings: Closings, now: datetime) -> bool:
    return one.state == SUBMITTED and now < closings.self_step


def withdraw(one: Evaluation, closings: Closings, now: datetime) -> Evaluation:
    """T3, until the comment or the closing.

    A form that was returned is then again a returned one, with the time that gave (T4a): not
    sent anew in it, it counts as last sent (T4b).
    """
    if not may_withdraw(one, closings, now):
        raise errors.Refused("T3", state=one.state, closed=closings.self_step)
    if one.returned is not None:
        back = replace(one.returned, resent=None)
        return replace(one, state=RETURNED, returned=back, comment_draft=None)
    return replace(
        one, state=DRAFT, submission=None, route=None, comment_draft=None, decision_draft=None
    )


def comment_until(one: Evaluation, closings: Closings) -> datetime:
    back = one.returned
    return back.comment_until if back and back.resent is not None else closings.comment


def may_return(one: Evaluation, closings: Closings, now: datetime) -> bool:
    return one.state == SUBMITTED and one.returned is None and now < closings.comment


def send_back(
    one: Evaluation,
    *,
    by: str,
    given_by: str | None,
    reason: str,
    closings: Closings,
    now: datetime,
) -> Evaluation:
    """T4: once, with a reason; the subject then has 4 hours at least."""
    if not may_return(one, closings, now):
        raise errors.Refused("T4", state=one.state, closed=closings.comment)
    said = drafting.check_reason(reason, "return.reason", limit=TEXT_LIMIT)
    until = max(closings.comment, now + RESEND_TIME)
    back = Return(
        by=by,
        given_by=given_by,
        at=now,
        reason=said,
        until=until,
        comment_until=until + RESEND_TIME,
    )
    return replace(one, state=RETURNED, returned=back, comment_draft=None)


def comment(
    one: Evaluation,
    *,
    by: str,
    given_by: str | None,
    text: str,
    points: Points,
    total: Fraction | None,
    closings: Closings,
    now: datetime,
    with_decision: bool = False,
) -> Evaluation:
    """T5. *with_decision*: commenter = decider, two acts at once, not bound to T5's closing."""
    if one.state != SUBMITTED:
        raise errors.Stale("form.moved-on", state=one.state, month=one.month)
    until = comment_until(one, closings)
    if now >= until and not with_decision:
        raise errors.Refused("T5", closed=until, month=one.month)
    return replace(
        one,
        state=COMMENTED,
        comment_draft=None,
        comment=Comment(
            by=by,
            given_by=given_by,
            at=now,
            text=_required(text, "comment.text"),
            points=points,
            total=total,
            band=classes.band(total) if total is not None else None,
        ),
    )


def decidable(one: Evaluation, closings: Closings, now: datetime) -> bool:
    """T6, T7, T15: commented, or the comment step closed without one, or missing."""
    if one.state == SUBMITTED:
        return now >= comment_until(one, closings)
    return one.state in {COMMENTED, MISSING}


def decision_flags(one: Evaluation, closings: Closings, now: datetime) -> tuple[str, ...]:
    """What the decision is marked with, each of which asks for a reason where it must."""
    known = one.decision.flags if one.decision else ()
    flags = [flag for flag in known if flag in {NO_COMMENT, NO_SELF_FORM}]
    if one.state == SUBMITTED:
        flags.append(NO_COMMENT)
    if one.state == MISSING:
        flags.append(NO_SELF_FORM)
    if now >= closings.decide:
        flags.append(OVERDUE)
    return tuple(flags)


def decide(one: Evaluation, decision: Decision, closings: Closings) -> Evaluation:
    """T6, T7, T8 (a new version of a decided form), T15; not rated is T16.

    The class is the band, C at best with low presence (§8.7), or below it with a reason; above
    is refused (domain §10.1).
    """
    renewed = one.state == DECIDED
    if not renewed and not decidable(one, closings, decision.at):
        raise errors.Refused("T7", state=one.state, until=comment_until(one, closings))
    if decision.final_class is None or decision.band is None:
        raise errors.Refused("no-band", month=one.month)
    final, band = classes.read(decision.final_class), classes.read(decision.band)
    best = presence.ceiling(band, capped=LOW_PRESENCE in decision.flags)
    presence.check_class(final, band, best)
    flags = decision.flags + ((AGAINST_BAND,) if final != best else ())
    needs_reason = NEEDS_REASON & set(flags)
    if (needs_reason or renewed) and not decision.reason:
        raise errors.BadInput("decision.reason", flags=tuple(sorted(needs_reason)))
    return _decided(one, replace(decision, flags=flags), DECIDED)


def not_rate(one: Evaluation, decision: Decision) -> Evaluation:
    """T16: any form still open, with a reason."""
    if one.state in {DECIDED, NOT_RATED}:
        raise errors.Refused("T16", state=one.state)
    _required(decision.reason, "decision.reason")
    return _decided(one, replace(decision, final_class=None, total=None, band=None), NOT_RATED)


def may_undo(one: Evaluation, person: str, now: datetime) -> bool:
    decision = one.decision
    return decision is not None and decision.by == person and now < decision.at + UNDO_TIME


def undo(one: Evaluation, *, by: str, now: datetime) -> Evaluation:
    """T7u: the same decider, within 10 minutes; the form is again as it was."""
    decision = one.decision
    if decision is None:
        raise errors.Stale("form.moved-on", state=one.state, month=one.month)
    if not may_undo(one, by, now):
        raise errors.Refused("T7u", until=decision.at + UNDO_TIME)
    closed = replace(decision, undone_at=now)
    kept = tuple(closed if past is decision else past for past in one.decisions)
    undone_comment = one.comment if decision.came_from != SUBMITTED else None
    return replace(
        one,
        state=decision.came_from,
        decisions=kept,
        comment=undone_comment,
        decision_draft=decision.prepared,
    )


def hours_after(closed: datetime, now: datetime) -> int:
    """Whole hours begun since *closed*, 0 before it."""
    return max(0, -((closed - now) // timedelta(hours=1))) if now > closed else 0


def _decided(one: Evaluation, decision: Decision, state: str) -> Evaluation:
    return replace(one, state=state, decisions=(*one.decisions, decision), decision_draft=None)


def _required(text: str, code: str) -> str:
    said = drafting.check_sentence(text, limit=TEXT_LIMIT)
    if not said:
        raise errors.BadInput(code)
    return said
