"""The decider's acts: decide, undo, decide anew, not rate (T6–T8, T15, T16)."""

from __future__ import annotations

from dataclasses import replace

from core import authority, drafting, errors, lifecycle
from core.evaluation import (
    Decision,
    Evaluation,
    Term,
)
from core.usecases import preparing, results, reviewing, standing
from core.usecases.desk import Desk, evaluation_key, notice_keys_so_far

COMPUTED = "computed"


async def decide(
    desk: Desk, evaluation_id: int, seen: int, comment: str | None = None
) -> Evaluation:
    """T6, T7, T8, T15. Where commenter = decider, *comment* is recorded first as its own act.

    The decision counts at once; subject and commenter are told 10 minutes later (T7u).
    """
    one = await preparing.in_hand(desk, evaluation_id, seen)
    planned = await preparing.outlook(desk, one)
    _check_complete(one, planned)
    came_from = one.state
    commented = None
    if planned.comments_too:
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
    one = await preparing.in_hand(desk, evaluation_id, seen, any_open=True)
    planned = await preparing.outlook(desk, one)
    decision = replace(
        await _decision(desk, one, planned),
        reason=drafting.check_sentence(reason, limit=lifecycle.TEXT_LIMIT),
        flags=tuple(flag for flag in planned.flags if flag == lifecycle.OVERDUE),
    )
    stored = await desk.store.evaluations.save(lifecycle.not_rate(one, decision))
    await _record(desk, "not-rate", stored)
    return stored


async def decided_this_month(desk: Desk) -> tuple[Evaluation, ...]:
    """What was decided since the forms of this month opened and is the actor's to decide anew:
    newest first, then what was decided by whoever held the post before.
    """
    opened = desk.closings(desk.month).opens
    found = {
        one.id: one
        for decider in (desk.actor, *await standing.predecessors(desk))
        for one in await desk.store.evaluations.decided_by(decider, opened)
    }
    return tuple([one for one in found.values() if await reviewing.holds(desk, one, "decide")])


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


def _check_complete(one: Evaluation, planned: preparing.Outlook) -> None:
    if planned.missing:
        raise errors.BadInput("decision.points", criteria=planned.missing)
    if planned.open_terms:
        raise errors.BadInput("term.sentence", key=", ".join(planned.open_terms))
    if planned.score is None:
        raise errors.Refused("nothing-assigned", month=one.month)


async def _comment_too(
    desk: Desk, one: Evaluation, planned: preparing.Outlook, text: str
) -> Evaluation:
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


async def _decision(desk: Desk, one: Evaluation, planned: preparing.Outlook) -> Decision:
    actor = await reviewing.acting(desk, one, "decide")
    draft = preparing.draft_of(desk, one)
    form = desk.form(one.form)
    terms = dict(preparing.terms_of(one, draft, form))
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
        presence=planned.presence,
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
    await _tell_crossed(desk, one)
    await _tell_decided(desk, one)


async def _tell_crossed(desk: Desk, one: Evaluation) -> None:
    """§9.5: a report decided anew on the other side of 50 points, after the leader's decision."""
    for leader in {one.commenter, one.decider} - {None, one.person}:
        above = await desk.store.evaluations.of(leader or "", one.month)
        taken = above.decision.result.figures if above and above.decision else None
        if above is None or not taken or "d" not in taken:
            continue
        under = await results.reports(desk, above.person, one.month)
        if one.person in under.population and under.value != taken["d"]:
            deciders = await standing.in_hands(desk, above, "decide")
            await desk.tell(
                "form.recheck",
                deciders,
                above,
                after=lifecycle.UNDO_TIME,
                actor_too=True,
                report=one.person,
            )


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
