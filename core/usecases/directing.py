"""Who may direct whose work now, and whether the month still lets them (domain §4.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core import authority, errors, leading, people, rights, taskflow, window
from core.absence import is_away
from core.lifecycle import Closings
from core.months import Month
from core.tasks import Done, TaskItem
from core.usecases.desk import Desk

EARLIEST = timedelta(days=60)
"""Work may have been finished so long before the window it is counted in, not longer."""


async def nearest_leader(desk: Desk, person: str) -> str | None:
    """The one who is told; ``None`` for those whom nobody in the ward leads."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    return leading.direct_leader(desk.rules.authority, organisation, person, day)


async def whom_to_tell(desk: Desk, person: str) -> tuple[str, ...]:
    """The nearest leader, or while that one is away the next above who is not."""
    nearest = await nearest_leader(desk, person)
    if nearest is None:
        return ()
    passed = [person]
    above: str | None = nearest
    while above is not None and above not in passed:
        if above not in await away(desk, [above]):
            return (above,)
        passed.append(above)
        above = await nearest_leader(desk, above)
    return (nearest,)


async def away(desk: Desk, persons: list[str]) -> frozenset[str]:
    """Those with an approved absence today."""
    if not persons:
        return frozenset()
    day = people.day_of(desk.now)
    known = await desk.store.absences.of_people(persons, day, day)
    return frozenset(one.person for one in known if is_away([one], day))


async def followers(desk: Desk) -> tuple[str, ...]:
    """Whose work the actor may assign, approve and accept, sorted by code: those who are led,
    and while one of them is away those whom that one leads, so that their work does not stop.
    """
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    table = desk.rules.authority
    led = leading.followers(table, organisation, desk.actor, day)
    found, wave = set(led), list(led)
    while wave:
        absent = await away(desk, wave)
        more = {
            person
            for leader in absent - {desk.actor}
            for person in leading.led_by(table, organisation, leader, day)
        }
        wave = sorted(more - found - {desk.actor})
        found.update(wave)
    return tuple(sorted(found))


async def near_followers(desk: Desk) -> tuple[str, ...]:
    """Whose work waits for the actor first: no leader is nearer, or that one is away."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    nearest = {
        person: leading.direct_leader(desk.rules.authority, organisation, person, day)
        for person in await followers(desk)
    }
    mine = {None, desk.actor}
    others = [leader for leader in nearest.values() if leader not in mine and leader]
    absent = await away(desk, others)
    return tuple(
        person for person, leader in nearest.items() if leader in mine or leader in absent
    )


async def check_leads(desk: Desk, person: str) -> None:
    """Default deny: *errors.Refused* ``not-direct-leader``."""
    if person not in await followers(desk):
        raise errors.Refused("not-direct-leader", person=desk.actor)


async def is_decider(desk: Desk, person: str, month: Month) -> bool:
    """Whether the actor decides on *person*: by the form's route, or by today's without one."""
    one = await desk.store.evaluations.of(person, month)
    try:
        kept = one.route if one is not None else None
        route = kept or await desk.route(person, month=month)
        rights.may_act(await desk.organisation(), route, desk.actor, "decide", desk.now)
    except (errors.Refused, errors.NotFound):
        return False
    return True


async def deciders(desk: Desk, person: str, month: Month) -> tuple[str, ...]:
    """Codes of the persons who decide on *person*, none where that is outside the ward."""
    one = await desk.store.evaluations.of(person, month)
    try:
        kept = one.route if one is not None else None
        route = kept or await desk.route(person, month=month)
    except (errors.Refused, errors.NotFound):
        return ()
    return _codes(route.decider)


def _codes(actors: tuple[authority.Actor, ...]) -> tuple[str, ...]:
    return tuple(actor.code for actor in actors if actor.kind == "person")


def month_of(desk: Desk, due: datetime) -> Month:
    """The month in whose KPI something due then is counted."""
    return desk.rules.calendar.work_month(due)


def work_closings(desk: Desk, month: Month) -> Closings:
    """When the task data of *month* freeze: with its steps, or as much later as its work window
    ends after them (``work_window = calendar_month``): what is not due yet is not closed.
    """
    closings = desk.closings(month)
    _, end = desk.rules.calendar.work_window(month)
    later = max(end - closings.self_step, timedelta(0))
    return replace(
        closings,
        self_step=closings.self_step + later,
        comment=closings.comment + later,
        decide=closings.decide + later,
    )


def open_month(desk: Desk) -> Month:
    """The month whose work window is open now: the next one once the self step has closed."""
    return month_of(desk, desk.now + timedelta.resolution)


def phase_of(desk: Desk, item: TaskItem) -> str:
    return window.phase(work_closings(desk, month_of(desk, item.due)), desk.now)


def check_open(desk: Desk, due: datetime) -> None:
    """*errors.Refused* ``month.frozen`` once the self step of its month has closed."""
    month = month_of(desk, due)
    closings = work_closings(desk, month)
    if window.phase(closings, desk.now) != window.OPEN:
        raise errors.Refused("month.frozen", month=month, closed=closings.self_step)


def check_movable(desk: Desk, item: TaskItem, due: datetime) -> None:
    """Both months open; a missed deadline is made good in its own month: what was not finished
    there counts 0 there (§8.6). *errors.Refused* ``month.frozen``, ``due.other-month``.
    """
    check_open(desk, item.due)
    check_open(desk, due)
    month = month_of(desk, item.due)
    if taskflow.is_missed(item, desk.now) and month_of(desk, due) != month:
        raise errors.Refused("due.other-month", month=month)


def check_done_date(desk: Desk, item: TaskItem, done: Done) -> None:
    """*errors.BadInput* ``done.early``: long before the month of the work it is a slip."""
    start, _ = desk.rules.calendar.work_window(month_of(desk, item.due))
    first = people.day_of(start - EARLIEST)
    if done.day < first:
        raise errors.BadInput("done.early", day=done.day)
