"""Absences as those with a part in them see them: one, one's own, what waits, a unit's."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from core import absence, absenceflow, candidates, errors, people, tasks
from core.absence import Absence
from core.calendar import due_at
from core.tasks import TaskItem
from core.usecases import absence_rights, absences, directing, heading
from core.usecases.absence_rights import Opened
from core.usecases.desk import Desk

LOOK_BACK = timedelta(days=60)
LOOK_AHEAD = absenceflow.AHEAD + absenceflow.LONGEST
SHOWN = frozenset({absence.WAITING, absence.APPROVED})


async def open_to(desk: Desk, absence_id: int) -> Opened:
    """*errors.Refused* ``absence.not-yours``; reads of others' are audited."""
    one = await absences.get(desk, absence_id)
    found = await absence_rights.opened(desk, one)
    if desk.actor not in {one.person, one.entered_by}:
        await desk.audit("read", absences.absence_key(one))
    return found


async def glimpse(desk: Desk, absence_id: int) -> Absence | None:
    """For a notice: ``None`` when there is no such absence, or no longer a part in it."""
    try:
        found = await absence_rights.opened(desk, await absences.get(desk, absence_id))
    except (errors.Refused, errors.NotFound):
        return None
    return found.one


async def waiting(desk: Desk) -> tuple[Absence, ...]:
    """Those that wait for the actor's answer, by first day."""
    asked = await desk.store.absences.waiting()
    organisation = await desk.organisation()
    firsts = {
        one.person: absence_rights.first_approver(desk, organisation, one.person) for one in asked
    }
    others = sorted({code for code in firsts.values() if code and code != desk.actor})
    gone = await directing.away(desk, others) if others else frozenset()
    answering = {
        desk.actor,
        *[code for code in gone if await directing.nearest_leader(desk, code) == desk.actor],
    }
    return tuple(one for one in asked if firsts[one.person] in answering)


async def mine(desk: Desk) -> tuple[Absence, ...]:
    """The actor's own that wait, run, come, or ended or were refused lately, newest first."""
    found = await _around(desk, [desk.actor], {*SHOWN, absence.REFUSED})
    return tuple(reversed(found))


async def of_unit(desk: Desk, unit: str) -> tuple[Absence, ...]:
    """What waits, runs or comes among the unit's people, by first day, for its head and clerk;
    *errors.Refused* ``unit.not-writer``.
    """
    today = people.day_of(desk.now)
    known = await _around(desk, await people_of(desk, unit), SHOWN)
    return tuple(one for one in known if one.last >= today)


async def people_of(desk: Desk, unit: str) -> tuple[str, ...]:
    """For whom the unit's head and clerk enter: who has the highest post there;
    *errors.Refused* ``unit.not-writer``.
    """
    await heading.check_writes(desk, unit)
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    table = desk.rules.authority
    return tuple(
        code
        for code in organisation.people_in(unit, day)
        if (post := candidates.routing_post(table, organisation, code, day)) is not None
        and post.unit == unit
    )


async def work_meanwhile(desk: Desk, one: Absence) -> tuple[TaskItem, ...]:
    """What is due of the person while away and still open: to be reassigned or cancelled
    (§8.7 rule 1).
    """
    start, end = due_at(one.first - timedelta(days=1)), due_at(one.last)
    due = await desk.store.tasks.due_between([one.person], start, end)
    return tuple(item for item in due if item.state in tasks.OPEN)


async def _around(
    desk: Desk, persons: Collection[str], states: Collection[str]
) -> tuple[Absence, ...]:
    """By first day."""
    today = people.day_of(desk.now)
    known = await desk.store.absences.of_people(persons, today - LOOK_BACK, today + LOOK_AHEAD)
    wanted = [one for one in known if one.state in states]
    return tuple(sorted(wanted, key=lambda one: (one.first, one.person)))
