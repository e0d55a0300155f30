"""A unit's month plan as those see it who write it: its lines, its people, what may be in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core import candidates, catalogue, errors, monthplan, people, plan_answers, window
from core.catalogue import Catalogue
from core.monthplan import MonthPlan, PlanLine
from core.months import Month
from core.people import Person, Unit
from core.plan_answers import Circle
from core.usecases import catalogues, heading
from core.usecases.desk import Desk

MONTHS_AHEAD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A unit's plan of a month before its writer. *plan* has id 0 until something is written.

    *known* is the catalogue that the month is counted by.
    """

    plan: MonthPlan
    unit: Unit
    known: Catalogue | None
    circle: Circle
    is_head: bool
    is_open: bool

    @property
    def changes(self) -> tuple[monthplan.Change, ...]:
        """What the next approval would change."""
        before = self.plan.in_force
        return monthplan.changes(before.lines if before else (), self.plan.lines)

    def name(self, person: str) -> str:
        return next((one.name for one in self.circle.people if one.code == person), person)


def months(desk: Desk) -> tuple[Month, ...]:
    """The months that may be planned now, the nearest first."""
    earliest = catalogues.earliest_month(desk)
    return tuple(earliest.shift(more) for more in range(MONTHS_AHEAD + 1))


async def open_(desk: Desk, unit: str, month: Month) -> Opened:
    """For the unit's head and clerk. *errors.BadInput* ``plan.month-far``."""
    await heading.check_writes(desk, unit)
    return await opened(desk, unit, month)


async def get(desk: Desk, plan_id: int) -> Opened:
    """*errors.NotFound* ``plan``."""
    plan = await desk.store.plans.get(plan_id)
    if plan is None:
        raise errors.NotFound("plan", id=plan_id)
    await heading.check_writes(desk, plan.unit)
    return await opened(desk, plan.unit, plan.month, plan)


async def opened(desk: Desk, unit: str, month: Month, plan: MonthPlan | None = None) -> Opened:
    """For a caller whose right was asked before."""
    organisation = await desk.organisation()
    plan = plan or await desk.store.plans.of(unit, month)
    if plan is None and month > months(desk)[-1]:
        raise errors.BadInput("plan.month-far", month=month, latest=months(desk)[-1])
    known = catalogue.in_force(await desk.store.catalogues.of_unit(unit), month)
    return Opened(
        plan=plan or empty(unit, month),
        unit=organisation.require_unit(unit),
        known=known,
        circle=Circle(
            people=await staff_of(desk, unit),
            items=known.items if known else (),
            month=month,
            window=desk.rules.calendar.work_window(month),
            now=desk.now,
        ),
        is_head=unit in await heading.headed(desk),
        is_open=window.phase(desk.closings(month), desk.now) == window.OPEN,
    )


def empty(unit: str, month: Month) -> MonthPlan:
    return MonthPlan(id=0, unit=unit, month=month, state=monthplan.DRAFT, lines=())


async def staff_of(desk: Desk, unit: str) -> tuple[Person, ...]:
    """Everybody whose highest post is in the unit: those who may be given lines of its plan."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    found = []
    for code in organisation.people_in(unit, day):
        post = candidates.routing_post(desk.rules.authority, organisation, code, day)
        if post is not None and post.unit == unit:
            found.append(organisation.require_person(code))
    return tuple(found)


async def unapproved(desk: Desk) -> tuple[tuple[str, Month], ...]:
    """Units of the head who acts whose plan of the earliest open month nobody has approved."""
    month = months(desk)[0]
    found = []
    for unit in await heading.headed(desk):
        plan = await desk.store.plans.of(unit, month)
        if plan is None or plan.in_force is None:
            found.append((unit, month))
    return tuple(found)


def check_line(opened: Opened, line: PlanLine) -> None:
    """*errors.BadInput* ``plan.window``, ``plan.due-past``, ``quantity``; *errors.NotFound*
    ``catalogue.item``, ``plan.person``.
    """
    monthplan.check_quantity(line.quantity)
    check_due(opened, line.due)
    if opened.known is None:
        raise errors.Refused("plan.no-catalogue", unit=opened.unit.code)
    opened.known.require(line.item)
    known = {one.code for one in opened.circle.people}
    for person in line.people:
        if person not in known:
            raise errors.NotFound("plan.person", person=person)


def check_due(opened: Opened, due: datetime) -> None:
    start, end = opened.circle.window
    doubt = plan_answers.due_doubt(due, opened.circle)
    if doubt == "plan.window":
        raise errors.BadInput("plan.window", month=opened.plan.month, start=start, end=end)
    if doubt:
        raise errors.BadInput("plan.due-past", due=due)


def key(plan: MonthPlan) -> str:
    """How the audit names a plan."""
    return f"plan:{plan.unit}:{plan.month}"
