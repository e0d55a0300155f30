"""The unit's clerk: who enters absences for the unit's people, appointed by its head."""

from __future__ import annotations

from core import errors, people
from core.people import Organisation, Unit
from core.ports import Clerk
from core.usecases.desk import Desk


async def headed(desk: Desk) -> tuple[Unit, ...]:
    """The units that the actor heads today."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    return tuple(
        unit for unit in organisation.units if organisation.head(unit.code, day) == desk.actor
    )


async def kept(desk: Desk) -> tuple[Unit, ...]:
    """The units that the actor is clerk of, while he or she still belongs to them."""
    organisation = await desk.organisation()
    mine = {one.unit for one in await desk.store.notebook.clerks() if one.person == desk.actor}
    return tuple(
        organisation.require_unit(unit)
        for unit in sorted(mine)
        if _belongs(desk, organisation, unit, desk.actor)
    )


async def of_unit(desk: Desk, unit: str) -> tuple[Clerk, ...]:
    """In force and still of the unit; *errors.Refused* ``not-unit-head`` for anybody but its head."""
    organisation = await check_heads(desk, unit)
    known = await desk.store.notebook.clerks(unit)
    return tuple(one for one in known if _belongs(desk, organisation, unit, one.person))


async def candidates(desk: Desk, unit: str) -> tuple[str, ...]:
    """The unit's people who are not its clerks and not its head."""
    organisation = await check_heads(desk, unit)
    taken = {desk.actor, *[one.person for one in await desk.store.notebook.clerks(unit)]}
    day = people.day_of(desk.now)
    return tuple(code for code in organisation.people_in(unit, day) if code not in taken)


async def appoint(desk: Desk, unit: str, person: str) -> Clerk:
    """*errors.Refused* ``not-unit-head``, ``clerk.stranger`` for somebody of another unit,
    ``clerk.already``.
    """
    organisation = await check_heads(desk, unit)
    if person == desk.actor or not _belongs(desk, organisation, unit, person):
        raise errors.Refused("clerk.stranger")
    if any(one.person == person for one in await desk.store.notebook.clerks(unit)):
        raise errors.Refused("clerk.already")
    clerk = Clerk(unit=unit, person=person, by=desk.actor, since=desk.now)
    await desk.store.notebook.appoint(clerk)
    await desk.audit("appoint-clerk", f"unit:{unit}", person=person)
    await _tell(desk, "clerk.appointed", unit, person)
    return clerk


async def dismiss(desk: Desk, unit: str, person: str) -> None:
    """*errors.Refused* ``not-unit-head``; *errors.Stale* ``clerk.gone`` when it is none."""
    await check_heads(desk, unit)
    if all(one.person != person for one in await desk.store.notebook.clerks(unit)):
        raise errors.Stale("clerk.gone")
    await desk.store.notebook.dismiss(unit, person, desk.now)
    await desk.audit("dismiss-clerk", f"unit:{unit}", person=person)
    await _tell(desk, "clerk.dismissed", unit, person)


async def check_heads(desk: Desk, unit: str) -> Organisation:
    """*errors.Refused* ``not-unit-head``; *errors.NotFound* ``unit``."""
    organisation = await desk.organisation()
    if organisation.head(unit, people.day_of(desk.now)) != desk.actor:
        raise errors.Refused("not-unit-head")
    return organisation


async def _tell(desk: Desk, kind: str, unit: str, person: str) -> None:
    await desk.inform(kind, [person], f"clerk:{unit}:{desk.now.isoformat()}", unit=unit)


def _belongs(desk: Desk, organisation: Organisation, unit: str, person: str) -> bool:
    return person in organisation.people_in(unit, people.day_of(desk.now))
