"""Who may direct whose work now, and whether the month still lets them (domain §4.2)."""

from __future__ import annotations

from datetime import datetime

from core import authority, errors, leading, people, rights, window
from core.absence import is_away
from core.months import Month
from core.tasks import TaskItem
from core.usecases.desk import Desk


async def nearest_leader(desk: Desk, person: str) -> str | None:
    """The one who is told; ``None`` for those whom nobody in the ward leads."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    return leading.direct_leader(desk.rules.authority, organisation, person, day)


async def whom_to_tell(desk: Desk, person: str) -> tuple[str, ...]:
    """The nearest leader, or while that one is away whoever leads the leader too."""
    nearest = await nearest_leader(desk, person)
    if nearest is None:
        return ()
    if nearest not in await away(desk, [nearest]):
        return (nearest,)
    above = await nearest_leader(desk, nearest)
    return (nearest,) if above is None or above == person else (above,)


async def away(desk: Desk, persons: list[str]) -> frozenset[str]:
    """Those with an approved absence today."""
    day = people.day_of(desk.now)
    known = await desk.store.absences.of_people(persons, day, day)
    return frozenset(one.person for one in known if is_away([one], day))


async def followers(desk: Desk) -> tuple[str, ...]:
    """Whose work the actor may assign, approve and accept."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    return leading.followers(desk.rules.authority, organisation, desk.actor, day)


async def near_followers(desk: Desk) -> tuple[str, ...]:
    """Whose work waits for the actor first."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    table = desk.rules.authority
    led = leading.followers(table, organisation, desk.actor, day)
    nearest = {leading.direct_leader(table, organisation, person, day) for person in led}
    absent = await away(desk, [code for code in nearest if code and code != desk.actor])
    return leading.near(table, organisation, desk.actor, day, absent)


async def check_leads(desk: Desk, person: str) -> None:
    """Default deny: *errors.Refused* ``not-direct-leader``."""
    if person not in await followers(desk):
        raise errors.Refused("not-direct-leader", person=desk.actor)


async def is_decider(desk: Desk, person: str, month: Month) -> bool:
    """Whether the actor decides on *person*: by the form's route, or by today's without one."""
    one = await desk.store.evaluations.of(person, month)
    try:
        route = one.route if one is not None and one.route else await desk.route(person)
        rights.may_act(await desk.organisation(), route, desk.actor, "decide", desk.now)
    except (errors.Refused, errors.NotFound):
        return False
    return True


async def deciders(desk: Desk, person: str, month: Month) -> tuple[str, ...]:
    """Codes of the persons who decide on *person*, none where that is outside the ward."""
    one = await desk.store.evaluations.of(person, month)
    try:
        route = one.route if one is not None and one.route else await desk.route(person)
    except (errors.Refused, errors.NotFound):
        return ()
    return _codes(route.decider)


def _codes(actors: tuple[authority.Actor, ...]) -> tuple[str, ...]:
    return tuple(actor.code for actor in actors if actor.kind == "person")


def month_of(desk: Desk, due: datetime) -> Month:
    """The month in whose KPI something due then is counted."""
    return desk.rules.calendar.work_month(due)


def phase_of(desk: Desk, item: TaskItem) -> str:
    return window.phase(desk.closings(month_of(desk, item.due)), desk.now)


def check_open(desk: Desk, due: datetime) -> None:
    """*errors.Refused* ``month.frozen`` once the self step of its month has closed."""
    month = month_of(desk, due)
    closings = desk.closings(month)
    if window.phase(closings, desk.now) != window.OPEN:
        raise errors.Refused("month.frozen", month=month, closed=closings.self_step)
