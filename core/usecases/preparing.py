"""A decision being prepared: what confirming would decide, and the decider's own changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from core import classes, drafting, errors, lifecycle, presence, scoring
from core.evaluation import (
    DECIDED,
    PROPOSED_TERMS,
    DecisionDraft,
    Evaluation,
    Points,
    TaskResult,
    Term,
)
from core.forms import Form
from core.presence import Presence
from core.usecases import moving, presences, results, reviewing
from core.usecases.desk import Desk


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
    presence: Presence
    open_terms: tuple[str, ...] = ()
    comments_too: bool = False

    @property
    def band(self) -> classes.Class | None:
        return self.score.band if self.score else None

    @property
    def capped(self) -> bool:
        """Whether low presence allows no class above C (§8.7)."""
        return lifecycle.LOW_PRESENCE in self.flags

    @property
    def best(self) -> classes.Class | None:
        """The class that is decided without a further reason; none above it may be."""
        return presence.ceiling(self.band, capped=self.capped) if self.band else None


async def outlook(desk: Desk, one: Evaluation) -> Outlook:
    """The decision as prepared so far, computed with the tasks of now (K at T7)."""
    form = desk.form(one.form)
    draft = draft_of(desk, one)
    points = {**reviewing.proposed_points(one), **draft.points}
    missing = scoring.missing(form, points)
    terms = terms_of(one, draft, form)
    result = await results.task_result(desk, one.person, one.month, form, terms, decided=True)
    score = None if missing else results.score(form, points, result, draft.deductions)
    under = await results.reports(desk, one.person, one.month) if form.leader else None
    present = await presences.of(desk, one.person, one.month)
    flags = lifecycle.decision_flags(one, desk.closings(one.month), desk.now)
    comments_too = await reviewing.comments_too(desk, one)
    if comments_too:
        flags = tuple(flag for flag in flags if flag != lifecycle.NO_COMMENT)
    if under and under.open:
        flags += (lifecycle.REPORTS_OPEN,)
    if await moving.other_form(desk, one) is not None:  # §8.7 rule 7
        flags += (lifecycle.FORMER_FORM,)
    capped = presence.is_capped(present, desk.rules.settings)
    if capped:
        flags += (lifecycle.LOW_PRESENCE,)
    best = presence.ceiling(score.band, capped=capped) if score else None
    return Outlook(
        points=points,
        missing=missing,
        result=result,
        score=score,
        final_class=_within(draft.final_class, best),
        reports=under,
        flags=flags,
        presence=present,
        comments_too=comments_too,
        open_terms=tuple(key for key in PROPOSED_TERMS if form.leader and key not in terms),
    )


def terms_of(one: Evaluation, draft: DecisionDraft, form: Form) -> Mapping[str, Term]:
    return {**one.own.terms, **draft.terms} if form.leader else {}


def _within(chosen: str | None, best: classes.Class | None) -> str | None:
    """The class chosen, unless the total or the presence has fallen below it since."""
    if best is None or chosen is None:
        return best
    return max(chosen, best, key=classes.ORDER.index)


async def set_points(
    desk: Desk, evaluation_id: int, seen: int, values: Mapping[str, Decimal]
) -> Evaluation:
    one = await in_hand(desk, evaluation_id, seen)
    form = desk.form(one.form)
    for id_, value in values.items():
        scoring.check_points(form.criterion(id_), value)
    draft = draft_of(desk, one)
    return await _keep(desk, one, replace(draft, points={**draft.points, **values}))


async def deduct(
    desk: Desk, evaluation_id: int, seen: int, deduction: scoring.Deduction
) -> Evaluation:
    """One line of III ĐIỂM TRỪ; a violation and its reference document are required (§11)."""
    one = await in_hand(desk, evaluation_id, seen)
    form = desk.form(one.form)
    said = replace(
        deduction,
        violation=drafting.check_sentence(deduction.violation, limit=drafting.NOTE_LIMIT),
        reference=drafting.check_sentence(deduction.reference, limit=drafting.NOTE_LIMIT),
    )
    if not said.violation or not said.reference:
        raise errors.BadInput("deduction.grounds", criterion=said.criterion)
    scoring.check_deduction(form, said)
    draft = draft_of(desk, one)
    return await _keep(desk, one, replace(draft, deductions=(*draft.deductions, said)))


async def drop_deduction(desk: Desk, evaluation_id: int, seen: int, index: int) -> Evaluation:
    one = await in_hand(desk, evaluation_id, seen)
    draft = draft_of(desk, one)
    if not 0 <= index < len(draft.deductions):
        raise errors.Stale("card.old", month=one.month)
    left = draft.deductions[:index] + draft.deductions[index + 1 :]
    return await _keep(desk, one, replace(draft, deductions=left))


async def set_term(
    desk: Desk, evaluation_id: int, seen: int, key: str, value: Fraction, sentence: str
) -> Evaluation:
    """đ or e of a leader, 1 or 1/2, with a sentence of reason; d is computed (§8.4)."""
    one = await in_hand(desk, evaluation_id, seen)
    said = drafting.check_sentence(sentence, limit=drafting.NOTE_LIMIT)
    leads = desk.form(one.form).leader
    if not leads or key not in {"đ", "e"} or value not in {results.FULL, results.HALF}:
        raise errors.BadInput("term", key=key)
    if not said:
        raise errors.BadInput("term.sentence", key=key)
    draft = draft_of(desk, one)
    terms = {**draft.terms, key: Term(value=value, sentence=said)}
    return await _keep(desk, one, replace(draft, terms=terms))


async def choose_class(desk: Desk, evaluation_id: int, seen: int, class_: str) -> Evaluation:
    """The band or what presence leaves of it, or below; above is refused here already (§10.1)."""
    one = await in_hand(desk, evaluation_id, seen)
    planned = await outlook(desk, one)
    if planned.band is None or planned.best is None:
        raise errors.Refused("no-band", month=one.month)
    presence.check_class(classes.read(class_), planned.band, planned.best)
    return await _keep(desk, one, replace(draft_of(desk, one), final_class=class_))


async def give_reason(desk: Desk, evaluation_id: int, seen: int, reason: str) -> Evaluation:
    one = await in_hand(desk, evaluation_id, seen)
    said = drafting.check_sentence(reason, limit=lifecycle.TEXT_LIMIT)
    return await _keep(desk, one, replace(draft_of(desk, one), reason=said))


async def start_over(desk: Desk, evaluation_id: int, seen: int) -> Evaluation:
    one = await in_hand(desk, evaluation_id, seen)
    return await desk.store.evaluations.save(replace(one, decision_draft=None))


def draft_of(desk: Desk, one: Evaluation) -> DecisionDraft:
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
        final_class=known.final_class if lifecycle.AGAINST_BAND in known.flags else None,
    )


async def _keep(desk: Desk, one: Evaluation, draft: DecisionDraft) -> Evaluation:
    return await desk.store.evaluations.save(replace(one, decision_draft=draft))


async def in_hand(
    desk: Desk, evaluation_id: int, seen: int, *, any_open: bool = False
) -> Evaluation:
    """The form, if the actor may decide on it and looked at this very version."""
    one = await desk.evaluation(evaluation_id)
    await reviewing.acting(desk, one, "decide")
    if one.version != seen:
        raise errors.Stale("card.old", month=one.month)
    if one.state != DECIDED and not any_open and not await reviewing.can_decide(desk, one):
        raise errors.Stale("form.moved-on", state=one.state, month=one.month)
    return one
