"""The decider's side: prepare, decide, undo, decide anew, not rate (T6–T8, T15, T16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from core import authority, classes, drafting, errors, lifecycle, scoring
from core.evaluation import (
    DECIDED,
    PROPOSED_TERMS,
    SUBMITTED,
    Decision,
    DecisionDraft,
    Evaluation,
    Points,
    TaskResult,
    Term,
)
from core.forms import Form
from core.usecases import results, reviewing
from core.usecases.desk import Desk, evaluation_key, notice_keys_so_far

COMPUTED = "computed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What confirming now would decide. *missing* are criteria without points yet.

    *open_terms*: đ or e that neither the subject nor the decider gave. *reports* stands for leaders only; *flags* are what the decision will be marked with.
    """

    points: Points
    missing: tuple[str, ...]
    result: TaskResult
    score: scoring.Score | None
    final_class: str | None
    reports: results.Reports | None
    flags: tuple[str, ...]
    open_terms: tuple[str, ...] = ()

    @property
    def band(self) -> classes.Class | None:
        return self.score.band if self.score else None


async def outlook(desk: Desk, one: Evaluation) -> Outlook:
    """The decision as prepared so far, computed with the tasks of now (K at T7)."""
    form = desk.form(one.form)
    draft = _draft(desk, one)
    points = {**reviewing.proposed_points(one), **draft.points}
    missing = scoring.missing(form, points)
    terms = _terms(one, draft, form)
    result = await results.task_result(desk, one.person, one.month, form, terms, decided=True)
    score = None if missing else results.score(form, points, result, draft.deductions)
    under = await results.reports(desk, one.person, one.month) if form.leader else None
    flags = lifecycle.decision_flags(one, desk.closings(one.month), desk.now)
    if reviewing.both_acts(one):
        flags = tuple(flag for flag in flags if flag != lifecycle.NO_COMMENT)
    if under and under.open:
        flags += (lifecycle.REPORTS_OPEN,)
    return Outlook(
        points=points,
        missing=missing,
        result=result,
        score=score,
        final_class=draft.final_class or (score.band if score else None),
        reports=under,
        flags=flags,
        open_terms=tuple(key for key in PROPOSED_TERMS if form.leader and key not in terms),
    )


def _terms(one: Evaluation, draft: DecisionDraft, form: Form) -> Mapping[str, Term]:
    return {**one.own.terms, **draft.terms} if form.leader else {}


async def set_points(
    desk: Desk, evaluation_id: int, seen: int, values: Mapping[str, Decimal]
) -> Evaluation:
    one = await _in_hand(desk, evaluation_id, seen)
    form = desk.form(one.form)
    for id_, value in values.items():
        scoring.check_points(form.criterion(id_), value)
    draft = _draft(desk, one)
    return await _keep(desk, one, replace(draft, points={**draft.points, **values}))


async def deduct(
    desk: Desk, evaluation_id: int, seen: int, deduction: scoring.Deduction
) -> Evaluation:
    """One line of III ĐIỂM TRỪ; a violation and its reference document are required (§11)."""
    one = await _in_hand(desk, evaluation_id, seen)
    form = desk.form(one.form)
    said = replace(
        deduction,
        violation=drafting.check_sentence(deduction.violation, limit=drafting.NOTE_LIMIT),
        reference=drafting.check_sentence(deduction.reference, limit=drafting.NOTE_LIMIT),
    )
    if not said.violation or not said.reference:
        raise errors.BadInput("deduction.grounds", criterion=said.criterion)
    scoring.check_deduction(form, said)
    draft = _draft(desk, one)
    return await _keep(desk, one, replace(draft, deductions=(*draft.deductions, said)))


async def drop_deduction(desk: Desk, evaluation_id: int, seen: int, index: int) -> Evaluation:
    one = await _in_hand(desk, evaluation_id, seen)
    draft = _draft(desk, one)
    if not 0 <= index < len(draft.deductions):
        raise errors.Stale("card.old", month=one.month)
    left = draft.deductions[:index] + draft.deductions[index + 1 :]
    return await _keep(desk, one, replace(draft, deductions=left))


