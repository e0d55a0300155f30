"""The subject's own form: open, score, send, withdraw (T1–T3, T4a, T14a)."""

from __future__ import annotations

from collections.abc import Callable

from core import authority, drafting, errors, lifecycle
from core.evaluation import DRAFT, Evaluation
from core.forms import Form
from core.months import Month
from core.usecases import sending
from core.usecases.desk import Desk, evaluation_key, notice_keys_so_far

Change = Callable[[Evaluation, Form], Evaluation]


async def mine(desk: Desk, month: Month | None = None) -> Evaluation | None:
    """The actor's form of *month*, as time has left it; ``None`` when there is none."""
    found = await desk.store.evaluations.of(desk.actor, month or desk.month)
    if found is None:
        return None
    return lifecycle.settle(found, desk.closings(found.month), desk.now)


async def form_of(desk: Desk, person: str, month: Month | None = None) -> str:
    """The form of the position held now, at the latest when the self step of *month* closes."""
    return (await desk.route(person, month=month)).form


async def open_draft(desk: Desk) -> Evaluation:
    """T1; the same draft when it is there already."""
    return await sending.begun(desk, desk.actor, await mine(desk))


async def own(desk: Desk, evaluation_id: int) -> Evaluation:
    """*errors.Refused* ``not-own-form`` for anybody but the subject."""
    one = await desk.evaluation(evaluation_id)
    if one.person != desk.actor:
        raise errors.Refused("not-own-form", person=desk.actor)
    return one


async def _own_open(desk: Desk, evaluation_id: int) -> Evaluation:
    one = await own(desk, evaluation_id)
    sending.check_open(desk, one)
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


async def submit(desk: Desk, evaluation_id: int, seen: int) -> Evaluation:
    """T2, T4a, T14a by the subject."""
    return await sending.send(desk, await _own_open(desk, evaluation_id), seen)


async def withdraw(desk: Desk, evaluation_id: int, seen: int) -> Evaluation:
    """T3. Who was not told of the form yet will not be; who was, hears that it is gone. What was
    on the form of a former position begins anew on the right one.
    """
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
    if one.entered_by:
        await desk.tell("paper.withdrawn", [one.entered_by], stored)
    if stored.state != DRAFT:
        return stored
    try:
        return await sending.begun(desk, desk.actor, stored)
    except (errors.NotFound, errors.Refused):
        return stored  # without a post by now: it stays as it was


def _people(actors: tuple[authority.Actor, ...]) -> tuple[str, ...]:
    return tuple(actor.code for actor in actors if actor.kind == "person")
