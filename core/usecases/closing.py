"""What the calendar does by itself: T4b and T14, whenever somebody looks."""

from __future__ import annotations

from dataclasses import replace

from core import authority, errors, lifecycle, people
from core.evaluation import DRAFT, MISSING, RETURNED, Evaluation
from core.months import Month
from core.usecases import carrying, leftovers, rerouting, standing
from core.usecases.desk import Desk, evaluation_key
from core.usecases.sending import tell_next


async def close_due(desk: Desk) -> int:
    """Every form whose step has closed moves on, and unfinished work goes to the next month;
    how many did. Running it twice does nothing.

    The month before is looked at too, so that a machine that was off catches up.
    """
    moved = 0
    for month in (desk.month.shift(-1), desk.month):
        closings = desk.closings(month)
        closed = desk.now >= closings.self_step
        states = (DRAFT, RETURNED) if closed else (RETURNED,)
        for one in await desk.store.evaluations.in_states(month, states):
            settled = lifecycle.settle(one, closings, desk.now)
            if settled is not one:
                await _move(desk, settled)
                moved += 1
        if closed:
            moved += await _mark_missing(desk, month)
    if await desk.store.notebook.once(f"routes:{people.day_of(desk.now)}", desk.now):
        moved += await rerouting.follow_all(desk)  # posts and papers end by themselves
    await leftovers.tell(desk)
    return moved + await carrying.carry_over(desk)


async def _move(desk: Desk, settled: Evaluation) -> None:
    if settled.state == MISSING:
        settled = replace(settled, route=await standing.today(desk, settled))
    stored = await desk.store.evaluations.save(settled)
    await desk.audit(
        "missing" if stored.state == MISSING else "not-resent", evaluation_key(stored)
    )
    if stored.state != MISSING:
        await tell_next(desk, stored)


async def _route_of(desk: Desk, person: str, month: Month) -> authority.Route | None:
    """``None`` for somebody without a post or a form then: no reason to stop the closing."""
    try:
        return await desk.route(person, month=month)
    except (errors.Refused, errors.NotFound):
        return None


async def _mark_missing(desk: Desk, month: Month) -> int:
    """T14 for those who never opened a form, so that the decider sees them (T15)."""
    organisation = await desk.organisation()
    known = await desk.store.evaluations.people_of(month)
    if not known and desk.now >= desk.closings(month).decide:
        return 0  # nobody used it that month: the ward began later
    added = 0
    for code in [person.code for person in organisation.people if person.code not in known]:
        route = await _route_of(desk, code, month)
        if route is None:
            continue  # no form by the rules: not a missing one
        stored = await desk.store.evaluations.add(_nothing_sent(desk, code, month, route))
        await desk.audit("missing", evaluation_key(stored))
        added += 1
    return added


def _nothing_sent(desk: Desk, person: str, month: Month, route: authority.Route) -> Evaluation:
    form = desk.form(route.form)
    return Evaluation(
        id=0,
        person=person,
        month=month,
        form=form.code,
        form_version=form.version,
        state=MISSING,
        version=0,
        route=route,
    )