async def set_term(
    desk: Desk, evaluation_id: int, seen: int, key: str, value: Fraction, sentence: str
) -> Evaluation:
    """đ or e of a leader, 1 or 1/2, with a sentence of reason; d is computed (§8.4)."""
    one = await _in_hand(desk, evaluation_id, seen)
    said = drafting.check_sentence(sentence, limit=drafting.NOTE_LIMIT)
    leads = desk.form(one.form).leader
    if not leads or key not in {"đ", "e"} or value not in {results.FULL, results.HALF}:
        raise errors.BadInput("term", key=key)
    if not said:
        raise errors.BadInput("term.sentence", key=key)
    draft = _draft(desk, one)
    terms = {**draft.terms, key: Term(value=value, sentence=said)}
    return await _keep(desk, one, replace(draft, terms=terms))


async def choose_class(desk: Desk, evaluation_id: int, seen: int, class_: str) -> Evaluation:
    """The band, or below it; above is refused here already (§10.1)."""
    one = await _in_hand(desk, evaluation_id, seen)
    band = (await outlook(desk, one)).band
    if band is None:
        raise errors.Refused("no-band", month=one.month)
    if class_ not in classes.ORDER:
        raise errors.BadInput("class", value=class_)
    if classes.ORDER.index(class_) < classes.ORDER.index(band):
        raise errors.Refused("class-above-band", chosen=class_, band=band)
    return await _keep(desk, one, replace(_draft(desk, one), final_class=class_))


async def give_reason(desk: Desk, evaluation_id: int, seen: int, reason: str) -> Evaluation:
    one = await _in_hand(desk, evaluation_id, seen)
    said = drafting.check_sentence(reason, limit=lifecycle.TEXT_LIMIT)
    return await _keep(desk, one, replace(_draft(desk, one), reason=said))


async def start_over(desk: Desk, evaluation_id: int, seen: int) -> Evaluation:
    one = await _in_hand(desk, evaluation_id, seen)
    return await desk.store.evaluations.save(replace(one, decision_draft=None))


async def decide(
    desk: Desk, evaluation_id: int, seen: int, comment: str | None = None
) -> Evaluation:
    """T6, T7, T8, T15. Where commenter = decider, *comment* is recorded first as its own act.

    The decision counts at once; subject and commenter are told 10 minutes later (T7u).
    """
    one = await _in_hand(desk, evaluation_id, seen)
    planned = await outlook(desk, one)
    _check_complete(one, planned)
    came_from = one.state
    commented = None
    if one.state == SUBMITTED and reviewing.both_acts(one):
        one = commented = await _comment_too(desk, one, planned, comment or "")
    done = lifecycle.decide(
        one,
        replace(await _decision(desk, one, planned), came_from=came_from),
        desk.closings(one.month),
    )
    stored = await desk.store.evaluations.save(done)
    if commented is not None and commented.comment is not None:
        await desk.audit("comment", evaluation_key(stored), text=commented.comment.text)
    await _record(desk, "decide", stored)
    return stored


async def not_rate(desk: Desk, evaluation_id: int, seen: int, reason: str) -> Evaluation:
    """T16: *Không xếp loại*, with a reason (§8.7); any open form, also before its turn."""
    one = await _in_hand(desk, evaluation_id, seen, any_open=True)
    planned = await outlook(desk, one)
    decision = replace(
        await _decision(desk, one, planned),
        reason=drafting.check_sentence(reason, limit=lifecycle.TEXT_LIMIT),
        flags=tuple(flag for flag in planned.flags if flag == lifecycle.OVERDUE),
    )
    stored = await desk.store.evaluations.save(lifecycle.not_rate(one, decision))
    await _record(desk, "not-rate", stored)
    return stored


async def decided_this_month(desk: Desk) -> tuple[Evaluation, ...]:
    """What the actor decided since the forms of this month opened, newest first."""
    opened = desk.closings(desk.month).opens
    return await desk.store.evaluations.decided_by(desk.actor, opened)


async def undo(desk: Desk, evaluation_id: int) -> Evaluation:
    """T7u; the notices that still waited are not sent."""
    one = await desk.evaluation(evaluation_id)
    await reviewing.acting(desk, one, "decide")
    back = lifecycle.undo(one, by=desk.actor, now=desk.now)
    await desk.store.outbox.drop(notice_keys_so_far(_concerned(one), "form.decided", one))
    stored = await desk.store.evaluations.save(back)
    await desk.audit("undo", evaluation_key(stored), state=stored.state)
    former = stored.decision
    if former and desk.now < former.at + lifecycle.UNDO_TIME:
        await _tell_decided(desk, stored)  # its own notice still waited and was dropped too
    return stored


