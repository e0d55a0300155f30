"""The subject's own form: open, score, send, withdraw (T1–T3, T4a, T14a)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from core import authority, classes, drafting, errors, lifecycle
from core.evaluation import MISSING, Evaluation, SelfScores, TaskResult
from core.forms import Form
from core.months import Month
from core.usecases import results
from core.usecases.desk import Desk, evaluation_key, notice_keys_so_far

Change = Callable[[Evaluation, Form], Evaluation]


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


async def mine(desk: Desk, month: Month | None = None) -> Evaluation | None:
    """The actor's form of *month*, as time has left it; ``None`` when there is none."""
    found = await desk.store.evaluations.of(desk.actor, month or desk.month)
    if found is None:
        return None
    return lifecycle.settle(found, desk.closings(found.month), desk.now)


async def form_of(desk: Desk, person: str) -> str:
    """The form of the position held now (``authority.toml``)."""
    return (await desk.route(person)).form


async def open_draft(desk: Desk) -> Evaluation:
    """T1; the same draft when it is there already."""
    known = await mine(desk)
    form = desk.form(await form_of(desk, desk.actor))
    if known is not None:
        return await _on_the_right_form(desk, known, form)
    month = desk.month
    draft = lifecycle.open_draft(
        desk.actor, month, form.code, form.version, desk.closings(month), desk.now
    )
    return await desk.store.evaluations.add(draft)


async def _on_the_right_form(desk: Desk, known: Evaluation, form: Form) -> Evaluation:
    """A draft begun before a change of post starts anew on the form of the post held now (§8.7)."""
    if known.form == form.code or known.state not in drafting.EDITABLE or known.submission:
        return known
    await desk.audit("form-changed", evaluation_key(known), before=known.form, after=form.code)
    anew = replace(known, form=form.code, form_version=form.version, own=SelfScores())
    return await desk.store.evaluations.save(anew)


async def own(desk: Desk, evaluation_id: int) -> Evaluation:
    """*errors.Refused* ``not-own-form`` for anybody but the subject."""
    one = await desk.evaluation(evaluation_id)
    if one.person != desk.actor:
        raise errors.Refused("not-own-form", person=desk.actor)
    return one


async def _own_open(desk: Desk, evaluation_id: int) -> Evaluation:
    """T14a: what was not sent when the comments closed is kept as it was."""
    one = await own(desk, evaluation_id)
    closed = desk.closings(one.month).comment
    if desk.rules.settings.late_submission == "refused":
        closed = desk.closings(one.month).self_step
    if one.state == MISSING and desk.now >= closed:
        raise errors.Refused("T14a", closed=closed, month=one.month)
    return one


async def change(desk: Desk, evaluation_id: int, step: Change) -> Evaluation:
    """One step of :mod:`core.drafting` on the own draft, stored when it changed anything."""
    one = await _own_open(desk, evaluation_id)
    changed = step(one, desk.form(one.form))
    return one if changed is one else await desk.store.evaluations.save(changed)


async def last_month(desk: Desk, one: Evaluation) -> Evaluation | None:
    return await desk.store.evaluations.of(one.person, one.month.shift(-1))


async def prefill(desk: Desk, evaluation_id: int) -> Evaluation:
    one = await _own_open(desk, evaluation_id)
    last = await last_month(desk, one)
    form = desk.form(one.form)
    then = desk.form(last.form) if last else form
    return await desk.store.evaluations.save(drafting.prefill(one, form, last, then))


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


async def submit(desk: Desk, evaluation_id: int, seen: int) -> Evaluation:
    """T2, T4a, T14a: route computed now and kept on the form; the next person is told."""
    one = await _own_open(desk, evaluation_id)
    drafting.check_editable(one)
    if one.version != seen:
        raise errors.Stale("card.old", month=one.month)
    outlook = await forecast(desk, one)
    route = await desk.route(one.person)
    if route.form != one.form:
        raise errors.Refused("form.changed", before=one.form, after=route.form)
    sent = lifecycle.submit(
        one,
        code=receipt_code(one),
        result=outlook.result,
        total=outlook.total,
        lacks=outlook.lacks,
        closings=desk.closings(one.month),
        now=desk.now,
    )
    stored = await desk.store.evaluations.save(replace(sent, route=route))
    await desk.audit(
        "submit",
        evaluation_key(stored),
        points={id_: str(value) for id_, value in stored.own.points.items()},
        total=str(outlook.total),
        own_class=stored.own.own_class,
        commenter=[actor.code for actor in route.commenter],
        decider=[actor.code for actor in route.decider],
    )
    await tell_next(desk, stored)
    return stored


async def tell_next(desk: Desk, one: Evaluation) -> None:
    """To the commenter, or to the head who has to choose one."""
    route = one.route
    if route is None:
        return
    if any(actor.kind == "pick" for actor in route.commenter):
        await desk.tell("form.pick", _people(route.decider), one)
    else:
        await desk.tell("form.arrived", _people(route.commenter), one)


async def withdraw(desk: Desk, evaluation_id: int, seen: int) -> Evaluation:
    """T3. Who was not told of the form yet will not be; who was, hears that it is gone."""
    one = await own(desk, evaluation_id)
    if one.version != seen:
        raise errors.Stale("card.old", month=one.month)
    back = lifecycle.withdraw(one, desk.closings(one.month), desk.now)
    stored = await desk.store.evaluations.save(back)
    await desk.audit("withdraw", evaluation_key(stored))
    if one.route:
        arrived = notice_keys_so_far(_people(one.route.commenter), "form.arrived", one)
        to_pick = notice_keys_so_far(_people(one.route.decider), "form.pick", one)
        unsent = await desk.store.outbox.drop([*arrived, *to_pick])
        if not unsent:
            await desk.tell("form.withdrawn", _people(one.route.commenter), stored)
    return stored


def receipt_code(one: Evaluation) -> str:
    """Short enough to read out on the phone, the same for every sending of one version."""
    seed = f"{one.person}:{one.month}:{one.version}".encode()
    return f"{one.month.number:02d}-{one.person}-{hashlib.sha256(seed).hexdigest()[:4].upper()}"


def _people(actors: tuple[authority.Actor, ...]) -> tuple[str, ...]:
    return tuple(actor.code for actor in actors if actor.kind == "person")
