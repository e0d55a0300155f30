"""Who speaks for a unit: its head, its clerk, and the collector of its block (domain §2.1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from core import errors, people
from core.people import OUTSIDE_RECEIVER, Organisation, Unit
from core.ports import Clerk
from core.text import folded
from core.usecases import directing
from core.usecases.desk import Desk

OFFICE: Final = "van phong"
"""How the name of the unit begins that keeps the leaders' papers, without marks."""


async def headed(desk: Desk) -> tuple[str, ...]:
    """Codes of the units whose head the actor is today."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    return tuple(
        one.code for one in organisation.units if organisation.head(one.code, day) == desk.actor
    )


async def clerk_of(desk: Desk) -> tuple[str, ...]:
    """Codes of the units that the actor is clerk of."""
    return tuple(one.unit for one in await appointed(desk) if one.person == desk.actor)


async def appointed(desk: Desk, unit: str | None = None) -> tuple[Clerk, ...]:
    """The clerks in force: leaving the unit ends the appointment, coming back renews none."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    return tuple(
        one
        for one in await desk.store.notebook.clerks(unit)
        if _stayed(organisation, one, people.day_of(one.since), day)
    )


def _stayed(organisation: Organisation, clerk: Clerk, first: date, last: date) -> bool:
    own = [one for one in organisation.all_posts_of(clerk.person) if one.unit == clerk.unit]
    day = first
    while held := [one for one in own if people.holds_on(one, day)]:
        ends = [one.valid_to for one in held if one.valid_to is not None]
        if len(ends) < len(held) or max(ends) >= last:
            return True
        day = max(ends) + timedelta(days=1)
    return False


def led_by_offices(organisation: Organisation, offices: Collection[str]) -> frozenset[str]:
    """Codes of the units of leaders whose papers one of these *offices* keeps."""
    if not offices:
        return frozenset()
    return frozenset(
        one.code for one in organisation.units if office_of(organisation, one) in offices
    )


def office_of(organisation: Organisation, unit: Unit) -> str | None:
    """The one office ("Văn phòng …") under a unit of leaders; the council and its committees
    are served by that of the People's Committee.
    """
    if unit.kind in {"council", "council_committee"}:
        found = [one for one in organisation.units if one.kind == "division" and _is_office(one)]
    elif unit.kind in {"leadership", "committee_leadership"}:
        found = [one for one in organisation.units if one.parent == unit.code and _is_office(one)]
    else:
        return None
    return found[0].code if len(found) == 1 else None


def _is_office(unit: Unit) -> bool:
    return folded(unit.name).startswith(OFFICE)


async def written(desk: Desk) -> tuple[str, ...]:
    """Codes of the units that the actor writes for, as head or as clerk."""
    mine = {*await headed(desk), *await clerk_of(desk)}
    organisation = await desk.organisation()
    return tuple(one.code for one in organisation.units if one.code in mine)


async def collected(desk: Desk) -> tuple[str, ...]:
    """Codes of the units whose catalogues the actor harmonises and approves."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    return tuple(
        one.code
        for one in organisation.units
        if desk.actor in collectors(organisation, one.code, day)
    )


def collectors(organisation: Organisation, unit: str, day: date) -> tuple[str, ...]:
    """Head and deputies of the unit that collects for the block; the head first."""
    receiver = collecting_unit(organisation, unit)
    if receiver is None:
        return ()
    head = organisation.head(receiver, day)
    return tuple(code for code in (head, *organisation.deputies(receiver, day)) if code)


def collecting_unit(organisation: Organisation, unit: str) -> str | None:
    """The unit that the list goes to; where that is outside the ward, the Party's own collector
    (domain §2.3): no catalogue may be left without somebody who approves it.
    """
    receiver = organisation.require_unit(unit).list_to
    if receiver != OUTSIDE_RECEIVER:
        return receiver
    party = {one.list_to for one in organisation.units if one.block == "dang_doan_the"}
    known = (one.code for one in organisation.units if one.kind == "party_office")
    return next((code for code in known if code in party), None)


async def check_head(desk: Desk, unit: str) -> None:
    """*errors.Refused* ``unit.not-head``."""
    if unit not in await headed(desk):
        raise errors.Refused("unit.not-head", unit=unit)


async def check_writes(desk: Desk, unit: str) -> None:
    """*errors.Refused* ``unit.not-writer``: neither head nor clerk of it."""
    if unit not in await written(desk):
        raise errors.Refused("unit.not-writer", unit=unit)


async def check_collects(desk: Desk, unit: str) -> None:
    """*errors.Refused* ``unit.not-collector``."""
    organisation = await desk.organisation()
    if desk.actor not in collectors(organisation, unit, people.day_of(desk.now)):
        raise errors.Refused("unit.not-collector", unit=unit)


async def check_reads(desk: Desk, unit: str) -> None:
    """Everybody of the unit, who writes for it, who collects from it and who leads its people.

    *errors.Refused* ``unit.not-reader``.
    """
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    own = organisation.people_in(unit, day)
    if desk.actor in own or unit in await written(desk):
        return
    if desk.actor in collectors(organisation, unit, day):
        return
    if set(own).isdisjoint(await directing.followers(desk)):
        raise errors.Refused("unit.not-reader", unit=unit)


async def heads_of(desk: Desk, unit: str) -> tuple[str, ...]:
    """Whom the unit's news goes to; nobody while the post is vacant."""
    organisation = await desk.organisation()
    head = organisation.head(unit, people.day_of(desk.now))
    return () if head is None else (head,)
