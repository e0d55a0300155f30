"""Whose form would reach nobody: told on the first of the month to those who can mend it."""

from __future__ import annotations

from core import errors, gaps, people
from core.gaps import Gap
from core.usecases import heading
from core.usecases.desk import Desk

TOLD = "gaps.month"


async def everybody(desk: Desk) -> tuple[Gap, ...]:
    """By unit in the organisation's order; rights are the caller's."""
    organisation = await desk.organisation()
    settings = {"non_regular_workers": desk.rules.settings.non_regular_workers}
    place = {unit.code: number for number, unit in enumerate(organisation.units)}
    found = gaps.find(desk.rules.authority, organisation, desk.now, settings)
    return tuple(sorted(found, key=lambda gap: place.get(gap.unit, -1)))


async def seen(desk: Desk) -> tuple[Gap, ...]:
    """Those of the units that the actor collects from, all of them for an administrator.

    *errors.Refused* ``gaps.not-yours`` for everybody else.
    """
    found = await everybody(desk)
    if desk.is_administrator:
        return found
    units = await heading.collected(desk)
    if not units:
        raise errors.Refused("gaps.not-yours")
    return tuple(gap for gap in found if gap.unit in units)


async def tell(desk: Desk) -> int:
    """Everybody who can mend a gap, once a month; how many were told."""
    found = await everybody(desk)
    if not found:
        return 0
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    recipients = {
        person
        for unit in {gap.unit for gap in found}
        for person in heading.collectors(organisation, unit, day)
    } | desk.administrators
    known = sorted(code for code in recipients if organisation.get_person(code) is not None)
    await desk.inform(TOLD, known, f"{desk.month}", actor_too=True)
    return len(known)
