"""The unit's clerk: who enters absences for the unit's people, appointed by its head."""

from __future__ import annotations

from core import errors, people
from core.ports import Clerk
from core.usecases import heading
from core.usecases.desk import Desk


async def of_unit(desk: Desk, unit: str) -> tuple[Clerk, ...]:
    """In force and still of the unit; *errors.Refused* ``unit.not-head``."""
    await heading.check_head(desk, unit)
    return await heading.appointed(desk, unit)


async def candidates(desk: Desk, unit: str) -> tuple[str, ...]:
    """The unit's people who are neither its clerks nor its head."""
    await heading.check_head(desk, unit)
    taken = {desk.actor, *[one.person for one in await heading.appointed(desk, unit)]}
    return tuple(code for code in await _people(desk, unit) if code not in taken)


async def appoint(desk: Desk, unit: str, person: str) -> Clerk:
    """*errors.Refused* ``unit.not-head``, ``clerk.stranger`` for somebody of another unit,
    ``clerk.already``.
    """
    await heading.check_head(desk, unit)
    if person == desk.actor or person not in await _people(desk, unit):
        raise errors.Refused("clerk.stranger")
    if any(one.person == person for one in await heading.appointed(desk, unit)):
        raise errors.Refused("clerk.already")
    await desk.store.notebook.dismiss(unit, person, desk.now)  # who left and came back
    clerk = Clerk(unit=unit, person=person, by=desk.actor, since=desk.now)
    await desk.store.notebook.appoint(clerk)
    await desk.audit("appoint-clerk", f"unit:{unit}", person=person)
    await _tell(desk, "clerk.appointed", unit, person)
    return clerk


async def dismiss(desk: Desk, unit: str, person: str) -> None:
    """*errors.Refused* ``unit.not-head``; *errors.Stale* ``clerk.gone`` when it is none."""
    await heading.check_head(desk, unit)
    if all(one.person != person for one in await heading.appointed(desk, unit)):
        raise errors.Stale("clerk.gone")
    await desk.store.notebook.dismiss(unit, person, desk.now)
    await desk.audit("dismiss-clerk", f"unit:{unit}", person=person)
    await _tell(desk, "clerk.dismissed", unit, person)


async def _tell(desk: Desk, kind: str, unit: str, person: str) -> None:
    await desk.inform(kind, [person], f"clerk:{unit}:{desk.now.isoformat()}", unit=unit)


async def _people(desk: Desk, unit: str) -> tuple[str, ...]:
    return (await desk.organisation()).people_in(unit, people.day_of(desk.now))
