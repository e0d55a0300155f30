"""Papers of a unit, for whoever has the shell; nothing here is asked for in a chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from core import candidates, errors, papercode, people
from core.evaluation import TaskResult
from core.forms import Form
from core.months import Month
from core.people import Person, Unit
from core.usecases import results
from core.usecases.desk import SYSTEM, Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A form to be filled in by hand. *post*: title as the roster has it, else the position's
    name; *result*: group II as of now; *share*: its K, ``None`` when nothing was assigned.
    """

    person: Person
    unit: Unit
    post: str
    month: Month
    form: Form
    result: TaskResult
    share: Fraction | None
    code: str
    printed: date


async def blanks(
    desk: Desk, unit: str, month: Month, person: str | None = None
) -> tuple[Blank, ...]:
    """Of everybody whose month the unit lists, in the order of the roster; who has no form by
    the rules is left out.

    *errors.Refused* ``paper.not-shell``; *errors.NotFound* ``unit``; *errors.BadInput*
    ``paper.nobody``, or ``paper.not-in-unit`` for a *person* of another unit.
    """
    if desk.actor != SYSTEM:
        raise errors.Refused("paper.not-shell")
    organisation = await desk.organisation()
    known = organisation.require_unit(unit)
    at = min(desk.now, desk.closings(month).self_step - timedelta.resolution)
    found = []
    for code in organisation.people_in(unit, people.day_of(at)):
        if person is not None and code != person:
            continue
        try:
            route = await desk.route(code, at)
        except (errors.Refused, errors.NotFound):
            continue
        if route.unit == unit:
            found.append(await _blank(desk, code, known, month, route.form))
    if not found:
        raise errors.BadInput("paper.not-in-unit" if person else "paper.nobody", unit=known.name)
    await desk.audit(
        "export", f"unit:{unit}", form="phieu", month=str(month), count=len(found), person=person
    )
    return tuple(found)


async def _blank(desk: Desk, code: str, unit: Unit, month: Month, form_code: str) -> Blank:
    organisation = await desk.organisation()
    form = desk.form(form_code)
    day = results.as_of(desk, month)
    post = candidates.routing_post(desk.rules.authority, organisation, code, day)
    name = desk.rules.authority.positions[post.position].name if post else ""
    result = await results.task_result(desk, code, month, form, {}, decided=False)
    return Blank(
        person=organisation.require_person(code),
        unit=unit,
        post=(post.title if post else "") or name,
        month=month,
        form=form,
        result=result,
        share=results.ratio(result),
        code=papercode.write(code, month),
        printed=people.day_of(desk.now),
    )