def _concerned(one: Evaluation) -> tuple[str, ...]:
    named = one.route.commenter if one.route else ()
    return (one.person, *[actor.code for actor in named if actor.kind == "person"])


def _check_complete(one: Evaluation, planned: Outlook) -> None:
    if planned.missing:
        raise errors.BadInput("decision.points", criteria=planned.missing)
    if planned.open_terms:
        raise errors.BadInput("term.sentence", key=", ".join(planned.open_terms))
    if planned.score is None:
        raise errors.Refused("nothing-assigned", month=one.month)


async def _comment_too(desk: Desk, one: Evaluation, planned: Outlook, text: str) -> Evaluation:
    actor = await reviewing.acting(desk, one, "comment")
    changed = {
        id_: value for id_, value in planned.points.items() if one.own.points.get(id_) != value
    }
    return lifecycle.comment(
        one,
        by=desk.actor,
        given_by=_giver(actor),
        text=text,
        points=changed,
        total=planned.score.total if planned.score else None,
        closings=desk.closings(one.month),
        now=desk.now,
        with_decision=True,
    )


async def _decision(desk: Desk, one: Evaluation, planned: Outlook) -> Decision:
    actor = await reviewing.acting(desk, one, "decide")
    draft = _draft(desk, one)
    form = desk.form(one.form)
    terms = dict(_terms(one, draft, form))
    figures = planned.result.figures
    if figures and "d" in figures:
        terms["d"] = Term(value=figures["d"], sentence=COMPUTED)
    score = planned.score
    return Decision(
        by=desk.actor,
        given_by=_giver(actor),
        at=desk.now,
        came_from=one.state,
        points=planned.points,
        deductions=draft.deductions,
        result=planned.result,
        terms=terms,
        total=score.total if score else None,
        band=score.band if score else None,
        final_class=planned.final_class,
        reason=draft.reason,
        flags=planned.flags,
        overdue_hours=lifecycle.hours_after(desk.closings(one.month).decide, desk.now),
        prepared=one.decision_draft,
    )


async def _record(desk: Desk, act: str, one: Evaluation) -> None:
    decision = one.decision
    if decision is None:
        return
    await desk.audit(
        act,
        evaluation_key(one),
        points={id_: str(value) for id_, value in decision.points.items()},
        deductions=[
            [each.criterion, str(each.points), each.violation, each.reference]
            for each in decision.deductions
        ],
        terms={key: [str(term.value), term.sentence] for key, term in decision.terms.items()},
        total=str(decision.total),
        band=decision.band,
        final_class=decision.final_class,
        reason=decision.reason,
        flags=list(decision.flags),
        given_by=decision.given_by,
    )
    await _tell_decided(desk, one)


async def _tell_decided(desk: Desk, one: Evaluation) -> None:
    decision = one.decision
    if decision is not None:
        await desk.tell(
            "form.decided",
            _concerned(one),
            one,
            after=lifecycle.UNDO_TIME,
            decided_at=decision.at.isoformat(),
        )


def _giver(actor: authority.Actor) -> str | None:
    return actor.given_by[0] if actor.given_by else None


def _draft(desk: Desk, one: Evaluation) -> DecisionDraft:
    """What the actor prepared; a decision already in force is where a new version starts."""
    draft = one.decision_draft
    if draft and draft.by == desk.actor:
        return draft
    known = one.decision
    if known is None:
        return DecisionDraft(by=desk.actor)
    return DecisionDraft(
        by=desk.actor,
        points=known.points,
        deductions=known.deductions,
        terms={key: term for key, term in known.terms.items() if key != "d"},
    )


async def _keep(desk: Desk, one: Evaluation, draft: DecisionDraft) -> Evaluation:
    return await desk.store.evaluations.save(replace(one, decision_draft=draft))


async def _in_hand(
    desk: Desk, evaluation_id: int, seen: int, *, any_open: bool = False
) -> Evaluation:
    """The form, if the actor may decide on it and looked at this very version."""
    one = await desk.evaluation(evaluation_id)
    await reviewing.acting(desk, one, "decide")
    if one.version != seen:
        raise errors.Stale("card.old", month=one.month)
    if one.state != DECIDED and not any_open and not reviewing.can_decide(desk, one):
        raise errors.Stale("form.moved-on", state=one.state, month=one.month)
    return one
