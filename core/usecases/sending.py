"""What an own form and one entered from paper have in common on the way to their sending.

Nothing here asks for a right: that is done by who calls it, :mod:`core.usecases.scoring` for
the subject and :mod:`core.usecases.proxying` for the unit's clerk.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from core import classes, drafting, errors, lifecycle
from core.evaluation import MISSING, Evaluation, PaperDraft, SelfScores, TaskResult
from core.forms import Form
from core.usecases import results, standing
from core.usecases.desk import Desk, evaluation_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What the form would come to if it were sent now.

    *total* and *band* are ``None`` while a criterion is open or when nothing was assigned.
    """

    common: Decimal
    result: TaskResult
    share: Fraction | None
    total: Fraction | None
    band: str | None
    lacks: tuple[drafting.Lack, ...]


async def begun(desk: Desk, person: str, known: Evaluation | None) -> Evaluation:
    """The draft of *person*'s month, made when it is not *known*."""
    form = desk.form((await desk.route(person)).form)
    if known is not None:
        return await _on_the_right_form(desk, known, form)
    month = desk.month
    draft = lifecycle.open_draft(
        person, month, form.code, form.version, desk.closings(month), desk.now
    )
    return await desk.store.evaluations.add(draft)


async def _on_the_right_form(desk: Desk, known: Evaluation, form: Form) -> Evaluation:
    """A draft begun before a change of post starts anew on the form of the post held now (§8.7)."""
    if known.form == form.code or known.state not in drafting.EDITABLE or known.submission:
        return known
    await desk.audit("form-changed", evaluation_key(known), before=known.form, after=form.code)
    anew = replace(
        known, form=form.code, form_version=form.version, own=SelfScores(), paper_draft=None
    )
    return await desk.store.evaluations.save(anew)


def check_open(desk: Desk, one: Evaluation) -> None:
    """*errors.Refused* ``T14a``: what was not sent when the comments closed stays as it was."""
    closed = desk.closings(one.month).comment
    if desk.rules.settings.late_submission == "refused":
        closed = desk.closings(one.month).self_step
    if one.state == MISSING and desk.now >= closed:
        raise errors.Refused("T14a", closed=closed, month=one.month)


async def forecast(desk: Desk, one: Evaluation) -> Forecast:
    """The subject's live view: KPI as of now, d from the reports' self scores."""
    form = desk.form(one.form)
    result = await results.task_result(
        desk, one.person, one.month, form, one.own.terms, decided=False
    )
    complete = not drafting.unanswered(one, form)
    score = results.score(form, one.own.points, result) if complete else None
    total = score.total if score else None
    band = classes.band(total) if total is not None else None
    return Forecast(
        common=sum(one.own.points.values(), Decimal(0)),
        result=result,
        share=results.ratio(result),
        total=total,
        band=band,
        lacks=drafting.lacks(one, form, band),
    )


async def send(
    desk: Desk, one: Evaluation, seen: int, paper: PaperDraft | None = None
) -> Evaluation:
    """Route computed now and kept on the form; the next person is told. *paper*: what *one*
    was entered from.
    """
    drafting.check_editable(one)
    if one.version != seen:
        raise errors.Stale("card.old", month=one.month)
    outlook = await forecast(desk, one)
    entered = one.entrants_with(paper)
    route = await desk.route(one.person, month=one.month, entered=entered)
    if route.form != one.form and one.submission is None:  # one returned is mended as it is
        raise errors.Refused("form.changed", before=one.form, after=route.form)
    sent = lifecycle.submit(
        one,
        code=receipt_code(one),
        result=outlook.result,
        total=outlook.total,
        lacks=outlook.lacks,
        closings=desk.closings(one.month),
        now=desk.now,
        paper=paper,
    )
    stored = await desk.store.evaluations.save(replace(sent, route=route))
    facts: dict[str, object] = {}
    if paper is not None:
        facts = {"on_behalf_of": one.person, "photos": [photo.digest for photo in paper.photos]}
    await desk.audit(
        "submit" if paper is None else "submit-from-paper",
        evaluation_key(stored),
        points={id_: str(value) for id_, value in stored.own.points.items()},
        total=str(outlook.total),
        own_class=stored.own.own_class,
        commenter=[actor.code for actor in route.commenter],
        decider=[actor.code for actor in route.decider],
        **facts,
    )
    await tell_next(desk, stored)
    return stored


async def tell_next(desk: Desk, one: Evaluation) -> None:
    """To whoever comments today, or to the head who has to choose one."""
    commenters = await standing.in_hands(desk, one, "comment")
    await desk.tell("form.arrived", commenters, one)
    if not commenters and one.route and any(each.kind == "pick" for each in one.route.commenter):
        await desk.tell("form.pick", await standing.in_hands(desk, one, "decide"), one)


def receipt_code(one: Evaluation) -> str:
    """Short enough to read out on the phone, the same for every sending of one version."""
    seed = f"{one.person}:{one.month}:{one.version}".encode()
    return f"{one.month.number:02d}-{one.person}-{hashlib.sha256(seed).hexdigest()[:4].upper()}"
